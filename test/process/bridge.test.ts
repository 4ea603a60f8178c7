import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { BridgeClient, createSandbox, isRunning, killServer, until } from './support/sandbox.ts';

test('eight bridges at once on a workspace without a server make one server, one index run, eight answers', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  sandbox.write('b.ts', 'b');
  const bridges = Array.from({ length: 8 }, () => new BridgeClient(sandbox.start(['mcp', sandbox.root])));
  const answers = await Promise.all(
    bridges.map(async (bridge) => {
      await bridge.initialize();
      return bridge.call('count_files');
    }),
  );
  const { pid } = sandbox.discovery();
  for (const answer of answers) assert.deepEqual([answer['files'], answer['pid']], [2, pid]);
  const events = sandbox.log().map(({ event }) => event);
  assert.equal(events.filter((event) => event === 'serving').length, 1);
  assert.equal(events.filter((event) => event === 'index begins').length, 1);
  assert.deepEqual(await Promise.all(bridges.map((bridge) => bridge.end())), Array(8).fill(0));
});

test('SIGKILL of the server between two calls costs neither of them, four times over', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  await bridge.initialize();
  for (let round = 0; round < 4; round += 1) {
    const { files, pid } = await bridge.call('count_files');
    assert.deepEqual([files, pid], [1, sandbox.discovery().pid]);
    await killServer(sandbox.discovery());
  }
  assert.equal((await bridge.call('count_files'))['files'], 1);
  assert.equal(await bridge.end(), 0);
});

test('the bridge starts again a server that was stopped', async (t) => {
  const sandbox = createSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  const first = await bridge.call('count_files');
  await sandbox.run(['stop', sandbox.root]);
  const second = await bridge.call('count_files');
  assert.notEqual(second['pid'], first['pid']);
});

test('initialize is answered while the first index is still being built, and a call waits for it', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const gate = `${sandbox.root}-gate`;
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root], { TINY_ENGINE_GATE: gate }));
  assert.ok((await bridge.initialize())['result']);
  assert.ok(sandbox.log().every(({ event }) => event !== 'generation published'));
  writeFileSync(gate, '');
  assert.equal((await bridge.call('count_files'))['files'], 1);
});

test('a client of 2026-07-28 is carried too: discover, list, call', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const discovered = await bridge.request('server/discover', { _meta });
  assert.deepEqual((discovered['result'] as Record<string, unknown>)['supportedVersions'], ['2026-07-28']);
  const listed = await bridge.request('tools/list', { _meta });
  assert.ok((listed['result'] as Record<string, unknown>)['tools']);
  const called = await bridge.request('tools/call', {
    name: 'count_files',
    arguments: { format: 'json' },
    _meta,
  });
  const [answer] = (called['result'] as { content: { text: string }[] }).content;
  assert.equal((JSON.parse(answer!.text) as { files: number }).files, 1);
  const odd = await bridge.request('tools/call', { name: 'ünknown tool', arguments: {}, _meta });
  assert.match(JSON.stringify(odd['result']), /no tool \\"ünknown tool\\"/);
});

test('a subscription is acknowledged, survives a killed server, and does not hold up the end', async (t) => {
  const sandbox = createSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const isAcknowledged = () =>
    bridge.unasked.filter(({ method }) => method === 'notifications/subscriptions/acknowledged').length;
  bridge.send({
    jsonrpc: '2.0',
    id: 'listen',
    method: 'subscriptions/listen',
    params: { notifications: { toolsListChanged: true }, _meta },
  });
  await until(() => isAcknowledged() === 1);
  await killServer(sandbox.discovery());
  await bridge.call('count_files');
  await until(() => isAcknowledged() === 2);
  assert.equal(await bridge.end(), 0);
});

test('requests that are under way are answered before the bridge follows its stdin', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root], { TINY_ENGINE_DELAY_MS: '300' }));
  const call = bridge.call('count_files');
  assert.equal(await bridge.end(), 0);
  assert.equal((await call)['files'], 1);
});

test('a line that is no message is answered as such and the bridge goes on', async (t) => {
  const sandbox = createSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  bridge.child.stdin.write('this is not JSON\n\n');
  const answer = await until(() => bridge.unasked[0]);
  assert.equal((answer['error'] as { code: number }).code, -32_700);
  assert.ok((await bridge.initialize())['result']);
});

test('a call that kills every server that takes it is given up and told, and the next call answers', async (t) => {
  const sandbox = createSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  await bridge.initialize();
  const answer = await bridge.request('tools/call', { name: 'count_files', arguments: { suffix: 'crash' } });
  assert.match(JSON.stringify(answer['error']), /SERVER_GONE/);
  assert.equal((await bridge.call('count_files'))['files'], 0);
});

test('a server that cannot start is told to the client with its reason', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('file', '');
  const environment = { CBM_CACHE_DIR: `${sandbox.root}/file/cache` };
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root], environment));
  const answer = await bridge.initialize();
  assert.match(JSON.stringify(answer['error']), /CACHE_NOT_WRITABLE.*|cannot be written/);
});

test('the server outlives the bridge that started it', async (t) => {
  const sandbox = createSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  await bridge.call('count_files');
  const { pid } = sandbox.discovery();
  bridge.child.kill('SIGKILL');
  await bridge.exited;
  assert.ok(isRunning(pid));
  assert.equal((await sandbox.run(['status', sandbox.root])).code, 0);
});
