// Where names stand on their lines: that of a call, of which the index knows the line alone, and that of what a variable is
// given. Pure: texts in, columns out.

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

/** The beginning of what a variable is given by one name, after its own: `name: Type = await new a.b.given`. */
const GIVEN =
  /^[\p{ID_Continue}$]+\s*(?::[^=(]*)?:?=(?![=>])\s*(?:await\s+|new\s+)*(?:[\p{ID_Continue}$]+(?:\.|::|->))*(?<given>[\p{ID_Continue}$]+)\s*(?<rest>.*)$/u;
/** Nothing but the end of a statement or a comment. */
const END = /^\s*[;,]?\s*(?:(?:#|\/\/|\/\*).*)?$/;

/**
 * What the variable whose name begins at a column is given on the row, where that is another name and nothing else, or the
 * result of a call of it and nothing else.
 */
export function findGiven(row: string, column: number): { character: number; isCalled: boolean } | undefined {
  const { given = '', rest = '' } = GIVEN.exec(row.slice(column))?.groups ?? {};
  if (given === '') return undefined;
  const isCalled = rest.startsWith('(');
  const end = isCalled ? afterBrackets(rest) : 0;
  if (end === undefined || !END.test(rest.slice(end))) return undefined;
  // Between the name and the rest there are only spaces.
  const character = row.length - rest.length - /\s*$/.exec(row.slice(0, row.length - rest.length))![0].length;
  return { character: character - given.length, isCalled };
}

/** Where the brackets that a text begins with are closed, unless that is on another row. */
function afterBrackets(text: string): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/[()]/g)) {
    depth += sign === '(' ? 1 : -1;
    if (depth === 0) return index + 1;
  }
  return undefined;
}
