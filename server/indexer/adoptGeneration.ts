// A generation that was made elsewhere, from its file to one of this workspace: looked at before it is believed, then brought
// up to date. Knows nothing of where it came from.

import type { GraphDelta } from '../graph.ts';
import { loadStoredIndex } from '../queries/storedIndex.ts';
import { assertOwnTables, describeFiles } from '../store/copiedGeneration.ts';
import { GenerationDamaged } from '../store/errors.ts';
import { openGeneration } from '../store/generation.ts';
import type { Generation } from '../store/generation.ts';
import { writeDelta } from '../store/writeDelta.ts';
import type { DeltaOutcome } from '../store/writeDelta.ts';
import type { GenerationCounts } from '../store/writeGeneration.ts';
import { countGeneration } from '../store/countGeneration.ts';
import type { Adoption, IndexOptions } from './messages.ts';
import { describeTaken, parseTaken } from './taken.ts';
import type { AdoptedRows, WorkspaceIndex } from './workspaceIndex.ts';

/** What became of the file, and what it holds if it was taken. */
export type AdoptedGeneration =
  | { readonly adoption: Adoption & { isAdopted: true }; readonly counts: GenerationCounts }
  | { readonly adoption: Adoption & { isAdopted: false } };

/** Ends a transaction whose rows are not to stay. */
class Undone extends Error {}

/** Takes up the generation in `file`; `meta` is what this run says of itself. Throws what SQLite says of a broken file. */
export async function adoptGeneration(
  index: WorkspaceIndex,
  options: IndexOptions,
  file: string,
  meta: Readonly<Record<string, string>>,
): Promise<AdoptedGeneration> {
  const epoch = meta['epoch'] ?? '';
  // Nobody owns a file that has no name yet; the fence is for those that have one.
  const generation = openGeneration(file, { mmapBytes: 0, fence: { epoch, runFile: '', isOn: false } });
  try {
    assertOwnTables(generation);
    const verdict = generation.verify('quick');
    if (verdict !== 'ok') throw GenerationDamaged(file, verdict);
    const { meta: said, ...stored } = loadStoredIndex(generation);
    const rows = new Rows(generation);
    const adoption = await index.adopt(options, { ...stored, taken: parseTaken(said) }, rows);
    if (!adoption.isAdopted) return { adoption };
    generation.write((db) => {
      const set = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
      for (const [key, value] of Object.entries({ ...meta, ...describeTaken(index.taken) }))
        set.run(key, value);
    });
    return { adoption, counts: countGeneration(generation) };
  } finally {
    generation.close();
  }
}

class Rows implements AdoptedRows {
  readonly #generation: Generation;

  constructor(generation: Generation) {
    this.#generation = generation;
  }

  write(delta: GraphDelta): DeltaOutcome {
    return this.#generation.write((db) => writeDelta(db, delta, {}));
  }

  findDifference(delta: GraphDelta): string | undefined {
    const paths = delta.files.map(({ path }) => path);
    const before = describeFiles(this.#generation, paths);
    let wrong: string | undefined;
    try {
      this.#generation.write((db) => {
        const outcome = writeDelta(db, delta, {});
        if (outcome.kind === 'incomplete') wrong = outcome.paths[0];
        const after = describeFiles(this.#generation, paths);
        wrong ??= paths.find((_path, at) => before[at] !== after[at]);
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return wrong;
  }
}
