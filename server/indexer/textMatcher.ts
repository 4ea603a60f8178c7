// Lines of a text that match what a caller wrote: plain text, or an expression that runs in linear time. Most files are
// passed over by a literal that each match must hold, before they are decoded.

import { RE2JS } from 're2js';
import { decodeText } from '../discover/decodeText.ts';
import { compilePattern } from '../queries/patterns.ts';

/** A line that matches; 1-based, without its line end. */
export interface MatchedLine {
  readonly line: number;
  readonly text: string;
}

/** Of a longer line the part around the match is told. */
const MAX_LINE_CHARS = 240;
const CHARS_BEFORE = 80;

/** Looks for one pattern in texts. */
export class TextMatcher {
  readonly #literal: string;
  readonly #bytes: Buffer;
  readonly #line: RE2JS | undefined;
  readonly #whole: RE2JS | undefined;

  /** Throws BAD_PATTERN for an expression that is none. */
  constructor(pattern: string, isRegex: boolean) {
    this.#literal = isRegex ? findRequiredLiteral(pattern) : pattern.replace(/\r\n?/g, '\n');
    // Files may end their lines in another way than the pattern.
    this.#bytes = Buffer.from(longest(this.#literal.split(/\r?\n/)));
    this.#line = isRegex ? compilePattern('pattern', pattern) : undefined;
    // In a whole text ^ and $ stand at every line, as they do when lines are tested one by one.
    this.#whole = isRegex ? RE2JS.compile(pattern, RE2JS.MULTILINE) : undefined;
  }

  /** The lines that match; undefined for what is no text. */
  find(bytes: Buffer): MatchedLine[] | undefined {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (!isUtf16 && !bytes.includes(this.#bytes)) return bytes.includes(0) ? undefined : [];
    const { text } = decodeText(bytes);
    if (text === undefined) return undefined;
    // A line end before $ is one whatever it is made of.
    const unified = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    if (!this.#whole) return this.#findLiteral(unified);
    if (!unified.includes(this.#literal) || !this.#whole.test(unified)) return [];
    return unified.split('\n').flatMap((line, at) => {
      if (line.length <= MAX_LINE_CHARS) return this.#line!.test(line) ? [{ line: at + 1, text: line }] : [];
      const match = this.#line!.matcher(line);
      return match.find() ? [{ line: at + 1, text: cutAround(line, match.start()) }] : [];
    });
  }

  #findLiteral(text: string): MatchedLine[] {
    const found: MatchedLine[] = [];
    let [line, start] = [1, 0];
    for (let at = text.indexOf(this.#literal); at >= 0;) {
      for (let next = text.indexOf('\n', start); next >= 0 && next < at; next = text.indexOf('\n', start)) {
        line++;
        start = next + 1;
      }
      const end = text.indexOf('\n', at);
      found.push({ line, text: cutAround(text.slice(start, end < 0 ? undefined : end), at - start) });
      // What goes on over a line end belongs to the line that it begins on.
      at = end < 0 ? -1 : text.indexOf(this.#literal, end);
    }
    return found;
  }
}

/** A line, or of a long one what stands around its character `at`. */
function cutAround(line: string, at: number): string {
  if (line.length <= MAX_LINE_CHARS) return line;
  const from = Math.max(0, Math.min(at - CHARS_BEFORE, line.length - MAX_LINE_CHARS));
  const end = from + MAX_LINE_CHARS;
  return `${from > 0 ? '…' : ''}${line.slice(from, end)}${end < line.length ? '…' : ''}`;
}

/** Escapes that stand for more than the character behind them, and classes within classes. */
const HARD_TO_READ = /\\[pPxXQuUcC0-9]|\[:/;
const QUANTIFIER = String.raw`(?:[*?+]\??|\{[^}]*\}\??)?`;
/** What ends a run of plain characters: an escape, a class, a character that may be missing, an operator. */
const RUN_END = new RegExp(
  String.raw`\\.${QUANTIFIER}|\[\^?\]?(?:\\.|[^\]])*\]${QUANTIFIER}|.[*?]\??|.\{[^}]*\}\??|[.^$+*?)\]}]`,
  's',
);

/**
 * The longest run of plain characters that every match of an expression holds, '' when that is not plain to see. Errs on the
 * side of '': groups and alternatives are not looked into.
 */
export function findRequiredLiteral(pattern: string): string {
  if (HARD_TO_READ.test(pattern) || /[|(]/.test(pattern.replace(/\\./gs, ''))) return '';
  return longest(pattern.split(RUN_END));
}

function longest(parts: readonly string[]): string {
  return parts.reduce((found, part) => (part.length > found.length ? part : found), '');
}
