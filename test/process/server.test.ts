import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { BridgeClient, createSandbox, isRunning, killServer, until } from './support/sandbox.ts';

test('index starts a server, indexes, and the next command joins it', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const first = await sandbox.run(['index', sandbox.root, '--json']);
  assert.equal(first.code, 0, first.stderr);
  const status = JSON.parse(first.stdout) as {
    pid: number;
    summary: { files: number };
    freshness: { generation: number };
  };
  assert.equal(status.summary.files, 1);
  assert.equal(status.freshness.generation, 1);
  const second = await sandbox.run(['status', sandbox.root, '--json']);
  assert.equal((JSON.parse(second.stdout) as { pid: number }).pid, status.pid);
  assert.ok(!second.stdout.includes(sandbox.discovery().token));
});

test('a second server for the same workspace exits 75 and leaves the first alone', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const { pid } = sandbox.discovery();
  const loser = await sandbox.run(['serve', '--detached', sandbox.root]);
  assert.equal(loser.code, 75);
  assert.match(loser.stderr, /Another server owns/);
  assert.equal(sandbox.discovery().pid, pid);
  assert.ok(!existsSync(join(sandbox.workspaceDir, 'start-error.json')));
});

test('after SIGKILL of the owner the next command starts a new server on the same port', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  const before = sandbox.discovery();
  await killServer(before);
  const { code, stdout } = await sandbox.run(['query', 'count_files', '--folder', sandbox.root, '--json']);
  assert.equal(code, 0);
  assert.equal((JSON.parse(stdout) as { generation: number }).generation, 1);
  const after = sandbox.discovery();
  assert.notEqual(after.pid, before.pid);
  assert.notEqual(after.token, before.token);
  assert.equal(after.endpoint, before.endpoint);
});

test('a full index publishes the next generation and deletes the one before', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  await sandbox.run(['index', sandbox.root]);
  assert.ok(existsSync(join(sandbox.workspaceDir, 'graph-1.db')));
  await sandbox.run(['index', sandbox.root, '--full']);
  const databases = readdirSync(sandbox.workspaceDir).filter((name) => name.startsWith('graph-'));
  assert.deepEqual(databases, ['graph-2.db']);
});

test('a start sweeps half-made and superseded databases, never the published one', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  await killServer(sandbox.discovery());
  for (const name of ['graph-9.db.tmp', 'graph-7.db', 'graph-7.db-wal', 'server.json.1-ab.tmp']) {
    writeFileSync(join(sandbox.workspaceDir, name), '');
  }
  await sandbox.run(['index', sandbox.root]);
  const names = readdirSync(sandbox.workspaceDir).filter((name) => /graph|tmp/.test(name));
  assert.deepEqual(names, ['graph-1.db']);
});

test('an edit makes the answer stale, then current without being asked to index', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  assert.equal((await bridge.call('count_files'))['files'], 1);
  sandbox.write('b.ts', 'b');
  let wasStale = false;
  for (;;) {
    const { files, stale } = await bridge.call('count_files');
    wasStale ||= stale === true && files === 1;
    if (files === 2) break;
  }
  assert.ok(wasStale);
  assert.equal(await bridge.end(), 0);
});

test('stop lets a running call answer, withdraws the server and frees the lock', async (t) => {
  const sandbox = createSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root], { TINY_ENGINE_DELAY_MS: '700' }));
  await bridge.initialize();
  const call = bridge.call('count_files');
  const { pid } = sandbox.discovery();
  const stopped = await sandbox.run(['stop', sandbox.root]);
  assert.equal(stopped.code, 0, stopped.stderr);
  assert.equal((await call)['pid'], pid);
  await until(() => !isRunning(pid));
  assert.ok(!existsSync(join(sandbox.workspaceDir, 'server.json')));
  assert.match((await sandbox.run(['stop', sandbox.root])).stderr, /No server is running/);
});

test('SIGTERM ends the server in order', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const { pid } = sandbox.discovery();
  process.kill(pid, 'SIGTERM');
  await until(() => !isRunning(pid));
  assert.ok(!existsSync(join(sandbox.workspaceDir, 'server.json')));
  assert.deepEqual(
    sandbox
      .log()
      .slice(-2)
      .map(({ event, reason }) => [event, reason]),
    [
      ['ending', 'SIGTERM'],
      ['ended', 'SIGTERM'],
    ],
  );
});

test('the server ends when nobody has used it for the idle time', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root], { CBM_IDLE_EXIT_MS: '100' });
  await until(() => sandbox.log().some(({ event, reason }) => event === 'ended' && reason === 'idle'));
});

test('a connected client keeps an idle server alive, and its leaving lets it end', async (t) => {
  const sandbox = createSandbox(t);
  const serve = sandbox.start(['serve', sandbox.root], { CBM_IDLE_EXIT_MS: '50' });
  let shown = '';
  serve.stdout.on('data', (chunk) => (shown += String(chunk)));
  await until(() => shown.includes('Ctrl-C leaves'));
  const { pid } = sandbox.discovery();
  // Far more than the idle time: the other command needs a process of its own.
  const status = await sandbox.run(['status', sandbox.root, '--json']);
  assert.equal((JSON.parse(status.stdout) as { pid: number }).pid, pid);
  serve.kill('SIGINT');
  assert.deepEqual(await once(serve, 'exit'), [0, null]);
  await until(() => !isRunning(pid));
});

