// What another program can do to the files of a running server, cell by cell, with and without mapped memory. This
// process is the other program. Each cell starts and stops a server of its own, so that none inherits a suspicion.
import { renameSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dialWindow, isRunning } from '../process/support/sandbox.ts';
import type { BridgeClient, Sandbox } from '../process/support/sandbox.ts';
import type { ServerStatus } from '../../server/protocol/status.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';

const MAPPED = 67_108_864;
const ANSWER_LIMIT_MS = 5000;

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

interface Cell {
  readonly name: string;
  readonly mmapBytes: number;
  readonly isAsked: boolean;
  harm(sandbox: Sandbox): void;
}

function listCells(isLong: boolean): Cell[] {
  const cells: Cell[] = [];
  for (const mmapBytes of [MAPPED, 0]) {
    for (const isAsked of isLong ? [false, true] : [false]) {
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
  invariant: `mmap 0: no death; mapped: at most one restart; a right answer within ${ANSWER_LIMIT_MS} ms; the index is whole again`,
  shortRounds: 1,
  longRounds: 20,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    await indexProject(sandbox);
    const symbols = (await loadStatus(sandbox)).summary?.symbols;
    await sandbox.run(['stop', sandbox.root]);
    let slowestMs = 0;
    let restarts = 0;
    const cells = Array.from({ length: rounds }, () => listCells(arena.isLong)).flat();
    for (const cell of cells) {
      const outcome = await runCell(arena, sandbox, cell, symbols);
      slowestMs = Math.max(slowestMs, outcome.answerMs);
      restarts += outcome.restarts;
    }
    await checkDump(arena, sandbox);
    const asked = arena.isLong ? 'idle and mid-query' : 'idle only';
    return {
      rounds: cells.length,
      result: `cells ${asked}; ${restarts} restarts, slowest answer after harm ${Math.round(slowestMs)} ms`,
    };
  },
};

async function runCell(
  arena: Arena,
  sandbox: Sandbox,
  { name, mmapBytes, isAsked, harm }: Cell,
  symbols: number | undefined,
): Promise<{ answerMs: number; restarts: number }> {
  const client = arena.startBridge(sandbox, { CBM_SQLITE_MMAP_SIZE: String(mmapBytes) });
  await expectAnchor(arena, client, `${name}: the answer before`);
  const { pid, sqlite } = await loadStatus(sandbox);
  arena.expect(sqlite.mmap.bytes === mmapBytes, `${name}: ${sqlite.mmap.bytes} bytes are mapped`);
  const onItsWay = isAsked ? Array.from({ length: 20 }, () => askAnchor(client).catch(String)) : [];
  if (isAsked) await pause(arena.random.between(0, 20));
  const isDirectory = name.startsWith('rm -rf');
  // Its lock file is gone, so it ends itself as it should: that is no death by the harm.
  if (isDirectory) arena.condemn(pid);
  harm(sandbox);
  const began = performance.now();
  await expectAnchor(arena, client, `${name}: the answer`);
  const answerMs = performance.now() - began;
  arena.expect(answerMs <= ANSWER_LIMIT_MS, `${name}: the answer took ${Math.round(answerMs)} ms`);
  const wrong = (await Promise.all(onItsWay)).filter((answer) => answer !== true);
  arena.expect(wrong.length === 0, `${name}: ${wrong.length} running questions went wrong: ${wrong[0]}`);
  // A server without its directory has two seconds to notice.
  if (isDirectory) await pause(2500);
  await expectAnchor(arena, client, `${name}: the answer after`);
  const after = await loadStatus(sandbox);
  const restarts = after.pid === pid ? 0 : 1;
  if (mmapBytes === 0 && !isDirectory) arena.expect(restarts === 0, `${name}: the server was replaced`);
  arena.expect(isRunning(pid) === (restarts === 0), `${name}: the server before still runs`);
  arena.expect(after.problem === null, `${name}: ${after.problem?.message}`);
  arena.expect(
    after.summary?.symbols === symbols,
    `${name}: ${after.summary?.symbols} of ${symbols} symbols`,
  );
  checkOneOwner(arena, sandbox);
  await sandbox.run(['stop', sandbox.root]);
  arena.expect((await client.end()) === 0, `${name}: the client ended badly`);
  return { answerMs, restarts };
}

/** Notes a violation for a wrong answer and for a refusal, and asks again after the latter until there is an answer. */
async function expectAnchor(arena: Arena, client: BridgeClient, what: string): Promise<void> {
  const ends = performance.now() + ANSWER_LIMIT_MS;
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
