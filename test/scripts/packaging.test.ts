// The package as VS Code gets it: made for this machine, unpacked far from the project, and run.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import { extractTarGz, extractZip, listZip } from '../../scripts/packaging/archives.mjs';
import { checkSize, describeContents } from '../../scripts/packaging/budget.mjs';
import { makeReadme } from '../../scripts/packaging/layOut.mjs';
import { checkIntegrity } from '../../scripts/packaging/nativePackages.mjs';
import {
  findOwnTarget,
  getPackageFileName,
  listNativeNames,
  TARGETS,
} from '../../scripts/packaging/targets.mjs';
import { languages } from '../../server/languages/index.ts';
import { Product } from '../acceptance/support/product.ts';
import { SHOP } from '../acceptance/support/sample.ts';
import { loadPluginTexts } from '../../extension/claude/pluginFiles.ts';
import { requireCondition } from '../require.ts';
import manifest from '../../package.json' with { type: 'json' };

const projectRoot = join(import.meta.dirname, '..', '..');
const target = findOwnTarget();
const skip = requireCondition(target !== undefined, 'there is no package for this platform');
const made = mkdtempSync(join(tmpdir(), 'cbm-package-'));
after(() => rmSync(made, { recursive: true, force: true }));
const vsix = skip ? '' : makePackage();

/** Everything that may be in a package; VS Code's own files of a package are the first two. */
const WHITELIST = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package(\.nls(\.\w+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|THIRD-PARTY-NOTICES)$/,
  /^extension\/l10n\/bundle\.l10n\.\w+\.json$/,
  /^extension\/dist\/(codebase-memory\.mjs|extension\.cjs|web-tree-sitter\.wasm|graph\.html)$/,
  /^extension\/dist\/window\/[\w-]+\.cjs$/,
  /^extension\/dist\/chunks\/(program|store|indexing|answering|team|scip|fleet|review)-[\w]+\.cjs$/,
  /^extension\/dist\/grammars\/[\w-]+\.wasm$/,
  /^extension\/dist\/outlines\/[\w-]+\.txt$/,
  /^extension\/dist\/node_modules\/better-sqlite3\/(package\.json|lib\/index\.js|prebuilds\/[\w-]+\.node)$/,
  /^extension\/dist\/node_modules\/@parcel\/watcher\/(package\.json|index\.js)$/,
  /^extension\/dist\/node_modules\/@parcel\/watcher-[\w-]+\/(package\.json|watcher\.node)$/,
  /^extension\/media\/(icon\.png|activityBar\.svg|walkthrough\/[\w-]+\.(svg|png))$/,
  /^extension\/media\/claude-plugin\/(README\.md|hooks\/hint\.sh|skills\/code-graph\/SKILL\.md)$/,
];

test(
  'nothing is in the package but what is on the list, and natively only what is for the target',
  {
    skip,
  },
  () => {
    checkContents(vsix, target);
  },
);

test('a package for every platform, and one for all of them, hold what is for them', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cbm-packages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const universal = runScript('packaging/run.mjs', ['--out', folder]);
  if (universal.stderr.includes('could not be fetched')) {
    t.skip(requireCondition(false, 'the registry of npm cannot be reached') || '');
    return;
  }
  assert.equal(universal.status, 0, universal.stderr);
  const each = runScript('packaging/run.mjs', ['--target', 'all', '--out', folder]);
  assert.equal(each.status, 0, each.stderr);
  for (const one of [undefined, ...TARGETS])
    checkContents(join(folder, getPackageFileName(manifest, one)), one);
});

test('the ignore file is a whitelist', () => {
  const lines = readFileSync(join(projectRoot, '.vscodeignore'), 'utf8').split('\n');
  const [first, ...others] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  assert.equal(first, '**');
  assert.deepEqual(
    others.filter((line) => !line.startsWith('!')),
    [],
  );
});

