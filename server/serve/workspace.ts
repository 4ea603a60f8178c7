// The index of one workspace while its server runs: which generation answers, whether the tree has moved on, and one
// index run at a time. Knows neither transports nor SQL; what an index is made of is the engine's affair.
import { messageOf } from '../errors.ts';
import type { CodedError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Freshness, GenerationSummary, IndexProgress, Problem } from '../protocol/status.ts';
import type { Engine, GenerationFile } from './engine.ts';
import { GenerationUnusable, IndexFailed, NewerIndex, NoIndex, StillIndexing } from './errors.ts';
import {
  deleteGeneration,
  findCurrentGeneration,
  getTemporaryFile,
  isDamage,
  keepDamagedFile,
  nameGeneration,
  nextGeneration,
  publishGeneration,
  sweepLeftovers,
} from './generations.ts';
import { within } from './within.ts';

/** A check younger than this is not repeated for a query; after a quick one it is sooner, as CHECK_COST_SHARE allows. */
const CHECK_INTERVAL_MS = 2000;
const SHORTEST_CHECK_INTERVAL_MS = 100;
/** Checks may take this share of the time between them. */
const CHECK_COST_SHARE = 0.05;
/** A query waits this long for a check, so that its freshness stamp is true on all but the largest trees. */
const CHECK_PATIENCE_MS = 250;
/** A query waits this long for the first index. */
const FIRST_INDEX_PATIENCE_MS = 25_000;
/** After a failed run, queries do not start another one for this long. */
const RETRY_AFTER_FAILURE_MS = 30_000;
const PROGRESS_INTERVAL_MS = 100;

export interface WorkspaceOptions {
  readonly workspaceDir: string;
  readonly epoch: string;
  readonly log: Log;
  readonly onChange: () => void;
  readonly onProgress: (progress: IndexProgress) => void;
  /** Called when an index run begins; the returned function when it has ended. */
  readonly onRun: () => () => void;
}

