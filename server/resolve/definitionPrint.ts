// What is gathered of one definition: a fingerprint of what is written, and the names that it mentions.

/** Names by how they are looked up. */
export interface Mentions {
  /** From the inside out, in the file and in what it shares names with. */
  readonly plain: ReadonlySet<number>;
  /** In something else: a module, a class, an object. */
  readonly reached: ReadonlySet<number>;
}

/** Adds what is written to a fingerprint and a set of names. */
export class DefinitionPrint {
  print = 17;
  readonly plain = new Set<number>();
  readonly reached = new Set<number>();
  /** Local variables of what is described: they mean nothing else. */
  private readonly own = new Set<number>();

  add(value: number): void {
    const mixed = Math.imul(this.print ^ value, 0x9e37_79b1);
    this.print = mixed ^ (mixed >>> 15);
  }
  /** `print` stands for a name that the described function binds for itself. */
  addPlain(name: number, print = name): void {
    this.add(print);
    (print === name ? this.plain : this.own).add(name);
  }
  addReached(name: number): void {
    this.add(name);
    this.reached.add(name);
  }
  mentions(name: number): boolean {
    return this.plain.has(name) || this.reached.has(name) || this.own.has(name);
  }
  mentionAll({ plain, reached, own }: DefinitionPrint): void {
    for (const name of plain) this.plain.add(name);
    for (const name of reached) this.reached.add(name);
    for (const name of own) this.own.add(name);
  }
}
