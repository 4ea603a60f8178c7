// Syntax that the grammars do not know: fields with accessors, resources that a loop disposes of, deferred imports, and reserved
// words as names of exports. Each is given to the grammar as what it is otherwise, at the same offsets.

const MODIFIERS = '(?:static|abstract|override|readonly|public|private|protected|declare)';
/** `static accessor name`: a field. */
const ACCESSOR = new RegExp(
  String.raw`(?<=(?:^|[{;}])\s*(?:${MODIFIERS}\s+)*)\baccessor(?=[ \t]+(?!(?:in|of|instanceof|as|satisfies|is)\b)[#\p{L}_$['"])`,
  'gmu',
);
/** `for (using name of`, `for (await using name of`. */
const USING =
  /(\bfor\s*(?:await\s*)?\(\s*)((?:await\s+)?)using(?=\s+(?!of\b|in\b)[\p{L}_$][\p{L}\p{N}_$]*\s+of\b)/gu;
/** `import defer * as name`, `import source name from`. */
const PHASE =
  /^([ \t]*import\s+)(defer(?=\s*\*\s*as\b)|source(?=\s+(?!from\b)[\p{L}_$][\p{L}\p{N}_$]*\s+from\b))/gmu;
/** `import.defer(…)`, `import.source(…)`. */
const PHASE_CALL = /(\bimport)(\.(?:defer|source))(?=\s*\()/g;
/** `{ name as this }` of an export, `{ this as name }` of an import: reserved words that the grammars do not take there. */
const RESERVED = '(?:delete|function|import|return|super|this|typeof)';
const RESERVED_NAME = new RegExp(String.raw`\bas\s+${RESERVED}\b|\b${RESERVED}\s+as\b`, 'gu');
const NAMED_LIST = /\b(?:export|import)\s*(?:type\s*)?(?:[\p{L}_$][\p{L}\p{N}_$]*\s*,\s*)?\{[^{}]*\}/gu;

/** The text as the grammars can parse it, of the same length. */
export function repairNewSyntax(text: string): string {
  let repaired = text;
  if (repaired.includes('accessor')) repaired = repaired.replace(ACCESSOR, blank);
  if (repaired.includes('using'))
    repaired = repaired.replace(
      USING,
      (_whole, before: string, waits: string) => `${before}${blank(waits)}const`,
    );
  if (/\bimport[\s.]+(?:defer|source)\b/.test(repaired))
    repaired = repaired
      .replace(PHASE, (_whole, before: string, word: string) => before + blank(word))
      .replace(PHASE_CALL, (_whole, before: string, word: string) => before + blank(word));
  if (repaired.search(RESERVED_NAME) >= 0) repaired = repaired.replace(NAMED_LIST, nameReserved);
  return repaired;
}

function blank(word: string): string {
  return word.replaceAll(/[^\r\n]/g, ' ');
}

/** A list of names in which those that are reserved words are plain ones. */
function nameReserved(list: string): string {
  return list.replace(RESERVED_NAME, (pair) =>
    pair.replace(/(?<=^as\s+)\S+$|^\S+(?=\s+as$)/u, (word) => '_'.repeat(word.length)),
  );
}
