// The ownership of one workspace by this process, from taking the lock to giving it up: lock, guards, run record, and
// what is to be done when any of them says that it is over. Knows nothing of what is served.
import { messageOf } from '../errors.ts';
import { createFileLog } from '../log.ts';
import type { FileLog } from '../log.ts';
import { forgiveCrashes } from '../ownership/crashes.ts';
import { createEpoch } from '../ownership/epoch.ts';
import { CacheWithoutLocks, Fenced, OwnedElsewhere } from '../ownership/errors.ts';
import { writeExitNote } from '../ownership/exitNote.ts';
import { findFileSystem } from '../ownership/fileSystem.ts';
import type { FileSystem } from '../ownership/fileSystem.ts';
import { ALL_GUARDS } from '../ownership/guards.ts';
import type { Guards } from '../ownership/guards.ts';
import type { WorkspaceLock } from '../ownership/lock.ts';
import { findLockProblem, readMountInfo, suggestCacheRoot } from '../ownership/lockSupport.ts';
import { ensureWorkspaceDir, getWorkspaceDir, getWorkspaceFiles } from '../ownership/paths.ts';
import { describeRun, findFence, removeRunRecord, writeRunRecord } from '../ownership/runRecord.ts';
import type { RunRecord } from '../ownership/runRecord.ts';
import type { TestSeams } from './seams.ts';
import { takeOver } from './takeover.ts';
import type { LastRun } from './takeover.ts';
import { clearUpdate, findNewerUpdate } from './updateNote.ts';
import { watchForWake } from './wakeWatch.ts';

/** How `abandon` is logged: the lock or the fence said so, or a part of this process died. */
type Abandonment = 'ownership lost' | 'server abandoned';

export class Ownership {
  readonly workspaceDir: string;
  readonly files: ReturnType<typeof getWorkspaceFiles>;
  readonly log: FileLog;
  readonly guards: Guards;
  readonly fileSystem: FileSystem;
  readonly startTime = new Date().toISOString();
  readonly epoch = createEpoch();
  readonly #lock: WorkspaceLock;
  readonly #wakeGapMs: number | undefined;
  #record: RunRecord;
  #lastRun: LastRun = { crash: null, mmapSuspicion: null };
  #isUseful = false;
  #endWatch: () => void = () => {};

  private constructor(workspaceDir: string, lock: WorkspaceLock, version: string, seams: TestSeams) {
    this.workspaceDir = workspaceDir;
    this.files = getWorkspaceFiles(workspaceDir);
    this.#lock = lock;
    this.log = createFileLog(this.files.log);
    this.guards = { ...ALL_GUARDS, ...seams.guards };
    this.fileSystem = seams.fileSystem ?? findFileSystem(workspaceDir);
    this.#wakeGapMs = seams.wakeGapMs;
    this.#record = describeRun(this.epoch, version, this.startTime, 0);
  }

  /** Takes the workspace at `root` over. Throws OWNED_ELSEWHERE, CACHE_NOT_WRITABLE, CACHE_WITHOUT_LOCKS or CRASH_LOOP. */
  static async take(root: string, version: string, seams: TestSeams = {}): Promise<Ownership> {
    const workspaceDir = getWorkspaceDir(root);
    ensureWorkspaceDir(root, workspaceDir);
    const mountInfo = seams.mountInfo ?? readMountInfo();
    const problem = findLockProblem(workspaceDir, mountInfo);
    if (problem)
      throw CacheWithoutLocks(workspaceDir, problem.type, problem.option, suggestCacheRoot(mountInfo));
    // Loaded only here: on an old Node, better-sqlite3 would end the process without a word.
    const { acquireLock } = await import('../ownership/lock.ts');
    const guards = { ...ALL_GUARDS, ...seams.guards };
    const lock = acquireLock(getWorkspaceFiles(workspaceDir).lock, workspaceDir, guards);
    try {
      // Started before a newer client asked the server before to end: that client's server is the next one.
      if (findNewerUpdate(getWorkspaceFiles(workspaceDir).update, version))
        throw OwnedElsewhere(workspaceDir);
      const ownership = new Ownership(workspaceDir, lock, version, seams);
      ownership.#lastRun = await takeOver(ownership.files, ownership.#record);
      clearUpdate(ownership.files.update);
      if (ownership.#lastRun.crash) ownership.log.warn('last run crashed', { ...ownership.#lastRun });
      return ownership;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** How the run before ended. */
  get lastRun(): LastRun {
    return this.#lastRun;
  }

  /** Looks at the guards every two seconds, and at once after this process stood still; then `onWake` is called. */
  watch(onWake: () => void): void {
    this.#lock.watch((why) => this.abandon(why));
    const gap = this.#wakeGapMs === undefined ? {} : { gapMs: this.#wakeGapMs };
    this.#endWatch = watchForWake((gapMs) => {
      this.log.info('woke', { gapMs: Math.round(gapMs) });
      try {
        this.assertOwner();
        onWake();
      } catch (error) {
        // The record could not be read for a passing reason; every write looks at it again.
        this.log.warn('ownership not checked', { message: messageOf(error) });
      }
    }, gap);
  }

  /** Lets the guards watch the lock of the open database too; undefined before it is closed. */
  watchDatabase(file: string | undefined): void {
    this.#lock.include(file);
  }

  /** To be called before anything in the cache directory is changed. Does not return when this is not the owner. */
  assertOwner(): void {
    const { epochFence } = this.guards;
    const why = this.#lock.findLoss() ?? (epochFence ? findFence(this.files.run, this.epoch) : undefined);
    if (why !== undefined) this.abandon(why);
  }

  /**
   * Ends this process at once: another owner may be writing already, and every orderly end would still write. Throws
   * FENCED, should the signal take a moment.
   */
  abandon(why: string, event: Abandonment = 'ownership lost'): never {
    this.log.error(event, { why });
    if (event === 'server abandoned') {
      writeExitNote(this.files.exitNote, { pid: process.pid, code: null, signal: 'SIGKILL', note: why });
    }
    process.kill(process.pid, 'SIGKILL');
    throw Fenced(why);
  }

  /** Records how much of the database is mapped from now on: decides what a sudden end may have been. */
  noteMmap(mmapBytes: number): void {
    if (mmapBytes === this.#record.mmapBytes) return;
    this.assertOwner();
    this.#record = { ...this.#record, mmapBytes };
    writeRunRecord(this.files.run, this.#record);
  }

  /** Records that this run was worth starting: the crashes before it are no loop. */
  noteUseful(): void {
    if (this.#isUseful) return;
    this.#isUseful = true;
    try {
      forgiveCrashes(this.files.crashes);
    } catch (error) {
      this.log.warn('crashes not forgiven', { message: messageOf(error) });
    }
  }

  /** Gives the workspace up after an orderly end. */
  release(): void {
    this.#endWatch();
    removeRunRecord(this.files.run, this.epoch);
    this.#lock.release();
  }
}
