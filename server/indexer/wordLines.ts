/** A line of a text that holds a name as a whole word; 1-based. */
export interface WordLine {
  readonly name: string;
  readonly line: number;
  /** The line, cut when it is long. */
  readonly text: string;
}

const MAX_TEXT = 240;

/** Finds lines with one of `names`, in one pass over a text; lines that are nothing but a comment count as none. */
export function createWordFinder(names: readonly string[]): (text: string) => WordLine[] {
  const words = [...new Set(names)].sort((a, b) => b.length - a.length);
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  const expression = new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_$])`, 'gu');
  return (text) => {
    if (!words.some((word) => text.includes(word))) return [];
    const found: WordLine[] = [];
    const lines = new LineCounter(text);
    for (const match of text.matchAll(expression)) {
      const { line, start } = lines.at(match.index);
      const end = text.indexOf('\n', match.index);
      const whole = text.slice(start, end < 0 ? undefined : end);
      if (!isCommentLine(whole) && !(found.at(-1)?.line === line && found.at(-1)?.name === match[0]))
        found.push({ name: match[0], line, text: whole.trim().slice(0, MAX_TEXT) });
    }
    return found;
  };
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
