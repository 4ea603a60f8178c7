// The tokens of a declaration file. It holds no expressions worth reading, so operators need not be told apart.

/** The tokens of a text; texts keep their quotes, and a template is one token. */
export interface Tokens {
  readonly texts: readonly string[];
  /** Index of an opening bracket → that of its closing one. */
  readonly closing: ReadonlyMap<number, number>;
}

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\p{L}\p{N}_$#]+|=>|\.\.\.|[^])/uy;
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Takes a text apart. */
export function readTokens(text: string): Tokens {
  const texts: string[] = [];
  const closing = new Map<number, number>();
  const open: number[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) continue;
    if (token === '`') {
      TOKEN.lastIndex = endOfTemplate(text, at + 1);
      texts.push('``');
      continue;
    }
    if (PAIRS.has(token)) open.push(texts.length);
    else if (token === ')' || token === ']' || token === '}') {
      const from = open.at(-1);
      if (from !== undefined && PAIRS.get(texts[from]!) === token) closing.set(open.pop()!, texts.length);
    }
    texts.push(token);
  }
  return { texts, closing };
}

function endOfTemplate(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '`' && depth === 0) return at + 1;
    else if (sign === '{' && (depth > 0 || text[at - 1] === '$')) depth++;
    else if (sign === '}' && depth > 0) depth--;
  }
  return text.length;
}
