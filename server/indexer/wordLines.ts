/** A line of a text that holds a name as a whole word; 1-based. */
export interface WordLine {
  readonly name: string;
  readonly line: number;
  /** The line, cut when it is long. */
  readonly text: string;
}

/** Longer lines are cut, in characters. */
export const MAX_TEXT = 240;

/** Where a word stands in a text. */
interface Found {
  readonly word: string;
  readonly at: number;
}

/** Finds lines with one of `names`, in one pass over a text; lines that are nothing but a comment count as none. */
export function createWordFinder(names: readonly string[]): (text: string) => WordLine[] {
  const finders = [
    createNameFinder(names.filter((name) => PLAIN_NAME.test(name))),
    createPhraseFinder(names.filter((name) => !PLAIN_NAME.test(name))),
  ];
  return (text) => {
    const places = finders.flatMap((find) => find(text)).sort((a, b) => a.at - b.at);
    const found: WordLine[] = [];
    const lines = new LineCounter(text);
    for (const { word, at } of places) {
      const { line, start } = lines.at(at);
      const end = text.indexOf('\n', at);
      const whole = text.slice(start, end < 0 ? undefined : end);
      if (!isCommentLine(whole) && !(found.at(-1)?.line === line && found.at(-1)?.name === word))
        found.push({ name: word, line, text: whole.trim().slice(0, MAX_TEXT) });
    }
    return found;
  };
}

const NAME_CHARACTER = /[\p{L}\p{N}_$]/u;
const PLAIN_NAME = /^[\p{L}\p{N}_$]+$/u;
/** What is known of the characters of the basic plane: 0 not looked at, 1 no part of a name, 2 part of one. */
const known = new Uint8Array(0x10000);

function isNameAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const answer = known[unit]!;
  if (answer !== 0) return answer === 2;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const point = text.codePointAt(unit >= 0xdc00 ? at - 1 : at) ?? 0;
    return point > 0xffff && NAME_CHARACTER.test(String.fromCodePoint(point));
  }
  const isName = NAME_CHARACTER.test(String.fromCharCode(unit));
  known[unit] = isName ? 2 : 1;
  return isName;
}

/** So many bits, of which each wanted name sets one: almost every name of a text is told by its bit not to be wanted. */
const BITS = 1 << 16;
const FIRST_HASH = 0x811c9dc5;

/** Finds whole names in one pass, however many are wanted: a file that is deleted takes hundreds with it. */
function createNameFinder(names: readonly string[]): (text: string) => Found[] {
  if (names.length === 0) return () => [];
  const wanted = new Set(names);
  const isWanted = new Uint8Array(BITS);
  for (const name of names) {
    let hash = FIRST_HASH;
    for (let at = 0; at < name.length; at++) hash = mix(hash, name.charCodeAt(at));
    isWanted[hash & (BITS - 1)] = 1;
  }
  return (text) => {
    const found: Found[] = [];
    let hash = FIRST_HASH;
    let start = 0;
    for (let at = 0; at <= text.length; at++) {
      if (at < text.length && isNameAt(text, at)) {
        hash = mix(hash, text.charCodeAt(at));
        continue;
      }
      if (at > start && isWanted[hash & (BITS - 1)] === 1) {
        const word = text.slice(start, at);
        if (wanted.has(word)) found.push({ word, at: start });
      }
      hash = FIRST_HASH;
      start = at + 1;
    }
    return found;
  };
}

function mix(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x01000193);
  return mixed ^ (mixed >>> 15);
}

/** Finds names that hold characters which part names in most texts, such as a hyphen. */
function createPhraseFinder(names: readonly string[]): (text: string) => Found[] {
  if (names.length === 0) return () => [];
  const words = [...new Set(names)].sort((a, b) => b.length - a.length);
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  const expression = new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_$])`, 'gu');
  return (text) =>
    words.some((word) => text.includes(word))
      ? [...text.matchAll(expression)].map(({ 0: word, index }) => ({ word, at: index }))
      : [];
}

/** Whether a line holds nothing but a comment, in any of the usual signs. */
export function isCommentLine(text: string): boolean {
  return /^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|#(?:\s|!|$))/.test(text);
}

/** The line of ascending positions in one text; a line ends with LF or CRLF. */
class LineCounter {
  readonly #text: string;
  #line = 1;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(position: number): { readonly line: number; readonly start: number } {
    for (;;) {
      const next = this.#findEnd();
      if (next < 0 || next > position) return { line: this.#line, start: this.#start };
      this.#start = next;
      this.#line++;
    }
  }

  /** Where the line after this one begins, -1 when this is the last. */
  #findEnd(): number {
    const lf = this.#text.indexOf('\n', this.#start);
    return lf < 0 ? -1 : lf + 1;
  }
}
