// Qualified names as the index holds them: their parts stand in the notation of the language, between dots where it has none.

/** What stands between two parts of a name. */
const SEPARATOR = /::|->|[.#:/\\]/;
/** The last one, with the name behind it; a function that a sign or a conversion calls has such marks in its name. */
const LAST_PART =
  /^(.*?)(?:::|[.#:\\])(operator\W.*|operator [^]*|#?(?:(?!::|[.#:\\])[^])+|[^\p{L}\p{N}_]+)$/su;

/** The parts of what a symbol stands in, outermost first. */
export function ownerParts(qualifiedName: string): string[] {
  const owner = ownerOf(qualifiedName);
  return owner === '' ? [] : owner.split(SEPARATOR);
}

/** All parts of a name, outermost first. */
export function partsOf(qualifiedName: string): string[] {
  return [...ownerParts(qualifiedName), lastPart(qualifiedName)];
}

/** The name of what a symbol stands in, '' for one that stands in nothing. */
export function ownerOf(qualifiedName: string): string {
  return LAST_PART.exec(qualifiedName)?.[1] ?? '';
}

/** The name without what the symbol stands in. */
export function lastPart(qualifiedName: string): string {
  return LAST_PART.exec(qualifiedName)?.[2] ?? qualifiedName;
}

/** Whether a name is another, or ends in it where a part begins. */
export function endsInName(qualifiedName: string, ending: string): boolean {
  if (!qualifiedName.endsWith(ending)) return false;
  const before = qualifiedName.at(-ending.length - 1);
  return before === undefined || '.#:/\\'.includes(before);
}
