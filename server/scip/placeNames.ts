// Where names stand in a text of which the index knows the lines: the columns of definitions and of what uses them.

import { findInert, inertAt } from '../text/inert.ts';
import { findWord, isWordAt } from '../text/wordMarks.ts';
import type { Lexis } from '../languages/lexis.ts';

/** Rows of a statement on which a name of it is sought. */
const MAX_ROWS = 60;
const CALL = /\s*(?:\?\.|!)?\s*(?:<[^()]*>)?\s*[(`]/y;

/** A range on one row; all count from zero, columns in UTF-16 units. */
export interface RowRange {
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

/** Finds names in one text. */
export class PlacedNames {
  readonly #text: string;
  readonly #starts: number[] = [0];
  readonly #lexis: Lexis | undefined;
  #inert: Int32Array | undefined;

  constructor(text: string, lexis: Lexis | undefined) {
    this.#text = text;
    this.#lexis = lexis;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** The name of what is defined on a 1-based line. */
  definition(line: number, name: string): RowRange {
    const row = line - 1;
    const found = this.#find(row, name);
    // A definition under its own name stands behind no dot, unless all do.
    const [range] = [...found.filter((one) => this.#before(one) !== '.'), ...found];
    return range ?? this.#indent(row);
  }

  /**
   * Where a name is used by a statement on a 1-based line: all places that look like it, on the first row that has one; an
   * empty range where it is not written, as for what an operator calls.
   */
  uses(line: number, name: string, isCall: boolean, isDefined: (range: RowRange) => boolean): RowRange[] {
    for (const row of this.#statement(line - 1)) {
      const all = this.#find(row, name).filter((range) => !isDefined(range));
      const calls = isCall ? all.filter((range) => this.#isCalled(range)) : [];
      const meant = calls.length > 0 ? calls : all;
      if (meant.length > 0) return meant;
    }
    return [this.#indent(line - 1)];
  }

  /** Where a module is named by a statement on a 1-based line, in a literal too. */
  module(line: number, names: readonly string[]): RowRange {
    for (const row of this.#statement(line - 1)) {
      for (const name of names) {
        const found = this.#findAny(row, name);
        // What is imported can have the name of the module.
        const [range] = [...found.filter((one) => this.#isInert(one)), ...found];
        if (range) return range;
      }
    }
    return this.#indent(line - 1);
  }

  /** From the first to the last character of some 1-based lines. */
  span(startLine: number, endLine: number): number[] {
    const first = this.#row(startLine - 1);
    const last = this.#row(endLine - 1);
    const indent = first.length - first.trimStart().length;
    return startLine === endLine
      ? [startLine - 1, indent, last.length]
      : [startLine - 1, indent, endLine - 1, last.length];
  }

  /** The rows from one on, as long as brackets are open that began there. */
  *#statement(first: number): Generator<number> {
    let depth = 0;
    for (let row = first; row < Math.min(first + MAX_ROWS, this.#starts.length); row += 1) {
      yield row;
      for (const { 0: sign, index } of this.#row(row).matchAll(/[([{}\])]/g))
        if (!this.#isInert({ row, start: index, end: index })) depth += '([{'.includes(sign) ? 1 : -1;
      if (depth <= 0) return;
    }
  }

  #find(row: number, name: string): RowRange[] {
    const found = this.#findAny(row, name);
    const code = found.filter((range) => !this.#isInert(range));
    // A name that stands in a literal alone is meant there: a key, or a type that is written as text.
    return code.length > 0 ? code : found;
  }

  #isInert({ row, start }: RowRange): boolean {
    if (!this.#lexis) return false;
    this.#inert ??= findInert(this.#text, this.#lexis);
    return inertAt(this.#inert, this.#starts[row]! + start) !== 0;
  }

  #findAny(row: number, name: string): RowRange[] {
    const text = this.#row(row);
    const at = isWordAt(name, 0) ? findWord(text, name) : findPlain(text, name);
    return at.map((start) => ({ row, start, end: start + name.length }));
  }

  #row(row: number): string {
    const start = this.#starts[row];
    if (start === undefined) return '';
    const end = this.#starts[row + 1];
    return this.#text.slice(start, end === undefined ? undefined : end - 1).replace(/\r$/, '');
  }

  #before({ row, start }: RowRange): string {
    return this.#row(row).slice(0, start).trimEnd().at(-1) ?? '';
  }

  #isCalled({ row, end }: RowRange): boolean {
    CALL.lastIndex = end;
    return CALL.test(this.#row(row));
  }

  #indent(row: number): RowRange {
    const text = this.#row(row);
    const start = text.length - text.trimStart().length;
    return { row: Math.max(0, row), start, end: start };
  }
}

function findPlain(text: string, name: string): number[] {
  const found: number[] = [];
  if (name === '') return found;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) found.push(at);
  return found;
}
