// Which files cannot have a key: a Bloom filter, kept in the manifest of a commit, so that of a thousand files those are opened that have
// something to say. Keys are hashes, so they are not hashed again.

const BITS_PER_KEY = 10;
/** Bits that are looked at: of keys that are not there, one in a hundred has them all. */
const PROBES = 6;

/** The filter of these keys as a text. */
export function makeKeyFilter(keys: Iterable<bigint>): string {
  const distinct = new Set(keys);
  const bytes = Buffer.alloc(Math.max(8, Math.ceil((distinct.size * BITS_PER_KEY) / 8)));
  for (const key of distinct)
    for (const bit of probesOf(key, bytes.length * 8)) bytes[bit >> 3]! |= 1 << (bit & 7);
  return bytes.toString('base64');
}

/** Whether one of the keys may be among those of the filter. */
export function mayHaveKey(filter: string, keys: readonly bigint[]): boolean {
  const bytes = Buffer.from(filter, 'base64');
  return keys.some((key) =>
    probesOf(key, bytes.length * 8).every((bit) => (bytes[bit >> 3]! & (1 << (bit & 7))) !== 0),
  );
}

function probesOf(key: bigint, bits: number): number[] {
  const first = Number(key & 0xffff_ffffn);
  // Odd, so that the steps do not meet at once.
  const step = Number(key >> 32n) | 1;
  return Array.from({ length: PROBES }, (_, at) => (first + at * (step >>> 0)) % bits);
}
