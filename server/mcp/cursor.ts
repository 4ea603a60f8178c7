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

const VERSION = 1;

export function encodeCursor(scope: CursorScope, offset: number): string {
  const parts = [VERSION, scope.tool, scope.generation, fingerprint(scope.args), offset];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The number of rows to skip. Throws BAD_CURSOR for another tool, other arguments, or a newer index. */
export function decodeCursor(scope: CursorScope, cursor: string): number {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw BadCursor('it is not one of ours');
  }
  if (
    !Array.isArray(parts) ||
    parts[0] !== VERSION ||
    !Number.isSafeInteger(parts[4]) ||
    Number(parts[4]) < 0
  ) {
    throw BadCursor('it is not one of ours');
  }
  if (parts[1] !== scope.tool) throw BadCursor(`it belongs to ${String(parts[1])}`);
  if (parts[3] !== fingerprint(scope.args))
    throw BadCursor('the other arguments are not those it was made for');
  if (parts[2] !== scope.generation) throw BadCursor('the index has changed since');
  return Number(parts[4]);
}

function fingerprint(args: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(args)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha1', JSON.stringify(entries), 'hex').slice(0, 12);
}
