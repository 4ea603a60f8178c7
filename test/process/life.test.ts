// The life of a server among crashes, versions, hangs and vanished folders, with real processes and the tiny engine.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  BridgeClient,
  createSandbox,
  dialWindow,
  isRunning,
  killServer,
  loadStatus,
  seams,
  until,
} from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

const hasProcessIdentities = { skip: process.platform !== 'linux' && process.platform !== 'darwin' };

interface DoctorReport {
  readonly lastCrash?: { how: string };
  readonly crashes: number;
  readonly isCrashLoop: boolean;
}

async function loadDoctor(sandbox: Sandbox): Promise<DoctorReport> {
  return JSON.parse((await sandbox.run(['doctor', sandbox.root, '--json'])).stdout) as DoctorReport;
}

test(
  'an owner that hangs is ended by the client that needs it, whose call is then answered',
  hasProcessIdentities,
  async (t) => {
    const sandbox = createSandbox(t);
    const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root], seams({ hungAfterMs: 200 })));
    await bridge.call('count_files');
    const { pid } = sandbox.discovery();
    process.kill(pid, 'SIGSTOP');
    t.after(() => isRunning(pid) && process.kill(pid, 'SIGKILL'));
    const rival = await sandbox.run(['serve', '--detached', sandbox.root]);
    assert.equal(rival.code, 75, 'it still owns the workspace');
    assert.ok(isRunning(pid));
    const answer = await bridge.call('count_files');
    assert.notEqual(answer['pid'], pid);
    assert.ok(!isRunning(pid));
    assert.match((await loadDoctor(sandbox)).lastCrash!.how, /did not answer for \d+ s.*SIGKILL/);
  },
);

test('an owner that stood still for a moment goes on as the only one, and looks at lock and tree first', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root], seams({ wakeGapMs: 300 }));
  const { pid } = sandbox.discovery();
  process.kill(pid, 'SIGSTOP');
  sandbox.write('b.ts', 'b');
  // Longer than a tick of the watch and the gap: this is what the test is about, not a wait for something.
  await new Promise((resolve) => setTimeout(resolve, 4500));
  process.kill(pid, 'SIGCONT');
  await until(() => sandbox.log().filter(({ event }) => event === 'generation published').length === 2);
  assert.ok(sandbox.log().some(({ event }) => event === 'woke'));
  assert.equal(sandbox.discovery().pid, pid);
});

test('an owner that wakes without its lock writes nothing more', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root], seams({ wakeGapMs: 300 }));
  const { pid } = sandbox.discovery();
  process.kill(pid, 'SIGSTOP');
  const lock = join(sandbox.workspaceDir, 'lock.db');
  renameSync(lock, `${lock}.old`);
  writeFileSync(lock, '');
  sandbox.write('b.ts', 'b');
  process.kill(pid, 'SIGCONT');
  await until(() => !isRunning(pid));
  assert.equal(sandbox.log().at(-1)?.['event'], 'ownership lost');
  assert.deepEqual(
    readdirSync(sandbox.workspaceDir).filter((name) => name.startsWith('graph')),
    ['graph-1.db'],
  );
});

test('of two versions the newer one serves, whoever comes first, and no request is lost on the way', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const [older, newer] = [{ TEST_VERSION: '1.2.3' }, { TEST_VERSION: '1.10.0' }];
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root], older));
  assert.equal((await bridge.call('count_files'))['files'], 1);
  assert.equal(sandbox.discovery().version, '1.2.3');
  const calls = Array.from({ length: 20 }, () => bridge.call('count_files'));
  assert.equal((await sandbox.run(['index', sandbox.root], newer)).code, 0);
  assert.equal(sandbox.discovery().version, '1.10.0');
  for (const { files } of await Promise.all(calls)) assert.equal(files, 1);
  const { pid } = sandbox.discovery();
  assert.equal((await bridge.call('count_files'))['pid'], pid);
  assert.equal((await sandbox.run(['index', sandbox.root], older)).code, 0);
  assert.deepEqual([sandbox.discovery().pid, sandbox.discovery().version], [pid, '1.10.0']);
  assert.equal(sandbox.log().filter(({ event }) => event === 'serving').length, 2);
  assert.equal(await bridge.end(), 0);
});

