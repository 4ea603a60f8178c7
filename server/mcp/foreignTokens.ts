// What text outside of ASCII takes in tokens. The vocabulary of o200k_base has words of the great scripts, and bytes for
// everything else; which words is not known here. So a letter counts as part of a word where it can be one, and as bytes where
// it repeats the letter before, or is one of those that words are hardly made of.

/** A range of UTF-16 code units with the tokens of one: within a word, and otherwise. */
type Range = readonly [first: number, last: number, inWord: number, alone: number];

/** Counted with gpt-tokenizer on a page of each language, and on units drawn by chance; see test/mcp/foreignTokens.test.ts. */
const RANGES: readonly Range[] = [
  [0x0080, 0x009f, 2, 2],
  [0x00a0, 0x00bf, 1, 1],
  [0x00c0, 0x00ff, 0.6, 1],
  [0x0100, 0x017f, 0.9, 2],
  [0x0180, 0x02ff, 2, 2],
  [0x0300, 0x036f, 1.5, 2],
  // Capitals and letters of dead alphabets among the small ones of living words.
  [0x0370, 0x03ab, 1.2, 2],
  [0x03ac, 0x03ce, 0.55, 2],
  [0x03cf, 0x03ff, 2, 2],
  [0x0400, 0x042f, 1, 2],
  [0x0430, 0x045f, 0.45, 1.5],
  [0x0460, 0x052f, 2, 2],
  [0x0530, 0x0560, 1, 2],
  [0x0561, 0x0587, 0.55, 2],
  [0x0588, 0x05cf, 2, 2],
  [0x05d0, 0x05ea, 0.55, 2],
  [0x05eb, 0x061f, 2, 2],
  [0x0620, 0x064a, 0.5, 2],
  [0x064b, 0x06ff, 1.5, 2],
  [0x0700, 0x08ff, 2.5, 3],
  [0x0900, 0x097f, 0.8, 2],
  [0x0980, 0x0dff, 0.75, 2],
  [0x0e00, 0x0e7f, 0.8, 2],
  [0x0e80, 0x109f, 1.5, 3],
  [0x10a0, 0x10ff, 0.8, 3],
  [0x1100, 0x1dff, 2.6, 3],
  [0x1e00, 0x1eff, 1, 2],
  [0x1f00, 0x1fff, 2.2, 3],
  [0x2000, 0x200f, 2, 2],
  [0x2010, 0x2027, 1, 1],
  [0x2028, 0x218f, 2, 2],
  [0x2190, 0x22ff, 1.7, 2],
  [0x2300, 0x24ff, 2.5, 3],
  [0x2500, 0x257f, 1, 1],
  [0x2580, 0x27ff, 2, 2],
  [0x2800, 0x2fff, 3, 3],
  [0x3000, 0x30ff, 1, 1.5],
  [0x3100, 0x4dff, 3, 3],
  [0x4e00, 0x9fff, 1.4, 2],
  [0xa000, 0xabff, 3, 3],
  [0xac00, 0xd7ff, 1.3, 3],
  // First halves of characters, those of signs and faces cheaper than those of letters of rare scripts; second halves.
  [0xd800, 0xd83b, 2.7, 2.7],
  [0xd83c, 0xd83e, 1.3, 1.3],
  [0xd83f, 0xdbff, 2.7, 2.7],
  [0xdc00, 0xdfff, 1.3, 1.3],
  [0xe000, 0xfeff, 3, 3],
  [0xff00, 0xffff, 1.7, 2],
];

/** For every unit above ASCII, in a word and alone, in twentieths of a token. */
const [IN_WORD, ALONE] = [tabulate(2), tabulate(3)];

function tabulate(column: 2 | 3): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const range of RANGES) table.fill(Math.round(range[column] * 20), range[0], range[1] + 1);
  return table;
}

/** Tokens of one UTF-16 code unit above ASCII after `before`, NaN for nothing; on the dear side where nothing tells. */
export function foreignTokens(unit: number, before: number): number {
  return (unit === before ? ALONE : IN_WORD)[unit]! / 20;
}
