// What the facts of an answer would have cost by text search: estimated from the places that the answer names, the same
// way for every tool. The method and its figures are explained in docs/TOKENS.md, section Ledger; they are chosen so that
// the estimate errs to the cheap side.
import type { NodeKind } from '../protocol/graph.ts';
import { estimateTokens } from './budget.ts';

/** A line of a file. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** The innermost symbol around a place. */
export interface Enclosing {
  readonly kind: NodeKind;
  readonly file: string;
  readonly start_line: number;
  readonly end_line: number;
}

/** Finds the symbols around places; undefined where there is none. */
export type FindEnclosing = (places: readonly Place[]) => Promise<readonly (Enclosing | undefined)[]>;

/** A matching line as a search prints it, beside its path. */
const GREP_LINE_TOKENS = 12;
/** A line of source as a reader gets it, with its number. */
const READ_LINE_TOKENS = 10;
/** Nobody prints or reads more than this for one question. */
const MAX_GREP_LINES = 100;
const MAX_READS = 20;
/** Around a place outside of functions. */
const WINDOW_LINES = 20;

const READ_WHOLE = new Set<NodeKind>(['Function', 'Method']);

/**
 * Tokens that places in an answer would have cost: one line of a search for each, and the function around each read whole,
 * once for as long as `read` is kept, which it is added to. Without `find` nothing is read: the lines were asked for.
 */
export async function estimateGrepRoute(
  places: readonly Place[],
  find: FindEnclosing | undefined,
  read: Set<string>,
): Promise<number> {
  if (places.length === 0) return 0;
  const searched = places.reduce((sum, { file }) => sum + estimateTokens(file) + GREP_LINE_TOKENS, 0);
  if (!find) return searched;
  const around = await find(places);
  let lines = 0;
  let reads = 0;
  for (const [row, { file, line }] of places.entries()) {
    if (reads === MAX_READS) break;
    const [from, to] = chooseLines(line, around[row]);
    const span = `${file}:${from}-${to}`;
    if (read.has(span)) continue;
    read.add(span);
    reads += 1;
    lines += to - from + 1;
  }
  return searched + lines * READ_LINE_TOKENS;
}

/**
 * The places that an answer names, whatever tool it is from: objects with a file and a line, each place once. As many as
 * anybody would have printed.
 */
export function listPlaces(answer: unknown): Place[] {
  const places = new Map<string, Place>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) {
      const { file, line, start_line } = value as Readonly<Record<string, unknown>>;
      const at = typeof line === 'number' ? line : start_line;
      if (typeof file === 'string' && file !== '' && typeof at === 'number')
        places.set(`${file}:${at}`, { file, line: at });
      for (const member of Object.values(value)) visit(member);
    }
  };
  visit(answer);
  return [...places.values()].slice(0, MAX_GREP_LINES);
}

function chooseLines(line: number, enclosing: Enclosing | undefined): readonly [from: number, to: number] {
  if (enclosing && READ_WHOLE.has(enclosing.kind)) return [enclosing.start_line, enclosing.end_line];
  // The same window for neighbours, so that lines side by side are read once.
  const from = line - ((line - 1) % WINDOW_LINES);
  return [from, from + WINDOW_LINES - 1];
}
