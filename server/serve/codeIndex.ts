// Keeps the database in step with the tree: has the index thread build whole generations or say what an edit changed, and
// the store thread take it. Decides neither when to index nor which generation is current.

import type { FileChanges } from '../discover/compareWithIndex.ts';
import type { Overlay } from '../discover/overlay.ts';
import type { IndexOptions, StoredIndex, Taken } from '../indexer/messages.ts';
import { IndexThread } from '../indexer/indexThread.ts';
import type { BuildResult } from '../indexer/indexThread.ts';
import { RunWatch } from '../indexer/runWatch.ts';
import { describeTaken } from '../indexer/taken.ts';
import type { IndexProgress } from '../protocol/status.ts';
import type { StoreClient } from '../store/client.ts';
import type { DefinitionSource } from './earlyAnswers.ts';

/** How long the index thread keeps what it knows of the tree after an edit. */
export const KEEP_WARM_MS = 60_000;
/** Each round adds the files that the one before turned out to need; more than two were never seen. */
const MAX_ROUNDS = 8;

/** What an update came to. */
export type IndexUpdate =
  | { readonly kind: 'unchanged' | 'written'; readonly taken: Taken; readonly files: FileChanges }
  | { readonly kind: 'rebuild' };

export interface CodeIndexOptions {
  readonly entryFile: string;
  readonly store: StoreClient;
  readonly options: () => IndexOptions;
  /** Asks the open generation what it holds. */
  readonly loadStored: () => Promise<StoredIndex>;
  /** Hears that no edit came for a while. */
  readonly onRest: () => void;
  /** See TestSeams. */
  readonly runLeastMs: number | undefined;
}

/** Indexes one workspace into the generation that is open. */
export class CodeIndex {
  readonly #thread: IndexThread;
  readonly #store: StoreClient;
  readonly #options: () => IndexOptions;
  readonly #loadStored: () => Promise<StoredIndex>;
  #open: string | undefined;
  /** The unsaved texts that the open generation holds. */
  #overlays: ReadonlyMap<string, Overlay> = new Map();
  /** Those of a generation that is being built. */
  #built: readonly Overlay[] = [];

  constructor({ entryFile, store, options, loadStored, onRest, runLeastMs }: CodeIndexOptions) {
    this.#loadStored = loadStored;
    this.#thread = new IndexThread(
      entryFile,
      KEEP_WARM_MS,
      onRest,
      (onSpent) => new RunWatch(onSpent, { leastMs: runLeastMs }),
    );
    this.#store = store;
    this.#options = options;
  }

  /** Whether an update can start from what is known, instead of taking it up from the database first. */
  get isWarm(): boolean {
    return this.#thread.isWarm;
  }

  /** Writes the whole tree into `generationFile`, which does not exist yet, or, `isPulled`, was made elsewhere. */
  build(
    generationFile: string,
    meta: Readonly<Record<string, string>>,
    { isFresh, isPulled }: { readonly isFresh: boolean; readonly isPulled: boolean },
    onProgress: (progress: IndexProgress) => void,
  ): Promise<BuildResult> {
    this.#open = undefined;
    const options = this.#options();
    this.#built = options.overlays ?? [];
    return this.#thread.build({ options, generationFile, meta, isFresh, isPulled }, onProgress);
  }

  /** Where the definitions of files come from that the build under way has parsed. */
  get definitions(): DefinitionSource {
    return this.#thread;
  }

  /** The store has opened `file`; `isBuilt` tells that it is what was built last. */
  noteOpened(file: string, isBuilt: boolean): void {
    this.#open = file;
    this.#overlays = toMap(isBuilt ? this.#built : []);
    if (isBuilt) this.#thread.commit();
    else this.#thread.forget();
  }

  /** Brings the open generation up to date in place, when that is cheaper than a new one; see WorkspaceIndex.update. */
  async update(hints?: readonly string[]): Promise<IndexUpdate> {
    const file = this.#open;
    if (file === undefined) return { kind: 'rebuild' };
    if (!this.#thread.isWarm) {
      // The thread that knew the facts of unsaved texts is gone, and they are nowhere else.
      const options = { ...this.#options(), overlays: [...this.#overlays.values()] };
      const isWarm = await this.#thread.recall(options, await this.#loadStored());
      if (!isWarm) return { kind: 'rebuild' };
    }
    const options = this.#options();
    const { update, taken } = await this.#thread.update(options, hints);
    if (update.kind === 'rebuild') return update;
    const overlays = merge(this.#overlays, options.overlays ?? [], hints);
    if (update.kind === 'unchanged') {
      this.#overlays = overlays;
      return { kind: 'unchanged', taken, files: { written: [], removed: [] } };
    }
    try {
      let { delta } = update;
      const meta = describeTaken(taken);
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const outcome = await this.#store.update(file, delta, meta);
        if (outcome.kind === 'written') {
          this.#thread.commit();
          this.#overlays = overlays;
          const written = [...delta.files, ...delta.touched];
          return { kind: 'written', taken, files: { written, removed: delta.removed } };
        }
        delta = await this.#thread.extend(outcome.paths);
      }
      this.#thread.forget();
      return { kind: 'rebuild' };
    } catch (error) {
      this.#thread.forget();
      throw error;
    }
  }

  /** Whether the open generation holds unsaved texts. */
  get hasUnsaved(): boolean {
    return this.#overlays.size > 0;
  }

  /** Puts what was parsed into the cache of facts. */
  saveFacts(): Promise<void> {
    return this.#thread.save();
  }

  /** Files for which the open generation holds another unsaved text than `overlays`, or one that is dropped, sorted. */
  listPending(overlays: readonly Overlay[]): string[] {
    const wanted = toMap(overlays);
    const paths = new Set([...wanted.keys(), ...this.#overlays.keys()]);
    return [...paths].filter((path) => wanted.get(path)?.hash !== this.#overlays.get(path)?.hash).sort();
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}

function toMap(overlays: readonly Overlay[]): Map<string, Overlay> {
  return new Map(overlays.map((overlay) => [overlay.path, overlay]));
}

/** What was held, with what holds now for the files that were looked at: those of `hints`, or all. */
function merge(
  before: ReadonlyMap<string, Overlay>,
  now: readonly Overlay[],
  hints: readonly string[] | undefined,
): Map<string, Overlay> {
  if (!hints) return toMap(now);
  const merged = new Map(before);
  const current = toMap(now);
  for (const path of hints) {
    const overlay = current.get(path);
    if (overlay) merged.set(path, overlay);
    else merged.delete(path);
  }
  return merged;
}
