// Which parts of a text are no code: comments and literal texts, without the pieces of code in them. Works on the lexical
// rules of a language and never fails: what is not closed ends with its line or with the text.

import type { Lexis, TextForm } from '../languages/lexis.ts';

export const InertKind = { comment: 1, text: 2 } as const;

/** Whether a slash behind one of these begins a pattern; behind a value it divides. */
const BEFORE_VALUE = new Set(['', ...'(,=:[!&|?{};+-*%>~^'.split('')]);
const WORDS_BEFORE_VALUE =
  /(?:^|[^\p{L}\p{N}_$.])(?:return|typeof|instanceof|in|of|new|delete|void|throw|case|do|else|yield|await)$/u;
/** Code in texts in code … is followed so deep. */
const MAX_DEPTH = 100;
const SLASH_PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

interface Compiled {
  readonly lexis: Lexis;
  readonly openers: string;
  readonly textOf: ReadonlyMap<string, TextForm>;
  readonly blockEnd: ReadonlyMap<string, string>;
  readonly stops: ReadonlyMap<TextForm, string>;
  readonly stopsWithoutHole: ReadonlyMap<TextForm, string>;
}

const compiled = new WeakMap<Lexis, Compiled>();

/** The parts, ascending: start, end and InertKind of each. */
export function findInert(text: string, lexis: Lexis): Int32Array {
  const scanner = new Scanner(text, compile(lexis));
  scanner.scanCode(0, false);
  return Int32Array.from(scanner.spans);
}

/** The InertKind at `offset`, 0 in code. */
export function inertAt(spans: Int32Array, offset: number): number {
  let low = 0;
  let high = spans.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle * 3 + 1]! <= offset) low = middle + 1;
    else high = middle;
  }
  const at = low * 3;
  return at < spans.length && spans[at]! <= offset ? spans[at + 2]! : 0;
}

function compile(lexis: Lexis): Compiled {
  let rules = compiled.get(lexis);
  if (rules) return rules;
  const openers = [
    ...lexis.lineComments,
    ...lexis.blockComments.map(([open]) => open),
    ...lexis.texts.map(({ open }) => open),
    ...(lexis.hasSlashPatterns === true ? ['/'] : []),
  ];
  const stopOf = (form: TextForm, hole: string | undefined) =>
    [
      ...(form.hasEscapes ? ['\\\\[\\s\\S]'] : []),
      escapePattern(form.close),
      ...(form.isMultiline ? [] : ['\\n']),
      ...(hole === '{' ? ['\\{\\{'] : []),
      ...(hole === undefined ? [] : [escapePattern(hole)]),
    ].join('|');
  rules = {
    lexis,
    openers: openers
      .sort((a, b) => b.length - a.length)
      .map(escapePattern)
      .join('|'),
    textOf: new Map(lexis.texts.map((form) => [form.open, form])),
    blockEnd: new Map(lexis.blockComments),
    stops: new Map(lexis.texts.map((form) => [form, stopOf(form, form.hole)])),
    stopsWithoutHole: new Map(lexis.texts.map((form) => [form, stopOf(form, undefined)])),
  };
  compiled.set(lexis, rules);
  return rules;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[$*+?.()[\]{}|\\^/]/g, '\\$&');
}

class Scanner {
  readonly spans: number[] = [];
  readonly #text: string;
  readonly #rules: Compiled;
  #depth = 0;

  constructor(text: string, rules: Compiled) {
    this.#text = text;
    this.#rules = rules;
  }

  /** Scans code from `from` to the end, or to the brace that closes the hole; gives where it ended. */
  scanCode(from: number, isHole: boolean): number {
    const { openers, textOf, blockEnd } = this.#rules;
    const opener = new RegExp(isHole ? `${openers}|[{}]` : openers, 'g');
    let depth = 0;
    opener.lastIndex = from;
    for (let match = opener.exec(this.#text); match; match = opener.exec(this.#text)) {
      const [sign] = match;
      const { index } = match;
      const form = textOf.get(sign);
      const close = blockEnd.get(sign);
      if (form) opener.lastIndex = this.#scanText(form, index);
      else if (close !== undefined)
        opener.lastIndex = this.#add(index, this.#after(close, index + sign.length), InertKind.comment);
      else if (sign === '{') depth++;
      else if (sign === '}') {
        if (depth-- === 0) return index + 1;
      } else if (sign === '/') opener.lastIndex = this.#scanPattern(index);
      else opener.lastIndex = this.#add(index, this.#lineEnd(index), InertKind.comment);
    }
    return this.#text.length;
  }

  #scanText(form: TextForm, index: number): number {
    const hasHole =
      form.hole !== undefined &&
      (!form.holePrefix || form.holePrefix.test(this.#text.slice(Math.max(0, index - 3), index)));
    const { stops, stopsWithoutHole } = this.#rules;
    const stop = new RegExp((hasHole ? stops : stopsWithoutHole).get(form)!, 'g');
    let start = index;
    stop.lastIndex = index + form.open.length;
    for (let match = stop.exec(this.#text); match; match = stop.exec(this.#text)) {
      const [sign] = match;
      const end = match.index + sign.length;
      if (sign === form.close) return this.#add(start, end, InertKind.text);
      if (sign === '\n') return this.#add(start, match.index, InertKind.text);
      if (sign !== form.hole || this.#depth === MAX_DEPTH) continue;
      this.#add(start, end, InertKind.text);
      this.#depth++;
      start = this.scanCode(end, true);
      this.#depth--;
      stop.lastIndex = start;
    }
    return this.#add(start, this.#text.length, InertKind.text);
  }

  #scanPattern(index: number): number {
    let before = index - 1;
    while (before >= 0 && this.#text.charCodeAt(before) <= 32) before--;
    const sign = before < 0 ? '' : this.#text[before]!;
    const isValue =
      BEFORE_VALUE.has(sign) ||
      WORDS_BEFORE_VALUE.test(this.#text.slice(Math.max(0, before - 11), before + 1));
    // An element of markup that ends itself: `{x} />`.
    if (!isValue || (sign === '}' && this.#text[index + 1] === '>')) return index + 1;
    SLASH_PATTERN.lastIndex = index;
    const pattern = SLASH_PATTERN.exec(this.#text);
    return pattern ? this.#add(index, index + pattern[0].length, InertKind.text) : index + 1;
  }

  #add(start: number, end: number, kind: number): number {
    if (end > start) this.spans.push(start, end, kind);
    return end;
  }

  #after(close: string, from: number): number {
    const at = this.#text.indexOf(close, from);
    return at < 0 ? this.#text.length : at + close.length;
  }

  #lineEnd(from: number): number {
    const at = this.#text.indexOf('\n', from);
    return at < 0 ? this.#text.length : at;
  }
}
