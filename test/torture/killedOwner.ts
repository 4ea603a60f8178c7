// The owner is killed at a random moment of everything that it does, while four sessions ask without a pause.
import { watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { dialWindow, isRunning, until } from '../process/support/sandbox.ts';
import type { BridgeClient, Sandbox } from '../process/support/sandbox.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { findDiscovery } from '../../server/ownership/discovery.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';

const BRIDGES = 4;
const ANSWER_LIMIT_MS = 5000;
const TAKEOVER_LIMIT_MS = 2000;

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
    await Promise.race([seen.promise, pause(5000)]);
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

/** A session that asks all the time and remembers what came back since the last kill. */
class Asker {
  readonly client: BridgeClient;
  answers = 0;
  errors: string[] = [];
  slowestMs = 0;
  isOver = false;
  readonly done: Promise<void>;

  constructor(arena: Arena, client: BridgeClient) {
    this.client = client;
    this.done = this.#ask(arena);
  }

  async #ask(arena: Arena): Promise<void> {
    while (!this.isOver) {
      const began = performance.now();
      try {
        arena.expect(await askAnchor(this.client), 'an answer was wrong');
        this.answers += 1;
      } catch (error) {
        this.errors.push(String(error).slice(0, 200));
      }
      this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
      await pause(10);
    }
  }
}

export const killedOwner: Scenario = {
  name: 'killed-owner',
  invariant: `every client has a correct answer within ${ANSWER_LIMIT_MS} ms of the kill, none ends, one owner, takeover within ${TAKEOVER_LIMIT_MS} ms, the index equals one made from nothing`,
  shortRounds: 40,
  longRounds: 1000,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    await indexProject(sandbox);
    const askers = Array.from({ length: BRIDGES }, () => new Asker(arena, arena.startBridge(sandbox)));
    await until(() => askers.every(({ answers }) => answers > 0));
    const times: { answerMs: number; takeoverMs: number }[] = [];
    const phases = Object.keys(PHASES);
    for (let round = 0; round < rounds; round += 1) {
      const phase = phases[round % phases.length] ?? '';
      const window = await dialWindow(sandbox);
      await PHASES[phase]?.({ arena, sandbox, window, round });
      times.push(await killAndMeasure(arena, sandbox, askers, `round ${round} (${phase})`));
      window.close();
      checkOneOwner(arena, sandbox);
    }
    for (const asker of askers) asker.isOver = true;
    await Promise.all(askers.map(({ done }) => done));
    const errors = askers.flatMap((asker) => asker.errors);
    for (const error of errors) arena.violate(`a question was answered with an error: ${error}`);
    for (const { client } of askers) arena.expect((await client.end()) === 0, 'a client ended badly');
    await checkDump(arena, sandbox);
    const answers = askers.reduce((sum, asker) => sum + asker.answers, 0);
    const answerMs = Math.round(Math.max(...times.map((time) => time.answerMs)));
    const takeoverMs = times.map((time) => Math.round(time.takeoverMs)).sort((a, b) => a - b);
    const median = takeoverMs[Math.floor(takeoverMs.length / 2)];
    return {
      rounds,
      result:
        `${BRIDGES} clients, ${answers} answers, ${errors.length} errors; slowest first answer after a kill ` +
        `${answerMs} ms; takeover median ${median} ms, worst ${takeoverMs.at(-1)} ms`,
    };
  },
};

async function killAndMeasure(
  arena: Arena,
  sandbox: Sandbox,
  askers: readonly Asker[],
  what: string,
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
  const answerMs = performance.now() - began;
  arena.expect(answerMs <= ANSWER_LIMIT_MS, `${what}: the last client waited ${Math.round(answerMs)} ms`);
  arena.expect(takeoverMs <= TAKEOVER_LIMIT_MS, `${what}: takeover took ${Math.round(takeoverMs)} ms`);
  return { answerMs, takeoverMs };
}
