// Hears when something in the tree changes. The only user of the native watcher. Events are hints and can be lost: whoever
// listens looks at the tree itself, and looks now and then without having been told.

import { statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
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
/** How often is looked: as often as looking takes its share of the time at most. */
const INTERVALS_MS = [POLL_MS, REMOTE_MS, 30_000, 60_000, 120_000, RECONCILE_MS];
const LOOK_SHARE = 0.05;
/** A change that was told of by then was told of. */
const UNHEARD_MS = 5000;
/** So many looks that find changes of which nothing was told say that nothing is told; one may be a lost event. */
const UNHEARD_LOOKS = 2;
/** Files of one look of which events are sought. */
const MAX_EXAMINED = 200;
/** Events that are remembered. */
const MAX_HEARD = 20_000;
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
  /** So long after a change an event of it is waited for; 5 s unless a test has not so much time. */
  readonly unheardMs?: number;
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
  #intervalMs = Number.POSITIVE_INFINITY;
  #watchedSinceMs = Number.POSITIVE_INFINITY;
  /** Path → when an event told of it last, by Date.now(). */
  readonly #heard = new Map<string, number>();
  #unheardLooks = 0;
  #unheardAtMs = Number.NEGATIVE_INFINITY;
  /** Why the tree can't be watched. */
  #failure: string | undefined;
  #lookMs = 0;

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
      this.#watchedSinceMs = Date.now();
    } catch (error) {
      this.#failure = explain(error);
    }
    if (!this.#isClosed) this.#pace();
  }

  /**
   * A look at the tree took so long, where that is known, and found that these files, relative to the root, are not as they
   * are known. Changes of which nothing was told say that events don't arrive here; how often is looked follows from what a
   * look takes.
   */
  noteLook(found: readonly string[], tookMs = this.#lookMs): void {
    if (this.#isClosed || this.#state === 'starting') return;
    this.#lookMs = tookMs;
    // Of many files that differ at once the first tell enough.
    const unheardAtMs = Math.max(...found.slice(0, MAX_EXAMINED).map((path) => this.#findUnheard(path)));
    // A change that is found again says nothing new.
    if (unheardAtMs > this.#unheardAtMs) {
      this.#unheardAtMs = unheardAtMs;
      this.#unheardLooks += 1;
    }
    this.#pace();
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

  /** Looks as often as is needed here and as a look allows, and says why. */
  #pace(): void {
    const { remote } = this.#options;
    const isDeaf = this.#unheardLooks >= UNHEARD_LOOKS;
    const every = (leastMs: number): string => {
      const budgetMs = Math.max(leastMs, this.#lookMs / LOOK_SHARE);
      const intervalMs = INTERVALS_MS.find((one) => one >= budgetMs) ?? RECONCILE_MS;
      this.#repeat(intervalMs);
      return `checking every ${intervalMs / 1000} s`;
    };
    if (this.#failure !== undefined) this.#say(`${every(POLL_MS)}: ${this.#failure}`);
    else if (isDeaf) this.#say(`${every(POLL_MS)}: the system did not tell of changes that were made here`);
    else if (remote !== undefined)
      this.#say(`watching, and ${every(REMOTE_MS)}: ${remote} tells of no changes made elsewhere`);
    else {
      this.#repeat(RECONCILE_MS);
      this.#say('watching');
    }
  }

  #say(state: string): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState();
  }

  /** Has the tree looked at regularly from now on. */
  #repeat(intervalMs: number): void {
    if (intervalMs === this.#intervalMs) return;
    this.#intervalMs = intervalMs;
    clearInterval(this.#regular);
    this.#regular = setInterval(() => this.#options.onChange(undefined), intervalMs);
    this.#regular.unref();
  }

  /** When a file changed while the tree was watched, if no event told of it or of a folder around it; -Infinity otherwise. */
  #findUnheard(path: string): number {
    if (UNWATCHED.test(path)) return Number.NEGATIVE_INFINITY;
    const { root, unheardMs = UNHEARD_MS } = this.#options;
    const changedAtMs = statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs;
    const isOfNow = changedAtMs !== undefined && changedAtMs >= this.#watchedSinceMs;
    // An event of it may be on its way.
    if (!isOfNow || Date.now() - changedAtMs < unheardMs) return Number.NEGATIVE_INFINITY;
    for (let part = path; part !== '.'; part = dirname(part))
      if ((this.#heard.get(part) ?? 0) >= changedAtMs - unheardMs) return Number.NEGATIVE_INFINITY;
    return changedAtMs;
  }

  #hear(error: Error | null, events: readonly Event[]): void {
    if (this.#isClosed) return;
    // An error means that events were lost.
    if (error) {
      this.#watchedSinceMs = Date.now();
      this.#options.onChange(undefined);
    } else this.#collect(events.filter((event) => this.#matters(event)));
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
      const changed = relative(this.#options.root, path).replaceAll(sep, '/');
      this.#paths.add(changed);
      this.#heard.set(changed, Date.now());
      this.#isWhole ||= type !== 'update' || !this.#isPlainSource(basename(path));
    }
    if (this.#heard.size > MAX_HEARD) {
      this.#heard.clear();
      this.#watchedSinceMs = Date.now();
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
