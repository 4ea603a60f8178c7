// The index of one workspace while its server runs: which generation answers, whether the tree has moved on, and one
// index run at a time. Knows neither transports nor SQL; what an index is made of is the engine's affair.
import { CodedError, messageOf } from '../errors.ts';
import { CacheNotWritable } from '../ownership/errors.ts';
import { countSkipped } from '../protocol/fileCounts.ts';
import type { Log } from '../log.ts';
import type { Freshness, GenerationSummary, IndexProgress, Problem } from '../protocol/status.ts';
import { CheckPace } from './checkPace.ts';
import { buildGeneration, limitProgress } from './buildGeneration.ts';
import type { Engine, GenerationFile, IntegrityCheck } from './engine.ts';
import {
  CacheFull,
  GenerationHarmed,
  IndexFailed,
  NewerIndex,
  NoIndex,
  RootMissing,
  StillIndexing,
} from './errors.ts';
import {
  clearReplaced,
  findCurrentGeneration,
  isDiskFull,
  isWriteRefused,
  sweepLeftovers,
} from './generations.ts';
import { KeptSummary } from './keptSummary.ts';
import { openPublished } from './openPublished.ts';
import { assertRoot, isRootMissing } from './rootFolder.ts';
import { RunQueue } from './runQueue.ts';
import { createSignal } from './signal.ts';
import { within } from './within.ts';

/** A query waits this long for a check, so that its freshness stamp is true on all but the largest trees. */
const CHECK_PATIENCE_MS = 250;
/** A query waits this long for the first index. */
const FIRST_INDEX_PATIENCE_MS = 25_000;
/** One that parts of the index can answer waits only until the run is so old: most are finished by then. */
const EARLY_AFTER_MS = 1500;
const LOOK_AGAIN_MS = 100;
/** Notices that are shown; older ones are in the log. */
const NOTICE_LIMIT = 5;
const PROGRESS_INTERVAL_MS = 100;

export interface WorkspaceOptions {
  readonly root: string;
  readonly workspaceDir: string;
  readonly epoch: string;
  readonly log: Log;
  readonly onChange: () => void;
  readonly onProgress: (progress: IndexProgress) => void;
  /** Called before anything in the cache directory is changed; throws when this process is not the owner any more. */
  readonly assertOwner: () => void;
  /** Called with the database that is open now, and with undefined before that one is closed. */
  readonly onDatabase: (file: string | undefined) => void;
  /** Called when a generation was published. */
  readonly onPublished: () => void;
}

