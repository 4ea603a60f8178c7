// Functions that a macro of the file declares where it is called: `define_bool!(0, is_set, set)` in an `impl`. Followed are
// rules that name each argument (`$name:ident`) and the functions whose names are one of these or stand in the macro. Their
// bodies stay words.

import type { ArrangeApi, Arrangement, TextRange } from '../language.ts';

/** Passed over: comments and texts; or a bracket. */
const TOKEN = /\/\/[^\n]*|"(?:[^"\\]|\\[^])*"|'(?:[^'\\\n]|\\[^])'|[()[\]{}]/g;
const RULE = /\s*(?:;\s*)?[([{]/y;
const PARAMETER = /^\s*\$(\w+)\s*:\s*(\w+)\s*$/;
const FUNCTION = /\bfn\s+(\$?)(\w+)\s*(?:<[^>{]*>)?\s*\(\s*(&?(?:'\w+\s+)?(?:mut\s+)?self\b)?/g;
/** Behind the parameters: a type that is one name. */
const RESULT = /\s*->\s*&?(?:'\w+\s+)?(?:mut\s+)?([A-Z]\w*)\s*[{;]/y;

/** A function that a call of a macro declares. */
interface MadeFunction {
  readonly name: TextRange;
  readonly takesSelf: boolean;
  /** Where the name of its type stands; undefined for other types. */
  readonly result: TextRange | undefined;
}

/** Whether a file can call macros that declare functions. */
export function declaresMacros(text: string): boolean {
  return /\bmacro_rules\s*!/.test(text);
}

/** Writes what a call of a macro declares, in front of the call. */
export const macroInvocation: Arrangement = (api, record, field) => {
  const around = api.around();
  if (around === '' || around === 'declaration_list')
    for (const made of functionsMadeAt(api, record)) writeFunction(api, record, made);
  api.copy(record, field);
};

function writeFunction(api: ArrangeApi, record: number, { name, takesSelf, result }: MadeFunction): void {
  api.write('made_function', '', record, () => {
    api.writeWord('made_name', 'name', record, name.start, name.end);
    api.write('parameters', 'parameters', record, () => {
      if (takesSelf) api.write('made_self', '', record);
    });
    if (result) api.writeWord('made_type', 'return_type', record, result.start, result.end);
  });
}

function functionsMadeAt(api: ArrangeApi, record: number): readonly MadeFunction[] {
  const text = api.textBetween(0, api.end(record));
  const start = api.start(record);
  const called = /^(\w+)\s*!\s*(?=[([{])/.exec(text.slice(start));
  const definition = called && new RegExp(`\\bmacro_rules\\s*!\\s*${called[1]!}\\s*(?=[({])`).exec(text);
  if (!called || !definition || definition.index >= start) return [];
  const open = start + called[0].length;
  const given = splitAt(text, open + 1, closingOf(text, open));
  for (const { pattern, body } of rulesOf(text, definition.index + definition[0].length)) {
    const names = splitAt(text, pattern.start, pattern.end).map((part) =>
      PARAMETER.exec(wordsIn(text, part)),
    );
    if (names.length !== given.length || names.includes(null)) continue;
    const byName = new Map(names.map((match, at) => [match![1]!, trimmed(text, given[at]!)]));
    return functionsIn(text, body, byName);
  }
  return [];
}

/** The rules of a macro whose definition has its first bracket at `open`. */
function rulesOf(text: string, open: number): { pattern: TextRange; body: TextRange }[] {
  const end = closingOf(text, open);
  const rules: { pattern: TextRange; body: TextRange }[] = [];
  let at = open + 1;
  while (at < end) {
    const pattern = nextBrackets(text, at);
    const body =
      pattern &&
      text
        .slice(pattern.end + 1)
        .trimStart()
        .startsWith('=>')
        ? nextBrackets(text, text.indexOf('=>', pattern.end) + 2)
        : undefined;
    if (!pattern || !body || body.end > end) break;
    rules.push({ pattern, body });
    at = body.end + 1;
  }
  return rules;
}

/** What stands between the next brackets, when nothing but a semicolon is before them. */
function nextBrackets(text: string, from: number): TextRange | undefined {
  RULE.lastIndex = from;
  if (!RULE.test(text)) return undefined;
  const open = RULE.lastIndex - 1;
  return { start: open + 1, end: closingOf(text, open) };
}

function functionsIn(
  text: string,
  body: TextRange,
  given: ReadonlyMap<string, TextRange>,
): readonly MadeFunction[] {
  const made: MadeFunction[] = [];
  FUNCTION.lastIndex = body.start;
  for (let match = FUNCTION.exec(text); match && match.index < body.end; match = FUNCTION.exec(text)) {
    const at = match.index + match[0].indexOf(match[2]!, 2);
    const own = { start: at, end: at + match[2]!.length };
    const name = match[1] === '' ? own : given.get(match[2]!);
    if (!name) continue;
    RESULT.lastIndex = closingOf(text, text.indexOf('(', at)) + 1;
    const result = RESULT.exec(text);
    const typeEnd = result ? RESULT.lastIndex - /\s*[{;]$/.exec(result[0])![0].length : 0;
    made.push({
      name,
      takesSelf: match[3] !== undefined,
      result: result ? { start: typeEnd - result[1]!.length, end: typeEnd } : undefined,
    });
  }
  return made;
}

/** The offset of the bracket that closes the one at `open`; the end of the text when none does. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  TOKEN.lastIndex = open;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    if ('([{'.includes(match[0])) depth++;
    else if (')]}'.includes(match[0]) && --depth === 0) return match.index;
  }
  return text.length;
}

/** The parts of a text between commas that no bracket holds. */
function splitAt(text: string, start: number, end: number): TextRange[] {
  const parts: TextRange[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < end; at++) {
    const sign = text[at]!;
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    else if (sign === ',' && depth === 0) {
      parts.push({ start: from, end: at });
      from = at + 1;
    }
  }
  if (text.slice(from, end).trim() !== '') parts.push({ start: from, end });
  return parts;
}

function wordsIn(text: string, { start, end }: TextRange): string {
  return text.slice(start, end);
}

function trimmed(text: string, range: TextRange): TextRange {
  const words = wordsIn(text, range);
  const start = range.start + words.length - words.trimStart().length;
  return { start, end: start + words.trim().length };
}
