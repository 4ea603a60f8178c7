// Valid Python that tree-sitter-python 0.25 cannot read. The text is changed where it then parses as it is meant; every offset
// stays.

/** `{value:=10}` within a text with places for values: it is padded, and nothing is assigned. */
const PADDED = /(\b[fF][rR]?(?:"[^"\n]*|'[^'\n]*)\{[\p{L}_][\p{L}\p{N}_.]*(?:![rsa])?:)=(?=[^{}\n]*\})/gu;

/** The text as the grammar can parse it, of the same length. */
export function repairPython(text: string): string {
  if (!text.includes(':=')) return text;
  let repaired = text;
  // One text can have several such places; each round finds the last one of each.
  for (let rounds = 0; rounds < 4; rounds++) {
    const next = repaired.replace(PADDED, '$1<');
    if (next === repaired) break;
    repaired = next;
  }
  return repaired;
}