export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #engine: Engine;
  #current: GenerationFile | undefined;
  readonly #summary: KeptSummary;
  #progress: IndexProgress | null = null;
  #problem: Problem | null = null;
  #notices: readonly string[] = [];
  #dirtyFiles: readonly string[] = [];
  #isIndexing = false;
  #indexRuns = 0;
  /** When the index run of now began, by performance.now(). */
  #indexingSince = 0;
  readonly #pace = new CheckPace();
  /** Files that changed since the last run, all there is to look at; undefined when that is not all. */
  #hints: string[] | undefined;
  #check: Promise<void> | undefined;
  /** To be deleted when the next generation is published, and to be kept as damaged then. */
  #superseded: GenerationFile | undefined;
  #damaged: GenerationFile | undefined;
  #hasGeneration = createSignal();
  readonly #runs = new RunQueue(
    (full) => this.#run(full),
    () => ({ count: this.#indexRuns, isBuilding: this.#isIndexing }),
  );

  constructor(engine: Engine, options: WorkspaceOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#summary = new KeptSummary(() => engine.summarize(), options.onChange);
  }

  /** What the index holds; `settleSummary` counts the last edits too. */
  get summary(): GenerationSummary | null {
    return this.#summary.value;
  }

  settleSummary(): Promise<void> {
    return this.#summary.settle();
  }

  get progress(): IndexProgress | null {
    return this.#progress;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** What happened to the index on the way, for a person to know. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  get indexRuns(): number {
    return this.#indexRuns;
  }

  get isIndexing(): boolean {
    return this.#isIndexing;
  }

  freshness(): Freshness {
    return {
      generation: this.#current?.generation ?? null,
      indexing: this.#isIndexing,
      stale: this.#dirtyFiles.length > 0,
      dirtyFiles: this.#dirtyFiles,
      skippedFiles: this.#summary.value ? countSkipped(this.#summary.value).files : 0,
      ...(this.#current ? {} : { earlyFiles: this.#engine.early.files }),
    };
  }

  /** Throws NEWER_INDEX when the published index has a format this version does not know. */
  refuseNewerIndex(): void {
    const { workspaceDir } = this.#options;
    const schema = findCurrentGeneration(workspaceDir)?.schema ?? 0;
    if (schema > this.#engine.schemaVersion) throw NewerIndex(workspaceDir);
  }

  /**
   * Opens what an earlier server left, after the given check, and brings it up to date. Never throws: a failure shows as
   * `problem`.
   */
  start(check: IntegrityCheck): void {
    const work = async () => {
      await this.#openCurrent(check);
      await this.#run(false);
    };
    this.#runs.begin(work).catch((error: unknown) => {
      if (error instanceof CodedError) this.#setProblem(error);
    });
  }

  /** Opens the generation an earlier server published, if there is one that can be used, and clears its leftovers. */
  async #openCurrent(check: IntegrityCheck): Promise<void> {
    const { workspaceDir, log } = this.#options;
    this.#options.assertOwner();
    const swept = sweepLeftovers(workspaceDir, findCurrentGeneration(workspaceDir));
    if (swept.length > 0) log.info('leftovers swept', { files: swept });
    const { current, summary, superseded, notice } = await openPublished(this.#engine, workspaceDir, check);
    this.#superseded = superseded;
    if (notice) {
      log.error('generation unusable', { message: notice.message });
      this.#notices = [...this.#notices, notice.message].slice(-NOTICE_LIMIT);
    }
    if (!current || !summary) return;
    this.#options.onDatabase(current.file);
    this.#setCurrent(current, summary);
    log.info('generation opened', { generation: current.generation, check });
  }

  /** Replaces the open generation, which `why` says can't be trusted any more: nothing is answered until it is done. */
  replaceDamaged(file: string, why: string): void {
    const damaged = this.#current;
    if (damaged?.file !== file) return;
    const notice = GenerationHarmed(damaged.generation, why);
    this.#options.log.error('generation harmed', { message: notice.message });
    this.#options.onDatabase(undefined);
    this.#damaged = damaged;
    this.#current = undefined;
    this.#summary.set(null);
    this.#hasGeneration = createSignal();
    this.#notices = [...this.#notices, notice.message].slice(-NOTICE_LIMIT);
    void this.index(true).catch(() => {});
  }

  /**
   * Waits until a generation answers, or for a question for which definitions are enough, until the first of them answer;
   * throws STILL_INDEXING or NO_INDEX.
   */
  async waitForGeneration(isEarlyEnough = false): Promise<void> {
    if (this.#current) return;
    const { early } = this.#engine;
    early.want();
    const hasEarly = () => early.files > 0 && this.#runAgeMs >= EARLY_AFTER_MS;
    const isEnough = () => hasEarly() && (isEarlyEnough || this.#isFarFromDone);
    if (this.#problem && this.#pace.mayRetry) void this.index(false).catch(() => {});
    const deadline = performance.now() + FIRST_INDEX_PATIENCE_MS;
    // A run that fails may be followed by one that was asked for because of it: harm during an update is such a case.
    while (
      !this.#current &&
      !isEnough() &&
      (this.#runs.isRunning || !this.#problem) &&
      performance.now() < deadline
    ) {
      const isOver = this.#runs.isRunning ? [this.#runs.wait()] : [];
      const patienceMs = Math.min(LOOK_AGAIN_MS, deadline - performance.now());
      await within(patienceMs, Promise.race([this.#hasGeneration.promise, ...isOver]));
    }
    if (this.#current || (isEarlyEnough && hasEarly())) return;
    if (this.#runs.isRunning || !this.#problem) {
      throw StillIndexing(this.#progress?.files ?? 0, this.#progress?.totalFiles ?? 0, early.files > 0);
    }
    throw NoIndex(this.#problem.message);
  }

  get #runAgeMs(): number {
    return this.#isIndexing ? performance.now() - this.#indexingSince : 0;
  }

  /** Whether parsing alone will take longer than anybody waits. */
  get #isFarFromDone(): boolean {
    const { phase, bytes, totalBytes } = this.#progress ?? { phase: '', bytes: 0, totalBytes: 0 };
    const leftMs = this.#runAgeMs * ((totalBytes - bytes) / Math.max(1, bytes));
    return phase === 'parse' && leftMs > FIRST_INDEX_PATIENCE_MS;
  }

  /** Looks whether the tree has changed, unless that was done just now, and starts an index run if so. */
  async checkRecent(): Promise<void> {
    if (!this.#current || !this.#pace.isDue) return;
    this.#check ??= this.#checkFresh().finally(() => {
      this.#check = undefined;
    });
    await within(CHECK_PATIENCE_MS, this.#check);
  }

  /** Looks at the tree now, however recent the last check was: for after a time in which this process stood still. */
  recheck(): void {
    this.#pace.makeDue();
    void this.checkRecent();
  }

  /**
   * Something in the tree may have changed, in these files alone when they are named: brings the index up to date, whether
   * anybody asks or not.
   */
  noteChange(paths?: readonly string[]): void {
    if (paths) this.#hints?.push(...paths);
    else this.#hints = undefined;
    if (this.#current && this.#pace.mayRetry) void this.#runs.request(false).catch(() => {});
  }

  /** Waits until the index has caught up with the disk as it is now, at most so long; what it lacks then is known. */
  async waitFresh(patienceMs: number): Promise<void> {
    let isFresh = false;
    const caughtUp = this.index(false).then(
      () => {
        isFresh = true;
      },
      () => {},
    );
    await within(patienceMs, caughtUp);
    if (!isFresh) await this.checkRecent();
  }

  /**
   * Brings the index up to date and resolves when it is; a request during a run waits for it and looks again, and
   * such requests share one further run. Rejects with INDEX_FAILED or ROOT_MISSING.
   */
  index(full: boolean): Promise<void> {
    this.#hints = undefined;
    return this.#runs.request(full);
  }

  /** Resolves when no index run is under way. Never rejects: a failure shows as `problem`. */
  waitForRun(): Promise<void> {
    return this.#runs.wait();
  }

  async #checkFresh(): Promise<void> {
    try {
      const hasChanged = await this.#hasChanged();
      if (hasChanged && !this.#runs.isRunning && this.#pace.mayRetry) void this.index(false).catch(() => {});
    } catch (error) {
      this.#pace.noteFailedCheck();
      if (isRootMissing(error)) this.#setProblem(error);
      this.#options.log.warn('check failed', { message: messageOf(error) });
    }
  }

  async #run(full: boolean): Promise<void> {
    try {
      if (!full && this.#current) {
        if (await this.#updateInPlace()) return;
        if (!(await this.#hasChanged())) return;
      }
      await this.#buildGeneration(full);
    } catch (error) {
      this.#hints = undefined;
      this.#pace.noteFailedRun();
      const failure = this.#explainFailure(error);
      this.#options.log.error('index failed', { message: failure.message });
      this.#setProblem(failure);
      throw failure;
    } finally {
      this.#isIndexing = false;
      this.#progress = null;
      this.#options.onChange();
    }
  }

  async #hasChanged(): Promise<boolean> {
    const startedAt = performance.now();
    assertRoot(this.#options.root);
    const { dirtyFiles, isOfOtherCode } = await this.#engine.checkFresh();
    this.#pace.noteCheck(startedAt);
    this.#setDirty(dirtyFiles);
    if (this.#problem?.code === RootMissing.code) this.#problem = null;
    return dirtyFiles.length > 0 || isOfOtherCode;
  }

  /** False when the way to bring the index up to date is a new generation, or it is not known yet. */
  async #updateInPlace(): Promise<boolean> {
    const startedAt = performance.now();
    assertRoot(this.#options.root);
    const before = this.#current;
    const hints = this.#hints?.length === 0 ? undefined : this.#hints;
    this.#hints = [];
    const update = this.#engine.update(hints);
    update.catch(() => {});
    // While the other thread is at work, which writes nothing by itself: the kernel can take 10 ms to list its locks.
    this.#options.assertOwner();
    const outcome = await update;
    if (outcome === 'rebuild' || before !== this.#current) return false;
    if (!hints) this.#pace.noteCheck(startedAt);
    if (outcome === 'written') this.#summary.noteEdit();
    this.#problem = null;
    this.#setDirty(hints ? this.#dirtyFiles.filter((path) => !hints.includes(path)) : []);
    this.#options.onChange();
    return true;
  }

  async #buildGeneration(isFresh: boolean): Promise<void> {
    const { workspaceDir, epoch, log, onDatabase, onPublished, onProgress } = this.#options;
    assertRoot(this.#options.root);
    this.#isIndexing = true;
    this.#indexingSince = performance.now();
    this.#indexRuns += 1;
    this.#progress = { phase: 'discover', files: 0, totalFiles: 0, bytes: 0, totalBytes: 0 };
    this.#options.onChange();
    const previous = this.#current;
    const { generation, summary } = await buildGeneration({
      engine: this.#engine,
      workspaceDir,
      epoch,
      previous,
      isFresh,
      assertSound: () => {
        assertRoot(this.#options.root);
        this.#options.assertOwner();
      },
      onDatabase,
      onProgress: limitProgress(PROGRESS_INTERVAL_MS, (progress, isDue) => {
        this.#progress = progress;
        if (isDue) onProgress(progress);
      }),
    });
    this.#problem = null;
    this.#setCurrent(generation, summary);
    this.#setDirty([]);
    clearReplaced(workspaceDir, [previous, this.#superseded], this.#damaged);
    this.#damaged = undefined;
    this.#superseded = undefined;
    onPublished();
    log.info('generation published', { ...summary, skipped: undefined });
  }

  #setCurrent(generation: GenerationFile, summary: GenerationSummary): void {
    this.#current = generation;
    this.#summary.set(summary);
    this.#hasGeneration.fire();
    this.#options.onChange();
  }

  #setDirty(dirtyFiles: readonly string[]): void {
    const isSame = dirtyFiles.length === this.#dirtyFiles.length && dirtyFiles.length === 0;
    this.#dirtyFiles = dirtyFiles;
    if (!isSame) this.#options.onChange();
  }

  #explainFailure(error: unknown): CodedError {
    const { workspaceDir } = this.#options;
    const generation = this.#current?.generation ?? null;
    if (isRootMissing(error)) return error;
    if (isDiskFull(error)) return CacheFull.from(error, workspaceDir, generation);
    if (isWriteRefused(error)) return CacheNotWritable.from(error, workspaceDir, messageOf(error));
    return IndexFailed.from(error, messageOf(error), generation);
  }

  #setProblem({ code, message }: CodedError): void {
    this.#problem = { code, message };
    this.#options.onChange();
  }
}
