// How values of C#'s own types are taken for others: the types that keywords name, the implicit numeric conversions
// (C# specification, 10.2.3) and which of two types is the better target of one (12.6.4.7).

import type { Conversions } from '../rules/typeRules.ts';

/** Keyword → the type of the library that it names. */
export const keywordTypes: Readonly<Record<string, string>> = {
  bool: 'Boolean',
  byte: 'Byte',
  char: 'Char',
  decimal: 'Decimal',
  double: 'Double',
  float: 'Single',
  int: 'Int32',
  long: 'Int64',
  nint: 'IntPtr',
  nuint: 'UIntPtr',
  object: 'Object',
  sbyte: 'SByte',
  short: 'Int16',
  string: 'String',
  uint: 'UInt32',
  ulong: 'UInt64',
  ushort: 'UInt16',
  void: 'Void',
};

const WIDENING = `
SByte: Int16 Int32 Int64 Single Double Decimal
Byte: Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal
Int16: Int32 Int64 Single Double Decimal
UInt16: Int32 UInt32 Int64 UInt64 Single Double Decimal
Int32: Int64 Single Double Decimal
UInt32: Int64 UInt64 Single Double Decimal
Int64: Single Double Decimal
UInt64: Single Double Decimal
Char: UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal
Single: Double
`;

const VALUES =
  'Boolean Byte Char Decimal Double Single Int32 Int64 IntPtr UIntPtr SByte Int16 UInt32 UInt64 UInt16';

export const conversions: Conversions = {
  widens: new Map(
    WIDENING.trim()
      .split('\n')
      .map((line) => {
        const [type, others] = line.split(': ') as [string, string];
        return [type, others.split(' ')];
      }),
  ),
  boxes: new Map(VALUES.split(' ').map((name) => [name, 'ValueType'])),
  constants: new Map([['Int32', ['SByte', 'Byte', 'Int16', 'UInt16', 'UInt32', 'UInt64']]]),
  preferred: new Map([
    ['SByte', ['Byte', 'UInt16', 'UInt32', 'UInt64']],
    ['Int16', ['UInt16', 'UInt32', 'UInt64']],
    ['Int32', ['UInt32', 'UInt64']],
    ['Int64', ['UInt64']],
  ]),
  enumerationLiteral: 'Int32',
  words: new Map(Object.entries(keywordTypes).map(([word, type]) => [type, word])),
  finals: new Set(['String', 'Void']),
};
