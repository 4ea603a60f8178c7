// What the store does for its open file between the questions: notices harm done by others and folds the log into the
// file when nothing else is to do. Runs in the store thread; knows no question and opens no file.

import { CodedError, messageOf } from '../errors.ts';
import { Fenced } from '../ownership/errors.ts';
import type { DatabaseFacts, CheckpointReport } from '../protocol/status.ts';
import type { CheckpointMode } from '../protocol/settings.ts';
import { GenerationDamaged } from './errors.ts';
import { type Generation, WAL_LIMIT_BYTES } from './generation.ts';
import type { LiveFile } from './liveFile.ts';
import { RowCounts } from './rowCounts.ts';
import type { StoreNotice, StoreTuning } from './messages.ts';

const WATCH_INTERVAL_MS = 3000;
/** After the last question or write, so that a burst of them is folded in once. */
const IDLE_MS = 500;
/** After the file was written to: by then every later write of somebody else has another time than ours. */
const COMPARE_AFTER_MS = 50;

/** The care of one open generation, from its opening to its closing. */
export class Upkeep {
  readonly #generation: Generation;
  readonly #notify: (notice: StoreNotice) => void;
  readonly #live: LiveFile;
  readonly #watch: NodeJS.Timeout;
  #mode: CheckpointMode;
  #idle: NodeJS.Timeout | undefined;
  #compare: NodeJS.Timeout | undefined;
  #isReported = false;
  #isFolded = false;
  #last: CheckpointReport | null = null;

  constructor(generation: Generation, tuning: StoreTuning, notify: (notice: StoreNotice) => void) {
    this.#generation = generation;
    this.#notify = notify;
    this.#live = generation.live;
    this.#mode = tuning.checkpointMode;
    this.#watch = setInterval(() => this.#findHarm(), WATCH_INTERVAL_MS);
    this.#watch.unref();
    generation.onWrite(() => {
      this.#isFolded = false;
      if (generation.hasLongLog) this.#foldLog();
      this.#waitForIdle();
    });
    this.#waitForIdle();
  }

  /** Applies the settings to the open connection. */
  tune({ mmapBytes, checkpointMode }: StoreTuning): void {
    this.#generation.setMmapBytes(mmapBytes);
    if (checkpointMode !== this.#mode) {
      this.#mode = checkpointMode;
      this.#isFolded = false;
      this.#waitForIdle();
    }
  }

  /**
   * Runs one question. Throws STORE_DAMAGED when the file was harmed: before any mapped page is touched, or while it was read.
   */
  guard<Value>(ask: () => Value): Value {
    this.#assertUnharmed();
    const value = ask();
    this.#assertUnharmed();
    return value;
  }

  #assertUnharmed(): void {
    const harm = this.#findHarm();
    if (harm !== undefined) throw GenerationDamaged(this.#generation.file, harm);
  }

  /** Tells that SQLite itself found the file broken. */
  noteDamage(why: string): void {
    this.#live.noteHarm(why);
    this.#findHarm();
  }

  /** Folds the log into the file now. A busy one is reported, and loses nothing. */
  checkpoint(mode: CheckpointMode): CheckpointReport {
    try {
      const report = this.#generation.checkpoint(mode);
      this.#last = report;
      const { busy, log, checkpointed } = report;
      if (busy !== 0) this.#notify({ notice: 'checkpointBusy', log, checkpointed });
      return report;
    } finally {
      this.#findHarm();
      this.#compareSoon(COMPARE_AFTER_MS);
    }
  }

  facts(): DatabaseFacts {
    const { mmapBytes } = this.#generation.connectionFacts();
    return { file: this.#generation.file, ...this.#live.sizes(), mmapBytes, lastCheckpoint: this.#last };
  }

  close(): void {
    clearInterval(this.#watch);
    clearTimeout(this.#idle);
    clearTimeout(this.#compare);
  }

  #findHarm(): string | undefined {
    const why = this.#live.findHarm();
    if (why === undefined || this.#isReported) return why;
    this.#isReported = true;
    try {
      // No page of a file that somebody shortens is touched through the map any more.
      this.#generation.setMmapBytes(0);
    } catch {
      // The connection is as broken as the file; it is replaced soon.
    }
    this.#notify({ notice: 'damaged', file: this.#generation.file, why });
    return why;
  }

  /** In slices, between which questions are answered. */
  #compareSoon(delayMs: number): void {
    clearTimeout(this.#compare);
    if (!this.#live.hasUnseenPages) return;
    this.#compare = setTimeout(() => {
      this.#live.compareSlice();
      if (this.#findHarm() === undefined) this.#compareSoon(0);
    }, delayMs);
    this.#compare.unref();
  }

  #waitForIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#foldLog(), IDLE_MS);
    this.#idle.unref();
  }

  #foldLog(): void {
    if (this.#isFolded || this.#findHarm() !== undefined) return;
    const { walBytes } = this.#live.sizes();
    if (walBytes === 0) return;
    try {
      if (walBytes > WAL_LIMIT_BYTES && this.#mode !== 'TRUNCATE') this.#cutLog();
      else this.#isFolded = this.checkpoint(this.#mode).busy === 0;
    } catch (error) {
      const why = messageOf(error);
      if (this.#live.isHarmed) return;
      if (error instanceof CodedError && error.code === Fenced.code) this.#notify({ notice: 'fenced', why });
      // A full disk, for one: the log stays, and the next write tries again.
      else this.#notify({ notice: 'checkpointFailed', why });
    }
  }

  // SQLite cuts a log to its limit with the first write after it has started anew, not before.
  #cutLog(): void {
    this.checkpoint('RESTART');
    this.#generation.write(
      (db) => db.prepare("INSERT OR REPLACE INTO meta VALUES ('logCutAtMs', ?)").run(String(Date.now())),
      () => ({ names: [], rows: new RowCounts() }),
    );
  }
}
