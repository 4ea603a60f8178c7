// A sample of the symbols of a corpus.
import { createRandom } from './random.ts';

/** Places (`file:line`) of random symbols with names that differ, from the rows of `dump --canonical`; the same for a seed. */
export function pickSymbols(dump: readonly string[], wanted: number, seed: number): string[] {
  const byName = new Map<string, string>();
  for (const row of dump) {
    const [kind, symbol = '', name = ''] = row.split('\t');
    const place = /^(?!Module|File|Folder|External|Package)\w+ .* (\S+:[1-9]\d*)$/.exec(symbol)?.[1];
    if (kind === 'symbol' && place && /^[\p{L}\p{N}_$]+$/u.test(name)) byName.set(name, place);
  }
  const random = createRandom(seed);
  const names = [...byName.keys()].sort();
  const picked = new Set<string>();
  while (picked.size < Math.min(wanted, names.length))
    picked.add(names[Math.floor(random() * names.length)]!);
  return [...picked].map((name) => byName.get(name)!);
}
