// Notices what happened to the live database without our doing: a raw truncation, a rewrite, a rename over it, a deletion, a
// bit that turned over. Locks stop every SQLite program but none of these. Compares stat with what our own last write left
// behind and, where that is no proof, every page with its checksum. Does not know what follows from harm.
//
// The database file itself is written only while a checkpoint runs; commits go to the log. So the sums change only there,
// and are saved before the first page is: whatever interrupts the checkpoint, each page then has its sum or is in the log.
//
// Pitfall: closing a descriptor of the database drops the locks that SQLite holds on it. The one that is read through is
// opened before SQLite opens the file and closed after SQLite has closed it.

import {
  closeSync,
  fstatSync,
  futimesSync,
  openSync,
  readSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { findFileSystem } from '../ownership/fileSystem.ts';
import { GenerationBusy, GenerationDamaged } from './errors.ts';
import { readLog } from './logFrames.ts';
import { PageSums } from './pageSums.ts';

/** Pages are compared in slices of this size where answers wait meanwhile: some 4 ms. */
const SLICE_BYTES = 8_388_608;

/** How far back the time of a file is set after a write of our own. */
const MARK_MS = 1000;

/** The files that are watched in this thread, by device and inode. */
const watched = new Set<string>();

/** Watches one database and its log. */
export class LiveFile {
  readonly file: string;
  readonly #descriptor: number;
  readonly #hasReliableTimes: boolean;
  #database: BigIntStats;
  #log: BigIntStats | undefined;
  #sums: PageSums | undefined;
  /** Pages that an unfinished checkpoint may have brought over or not: the log has them. */
  #unsettled: ReadonlyMap<number, number> | undefined;
  #harm: string | undefined;
  /** The next page to be compared, and how many are left to be. */
  #cursor = 0;
  #unseen = 0;
  #isClosed = false;

  /**
   * Begins to watch `file`, which must exist. Throws STORE_BUSY when it is watched already: a second descriptor would drop
   * the locks of the first owner when it is closed.
   */
  constructor(file: string) {
    if (watched.has(identify(statSync(file, { bigint: true })))) throw GenerationBusy(file);
    this.file = file;
    this.#descriptor = openSync(file, 'r');
    this.#database = fstatSync(this.#descriptor, { bigint: true });
    watched.add(identify(this.#database));
    // Remote file systems and Windows bring the time of a write up to date when they please.
    this.#hasReliableTimes = process.platform !== 'win32' && !findFileSystem(file).isRemote;
  }

  /** Loads what the pages should be. Throws STORE_DAMAGED when that is missing or broken. */
  loadSums(): void {
    this.#sums = PageSums.load(this.file);
  }

  /**
   * Compares every page with its checksum, once SQLite has the file open and before a page of it is believed. Throws
   * STORE_DAMAGED.
   */
  verifyAtOpen(): void {
    if (!this.#sums) throw GenerationDamaged(this.file, 'the checksums of its pages are not loaded');
    const log = readLog(this.file, this.#sums.pageSize);
    if (log.frames > 0) this.#unsettled = log.sums;
    const wrong = this.#findWrongPage();
    if (wrong !== undefined) throw GenerationDamaged(this.file, wrong);
    this.rememberLog();
  }

  /** Bytes of the database and of its log, as last remembered. */
  sizes(): { bytes: number; walBytes: number } {
    return { bytes: Number(this.#database.size), walBytes: Number(this.#log?.size ?? 0) };
  }

  /** To be called after every commit of our own, before anything else happens in this thread. */
  rememberLog(): void {
    const log = `${this.file}-wal`;
    const stats = look(log);
    this.#log = stats && this.#mark(stats, (time) => utimesSync(log, time, time)) ? look(log) : stats;
  }

  /** Whether the file is known to be harmed; nothing is read of it or written to it any more. */
  get isHarmed(): boolean {
    return this.#harm !== undefined;
  }

  /** Takes note of harm that was found elsewhere. */
  noteHarm(why: string): void {
    this.#harm ??= why;
  }

  /** What has happened to the files, undefined when nothing. Costs two stats as long as nobody writes to them. */
  findHarm(): string | undefined {
    this.#harm ??= this.#findDatabaseHarm() ?? this.#findLogHarm();
    return this.#harm;
  }

  /**
   * To be called before a checkpoint that will bring over the `frames` that SQLite knows of. Throws STORE_DAMAGED when the
   * log does not hold them, and what the file system says when the sums can't be saved: then there must be no checkpoint.
   */
  beginCheckpoint(frames: number): void {
    const sums = this.#sums;
    if (!sums) return;
    const log = readLog(this.file, sums.pageSize);
    if (log.frames !== frames) {
      this.noteHarm(`only ${log.frames} of ${frames} pages of its log are whole`);
      throw GenerationDamaged(this.file, this.#harm ?? '');
    }
    const next = sums.with(log.sums, log.databasePages);
    next.save(this.file);
    this.#sums = next;
    this.#unsettled = log.sums;
  }

  /** To be called after a checkpoint, whether it brought everything over or not. */
  endCheckpoint(isComplete: boolean): void {
    if (isComplete) this.#unsettled = undefined;
    this.#mark(fstatSync(this.#descriptor, { bigint: true }), (time) =>
      futimesSync(this.#descriptor, time, time),
    );
    this.#database = fstatSync(this.#descriptor, { bigint: true });
    this.rememberLog();
    // Whoever wrote to the file during the checkpoint is not seen by its times. Most databases are one slice.
    this.#unseen = this.#sums?.pages ?? 0;
    this.compareSlice();
  }

  /** Whether pages are to be compared because their file was written to. */
  get hasUnseenPages(): boolean {
    return this.#unseen > 0 && !this.isHarmed;
  }

  /** Compares a slice of the pages that are to be; a difference shows as harm. */
  compareSlice(): void {
    const sums = this.#sums;
    if (!sums || !this.hasUnseenPages) return;
    if (this.#cursor >= sums.pages) this.#cursor = 0;
    const count = Math.max(1, SLICE_BYTES / sums.pageSize);
    const to = Math.min(this.#cursor + count, sums.pages);
    const wrong = sums.findMismatch(this.#descriptor, this.#cursor, to, this.#unsettled);
    if (wrong !== undefined) this.noteHarm(describeWrongPage(wrong));
    this.#unseen -= to - this.#cursor;
    this.#cursor = to;
  }

  /** Copies the file as it is, through the descriptor that is open: another one would drop SQLite's locks when it is closed. */
  copyTo(target: string): void {
    const copy = openSync(target, 'wx', 0o600);
    try {
      const buffer = Buffer.allocUnsafe(SLICE_BYTES);
      for (let at = 0; ;) {
        const read = readSync(this.#descriptor, buffer, 0, buffer.length, at);
        if (read === 0) return;
        writeFileSync(copy, buffer.subarray(0, read));
        at += read;
      }
    } finally {
      closeSync(copy);
    }
  }

  /** To be called after SQLite has closed the file. Can be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    watched.delete(identify(this.#database));
    closeSync(this.#descriptor);
  }

  /**
   * Sets the time of a file back to one that its clock does not show again. Times are counted in steps of some milliseconds:
   * a write of somebody else in the step of our own would not be seen. Returns whether it was done; it needs the right to.
   */
  #mark({ mtimeMs }: BigIntStats, setTime: (seconds: number) => void): boolean {
    if (!this.#hasReliableTimes) return false;
    try {
      setTime((Number(mtimeMs) - MARK_MS) / 1000);
      return true;
    } catch {
      return false;
    }
  }

  #findDatabaseHarm(): string | undefined {
    const before = this.#database;
    const now = look(this.file);
    const gone = describeChange('the database', before, now);
    if (gone !== undefined || !now) return gone;
    const isSame =
      now.size === before.size &&
      (!this.#hasReliableTimes || (now.mtimeNs === before.mtimeNs && now.ctimeNs === before.ctimeNs));
    if (isSame) return undefined;
    // A link to it, a changed time or a write of what was there before does no harm.
    const wrong = this.#sums ? this.#findWrongPage() : 'its time has changed';
    if (wrong !== undefined) return `another program wrote to the database: ${wrong}`;
    this.#database = now;
    return undefined;
  }

  #findLogHarm(): string | undefined {
    const before = this.#log;
    if (!before) return undefined;
    const now = look(`${this.file}-wal`);
    const gone = describeChange('its log', before, now);
    if (gone !== undefined || !now) return gone;
    const isSame = now.size === before.size && (!this.#hasReliableTimes || now.mtimeNs === before.mtimeNs);
    return isSame ? undefined : 'another program wrote to its log';
  }

  #findWrongPage(): string | undefined {
    const sums = this.#sums;
    if (!sums) return undefined;
    const wrong = sums.findMismatch(this.#descriptor, 0, sums.pages, this.#unsettled);
    if (wrong !== undefined) return describeWrongPage(wrong);
    const expected = sums.pages * sums.pageSize;
    const size = fstatSync(this.#descriptor).size;
    return size > expected ? `${size} bytes instead of ${expected}` : undefined;
  }
}

function identify({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

function describeWrongPage(page: number): string {
  return `page ${page + 1} is not what was written`;
}

function describeChange(name: string, before: BigIntStats, now: BigIntStats | undefined): string | undefined {
  if (!now) return `another program deleted ${name}`;
  if (now.ino !== before.ino || now.dev !== before.dev) return `another program replaced ${name}`;
  return now.size < before.size ? `another program truncated ${name}` : undefined;
}

function look(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}
