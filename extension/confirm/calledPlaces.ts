// What is defined under the name of a call, asked of a language server, and behind a variable what that is given. Knows
// neither windows nor protocols: both are asked through `DefinitionSource`.
import type { AnsweredPlace, DefinedPlace } from '../../server/protocol/rpc.ts';
import { findGiven } from '../../server/protocol/callColumns.ts';
import type { TextPosition } from '../../server/protocol/callColumns.ts';

/** A language server with the texts that it reads. Files are relative to the root of the workspace. */
export interface DefinitionSource {
  /** Undefined when there was no answer. */
  findDefinitions(
    file: string,
    positions: readonly TextPosition[],
  ): Promise<readonly (readonly DefinedPlace[])[] | undefined>;
  /**
   * What a call hierarchy would begin with at a position, where there are such: it is what the name stands for in the end, also
   * where a definition is the import of the name. Undefined when there was no answer.
   */
  findCalled?(file: string, position: TextPosition): Promise<readonly DefinedPlace[] | undefined>;
  /** A row by its 1-based number, '' where there is none. */
  readRow(file: string, line: number): Promise<string>;
}

/** Asks about calls; what a variable is given is asked once. */
export class CalledPlaces {
  readonly #source: DefinitionSource;
  readonly #given = new Map<string, AnsweredPlace['given']>();

  constructor(source: DefinitionSource) {
    this.#source = source;
  }

  /** The definitions of what stands at each of `positions`; undefined when there was no answer. */
  async find(file: string, positions: readonly TextPosition[]): Promise<AnsweredPlace[][] | undefined> {
    const found = await this.#source.findDefinitions(file, positions);
    if (!found) return undefined;
    const answers: AnsweredPlace[][] = [];
    for (const [at, defined] of found.entries()) {
      const places = await this.#seeThrough(file, positions[at]!, defined);
      const answer: AnsweredPlace[] = [];
      for (const place of places) {
        const given = await this.#findGiven(place);
        answer.push(given ? { ...place, given } : place);
      }
      answers.push(answer);
    }
    return answers;
  }

  /**
   * A server that has not read the other files names the import, or nothing. VS Code's own for TypeScript leaves definitions to such a
   * one until a file is shown or a project is found, and answers call hierarchies by the other.
   */
  async #seeThrough(
    file: string,
    position: TextPosition,
    defined: readonly DefinedPlace[],
  ): Promise<readonly DefinedPlace[]> {
    if (!this.#source.findCalled || defined.some((place) => place.file !== file)) return defined;
    const called = await this.#source.findCalled(file, position);
    return called?.length && called.every((place) => place.file !== file) ? called : defined;
  }

  async #findGiven(place: DefinedPlace): Promise<AnsweredPlace['given']> {
    const { file, line, character } = place;
    if (file === '') return undefined;
    const key = `${line}:${character} ${file}`;
    if (!this.#given.has(key)) this.#given.set(key, await this.#askGiven(place));
    return this.#given.get(key);
  }

  async #askGiven({ file, line, character }: DefinedPlace): Promise<AnsweredPlace['given']> {
    const given = findGiven(await this.#source.readRow(file, line), character);
    if (!given) return undefined;
    const position = { line: line - 1, character: given.character };
    const [places = []] = (await this.#source.findDefinitions(file, [position])) ?? [];
    return places.length > 0 ? { isCalled: given.isCalled, places } : undefined;
  }
}
