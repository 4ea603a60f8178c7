// The owner is killed at a random moment of everything that it does, while sessions and windows ask without a pause.
import { watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../bench/report.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { findDiscovery } from '../../server/ownership/discovery.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { dialWindow, isRunning, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { Asker, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';
import { WriterWatch } from './writerWatch.ts';

const BRIDGES = 4;
const WINDOWS = 2;
const SWITCH_PATIENCE_MS = 5000;

interface Scene {
  readonly arena: Arena;
  readonly sandbox: Sandbox;
  readonly window: RpcConnection;
  readonly round: number;
}

/** Brings the owner to the moment at which it is killed; what it began is never answered. */
const PHASES: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  idle: ({ arena }) => pause(arena.random.between(0, 50)),
  'full index': async ({ arena, window }) => {
    begin(window.request('index/run', { full: true }));
    await pause(arena.random.between(1, 900));
  },
  edit: async ({ arena, sandbox, window, round }) => {
    sandbox.write(`edit${round % 5}.ts`, `export function edited${round}() { return ${round}; }\n`);
    begin(window.request('index/run', { full: false }));
    await pause(arena.random.between(1, 900));
  },
  'generation switch': async ({ arena, sandbox, window }) => {
    const seen = Promise.withResolvers<void>();
    const watcher = watch(sandbox.workspaceDir, (_event, name) => {
      if (/^graph-\d+\.db$/.test(String(name))) seen.resolve();
    });
    begin(window.request('index/run', { full: true }));
    await Promise.race([seen.promise, pause(SWITCH_PATIENCE_MS)]);
    watcher.close();
    await pause(arena.random.between(0, 10));
  },
  checkpoint: async ({ arena, window }) => {
    begin(window.request('store/checkpoint', { mode: 'TRUNCATE' }));
    await pause(arena.random.between(0, 3));
  },
};

/** The request dies with the server. */
function begin(request: Promise<unknown>): void {
  request.catch(() => {});
}

export const killedOwner: Scenario = {
  name: 'killed-owner',
  invariant:
    'one epoch writes at any moment; another server takes over; every client has a right answer after the kill and never an error; no client ends; the index equals one made from nothing',
  shortRounds: 10,
  longRounds: 1000,
  isHeavy: true,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    await indexProject(sandbox);
    const writers = new WriterWatch(arena, sandbox);
    const clients = [
      ...Array.from({ length: BRIDGES }, () => arena.startBridge(sandbox)),
      ...Array.from({ length: WINDOWS }, () => arena.startWindow(sandbox)),
    ];
    const askers = clients.map((client) => new Asker(arena, client));
    await until(() => askers.every(({ answers }) => answers > 0));
    const answerTimes: number[] = [];
    const takeoverTimes: number[] = [];
    const phases = Object.keys(PHASES);
    for (let round = 0; round < rounds; round += 1) {
      const phase = phases[round % phases.length] ?? '';
      const window = await dialWindow(sandbox);
      await PHASES[phase]?.({ arena, sandbox, window, round });
      const { answerMs, takeoverMs } = await killAndMeasure(arena, sandbox, askers);
      window.close();
      answerTimes.push(answerMs);
      takeoverTimes.push(takeoverMs);
      checkOneOwner(arena, sandbox);
    }
    for (const asker of askers) await asker.end(arena);
    await checkDump(arena, sandbox);
    const answers = askers.reduce((sum, asker) => sum + asker.answers, 0);
    const errors = askers.reduce((sum, asker) => sum + asker.errors.length, 0);
    const [median, worst] = [percentile(takeoverTimes, 0.5), percentile(takeoverTimes, 1)];
    return {
      rounds,
      result:
        `${BRIDGES} sessions and ${WINDOWS} windows, ${answers} answers, ${errors} errors; ` +
        `slowest first answer after a kill ${Math.round(percentile(answerTimes, 1))} ms; ` +
        `takeover median ${Math.round(median)} ms, worst ${Math.round(worst)} ms; ${writers.stop()}`,
    };
  },
};

async function killAndMeasure(
  arena: Arena,
  sandbox: Sandbox,
  askers: readonly Asker[],
): Promise<{ answerMs: number; takeoverMs: number }> {
  const { discovery } = getWorkspaceFiles(sandbox.workspaceDir);
  const { pid, epoch } = sandbox.discovery();
  const before = askers.map(({ answers }) => answers);
  const began = performance.now();
  arena.kill(pid);
  await until(() => !isRunning(pid));
  await until(() => (findDiscovery(discovery)?.epoch ?? epoch) !== epoch);
  const takeoverMs = performance.now() - began;
  // An answer that was on its way may still count as the first; the second can't come from the dead server.
  await until(() => askers.every(({ answers }, index) => answers >= (before[index] ?? 0) + 2));
  return { answerMs: performance.now() - began, takeoverMs };
}
