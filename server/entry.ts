// Where this program lives: the file that starts further processes and threads, and the files beside it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const here = import.meta.filename;
const isSource = basename(here) === 'entry.ts';
/** Folders of dist/ with scripts. */
const SCRIPT_FOLDERS = ['chunks', 'window'];
export const packageRoot: string = dirname(
  dirname(isSource || !SCRIPT_FOLDERS.includes(basename(dirname(here))) ? here : dirname(here)),
);

/** The folder with the grammars, the outlines and `web-tree-sitter.wasm`. */
export const assetsDir: string = join(packageRoot, 'dist');

/** The outline of what comes with a language, by the folder that holds it, see server/resolve/library/outline.ts. */
export function loadOutline(folder: string): string {
  const file = isSource
    ? join(dirname(here), 'languages', folder, 'outline', 'standard.txt')
    : join(assetsDir, 'outlines', `${folder}.txt`);
  return readFileSync(file, 'latin1');
}

/** The file every process and thread of this program starts with: the built one, or `main.ts` when run from source. */
export const entryFile: string = isSource
  ? join(dirname(here), 'main.ts')
  : join(assetsDir, 'codebase-memory.mjs');

/** Translations of the messages that the page of the graph view says, and their language as BCP 47 names it. */
export interface PageLanguage {
  readonly name: string;
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * The page of the graph view, which is built. `nonce` is what its scripts and styles are allowed by: a new one each time, of
 * letters and digits. Without a language it is English. `state` is what a page of before was left with.
 */
export function loadGraphPage(
  nonce: string,
  language: PageLanguage = { name: 'en', texts: {} },
  state?: unknown,
): string {
  return readFileSync(join(assetsDir, 'graph.html'), 'utf8')
    .replaceAll('{{nonce}}', nonce)
    .replace('{{language}}', () => language.name)
    .replace('{{texts}}', () => toAttribute(language.texts))
    .replace('{{state}}', () => (state === undefined ? '' : toAttribute(state)));
}

/** A value as JSON between the quotes of an attribute. */
function toAttribute(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[&"<]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** The version in package.json; '0.0.0' when there is none beside the program. */
export function loadVersion(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    if (typeof manifest === 'object' && manifest && 'version' in manifest) return String(manifest.version);
  } catch {
    // An installation without its manifest still works.
  }
  return '0.0.0';
}

/** Names this state of the program: what another state has parsed may not be what this one would. */
export function fingerprintCode(): string {
  // The names of the scripts of a build tell their content; sources are told by size and time.
  const folder = isSource ? dirname(here) : join(assetsDir, 'chunks');
  const describe = (root: string, path: string) => {
    const { size, mtimeMs } = statSync(join(root, path));
    return `${path} ${size} ${isSource ? mtimeMs : ''}`;
  };
  const grammars = join(assetsDir, 'grammars');
  const outlines = isSource ? [] : [join(assetsDir, 'outlines')];
  const lines = [folder, grammars, ...outlines].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => describe(root, path)),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
}

/** Whether this Node can load better-sqlite3, which crashes the process below Node-API 10 (Node 22.14). */
export function hasModernNode(): boolean {
  return Number(process.versions.napi) >= 10;
}

/**
 * The Node that can run the server: this one, else the one of the npm package `node` beside the program, else
 * undefined.
 */
export function findServerRuntime(): string | undefined {
  if (hasModernNode()) return process.execPath;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  for (let folder = packageRoot; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'node', 'bin', executable);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}
