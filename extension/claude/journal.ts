// What this machine remembers of connecting Claude Code: what was written, to take it back, and whether the user was asked.
// One file in ~/.codebase-memory, because that is where Claude Code runs, also behind Remote and WSL.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '../../server/ownership/atomicFile.ts';
import type { InsertedBlock } from './instructionText.ts';
import type { Step } from './plan.ts';

/** The answer to "connect Claude Code?"; `later` also when the question was closed. */
export type Answer = 'connect' | 'later' | 'never';

/** The files of the plugin as they were written, by path in its folder. */
export interface WrittenPlugin {
  readonly folder: string;
  readonly files: Readonly<Record<string, WrittenFile>>;
  /** Folders that were made for it, outermost first. */
  readonly madeFolders: readonly string[];
}

export interface WrittenFile {
  /** What was there before; null for nothing. */
  readonly before: string | null;
  /** SHA-256 of what was written. */
  readonly digest: string;
}

interface Content {
  readonly answer?: Answer;
  /** Steps by configuration file, oldest first. */
  readonly steps?: Readonly<Record<string, readonly Step[]>>;
  readonly plugin?: WrittenPlugin;
  /** Blocks of instructions by file. */
  readonly blocks?: Readonly<Record<string, InsertedBlock>>;
}

/** A question that nobody answered for so long was left behind by a window that is gone. */
const QUESTION_STALE_MS = 15 * 60_000;

export class Journal {
  readonly #file: string;

  constructor(home: string) {
    this.#file = join(home, '.codebase-memory', 'claude.json');
  }

  findAnswer(): Answer | undefined {
    return this.#load().answer;
  }

  writeAnswer(answer: Answer): void {
    this.#write({ ...this.#load(), answer });
  }

  /** The steps written into a configuration file, oldest first. */
  listSteps(configFile: string): readonly Step[] {
    return this.#load().steps?.[configFile] ?? [];
  }

  writeSteps(configFile: string, steps: readonly Step[]): void {
    const content = this.#load();
    const others = Object.entries(content.steps ?? {}).filter(([file]) => file !== configFile);
    const all = steps.length > 0 ? [...others, [configFile, steps] as const] : others;
    this.#write({ ...content, steps: Object.fromEntries(all) });
  }

  findPlugin(): WrittenPlugin | undefined {
    return this.#load().plugin;
  }

  writePlugin(plugin: WrittenPlugin | undefined): void {
    const { plugin: _former, ...content } = this.#load();
    this.#write(plugin ? { ...content, plugin } : content);
  }

  /** The blocks of instructions that were put into files. */
  listBlocks(): ReadonlyMap<string, InsertedBlock> {
    return new Map(Object.entries(this.#load().blocks ?? {}));
  }

  writeBlock(file: string, block: InsertedBlock | undefined): void {
    const content = this.#load();
    const { [file]: _former, ...others } = content.blocks ?? {};
    this.#write({ ...content, blocks: block ? { ...others, [file]: block } : others });
  }

  /** True for one of several windows that want to ask at the same time; that one calls `endQuestion`. */
  beginQuestion(): boolean {
    const file = this.#questionFile;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const askedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (askedAt !== undefined && Math.abs(Date.now() - askedAt) > QUESTION_STALE_MS)
      rmSync(file, { force: true });
    try {
      writeFileSync(file, '', { flag: 'wx' });
      return true;
    } catch {
      return false;
    }
  }

  endQuestion(): void {
    rmSync(this.#questionFile, { force: true });
  }

  get #questionFile(): string {
    return `${this.#file}.asking`;
  }

  #load(): Content {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return typeof value === 'object' && value !== null ? value : {};
    } catch {
      // Without a memory, entries of ours are still found by what they run.
      return {};
    }
  }

  #write(content: Content): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileAtomically(this.#file, `${JSON.stringify(content, null, 2)}\n`);
  }
}
