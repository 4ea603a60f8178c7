import type { Generation } from '../store/generation.ts';
import { CALLS, edgeNumber } from './vocabulary.ts';

/** How often one file calls or imports another. */
export interface FileUse {
  readonly from: number;
  readonly to: number;
  readonly kind: 'CALLS' | 'IMPORTS';
  readonly count: number;
}

const KINDS = [
  ['CALLS', CALLS],
  ['IMPORTS', edgeNumber('IMPORTS')],
] as const;
/** Two ids in one number, as long as there are fewer symbols than this: a row of one number costs half of one of two. */
const RADIX = 2 ** 26;
const CHECKED_ROWS = 10_000;

/** All pairs of files that use each other, counted once for each state of the index. */
export function countFileUses(generation: Generation): readonly FileUse[] {
  return generation.derivedOfEdges('uses between files', () => {
    const fileOf = listFilesOfSymbols(generation);
    const statement = generation.values<number>(`SELECT source * ${RADIX} + target FROM edge WHERE kind = ?`);
    return KINDS.flatMap(([kind, number]): FileUse[] => {
      const counts = new Map<number, number>();
      let rows = 0;
      for (const pair of statement.iterate(number)) {
        // Asked of SQL it would cost more than the rest of it.
        if ((rows += 1) % CHECKED_ROWS === 0) generation.checkDeadline();
        const target = pair % RADIX;
        const from = fileOf[(pair - target) / RADIX]!;
        const to = fileOf[target]!;
        if (from === to || from < 0 || to < 0) continue;
        const files = from * RADIX + to;
        counts.set(files, (counts.get(files) ?? 0) + 1);
      }
      return Array.from(counts, ([files, count]) => {
        const to = files % RADIX;
        return { from: (files - to) / RADIX, to, kind, count };
      });
    });
  });
}

/** The file of each symbol by its id, below 0 for what has none. */
function listFilesOfSymbols(generation: Generation): Int32Array {
  const most = generation.values<number>('SELECT ifnull(max(id), 0) FROM symbol').get() ?? 0;
  const files = new Int32Array(most + 1).fill(-1);
  const ids = generation.values<number>('SELECT id FROM symbol WHERE file = ?');
  for (const file of generation.values<number>('SELECT id FROM file').all())
    for (const id of ids.all(file)) files[id] = file;
  return files;
}