test('every file that the manifest names is there, and nothing of development', { skip }, (t) => {
  const folder = unpack(t);
  const packed = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as typeof manifest;
  assert.ok(existsSync(join(folder, packed.main)));
  assert.ok(existsSync(join(folder, packed.icon)));
  for (const path of JSON.stringify(packed).match(/media\/[\w/.-]+\.(svg|png)/g) ?? [])
    assert.ok(existsSync(join(folder, path)), path);
  assert.equal(loadPluginTexts(join(folder, 'media', 'claude-plugin')).size, 3);
  for (const member of ['scripts', 'devDependencies', 'dependencies', 'files'])
    assert.equal(member in packed, false, member);
  assert.equal(packed.version, manifest.version);
  for (const name of ['package.nls.json', 'package.nls.de.json', 'l10n/bundle.l10n.de.json'])
    assert.equal(readFileSync(join(folder, name), 'utf8'), readFileSync(join(projectRoot, name), 'utf8'));
});

test('the notices name every package whose work is inside, with a licence text', { skip }, (t) => {
  const notices = readFileSync(join(unpack(t), 'THIRD-PARTY-NOTICES'), 'utf8');
  const grammars = languages.flatMap((language) =>
    Object.values(language.grammars).map((one) => one.package),
  );
  for (const name of [...grammars, ...Object.keys(manifest.dependencies)])
    assert.match(notices, new RegExp(`^- ${name} \\d`, 'm'), name);
  assert.match(notices, /Permission is hereby granted/);
  assert.match(notices, /SQLite, which its authors have put into the public domain/);
});

test('far from the project the unpacked extension indexes a folder and answers', { skip }, async (t) => {
  const product = new Product(t, { folder: 'a shop' });
  product.writeAll(SHOP);
  const folder = join(product.base, 'unpacked extension');
  extractZip(vsix, folder, 'extension/');
  const entry = join(folder, 'dist', 'codebase-memory.mjs');
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await product.runProgram(process.execPath, [entry, ...args]);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  assert.equal((await run('--version')).trim(), manifest.version);
  await run('index', product.root);
  const query = ['query', 'search_graph', '--arg', 'label=Function', '--folder', product.root, '--json'];
  assert.match(await run(...query), /"name": "/);
  await run('stop', product.root);
  const require = `const { createRequire } = require('node:module'); const r = createRequire(process.argv[1]);`;
  const load = `${require} r('@parcel/watcher'); console.log(JSON.stringify(['@parcel/watcher', 'better-sqlite3'].map((name) => r.resolve(name))))`;
  const resolved = await product.runProgram(process.execPath, ['-e', load, entry]);
  assert.equal(resolved.code, 0, resolved.stderr);
  for (const path of JSON.parse(resolved.stdout) as string[]) assert.ok(path.startsWith(folder), path);
});

test(
  'a package that is too large is refused with its size, and the largest files are named',
  { skip },
  () => {
    assert.throws(
      () => checkSize(vsix, 'x.vsix', target, { target: 1000, universal: 1 }),
      /x\.vsix has \d+\.\d\d MB, more than its budget of 0\.00 MB/,
    );
    checkSize(vsix, 'x.vsix', target);
    const [head, largest] = describeContents(vsix, 'x.vsix');
    assert.match(head ?? '', /^x\.vsix: \d+\.\d\d MB, \d+ files/);
    assert.match(largest ?? '', /prebuilds\/.*\.node/);
  },
);

test('a target that is none is refused with those there are', () => {
  const { status, stderr } = runScript('packaging/run.mjs', ['--target', 'amiga-68k']);
  assert.equal(status, 1);
  assert.ok(stderr.includes(TARGETS.join(', ')), stderr);
});

test('what came from the registry is compared with the lock file', () => {
  const content = Buffer.from('content');
  const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  checkIntegrity(content, integrity, 'x@1');
  assert.throws(
    () => checkIntegrity(Buffer.from('other'), integrity, 'x@1'),
    /x@1 is not what package-lock\.json names/,
  );
});

test('what npm packs is unpacked as it was', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cbm-tar-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const long = `${'deep/'.repeat(25)}file.bin`;
  const content = Buffer.from(Array.from({ length: 1500 }, (_, index) => index % 256));
  mkdirSync(dirname(join(folder, long)), { recursive: true });
  writeFileSync(join(folder, long), content);
  writeFileSync(join(folder, 'package.json'), '{"name":"x","version":"1.0.0"}');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['pack', '--silent'], { cwd: folder, shell: process.platform === 'win32' });
  extractTarGz(readFileSync(join(folder, 'x-1.0.0.tgz')), join(folder, 'out'));
  assert.deepEqual(readFileSync(join(folder, 'out', long)), content);
  assert.deepEqual(readdirSync(join(folder, 'out')).toSorted(), ['deep', 'package.json']);
});

