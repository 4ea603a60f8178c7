// A tree that changes in ways whose consequences reach into files that were not edited: other types, missing imports, moved
// and ignored files. Each change is a bit, so a tree is a number, and the index of each number can be known beforehand.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { loadDump, replaceFile, writeProject } from './project.ts';

/** What a bit does to the tree, off and on. */
type Change = readonly [off: (sandbox: Sandbox) => void, on: (sandbox: Sandbox) => void];

const CHANGES: readonly Change[] = [
  // The type that a function returns decides what its callers in another file call.
  [(sandbox) => writeMaker(sandbox, 'Alpha'), (sandbox) => writeMaker(sandbox, 'Beta')],
  // A file that others import from and that is not always there.
  [
    (sandbox) => rmSync(join(sandbox.root, 'sometimes.ts'), { force: true }),
    (sandbox) => replaceFile(sandbox, 'sometimes.ts', 'export function sometimes() { return 1; }\n'),
  ],
  // The same text under another name.
  [(sandbox) => move(sandbox, 'there.py', 'here.py'), (sandbox) => move(sandbox, 'here.py', 'there.py')],
  // A rule that leaves files out which did not change.
  [
    (sandbox) => replaceFile(sandbox, '.gitignore', ''),
    (sandbox) => replaceFile(sandbox, '.gitignore', 'part1*.ts\n'),
  ],
];

/** How many bits a number of a tree has. */
export const CHANGE_COUNT = CHANGES.length;

const MOVED = 'class Moved:\n    def run(self): self.stop()\n    def stop(self): pass\n';

function writeMaker(sandbox: Sandbox, made: string): void {
  replaceFile(
    sandbox,
    'maker.ts',
    `import { Alpha, Beta } from './classes.ts';\nexport function make() { return new ${made}(); }\nexport const unused = [Alpha, Beta];\n`,
  );
}

function move(sandbox: Sandbox, from: string, to: string): void {
  rmSync(join(sandbox.root, from), { force: true });
  sandbox.write(to, MOVED);
}

/** Writes the whole tree of a number. */
export function writeTree(sandbox: Sandbox, tree: number, files: number): void {
  writeProject(sandbox, files);
  const classes = ['Alpha', 'Beta'].map((name) => `export class ${name} { run() { return 1; } }\n`);
  sandbox.write('classes.ts', classes.join(''));
  sandbox.write('user.ts', "import { make } from './maker.ts';\nexport function use() { make().run(); }\n");
  sandbox.write(
    'needy.ts',
    "import { sometimes } from './sometimes.ts';\nexport function need() { sometimes(); }\n",
  );
  sandbox.write('caller.py', 'from there import Moved\nfrom here import Moved as Other\nMoved().run()\n');
  for (const [bit, change] of CHANGES.entries()) change[(tree >> bit) & 1 ? 1 : 0](sandbox);
}

/**
 * Edits the tree of number `from` into that of `to`, bit by bit, and returns every tree that existed on the way, both ends
 * included: one that is indexed meanwhile may be any of them.
 */
export function editTree(sandbox: Sandbox, from: number, to: number): Set<number> {
  const trees = new Set([from]);
  let tree = from;
  for (const [bit, change] of CHANGES.entries()) {
    if (((from ^ to) >> bit) % 2 === 0) continue;
    change[(to >> bit) & 1 ? 1 : 0](sandbox);
    tree ^= 1 << bit;
    trees.add(tree);
  }
  return trees;
}

/** The canonical dump of each tree, indexed from nothing in a cache directory of its own the first time it is wanted. */
export class TreeDumps {
  readonly #arena: Arena;
  readonly #files: number;
  readonly #dumps = new Map<number, Promise<string>>();

  constructor(arena: Arena, files: number) {
    this.#arena = arena;
    this.#files = files;
  }

  load(tree: number): Promise<string> {
    const found = this.#dumps.get(tree) ?? this.#index(tree);
    this.#dumps.set(tree, found);
    return found;
  }

  async #index(tree: number): Promise<string> {
    const sandbox = this.#arena.createSandbox();
    writeTree(sandbox, tree, this.#files);
    const dump = await loadDump(sandbox);
    await sandbox.run(['stop', sandbox.root]);
    return dump;
  }
}
