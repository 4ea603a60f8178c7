// How a query is refused: where, why, and what to write instead.

import { defineError } from '../../errors.ts';

/** A part of a query that can't be answered. */
export const CypherRefused = defineError(
  'CYPHER',
  (text: string, at: number, problem: string, advice: string) =>
    `${describePlace(text, at)}: ${problem}.${advice === '' ? '' : ` ${advice}`}`,
);

/** Refuses at an offset; the text of the query is added by whoever has it. */
export class Refusal extends Error {
  readonly at: number;
  readonly advice: string;

  constructor(at: number, problem: string, advice = '') {
    super(problem);
    this.at = at;
    this.advice = advice;
  }
}

/** Runs `work`; a Refusal in it becomes the coded error that shows the place in `text`. */
export function explainRefusals<Value>(text: string, work: () => Value): Value {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Refusal) throw CypherRefused(text, thrown.at, thrown.message, thrown.advice);
    throw thrown;
  }
}

const SHOWN_BEFORE = 20;
const SHOWN_AFTER = 20;

/** `line 1, column 7, at "MATCH (n) >>CREATE (m)"`. */
function describePlace(text: string, at: number): string {
  const offset = Math.max(0, Math.min(at, text.length));
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  const rest = text.slice(offset).split('\n', 1)[0] ?? '';
  const shownBefore = before.slice(Math.max(lineStart, offset - SHOWN_BEFORE));
  const shown = `${shownBefore}»${rest.slice(0, SHOWN_AFTER)}`;
  return `line ${line}, column ${offset - lineStart + 1} (${offset === text.length ? 'the end' : shown})`;
}

/** The name that was probably meant, or undefined: same letters in another case, a few letters off, or a part of it. */
export function findNearest(written: string, known: readonly string[]): string | undefined {
  const wanted = normalize(written);
  if (wanted === '') return undefined;
  const scored = known.map((name) => ({ name, distance: distanceOf(wanted, normalize(name)) }));
  const best = scored.toSorted((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(1, Math.floor(wanted.length / 2.5)) ? best.name : undefined;
}

/** `Did you mean X?` where something is near, else what there is. */
export function suggestOf(written: string, what: string, known: readonly string[]): string {
  const nearest = findNearest(written, known);
  return nearest === undefined ? `There are ${what} ${known.join(', ')}.` : `Nearest: ${nearest}.`;
}

function normalize(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s]/g, '');
}

function distanceOf(a: string, b: string): number {
  if (a === b) return 0;
  if (b.length > 2 && a.length > 2 && (b.startsWith(a) || a.startsWith(b))) return 1;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(previous[column]! + 1, current[column - 1]! + 1, change));
    }
    previous = current;
  }
  return previous[b.length]!;
}