test('serve prints how to connect Claude Code, and no token', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const serve = sandbox.start(['serve', sandbox.root]);
  let shown = '';
  serve.stdout.on('data', (chunk) => (shown += String(chunk)));
  await until(() => shown.includes('Ctrl-C leaves'));
  const { endpoint, token } = sandbox.discovery();
  assert.match(shown, /Indexed +1 file,/);
  assert.ok(shown.includes(`claude mcp add codebase-memory -- node `));
  assert.ok(shown.includes(` mcp ${sandbox.root}\n`));
  assert.ok(shown.includes(endpoint) && shown.includes(`codebase-memory headers ${sandbox.root}`));
  assert.ok(!shown.includes(token) && !shown.includes('Bearer'));
  serve.kill('SIGINT');
  await once(serve, 'exit');
});

test('folders that must not be indexed are refused with 66 and nothing is made', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('file', '');
  for (const folder of [join(sandbox.root, 'missing'), join(sandbox.root, 'file'), homedir(), '/']) {
    for (const command of ['serve', 'index', 'mcp', 'status']) {
      const { code, stderr, stdout } = await sandbox.run([command, folder]);
      assert.equal(code, 66, `${command} ${folder}: ${stderr}`);
      assert.equal(stdout, '');
    }
  }
  assert.ok(!existsSync(sandbox.cacheRoot));
});

test('a cache directory that cannot be made is told with 73', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('file', '');
  const environment = { CBM_CACHE_DIR: join(sandbox.root, 'file', 'cache') };
  const { code, stderr } = await sandbox.run(['index', sandbox.root], environment);
  assert.equal(code, 73, stderr);
  assert.match(stderr, /CBM_CACHE_DIR/);
});

test('why a server could not start reaches the command that wanted it', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  await sandbox.run(['stop', sandbox.root]);
  const current = { schema: 99, generation: 1, file: 'graph-1.db', epoch: '' };
  writeFileSync(join(sandbox.workspaceDir, 'current.json'), JSON.stringify(current));
  const { code, stderr } = await sandbox.run(['index', sandbox.root]);
  assert.equal(code, 1);
  assert.match(stderr, /made by a newer version/);
  assert.ok(existsSync(join(sandbox.workspaceDir, 'graph-1.db')), 'a newer index is not deleted');
});

test('an index that cannot be read is replaced and the user is told', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  await sandbox.run(['stop', sandbox.root]);
  writeFileSync(join(sandbox.workspaceDir, 'graph-1.db'), 'torn');
  const { code, stdout } = await sandbox.run(['index', sandbox.root, '--json']);
  assert.equal(code, 0);
  const status = JSON.parse(stdout) as { warnings: string[]; freshness: { generation: number } };
  assert.equal(status.freshness.generation, 2);
  assert.match(status.warnings.join(), /The index \(generation 1\) cannot be used/);
});

test('a failed index run keeps the last generation answering and says so', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  sandbox.write('b.ts', 'b');
  sandbox.write('fail-index', '');
  const failed = await sandbox.run(['index', sandbox.root]);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /disk is full.*The last index keeps answering/s);
  const { stdout } = await sandbox.run(['query', 'count_files', '--folder', sandbox.root, '--json']);
  const answer = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual([answer['files'], answer['stale']], [1, true]);
  const databases = readdirSync(sandbox.workspaceDir).filter((name) => name.startsWith('graph-'));
  assert.deepEqual(databases, ['graph-1.db']);
});

test('a deep cache directory works although a socket path could not be that long', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const environment = { CBM_CACHE_DIR: join(sandbox.cacheRoot, 'x'.repeat(80), 'y'.repeat(80)) };
  const { code, stderr } = await sandbox.run(['index', sandbox.root], environment);
  assert.equal(code, 0, stderr);
  assert.equal((await sandbox.run(['stop', sandbox.root], environment)).code, 0);
});

test('an older server is replaced by a newer client, a newer server is kept', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const { connectServer } = await import('../../server/serve/connect.ts');
  const { program } = await import('./support/sandbox.ts');
  const before = sandbox.discovery();
  const saved = process.env['CBM_CACHE_DIR'];
  process.env['CBM_CACHE_DIR'] = sandbox.cacheRoot;
  t.after(() => {
    if (saved === undefined) delete process.env['CBM_CACHE_DIR'];
    else process.env['CBM_CACHE_DIR'] = saved;
  });
  const older = await connectServer({ root: sandbox.root, entryFile: program, version: '0.0.1' });
  assert.equal(older.epoch, before.epoch);
  const { stopServer, findServer } = await import('../../server/serve/connect.ts');
  await stopServer(older, '9.9.9');
  assert.equal(await findServer(sandbox.root), undefined);
});
