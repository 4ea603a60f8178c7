// Valid TypeScript that tree-sitter-typescript 0.23 reads as an error, which costs a file most of its symbols: marks of
// variance, call signatures and members named `in` behind lines without semicolons, escaped quotes in template types,
// `export type *`, arguments of imported types, generic function types as first arguments. The text is changed where it then
// parses as it is meant; every offset stays. Works on text, knows no syntax beyond the places it looks for; linear in its length.

/** `<in out T>`: the words, wherever the name of a type follows. */
const VARIANCE = /\b(?:in\s+out|in|out)(?=\s+[\p{Lu}_$])/gu;
/** `  <T>(…): R`: the start of a line that could be a call signature. */
const SIGNATURE = /\n[ \t]+<(?=\s*[\p{L}_$/])/gu;
/** `  in: T`, `  instanceof?: T`: a member at the start of a line that the grammar takes for an operator behind the line before. */
const OPERATOR_MEMBER = /\n[ \t]+(?=(?:in|instanceof)\s*\??\s*:)/g;
/** `export type * from`, `export type * as x from`: the word that says that only types are handed on. */
const TYPE_EXPORT = /\bexport\s+type(?=\s*\*)/g;
/** `import('./x').Y` before its type arguments, or before `[]`. */
const IMPORTED_TYPE =
  /\bimport\(\s*(?:'[^'\n]*'|"[^"\n]*")\s*\)(?:\s*\.\s*[\p{L}_$][\p{L}\p{N}_$]*)+(?=[<[])/gu;
/** `f<<T>(x: T) => T>`: type parameters of a function type that is the first argument; the grammar takes `<<` for a shift. */
const GENERIC_ARGUMENT =
  /(?<=[\p{L}\p{N}_$]<)<(?:[^<>()\n]|<[^<>()\n]*>)*>(?=\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*=>)/gu;
/** So far the end of type arguments is looked for. */
const MAX_ARGUMENTS = 10_000;
/** Ends a type, so that a call signature can follow. */
const TYPE_END = /[\p{L}\p{N}_$\])}'">]$/u;

/** The text as the grammar can parse it, of the same length. */
export function repairTypescript(text: string): string {
  const changes: { at: number; replacement: string }[] = [];
  for (const { 0: word, index } of text.matchAll(VARIANCE)) {
    if (isAfterBracketOrComma(text, index))
      changes.push({ at: index, replacement: word.replace(/\S/g, ' ') });
  }
  for (const { 0: start, index } of text.matchAll(SIGNATURE)) {
    if (isAfterType(text, index)) changes.push({ at: index + start.length - 2, replacement: ';' });
  }
  for (const { 0: start, index } of text.matchAll(OPERATOR_MEMBER)) {
    if (isAfterType(text, index)) changes.push({ at: index + start.length - 1, replacement: ';' });
  }
  for (let at = text.indexOf('\\`'); at >= 0; at = text.indexOf('\\`', at + 2)) {
    if (isEscape(text, at)) changes.push({ at, replacement: '  ' });
  }
  for (const { 0: words, index } of text.matchAll(TYPE_EXPORT))
    changes.push({ at: index + words.length - 4, replacement: '    ' });
  for (const { 0: type, index } of text.matchAll(IMPORTED_TYPE)) {
    const at = index + type.length;
    const replacement = text.slice(at, endOfArguments(text, at)).replace(/[^\r\n]/g, ' ');
    if (replacement !== '') changes.push({ at, replacement });
  }
  for (const { 0: parameters, index } of text.matchAll(GENERIC_ARGUMENT))
    changes.push({ at: index, replacement: parameters.replace(/\S/g, ' ') });
  if (changes.length === 0) return text;
  changes.sort((a, b) => a.at - b.at);
  let repaired = '';
  let from = 0;
  for (const { at, replacement } of changes) {
    // Within arguments that are blank already.
    if (at < from) continue;
    repaired += text.slice(from, at) + replacement;
    from = at + replacement.length;
  }
  return repaired + text.slice(from);
}

/** `[]` and `[K]`, one after the other. */
const INDICES = /(?:\[[^[\]\n]*\])+/y;

/** The end of `<…>` and of `[]` or `[K]` behind it, from where they begin; the beginning itself when they have no end. */
function endOfArguments(text: string, start: number): number {
  let end = start;
  if (text[start] === '<') {
    let depth = 0;
    const limit = Math.min(text.length, start + MAX_ARGUMENTS);
    for (let at = start; at < limit; at++) {
      if (text[at] === '<') depth++;
      else if (text[at] === '>' && text[at - 1] !== '=' && --depth === 0) {
        end = at + 1;
        break;
      }
    }
    if (end === start) return start;
  }
  INDICES.lastIndex = end;
  return end + (INDICES.exec(text)?.[0].length ?? 0);
}

/** Whether the backslash at `index` is not itself escaped. */
function isEscape(text: string, index: number): boolean {
  let first = index;
  while (first > 0 && text[first - 1] === '\\') first--;
  return (index - first) % 2 === 0;
}

/** Whether `<` or `,` stands before, with at most comments between: nothing but a variance can follow. */
function isAfterBracketOrComma(text: string, index: number): boolean {
  let at = index;
  for (;;) {
    while (at > 0 && text.charCodeAt(at - 1) <= 32) at--;
    if (text.startsWith('*/', at - 2)) at = Math.max(0, text.lastIndexOf('/*', at - 2));
    else return text[at - 1] === '<' || text[at - 1] === ',';
    if (at === 0) return false;
  }
}

/** Whether the last line before `index` that is neither blank nor a comment ends with a type. */
function isAfterType(text: string, index: number): boolean {
  let end = index;
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (line.endsWith('*/')) end = Math.max(0, text.lastIndexOf('/*', end - 1));
    else if (line === '' || line.startsWith('//')) end = start - 1;
    else return TYPE_END.test(line) && !line.endsWith('=>');
  }
  return false;
}
