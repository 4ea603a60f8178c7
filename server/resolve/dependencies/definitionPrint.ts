// What is gathered of one definition: a fingerprint of what is written, and the names that it mentions.

/** Mixes a number into a fingerprint. */
export function mixPrint(print: number, value: number): number {
  const mixed = Math.imul(print ^ value, 0x9e37_79b1);
  return mixed ^ (mixed >>> 15);
}

/** Adds what is written to a fingerprint and a set of names. */
export class DefinitionPrint {
  print = 17;
  /** Names in the order in which they were met, and how many of them are in the set. */
  private readonly met: number[] = [];
  private readonly mentioned = new Set<number>();
  private taken = 0;

  add(value: number): void {
    this.print = mixPrint(this.print, value);
  }
  /** `print` stands for a name that the described function binds for itself. */
  addName(name: number, print = name): void {
    this.add(print);
    this.met.push(name);
  }
  /** A name that is not written there. */
  mention(name: number): void {
    this.met.push(name);
  }
  /** The names that are mentioned, each once. */
  get names(): ReadonlySet<number> {
    for (; this.taken < this.met.length; this.taken++) this.mentioned.add(this.met[this.taken]!);
    return this.mentioned;
  }
  mentionAll(names: Iterable<number>): void {
    for (const name of names) this.met.push(name);
  }
  /** How many names were met so far. */
  get length(): number {
    return this.met.length;
  }
  /** The names met from number `from` on. */
  metSince(from: number): readonly number[] {
    return this.met.slice(from);
  }
}
