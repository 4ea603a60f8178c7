import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

import { discover } from '../../server/discover/discover.ts';
import type { DiscoverOptions, Discovery } from '../../server/discover/discovery.ts';

// The person's own git settings must not reach the tests, nor the git that some of them start.
process.env['GIT_CONFIG_NOSYSTEM'] = '1';
process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
process.env['XDG_CONFIG_HOME'] = '/nonexistent';

/** Contents by path; a path that ends in `/` is an empty folder. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder with these files, removed after the test. Returns its real path. */
export function createTree(context: Pick<TestContext, 'after'>, tree: Tree): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-discover-')));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  addFiles(root, tree);
  return root;
}

export function addFiles(root: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    const absolute = join(root, path);
    mkdirSync(path.endsWith('/') ? absolute : dirname(absolute), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(absolute, content);
  }
}

/** The files of a git repository without commits, as `git init` leaves them where it matters here. */
export const gitRepository: Tree = { '.git/HEAD': 'ref: refs/heads/main\n', '.git/config': '[core]\n' };

/** The same object for all walks: what one keeps for the next counts for it alone. */
const LANGUAGES: DiscoverOptions['languages'] = {
  extensionToLanguage: new Map([
    ['.py', 'python'],
    ['.js', 'javascript'],
    ['.ts', 'typescript'],
    ['.go', 'go'],
    ['.blade.php', 'blade'],
    ['.c', 'c'],
    ['.C', 'cpp'],
  ]),
  interpreterToLanguage: new Map([['python', 'python']]),
  configFiles: ['go.mod', 'package.json', 'tsconfig*.json'],
};

export function discoverIn(root: string, options: Partial<DiscoverOptions> = {}): Discovery {
  return discover({
    root,
    excludedDirs: [],
    maxFileSizeBytes: 1024 * 1024,
    exclude: [],
    includeGenerated: false,
    languages: LANGUAGES,
    ...options,
  });
}

export function listPaths(discovery: Discovery): string[] {
  return discovery.files.map((file) => file.path);
}

export function listSkipped(discovery: Discovery): Record<string, string> {
  return Object.fromEntries(discovery.skipped.map((file) => [file.path, file.reason]));
}

/** Runs `act` with the rights of an ordinary user: permission bits do not bind root. */
export function withoutPrivileges<T>(act: () => T): T {
  const { seteuid, geteuid } = process;
  if (seteuid === undefined || geteuid?.() !== 0) return act();
  seteuid(65534);
  try {
    return act();
  } finally {
    seteuid(0);
  }
}

/** The skip reason for tests of things Windows does not have; `false` elsewhere. */
export const onlyPosix = process.platform === 'win32' && 'Windows has no such files';
