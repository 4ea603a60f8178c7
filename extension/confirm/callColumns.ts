// Where a call stands on its line: the index knows lines alone.

/** Lines below that of a site on which the name of a call over several lines is sought. */
const LINES_BELOW = 3;

/** A place in a text; both count from zero. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** Where `name` is called on a 1-based line: before an opening bracket; else where it stands first, also on the next lines. */
export function findCallColumns(
  rowAt: (line: number) => string | undefined,
  line: number,
  name: string,
): TextPosition[] {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const word = new RegExp(String.raw`(?<![\w$])${escaped}(?![\w$])(\s*(?:<[^()]*>)?\s*[(\x60])?`, 'g');
  for (let at = line - 1; at < line + LINES_BELOW; at += 1) {
    const found = [...(rowAt(at) ?? '').matchAll(word)];
    const calls = found.filter(([, bracket]) => bracket !== undefined);
    const meant = calls.length > 0 ? calls : found.slice(0, 1);
    if (meant.length > 0) return meant.map(({ index }) => ({ line: at, character: index }));
  }
  return [];
}
