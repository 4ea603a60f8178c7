/**
 * One piece of work at a time: a request during a run waits for it and then runs once more, and all such requests share
 * that one further run.
 */
export class RunQueue {
  readonly #run: (full: boolean) => Promise<void>;
  /** How many builds were finished, and whether one is under way. */
  readonly #builds: () => { count: number; isBuilding: boolean };
  #running: Promise<void> | undefined;
  #queued: { full: boolean; done: Promise<void> } | undefined;

  constructor(run: (full: boolean) => Promise<void>, builds: () => { count: number; isBuilding: boolean }) {
    this.#run = run;
    this.#builds = builds;
  }

  /** Whether a run is under way or about to follow. */
  get isRunning(): boolean {
    return this.#running !== undefined || this.#queued !== undefined;
  }

  /** Runs `work` as the run of now; nothing else may be running. */
  begin(work: () => Promise<void>): Promise<void> {
    this.#running = work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Resolves when a run that began after this call has ended. */
  request(full: boolean): Promise<void> {
    if (!this.#running) return this.begin(() => this.#run(full));
    if (this.#queued) {
      this.#queued.full ||= full;
      return this.#queued.done;
    }
    // Every run builds anew, so one that is being built, or is built meanwhile, is the full run that was asked for.
    const { count, isBuilding } = this.#builds();
    const buildsBefore = count - (isBuilding ? 1 : 0);
    const queued = { full, done: Promise.resolve() };
    queued.done = this.#running
      .catch(() => {})
      .then(() => {
        this.#queued = undefined;
        return this.request(queued.full && this.#builds().count === buildsBefore);
      });
    this.#queued = queued;
    return queued.done;
  }

  /** Resolves when nothing runs. Never rejects. */
  async wait(): Promise<void> {
    while (this.isRunning) await (this.#running ?? this.#queued?.done)?.catch(() => {});
  }
}
