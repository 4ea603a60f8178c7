import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Returns the text of a small file, undefined when there is none or it may not be read. */
export type LoadText = (path: string) => string | undefined;

/** The values of a git configuration by `section.key`, lower case; the last one of a key wins. */
export type GitConfig = ReadonlyMap<string, string>;

const maxIncludeDepth = 5;

/**
 * What git would read for a repository: system, global, then `localConfig` (its own file, if any), with plain
 * `include.path`. Conditional includes are left out.
 */
export function loadGitConfig(load: LoadText, localConfig: string | undefined): GitConfig {
  const values = new Map<string, string>();
  for (const file of [...listGlobalFiles(), ...(localConfig === undefined ? [] : [localConfig])]) {
    readInto(values, file, load, 0);
  }
  return values;
}

/** The file of ignore rules for all repositories of this user: `core.excludesFile`, or git's default place. */
export function globalExcludesFile(config: GitConfig, workTree: string): string {
  const configured = config.get('core.excludesfile');
  return configured === undefined || configured === ''
    ? join(xdgConfigHome(), 'git', 'ignore')
    : resolve(workTree, expandHome(configured));
}

/** The `key = value` lines of a configuration file, in order, keys as `section.key`. Subsections are left out. Pure. */
export function parseGitConfig(text: string): [key: string, value: string][] {
  const entries: [string, string][] = [];
  let section = '';
  for (const line of text.replace(/\\\r?\n/g, '').split(/\r?\n/)) {
    const header = /^\s*\[\s*([\w.-]+)\s*("[^"]*")?\s*\]/.exec(line);
    if (header !== null) section = header[2] === undefined ? (header[1] ?? '').toLowerCase() : '';
    const entry = /^\s*([A-Za-z][\w-]*)\s*(?:=(.*))?$/.exec(line.slice(header?.[0].length ?? 0));
    if (entry === null || section === '') continue;
    entries.push([`${section}.${(entry[1] ?? '').toLowerCase()}`, parseValue(entry[2] ?? 'true')]);
  }
  return entries;
}

function listGlobalFiles(): string[] {
  const files: string[] = [];
  const { GIT_CONFIG_SYSTEM, GIT_CONFIG_NOSYSTEM, GIT_CONFIG_GLOBAL } = process.env;
  if (GIT_CONFIG_NOSYSTEM === undefined) files.push(GIT_CONFIG_SYSTEM ?? '/etc/gitconfig');
  if (GIT_CONFIG_GLOBAL === undefined)
    files.push(join(xdgConfigHome(), 'git', 'config'), join(homedir(), '.gitconfig'));
  else if (GIT_CONFIG_GLOBAL !== '') files.push(GIT_CONFIG_GLOBAL);
  return files;
}

function readInto(values: Map<string, string>, file: string, load: LoadText, depth: number): void {
  const text = load(file);
  if (text === undefined) return;
  for (const [key, value] of parseGitConfig(text)) {
    if (key !== 'include.path') values.set(key, value);
    else if (depth < maxIncludeDepth)
      readInto(values, resolve(dirname(file), expandHome(value)), load, depth + 1);
  }
}

/** Quotes, escapes and comments of a value. */
function parseValue(raw: string): string {
  let value = '';
  let kept = 0;
  let isQuoted = false;
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at] ?? '';
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === '#' || char === ';')) break;
    else if (char === '\\') value += unescape(raw[++at] ?? '');
    else if (value !== '' || isQuoted || !/\s/.test(char)) value += char;
    if (isQuoted || !/\s/.test(char)) kept = value.length;
  }
  return value.slice(0, kept);
}

function unescape(char: string): string {
  if (char === 'n') return '\n';
  return char === 't' ? '\t' : char;
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}

function xdgConfigHome(): string {
  const configured = process.env['XDG_CONFIG_HOME'];
  return configured === undefined || configured === '' ? join(homedir(), '.config') : configured;
}
