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
Iterable Iterable Enum Enum Cloneable Cloneable array Array`.split(/\s+/);

export const conversions: Conversions = {
  widens: new Map(SUPERTYPES),
  boxes: new Map(),
  finals: new Set([...NUMBERS, ...OTHERS]),
  twins: new Map(
    TWINS.flatMap((name, at) => (at % 2 === 0 ? [[`java.lang.${name}`, TWINS[at + 1]!] as const] : [])),
  ),
};
