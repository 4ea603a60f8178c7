// The reported defect and its absence, under the same load: four sessions ask, one of them re-indexes again and again.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { dialWindow } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';

const SESSIONS = 4;
const SYMBOLS = 20_000;

/** Writes a database as large as the index of a middling project. */
function writeDatabase(file: string): void {
  const db = new Database(file);
  db.exec('CREATE TABLE symbols (id INTEGER PRIMARY KEY, name TEXT, body TEXT)');
  const insert = db.prepare('INSERT INTO symbols (name, body) VALUES (?, ?)');
  db.transaction(() => {
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) insert.run(`symbol${symbol}`, 'x'.repeat(200));
  })();
  db.pragma('journal_mode = WAL');
  db.close();
}

/** Every session opens the file itself. Not a test of ours: shows that the harness produces the reported deaths. */
export const oldWay: Scenario = {
  name: 'old-way',
  invariant: 'the old design dies of SIGBUS (otherwise this harness proves nothing)',
  shortRounds: 12,
  longRounds: 200,
  async run(arena, rounds) {
    const directory = arena.createDirectory();
    const [live, fresh] = [join(directory, 'live.db'), join(directory, 'fresh.db')];
    writeDatabase(fresh);
    copyFileSync(fresh, live);
    const deaths = new Map<string, number>();
    const sessions = await Promise.all(
      Array.from({ length: SESSIONS }, () => startSession(arena, directory, deaths)),
    );
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, session] of sessions.entries()) {
        if (session.exitCode !== null || session.signalCode !== null) {
          sessions[index] = await startSession(arena, directory, deaths);
        }
      }
      const writer = arena.random.pick(sessions);
      // One that died while others were started announces it no more.
      if (writer.exitCode === null && writer.signalCode === null) {
        const answered = Promise.race([once(writer, 'message'), once(writer, 'exit')]);
        if (writer.connected) writer.send('re-index');
        await answered;
      }
      await pause(arena.random.between(20, 80));
    }
    for (const session of sessions) arena.kill(session.pid ?? 0);
    await pause(50);
    const sigbus = deaths.get('SIGBUS') ?? 0;
    arena.expect(sigbus > 0, 'the old design survived');
    const list = [...deaths].map(([signal, count]) => `${count} × ${signal}`).join(', ');
    return { rounds, result: `${rounds} re-indexes by ${SESSIONS} processes, deaths: ${list || 'none'}` };
  },
};

async function startSession(
  arena: Arena,
  directory: string,
  deaths: Map<string, number>,
): Promise<ChildProcess> {
  const files = [join(directory, 'live.db'), join(directory, 'fresh.db')];
  const session = fork(join(import.meta.dirname, 'oldWayProcess.ts'), files, {
    cwd: directory,
    stdio: 'ignore',
  });
  const { pid = 0 } = session;
  session.once('exit', (_code, signal) => {
    if (signal && signal !== 'SIGKILL') deaths.set(signal, (deaths.get(signal) ?? 0) + 1);
    // Its death is what this scenario counts.
    arena.condemn(pid);
  });
  await Promise.race([once(session, 'message'), once(session, 'exit')]);
  return session;
}

/** The same sessions and re-indexes, through the one server that owns the database, mapped as well. */
export const ourWay: Scenario = {
  name: 'our-way',
  invariant: 'under the load of old-way no process dies, every answer is right',
  shortRounds: 3,
  longRounds: 200,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox({ CBM_SQLITE_MMAP_SIZE: '67108864' });
    await indexProject(sandbox);
    const { pid } = sandbox.discovery();
    const window = await dialWindow(sandbox);
    const clients = Array.from({ length: SESSIONS }, () => arena.startBridge(sandbox));
    const over = new AbortController();
    let answers = 0;
    const asking = clients.map(async (client) => {
      while (!over.signal.aborted) {
        arena.expect(await askAnchor(client), 'an answer was wrong');
        answers += 1;
      }
    });
    for (let round = 0; round < rounds; round += 1) await window.request('index/run', { full: true });
    over.abort();
    await Promise.all(asking);
    window.close();
    arena.expect(sandbox.discovery().pid === pid, 'the server was replaced');
    checkOneOwner(arena, sandbox);
    for (const client of clients) arena.expect((await client.end()) === 0, 'a client ended badly');
    await checkDump(arena, sandbox);
    return {
      rounds,
      result: `${rounds} full re-indexes, ${answers} answers to ${SESSIONS} clients`,
    };
  },
};

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
