// A workspace as unkind as can be: it contains its own cache, links to lock and database among its sources, and foreign
// SQLite programs that open whatever looks like a database. Meanwhile files are edited and the owner is killed now and then.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../server/errors.ts';
import { findKernelLockOwners } from '../../server/ownership/kernelLocks.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { findCurrentGeneration } from '../../server/serve/generations.ts';
import { dialWindow } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import type { ForeignReport } from './foreignProcess.ts';
import { askAnchor, checkOneOwner, indexProject, loadDump } from './project.ts';
import type { Scenario } from './scenario.ts';
import type { Session } from './session.ts';
import { WriterWatch } from './writerWatch.ts';

const FOREIGNERS = 2;
const FILES = 20;
/** Rounds between two kills of the owner. */
const KILL_EVERY = 8;
/** A file per edit up to here; after that the oldest are edited again, so that an hour does not make an endless tree. */
const EDITED_FILES = 100;
/** So often may foreign programs be in the way of one edit. */
const MOST_REFUSALS = 10;
/** What is said then. */
const IN_THE_WAY = /Another process|is damaged|was harmed/;

export const cacheInWorkspace: Scenario = {
  name: 'cache-in-workspace',
  invariant:
    'what was acknowledged is stored, also after a kill; lock and database stay locked; no foreign program reads or writes a live file; one epoch writes at any moment',
  shortRounds: 6,
  longRounds: 3600,
  unit: 'seconds',
  async run(arena, seconds) {
    const sandbox = arena.createSandbox({}, join('project', 'cache'));
    await indexProject(sandbox, FILES);
    const writers = new WriterWatch(arena, sandbox);
    const session = arena.startBridge(sandbox);
    arena.expect(await askAnchor(session), 'the first answer was wrong');
    const foreigners = await Promise.all(
      Array.from({ length: FOREIGNERS }, (_, index) => startForeigner(arena, sandbox, index)),
    );
    const tally = { edits: 0, refusals: 0, kills: 0, attempts: 0, trespasses: 0 };
    const acknowledged = new Map<number, number>();
    const ends = performance.now() + seconds * 1000;
    for (let round = 1; performance.now() < ends; round += 1) {
      linkCache(sandbox);
      tally.refusals += await edit(arena, sandbox, session, acknowledged, round);
      tally.edits += 1;
      await readLinks(arena, sandbox, session);
      checkLocks(arena, sandbox, `round ${round}`);
      const { attempts, trespasses } = await hearForeigners(arena, foreigners);
      tally.attempts += attempts;
      tally.trespasses += trespasses;
      if (round % KILL_EVERY !== 0) continue;
      await arena.killServer(sandbox);
      tally.kills += 1;
      await checkAcknowledged(arena, sandbox, session, acknowledged, `after the kill of round ${round}`);
    }
    for (const foreigner of foreigners) foreigner.disconnect();
    await Promise.all(foreigners.map((foreigner) => once(foreigner, 'exit')));
    await checkAcknowledged(arena, sandbox, session, acknowledged, 'at the end');
    checkOneOwner(arena, sandbox);
    arena.expect((await session.end()) === 0, 'the client ended badly');
    await compareWithScratch(arena, sandbox);
    return {
      rounds: seconds,
      result:
        `${tally.edits} edits acknowledged, ${tally.refusals} attempts at it refused with an error, ${tally.kills} kills; ` +
        `${tally.attempts} foreign attempts, ${tally.trespasses} on a file that nobody held succeeded; ${writers.stop()}`,
    };
  },
};

async function startForeigner(arena: Arena, { workspaceDir }: Sandbox, index: number): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'foreignProcess.ts');
  const args = [workspaceDir, String(arena.seed + index)];
  const foreigner = arena.track(fork(script, args), 'a foreign program');
  await once(foreigner, 'message');
  return foreigner;
}

const LINKED = ['lock', 'database', 'log'] as const;

function listLinks({ root }: Sandbox): string[] {
  return LINKED.flatMap((name) => [join(root, `${name}-hard.ts`), join(root, `${name}-link.ts`)]);
}

/** Puts lock, database and log among the sources, as hard and as symbolic links. */
function linkCache(sandbox: Sandbox): void {
  const { root, workspaceDir } = sandbox;
  const { lock } = getWorkspaceFiles(workspaceDir);
  const database = findCurrentGeneration(workspaceDir)?.file ?? '';
  const targets = { lock, database, log: `${database}-wal` };
  for (const link of listLinks(sandbox)) rmSync(link, { force: true });
  for (const name of LINKED) {
    symlinkSync(targets[name], join(root, `${name}-link.ts`));
    if (statSync(targets[name], { throwIfNoEntry: false }))
      linkSync(targets[name], join(root, `${name}-hard.ts`));
  }
}

