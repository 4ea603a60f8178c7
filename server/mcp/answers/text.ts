// Pieces of the text twins: rows under the heading they share, so that a path is written once.

/** `heading` once, then the lines of its rows, for rows that come sorted or not; order of first appearance. */
export function renderGroups<Row>(
  rows: readonly Row[],
  headingOf: (row: Row) => string,
  lineOf: (row: Row) => string,
): string {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const heading = headingOf(row);
    const lines = groups.get(heading);
    if (lines) lines.push(lineOf(row));
    else groups.set(heading, [lineOf(row)]);
  }
  return [...groups]
    .map(([heading, lines]) => `${heading}\n${lines.map((line) => `  ${line}`).join('\n')}`)
    .join('\n');
}

/** `1 match`, `2 matches`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** The first sentence or line of a doc comment, cut at `max` characters. */
export function firstSentence(doc: string, max = 160): string {
  const line = doc.split('\n', 1)[0] ?? '';
  const sentence = /^.*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
  return sentence.length > max ? `${sentence.slice(0, max - 1)}…` : sentence;
}

/** How a name was read, in a line, where that is not plain: qualifiers that were passed over, what else has the name. */
export function describeReading({ ignored, others }: { ignored: string; others: string }): string {
  const passedOver = ignored === '' ? '' : `(nothing here is called ${ignored}: taken without it)`;
  return [passedOver, others === '' ? '' : `(${others})`].filter(Boolean).join(' ');
}
