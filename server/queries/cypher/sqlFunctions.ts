// What queries call from within SQL: the budget that stops them, and functions that SQLite does not have. Each query has a
// budget of its own; one query runs at a time.

import type { Generation } from '../../store/generation.ts';
import { QueryTooLarge } from '../errors.ts';
import { compilePattern, type TextTest } from '../patterns.ts';

/** Text and lists that a query makes, in characters: kept rows and what is made of them. */
const MAX_WEIGHT = 32_000_000;
/** One text that a query makes. */
const MAX_TEXT_LENGTH = 100_000;
const MAX_LIST_LENGTH = 100_000;
const MAX_KNOWN_PATTERNS = 50;
/** What it takes SQLite to sort, group or compare a row, in milliseconds. */
const SORTING_MS_PER_ROW = 0.0015;

type Json = readonly unknown[];

const budgets = new WeakMap<Generation, QueryBudget>();

/** What one query may use up beside its time. */
class QueryBudget {
  #weight = 0;
  #rows = 0;
  readonly #patterns = new Map<string, TextTest>();

  reset(): void {
    this.#weight = 0;
    this.#rows = 0;
    this.#patterns.clear();
  }

  /** Counts a row. What is sorted or grouped in the end is so without a look at the clock: time for that is kept back. */
  tick(generation: Generation): void {
    this.#rows += 1;
    generation.checkDeadline(this.#rows * SORTING_MS_PER_ROW);
  }

  /** What is made takes time that no row of a table tells. */
  weigh(generation: Generation, characters: number): void {
    generation.checkDeadline(this.#rows * SORTING_MS_PER_ROW);
    this.#weight += characters;
    if (this.#weight > MAX_WEIGHT) throw QueryTooLarge('its intermediate rows hold more than 32 MB of text');
  }

  /** Whether the whole text matches. */
  matches(text: string, pattern: string): boolean {
    let test = this.#patterns.get(pattern);
    if (!test) {
      if (this.#patterns.size > MAX_KNOWN_PATTERNS) this.#patterns.clear();
      test = makeTest(pattern);
      this.#patterns.set(pattern, test);
    }
    return test(text);
  }
}

/** Gives the next query on this database its functions and a fresh budget. */
export function beginQuery(generation: Generation): void {
  let budget = budgets.get(generation);
  if (!budget) {
    budget = new QueryBudget();
    budgets.set(generation, budget);
    defineFunctions(generation, budget);
  }
  budget.reset();
}

/** A word between `.*` is what most patterns are, and a search finds it without an engine; a dot matches no line break. */
function makeTest(pattern: string): TextTest {
  const [, before, word = '', after] = /^(\.\*)?([\p{L}\p{N}_]+)(\.\*)?$/u.exec(pattern) ?? [];
  const compiled = compilePattern('=~', pattern);
  const engine: TextTest = (text) => compiled.matches(text);
  if (word === '') return engine;
  const quick: TextTest = before
    ? (text) => (after ? text.includes(word) : text.endsWith(word))
    : (text) => (after ? text.startsWith(word) : text === word);
  return (text) => (text.includes('\n') ? engine(text) : quick(text));
}

function defineFunctions(generation: Generation, budget: QueryBudget): void {
  const define = (name: string, body: (...args: never[]) => unknown): void => {
    generation.define(`cypher_${name}`, (...args) => {
      const value = (body as (...args: unknown[]) => unknown)(...args);
      // SQLite takes a number for a float.
      return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
    });
  };
  const madeList = (list: Json): string => {
    if (list.length > MAX_LIST_LENGTH) throw QueryTooLarge('it makes a list of more than 100,000 items');
    const text = JSON.stringify(list);
    budget.weigh(generation, text.length);
    return text;
  };
  define('tick', () => {
    budget.tick(generation);
    return 1;
  });
  define('weigh', (value: unknown) => {
    if (typeof value === 'string') budget.weigh(generation, value.length);
    return value;
  });
  define('matches', (text: unknown, pattern: unknown) =>
    isMissing(text, pattern) ? null : Number(budget.matches(String(text), String(pattern))),
  );
  define('starts', (text: unknown, start: unknown) =>
    isMissing(text, start) ? null : Number(String(text).startsWith(String(start))),
  );
  define('ends', (text: unknown, end: unknown) =>
    isMissing(text, end) ? null : Number(String(text).endsWith(String(end))),
  );
  define('lower', (text: unknown) => (isMissing(text) ? null : String(text).toLowerCase()));
  define('upper', (text: unknown) => (isMissing(text) ? null : made(String(text).toUpperCase())));
  define('concat', (a: unknown, b: unknown) => (isMissing(a, b) ? null : made(`${String(a)}${String(b)}`)));
  define('add', (a: unknown, b: unknown) => {
    if (isMissing(a, b)) return null;
    return typeof a === 'number' && typeof b === 'number' ? a + b : made(`${String(a)}${String(b)}`);
  });
  define('replace', (text: unknown, from: unknown, to: unknown) => {
    if (isMissing(text, from, to)) return null;
    const [whole, searched, put] = [String(text), String(from), String(to)];
    if (searched === '') return whole;
    const pieces = whole.split(searched);
    if (whole.length + (pieces.length - 1) * put.length > MAX_TEXT_LENGTH * 2)
      return made('x'.repeat(MAX_TEXT_LENGTH + 1));
    return made(pieces.join(put));
  });
  define('right', (text: unknown, count: unknown) =>
    isMissing(text, count) ? null : Number(count) > 0 ? String(text).slice(-Number(count)) : '',
  );
  define('reverse', (value: unknown, isList: unknown) => {
    if (isMissing(value)) return null;
    return isList === 1
      ? madeList(parseList(value).toReversed())
      : Array.from(String(value)).toReversed().join('');
  });
  define('split', (text: unknown, by: unknown) =>
    isMissing(text, by) ? null : madeList(String(text).split(String(by))),
  );
  define('number', (value: unknown, isWhole: unknown) => {
    if (isMissing(value) || value === '') return null;
    const number = Number(value);
    if (!Number.isFinite(number)) return null;
    return isWhole === 1 ? Math.trunc(number) : number;
  });
  define('size', (value: unknown) => {
    if (isMissing(value)) return null;
    const list = parseJson(value);
    return Array.isArray(list) ? list.length : String(value).length;
  });
  define('item', (list: unknown, index: unknown) => {
    if (isMissing(list, index)) return null;
    return toSql(parseList(list).at(Math.trunc(Number(index))));
  });
  define('entry', (map: unknown, key: unknown) => {
    const value = isMissing(map) ? undefined : parseJson(map);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.hasOwn(value, String(key)) ? toSql((value as Record<string, unknown>)[String(key)]) : null;
  });
  define('slice', (list: unknown, from: unknown, to: unknown) => {
    if (isMissing(list)) return null;
    const start = isMissing(from) ? 0 : Math.trunc(Number(from));
    return madeList(parseList(list).slice(start, isMissing(to) ? undefined : Math.trunc(Number(to))));
  });
  define('join_lists', (a: unknown, b: unknown) =>
    isMissing(a, b) ? null : madeList([...parseList(a), ...parseList(b)]),
  );
  define('range', (from: unknown, to: unknown, step: unknown) => {
    if (isMissing(from, to, step)) return null;
    const [first, last, by] = [Number(from), Number(to), Math.trunc(Number(step))];
    if (by === 0) throw QueryTooLarge('range() can not go on in steps of 0');
    const count = Math.max(0, Math.floor((last - first) / by) + 1);
    if (!(count <= MAX_LIST_LENGTH)) throw QueryTooLarge('range() makes more than 100,000 numbers');
    return madeList(Array.from({ length: count }, (_, at) => first + at * by));
  });
  define('path', (start: unknown, pieces: unknown, isReversed: unknown) => {
    if (isMissing(start, pieces)) return null;
    const steps = parseList(pieces).flatMap((piece) => (isStep(piece) ? [piece] : (piece as Json[])));
    if (isReversed === 1) steps.reverse();
    return JSON.stringify({ n: nodesAlong(Number(start), steps as number[][]), r: steps });
  });
}

/** A text that a query makes. */
function made(text: string): string {
  if (text.length > MAX_TEXT_LENGTH) throw QueryTooLarge('it makes a text of more than 100,000 characters');
  return text;
}

function isMissing(...values: unknown[]): boolean {
  return values.some((value) => value === null || value === undefined);
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** The items of a list; what is none has no items. */
function parseList(value: unknown): Json {
  const list = parseJson(value);
  return Array.isArray(list) ? (list as Json) : [];
}

/** A value out of JSON as SQLite takes it. */
function toSql(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A relationship is a list of numbers, a part of a path a list of relationships. */
function isStep(piece: unknown): piece is Json {
  return Array.isArray(piece) && typeof piece[0] === 'number';
}

/** The nodes that a path passes: each relationship is followed from the end where it is. */
function nodesAlong(start: number, steps: readonly (readonly number[])[]): number[] {
  const nodes = [start];
  for (const [source, , target] of steps) nodes.push(nodes.at(-1) === source ? target! : source!);
  return nodes;
}
