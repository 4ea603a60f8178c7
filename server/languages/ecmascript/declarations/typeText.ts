// Types as outlines write them, put together of others.

/** A type of which nothing is known. */
export const UNKNOWN = '_';
/** No value. */
export const NOTHING = 'None';
/** More possibilities than these say nothing. */
const MAX_UNION = 8;

/** A union of types; with `isAll` a value is all of them rather than one. */
export function uniteTypes(parts: readonly string[], isAll: boolean): string {
  const some = [...new Set(parts.flatMap(splitUnion))].filter((part) => part !== NOTHING);
  const known = some.filter((part) => part !== UNKNOWN);
  if (some.length === 0) return isAll ? UNKNOWN : NOTHING;
  if (known.length > MAX_UNION) return known.every((part) => part.startsWith('(')) ? '(*)' : UNKNOWN;
  return known.length === 0 ? UNKNOWN : known.join('|');
}

/** Of what a type may be what can be called. */
export function callableOf(parts: readonly string[]): string {
  const found = new Set(parts.flatMap(splitUnion).filter((part) => part.startsWith('(')));
  return found.size > 1 ? '(*)' : ([...found][0] ?? UNKNOWN);
}

/** The parts of a union that stand beside each other. */
function splitUnion(written: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of written) {
    if ('([{'.includes(sign)) depth++;
    if (')]}'.includes(sign)) depth--;
    if (sign === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}
