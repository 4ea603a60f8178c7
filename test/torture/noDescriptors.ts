// A server that may open no further file: its limit is low, and idle connections use up what is left.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { messageOf } from '../../server/errors.ts';
import { findDiscovery } from '../../server/ownership/discovery.ts';
import type { Discovery } from '../../server/ownership/discovery.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { dialWindow, isRunning, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';

const LIMIT = 96;

export const noDescriptors: Scenario = {
  name: 'no-descriptors',
  invariant:
    'with no file descriptor left the last good answers go on, an index run says why it failed, and nothing is lost afterwards',
  shortRounds: 2,
  longRounds: 100,
  async run(arena, rounds) {
    if (process.platform === 'win32') return { rounds: 0, result: 'DID NOT RUN: Windows has no such limit' };
    const sandbox = arena.createSandbox();
    await indexProject(sandbox, 20);
    await sandbox.run(['stop', sandbox.root]);
    const pid = await startLimited(arena, sandbox);
    const client = arena.startBridge(sandbox);
    let refused = 0;
    for (let round = 0; round < rounds; round += 1) {
      arena.expect(await askAnchor(client), `round ${round}: the answer before`);
      if (await exhaust(arena, sandbox, client, round)) refused += 1;
    }
    arena.expect(isRunning(pid) && sandbox.discovery().pid === pid, 'the server was replaced');
    checkOneOwner(arena, sandbox);
    arena.expect((await client.end()) === 0, 'the client ended badly');
    await checkDump(arena, sandbox);
    return { rounds, result: `limit of ${LIMIT}; ${refused} of ${rounds} index runs refused with a reason` };
  },
};

async function startLimited(
  arena: Arena,
  { root, environment, workspaceDir, entry }: Sandbox,
): Promise<number> {
  const command = `ulimit -n ${LIMIT}; exec "$0" "$@"`;
  const args = ['-c', command, process.execPath, entry, 'serve', '--detached', root];
  const { pid = 0 } = arena.track(spawn('sh', args, { env: environment, stdio: 'ignore' }), 'the server');
  await until(() => findDiscovery(getWorkspaceFiles(workspaceDir).discovery)?.pid === pid);
  return pid;
}

/** Whether the index run was refused while no descriptor was left. */
async function exhaust(
  arena: Arena,
  sandbox: Sandbox,
  client: Parameters<typeof askAnchor>[0],
  round: number,
): Promise<boolean> {
  const window = await dialWindow(sandbox);
  const sockets = await openSockets(sandbox.discovery());
  sandbox.write(`late${round}.ts`, `export function late${round}() { return ${round}; }\n`);
  const refusal = await window.request('index/run', { full: true }).then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  arena.expect(
    refusal === undefined || /EMFILE|too many open files|descriptor/i.test(refusal),
    `round ${round}: unclear error: ${refusal}`,
  );
  arena.expect(
    (await askAnchor(client).catch(String)) === true,
    `round ${round}: the last good answer was lost`,
  );
  for (const socket of sockets) socket.destroy();
  await Promise.all(sockets.filter(({ closed }) => !closed).map((socket) => once(socket, 'close')));
  await window.request('index/run', { full: true });
  window.close();
  const found = await client.call('search_graph', { query: `late${round}` });
  arena.expect(Number(found['total']) >= 1, `round ${round}: the edit is not in the index`);
  return refusal !== undefined;
}

/** More connections than the server can accept, each of which has shown the token: others would not be kept. */
async function openSockets({ endpoint, token }: Discovery): Promise<Socket[]> {
  const { host, port } = new URL(endpoint);
  const sockets: Socket[] = [];
  while (sockets.length < LIMIT) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`GET /mcp HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    sockets.push(socket);
    await new Promise<void>((resolve) => {
      socket.once('data', () => resolve());
      socket.once('error', () => resolve());
      socket.once('close', () => resolve());
    });
  }
  return sockets;
}
