// The opaque page marker: which call it continues and how many rows were given. Bound to the generation and the
// arguments, so that a page can neither repeat nor leave out a row unnoticed.

import { hash } from 'node:crypto';
import { BadCursor } from './errors.ts';

/** What a cursor belongs to. */
export interface CursorScope {
  readonly tool: string;
  readonly generation: number | null;
  /** Arguments that decide what the rows are. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** Generation, fingerprint of tool and arguments, rows given: short, because a session reads and writes it. */
const CURSOR = /^(\d+|early)-([\da-f]{8})-(\d{1,12})$/;

export function encodeCursor(scope: CursorScope, offset: number): string {
  return `${scope.generation ?? 'early'}-${fingerprint(scope)}-${offset}`;
}

/** The number of rows to skip. Throws BAD_CURSOR for another tool, other arguments, or a newer index. */
export function decodeCursor(scope: CursorScope, cursor: string): number {
  const [, generation, print, offset] = CURSOR.exec(cursor) ?? [];
  if (offset === undefined) throw BadCursor('it is not one of ours');
  if (print !== fingerprint(scope)) throw BadCursor('it was made for another tool or other arguments');
  if (generation !== String(scope.generation ?? 'early')) throw BadCursor('the index has changed since');
  return Number(offset);
}

function fingerprint({ tool, args }: CursorScope): string {
  const entries = Object.entries(args)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha1', JSON.stringify([tool, entries]), 'hex').slice(0, 8);
}
