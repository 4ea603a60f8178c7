// Words that are a modifier or an operator in some places and names in others: `partial(values)`, `with.Length`. The
// grammar knows them only as the former, so each that is a name is given to it as underscores.

/** What is behind a name and behind no modifier. */
const BEHIND_NAME = String.raw`\s*(?:[.,;)=!+*?&|\]]|\()`;
const NAMED_WORD = new RegExp(
  [String.raw`\b(?:partial|required)\b(?=${BEHIND_NAME})`, String.raw`\bwith\b(?=\s*[.,;)=])`].join('|'),
  'g',
);

/** The text with names that are other words elsewhere as names; nothing moves. */
export function nameSoftWords(text: string): string {
  return text.replace(NAMED_WORD, (word) => '_'.repeat(word.length));
}
