// Hears when something in the tree changes. The only user of the native watcher. Events are hints and can be lost: whoever
// listens looks at the tree itself, and looks now and then without having been told.

import { basename, extname, relative, sep } from 'node:path';
import type { AsyncSubscription, Event } from '@parcel/watcher';
import { messageOf } from '../errors.ts';

/** Events are collected for so long, so that a checkout or a save in several steps is one change. */
const QUIET_MS = 40;
const LONGEST_MS = 250;
/** So many changed files at once are a burst: the system may have dropped events of others without a word. */
const BURST_FILES = 500;
/** After a burst the tree is looked at once more when it has been quiet for so long. */
const AFTER_BURST_MS = 2000;
/** Where nothing can be watched, the tree is looked at this often. */
const POLL_MS = 3000;
/** Where changes that others make are not told; each question is preceded by a look as well. */
const REMOTE_MS = 10_000;
/** Where everything is heard, it is looked at this often all the same. */
const RECONCILE_MS = 300_000;
/**
 * Never part of an index, often changed, and expensive to watch. One plain expression: the native side tries it on each path of
 * the tree, and what a glob is turned into takes ten times as long there.
 */
const UNWATCHED = /(?:^|\/|\\)(?:node_modules|\.git[\\/](?:objects|logs|lfs))(?:\/|\\|$)/;
/** Files that decide which files belong. */
const RULE_FILES: ReadonlySet<string> = new Set(['.gitignore', '.cbmignore', '.ignore', 'exclude']);

/** What is watched and how a change is told. */
export interface WatchOptions {
  readonly root: string;
  /** Absolute folders of which nothing is told: the cache. */
  readonly excludedDirs: readonly string[];
  /** Whether a file of this name can hold source, and whether it can decide how sources are read. */
  readonly isSource: (name: string) => boolean;
  readonly isConfig: (name: string) => boolean;
  /**
   * Called with the files whose content changed, relative to the root; with undefined when the tree is to be looked at as
   * a whole: files came or went, events were lost, or it is time.
   */
  readonly onChange: (paths: readonly string[] | undefined) => void;
  /** The kind of file system when others may change it and the system hears of nothing. */
  readonly remote?: string | undefined;
  /** More changed files at once are a burst; 500 unless a test has not so many. */
  readonly burstFiles?: number;
  /** Called when the way in which changes are noticed is another. */
  readonly onState: () => void;
}

/** Watches one tree from `start` to `close`. */
export class TreeWatcher {
  readonly #options: WatchOptions;
  #subscription: AsyncSubscription | undefined;
  #state = 'starting';
  #timer: NodeJS.Timeout | undefined;
  #firstAt = 0;
  readonly #paths = new Set<string>();
  #isWhole = false;
  #afterBurst: NodeJS.Timeout | undefined;
  #regular: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** How changes are noticed, in words for a person. */
  get state(): string {
    return this.#state;
  }

  /** Begins to watch; where that is not possible, it looks regularly. Never throws. */
  async start(): Promise<void> {
    const { root, excludedDirs } = this.#options;
    try {
      const { subscribe } = await import('@parcel/watcher');
      const subscription = await subscribe(root, (error, events) => this.#hear(error, events), {
        ignore: [...excludedDirs, UNWATCHED],
      });
      if (this.#isClosed) return await subscription.unsubscribe();
      this.#subscription = subscription;
      const { remote } = this.#options;
      if (remote === undefined) this.#setState('watching', RECONCILE_MS);
      else {
        const state = `watching, and checking every ${REMOTE_MS / 1000} s: ${remote} tells of no changes made elsewhere`;
        this.#setState(state, REMOTE_MS);
      }
    } catch (error) {
      if (!this.#isClosed) this.#setState(`checking every ${POLL_MS / 1000} s: ${explain(error)}`, POLL_MS);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#afterBurst);
    clearInterval(this.#regular);
    const subscription = this.#subscription;
    this.#subscription = undefined;
    await subscription?.unsubscribe().catch(() => {});
  }

  #setState(state: string, intervalMs: number): void {
    this.#state = state;
    clearInterval(this.#regular);
    this.#regular = setInterval(() => this.#options.onChange(undefined), intervalMs);
    this.#regular.unref();
    this.#options.onState();
  }

  #hear(error: Error | null, events: readonly Event[]): void {
    if (this.#isClosed) return;
    // An error means that events were lost.
    if (error) this.#options.onChange(undefined);
    else this.#collect(events.filter((event) => this.#matters(event)));
  }

  #matters({ path, type }: Event): boolean {
    const name = basename(path);
    if (path.includes(`${sep}.git${sep}`)) return name === 'HEAD' || name === 'exclude';
    // A folder that comes or goes may bring or take files without an event for each.
    const isFolder = type !== 'update' && extname(name) === '';
    const { isSource, isConfig } = this.#options;
    return isFolder || RULE_FILES.has(name) || isSource(name) || isConfig(name);
  }

  #isPlainSource(name: string): boolean {
    return this.#options.isSource(name) && !this.#options.isConfig(name);
  }

  #collect(events: readonly Event[]): void {
    if (events.length === 0) return;
    for (const { path, type } of events) {
      this.#paths.add(relative(this.#options.root, path).replaceAll(sep, '/'));
      this.#isWhole ||= type !== 'update' || !this.#isPlainSource(basename(path));
    }
    const now = performance.now();
    if (this.#timer === undefined) this.#firstAt = now;
    clearTimeout(this.#timer);
    const rest = Math.max(0, this.#firstAt + LONGEST_MS - now);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        const isBurst = this.#paths.size > (this.#options.burstFiles ?? BURST_FILES);
        const paths = this.#isWhole || isBurst ? undefined : [...this.#paths];
        this.#isWhole = false;
        this.#paths.clear();
        if (isBurst) this.#lookAgain();
        this.#options.onChange(paths);
      },
      Math.min(QUIET_MS, rest),
    );
  }

  #lookAgain(): void {
    clearTimeout(this.#afterBurst);
    this.#afterBurst = setTimeout(() => this.#options.onChange(undefined), AFTER_BURST_MS);
    this.#afterBurst.unref();
  }
}

function explain(error: unknown): string {
  const message = messageOf(error);
  if (/ENOSPC|inotify|No space left/i.test(message))
    return 'the limit of watched folders is reached (raise fs.inotify.max_user_watches)';
  return `the tree can't be watched (${message})`;
}
