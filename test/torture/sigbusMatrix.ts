// What another program can do to the files of a running server, cell by cell, with and without mapped memory. This
// process is the other program. A server that stays goes on into the next cell; after one that was replaced a new one is started,
// so that no cell inherits a suspicion.
import { renameSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dialWindow, isRunning, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import { findCrashes } from '../../server/ownership/crashes.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import type { ServerStatus } from '../../server/protocol/status.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkDump, checkOneOwner, indexProject, readDump } from './project.ts';
import type { Scenario } from './scenario.ts';
import type { Client, Session } from './session.ts';

const MAPPED = 67_108_864;
/** Dumps that are read while a cell harms: they keep the store busy. */
const READS = 5;

const FILE_HARMS: Readonly<Record<string, (file: string) => void>> = {
  'truncate to 0': (file) => truncateSync(file, 0),
  'truncate to half': (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
  'O_TRUNC rewrite': (file) => writeFileSync(file, 'garbage'.repeat(5000)),
  'rename over': (file) => {
    writeFileSync(`${file}.new`, 'garbage'.repeat(5000));
    renameSync(`${file}.new`, file);
  },
  unlink: (file) => rmSync(file),
};

/** How long a client goes on reading while the harm is done. */
const READING_MS = 5000;

/** A server, and the client that started it. */
interface Seat {
  readonly client: Session;
  readonly pid: number;
  readonly mmapBytes: number;
}

interface Cell {
  readonly name: string;
  readonly mmapBytes: number;
  readonly isAsked: boolean;
  harm(sandbox: Sandbox): void;
}

/** The short form leaves out a server that nobody asks meanwhile, which has less to lose. */
function listCells(isLong: boolean): Cell[] {
  const cells: Cell[] = [];
  for (const mmapBytes of [MAPPED, 0]) {
    for (const isAsked of isLong ? [false, true] : [true]) {
      const suffix = `, mmap ${mmapBytes}${isAsked ? ', mid-query' : ''}`;
      for (const [what, harm] of Object.entries(FILE_HARMS)) {
        for (const part of ['', '-wal']) {
          const name = `${what} of db${part}${suffix}`;
          cells.push({
            name,
            mmapBytes,
            isAsked,
            harm: (sandbox) => harm(`${findDatabase(sandbox)}${part}`),
          });
        }
      }
      cells.push({ name: `rm -rf of directory${suffix}`, mmapBytes, isAsked, harm: deleteDirectory });
    }
  }
  return cells;
}

function deleteDirectory({ workspaceDir }: Sandbox): void {
  // The server may make a file while this runs.
  rmSync(workspaceDir, { recursive: true, force: true, maxRetries: 5 });
}

function findDatabase({ workspaceDir }: Sandbox): string {
  return join(workspaceDir, readdirSync(workspaceDir).find((name) => /^graph-\d+\.db$/.test(name)) ?? '');
}

export const sigbusMatrix: Scenario = {
  name: 'sigbus-matrix',
  invariant: 'mmap 0: no death; mapped: at most one restart; a right answer; the index is whole again',
  shortRounds: 1,
  longRounds: 20,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    await indexProject(sandbox);
    const symbols = (await loadStatus(sandbox)).summary?.symbols;
    await stopServer(sandbox);
    let slowestMs = 0;
    const ends: string[] = [];
    const cells = Array.from({ length: rounds }, () => listCells(arena.isLong)).flat();
    let seat: Seat | undefined;
    for (const cell of cells) {
      if (seat && seat.mmapBytes !== cell.mmapBytes) {
        await leave(arena, sandbox, seat);
        seat = undefined;
      }
      if (seat && (await hasEndedLate(arena, sandbox, seat))) {
        ends.push(findEnd(sandbox, seat.pid));
        await leave(arena, sandbox, seat);
        seat = undefined;
      }
      seat ??= await takeSeat(arena, sandbox, cell.mmapBytes);
      const outcome = await runCell(arena, sandbox, seat, cell, symbols);
      slowestMs = Math.max(slowestMs, outcome.answerMs);
      if (outcome.end === undefined) continue;
      ends.push(outcome.end);
      await leave(arena, sandbox, seat);
      seat = undefined;
    }
    if (seat) await leave(arena, sandbox, seat);
    await checkDump(arena, sandbox);
    return {
      rounds: cells.length,
      result:
        `cells${arena.isLong ? ', idle and' : ','} mid-query; ${ends.length} restarts (${countEnds(ends) || 'none'}), ` +
        `slowest answer after harm ${Math.round(slowestMs)} ms`,
    };
  },
};

/** The client starts the server, so it is the parent that sees how it ends. */
async function takeSeat(arena: Arena, sandbox: Sandbox, mmapBytes: number): Promise<Seat> {
  const client = arena.startBridge(sandbox, { CBM_SQLITE_MMAP_SIZE: String(mmapBytes) });
  await expectAnchor(arena, client, 'the first answer');
  return { client, pid: sandbox.discovery().pid, mmapBytes };
}

/**
 * Whether the harm of the cell before ended the server only now: with pages mapped it may die of SIGBUS when it comes to one
 * that nobody had asked for until then.
 */
