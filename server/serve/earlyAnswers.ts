// Brings what the first index has parsed so far to where questions are answered, piece by piece and only when somebody is
// there to ask. Owns the flow from the index thread to the store; decides neither what may be asked nor who waits.

import { isAbsolute } from 'node:path';
import type { ReadGate } from '../discover/readGate.ts';
import { CodedError, messageOf } from '../errors.ts';
import type { GraphDefinitions } from '../graph.ts';
import type { Log } from '../log.ts';
import type { StoreClient } from '../store/client.ts';
import type { EarlyIndex } from './engine.ts';

/** Windows show a few files; of more, the first ones are as good as any. */
const MAX_PREFERRED = 500;

/** Where the definitions come from. */
export interface DefinitionSource {
  onDefined: (definitions: GraphDefinitions) => void;
  askDefinitions(): void;
  prefer(paths: readonly string[]): void;
}

/** The definitions that answer during the first index of a workspace. */
export class EarlyAnswers implements EarlyIndex {
  readonly #source: DefinitionSource;
  readonly #store: Pick<StoreClient, 'define' | 'undefine'>;
  readonly #file: string;
  readonly #gate: Pick<ReadGate, 'locate'>;
  readonly #log: Log;
  readonly #preferred = new Set<string>();
  #isWanted = false;
  /** A first index is under way. */
  #isOpen = false;
  #files = 0;

  /** `file` is where the store keeps them, a name that nothing else has. */
  constructor(
    source: DefinitionSource,
    store: Pick<StoreClient, 'define' | 'undefine'>,
    file: string,
    gate: Pick<ReadGate, 'locate'>,
    log: Log,
  ) {
    this.#source = source;
    this.#store = store;
    this.#file = file;
    this.#gate = gate;
    this.#log = log;
    source.onDefined = (definitions) => void this.#take(definitions);
  }

  get files(): number {
    return this.#files;
  }

  want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    if (this.#isOpen) this.#source.askDefinitions();
  }

  prefer(paths: readonly string[]): void {
    const added = paths.flatMap((path) => this.#locate(path)).slice(0, MAX_PREFERRED - this.#preferred.size);
    for (const path of added) this.#preferred.add(path);
    if (this.#isOpen) this.#source.prefer(added);
  }

  /** The first index has been asked for. */
  begin(): void {
    this.#isOpen = true;
    if (this.#preferred.size > 0) this.#source.prefer([...this.#preferred]);
    if (this.#isWanted) this.#source.askDefinitions();
  }

  /** A generation has been opened, which ends them. */
  end(): void {
    this.#isOpen = false;
    this.#files = 0;
  }

  /** The first index has failed: throws them away. */
  async abandon(): Promise<void> {
    this.end();
    await this.#store.undefine();
  }

  async #take(definitions: GraphDefinitions): Promise<void> {
    if (!this.#isOpen) return;
    try {
      await this.#store.define(this.#file, definitions);
    } catch (error) {
      // A full disk, for one: the index will tell. What is there goes on answering.
      this.#log.warn('early answers end', { message: messageOf(error) });
      return;
    }
    // Another answer may have come in between: the one that ends them.
    if (!this.#isOpen) return;
    this.#files += definitions.files.length;
    this.#source.askDefinitions();
  }

  /** The path as the index writes it; none for what is outside of the workspace. */
  #locate(path: string): string[] {
    try {
      return isAbsolute(path) ? [this.#gate.locate(path)] : [];
    } catch (error) {
      if (error instanceof CodedError) return [];
      throw error;
    }
  }
}
