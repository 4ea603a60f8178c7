// Where a name stands in a text and what it looks like there, told by the characters around it: no parsing, so that
// hundreds of places are described within milliseconds. What a place means is for the graph to say.

import type { Lexis } from '../languages/lexis.ts';
import { findInert, inertAt, InertKind } from './inert.ts';
import { findWord } from './wordMarks.ts';

/** Where an occurrence stands. `part`: in a longer name, beside a `$`. The index is the number in a packed row. */
export const PLACES = ['code', 'comment', 'text', 'part'] as const;
export type TextPlace = (typeof PLACES)[number];

/** What an occurrence in code looks like. */
export const LOOKS = [
  'read',
  /** Parentheses or a template follow. */
  'call',
  /** `new` stands before, or the braces of a value follow. */
  'construct',
  'write',
  /** An argument of a call. */
  'passed',
  /** A value in a literal list, table or object. */
  'entry',
  'decorator',
  'element',
  /** In a statement that imports or exports names. */
  'import',
  /** The name of an argument, or of an entry of an object. */
  'key',
  /** Key and value in one, or a member that is taken out of an object. */
  'shorthand',
  /** A text that is nothing but the name. */
  'whole',
  /** A function or type of the name is declared. */
  'declaration',
  /** A function makes the name its own here. */
  'declare',
  /** A statement says that the function means the outer name. */
  'outer',
] as const;
export type Look = (typeof LOOKS)[number];

/** What an occurrence is reached through: nothing, the object of the method around it, anything else. */
export const RECEIVERS = ['none', 'own', 'other'] as const;
export type TextReceiver = (typeof RECEIVERS)[number];

/** One occurrence; line and column are 1-based, columns count UTF-16 units. */
export interface Occurrence {
  readonly line: number;
  readonly column: number;
  readonly place: TextPlace;
  readonly look: Look;
  readonly receiver: TextReceiver;
  /** The name before the dot; empty for the object of the method around it, and where no name stands there. */
  readonly through: string;
  /** Line of the import that brings `through`, when nothing stands before that and it can be a module; else 0. */
  readonly throughLine: number;
  /** The name that the import takes it by where it need not be a module; empty where it is one. */
  readonly throughName: string;
}

/** Where a module is imported that a name is reached through. */
type ImportPlace = Pick<Occurrence, 'throughLine' | 'throughName'>;

const NOT_IMPORTED: ImportPlace = { throughLine: 0, throughName: '' };
const RENAMED = /([\p{L}\p{N}_$]+)\s+as\s+$/u;

