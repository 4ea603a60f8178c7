// A view of a repository that runs nothing. git is never pointed at the repository's own folder: it would read the
// configuration there, which can name programs for filters, watching, transports and hooks, and another work tree. It gets
// a folder of ours in its place, with a configuration that we write, the references of the repository, and the
// repository's objects and index by environment. What of the repository's configuration changes how files compare is
// copied, key by key.

import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { globalExcludesFile, loadGitConfig } from './gitConfig.ts';
import type { GitConfig } from './gitConfig.ts';
import type { GitRepository } from './gitRepository.ts';
import type { GitRun } from './gitProgram.ts';
import type { RulesReader } from './rulesReader.ts';

/** Keys that say how a file on disk compares with what is stored; none of them names a program or a path. */
const COPIED_KEYS = [
  'core.autocrlf',
  'core.eol',
  'core.filemode',
  'core.symlinks',
  'core.ignorecase',
  'core.precomposeunicode',
  'core.checkstat',
  'core.trustctime',
] as const;

/** How the repository is stored; git can't read it without. */
const FORMAT_KEYS = {
  'extensions.objectformat': 'objectFormat',
  'extensions.refstorage': 'refStorage',
} as const;

const FIXED_CONFIG = [
  '[core]',
  '\tbare = false',
  '\tfsmonitor = false',
  '\tuntrackedCache = false',
  '\tquotePath = false',
  '\tsafecrlf = false',
  '[color]',
  '\tui = false',
  '[protocol]',
  '\tallow = never',
  '[gc]',
  '\tauto = 0',
  '[maintenance]',
  '\tauto = false',
];

/** What is needed to look at a repository. */
export interface GitView extends Pick<GitRun, 'environment' | 'cwd'> {
  readonly repository: GitRepository;
  /** Whether git hashes with SHA-256 there. */
  readonly isSha256: boolean;
}

/** Makes or renews the view of `repository` below `scratch`, a folder of ours that nobody else writes to. */
export function makeGitView(repository: GitRepository, scratch: string, rules: RulesReader): GitView {
  const { workTree, gitDir, commonDir } = repository;
  const folder = join(scratch, hash('sha1', `${gitDir}\n${workTree}`, 'hex').slice(0, 16));
  const config = loadGitConfig(rules.load, join(commonDir, 'config'));
  mkdirSync(join(folder, 'info'), { recursive: true, mode: 0o700 });
  writeText(join(folder, 'config'), describeConfig(config));
  writeText(join(folder, 'HEAD'), rules.load(join(gitDir, 'HEAD')) ?? '');
  writeText(join(folder, 'shallow'), rules.load(join(commonDir, 'shallow')));
  writeText(join(folder, 'info', 'attributes'), rules.load(join(commonDir, 'info', 'attributes')));
  // Later rules win, as those of the repository do over those of the user.
  const excludes = [globalExcludesFile(config, workTree), join(commonDir, 'info', 'exclude')];
  writeText(join(folder, 'info', 'exclude'), excludes.map((file) => rules.load(file) ?? '').join('\n'));
  linkFolder(join(commonDir, 'refs'), join(folder, 'refs'));
  if (config.has('extensions.refstorage')) linkFolder(join(commonDir, 'reftable'), join(folder, 'reftable'));
  linkFile(join(commonDir, 'packed-refs'), join(folder, 'packed-refs'));
  linkSharedIndexes(gitDir, folder);
  return {
    repository,
    isSha256: config.get('extensions.objectformat')?.toLowerCase() === 'sha256',
    cwd: workTree,
    environment: {
      GIT_DIR: folder,
      GIT_WORK_TREE: workTree,
      GIT_OBJECT_DIRECTORY: join(commonDir, 'objects'),
      GIT_INDEX_FILE: join(gitDir, 'index'),
      // git would read attributes and rules of the user there.
      HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
  };
}

function describeConfig(config: GitConfig): string {
  const lines = [...FIXED_CONFIG];
  const formats = Object.entries(FORMAT_KEYS).flatMap(([key, name]) => {
    const value = plainValue(config.get(key));
    return value === undefined ? [] : [`\t${name} = ${value}`];
  });
  lines.push('[core]', `\trepositoryformatversion = ${formats.length > 0 ? 1 : 0}`);
  for (const key of COPIED_KEYS) {
    const value = plainValue(config.get(key));
    if (value !== undefined) lines.push(`\t${key.slice('core.'.length)} = ${value}`);
  }
  if (formats.length > 0) lines.push('[extensions]', ...formats);
  return `${lines.join('\n')}\n`;
}

/** A value that can only be a word of git's own: anything else is left out. */
function plainValue(value: string | undefined): string | undefined {
  return value !== undefined && /^[A-Za-z0-9-]{1,32}$/.test(value) ? value : undefined;
}

/** Writes a file of the view, or takes it away for a text that is undefined. */
function writeText(path: string, text: string | undefined): void {
  if (text === undefined) rmSync(path, { force: true });
  else writeFileSync(path, text, { mode: 0o600 });
}

function linkFolder(target: string, link: string): void {
  if (readLink(link) === target) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(target, link, 'junction');
}

/** Makes `link` show the file `target`; takes it away when that is no file. */
export function linkFile(target: string, link: string, platform: NodeJS.Platform = process.platform): void {
  const isThere = lstatSync(target, { throwIfNoEntry: false })?.isFile() === true;
  if (platform === 'win32') {
    // A link to a file needs a privilege there.
    rmSync(link, { force: true });
    if (isThere) copyFileSync(target, link);
    return;
  }
  if (isThere && readLink(link) === target) return;
  rmSync(link, { force: true });
  if (isThere) symlinkSync(target, link);
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** An index that is split names a file beside it, which git looks for in the folder that it is given. */
function linkSharedIndexes(gitDir: string, folder: string): void {
  const wanted = new Set(readdirSync(gitDir).filter(isSharedIndex));
  for (const name of readdirSync(folder).filter(isSharedIndex))
    if (!wanted.has(name)) rmSync(join(folder, name), { force: true });
  for (const name of wanted) linkFile(join(gitDir, name), join(folder, name));
}

function isSharedIndex(name: string): boolean {
  return /^sharedindex\.[0-9a-f]+$/.test(name);
}
