/** Files of one suffix that no language claims; '' for those without a suffix. */
export interface SuffixCount {
  readonly suffix: string;
  readonly files: number;
}

const MOST_LISTED = 8;

/** Counts the files that no language claims, by suffix, to tell what a folder holds that has nothing to index. */
export class OtherFiles {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    if (name.startsWith('.')) return;
    const dot = name.lastIndexOf('.');
    const suffix = dot > 0 ? name.slice(dot).toLowerCase() : '';
    this.#add(suffix, 1);
  }

  addAll(others: OtherFiles): void {
    // An iterator would make a pair of each count.
    others.#counts.forEach((files, suffix) => this.#add(suffix, files));
  }

  /** The most frequent ones, most files first. */
  list(): SuffixCount[] {
    const all = [...this.#counts].map(([suffix, files]) => ({ suffix, files }));
    return all.toSorted((a, b) => b.files - a.files || (a.suffix < b.suffix ? -1 : 1)).slice(0, MOST_LISTED);
  }

  #add(suffix: string, files: number): void {
    this.#counts.set(suffix, (this.#counts.get(suffix) ?? 0) + files);
  }
}