/** How far back the bracket around an argument is sought. */
const MAX_BACK = 4000;
const BLANKS = /\s*/y;
const CALL = /\s*(?:\(|`|\?\.\()/y;
const WRITE = /\s*(?::=|=(?![=>])|(?:[-+*/%&|^@]|\*\*|\/\/|<<|>>|>>>|\?\?|&&|\|\|)=(?!=)|\+\+|--)/y;
const CHAIN = /(?:[\p{L}\p{N}_$]+\s*(?:\.|->|::|\?\.)\s*)+$/u;
const RECEIVER = /(?:([\p{L}\p{N}_$]+)\s*)?(?:\?\.|\.|->|::)\s*$/u;
const IDENTIFIER_END = /[\p{L}\p{N}_$]$/u;
/** Words before a parenthesis that call nothing. */
const WORD_BEFORE_PARENTHESIS =
  /(?:^|[^\p{L}\p{N}_$])(?:if|while|for|switch|return|in|not|and|or|is|elif|await|yield|typeof|catch|with|assert|sizeof)$/u;

/** The occurrences of `name`, in the order of the text. `lexis` is undefined where nothing is known of the language. */
export function findOccurrences(text: string, name: string, lexis: Lexis | undefined): Occurrence[] {
  const offsets = findWord(text, name);
  if (offsets.length === 0) return [];
  const reader = lexis && new LookReader(text, lexis);
  const found: Occurrence[] = [];
  let line = 1;
  let lineStart = 0;
  for (const offset of offsets) {
    for (let end = text.indexOf('\n', lineStart); end >= 0 && end < offset;) {
      line++;
      lineStart = end + 1;
      end = text.indexOf('\n', lineStart);
    }
    const column = offset - lineStart + 1;
    found.push({ line, column, ...describe(text, offset, name, reader) });
  }
  return found;
}

function describe(
  text: string,
  offset: number,
  name: string,
  reader: LookReader | undefined,
): Omit<Occurrence, 'line' | 'column'> {
  const plain = { look: 'read' as Look, receiver: 'none' as TextReceiver, through: '', ...NOT_IMPORTED };
  if (!reader) return { place: 'text', ...plain };
  const inert = reader.inertAt(offset);
  if (inert === InertKind.comment) return { place: 'comment', ...plain };
  if (inert === InertKind.text) {
    const isWhole = isQuote(text[offset - 1]) && isQuote(text[offset + name.length]);
    return { place: 'text', ...plain, look: isWhole ? 'whole' : 'read' };
  }
  if (text[offset - 1] === '$' || text[offset + name.length] === '$') return { place: 'part', ...plain };
  return { place: 'code', ...reader.read(offset, offset + name.length) };
}

function isQuote(sign: string | undefined): boolean {
  return sign === '"' || sign === "'" || sign === '`';
}

/** Reads what stands around the places of one text. */
class LookReader {
  readonly #text: string;
  readonly #lexis: Lexis;
  readonly #spans: Int32Array;
  readonly #importOf = new Map<string, ImportPlace>();
  #imports: readonly (readonly [start: number, end: number])[] | undefined;

  constructor(text: string, lexis: Lexis) {
    this.#text = text;
    this.#lexis = lexis;
    this.#spans = findInert(text, lexis);
  }

  inertAt(offset: number): number {
    return inertAt(this.#spans, offset);
  }

  read(start: number, end: number): Omit<Occurrence, 'line' | 'column' | 'place'> {
    const before = this.#text.slice(Math.max(0, start - 200), start);
    const { receiver, through, isBare } = this.#receiver(before);
    const look = this.#look(start, end, before, receiver);
    return { look, receiver, through, ...(isBare ? this.#findImport(through) : NOT_IMPORTED) };
  }

  #receiver(before: string): { receiver: TextReceiver; through: string; isBare: boolean } {
    const none = { receiver: 'none', through: '', isBare: false } as const;
    const last = before.trimEnd().at(-1);
    if (last !== '.' && last !== '>' && last !== ':') return none;
    const match = RECEIVER.exec(before);
    if (!match || /\.\.\.\s*$/.test(before)) return none;
    const object = match[1] ?? '';
    const isBare = object !== '' && !/[.>:]\s*$/.test(before.slice(0, match.index));
    if (isBare && this.#lexis.ownObject.includes(object)) return { ...none, receiver: 'own' };
    return { receiver: 'other', through: object, isBare };
  }

  #look(start: number, end: number, before: string, receiver: TextReceiver): Look {
    if (receiver === 'none' && this.#isImport(start)) return 'import';
    const chain = receiver === 'none' ? before : before.replace(CHAIN, '');
    const head = chain.trimEnd();
    // Behind a comparison stands a blank.
    if (this.#lexis.hasMarkup === true && /(?:^|[^\p{L}\p{N}_$)\]])<\/?$/u.test(chain)) return 'element';
    if (head.endsWith('@') && !IDENTIFIER_END.test(head.slice(0, -1))) return 'decorator';
    if (/(?:^|[^\p{L}\p{N}_$.])new$/u.test(head)) return 'construct';
    const sign = head.at(-1) ?? '';
    if (receiver === 'none' && this.#lexis.declaresSymbol?.test(before) === true) return 'declaration';
    if (this.#lexis.hasBraceValues === true && this.#text[end] === '{') return 'construct';
    if (this.#isKey(end, sign, receiver) || this.#isTyped(start, end, sign)) return 'key';
    if (this.#matches(CALL, end)) return this.#isMethod(start, end, head) ? 'key' : 'call';
    if (receiver === 'none' && this.#isShorthand(start, end, sign)) return 'shorthand';
    if (receiver === 'none' && this.#isDeclared(end, before)) return 'declare';
    if (receiver === 'none' && this.#lexis.outerNames?.test(this.#lineBefore(start)) === true) return 'outer';
    const isWritten = this.#matches(WRITE, end);
    if (isWritten && receiver === 'none' && this.#lexis.outerNames) return 'declare';
    if (isWritten || /(?:\+\+|--)$/.test(head)) return 'write';
    return this.#value(start - (before.length - head.length), end, head);
  }

  #isDeclared(end: number, before: string): boolean {
    return this.#lexis.declares?.test(before) === true || this.#text.startsWith(':=', this.#nextSign(end));
  }

  #lineBefore(start: number): string {
    return this.#text.slice(this.#text.lastIndexOf('\n', start - 1) + 1, start);
  }

  /** `{name: …`, `f(name=…`, `{ .name = …`. */
  #isKey(end: number, sign: string, receiver: TextReceiver): boolean {
    const { keyMark } = this.#lexis;
    if (receiver !== 'none' && (keyMark !== '=' || sign !== '.')) return false;
    const next = this.#nextSign(end);
    if (this.#text[next] !== keyMark || this.#text[next + 1] === '=') return false;
    if (sign === '.') return true;
    return keyMark === '=' ? sign === '(' || sign === ',' : sign === '{' || sign === ',';
  }

  /** `{ a, name }`, `{ name = 1 }`, and an attribute of markup: `<a name={…}`. */
  #isShorthand(start: number, end: number, sign: string): boolean {
    if (this.#lexis.hasShorthands !== true) return false;
    const next = this.#text.slice(end, end + 2);
    if (/^=["'{]/.test(next)) return true;
    if (sign !== '{' && sign !== ',') return false;
    if (!/^\s*(?:[,}]|=(?![=>]))/.test(this.#text.slice(end, end + 40))) return false;
    const bracket = this.#openBracket(start);
    return bracket >= 0 && this.#text[bracket] === '{' && this.#isObject(bracket);
  }

  /** Whether a brace opens an object or a pattern, and no block. */
  #isObject(bracket: number): boolean {
    if (this.#lexis.hasMarkup === true && this.#text[bracket - 1] === '=') return false;
    const head = this.#text.slice(Math.max(0, bracket - 40), bracket).trimEnd();
    return /(?:[(,:=[{?|&]|(?:^|[^\p{L}\p{N}_$])(?:const|let|var|return|default|yield|await))$/u.test(head);
  }

  /** `{ a, name() { … } }`: a function under a key. */
  #isMethod(start: number, end: number, head: string): boolean {
    if (this.#lexis.hasShorthands !== true || !/(?:[{,]|[{,]\s*(?:async|get|set|\*))$/.test(head))
      return false;
    const bracket = this.#openBracket(start);
    if (bracket < 0 || this.#text[bracket] !== '{' || !this.#isObject(bracket)) return false;
    let depth = 0;
    for (let at = end; at < this.#text.length && at < end + MAX_BACK; at++) {
      const sign = this.#text[at];
      if (sign === '(') depth++;
      else if (sign === ')' && --depth === 0) return /^\s*[{:]/.test(this.#text.slice(at + 1, at + 20));
    }
    return false;
  }

  /** A parameter with a type: `(name: …`. */
  #isTyped(start: number, end: number, sign: string): boolean {
    if (sign !== '(' && sign !== ',') return false;
    if (this.#text[this.#nextSign(end)] !== ':') return false;
    const bracket = this.#openBracket(start);
    return bracket >= 0 && this.#text[bracket] === '(';
  }

  /** An argument, an entry of a literal, or a plain read. */
  #value(start: number, end: number, before: string): Look {
    const head = before.replace(/[&*!\s]+$/, '');
    const sign = head.at(-1) ?? '';
    const next = this.#text[this.#nextSign(end)] ?? '';
    if (!',)]}'.includes(next) || next === '') return 'read';
    if (!'(,[{:='.includes(sign) || sign === '') return 'read';
    if (this.#lexis.hasMarkup === true && head.endsWith('={')) return 'passed';
    const bracket = this.#openBracket(start - (before.length - head.length));
    if (bracket < 0) return 'read';
    if (this.#text[bracket] !== '(') return 'entry';
    const callee = this.#text.slice(Math.max(0, bracket - 40), bracket).trimEnd();
    const isCall =
      /[\p{L}\p{N}_$)\]>]$/u.test(callee) && !WORD_BEFORE_PARENTHESIS.test(callee) && sign !== ':';
    return isCall ? 'passed' : 'read';
  }

  /** Offset of the bracket that is open at `from`, -1 when there is none nearby. */
  #openBracket(from: number): number {
    let depth = 0;
    for (let at = from - 1; at >= 0 && at > from - MAX_BACK; at--) {
      const sign = this.#text[at]!;
      if (sign === ')' || sign === ']' || sign === '}') {
        if (this.inertAt(at) === 0) depth++;
      } else if (sign === '(' || sign === '[' || sign === '{') {
        if (this.inertAt(at) === 0 && depth-- === 0) return at;
      } else if (sign === ';' && depth === 0 && this.inertAt(at) === 0) return -1;
    }
    return -1;
  }

  #nextSign(end: number): number {
    BLANKS.lastIndex = end;
    BLANKS.exec(this.#text);
    return BLANKS.lastIndex;
  }

  #matches(pattern: RegExp, at: number): boolean {
    pattern.lastIndex = at;
    return pattern.test(this.#text);
  }

  #isImport(offset: number): boolean {
    return this.#importSpans().some(([start, end]) => start <= offset && offset < end);
  }

  #importSpans(): readonly (readonly [start: number, end: number])[] {
    this.#imports ??= [...this.#text.matchAll(this.#lexis.imports)].map(
      (match) => [match.index, match.index + match[0].length] as const,
    );
    return this.#imports;
  }

  /** The import that brings `name`, where that can be a module. */
  #findImport(name: string): ImportPlace {
    let place = this.#importOf.get(name);
    if (!place) this.#importOf.set(name, (place = this.#seekImport(name)));
    return place;
  }

  #seekImport(name: string): ImportPlace {
    for (const [start, end] of this.#importSpans()) {
      const statement = this.#text.slice(start, end);
      const [at] = findWord(statement, name);
      if (at === undefined) continue;
      const before = statement.slice(0, at);
      const isModule = this.#lexis.beforeModule?.test(before) === true;
      if (!isModule && this.#lexis.hasSubmodules !== true) return NOT_IMPORTED;
      let throughLine = 1;
      for (let feed = this.#text.indexOf('\n'); feed >= 0 && feed < start + at; throughLine++)
        feed = this.#text.indexOf('\n', feed + 1);
      return { throughLine, throughName: isModule ? '' : (RENAMED.exec(before)?.[1] ?? name) };
    }
    return NOT_IMPORTED;
  }
}
