// The index of the base, from that of now: what differs is parsed, and what that reaches is resolved, as after an edit in the
// other direction. Only where that would be most of the tree, all of it is resolved.

import { copyFileSync } from 'node:fs';
import type { IndexOptions } from '../indexer/messages.ts';
import { describeTaken, parseTaken } from '../indexer/taken.ts';
import { WorkspaceIndex } from '../indexer/workspaceIndex.ts';
import { loadStoredIndex } from '../queries/storedIndex.ts';
import { openGeneration } from '../store/generation.ts';
import type { Generation } from '../store/generation.ts';
import { sealGeneration } from '../store/sealGeneration.ts';
import { writeDelta } from '../store/writeDelta.ts';
import { deleteDatabase, writeGeneration } from '../store/writeGeneration.ts';

const SILENT = { onDiscovered() {}, onParsed() {}, onResolving() {} };
const EPOCH = 'review';

/** The index of the base, open; the caller closes it. */
export interface BaseGeneration {
  readonly generation: Generation;
  /** Files of which it says something else than the index of now; undefined when that is not known of any. */
  readonly differing: ReadonlySet<string> | undefined;
}

/**
 * Makes the index of the tree under `former` in `file`; `copy` is one of the tree under `options`, which nobody has open.
 */
export async function makeBaseGeneration(
  options: IndexOptions,
  former: IndexOptions,
  { copy, file }: { readonly copy: string; readonly file: string },
): Promise<BaseGeneration> {
  copyFileSync(copy, file);
  sealGeneration(file);
  const index = new WorkspaceIndex();
  // Nobody owns a copy; the fence is for files that have an owner.
  const fence = { epoch: EPOCH, runFile: '', isOn: false };
  const generation = openGeneration(file, { mmapBytes: 0, fence });
  try {
    const differing = await takeBack(index, generation, options, former);
    if (differing) return { generation, differing };
  } catch (error) {
    generation.close();
    throw error;
  }
  generation.close();
  deleteDatabase(file);
  const graph = await index.build(former, false, SILENT);
  writeGeneration(file, graph, { epoch: EPOCH, ...describeTaken(index.taken) });
  return { generation: openGeneration(file, { mmapBytes: 0 }), differing: undefined };
}

/** Takes an edit back in the rows of now; undefined when that would be most of them. */
async function takeBack(
  index: WorkspaceIndex,
  generation: Generation,
  options: IndexOptions,
  former: IndexOptions,
): Promise<ReadonlySet<string> | undefined> {
  const { meta, ...stored } = loadStoredIndex(generation);
  if (!(await index.recall(options, { ...stored, taken: parseTaken(meta) }))) return undefined;
  const update = await index.update(former);
  if (update.kind === 'unchanged') return new Set();
  if (update.kind === 'rebuild') return undefined;
  let { delta } = update;
  for (;;) {
    const round = delta;
    const outcome = generation.write((db) => writeDelta(db, round, {}));
    if (outcome.kind === 'written')
      return new Set([...round.files.map(({ path }) => path), ...round.removed]);
    delta = index.extend(outcome.paths);
  }
}
