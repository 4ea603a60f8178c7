// How alike two words are written, for answers to a word that nobody knows.

/** The one of `known` that was probably meant by `word`; undefined when none is like it. Letters count without case. */
export function findNearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const others = known.filter((candidate) => candidate !== word);
  const scored = others
    // Words of other lengths are further away than that; a very long one is not compared letter by letter.
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= allowed)
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase(), allowed) }))
    .filter(({ distance }) => distance <= allowed)
    .toSorted((a, b) => a.distance - b.distance);
  return scored[0]?.candidate ?? others.find((candidate) => isBeginning(wanted, candidate.toLowerCase()));
}

/** A sentence that names what was probably meant, with a space before it; empty when nothing is like it. */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = findNearest(word, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/** That `word` is none of the words there are, which are named, with the one that was probably meant. */
export function describeNoneOf(word: string, known: readonly string[]): string {
  return `"${word}" is none of ${known.join(', ')}.${didYouMean(word, known)}`;
}

function isBeginning(a: string, b: string): boolean {
  return a.length > 2 && (a.startsWith(b) || b.startsWith(a));
}

/** Edits between two words where two swapped neighbours count once; stops early, then returns more than `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (isSame ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, older[column - 2]! + 1);
      }
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    older = previous;
    previous = current;
  }
  return previous[b.length]!;
}
