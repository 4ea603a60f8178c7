import type { Generation } from '../store/generation.ts';
import { CALLS, edgeNumber } from './vocabulary.ts';

/** How often one file calls or imports another. */
export interface FileUse {
  readonly from: number;
  readonly to: number;
  readonly kind: 'CALLS' | 'IMPORTS';
  readonly count: number;
}

const IMPORTS = edgeNumber('IMPORTS');

/** All pairs of files that use each other, counted once for each state of the index. */
export function countFileUses(generation: Generation): readonly FileUse[] {
  return generation.derived('uses between files by kind', () =>
    generation
      .tuples<[from: number, to: number, kind: number, count: number]>(
        `SELECT s.file, t.file, e.kind, count(*) FROM edge e
         JOIN symbol s ON s.id = e.source JOIN symbol t ON t.id = e.target
         WHERE e.kind IN (${CALLS}, ${IMPORTS}) AND s.file <> t.file AND deadline() GROUP BY 1, 2, 3`,
      )
      .all()
      .map(([from, to, kind, count]) => ({ from, to, kind: kind === CALLS ? 'CALLS' : 'IMPORTS', count })),
  );
}
