// What counts as a word: exactly what ripgrep's -w counts, so that its numbers and ours can be compared. A word character
// is a letter, a mark, a decimal digit, a connector such as the underscore, or a joiner (Unicode's \w). `$` is none: it is
// part of a name in some languages, and a name found beside it is told apart later.

const WORD_CHARACTER = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
/** What is known of the characters of the basic plane: 0 not looked at, 1 no word character, 2 a word character. */
const known = new Uint8Array(0x10000);

/** Whether the code unit at `index` belongs to a word character; false outside of the text. */
export function isWordAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit >= 0xd800 && unit <= 0xdfff) return isSurrogateWord(text, index, unit);
  return isWordUnit(unit);
}

function isWordUnit(unit: number): boolean {
  if (Number.isNaN(unit)) return false;
  const answer = known[unit]!;
  if (answer !== 0) return answer === 2;
  const isWord = WORD_CHARACTER.test(String.fromCharCode(unit));
  known[unit] = isWord ? 2 : 1;
  return isWord;
}

function isSurrogateWord(text: string, index: number, unit: number): boolean {
  const point = text.codePointAt(unit >= 0xdc00 ? index - 1 : index);
  return point !== undefined && point > 0xffff && WORD_CHARACTER.test(String.fromCodePoint(point));
}

/** Offsets at which `name` stands as a word of its own, ascending; they do not overlap. */
export function findWord(text: string, name: string): number[] {
  const found: number[] = [];
  let at = text.indexOf(name);
  while (at >= 0) {
    const end = at + name.length;
    const isWhole = !isWordAt(text, at - 1) && !isWordAt(text, end);
    if (isWhole) found.push(at);
    at = text.indexOf(name, isWhole ? end : at + 1);
  }
  return found;
}
