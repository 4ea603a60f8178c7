// How people write the name of a symbol: in the notation of any language, of a stack trace, an import or an editor.
// Owns the notations; knows no index.

import { withoutEndMarks } from './overloads.ts';

/** A name as it was written, taken apart. */
export interface SymbolText {
  /** What stands before a colon, `#` or `::` and may be a file: tried first, and without it when it is none. */
  readonly file: string | undefined;
  /** Line of `file`, when that is all that was written: the symbol around it is meant. */
  readonly line: number | undefined;
  /** Qualifiers and the name, outermost first; empty when there is no name in it. */
  readonly parts: readonly string[];
}

const PLACE = /^(.+?):(\d+)(?::\d+)?$/;
/** `src/a.py:Class.method`, `a.ts#name`, `a.go::Name`: the file has a suffix or a folder. */
const IN_FILE = /^([^:#]*[./\\][^:#]*|[A-Za-z]:[^:#]*)(?:::|[:#])([^\s:#/\\][^/\\]*)$/;

/** Takes a name apart; each reading that the text allows is given, the place first. */
export function parseSymbolText(text: string): SymbolText {
  const wanted = text.trim().replace(/^`(.*)`$/, '$1');
  const place = PLACE.exec(wanted);
  if (place) return { file: place[1]!, line: Number(place[2]), parts: splitName(wanted) };
  const inFile = IN_FILE.exec(wanted);
  if (inFile) return { file: inFile[1]!, line: undefined, parts: splitName(inFile[2]!) };
  return { file: undefined, line: undefined, parts: splitName(wanted) };
}

/** A function that is called by a sign, at the end: `A::operator[]`, `operator bool`, `A#<<`, `A.+`. */
const OPERATOR =
  /^(?:(.*?)(?:::|[.#]))?(operator(?:\s*(?:\(\)|\[\]|[-+*/%^&|~!=<>,]+)|\s+[A-Za-z_][\w:]*(?:\s*[*&]+)?))\s*(?:\([^()]*\))?$/s;
const SIGN = /^(.*[\p{L}\p{N}_])[.#](\[\]=?|[-+~!]@?|\*\*?|<=>|<<|>>|[<>]=?|={2,3}|[=!]~|!=|[/%^&|])$/su;

/**
 * `a.b#c()`, `A::b`, `(*T).m`, `A<B>.c`, `class A`, `A.prototype.b`, `module.exports.a` → the names in it. What belongs to
 * the notation alone is left out: arguments, type arguments, pointers, keywords before the name.
 */
export function splitName(text: string): string[] {
  const operator = OPERATOR.exec(withoutEndMarks(text)) ?? SIGN.exec(text);
  if (operator) {
    const [, owner = '', name = ''] = operator;
    return [...splitName(owner), name.replaceAll(/\s+(?=\W)/g, '').replaceAll(/\s+/g, ' ')];
  }
  const written = withoutEndMarks(text).replace(AS_TYPE, '$1');
  const name = withoutBrackets(written).trim().split(/\s+/).at(-1) ?? '';
  const parts = name
    .split(/::|->|\?\.|[.#:/\\]/)
    .map((part) => part.replaceAll(/^[*&@]+|[!?]$/g, (mark) => (/^[*&@]/.test(mark) ? '' : mark)))
    .filter(Boolean);
  const bare = parts.filter((part, at) => !(part === 'prototype' && at > 0 && at < parts.length - 1));
  while (bare.length > 1 && (bare[0] === 'module' || bare[0] === 'exports')) {
    if (bare[0] === 'module' && bare[1] !== 'exports') break;
    bare.shift();
  }
  return bare;
}

/** A type seen as another, `<T as Trait>::m`. */
const AS_TYPE = /<\s*([^<>]+?)\s+as\s+[^<>]+>(?=::)/g;
/** A receiver in brackets, at the start, behind a package or behind a keyword: `(*T).m`, `pkg.(*T).m`, `func (t *T) m`. */
const RECEIVER = /(^|\.|\s)\(\s*(?:\w+\s+)?(\*?[^()\s,]+)\s*\)\.?\s*(?=[\p{L}_$])/u;

/**
 * Leaves out arguments, type arguments and values in braces, and keeps what a pair of brackets around a receiver holds:
 * `(*T).m` → `*T.m`. Of a declaration only what stands before its parameters is kept.
 */
function withoutBrackets(text: string): string {
  const rest = beforeParameters(text.replace(RECEIVER, '$1$2.'));
  let depth = 0;
  let kept = '';
  for (let at = 0; at < rest.length; at++) {
    const mark = rest[at]!;
    // An arrow's head closes nothing.
    const opens = '([<{'.includes(mark);
    const closes = ')]}'.includes(mark) || (mark === '>' && rest[at - 1] !== '-');
    if (opens) depth++;
    else if (closes && depth > 0) depth--;
    else if (depth === 0) kept += mark;
  }
  return kept;
}

/** `int main(int argc)` → `int main`; what goes on behind its arguments is a call in an expression and stays. */
function beforeParameters(text: string): string {
  const at = text.search(/(?<=[\p{L}\p{N}_$])\(/u);
  if (at < 0 || !/\S\s+\S/.test(text.slice(0, at))) return text;
  const end = text.indexOf(')', at);
  return end >= 0 && /^(?:[.#]|::|->)/.test(text.slice(end + 1)) ? text : text.slice(0, at);
}
