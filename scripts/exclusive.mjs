// One process at a time prepares a tree: two `npm start` in one fresh clone must not install into each other's
// node_modules. The lock is a folder that appears by rename with its owner inside; whoever finds it waits.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const HEARTBEAT_MS = 1000;
/** Without a heartbeat for this long, an owner whose process is gone has left its lock behind. */
const SILENT_MS = 5000;
/** Without a heartbeat for this long, whatever runs under the owner's process id is somebody else. */
const LOST_MS = 300_000;
const POLL_MS = 200;

/**
 * Runs `work` while no other process runs it under the same `lockFolder`. `onWait(pid)` is called once when somebody
 * else is at it. `work` receives `addProcess(pid)`: a child that must have ended too before a lock left behind by a
 * killed owner is taken over.
 * @template Result
 * @param {string} lockFolder
 * @param {(pid: number) => void} onWait
 * @param {(addProcess: (pid: number) => void) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function runExclusively(lockFolder, onWait, work) {
  mkdirSync(dirname(lockFolder), { recursive: true });
  const token = randomUUID();
  let hasWaited = false;
  while (!tryLock(lockFolder, token)) {
    const owner = readOwner(lockFolder);
    if (owner && isAbandoned(owner)) removeAbandoned(lockFolder, owner.token);
    else if (owner && !hasWaited) {
      hasWaited = true;
      onWait(owner.pids[0] ?? 0);
    }
    await wait(POLL_MS);
  }
  const ownerFile = join(lockFolder, 'owner.json');
  const heartbeat = setInterval(() => touch(ownerFile), HEARTBEAT_MS);
  heartbeat.unref();
  const addProcess = (/** @type {number} */ pid) => {
    const next = `${ownerFile}.${token}`;
    writeFileSync(next, JSON.stringify({ token, pids: [process.pid, pid] }));
    renameSync(next, ownerFile);
  };
  try {
    return await work(addProcess);
  } finally {
    clearInterval(heartbeat);
    if (readOwner(lockFolder)?.token === token) removeLock(lockFolder, token);
  }
}

/**
 * Takes a lock away as a whole: one that is emptied first can be taken by somebody else before it is gone.
 * @param {string} lockFolder
 * @param {string} token
 */
function removeLock(lockFolder, token) {
  const gone = `${lockFolder}.gone-${token}`;
  try {
    renameSync(lockFolder, gone);
  } catch (error) {
    // Somebody removed it by hand.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  rmSync(gone, { recursive: true, force: true });
}

/**
 * @param {string} lockFolder
 * @param {string} token
 */
function tryLock(lockFolder, token) {
  const candidate = `${lockFolder}.${token}`;
  mkdirSync(candidate);
  writeFileSync(join(candidate, 'owner.json'), JSON.stringify({ token, pids: [process.pid] }));
  try {
    // A folder can't be renamed over one that is not empty, so exactly one candidate arrives.
    renameSync(candidate, lockFolder);
    return true;
  } catch (error) {
    rmSync(candidate, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/**
 * @param {string} lockFolder
 * @returns {{ token: string, pids: number[], silentMs: number } | undefined}
 */
function readOwner(lockFolder) {
  const file = join(lockFolder, 'owner.json');
  try {
    const silentMs = Date.now() - statSync(file).mtimeMs;
    return { ...JSON.parse(readFileSync(file, 'utf8')), silentMs };
  } catch {
    return undefined;
  }
}

/** @param {{ pids: number[], silentMs: number }} owner */
function isAbandoned({ pids, silentMs }) {
  return silentMs > LOST_MS || (silentMs > SILENT_MS && !pids.some(isAlive));
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Removes the lock of `token`, and only that one: the right to do so is a folder that only one process can make.
 * @param {string} lockFolder
 * @param {string} token
 */
function removeAbandoned(lockFolder, token) {
  const right = `${lockFolder}.abandoned-${token}`;
  try {
    mkdirSync(right);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    throw error;
  }
  if (readOwner(lockFolder)?.token === token) removeLock(lockFolder, token);
  rmSync(right, { recursive: true, force: true });
}

/**
 * @param {unknown} error
 * @returns {string | undefined}
 */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Somebody removed the lock by hand; the work goes on.
  }
}