export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #engine: Engine;
  #current: GenerationFile | undefined;
  #summary: GenerationSummary | null = null;
  #progress: IndexProgress | null = null;
  #problem: Problem | null = null;
  readonly #notices: string[] = [];
  #dirtyFiles: readonly string[] = [];
  #isIndexing = false;
  #indexRuns = 0;
  #nextCheckAt = Number.NEGATIVE_INFINITY;
  #lastFailureAt = Number.NEGATIVE_INFINITY;
  #check: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #queued: { full: boolean; done: Promise<void> } | undefined;
  readonly #firstGeneration = createSignal();

  constructor(engine: Engine, options: WorkspaceOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  get summary(): GenerationSummary | null {
    return this.#summary;
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
      skippedFiles: this.#summary?.skipped.reduce((sum, group) => sum + group.files, 0) ?? 0,
    };
  }

  /** Throws NEWER_INDEX when the published index has a format this version does not know. */
  refuseNewerIndex(): void {
    const { workspaceDir } = this.#options;
    const schema = findCurrentGeneration(workspaceDir)?.schema ?? 0;
    if (schema > this.#engine.schemaVersion) throw NewerIndex(workspaceDir);
  }

  /** Opens what an earlier server left and brings it up to date. Never throws: a failure shows as `problem`. */
  start(): void {
    this.#begin(async () => {
      await this.#openCurrent();
      await this.#run(false);
    }).catch(() => {});
  }

  /** Opens the generation an earlier server published, if there is one that can be used, and clears its leftovers. */
  async #openCurrent(): Promise<void> {
    const { workspaceDir, log } = this.#options;
    const found = findCurrentGeneration(workspaceDir);
    const swept = sweepLeftovers(workspaceDir, found);
    if (swept.length > 0) log.info('leftovers swept', { files: swept });
    if (!found) return;
    try {
      this.#setCurrent(found, await this.#engine.open(found));
      log.info('generation opened', { generation: found.generation });
    } catch (error) {
      const problem = GenerationUnusable.from(error, found.generation, messageOf(error));
      log.error('generation unusable', { message: problem.message });
      this.#notices.push(problem.message);
      if (isDamage(error)) keepDamagedFile(found, workspaceDir);
    }
  }

  /** Waits until a generation answers; throws STILL_INDEXING or NO_INDEX. */
  async waitForGeneration(): Promise<void> {
    if (this.#current) return;
    await within(FIRST_INDEX_PATIENCE_MS, this.#firstGeneration.promise);
    if (this.#current) return;
    if (this.#isIndexing || !this.#problem) {
      throw StillIndexing(this.#progress?.files ?? 0, this.#progress?.totalFiles ?? 0);
    }
    throw NoIndex(this.#problem.message);
  }

  /** Looks whether the tree has changed, unless that was done just now, and starts an index run if so. */
  async checkRecent(): Promise<void> {
    if (!this.#current || performance.now() < this.#nextCheckAt) return;
    this.#check ??= this.#checkFresh().finally(() => {
      this.#check = undefined;
    });
    await within(CHECK_PATIENCE_MS, this.#check);
  }

  /**
   * Brings the index up to date and resolves when it is; a request during a run waits for it and looks again, and
   * such requests share one further run. Rejects with INDEX_FAILED.
   */
  index(full: boolean): Promise<void> {
    if (!this.#running) return this.#begin(() => this.#run(full));
    if (this.#queued) {
      this.#queued.full ||= full;
      return this.#queued.done;
    }
    // Every run builds anew, so one that is being built, or is built meanwhile, is the full run that was asked for.
    const runsBefore = this.#indexRuns - (this.#isIndexing ? 1 : 0);
    const queued = { full, done: Promise.resolve() };
    queued.done = this.#running
      .catch(() => {})
      .then(() => {
        this.#queued = undefined;
        return this.index(queued.full && this.#indexRuns === runsBefore);
      });
    this.#queued = queued;
    return queued.done;
  }

  /** Resolves when no index run is under way. Never rejects: a failure shows as `problem`. */
  async waitForRun(): Promise<void> {
    while (this.#running) await this.#running.catch(() => {});
  }

  #begin(work: () => Promise<void>): Promise<void> {
    this.#running = work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #checkFresh(): Promise<void> {
    try {
      const hasChanged = await this.#hasChanged();
      const mayRun = performance.now() - this.#lastFailureAt > RETRY_AFTER_FAILURE_MS;
      if (hasChanged && !this.#running && mayRun) void this.index(false).catch(() => {});
    } catch (error) {
      this.#nextCheckAt = performance.now() + CHECK_INTERVAL_MS;
      this.#options.log.warn('check failed', { message: messageOf(error) });
    }
  }

  async #run(full: boolean): Promise<void> {
    const end = this.#options.onRun();
    try {
      if (!full && this.#current && !(await this.#hasChanged())) return;
      await this.#buildGeneration();
    } catch (error) {
      this.#lastFailureAt = performance.now();
      const failure = IndexFailed.from(error, messageOf(error), this.#current?.generation ?? null);
      this.#options.log.error('index failed', { message: failure.message });
      this.#setProblem(failure);
      if (!this.#current) this.#firstGeneration.fire();
      throw failure;
    } finally {
      this.#isIndexing = false;
      this.#progress = null;
      end();
      this.#options.onChange();
    }
  }

  async #hasChanged(): Promise<boolean> {
    const startedAt = performance.now();
    const { dirtyFiles } = await this.#engine.checkFresh();
    const now = performance.now();
    const pause = Math.max((now - startedAt) / CHECK_COST_SHARE, SHORTEST_CHECK_INTERVAL_MS);
    this.#nextCheckAt = now + Math.min(pause, CHECK_INTERVAL_MS);
    this.#setDirty(dirtyFiles);
    return dirtyFiles.length > 0;
  }

  async #buildGeneration(): Promise<void> {
    const { workspaceDir, epoch, log } = this.#options;
    this.#isIndexing = true;
    this.#indexRuns += 1;
    this.#progress = { phase: 'discover', files: 0, totalFiles: 0, bytes: 0, totalBytes: 0 };
    this.#options.onChange();
    const next = nextGeneration(workspaceDir);
    const previous = this.#current;
    let isNextOpen = false;
    try {
      const made = await this.#engine.index(getTemporaryFile(next), this.#createProgressListener());
      nameGeneration(next);
      const summary = await this.#engine.open(next);
      isNextOpen = true;
      publishGeneration(workspaceDir, { ...next, schema: this.#engine.schemaVersion }, epoch);
      this.#setCurrent(next, { ...summary, wallMs: made.wallMs, cpuMs: made.cpuMs });
    } catch (error) {
      // What could not be published must not answer: the previous generation does.
      if (isNextOpen && previous) await this.#engine.open(previous);
      for (const generation of [getTemporaryFile(next), next]) deleteGeneration(generation);
      throw error;
    }
    this.#setDirty([]);
    this.#problem = null;
    if (previous) deleteGeneration(previous);
    log.info('generation published', { ...this.#summary, skipped: undefined });
  }

  #createProgressListener(): (progress: IndexProgress) => void {
    let sentAt = 0;
    return (progress) => {
      const isNewPhase = progress.phase !== this.#progress?.phase;
      this.#progress = progress;
      if (!isNewPhase && performance.now() - sentAt < PROGRESS_INTERVAL_MS) return;
      sentAt = performance.now();
      this.#options.onProgress(progress);
    };
  }

  #setCurrent(generation: GenerationFile, summary: GenerationSummary): void {
    this.#current = generation;
    this.#summary = summary;
    this.#firstGeneration.fire();
    this.#options.onChange();
  }

  #setDirty(dirtyFiles: readonly string[]): void {
    const isSame = dirtyFiles.length === this.#dirtyFiles.length && dirtyFiles.length === 0;
    this.#dirtyFiles = dirtyFiles;
    if (!isSame) this.#options.onChange();
  }

  #setProblem({ code, message }: CodedError): void {
    this.#problem = { code, message };
    this.#options.onChange();
  }
}

function createSignal(): { promise: Promise<void>; fire: () => void } {
  let fire: (() => void) | undefined;
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire: () => fire?.() };
}