async function hasEndedLate(
  arena: Arena,
  sandbox: Sandbox,
  { client, pid, mmapBytes }: Seat,
): Promise<boolean> {
  if (mmapBytes === 0 || isRunning(pid)) return false;
  // Its successor learns how it ended.
  await expectAnchor(arena, client, 'the answer after a late end');
  return /SIGBUS/.test(findEnd(sandbox, pid));
}

async function leave(arena: Arena, sandbox: Sandbox, { client }: Seat): Promise<void> {
  await stopServer(sandbox);
  arena.expect((await client.end()) === 0, 'a client ended badly');
}

async function runCell(
  arena: Arena,
  sandbox: Sandbox,
  { client, pid }: Seat,
  { name, mmapBytes, isAsked, harm }: Cell,
  symbols: number | undefined,
): Promise<{ answerMs: number; end: string | undefined }> {
  await expectAnchor(arena, client, `${name}: the answer before`);
  const { pid: now, sqlite } = await loadStatus(sandbox);
  arena.expect(now === pid, `${name}: the server was replaced before`);
  arena.expect(sqlite.mmap.bytes === mmapBytes, `${name}: ${sqlite.mmap.bytes} bytes are mapped`);
  const isDirectory = name.startsWith('rm -rf');
  // Without its directory it ends itself as it should. With pages mapped it may die of SIGBUS in the middle of a query.
  if (isDirectory || (mmapBytes > 0 && isAsked)) arena.condemn(pid);
  const questions = isAsked ? Array.from({ length: 20 }, () => askAnchor(client).catch(String)) : [];
  const reading = isAsked ? keepReading(sandbox) : Promise.resolve();
  if (isAsked) await pause(arena.random.between(0, 40));
  harm(sandbox);
  const began = performance.now();
  await expectAnchor(arena, client, `${name}: the answer`);
  const answerMs = performance.now() - began;
  const wrong = (await Promise.all(questions)).filter((answer) => answer !== true);
  arena.expect(wrong.length === 0, `${name}: ${wrong.length} running questions went wrong: ${wrong[0]}`);
  // A server without its directory has two seconds to notice.
  if (isDirectory) await until(() => !isRunning(pid));
  await expectAnchor(arena, client, `${name}: the answer after`);
  await reading;
  const after = await loadStatus(sandbox);
  const hasRestarted = after.pid !== pid;
  const end = hasRestarted ? (isDirectory ? 'without its directory' : findEnd(sandbox, pid)) : undefined;
  if (mmapBytes === 0 && !isDirectory) arena.expect(!hasRestarted, `${name}: the server was replaced`);
  if (hasRestarted && !isDirectory) {
    // Who saw the signal may be slower to say so than the next server is to ask; then that suspects it.
    arena.expect(/SIGBUS|nobody saw how/.test(end ?? ''), `${name}: the server ended otherwise: ${end}`);
    arena.expect(/SIGBUS/.test(after.sqlite.mmap.whyOff ?? ''), `${name}: the status does not say why`);
  }
  arena.expect(isRunning(pid) === !hasRestarted, `${name}: the server before still runs`);
  arena.expect(after.problem === null, `${name}: ${after.problem?.message}`);
  arena.expect(
    after.summary?.symbols === symbols,
    `${name}: ${after.summary?.symbols} of ${symbols} symbols`,
  );
  checkOneOwner(arena, sandbox);
  return { answerMs, end };
}

/** Reads dumps, so that pages are read all the time, until that is refused or the server is gone. */
async function keepReading(sandbox: Sandbox): Promise<void> {
  try {
    const window = await dialWindow(sandbox);
    for (let reads = 0; reads < READS; reads += 1) await readDump(window);
    window.close();
  } catch {
    // The client's own questions are those that must be answered.
  }
}

function findEnd({ workspaceDir }: Sandbox, pid: number): string {
  const crash = findCrashes(getWorkspaceFiles(workspaceDir).crashes).find((one) => one.pid === pid);
  return crash?.how ?? 'nobody knows how';
}

function countEnds(ends: readonly string[]): string {
  const kinds = [...new Set(ends)];
  return kinds.map((kind) => `${ends.filter((end) => end === kind).length} × ${kind}`).join(', ');
}

async function stopServer(sandbox: Sandbox): Promise<void> {
  const { pid } = sandbox.discovery();
  const window = await dialWindow(sandbox);
  await window.request('server/stop', { reason: 'the cell is over' });
  await until(() => !isRunning(pid));
  window.close();
}

/** Notes a violation for a wrong answer and for a refusal, and asks again after the latter until there is an answer. */
async function expectAnchor(arena: Arena, client: Client, what: string): Promise<void> {
  const ends = performance.now() + READING_MS;
  for (;;) {
    const answer = await askAnchor(client).catch(String);
    if (answer === true) return;
    arena.violate(`${what}: ${answer === false ? 'wrong' : answer}`);
    if (answer === false || performance.now() > ends) return;
    await pause(500);
  }
}

async function loadStatus(sandbox: Sandbox): Promise<ServerStatus> {
  const window = await dialWindow(sandbox);
  const status = await window.request('status/get', {});
  window.close();
  return status;
}
