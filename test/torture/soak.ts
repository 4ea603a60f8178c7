// A long day: eight clients ask mixed questions, the project is edited and indexed again without a pause, and one reader
// takes its time. Nothing is killed here; what is looked for is what goes wrong slowly, or between two generations.
import { setTimeout as pause } from 'node:timers/promises';
import { CodedError, messageOf } from '../../server/errors.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { dialWindow } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { LatencyHistogram } from './latencyHistogram.ts';
import {
  askQuestion,
  editMovingProject,
  getEdit,
  keepUnchangingLines,
  PAIR,
  QUESTIONS,
  writeMovingProject,
} from './movingProject.ts';
import { checkDump, checkOneOwner, readDump } from './project.ts';
import { ResourceWatch } from './resourceWatch.ts';
import type { Scenario } from './scenario.ts';
import type { Client } from './session.ts';
import { WriterWatch } from './writerWatch.ts';

const SESSIONS = 6;
const WINDOWS = 2;
const FILES = 120;
/** Time to read an answer before the next question. */
const [SHORTEST_THOUGHT_MS, LONGEST_THOUGHT_MS] = [50, 350];
/** Between two parts of a dump, the slow reader waits for this many index runs. */
const RUNS_PER_PART = 1;

/** What all actors know of each other. */
class Day {
  readonly times = new LatencyHistogram();
  isOver = false;
  answers = 0;
  runs = 0;
  dumps = 0;
  refusedDumps = 0;
  /** The last edit whose index run was acknowledged. */
  acknowledgedEdit = 0;
  lastEdit = 0;
  /** The newest generation in any answer so far. */
  generation = 0;
}

export const soak: Scenario = {
  name: 'soak',
  invariant:
    'no torn or outdated answer; the generation never goes back; log bounded, memory and descriptors flat, at most two generations on disk',
  shortRounds: 10,
  longRounds: 28_800,
  unit: 'seconds',
  isHeavy: true,
  async run(arena, seconds) {
    const sandbox = arena.createSandbox();
    writeMovingProject(sandbox, FILES);
    const { code, stderr } = await sandbox.run(['index', sandbox.root]);
    if (code !== 0) throw new Error(stderr);
    const clients = [
      ...Array.from({ length: SESSIONS }, () => arena.startBridge(sandbox)),
      ...Array.from({ length: WINDOWS }, () => arena.startWindow(sandbox)),
    ];
    // Starting is measured elsewhere.
    await Promise.all(clients.map((client) => askQuestion(client, PAIR)));
    const { pid } = sandbox.discovery();
    const reader = await dialWindow(sandbox);
    const wanted = keepUnchangingLines(await readDump(reader));
    const writers = new WriterWatch(arena, sandbox);
    const resources = new ResourceWatch(arena, sandbox);
    const day = new Day();
    const actors = [
      ...clients.map((client, index) => askAllDay(arena, day, client, index)),
      editAllDay(arena, day, sandbox),
      readSlowly(arena, day, reader, wanted),
    ];
    await pause(seconds * 1000);
    day.isOver = true;
    await Promise.all(actors);
    const used = resources.stop();
    arena.expect(sandbox.discovery().pid === pid, 'the server was replaced');
    checkOneOwner(arena, sandbox);
    for (const client of clients) arena.expect((await client.end()) === 0, 'a client ended badly');
    await checkDump(arena, sandbox);
    const [p50, p99, worst] = [0.5, 0.99, 1].map((share) => day.times.percentile(share));
    return {
      rounds: seconds,
      result:
        `${day.answers} answers to ${SESSIONS} sessions and ${WINDOWS} windows during ${day.runs} index runs, ` +
        `p50 ${p50} ms, p99 ${p99} ms, worst ${worst} ms; ${day.dumps} slow dumps, ${day.refusedDumps} of them ` +
        `refused as outdated; ${used}; ${writers.stop()}`,
    };
  },
};

async function askAllDay(arena: Arena, day: Day, client: Client, index: number): Promise<void> {
  const random = arena.createRandom(index);
  while (!day.isOver) {
    await pause(random.between(SHORTEST_THOUGHT_MS, LONGEST_THOUGHT_MS));
    // Every other question is about what changes.
    const question = random.between(0, 1) === 0 ? PAIR : random.pick(QUESTIONS);
    // What was acknowledged or answered before this question was asked must not be forgotten in its answer.
    const { acknowledgedEdit, generation: knownGeneration } = day;
    const began = performance.now();
    try {
      const { answer, fault, generation } = await askQuestion(client, question);
      day.times.add(performance.now() - began);
      day.answers += 1;
      day.generation = Math.max(day.generation, generation);
      arena.expect(fault === undefined, `${question.tool} ${JSON.stringify(question.arguments)}: ${fault}`);
      arena.expect(
        generation >= knownGeneration,
        `generation ${generation} was answered after ${knownGeneration}`,
      );
      if (question !== PAIR || fault !== undefined) continue;
      const edit = getEdit(answer);
      arena.expect(
        edit >= acknowledgedEdit && edit <= day.lastEdit,
        `edit ${edit} was answered after ${acknowledgedEdit} was acknowledged`,
      );
    } catch (error) {
      arena.violate(`${question.tool}: ${messageOf(error)}`);
      if (client.hasEnded) return;
    }
  }
}

async function editAllDay(arena: Arena, day: Day, sandbox: Sandbox): Promise<void> {
  const window = await dialWindow(sandbox);
  while (!day.isOver) {
    day.lastEdit += 1;
    editMovingProject(sandbox, day.lastEdit);
    try {
      await window.request('index/run', { full: day.lastEdit % 4 === 0 });
      day.acknowledgedEdit = day.lastEdit;
      day.runs += 1;
    } catch (error) {
      arena.violate(`index run: ${messageOf(error)}`);
    }
  }
  window.close();
}

/** A reader that is pinned: it holds a dump open over several index runs, part by part. */
async function readSlowly(arena: Arena, day: Day, window: RpcConnection, wanted: string): Promise<void> {
  while (!day.isOver) {
    day.dumps += 1;
    try {
      const dump = await readDump(window, async () => {
        const { runs } = day;
        while (day.runs < runs + RUNS_PER_PART && !day.isOver) await pause(20);
      });
      arena.expect(keepUnchangingLines(dump) === wanted, 'a slow dump mixed generations');
    } catch (error) {
      // A dump that can't be gone on with may be refused, if that is said.
      const isTold = error instanceof CodedError && error.code === 'SNAPSHOT_GONE';
      arena.expect(isTold, `dump: ${messageOf(error)}`);
      day.refusedDumps += 1;
    }
  }
  window.close();
}
