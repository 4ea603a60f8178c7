// Repositories that are made to mislead or to harm who asks git about them: what is set up in each before it is asked.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../discover/repository.ts';

/** Sets up a repository; `program` leaves a mark when it is run. */
export type HostileSetting = (root: string, program: string) => void;

function config(root: string, pairs: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(pairs)) git(root, 'config', key, value);
}

function writeAttributes(root: string, text: string): void {
  mkdirSync(join(root, '.git', 'info'), { recursive: true });
  writeFileSync(join(root, '.git', 'info', 'attributes'), text);
}

/** By what they are about. */
export const HOSTILE_SETTINGS: Readonly<Record<string, HostileSetting>> = {
  colours: (root) => config(root, { 'color.ui': 'always', 'color.diff': 'always', 'core.pager': 'cat' }),
  'prefixes and order': (root) =>
    config(root, {
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.orderFile': '/nowhere',
      'diff.relative': 'true',
    }),
  'renames and copies': (root) =>
    config(root, {
      'diff.renames': 'copies',
      'diff.renameLimit': '1',
      'diff.algorithm': 'patience',
      'merge.renames': 'false',
    }),
  'programs for differences': (root, program) => {
    config(root, { 'diff.external': program, 'diff.x.command': program, 'diff.x.textconv': program });
    writeAttributes(root, '* diff=x\n');
  },
  filters: (root, program) => {
    config(root, {
      'filter.x.clean': program,
      'filter.x.smudge': program,
      'filter.x.process': program,
      'filter.x.required': 'true',
    });
    writeAttributes(root, '* filter=x\n');
  },
  'watchers and caches': (root, program) =>
    config(root, {
      'core.fsmonitor': program,
      'core.untrackedCache': 'true',
      'core.preloadIndex': 'true',
      'feature.manyFiles': 'true',
    }),
  'hooks and signatures': (root, program) => {
    const hooks = join(root, '.git', 'own-hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['post-index-change', 'reference-transaction', 'pre-auto-gc'])
      writeFileSync(join(hooks, hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    config(root, {
      'core.hooksPath': hooks,
      'gpg.program': program,
      'log.showSignature': 'true',
      'commit.gpgSign': 'true',
    });
  },
  'quoted paths and short ids': (root) =>
    config(root, {
      'core.quotePath': 'true',
      'core.abbrev': '4',
      'status.relativePaths': 'false',
      'status.showUntrackedFiles': 'no',
    }),
  'another index': (root) => {
    config(root, { 'index.version': '4', 'core.splitIndex': 'true', 'splitIndex.maxPercentChange': '0' });
    git(root, 'update-index', '--index-version', '4', '--split-index');
  },
  'a work tree and an included file elsewhere': (root, program) => {
    const included = join(root, '.git', 'included');
    writeFileSync(
      included,
      `[core]\n\tfsmonitor = ${program}\n\tworktree = /\n[filter "x"]\n\tclean = ${program}\n`,
    );
    config(root, { 'include.path': included });
    writeAttributes(root, '* filter=x\n');
  },
};

/** Writes the program that leaves `mark` when it is run. */
export function writeTrap(path: string, mark: string): void {
  writeFileSync(path, `#!/bin/sh\ntouch '${mark}'\ncat\n`);
  chmodSync(path, 0o755);
}
