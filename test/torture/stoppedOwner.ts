// The owner stands still, as on a laptop that sleeps: for a while, after which it goes on, or for so long that a client
// ends it. Never may it write beside a successor.
import { setTimeout as pause } from 'node:timers/promises';
import { dialWindow, isRunning } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';
import type { Client } from './session.ts';
import { WriterWatch } from './writerWatch.ts';
/** Below the 12 s that clients tolerate at least; `short` in the short form, where most of a longer stop would only be waited for. */
const LONGEST_MS = { long: 10_000, short: 3000 };
/** About as long as an index run takes: it is stopped in the middle. */
const LONGEST_RUN_MS = 400;

export const stoppedOwner: Scenario = {
  name: 'stopped-owner',
  invariant:
    'no second owner or writer beside a stopped one, also in the middle of an index run; every question is answered right; the index is whole',
  shortRounds: 2,
  longRounds: 200,
  isWaiting: true,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    await indexProject(sandbox);
    const writers = new WriterWatch(arena, sandbox);
    const clients = [arena.startBridge(sandbox), arena.startWindow(sandbox)];
    await askAll(arena, clients);
    const stops: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const stopMs = arena.random.between(1000, LONGEST_MS[arena.isLong ? 'long' : 'short']);
      await stopAndContinue(arena, sandbox, clients, stopMs, round % 2 === 0);
      stops.push(stopMs);
    }
    await replaceStopped(arena, sandbox, clients);
    for (const client of clients) arena.expect((await client.end()) === 0, 'a client ended badly');
    await checkDump(arena, sandbox);
    return {
      rounds: rounds + 1,
      result: `${rounds} stops of ${Math.min(...stops)} to ${Math.max(...stops)} ms and one without an end; ${writers.stop()}`,
    };
  },
};

async function askAll(arena: Arena, clients: readonly Client[]): Promise<void> {
  for (const isRight of await Promise.all(clients.map(askAnchor)))
    arena.expect(isRight, 'an answer was wrong');
}

async function stopAndContinue(
  arena: Arena,
  sandbox: Sandbox,
  clients: readonly Client[],
  stopMs: number,
  isIndexing: boolean,
): Promise<void> {
  const { pid, epoch } = sandbox.discovery();
  const window = await dialWindow(sandbox);
  let indexed: Promise<unknown> = Promise.resolve();
  if (isIndexing) {
    indexed = window.request('index/run', { full: true });
    await pause(arena.random.between(1, LONGEST_RUN_MS));
  }
  process.kill(pid, 'SIGSTOP');
  const answered = askAll(arena, clients);
  const ends = performance.now() + stopMs;
  while (performance.now() < ends) {
    await pause(100);
    arena.expect(sandbox.discovery().epoch === epoch, 'another server was published beside a stopped owner');
    checkOneOwner(arena, sandbox);
  }
  process.kill(pid, 'SIGCONT');
  await answered;
  await indexed;
  window.close();
  arena.expect(sandbox.discovery().pid === pid, `the owner was replaced after ${stopMs} ms`);
  checkOneOwner(arena, sandbox);
}

/** An owner that never goes on is ended by a client; its successor is published when it is gone, not before. */
async function replaceStopped(arena: Arena, sandbox: Sandbox, clients: readonly Client[]): Promise<void> {
  const { pid, epoch } = sandbox.discovery();
  // The clients end it, by SIGKILL, since a stopped process does not see SIGTERM.
  arena.condemn(pid);
  process.kill(pid, 'SIGSTOP');
  const answered = askAll(arena, clients);
  // As long as clients are patient, which is longer on a busy machine.
  while (sandbox.discovery().epoch === epoch && isRunning(pid)) await pause(20);
  arena.expect(!isRunning(pid), 'a successor was published while the stopped owner lived');
  await answered;
  checkOneOwner(arena, sandbox);
}
