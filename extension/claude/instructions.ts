// The instructions for agents in the files of a project, from beginning to end. Knows no VS Code.
import { FileNotText } from './errors.ts';
import { writeFileSet } from './fileSet.ts';
import { addBlock, hasBlock, removeBlock } from './instructionText.ts';
import type { Journal } from './journal.ts';
import type { Outcome, Review } from './registration.ts';
import { loadText, NotText } from './textFile.ts';
import type { FileText } from './textFile.ts';

/** Files of a project that agents read before they begin. */
export const INSTRUCTION_FILES = ['CLAUDE.md', 'AGENTS.md'] as const;

/** A file of a project is everybody's, as the person's umask has it. */
const SHARED = 0o666;

export class Instructions {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Whether the file has the block; false when it can't be read. */
  isIn(file: string): boolean {
    try {
      return hasBlock(loadText(file));
    } catch {
      return false;
    }
  }

  /** Adds the block to a file, which is made if need be, or brings it up to date. */
  add(file: string, review: Review): Promise<Outcome> {
    const target = { subject: 'instructions', place: file, mode: SHARED } as const;
    const makePlan = () => {
      const before = load(file);
      const { after, inserted } = addBlock(before, this.#journal.listBlocks().get(file));
      return {
        kind: hasBlock(before) ? ('update' as const) : ('add' as const),
        changes: [{ file, before, after }],
        remember: () => this.#journal.writeBlock(file, inserted),
      };
    };
    return writeFileSet(target, makePlan, review);
  }

  /** Takes the block out of a file again. */
  remove(file: string, review: Review): Promise<Outcome> {
    const target = { subject: 'instructions', place: file, mode: SHARED } as const;
    const makePlan = () => {
      const before = load(file);
      return {
        kind: 'remove' as const,
        changes: [{ file, before, after: removeBlock(before, this.#journal.listBlocks().get(file)) }],
        remember: () => this.#journal.writeBlock(file, undefined),
      };
    };
    return writeFileSet(target, makePlan, review);
  }

  /** The files that have the block as far as is remembered, and those of `others` that have it. */
  list(others: readonly string[]): string[] {
    return [...new Set([...this.#journal.listBlocks().keys(), ...others])].filter((file) => this.isIn(file));
  }
}

function load(file: string): FileText {
  try {
    return loadText(file);
  } catch (error) {
    throw error instanceof NotText ? FileNotText.from(error, file, error.message) : error;
  }
}
