// Valid Kotlin that tree-sitter-kotlin 1.1 takes for an error, written so that it reads it. No offset moves, and no line ends
// up with another number.

import type { TextRange } from '../language.ts';

const MODIFIER = String.raw`(?:private|protected|internal|public|@[\w.]+(?:\([^()\n]*\))?)`;

/** The head of a class whose constructor, with modifiers of its own, begins on a line of its own. */
const LATE_CONSTRUCTOR = new RegExp(
  String.raw`(\bclass\s+[\w\x60]+(?:\s*<[^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*>)?[ \t]*)\n\s*(?:${MODIFIER}\s+)+constructor\b`,
  'g',
);

/** A body that begins with a declaration on the line of its brace. */
const BODY =
  /\{[ \t]+(?:@\w+(?:\([^()\n]*\))?[ \t]+)*(?:(?:override|private|protected|internal|public|abstract|open|final|suspend|operator|inline|infix|const|lateinit|companion|data|inner)[ \t]+)*(?:fun|va[lr]|class|object|interface|init|constructor)\b/g;

/** The text with the places changed that the grammar cannot read, undefined where there are none. */
export function mend(text: string, _errors: readonly TextRange[]): string | undefined {
  const characters = [...closingSpaces(text), ...lateConstructors(text)];
  if (characters.length === 0) return undefined;
  characters.sort((a, b) => a[0] - b[0]);
  let mended = '';
  let from = 0;
  for (const [at, character] of characters) {
    if (at < from) continue;
    mended += text.slice(from, at) + character;
    from = at + 1;
  }
  return mended + text.slice(from);
}

/** The last declaration of a body needs a sign behind it when the brace follows on its line: `{ fun f() }`. */
function* closingSpaces(text: string): Generator<[number, string]> {
  for (const match of text.matchAll(BODY)) {
    const end = closingBrace(text, match.index);
    if (end > 0 && /[ \t]/.test(text[end - 1]!)) yield [end - 1, ';'];
  }
}

/** The brace that closes the one at `open` on the same line, -1 when none does. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') return -1;
    if (character === '"' || character === "'") {
      at = endOfText(text, at, character);
      if (at < 0) return -1;
    } else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  return -1;
}

function endOfText(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** The line break before the modifiers of a constructor is put behind them, where the grammar takes one. */
function* lateConstructors(text: string): Generator<[number, string]> {
  for (const match of text.matchAll(LATE_CONSTRUCTOR)) {
    const lineBreak = match.index + match[1]!.length;
    const before = match.index + match[0].length - 'constructor'.length - 1;
    if (text[before] === '\n') continue;
    yield [lineBreak, ' '];
    yield [before, '\n'];
  }
}
