// What is looked at anew of facts that others have made: a few files, which nobody can know before.

import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { forEachString } from './factsPack.ts';
import type { SourceEntry } from './sourceFacts.ts';

/** One file of so many is looked at, one at least. */
const ONE_OF = 100;

/** Some of `entries` by chance, of those that `isUsable` takes. */
export function takeSample(
  entries: readonly SourceEntry[],
  isUsable: (entry: SourceEntry) => boolean,
): SourceEntry[] {
  const left = [...entries];
  const wanted = Math.ceil(entries.length / ONE_OF);
  const sample: SourceEntry[] = [];
  while (sample.length < wanted && left.length > 0) {
    const at = randomInt(left.length);
    const [entry] = left.splice(at, 1, left.at(-1)!);
    left.pop();
    if (isUsable(entry!)) sample.push(entry!);
  }
  return sample;
}

/** Whether two entries of one file say the same of it. */
export function areSameFacts(one: SourceEntry, other: SourceEntry): boolean {
  const { file: a, facts: factsOfOne } = one;
  const { file: b, facts: factsOfOther } = other;
  if (!factsOfOne || !factsOfOther) return factsOfOne === factsOfOther;
  const known = [a.hash, a.language, a.lines, a.status, a.reason, a.cause, a.gapLine];
  if (!isDeepStrictEqual(known, [b.hash, b.language, b.lines, b.status, b.reason, b.cause, b.gapLine]))
    return false;
  return Buffer.from(spell(factsOfOne).buffer).equals(Buffer.from(spell(factsOfOther).buffer));
}

/** Facts over the common table of strings. */
function spell({ facts, strings }: NonNullable<SourceEntry['facts']>): Int32Array<ArrayBuffer> {
  const spelt = Int32Array.from(facts);
  forEachString(spelt, (at) => {
    spelt[at] = strings[facts[at]!]!;
  });
  return spelt;
}
