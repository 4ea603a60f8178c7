// Whether an extension for a language answers a question that this one answers too. VS Code merges the answers of all to
// some questions: where somebody else serves a language this extension is silent, so that nothing stands in a list twice.

/** Remembers for which kinds of files others answer; asked again as long as they don't. */
export class OtherProviders {
  readonly #served = new Set<string>();
  /** Questions that are put to the others now; they reach this extension as well. */
  readonly #asking = new Set<string>();

  /** Whether a question is one of `serve`'s own, to which this extension must not answer. */
  isAsking(question: string): boolean {
    return this.#asking.has(question);
  }

  /**
   * Whether others answer for `kind`, a kind of file. `ask` puts `question` to all providers, and says whether there was
   * an answer; it is not called again once there was.
   */
  async serve(kind: string, question: string, ask: () => Thenable<boolean>): Promise<boolean> {
    if (this.#served.has(kind)) return true;
    if (!(await this.ask(question, ask))) return false;
    this.#served.add(kind);
    return true;
  }

  /** What `ask` resolves with, which puts `question` to all providers; this extension does not answer to it. */
  async ask<Answer>(question: string, ask: () => Thenable<Answer>): Promise<Answer> {
    this.#asking.add(question);
    try {
      return await ask();
    } finally {
      this.#asking.delete(question);
    }
  }
}

/** A question about what stands at a place, in the words in which it is told from others. */
export function questionAt(
  command: string,
  uri: { toString(): string },
  { line, character }: { readonly line: number; readonly character: number },
): string {
  return `${command} ${uri.toString()} ${line}:${character}`;
}
