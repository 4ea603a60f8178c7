// How values of Kotlin's built-in types are taken for others: their supertypes, the types that a literal number can have, and
// the types of Java that they stand for.

import type { Conversions } from '../rules/typeRules.ts';

const NUMBERS = 'Byte Short Int Long Float Double'.split(' ');
const OTHERS = 'Boolean Char String Unit Nothing'.split(' ');

const SUPERTYPES: readonly (readonly [string, readonly string[]])[] = [
  ...NUMBERS.map((name) => [name, ['Number', 'Comparable']] as const),
  ['Int', ['Number', 'Comparable', 'Long', 'Short', 'Byte']],
  ['Boolean', ['Comparable']],
  ['Char', ['Comparable']],
  ['String', ['CharSequence', 'Comparable']],
];

/** Type of Java → the one that Kotlin sees in its place. */
const TWINS = `boolean Boolean byte Byte short Short int Int long Long char Char float Float double Double
Boolean Boolean Byte Byte Short Short Integer Int Long Long Character Char Float Float Double Double
String String Object Any CharSequence CharSequence Number Number Comparable Comparable Throwable Throwable
Enum Enum Cloneable Cloneable array Array`.split(/\s+/);

/** The same of collections, which have an interface for reading only and one for changes; the latter has all members. */
const COLLECTIONS =
  `Collection MutableCollection List MutableList Set MutableSet Map MutableMap Iterator MutableIterator
ListIterator MutableListIterator Map.Entry MutableMap.MutableEntry ArrayList ArrayList HashMap HashMap HashSet HashSet
LinkedHashMap LinkedHashMap LinkedHashSet LinkedHashSet`.split(/\s+/);

function pairs(words: readonly string[], from: string, to: string): (readonly [string, string])[] {
  return words.flatMap((name, at) =>
    at % 2 === 0 ? [[`${from}.${name}`, to + words[at + 1]!] as const] : [],
  );
}

export const conversions: Conversions = {
  widens: new Map(SUPERTYPES),
  boxes: new Map(),
  finals: new Set([...NUMBERS, ...OTHERS]),
  twins: new Map([
    ...pairs(TWINS, 'java.lang', ''),
    ['java.lang.Iterable', 'kotlin.collections:MutableIterable'],
    ...pairs(COLLECTIONS, 'java.util', 'kotlin.collections:'),
  ]),
};
