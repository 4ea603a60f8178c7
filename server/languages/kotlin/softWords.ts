// Words that are modifiers where a declaration follows, and names everywhere else: `open(path)`, `file.open()`, `external = 1`. The
// grammar takes some of them for modifiers wherever they stand, so each that is a name is given to it as underscores.

const MODIFIERS =
  'open|final|abstract|sealed|override|private|public|internal|protected|lateinit|vararg|noinline|crossinline|tailrec|inline|external|infix';
/** No modifier stands before these: it is followed by a word or by an annotation. */
const BEHIND_NAME = String.raw`[ \t]*(?:[.,:;=!+\-*%<>&|?({})\]\[]|(?:as|is|in)\b)`;
/** What comes before a value; a modifier follows none of them on the last place of a line. */
const BEFORE_VALUE = String.raw`(?:[=.+\-*&|]|\?:|\breturn)[ \t]*`;
/** Before a name that is declared or a member. */
const BEFORE_NAME = String.raw`(?:\.|::|\b(?:fun|val|var)[ \t]+)`;

const NAMED_MODIFIER = new RegExp(
  [
    String.raw`\b(?:${MODIFIERS})\b(?=${BEHIND_NAME})`,
    String.raw`(?<=${BEFORE_VALUE})(?:${MODIFIERS})(?=[ \t]*\r?\n)`,
    String.raw`(?<=${BEFORE_NAME})(?:${MODIFIERS}|suspend|dynamic)\b`,
    // Types that suspend have parentheses and an arrow behind them.
    String.raw`\bsuspend\b(?=\.|\((?!(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)[ \t]*->))`,
    String.raw`\bdynamic\b(?=[.(])`,
    String.raw`\b(?:get|set|by|where)\b(?=[.,)])`,
  ].join('|'),
  'g',
);

/** The text with names that are modifiers elsewhere as other names; nothing moves. */
export function nameSoftWords(text: string): string {
  return text.replace(NAMED_MODIFIER, (word) => '_'.repeat(word.length));
}
