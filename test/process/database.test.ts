// The database of a real server with the real engine: what lies in its directory over a life, and how it heals.
import assert from 'node:assert/strict';
import {
  closeSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  watch,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { CHECKPOINT_MODES } from '../../server/protocol/settings.ts';
import type { SqliteStatus } from '../../server/protocol/status.ts';
import { SCHEMA_VERSION } from '../../server/store/schema.ts';
import {
  BridgeClient,
  CODE_ENGINE,
  createSandbox,
  dialWindow,
  killServer,
  loadStatus,
  until,
} from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

/** A project that the real engine has indexed, served. */
async function createProject(t: TestContext, environment: NodeJS.ProcessEnv = {}): Promise<Sandbox> {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE, environment);
  sandbox.write('shop.ts', 'export function buy() { return pay(); }\nfunction pay() { return 1; }\n');
  const { code, stderr } = await sandbox.run(['index', sandbox.root]);
  assert.equal(code, 0, stderr);
  return sandbox;
}

function listDatabases({ workspaceDir }: Sandbox): string[] {
  return readdirSync(workspaceDir).filter((name) => /^(?:graph|corrupt)/.test(name));
}

function getDatabase(sandbox: Sandbox): string {
  return join(
    sandbox.workspaceDir,
    listDatabases(sandbox).find((name) => /^graph-\d+\.db$/.test(name)) ?? '',
  );
}

/** Overwrites the middle of a database. */
function damage(file: string): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(20_000, 0xa5), 0, 20_000, 8192);
  closeSync(descriptor);
}

async function findBuy(sandbox: Sandbox): Promise<number> {
  const { stdout, stderr } = await sandbox.run([
    'query',
    'search_graph',
    '--arg',
    'query=buy',
    '--json',
    '--folder',
    sandbox.root,
  ]);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { total: number }).total;
}

test('over a whole life there is never a -shm file, and at most two generations and one damaged file', async (t) => {
  const sandbox = await createProject(t);
  const seen = new Set<string>();
  const watcher = watch(sandbox.workspaceDir, (_event, name) => {
    seen.add(String(name));
    assert.ok(listDatabases(sandbox).filter((one) => /^graph-\d+\.db(?:\.tmp)?$/.test(one)).length <= 2);
  });
  t.after(() => watcher.close());
  sandbox.write('more.ts', 'export const more = 1;');
  await sandbox.run(['index', sandbox.root]);
  await sandbox.run(['index', sandbox.root, '--full']);
  const window = await dialWindow(sandbox);
  for (const mode of CHECKPOINT_MODES) {
    assert.equal((await window.request('store/checkpoint', { mode }))?.busy, 0);
  }
  await killServer(sandbox.discovery());
  await findBuy(sandbox);
  await sandbox.run(['stop', sandbox.root]);
  for (let round = 0; round < 2; round += 1) {
    damage(getDatabase(sandbox));
    assert.equal(await findBuy(sandbox), 1);
    await sandbox.run(['stop', sandbox.root]);
  }
  assert.deepEqual(
    [...seen].filter((name) => name.endsWith('-shm')),
    [],
  );
  assert.ok(seen.size > 10, 'the directory was watched');
  const left = listDatabases(sandbox)
    .map((name) => name.replace(/\d+/, 'n'))
    .sort();
  assert.deepEqual(left, ['corrupt-n.db', 'graph-n.db', 'graph-n.db-sums']);
});

test('a damaged file is put aside at the start, the index rebuilt, and the user told', async (t) => {
  const sandbox = await createProject(t);
  await sandbox.run(['stop', sandbox.root]);
  damage(getDatabase(sandbox));
  assert.equal(await findBuy(sandbox), 1);
  const status = await loadStatus(sandbox);
  assert.match(status.warnings.join('\n'), /The index \(generation 1\) cannot be used: .*indexed anew/);
  const { stdout } = await sandbox.run(['doctor', sandbox.root, '--json']);
  const report = JSON.parse(stdout) as { quarantined: { name: string }[]; live: { warnings: string[] } };
  assert.match(report.quarantined[0]!.name, /^corrupt-\d+\.db$/);
  assert.match(report.live.warnings.join('\n'), /cannot be used/);
});

