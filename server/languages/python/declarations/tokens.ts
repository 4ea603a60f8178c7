// The tokens of a Python file by logical lines. Operators that no declaration needs are told apart by their signs alone.

/** A logical line: its indentation in columns, and where its tokens begin and end. */
export interface Line {
  readonly indent: number;
  readonly from: number;
  readonly to: number;
}

/** The tokens of a text; a text keeps its prefix and quotes, and comments are none. */
export interface Tokens {
  readonly texts: readonly string[];
  readonly lines: readonly Line[];
  /** Index of an opening bracket → that of its closing one. */
  readonly closing: ReadonlyMap<number, number>;
}

const TOKEN =
  /[ \t\f]+|#[^\n]*|\\\r?\n|(\r?\n)|([rRbBuUfFtT]{0,2}(?:"""|'''|["']))|([\p{L}\p{N}_]+|->|\*\*|:=|\.\.\.|[<>=!+\-*/%&|^@]=|[^])/uy;
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
/** What begins a line at its margin stands in no bracket: one was left open. */
const AT_MARGIN = /(?:def|class|async def|from|import) |@\w/y;
const TAB = 8;

/** Takes a text apart. */
export function readTokens(text: string): Tokens {
  const texts: string[] = [];
  const lines: Line[] = [];
  const closing = new Map<number, number>();
  const open: number[] = [];
  let first = 0;
  let indent = indentAt(text, 0);
  const endLine = (): void => {
    if (texts.length > first) lines.push({ indent, from: first, to: texts.length });
    first = texts.length;
  };
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const [, newline, quote, token] = TOKEN.exec(text) ?? [];
    at = TOKEN.lastIndex;
    if (newline !== undefined) {
      AT_MARGIN.lastIndex = at;
      if (open.length > 0 && AT_MARGIN.test(text)) open.length = 0;
      if (open.length > 0) continue;
      endLine();
      indent = indentAt(text, at);
    } else if (quote !== undefined) {
      const end = endOfText(text, at, quote.replace(/^\w+/, ''));
      texts.push(text.slice(at - quote.length, end));
      at = end;
    } else if (token !== undefined) {
      if (PAIRS.has(token)) open.push(texts.length);
      else if (open.length > 0 && PAIRS.get(texts[open.at(-1)!]!) === token)
        closing.set(open.pop()!, texts.length);
      texts.push(token);
    }
  }
  endLine();
  return { texts, lines, closing };
}

function indentAt(text: string, from: number): number {
  let column = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === ' ') column++;
    else if (sign === '\t') column += TAB - (column % TAB);
    else if (sign !== '\f') break;
  }
  return column;
}

function endOfText(text: string, from: number, quote: string): number {
  const isLong = quote.length === 3;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '\n' && !isLong) return at;
    else if (sign === quote[0] && (!isLong || text.startsWith(quote, at))) return at + quote.length;
  }
  return text.length;
}
