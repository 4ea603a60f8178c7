// The launcher as it is run: a real shell, real programs, paths that shells like to misread.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { getLauncherFile } from '../../../extension/claude/entry.ts';
import { writeLauncher } from '../../../extension/claude/launcher.ts';
import {
  findLauncherEntry,
  findLauncherVersion,
  formatBatchLauncher,
  formatShellLauncher,
} from '../../../extension/claude/launcherText.ts';
import { requireCondition } from '../../require.ts';

const skip = requireCondition(process.platform !== 'win32', 'runs a POSIX shell');
// Without a backslash: Node itself starts no module below one.
const NASTY = 'a b/it\'s "so" $HOME `x` é 漢 %PATH% & !';
/** Prints what it was given, and what made it a Node. */
const ECHO =
  'console.log(JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE ?? null, process.env.CBM_CACHE_DIR ?? null]))';

test(
  'it starts the program with the runtime of VS Code, whatever is in the paths and arguments',
  { skip },
  (t) => {
    const { home, entry, runtime, run } = install(t, NASTY);
    assert.equal(writeLauncher(home, { runtime, entry, version: '1.2.3' }), 'written');
    const args = ['mcp', 'a b', "it's", '$HOME', ''];
    assert.deepEqual(run(args), { status: 0, answer: [args, '1', null], complaint: '' });
    assert.equal(statSync(getLauncherFile(home)).mode & 0o777, 0o755);
  },
);

test('writing it again changes nothing, and an update of the extension replaces it', { skip }, (t) => {
  const { home, entry, runtime } = install(t);
  writeLauncher(home, { runtime, entry, version: '1.2.3' });
  const before = statSync(getLauncherFile(home));
  assert.equal(writeLauncher(home, { runtime, entry, version: '1.2.3' }), 'unchanged');
  assert.equal(statSync(getLauncherFile(home)).ino, before.ino);
  assert.equal(writeLauncher(home, { runtime, entry, version: '1.3.0' }), 'written');
});

test(
  'an older extension in another VS Code leaves the launcher of a newer one, until that is gone',
  { skip },
  (t) => {
    const { home, entry, runtime } = install(t, "new er's");
    const older = { runtime, entry: join(home, 'old.mjs'), version: '1.9.9' };
    writeFileSync(older.entry, ECHO);
    writeLauncher(home, { runtime, entry, version: '1.10.0' });
    assert.equal(writeLauncher(home, older), 'newer');
    rmSync(entry);
    assert.equal(writeLauncher(home, older), 'written');
  },
);

test('without the VS Code that wrote it, a Node on the PATH that is new enough does it', { skip }, (t) => {
  const { home, entry, run } = install(t, NASTY);
  writeLauncher(home, { runtime: '/gone/code', entry, version: '1.2.3' });
  assert.deepEqual(run(['mcp']), { status: 0, answer: [['mcp'], null, null], complaint: '' });
  const old = join(home, 'old-node');
  mkdirSync(old);
  writeFileSync(join(old, 'node'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(old, 'node'), 0o755);
  const { status, complaint } = run(['mcp'], { PATH: old });
  assert.equal(status, 127);
  assert.match(complaint, /VS Code that wrote this launcher is gone, and the PATH has no node 22\.18/);
  assert.match(complaint, /Open VS Code with the extension Codebase Memory once/);
});

test('without the extension it says what to do', { skip }, (t) => {
  const { home, entry, runtime, run } = install(t, NASTY);
  writeLauncher(home, { runtime, entry, version: '1.2.3' });
  rmSync(entry);
  const { status, complaint } = run(['mcp']);
  assert.equal(status, 127);
  assert.ok(complaint.includes(`the extension that wrote this launcher is gone: ${entry}`), complaint);
  assert.match(complaint, /claude mcp remove codebase-memory/);
});

test('the cache directory of the setting is used where the environment names none', { skip }, (t) => {
  const { home, entry, runtime, run } = install(t);
  const cacheDir = "/some where/it's";
  writeLauncher(home, { runtime, entry, version: '1.2.3', cacheDir });
  assert.deepEqual(run([]).answer, [[], '1', cacheDir]);
  assert.deepEqual(run([], { CBM_CACHE_DIR: '/mine' }).answer, [[], '1', '/mine']);
});

test('a launcher tells its version and its program', () => {
  const target = { runtime: '/r', entry: "/e x/it's.mjs", version: '12.3.4' };
  const shell = formatShellLauncher(target);
  assert.equal(findLauncherVersion(shell), '12.3.4');
  assert.equal(findLauncherEntry(shell, '/home/anna'), target.entry);
  const home = 'C:\\Users\\Zoë';
  const windows = { runtime: 'C:\\Code\\Code.exe', entry: `${home}\\100% mine\\x.mjs`, version: '12.3.4' };
  const batch = formatBatchLauncher(windows, home);
  assert.equal(findLauncherVersion(batch), '12.3.4');
  assert.equal(findLauncherEntry(batch, home), windows.entry);
  assert.equal(findLauncherVersion('#!/bin/sh\n'), undefined);
});

test('the batch file is ASCII for any name of the user, doubles percent signs and ends its lines as cmd wants', () => {
  const home = 'C:\\Users\\Zoë';
  const target = {
    runtime: 'C:\\Program Files\\Code\\Code.exe',
    entry: `${home}\\.vscode\\100%\\x.mjs`,
    version: '1.2.3',
  };
  const text = formatBatchLauncher(target, home);
  assert.match(text, /^set "CBM_ENTRY=%USERPROFILE%\\\.vscode\\100%%\\x\.mjs"\r$/m);
  assert.doesNotMatch(text, /[^\r]\n/);
  assert.doesNotMatch(text, /[^\x20-\x7E\r\n]|chcp/);
  assert.match(formatBatchLauncher({ ...target, runtime: 'D:\\Zoë\\Code.exe' }, home), /chcp 65001/);
});

/** A home, a program in a folder of this name, and the real Node under the name of VS Code's program. */
function install(t: TestContext, folder = 'extension') {
  const home = mkdtempSync(join(tmpdir(), 'cbm-launcher-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const entry = join(home, folder, 'codebase-memory.mjs');
  const runtime = join(home, folder, 'code');
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(entry, ECHO);
  symlinkSync(process.execPath, runtime);
  const run = (args: string[], environment: Record<string, string> = {}) => {
    const env = { PATH: dirname(process.execPath), HOME: home, ...environment };
    const { status, stdout, stderr } = spawnSync('/bin/sh', [getLauncherFile(home), ...args], {
      env,
      encoding: 'utf8',
    });
    return { status, answer: stdout === '' ? undefined : (JSON.parse(stdout) as unknown), complaint: stderr };
  };
  assert.equal(execFileSync(runtime, ['-p', '1'], { encoding: 'utf8' }), '1\n');
  assert.ok(readFileSync(entry, 'utf8').length > 0);
  return { home, entry, runtime, run };
}