test('an older schema is rebuilt beside and deleted only when that has succeeded; a newer one is left alone', async (t) => {
  const sandbox = createSandbox(t);
  const databases = () => readdirSync(sandbox.workspaceDir).filter((name) => name.startsWith('graph-'));
  const newer = { TINY_ENGINE_SCHEMA: '2' };
  await sandbox.run(['index', sandbox.root]);
  await sandbox.run(['stop', sandbox.root]);
  sandbox.write('fail-index', '');
  assert.equal((await sandbox.run(['index', sandbox.root], newer)).code, 1);
  assert.deepEqual(databases(), ['graph-1.db']);
  rmSync(join(sandbox.root, 'fail-index'));
  assert.equal((await sandbox.run(['index', sandbox.root], newer)).code, 0);
  assert.deepEqual(databases(), ['graph-2.db']);
  assert.match((await loadStatus(sandbox)).warnings.join(), /generation 1\) .*older version/);
  await sandbox.run(['stop', sandbox.root]);
  const refused = await sandbox.run(['index', sandbox.root]);
  assert.match(refused.stderr, /newer version/);
  assert.deepEqual(databases(), ['graph-2.db']);
});

test('what another state of the program made answers until it is made anew, once', async (t) => {
  const sandbox = createSandbox(t);
  const databases = () => readdirSync(sandbox.workspaceDir).filter((name) => name.startsWith('graph-'));
  await sandbox.run(['index', sandbox.root]);
  await sandbox.run(['stop', sandbox.root]);
  const updated = { TINY_ENGINE_CODE: 'updated' };
  for (const _start of ['first', 'second']) {
    assert.equal((await sandbox.run(['index', sandbox.root], updated)).code, 0);
    assert.deepEqual(databases(), ['graph-2.db']);
    assert.deepEqual((await loadStatus(sandbox)).warnings, []);
    await sandbox.run(['stop', sandbox.root]);
  }
});

test('after five early deaths clients stop and say why, until the user says to forget them', async (t) => {
  const sandbox = createSandbox(t);
  const isDoomed = { TINY_ENGINE_DIES_OF: 'SIGSEGV' };
  for (let attempt = 0; !(await loadDoctor(sandbox)).isCrashLoop; attempt += 1) {
    assert.ok(attempt < 6);
    assert.equal((await sandbox.run(['index', sandbox.root], isDoomed)).code, 1);
  }
  const starts = sandbox.log().filter(({ event }) => event === 'serving').length;
  const refused = await sandbox.run(['index', sandbox.root]);
  assert.match(refused.stderr, /ended unexpectedly 5 times within 10 minutes.*doctor.*stop/s);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  assert.match(JSON.stringify((await bridge.initialize())['error']), /CRASH_LOOP/);
  assert.equal(await bridge.end(), 0);
  assert.equal(sandbox.log().filter(({ event }) => event === 'serving').length, starts, 'nobody tried again');
  assert.match((await sandbox.run(['stop', sandbox.root])).stderr, /Forgot 5 unexpected ends/);
  assert.equal((await sandbox.run(['index', sandbox.root])).code, 0);
  assert.equal((await loadDoctor(sandbox)).crashes, 5, 'what happened is still shown');
});

