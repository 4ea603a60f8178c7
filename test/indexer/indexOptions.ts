// What the index of a tree in a test is made with.
import { assetsDir, entryFile } from '../../server/entry.ts';
import type { IndexOptions } from '../../server/indexer/messages.ts';

/** Of the tree at `root`, with one parse worker and nothing left out; `more` says what else, or otherwise. */
export function makeIndexOptions(root: string, more: Partial<IndexOptions> = {}): IndexOptions {
  return {
    root,
    assetsDir,
    entryFile,
    forbidden: { dirs: [], files: [] },
    maxFileSizeBytes: 1_000_000,
    exclude: [],
    includeGenerated: false,
    workers: 1,
    ...more,
  };
}
