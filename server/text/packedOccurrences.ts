// Occurrences of one name in many files as integers, for the way between threads.

import { LOOKS, PLACES, RECEIVERS, type Occurrence } from './occurrences.ts';

/** The occurrences in one file. */
export interface FileOccurrences {
  readonly file: string;
  readonly occurrences: readonly Occurrence[];
}

/** What was found of a name. */
export interface PackedOccurrences {
  /** Files that hold it. */
  readonly files: readonly string[];
  /** Names that occurrences are reached through. */
  readonly names: readonly string[];
  /**
   * Rows of WIDTH integers: index of the file, line, column, the numbers of place, look and receiver, the index of the
   * name that it is reached through, the line of the import of that, and the index of the name it is imported by.
   */
  readonly rows: Int32Array<ArrayBuffer>;
  /** Files that could not be read, or are another text than the index was made of. */
  readonly unreadable: readonly string[];
  readonly changed: readonly string[];
  /** Files that were looked at or are known not to hold it, of all. */
  readonly searched: number;
  readonly total: number;
}

const WIDTH = 9;

type Packed = Pick<PackedOccurrences, 'files' | 'names' | 'rows'>;

export function packOccurrences(found: readonly FileOccurrences[]): Packed {
  const rows = new Int32Array(found.reduce((sum, { occurrences }) => sum + occurrences.length, 0) * WIDTH);
  const numbers = new Map([['', 0]]);
  let at = 0;
  for (const [index, { occurrences }] of found.entries()) {
    for (const { line, column, place, look, receiver, through, throughLine, throughName } of occurrences) {
      const kinds = [PLACES.indexOf(place), LOOKS.indexOf(look), RECEIVERS.indexOf(receiver)];
      rows.set([index, line, column, ...kinds, numberOf(through), throughLine, numberOf(throughName)], at);
      at += WIDTH;
    }
  }
  return { files: found.map(({ file }) => file), names: [...numbers.keys()], rows };

  function numberOf(name: string): number {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  }
}

export function unpackOccurrences({ files, names, rows }: Packed): FileOccurrences[] {
  const lists: Occurrence[][] = files.map(() => []);
  for (let at = 0; at < rows.length; at += WIDTH) {
    lists[rows[at]!]!.push({
      line: rows[at + 1]!,
      column: rows[at + 2]!,
      place: PLACES[rows[at + 3]!]!,
      look: LOOKS[rows[at + 4]!]!,
      receiver: RECEIVERS[rows[at + 5]!]!,
      through: names[rows[at + 6]!]!,
      throughLine: rows[at + 7]!,
      throughName: names[rows[at + 8]!]!,
    });
  }
  return files.map((file, index) => ({ file, occurrences: lists[index]! }));
}