test('a death by SIGBUS turns mmap off for one run, and the status says why', async (t) => {
  const sandbox = createSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  await bridge.call('count_files');
  const first = sandbox.discovery();
  process.kill(first.pid, 'SIGBUS');
  await until(() => existsSync(join(sandbox.workspaceDir, 'exit.json')));
  await bridge.call('count_files');
  const { sqlite, warnings } = await loadStatus(sandbox);
  assert.equal(sqlite.mmap.bytes, 0);
  assert.match(sqlite.mmap.whyOff!, /died of SIGBUS/);
  assert.match(warnings.join('\n'), /mmap is off for this run/);
  assert.match((await loadDoctor(sandbox)).lastCrash!.how, /SIGBUS/);
  await sandbox.run(['stop', sandbox.root]);
  await sandbox.run(['index', sandbox.root]);
  assert.equal((await loadStatus(sandbox)).sqlite.mmap.bytes, 67_108_864);
  assert.equal(await bridge.end(), 0);
});

test('an end that nobody saw is suspected of SIGBUS, one that somebody saw is taken at its word', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  await killServer(sandbox.discovery());
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  await bridge.call('count_files');
  assert.match((await loadStatus(sandbox)).sqlite.mmap.whyOff!, /without a word/);
  await sandbox.run(['stop', sandbox.root]);
  await bridge.call('count_files');
  await killServer(sandbox.discovery());
  await until(() => existsSync(join(sandbox.workspaceDir, 'exit.json')));
  await bridge.call('count_files');
  assert.equal((await loadStatus(sandbox)).sqlite.mmap.whyOff, null);
  assert.equal(await bridge.end(), 0);
});

test('mmap is off on a network file system, whatever the setting says', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(
    ['index', sandbox.root],
    seams({ fileSystem: { type: 'NFS', isRemote: true, isKnownLocal: false } }),
  );
  const window = await dialWindow(sandbox);
  await window.request('settings/set', { mmapBytes: 1_000_000 });
  const { sqlite, fileSystem } = await window.request('status/get', {});
  assert.equal(fileSystem, 'NFS');
  assert.deepEqual(
    [sqlite.mmap.bytes, sqlite.mmap.wantedBytes, sqlite.mmap.source],
    [0, 1_000_000, 'setting'],
  );
  assert.match(sqlite.mmap.whyOff!, /NFS/);
  window.close();
});

test('a cache whose locks hold on one machine alone is refused, with where to put it', async (t) => {
  const sandbox = createSandbox(t);
  const mountInfo = '21 1 0:50 / / rw,relatime - nfs server:/home rw,vers=3,nolock';
  const { code, stderr } = await sandbox.run(['index', sandbox.root], seams({ mountInfo }));
  assert.equal(code, 73, stderr);
  assert.match(
    stderr,
    /on nfs, mounted with nolock: .*CBM_CACHE_DIR.* such as \/var\/tmp\/codebase-memory\./,
  );
  assert.ok(!existsSync(join(sandbox.workspaceDir, 'lock.db')));
});

test('a deleted project folder is told, keeps its last answers, and is followed again when it is back', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  assert.equal((await bridge.call('count_files'))['files'], 1);
  const window = await dialWindow(sandbox);
  renameSync(sandbox.root, `${sandbox.root}-away`);
  for (;;) {
    assert.equal((await bridge.call('count_files'))['files'], 1);
    const { problem } = await window.request('status/get', {});
    if (problem?.code === 'ROOT_MISSING') break;
  }
  await assert.rejects(window.request('index/run', { full: true }), { code: 'ROOT_MISSING' });
  renameSync(`${sandbox.root}-away`, sandbox.root);
  sandbox.write('b.ts', 'b');
  await window.request('index/run', { full: false });
  assert.equal((await bridge.call('count_files'))['files'], 2);
  assert.equal((await window.request('status/get', {})).problem, null);
  window.close();
  assert.equal(await bridge.end(), 0);
});

test('a deleted cache directory ends the server, and the next call is answered by a new one', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  const { pid } = await bridge.call('count_files');
  rmSync(sandbox.cacheRoot, { recursive: true });
  await until(() => !isRunning(Number(pid)));
  const answer = await bridge.call('count_files');
  assert.equal(answer['files'], 1);
  assert.notEqual(answer['pid'], pid);
  assert.equal(await bridge.end(), 0);
  mkdirSync(sandbox.workspaceDir, { recursive: true });
});
