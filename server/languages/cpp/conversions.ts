// How values of C++'s own types are taken for others: promotions, arithmetic conversions, and what text and pointers become
// (ISO C++17, 7.3 [conv]).

import type { Conversions } from '../rules/typeRules.ts';

/** The types of numbers, each with the ways in which it is written, on a machine with words of 64 bits. */
const WRITTEN: Readonly<Record<string, string>> = {
  bool: 'bool',
  char: 'char',
  'signed char': 'signed char, int8_t',
  'unsigned char': 'unsigned char, uint8_t, char8_t',
  wchar_t: 'wchar_t',
  char16_t: 'char16_t',
  char32_t: 'char32_t',
  short: 'short, short int, signed short, signed short int, int16_t',
  'unsigned short': 'unsigned short, unsigned short int, short unsigned int, uint16_t',
  int: 'int, signed, signed int, int32_t',
  unsigned: 'unsigned, unsigned int, uint32_t',
  long: 'long, long int, signed long, signed long int, int64_t, ssize_t, ptrdiff_t, intptr_t',
  'unsigned long':
    'unsigned long, unsigned long int, long unsigned int, long unsigned, uint64_t, size_t, uintptr_t',
  'long long': 'long long, long long int, signed long long, signed long long int',
  'unsigned long long':
    'unsigned long long, unsigned long long int, long long unsigned int, long long unsigned',
  float: 'float',
  double: 'double',
  'long double': 'long double',
};

const NUMBERS = Object.keys(WRITTEN);

/** As it is written → the type. */
export const primitiveTypes: Readonly<Record<string, string>> = Object.fromEntries([
  ['void', 'void'],
  ['nullptr_t', 'pointer'],
  ...Object.entries(WRITTEN).flatMap(([type, names]) => names.split(', ').map((name) => [name, type])),
]) as Record<string, string>;

/** The types that the language itself has: numbers, texts as they are written in code, and pointers to these. */
export const primitives: readonly string[] = [...NUMBERS, 'void', 'text', 'pointer'];

const PROMOTED: readonly (readonly [string, string])[] = [
  ['bool', 'int'],
  ['char', 'int'],
  ['signed char', 'int'],
  ['unsigned char', 'int'],
  ['short', 'int'],
  ['unsigned short', 'int'],
  ['wchar_t', 'int'],
  ['char16_t', 'int'],
  ['char32_t', 'unsigned'],
  ['float', 'double'],
];

export const conversions: Conversions = {
  widens: new Map(PROMOTED.map(([from, to]) => [from, [to]])),
  boxes: new Map(primitives.map((one) => [one, 'value'])),
  converts: new Map([
    ...NUMBERS.map((one) => [one, NUMBERS.filter((other) => other !== one)] as const),
    ['text', ['pointer', 'bool']],
    ['pointer', ['text', 'bool']],
  ]),
  makes: new Map([
    ['text', ['string', 'string_view']],
    ['string', ['string_view']],
    ['pointer', ['shared_ptr', 'unique_ptr', 'function']],
  ]),
  // What is written in place is an array of letters, which any other text only leads to.
  constants: new Map([['text', ['array']]]),
  finals: new Set(['void']),
};
