// Windows without VS Code: connections of one process to real servers, with the tiny engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { ServerConnection } from '../../../extension/connection/serverConnection.ts';
import type { SettingsChange } from '../../../extension/connection/serverConnection.ts';
import type { ConnectionState } from '../../../extension/connection/state.ts';
import {
  CODE_ENGINE,
  createSandbox,
  killServer,
  loadStatus,
  program,
  until,
} from '../../process/support/sandbox.ts';
import type { Sandbox } from '../../process/support/sandbox.ts';

function openWindow(t: TestContext, sandbox: Sandbox, settings: () => SettingsChange = () => ({})) {
  // The connection finds the cache as every client does; the tests of this file run one after another.
  process.env['CBM_CACHE_DIR'] = sandbox.cacheRoot;
  const connection = new ServerConnection({
    folder: sandbox.root,
    entryFile: program,
    version: '0.1.0',
    settings,
    log: () => {},
  });
  t.after(() => connection.leave('closed'));
  return connection;
}

/** The next state that is wanted, the one of now included; rejects when it does not come in half a minute. */
function nextState(
  connection: ServerConnection,
  isWanted: (state: ConnectionState) => boolean,
): Promise<ConnectionState> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error(`Still ${JSON.stringify(connection.state)}`)), 30_000);
    const look = (state: ConnectionState) => {
      if (!isWanted(state)) return;
      clearTimeout(deadline);
      connection.events.off('state', look);
      resolve(state);
    };
    connection.events.on('state', look);
    look(connection.state);
  });
}

const isReady = (state: ConnectionState) => state.kind === 'connected' && state.status.state === 'ready';

test('two windows on one folder share one server, and the second finds the index made', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.x', 'a');
  const [first, second] = [openWindow(t, sandbox), openWindow(t, sandbox)];
  first.start();
  await nextState(first, isReady);
  second.start();
  await nextState(second, isReady);
  assert.equal(first.status?.pid, second.status?.pid);
  assert.equal(second.status?.indexRuns, 1);
  await nextState(first, (state) => state.kind === 'connected' && state.status.windows === 2);
  second.leave('closed');
  await nextState(first, (state) => state.kind === 'connected' && state.status.windows === 1);
  assert.equal(sandbox.log().filter(({ event }) => event === 'serving').length, 1);
});

test('a killed server comes back for all windows by itself, and there is one again', async (t) => {
  const sandbox = createSandbox(t);
  const windows = [openWindow(t, sandbox), openWindow(t, sandbox)];
  for (const window of windows) window.start();
  await Promise.all(windows.map((window) => nextState(window, isReady)));
  const before = sandbox.discovery();
  const gone = windows.map((window) => nextState(window, ({ kind }) => kind === 'connecting'));
  await killServer(before);
  await Promise.all(gone);
  await Promise.all(windows.map((window) => nextState(window, isReady)));
  const after = sandbox.discovery();
  assert.notEqual(after.pid, before.pid);
  assert.deepEqual(
    windows.map(({ status }) => status?.pid),
    [after.pid, after.pid],
  );
});

test('settings are sent on connect, on change, and to the next server too', async (t) => {
  const sandbox = createSandbox(t);
  let change: SettingsChange = { mmapBytes: 4096 };
  const window = openWindow(t, sandbox, () => change);
  window.start();
  await nextState(window, isReady);
  assert.equal(window.status?.sqlite.mmap.wantedBytes, 4096);
  change = { mmapBytes: null, checkpointMode: 'FULL' };
  const changed = nextState(
    window,
    (state) => state.kind === 'connected' && state.status.sqlite.checkpoint.mode === 'FULL',
  );
  await window.sendSettings();
  await changed;
  assert.equal(window.status?.sqlite.mmap.source, 'default');
  await window.restart();
  assert.equal(window.status?.sqlite.checkpoint.mode, 'FULL');
});

