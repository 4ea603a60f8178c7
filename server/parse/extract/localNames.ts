// The local names of the function that is being read, where they are not followed: a read of one makes no fact, so that
// long functions cost what they call and not what they compute.

/** Local names, each with the expression of its type; the innermost block that declares a name decides. */
export class LocalNames {
  private readonly types = new Map<number, number>();
  /** (name, type before) of what was declared since the outermost block began; undefined types are NONE. */
  private readonly undo: number[] = [];
  private depth = 0;

  /** Forgets everything, for the next file. */
  clear(): void {
    this.types.clear();
    this.undo.length = 0;
    this.depth = 0;
  }

  /** Whether a declaration that is read now makes a local name. */
  get isOpen(): boolean {
    return this.depth > 0;
  }

  /** Runs `body` as a block: what it declares is forgotten at its end. */
  within(body: () => void): void {
    const first = this.undo.length;
    this.depth++;
    body();
    this.depth--;
    while (this.undo.length > first) {
      const type = this.undo.pop()!;
      const name = this.undo.pop()!;
      if (type === NONE) this.types.delete(name);
      else this.types.set(name, type);
    }
  }

  /** Declares a name; `type` is an expression or -1. */
  add(name: number, type: number): void {
    this.undo.push(name, this.types.get(name) ?? NONE);
    this.types.set(name, type);
  }

  /** The type of a local name, -1 when it is not known; undefined for a name that is not local. */
  typeOf(name: number): number | undefined {
    return this.types.get(name);
  }
}

const NONE = -2;
