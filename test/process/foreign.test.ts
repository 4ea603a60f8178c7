// Programs of others that listen where a server listened, or lay files where a server lays them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Discovery } from '../../server/ownership/discovery.ts';
import { makeProof } from '../../server/ownership/epoch.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { BridgeClient, createSandbox, killServer, until } from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

interface Impostor {
  readonly endpoint: string;
  readonly port: number;
  /** Everything that was said to it. */
  heard(): string;
}

/** A program of somebody else. */
async function startImpostor(t: TestContext, answer: RequestListener): Promise<Impostor> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    request.on('data', (chunk) => heard.push(String(chunk)));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}/mcp`, port, heard: () => heard.join('\n') };
}

/** A server that ran, with `impostor` on its address after it died, and what it had published. */
async function leaveAddress(sandbox: Sandbox, { endpoint }: Impostor): Promise<Discovery> {
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  const discovery = { ...sandbox.discovery(), endpoint };
  await killServer(discovery);
  writeFileSync(getWorkspaceFiles(sandbox.workspaceDir).discovery, JSON.stringify(discovery));
  return discovery;
}

test('what takes the port of a dead server gets neither its token nor a question, and gives no answer', async (t) => {
  const sandbox = createSandbox(t);
  const known = { epoch: '' };
  const impostor = await startImpostor(t, (_request, response) => {
    const result = { content: [{ type: 'text', text: 'INJECTED' }] };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...known, proof: 'x'.repeat(43), jsonrpc: '2.0', id: 1, result }));
  });
  const dead = await leaveAddress(sandbox, impostor);
  known.epoch = dead.epoch;
  const client = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  const answer = await client.request('tools/list');
  assert.ok(!JSON.stringify(answer).includes('INJECTED'));
  assert.notEqual(sandbox.discovery().epoch, dead.epoch);
  assert.match(impostor.heard(), /GET \/health\?challenge=/);
  assert.doesNotMatch(impostor.heard(), /authorization|tools\/list/i);
  assert.ok(!impostor.heard().includes(dead.token));
  await client.end();
});

test('a listener that passes the question on to the real server is not taken for it', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  const real = sandbox.discovery();
  const relay = await startImpostor(t, (request, response) => {
    void fetch(new URL(request.url ?? '', real.endpoint)).then(async (answer) =>
      response.end(await answer.text()),
    );
  });
  const file = getWorkspaceFiles(sandbox.workspaceDir).discovery;
  const before = readFileSync(file);
  // Without the socket, which would tell that the server lives.
  writeFileSync(file, JSON.stringify({ ...real, endpoint: relay.endpoint, rpcPath: '/nowhere' }));
  const { stderr } = await sandbox.run(['status', sandbox.root]);
  writeFileSync(file, before);
  assert.match(stderr, /No server/i);
  assert.match(relay.heard(), /challenge=/);
});

test('a server that is asked in vain on its endpoint is asked on its socket before it counts as dead', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  const silent = await startImpostor(t, () => {});
  const file = getWorkspaceFiles(sandbox.workspaceDir).discovery;
  const before = readFileSync(file);
  writeFileSync(file, JSON.stringify({ ...sandbox.discovery(), endpoint: silent.endpoint }));
  const { code, stderr } = await sandbox.run(['status', sandbox.root]);
  writeFileSync(file, before);
  assert.equal(code, 0, stderr);
});

test('the proof of a server holds for its address and its own side only', () => {
  const places = ['127.0.0.1:1', '127.0.0.1:2'].flatMap((place) =>
    (['server', 'client'] as const).map((role) => makeProof('token', role, place, 'n'.repeat(32))),
  );
  assert.equal(new Set(places).size, 4);
});

test('`headers` gives the token for the address of the server alone', async (t) => {
  const sandbox = createSandbox(t);
  const old = await startImpostor(t, (_request, response) => response.end('{}'));
  mkdirSync(sandbox.workspaceDir, { recursive: true, mode: 0o700 });
  const { workspace } = getWorkspaceFiles(sandbox.workspaceDir);
  writeFileSync(workspace, JSON.stringify({ root: sandbox.root, port: old.port }));
  const bare = await sandbox.run(['headers', sandbox.root]);
  const { endpoint, token } = sandbox.discovery();
  assert.notEqual(endpoint, old.endpoint);
  assert.deepEqual([bare.code, bare.stdout], [1, '']);
  assert.ok(bare.stderr.includes(`headers --for ${endpoint}`));
  const moved = await sandbox.run(['headers', sandbox.root, '--for', old.endpoint]);
  assert.deepEqual([moved.code, moved.stdout], [1, '']);
  assert.ok(moved.stderr.includes(endpoint));
  const asked = await sandbox.run(['headers', sandbox.root, '--for', endpoint]);
  assert.equal((JSON.parse(asked.stdout) as Record<string, string>)['Authorization'], `Bearer ${token}`);
});

test(
  'a discovery file in a folder of another user is not believed',
  { skip: !isRoot && 'needs root' },
  async (t) => {
    const sandbox = createSandbox(t);
    const impostor = await startImpostor(t, (_request, response) => response.end('{"epoch":"e"}'));
    const file = getWorkspaceFiles(sandbox.workspaceDir).discovery;
    const lie = {
      protocol: 1,
      version: '9.9.9',
      pid: 1,
      startTime: 'x',
      rpcPath: '/x',
      token: 't',
      epoch: 'e',
    };
    mkdirSync(sandbox.workspaceDir, { recursive: true });
    for (const [folderOwner, fileOwner, mode] of [
      [NOBODY, NOBODY, 0o777],
      [NOBODY, 0, 0o755],
      [0, NOBODY, 0o700],
    ] as const) {
      writeFileSync(file, JSON.stringify({ ...lie, endpoint: impostor.endpoint }));
      chownSync(file, fileOwner, fileOwner);
      chmodSync(sandbox.workspaceDir, mode);
      chownSync(sandbox.workspaceDir, folderOwner, folderOwner);
      for (const command of ['headers', 'status', 'index']) {
        const { code, stdout, stderr } = await sandbox.run([command, sandbox.root]);
        assert.deepEqual([command, code, stdout], [command, 73, '']);
        assert.match(stderr, /CBM_CACHE_DIR/);
      }
      rmSync(file);
    }
    assert.equal(impostor.heard(), '');
  },
);

test('a discovery file that others may write, or that is a link, is taken for none', async (t) => {
  const sandbox = createSandbox(t);
  const impostor = await startImpostor(t, (_request, response) => response.end('{}'));
  await leaveAddress(sandbox, impostor);
  const file = getWorkspaceFiles(sandbox.workspaceDir).discovery;
  chmodSync(file, 0o666);
  assert.match((await sandbox.run(['status', sandbox.root])).stderr, /No server/);
  writeFileSync(`${file}.other`, readFileSync(file), { mode: 0o600 });
  rmSync(file);
  symlinkSync(`${file}.other`, file);
  assert.equal((await sandbox.run(['status', sandbox.root])).code, 73);
  rmSync(file);
  assert.equal(impostor.heard(), '');
});

test('an endpoint that is not on this machine is not asked', async (t) => {
  const sandbox = createSandbox(t);
  const impostor = await startImpostor(t, (_request, response) => response.end('{}'));
  const { port } = impostor;
  const dead = await leaveAddress(sandbox, impostor);
  const file = getWorkspaceFiles(sandbox.workspaceDir).discovery;
  for (const endpoint of [
    `http://localhost:${port}/mcp`,
    `http://127.1:${port}/mcp`,
    `http://127.0.0.1:${port}@example.com/mcp`,
    `https://127.0.0.1:${port}/mcp`,
    'http://10.0.0.1:80/mcp',
  ]) {
    writeFileSync(file, JSON.stringify({ ...dead, endpoint }));
    assert.match((await sandbox.run(['status', sandbox.root])).stderr, /No server/);
  }
  assert.equal(impostor.heard(), '');
});