test('the file is checked quickly after a clean end, wholly after any other', async (t) => {
  const sandbox = await createProject(t);
  const checks = () =>
    sandbox.log().flatMap(({ event, check }) => (event === 'generation opened' ? [check] : []));
  await sandbox.run(['stop', sandbox.root]);
  await findBuy(sandbox);
  assert.deepEqual(checks(), ['quick']);
  await killServer(sandbox.discovery());
  await findBuy(sandbox);
  assert.deepEqual(checks(), ['quick', 'integrity']);
  assert.match((await loadStatus(sandbox)).warnings.join('\n'), /last server crashed/);
});

test('that the last server crashed is told until a person has read it in some window', async (t) => {
  const sandbox = await createProject(t);
  await killServer(sandbox.discovery());
  await findBuy(sandbox);
  const [reader, other] = [await dialWindow(sandbox), await dialWindow(sandbox)];
  const { warnings, sqlite } = await other.request('status/get', {});
  assert.match(warnings.join('\n'), /last server crashed.*\n.*mmap is off|mmap is off.*\n.*server crashed/);
  const told = new Promise<void>((resolve) => {
    other.onNotification('status/changed', (changed) => changed.warnings.length === 0 && resolve());
  });
  await reader.request('crash/read', {});
  await told;
  const after = await loadStatus(sandbox);
  assert.deepEqual(after.warnings, []);
  assert.deepEqual(after.sqlite.mmap, sqlite.mmap, 'why mapping is off is still told where the knobs are');
  for (const window of [reader, other]) window.close();
});

const HARMS: Readonly<Record<string, (file: string) => void>> = {
  truncates: (file) => truncateSync(file, 5000),
  'rewrites in place': (file) => writeFileSync(file, 'garbage'.repeat(5000)),
  'renames over': (file) => {
    writeFileSync(`${file}.new`, 'garbage'.repeat(5000));
    renameSync(`${file}.new`, file);
  },
  deletes: (file) => rmSync(file),
};

for (const mmap of ['67108864', '0']) {
  test(`with mmap ${mmap}, a running server survives what another program does to its database`, async (t) => {
    const sandbox = await createProject(t, { CBM_SQLITE_MMAP_SIZE: mmap });
    const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
    const { pid } = sandbox.discovery();
    for (const [what, harm] of Object.entries(HARMS)) {
      assert.equal((await bridge.call('search_graph', { query: 'buy' }))['total'], 1);
      harm(getDatabase(sandbox));
      assert.equal(
        (await bridge.call('search_graph', { query: 'buy' }))['total'],
        1,
        `another program ${what} it`,
      );
    }
    assert.equal(sandbox.discovery().pid, pid);
    const { warnings, problem } = await loadStatus(sandbox);
    assert.equal(problem, null);
    assert.equal(warnings.filter((warning) => /was harmed while in use/.test(warning)).length, 4);
    assert.ok(listDatabases(sandbox).filter((name) => name.startsWith('corrupt')).length <= 1);
    assert.equal(await bridge.end(), 0);
  });
}

test('a database that another program holds is not taken for damaged', async (t) => {
  const sandbox = await createProject(t);
  await sandbox.run(['stop', sandbox.root]);
  const foreign = new Database(getDatabase(sandbox));
  t.after(() => foreign.close());
  foreign.pragma('locking_mode = EXCLUSIVE');
  foreign.exec('BEGIN EXCLUSIVE');
  assert.equal(await findBuy(sandbox), 1);
  assert.match((await loadStatus(sandbox)).warnings.join('\n'), /Another process has/);
  assert.ok(listDatabases(sandbox).every((name) => !name.startsWith('corrupt')));
});

