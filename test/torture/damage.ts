// A database that was damaged: single bits flipped and files cut short, while a server runs and while none does.
import { closeSync, openSync, readdirSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { dialWindow, isRunning, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { askAnchor, indexProject, loadDump, readDump } from './project.ts';
import type { Scenario } from './scenario.ts';

/** Of so many rounds one is a cut, one a flip while no server runs, and the others are flips under a running one. */
const CYCLE = 10;
const READ_ATTEMPTS = 4;

export const damage: Scenario = {
  name: 'damage',
  invariant:
    'after every flip or cut, under a running server or at rest, the first answer is right, the graph is the one made from nothing, and no server ends',
  shortRounds: 20,
  longRounds: 1000,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    await indexProject(sandbox, 20);
    const good = await loadDump(sandbox);
    const client = arena.startBridge(sandbox);
    let noticed = 0;
    for (let round = 0; round < rounds; round += 1) {
      const isAtRest = round % CYCLE === 0;
      arena.expect(await askAnchor(client), `round ${round}: the answer before`);
      const file = findDatabase(sandbox);
      const { pid } = sandbox.discovery();
      if (isAtRest) await stop(sandbox, pid);
      const what = round % CYCLE === 5 ? cut(arena, file) : flipBit(arena, file);
      const where = `round ${round}: ${what} ${isAtRest ? 'at rest' : 'under a running server'}`;
      const answer = await askAnchor(client).catch(String);
      arena.expect(answer === true, `${where}: the answer was ${String(answer)}`);
      const graph = await loadGraph(sandbox).catch(String);
      arena.expect(graph === good, `${where}: ${describeGraph(graph)}`);
      if (findDatabase(sandbox) !== file) noticed += 1;
      if (!isAtRest) arena.expect(sandbox.discovery().pid === pid, `${where}: the server was replaced`);
      checkFiles(arena, sandbox, where);
    }
    arena.expect((await client.end()) === 0, 'the client ended badly');
    arena.expect(noticed === rounds, `${rounds - noticed} of ${rounds} were not noticed`);
    return { rounds, result: `${noticed} noticed and rebuilt, every first answer right` };
  },
};

async function stop(sandbox: Sandbox, pid: number): Promise<void> {
  const window = await dialWindow(sandbox);
  await window.request('server/stop', { reason: 'at rest' });
  await until(() => !isRunning(pid));
}

/** The graph as a window reads it; what was replaced while it was read is read again from the beginning. */
async function loadGraph(sandbox: Sandbox): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const window = await dialWindow(sandbox);
    try {
      return await readDump(window);
    } catch (error) {
      if (attempt === READ_ATTEMPTS || !isReplaced(error)) throw error;
    } finally {
      window.close();
    }
  }
}

function isReplaced(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['STORE_DAMAGED', 'SNAPSHOT_GONE', 'STORE_CLOSED'].includes(code);
}

function describeGraph(graph: string): string {
  return graph.length < 500 ? graph : 'the graph is another one, and nobody says so';
}

/** Two generations at most, one damaged file, no shared memory. */
function checkFiles(arena: Arena, { workspaceDir }: Sandbox, where: string): void {
  const names = readdirSync(workspaceDir);
  const count = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
  arena.expect(count(/^graph-\d+\.db$/) <= 2, `${where}: ${names.join()}`);
  arena.expect(count(/^corrupt/) <= 1, `${where}: ${names.join()}`);
  arena.expect(count(/-shm$/) === 0, `${where}: ${names.join()}`);
}

function findDatabase({ workspaceDir }: Sandbox): string {
  return join(workspaceDir, readdirSync(workspaceDir).find((name) => /^graph-\d+\.db$/.test(name)) ?? '');
}

function flipBit(arena: Arena, file: string): string {
  const at = arena.random.between(0, statSync(file).size - 1);
  const byte = Buffer.alloc(1);
  const descriptor = openSync(file, 'r+');
  readSync(descriptor, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ (1 << arena.random.between(0, 7));
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
  return `a bit flipped at ${at}`;
}

function cut(arena: Arena, file: string): string {
  const to = arena.random.between(0, statSync(file).size - 1);
  truncateSync(file, to);
  return `cut to ${to} bytes`;
}
