// What is gathered of one definition: a fingerprint of what is written, and the names that it mentions.

/** Adds what is written to a fingerprint and a set of names. */
export class DefinitionPrint {
  print = 17;
  private readonly mentioned = new Set<number>();

  add(value: number): void {
    const mixed = Math.imul(this.print ^ value, 0x9e37_79b1);
    this.print = mixed ^ (mixed >>> 15);
  }
  /** `print` stands for a name that the described function binds for itself. */
  addName(name: number, print = name): void {
    this.add(print);
    this.mentioned.add(name);
  }
  /** A name that is not written there. */
  mention(name: number): void {
    this.mentioned.add(name);
  }
  mentions(name: number): boolean {
    return this.mentioned.has(name);
  }
  mentionAll({ mentioned }: DefinitionPrint): void {
    for (const name of mentioned) this.mentioned.add(name);
  }
}