test('a listener that drips an answer without an end holds no command up', async (t) => {
  const sandbox = createSandbox(t);
  const dripping = await startImpostor(t, (_request, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.once('close', () => clearInterval(timer));
  });
  await leaveAddress(sandbox, dripping);
  const { code, stderr } = await sandbox.run(['status', sandbox.root]);
  assert.equal(code, 1);
  assert.match(stderr, /No server/);
});

test(
  'more connections than there are descriptors neither keep clients out nor make the server look dead',
  { skip: process.platform === 'win32' && 'Windows has no such limit' },
  async (t) => {
    const sandbox = createSandbox(t);
    sandbox.write('a.ts', 'a');
    const command = 'ulimit -n 256; exec "$0" "$@"';
    const args = ['-c', command, process.execPath, sandbox.entry, 'index', sandbox.root];
    const starter = spawn('sh', args, { env: sandbox.environment, stdio: 'ignore' });
    await once(starter, 'exit');
    const { pid, endpoint } = sandbox.discovery();
    const port = Number(new URL(endpoint).port);
    const sockets = Array.from({ length: 600 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write('GET /health HTTP/1.1\r\nX: ');
      return socket;
    });
    t.after(() => sockets.forEach((socket) => socket.destroy()));
    await until(() => sockets.filter(({ closed }) => closed).length > 500);
    const client = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
    assert.ok((await client.request('tools/list'))['result']);
    assert.equal((await sandbox.run(['status', sandbox.root])).code, 0);
    assert.equal(sandbox.discovery().pid, pid);
    await client.end();
  },
);
