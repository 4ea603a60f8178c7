// Types as the outline of a library writes them.

export const UNKNOWN = '_';
/** Nobody says what it is. */
export const UNTOLD = '?';

/** Either of some types, what is unknown left out. */
export function unionOf(parts: readonly string[]): string {
  const all = [...new Set(parts.flatMap(splitUnion))];
  const known = all.filter((one) => one !== UNKNOWN);
  return known.length > 0 ? known.join('|') : UNKNOWN;
}

function splitUnion(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if ('[('.includes(text[at]!)) depth++;
    if ('])'.includes(text[at]!)) depth--;
    if (depth === 0 && text[at] === '|') {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
    // What follows the parameters of a callable belongs to it.
    if (depth === 0 && text[at] === ')') break;
  }
  return [...parts, text.slice(from)];
}
