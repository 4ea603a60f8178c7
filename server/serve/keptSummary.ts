import type { GenerationSummary } from '../protocol/status.ts';

/** After an edit the index is counted when no other has come for so long: counting costs more than an edit. */
const DELAY_MS = 1000;

/** What the open generation holds, counted some time after edits, or when somebody asks. */
export class KeptSummary {
  #value: GenerationSummary | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #count: () => Promise<GenerationSummary>;
  readonly #onChange: () => void;

  constructor(count: () => Promise<GenerationSummary>, onChange: () => void) {
    this.#count = count;
    this.#onChange = onChange;
  }

  get value(): GenerationSummary | null {
    return this.#value;
  }

  /** Another generation is open, or none. */
  set(value: GenerationSummary | null): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#value = value;
  }

  /** An edit was taken in. */
  noteEdit(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.settle(), DELAY_MS);
    this.#timer.unref();
  }

  /** Counts now what edits have changed since. Never throws. */
  async settle(): Promise<void> {
    if (!this.#timer) return;
    const before = this.#value;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      const value = await this.#count();
      if (this.#value !== before) return;
      this.#value = value;
      this.#onChange();
    } catch {
      // The generation was harmed or closed meanwhile; whoever noticed brings another.
    }
  }
}
