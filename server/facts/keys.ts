/** More names than a program has. The keys that are made with it stay below 2^53 for as many places. */
const NAMES = 2 ** 26;

/** One number for a name in a place: a scope, a file, or an owner of members. */
export function keyOfName(place: number, name: number): number {
  return place * NAMES + name;
}
