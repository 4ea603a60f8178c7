// A repository whose configuration names programs, transports and other folders: the built product is asked what has
// changed there, and nothing of that may be run or looked at.
import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commitAll, git } from '../discover/repository.ts';
import { Product } from './support/product.ts';

/** A trap in a repository: a name, and what sets it up. `program` leaves a mark when it runs. */
interface Trap {
  readonly name: string;
  set(root: string, program: string): void;
  /** What the answer says; by default that `b` was added. */
  readonly answers?: RegExp;
}

function config(root: string, pairs: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(pairs)) git(root, 'config', key, value);
}

function removeBlob(root: string): void {
  const id = git(root, 'rev-parse', 'HEAD:a.ts').trim();
  rmSync(join(root, '.git', 'objects', id.slice(0, 2), id.slice(2)));
}

const LACKING = /a\.ts \(its stored text is not in this clone: all of it counts\)[\s\S]*Function a:1/;

const TRAPS: readonly Trap[] = [
  { name: 'core.fsmonitor', set: (root, program) => config(root, { 'core.fsmonitor': program }) },
  {
    name: 'an external diff and a text conversion',
    set(root, program) {
      config(root, { 'diff.external': program, 'diff.x.textconv': program, 'diff.x.command': program });
      writeFileSync(join(root, '.gitattributes'), '*.ts diff=x\n');
    },
  },
  {
    name: 'filters, by .gitattributes and by info/attributes',
    set(root, program) {
      config(root, { 'filter.x.clean': program, 'filter.y.process': program, 'filter.y.required': 'true' });
      writeFileSync(join(root, '.gitattributes'), '*.ts filter=x\n');
      mkdirSync(join(root, '.git', 'info'), { recursive: true });
      writeFileSync(join(root, '.git', 'info', 'attributes'), '*.md filter=y\n');
      writeFileSync(join(root, 'a.md'), 'text\n');
      git(root, 'add', '--intent-to-add', 'a.md');
    },
    answers: /the filter "x" stands between file and git and is not run[\s\S]*a\.ts/,
  },
  {
    name: 'an included configuration',
    set(root, program) {
      writeFileSync(
        join(root, 'included'),
        `[filter "x"]\n\tclean = ${program}\n[core]\n\tfsmonitor = ${program}\n`,
      );
      config(root, { 'include.path': '../included' });
      writeFileSync(join(root, '.gitattributes'), '*.ts filter=x\n');
    },
  },
  {
    name: 'hooks',
    set(root, program) {
      mkdirSync(join(root, 'hooks'));
      for (const hook of ['post-index-change', 'post-checkout', 'pre-auto-gc', 'reference-transaction'])
        writeFileSync(join(root, 'hooks', hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
      config(root, { 'core.hooksPath': 'hooks' });
    },
  },
  {
    name: 'a pager, aliases, signatures and helpers for credentials',
    set: (root, program) =>
      config(root, {
        'core.pager': program,
        'pager.diff-index': program,
        'alias.diff-index': `!${program}`,
        'gpg.program': program,
        'log.showSignature': 'true',
        'core.askPass': program,
        'credential.helper': `!${program}`,
        'core.editor': program,
      }),
  },
  {
    name: 'a missing text that a program would fetch',
    set(root, program) {
      config(root, {
        'core.repositoryformatversion': '1',
        'extensions.partialClone': 'origin',
        'remote.origin.url': root,
        'remote.origin.promisor': 'true',
        'remote.origin.uploadpack': program,
      });
      removeBlob(root);
    },
    answers: LACKING,
  },
  {
    name: 'a missing text that ssh would fetch',
    set(root, program) {
      config(root, {
        'core.repositoryformatversion': '1',
        'extensions.partialClone': 'origin',
        'remote.origin.url': 'ssh://host.invalid/x',
        'remote.origin.promisor': 'true',
        'core.sshCommand': program,
        'protocol.ssh.allow': 'always',
      });
      removeBlob(root);
    },
    answers: LACKING,
  },
  {
    name: 'a submodule with traps of its own',
    set(root, program) {
      mkdirSync(join(root, 'sub'));
      writeFileSync(join(root, 'sub', 'q.ts'), 'export const q = 1;\n');
      commitAll(join(root, 'sub'));
      git(root, 'add', 'sub');
      git(root, 'commit', '--quiet', '--message', 'sub');
      config(join(root, 'sub'), { 'filter.x.clean': program, 'core.fsmonitor': program });
      writeFileSync(join(root, 'sub', '.gitattributes'), '*.ts filter=x\n');
      appendFileSync(join(root, 'sub', 'q.ts'), 'export const r = 2;\n');
    },
    answers: /sub\/q\.ts[\s\S]*Variable r/,
  },
];

const skipWithoutShell = process.platform === 'win32' && 'the trap is a shell script';

for (const { name, set, answers = /added Function b/ } of TRAPS) {
  test(`no program runs that a repository names: ${name}`, { skip: skipWithoutShell }, async (t) => {
    const product = new Product(t);
    product.write('a.ts', 'export function a() {}\n');
    commitAll(product.root);
    const ran = join(product.base, 'ran');
    const program = join(product.base, 'trap.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\ncat\n`);
    chmodSync(program, 0o755);
    set(product.root, program);
    // What the trap needed git for may have sprung it.
    rmSync(ran, { force: true });
    product.write('a.ts', 'export function a() {}\nexport function b() {}\n');
    const { stdout, stderr } = await product.run(['query', 'detect_changes', '--folder', product.root]);
    assert.match(stdout + stderr, answers);
    assert.equal(existsSync(ran), false, stdout);
  });
}

test('a work tree that the configuration puts elsewhere is not looked at, nor a git folder as a workspace', async (t) => {
  const product = new Product(t);
  product.write('a.ts', 'export function a() {}\n');
  commitAll(product.root);
  const outside = join(product.base, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'SECRET.txt'), 's\n');
  config(product.root, { 'core.worktree': outside });
  product.write('a.ts', 'export function b() {}\n');
  const { stdout } = await product.run(['query', 'detect_changes', '--folder', product.root]);
  assert.match(stdout, /added Function b/);
  assert.doesNotMatch(stdout, /SECRET/);

  const bare = new Product(t);
  git(bare.root, 'init', '--quiet', '--bare');
  config(bare.root, { 'core.bare': 'false', 'core.worktree': '.' });
  bare.write('a.ts', 'export function a() {}\n');
  const { stderr } = await bare.run(['query', 'detect_changes', '--folder', bare.root]);
  assert.match(stderr, /NO_GIT/);
});

/** Settings of a user that change what git prints; none of them changes the answer. */
const SETTINGS: Readonly<Record<string, string>> = {
  'color.ui': 'always',
  'color.diff': 'always',
  'diff.noprefix': 'true',
  'diff.mnemonicPrefix': 'true',
  'diff.renames': 'copies',
  'diff.ignoreSubmodules': 'all',
  'diff.orderFile': '/nowhere',
  'diff.interHunkContext': '9',
  'diff.relative': 'true',
  'core.quotePath': 'true',
  'core.abbrev': '4',
  'core.autocrlf': 'true',
  'core.safecrlf': 'true',
  'core.checkStat': 'minimal',
  'core.untrackedCache': 'true',
  'core.splitIndex': 'true',
  'status.showUntrackedFiles': 'no',
  'status.relativePaths': 'false',
  'submodule.recurse': 'true',
  'index.version': '4',
};

test('the settings of a user change nothing of the answer', async (t) => {
  const product = new Product(t);
  product.write('sub/ä b.py', 'def low():\n    return 1\n\n\ndef high():\n    return low()\n');
  commitAll(product.root);
  product.write('sub/ä b.py', 'def low():\n    return 2\n\n\ndef high():\n    return low()\n');
  product.write('new.py', 'def new():\n    pass\n');
  const ask = async () => (await product.run(['query', 'detect_changes', '--folder', product.root])).stdout;
  const plain = await ask();
  assert.match(plain, /changed Function low:1/);
  assert.match(plain, /high:5 ← low/);
  config(product.root, SETTINGS);
  git(product.root, 'update-index', '--index-version', '4', '--split-index');
  assert.equal(await ask(), plain);
});
