// A disk that is full, and one that can't be written. Needs a small file system of its own, which only root can mount;
// without it the scenario says that it did not run.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../server/errors.ts';
import { isRunning, until } from '../process/support/sandbox.ts';
import type { BridgeClient, Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';

const MEGABYTE = 1_048_576;
const CHUNK = 4096;
/** What is free when a first server starts: nothing, some of its small files, some of its index, nearly all. */
const FREE_CHUNKS = [0, 3, 40, 150];

export const diskFull: Scenario = {
  name: 'disk-full',
  invariant: 'a clear error, the last good answers go on, and once there is room the index is whole',
  shortRounds: 2,
  longRounds: 100,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    mkdirSync(sandbox.cacheRoot, { recursive: true });
    try {
      mount('-t', 'tmpfs', '-o', 'size=16m,mode=700', 'tmpfs', sandbox.cacheRoot);
    } catch (error) {
      return {
        rounds: 0,
        result: `DID NOT RUN: no tmpfs could be mounted (${messageOf(error).split('\n')[0]})`,
      };
    }
    try {
      await indexProject(sandbox);
      const client = arena.startBridge(sandbox);
      const { pid } = sandbox.discovery();
      for (let round = 0; round < rounds; round += 1) await fillAndFree(arena, sandbox, client, round);
      arena.expect(sandbox.discovery().pid === pid, 'the server was replaced');
      arena.expect((await client.end()) === 0, 'the client ended badly');
      await sandbox.run(['stop', sandbox.root]);
      await until(() => !isRunning(pid));
      for (const chunks of FREE_CHUNKS) await checkStart(arena, sandbox, chunks * CHUNK);
      await checkReadOnly(arena, sandbox);
      await checkDump(arena, sandbox);
      return {
        rounds: rounds + 1,
        result: `${rounds} times full (tmpfs of 16 MB), ${FREE_CHUNKS.length} starts in little room, once read-only`,
      };
    } finally {
      await sandbox.run(['stop', sandbox.root]);
      // Lazily: a process that is ending may still hold a file there.
      execFileSync('umount', ['-l', sandbox.cacheRoot]);
    }
  },
};

function canMount(...args: string[]): boolean {
  try {
    mount(...args);
    return true;
  } catch {
    return false;
  }
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' });
}

async function fillAndFree(
  arena: Arena,
  sandbox: Sandbox,
  client: BridgeClient,
  round: number,
): Promise<void> {
  const filler = join(sandbox.cacheRoot, 'filler');
  fill(filler, arena.random.between(0, 12) * CHUNK);
  sandbox.write('late.ts', `export function late${round}() { return 1; }\n`);
  const refused = await sandbox.run(['index', sandbox.root, '--full']);
  arena.expect(refused.code !== 0, `round ${round}: an index on a full disk was reported as done`);
  arena.expect(/full|space/i.test(refused.stderr), `round ${round}: unclear error: ${refused.stderr}`);
  arena.expect(await askAnchor(client), `round ${round}: the last good answer was lost`);
  checkOneOwner(arena, sandbox);
  rmSync(filler);
  const { code, stderr } = await sandbox.run(['index', sandbox.root]);
  arena.expect(code === 0, `round ${round}: with room again: ${stderr}`);
  const found = await client.call('search_graph', { query: `late${round}` });
  arena.expect(Number(found['total']) >= 1, `round ${round}: the edit is not in the index`);
}

/** Writes until the disk is full, then gives `freeBytes` back. */
function fill(file: string, freeBytes: number): void {
  const descriptor = openSync(file, 'w');
  let written = 0;
  try {
    while (written < 64 * MEGABYTE) written += writeSync(descriptor, Buffer.alloc(CHUNK, 1));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
  closeSync(descriptor);
  execFileSync('truncate', ['-s', String(Math.max(0, written - freeBytes)), file]);
}

/** A first server on a disk that is as good as full either indexes or says what is wrong. */
async function checkStart(arena: Arena, sandbox: Sandbox, freeBytes: number): Promise<void> {
  for (const name of readdirSync(sandbox.cacheRoot))
    rmSync(join(sandbox.cacheRoot, name), { recursive: true, force: true });
  const filler = join(sandbox.cacheRoot, 'filler');
  fill(filler, freeBytes);
  const { code, stderr } = await sandbox.run(['index', sandbox.root]);
  arena.expect(code === 0 || code === 73, `${freeBytes} bytes free: exit code ${code}: ${stderr}`);
  if (code !== 0)
    arena.expect(/full|space/i.test(stderr), `${freeBytes} bytes free: unclear error: ${stderr}`);
  rmSync(filler);
  await sandbox.run(['stop', sandbox.root]);
}

async function checkReadOnly(arena: Arena, sandbox: Sandbox): Promise<void> {
  // The last threads of a process may hold its files after it has gone from the list.
  await until(() => canMount('-o', 'remount,ro', sandbox.cacheRoot));
  const { code, stderr } = await sandbox.run(['index', sandbox.root]);
  arena.expect(code === 73, `read-only: exit code ${code}: ${stderr}`);
  arena.expect(/read-only|written|writ/i.test(stderr), `read-only: unclear error: ${stderr}`);
  mount('-o', 'remount,rw', sandbox.cacheRoot);
}