test('pictures and links of the repository are left out of the README, addresses stay', () => {
  const text = '# T\n\n![a](media/a.svg)\n\nSee [b](docs/b.md), [c](https://example.org) and [d](#d).\n';
  assert.equal(makeReadme(text), '# T\n\nSee b, [c](https://example.org) and [d](#d).\n');
});

test('installing finds the editor on the PATH, and says what to do without one', { skip }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cbm-editor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const none = runScript('installExtension.mjs', ['--vsix', vsix], { PATH: folder });
  assert.equal(none.status, 1);
  assert.match(
    none.stderr,
    /None of the commands code, code-insiders, codium, cursor, code-server is on the PATH/,
  );
  const editor = join(folder, 'codium');
  writeFileSync(editor, '#!/bin/sh\nprintf "%s\\n" "$@" > "$(dirname "$0")/given"\n');
  chmodSync(editor, 0o755);
  const path = [folder, '/usr/bin', '/bin'].join(delimiter);
  const installed = runScript('installExtension.mjs', ['--vsix', vsix, '--editor', 'codium'], { PATH: path });
  assert.equal(installed.status, 0, installed.stderr);
  assert.equal(readFileSync(join(folder, 'given'), 'utf8'), `--install-extension\n${vsix}\n--force\n`);
});

/** What is in a package for `one` platform, or for all without it: nothing that is not on the list, all grammars. */
function checkContents(file: string, one: string | undefined): void {
  const names = listZip(file).map(({ name }) => name);
  assert.deepEqual(
    names.filter((name) => !WHITELIST.some((pattern) => pattern.test(name))),
    [],
  );
  const binaries = listNativeNames(one).flatMap(({ watcher, sqlite }) => [
    `extension/dist/node_modules/@parcel/watcher-${watcher}/watcher.node`,
    `extension/dist/node_modules/better-sqlite3/prebuilds/${sqlite}.node`,
  ]);
  assert.deepEqual(names.filter((name) => name.endsWith('.node')).toSorted(), binaries.toSorted());
  const grammars = languages.flatMap((language) => Object.keys(language.grammars));
  for (const grammar of grammars)
    assert.ok(names.includes(`extension/dist/grammars/${grammar}.wasm`), grammar);
  const folders = join(projectRoot, 'server', 'languages');
  for (const name of readdirSync(folders))
    if (existsSync(join(folders, name, 'outline', 'standard.txt')))
      assert.ok(names.includes(`extension/dist/outlines/${name}.txt`), name);
  checkSize(file, getPackageFileName(manifest, one), one);
}

function makePackage(): string {
  const { status, stdout, stderr } = runScript('packaging/run.mjs', [
    '--target',
    target ?? '',
    '--out',
    made,
  ]);
  assert.equal(status, 0, stdout + stderr);
  return join(made, getPackageFileName(manifest, target));
}

function runScript(script: string, args: string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [join(projectRoot, 'scripts', script), ...args], {
    env,
    encoding: 'utf8',
  });
}

function unpack(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cbm-unpacked-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  extractZip(vsix, folder, 'extension/');
  return folder;
}