test('settings of a window act at once, the environment wins, and status says where each comes from', async (t) => {
  const sandbox = await createProject(t);
  const file = getDatabase(sandbox);
  const window = await dialWindow(sandbox);
  const before = (await window.request('status/get', {})).sqlite;
  assert.deepEqual(before.mmap, {
    bytes: 67_108_864,
    source: 'default',
    wantedBytes: 67_108_864,
    whyOff: null,
  });
  assert.deepEqual(before.checkpoint, { mode: 'PASSIVE', source: 'default' });
  await window.request('settings/set', { mmapBytes: 1_048_576, checkpointMode: 'TRUNCATE' });
  const after = (await window.request('status/get', {})).sqlite;
  assert.deepEqual([after.mmap.bytes, after.mmap.source], [1_048_576, 'setting']);
  assert.equal(after.database?.mmapBytes, 1_048_576, 'SQLite itself says so');
  assert.deepEqual(after.checkpoint, { mode: 'TRUNCATE', source: 'setting' });
  await until(() => statSync(`${file}-wal`).size === 0);
  const status = await sandbox.run(['status', sandbox.root], { CBM_SQLITE_MMAP_SIZE: '-3' });
  assert.match(status.stdout, /mmap off \(environment\)/);
  assert.match(
    status.stdout,
    /^Changes {3}(watching|checking every|starting|not started)/m,
    'how edits are noticed',
  );
  assert.equal((await window.request('settings/set', { mmapBytes: 4096 })).mmapBytes, 0);
  window.close();
});

test('checkpoint prints what SQLite returned and refuses what is no mode', async (t) => {
  const sandbox = await createProject(t, { CBM_SQLITE_CHECKPOINT_MODE: 'full' });
  const bytes = statSync(getDatabase(sandbox)).size;
  const own = await sandbox.run(['checkpoint', sandbox.root]);
  assert.match(own.stdout, /^mode FULL {2}busy 0 {2}log \d+ {2}checkpointed \d+\n$/);
  const named = await sandbox.run(['checkpoint', sandbox.root, '--mode', 'truncate', '--json']);
  const { busy, log, checkpointed, mode } = JSON.parse(named.stdout) as Record<string, unknown>;
  assert.deepEqual([busy, log, checkpointed, mode], [0, 0, 0, 'TRUNCATE']);
  assert.equal(statSync(`${getDatabase(sandbox)}-wal`).size, 0);
  assert.equal(statSync(getDatabase(sandbox)).size, bytes, 'the database itself is never shrunk');
  assert.equal((await sandbox.run(['checkpoint', sandbox.root, '--mode', 'now'])).code, 2);
  const window = await dialWindow(sandbox);
  const evil = { mode: 'PASSIVE); DROP TABLE meta; --' } as unknown as { mode: 'PASSIVE' };
  await assert.rejects(window.request('store/checkpoint', evil), { code: 'UNKNOWN_CHECKPOINT_MODE' });
  window.close();
});

test('doctor tells all there is to know, with and without a server, and neither source text nor token', async (t) => {
  const sandbox = await createProject(t);
  const { token, pid, epoch } = sandbox.discovery();
  const window = await dialWindow(sandbox);
  const text = await sandbox.run(['doctor', sandbox.root]);
  const json = await sandbox.run(['doctor', sandbox.root, '--json']);
  window.close();
  const report = JSON.parse(json.stdout) as {
    run: Record<string, unknown>;
    generation: unknown;
    files: { name: string; bytes: number }[];
    fileSystem: { type: string };
    live: {
      clients: number;
      windows: number;
      sessions: number;
      watcher: string;
      sqlite: SqliteStatus;
      generation: number;
    };
  };
  assert.deepEqual([report.run['pid'], report.run['epoch'], report.run['isAlive']], [pid, epoch, true]);
  assert.deepEqual(report.generation, { generation: 1, schema: SCHEMA_VERSION });
  assert.ok(report.files.some(({ name, bytes }) => name === 'graph-1.db' && bytes > 0));
  assert.notEqual(report.fileSystem.type, '');
  assert.deepEqual([report.live.clients, report.live.windows, report.live.sessions], [1, 1, 0]);
  assert.match(report.live.watcher, /^watching$/);
  assert.equal(report.live.sqlite.mmap.source, 'default');
  assert.equal(report.live.sqlite.checkpoint.mode, 'PASSIVE');
  assert.equal(report.live.sqlite.database?.file, getDatabase(sandbox));
  await sandbox.run(['stop', sandbox.root]);
  const alone = await sandbox.run(['doctor', sandbox.root]);
  assert.match(alone.stdout, /^Server +none runs$/m);
  for (const { stdout } of [text, json, alone]) {
    assert.ok(!stdout.includes(token));
    assert.ok(!stdout.includes('return pay()'));
  }
});
