// How many rows of each kind there are, or by how many a write made them more or fewer: a write counts along, so that nobody has to
// count all rows after it.

/** More than there are reasons. */
const REASONS_LIMIT = 256;

/** Numbers of rows, negative where a write left fewer. */
export class RowCounts {
  /** By kind of the symbol. */
  readonly symbols = new Map<number, number>();
  /** By `edgeKey`. */
  readonly edges = new Map<number, number>();
  /** Call sites that nothing was found for, local names left out. */
  unresolved = 0;

  addSymbols(kind: number, count: number): void {
    addTo(this.symbols, kind, count);
  }

  addEdges(kind: number, reason: number, count: number): void {
    addTo(this.edges, edgeKey(kind, reason), count);
  }

  add({ symbols, edges, unresolved }: RowCounts): void {
    for (const [kind, count] of symbols) addTo(this.symbols, kind, count);
    for (const [key, count] of edges) addTo(this.edges, key, count);
    this.unresolved += unresolved;
  }
}

/** One number for the kind and the reason of an edge. */
function edgeKey(kind: number, reason: number): number {
  return kind * REASONS_LIMIT + reason;
}

export function splitEdgeKey(key: number): { readonly kind: number; readonly reason: number } {
  return { kind: Math.floor(key / REASONS_LIMIT), reason: key % REASONS_LIMIT };
}

/** SQL of the same number for rows of edges. */
export const EDGE_KEY_SQL: string = `kind * ${REASONS_LIMIT} + reason`;

/** Nothing is said of what there is none of. */
function addTo(counts: Map<number, number>, key: number, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