test('a server begins with the settings of the window that starts it, and a later one with those of before', async (t) => {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  Object.assign(process.env, CODE_ENGINE);
  t.after(() => delete process.env[Object.keys(CODE_ENGINE)[0]!]);
  sandbox.write('shop.ts', 'export function buy() {}\n');
  sandbox.write('lib/vendor.ts', 'export function vend() {}\n');
  const window = openWindow(t, sandbox, () => ({ exclude: ['lib/'], mmapBytes: null }));
  window.start();
  await nextState(window, isReady);
  assert.deepEqual([window.status?.summary?.files, window.status?.indexRuns], [1, 1]);
  await window.stop('test');
  await sandbox.run(['index', sandbox.root]);
  const { summary, indexRuns, sqlite } = await loadStatus(sandbox);
  assert.deepEqual([summary?.files, indexRuns, sqlite.mmap.source], [1, 0, 'default']);
});

test('a stopped server stays stopped for all windows until one of them starts it; then all join', async (t) => {
  const sandbox = createSandbox(t);
  const [first, second] = [openWindow(t, sandbox), openWindow(t, sandbox)];
  for (const window of [first, second]) window.start();
  await Promise.all([nextState(first, isReady), nextState(second, isReady)]);
  const left = nextState(second, ({ kind }) => kind === 'off');
  await first.stop('test');
  assert.deepEqual(await left, { kind: 'off', why: 'stopped' });
  assert.deepEqual(first.state, { kind: 'off', why: 'stopped' });
  assert.throws(() => sandbox.discovery());
  await first.restart();
  await nextState(second, isReady);
  assert.equal(first.status?.pid, second.status?.pid);
});

test('a question to a server that somebody stopped starts it again', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.x', 'a');
  const window = openWindow(t, sandbox);
  window.start();
  await nextState(window, isReady);
  await window.stop('test');
  const status = await window.request('index/run', { full: false });
  assert.equal(status.summary?.files, 1);
});

test('what a window shows by itself starts no server that somebody stopped', async (t) => {
  const sandbox = createSandbox(t);
  const window = openWindow(t, sandbox);
  window.start();
  await nextState(window, isReady);
  assert.equal((await window.requestIfOn('status/get', {})).root, sandbox.root);
  await window.stop('test');
  await assert.rejects(window.requestIfOn('status/get', {}), { code: 'SERVER_OFF' });
  assert.deepEqual(window.state, { kind: 'off', why: 'stopped' });
  assert.throws(() => sandbox.discovery());
});

test('nothing is started while a folder is not trusted, and a question says so', async (t) => {
  const sandbox = createSandbox(t);
  const window = openWindow(t, sandbox);
  window.leave('untrusted');
  await assert.rejects(window.request('status/get', {}), { code: 'SERVER_OFF', message: /not trusted/ });
  assert.throws(() => sandbox.discovery());
});

test('a folder that may not be indexed fails once, with the reason', async (t) => {
  const sandbox = createSandbox(t);
  process.env['CBM_CACHE_DIR'] = sandbox.cacheRoot;
  const window = new ServerConnection({
    folder: `${sandbox.root}/missing`,
    entryFile: program,
    version: '0.1.0',
    settings: () => ({}),
    log: () => {},
  });
  window.start();
  const state = await nextState(window, ({ kind }) => kind === 'failed');
  assert.deepEqual(
    [state.kind === 'failed' && state.code, state.kind === 'failed' && state.retries],
    ['ROOT_MISSING', false],
  );
  await assert.rejects(window.request('status/get', {}), { code: 'ROOT_MISSING' });
});

test('a window that leaves does not come back when the server dies', async (t) => {
  const sandbox = createSandbox(t);
  const window = openWindow(t, sandbox);
  window.start();
  await nextState(window, isReady);
  const server = sandbox.discovery();
  window.leave('closed');
  await killServer(server);
  await until(() => window.state.kind === 'off');
  assert.deepEqual(window.state, { kind: 'off', why: 'closed' });
});
