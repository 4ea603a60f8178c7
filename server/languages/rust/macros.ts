// Calls of macros as the grammar can read them. It gives their arguments as a heap of words; most are expressions between commas,
// and parse as those of a call when the sign of the macro is blank. Macros that hold declarations are opened likewise: what
// is around these is blank. No offset moves. Works on text: strings, comments and characters are passed over.

import type { TextRange } from '../language.ts';

/** What can hide a bracket: comments, texts, characters; or begins a call of a macro; or a bracket. */
const TOKEN =
  /\/\/[^\n]*|\/\*|\b(?:br|cr|r)(#*)"|"(?:[^"\\]|\\[^])*"|'(?:[^'\\\n]|\\(?:[^u]|u\{[^}\n]*\}))'|\b([A-Za-z_]\w*)\s?!\s?([([{])|[()[\]{}]/g;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Macros whose arguments are no expressions, whatever they look like. */
const KEPT = new Set([
  'macro_rules',
  'stringify',
  'concat_idents',
  'asm',
  'global_asm',
  'llvm_asm',
  'quote',
  'quote_spanned',
  'parse_quote',
]);
/** Begins a declaration. */
const DECLARATION =
  /^\s*(?:(?:\/\/[^\n]*\n|#!?\[[^\]]*\])\s*)*(?:pub\b|fn\b|static\b|struct\b|enum\b|impl\b|const\s+\w|type\b|mod\b|use\b|trait\b|unsafe\s+(?:fn|impl)\b|async\s+fn\b|extern\b)/;
/** A line by which a macro tells its own rules apart, among declarations: `@section type`. */
const MARK = /^[ \t]*@\w+[^\n;{}]*$/gm;
/** What no list of expressions holds at its top. */
const NO_EXPRESSION = /=>|\$|^\s*(?:let|fn|struct|enum|impl|pub|use|mod|trait|static|type|where)\b/;
/** Macros of which the second argument is a pattern. */
const MATCHING = new Set(['matches', 'assert_matches', 'debug_assert_matches']);

/** A blank that stands for the sign of a macro that was opened. */
const OPENED = '\f';

interface Call {
  readonly name: string;
  /** Offset of the name, of the sign behind it, of the opening and the closing bracket. */
  readonly start: number;
  readonly mark: number;
  readonly open: number;
  close: number;
  /** Offsets of semicolons and commas right in it. */
  readonly semicolons: number[];
  readonly commas: number[];
}

interface Bracket {
  readonly sign: string;
  readonly call: Call | undefined;
}

/** The text with calls of macros as those of functions. */
export function openMacros(text: string): string {
  if (!text.includes('!')) return text;
  const edits: Edit[] = [];
  for (const call of findCalls(text)) if (call.close >= 0) openCall(text, call, edits);
  return applyEdits(text, edits);
}

/** The same without the macros that hold errors: their signs are given back, and what they are given is words again. */
export function mendMacros(text: string, errors: readonly TextRange[]): string | undefined {
  const edits: Edit[] = [];
  const opening = new RegExp(`${OPENED}(?=\\()`, 'g');
  for (const { index } of text.matchAll(opening)) {
    const end = endOfBrackets(text, index + 1);
    if (errors.some((error) => error.start <= end && error.end >= index)) edits.push({ at: index, by: '!' });
  }
  return edits.length === 0 ? undefined : applyEdits(text, edits);
}

interface Edit {
  readonly at: number;
  readonly by: string;
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, by } of edits.toSorted((a, b) => a.at - b.at || b.by.length - a.by.length)) {
    // Within something that is blank already.
    if (at < from) continue;
    parts.push(text.slice(from, at), by);
    from = at + by.length;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** The end of what begins with a bracket, whatever stands in texts. */
function endOfBrackets(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}

function blank(text: string, from: number, to: number): string {
  return text.slice(from, to).replaceAll(/[^\r\n]/g, ' ');
}

function openCall(text: string, call: Call, edits: Edit[]): void {
  const put = (at: number, by: string) => edits.push({ at, by });
  const { name, start, mark, open, close, semicolons, commas } = call;
  const inner = text.slice(open + 1, close);
  const isBrace = text[open] === '{';
  if (KEPT.has(name)) return;
  if (isBrace && DECLARATION.test(inner)) {
    put(start, blank(text, start, open + 1));
    put(close, ' ');
    // What some of them write between a word and the name that it declares.
    for (const match of inner.matchAll(/\bstatic(\s+ref)\b/g)) {
      const at = open + 1 + match.index + 'static'.length;
      put(at, blank(text, at, at + match[1]!.length));
    }
    for (const match of inner.matchAll(MARK)) {
      const at = open + 1 + match.index;
      put(at, blank(text, at, at + match[0].length));
    }
    return;
  }
  if (isBrace || NO_EXPRESSION.test(inner)) return;
  const isRepeated = text[open] === '[' && semicolons.length === 1 && commas.length === 0;
  if (semicolons.length > 0 && !isRepeated) return;
  put(mark, OPENED);
  if (text[open] === '[') {
    put(open, '(');
    put(close, ')');
  }
  if (isRepeated) put(semicolons[0]!, ',');
  const [comma] = commas;
  if (!MATCHING.has(name) || comma === undefined) return;
  const guard = /\sif\s/.exec(text.slice(comma + 1, close));
  const end = guard ? comma + 1 + guard.index + guard[0].length : close;
  put(comma + 1, blank(text, comma + 1, end));
}

/** The calls of macros in a text, those within others too. */
function findCalls(text: string): Call[] {
  const calls: Call[] = [];
  const open: Bracket[] = [];
  // Behind a definition of macros its rules are words.
  let definition = -1;
  TOKEN.lastIndex = 0;
  let before = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const around = open.at(-1)?.call;
    if (around) noteSigns(text, before, match.index, around);
    const [token] = match;
    if (token === '/*') TOKEN.lastIndex = endOfComment(text, match.index);
    else if (match[1] !== undefined) {
      const end = text.indexOf(`"${match[1]}`, match.index + token.length);
      TOKEN.lastIndex = end < 0 ? text.length : end + 1 + match[1].length;
    } else if (match[2] !== undefined) {
      const at = TOKEN.lastIndex - 1;
      const call: Call = {
        name: match[2],
        start: match.index,
        mark: match.index + token.indexOf('!'),
        open: at,
        close: -1,
        semicolons: [],
        commas: [],
      };
      open.push({ sign: match[3]!, call });
      if (definition < 0) calls.push(call);
    } else if (CLOSING[token] !== undefined) {
      const isDefinition =
        definition < 0 &&
        /\bmacro_rules\s*!\s*\w+\s*$/.test(text.slice(Math.max(0, match.index - 80), match.index));
      open.push({ sign: token, call: undefined });
      if (isDefinition) definition = open.length;
    } else if (token === ')' || token === ']' || token === '}') {
      if (definition === open.length) definition = -1;
      const bracket = open.pop();
      if (bracket?.call && CLOSING[bracket.sign] === token) bracket.call.close = match.index;
    }
    before = TOKEN.lastIndex;
  }
  return calls;
}

function noteSigns(text: string, from: number, to: number, call: Call): void {
  for (let at = from; at < to; at++) {
    if (text[at] === ';') call.semicolons.push(at);
    else if (text[at] === ',') call.commas.push(at);
  }
}

function endOfComment(text: string, start: number): number {
  let depth = 0;
  const sign = /\/\*|\*\//g;
  sign.lastIndex = start;
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return sign.lastIndex;
  }
  return text.length;
}