/** Edits a file and asks for the index until that is acknowledged; how often it was refused before. */
async function edit(
  arena: Arena,
  sandbox: Sandbox,
  session: Session,
  acknowledged: Map<number, number>,
  round: number,
): Promise<number> {
  const file = round % EDITED_FILES;
  sandbox.write(`kept${file}.ts`, `export function kept${file}v${round}() { return ${round}; }\n`);
  // Until the answer it may be the one or the other.
  acknowledged.delete(file);
  for (let refusals = 0; ; refusals += 1) {
    try {
      await runIndex(sandbox, arena.random.between(0, 3) === 0);
      acknowledged.set(file, round);
      return refusals;
    } catch (error) {
      // A foreign program can be in the way, or damage what nobody holds yet. Then it has to be said.
      arena.expect(IN_THE_WAY.test(messageOf(error)), `round ${round}: ${messageOf(error)}`);
      if (refusals < MOST_REFUSALS) continue;
      arena.violate(`round ${round}: the index was refused ${refusals + 1} times: ${messageOf(error)}`);
      return refusals;
    } finally {
      const answer = await callPatiently(sandbox, session, 'search_graph', { query: 'theAnchor' });
      arena.expect(answer['total'] === 1, `round ${round}: an answer was wrong`);
    }
  }
}

/** Calls again, some times, when a foreign program was in the way; does meanwhile what the answer says is to be done. */
async function callPatiently(
  sandbox: Sandbox,
  session: Session,
  tool: string,
  args: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  for (let refusals = 0; ; refusals += 1) {
    try {
      return await session.call(tool, args);
    } catch (error) {
      if (refusals === MOST_REFUSALS || !IN_THE_WAY.test(messageOf(error))) throw error;
      await runIndex(sandbox, false).catch(() => {});
    }
  }
}

async function runIndex(sandbox: Sandbox, full: boolean): Promise<void> {
  const window = await dialWindow(sandbox);
  try {
    await window.request('index/run', { full });
  } finally {
    window.close();
  }
}

/** Reads the links through every tool that reads files: one careless read would cost the locks. */
async function readLinks(arena: Arena, sandbox: Sandbox, session: Session): Promise<void> {
  const questions: [string, Record<string, unknown>][] = [
    ['search_code', { pattern: 'SQLite format' }],
    ['get_code_snippet', { qualified_name: 'database-hard.ts' }],
    ['get_code_snippet', { qualified_name: 'lock-link.ts' }],
    ['explore', { query: 'database-link.ts lock-hard.ts' }],
  ];
  for (const [tool, args] of questions) {
    const answer = await callPatiently(sandbox, session, tool, args).catch(String);
    arena.expect(
      !JSON.stringify(answer).includes('SQLite format 3\\'),
      `${tool} showed the content of a database`,
    );
  }
}

function checkLocks(arena: Arena, sandbox: Sandbox, what: string): void {
  const { lock } = getWorkspaceFiles(sandbox.workspaceDir);
  const { pid } = sandbox.discovery();
  for (const file of [lock, findCurrentGeneration(sandbox.workspaceDir)?.file ?? lock]) {
    const owners = findKernelLockOwners(statSync(file, { bigint: true }).ino) ?? [pid];
    arena.expect(owners.includes(pid), `${what}: the server holds no lock on ${file} any more`);
  }
}

/** What foreign programs did since the last time; a success on a file that somebody held is a violation. */
async function hearForeigners(
  arena: Arena,
  foreigners: readonly ChildProcess[],
): Promise<{ attempts: number; trespasses: number }> {
  const reports = await Promise.all(foreigners.map(ask));
  // They can also be in each other's way.
  const strangers = new Set(foreigners.map(({ pid }) => pid));
  for (const { file, what, holder } of reports.flatMap(({ trespasses }) => trespasses)) {
    const isOurs = holder !== null && !strangers.has(holder);
    arena.expect(!isOurs, `a foreign program could ${what} ${file} while process ${holder} held it`);
  }
  return {
    attempts: reports.reduce((sum, { attempts }) => sum + attempts, 0),
    trespasses: reports.reduce((sum, { trespasses }) => sum + trespasses.length, 0),
  };
}

/** Compares with an index made from nothing, to which neither the cache nor the links to it may mean anything. */
async function compareWithScratch(arena: Arena, sandbox: Sandbox): Promise<void> {
  for (const link of listLinks(sandbox)) rmSync(link, { force: true });
  await runIndex(sandbox, false);
  const dump = await loadDump(sandbox);
  await sandbox.run(['stop', sandbox.root]);
  arena.checkCrashes();
  rmSync(sandbox.cacheRoot, { recursive: true });
  const elsewhere = { CBM_CACHE_DIR: arena.createDirectory() };
  arena.expect(dump === (await loadDump(sandbox, elsewhere)), 'the index differs from one made from nothing');
  await sandbox.run(['stop', sandbox.root], elsewhere);
}

async function ask(foreigner: ChildProcess): Promise<ForeignReport> {
  const answer = once(foreigner, 'message');
  foreigner.send('report');
  return (await answer)[0] as ForeignReport;
}

async function checkAcknowledged(
  arena: Arena,
  sandbox: Sandbox,
  session: Session,
  acknowledged: ReadonlyMap<number, number>,
  what: string,
): Promise<void> {
  // A successor answers from the index as it is; what was acknowledged must be in there already.
  for (const [file, round] of acknowledged) {
    const name = `kept${file}v${round}`;
    const found = await callPatiently(sandbox, session, 'search_graph', { query: name });
    const results = JSON.stringify(found['results'] ?? []);
    arena.expect(results.includes(name), `${what}: ${name} was acknowledged and is lost`);
  }
}
