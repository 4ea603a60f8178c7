// The methods that signs call (Python data model, emulating numeric types): one of the left operand, else one of the right operand.

import type { OperatorFunctions } from '../nodeRules.ts';

const ARITHMETIC = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '@': 'matmul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '^': 'xor',
  '|': 'or',
};

const signs = Object.entries(ARITHMETIC);

export const arithmetic: OperatorFunctions = {
  members: Object.fromEntries(signs.map(([sign, name]) => [sign, [`__${name}__`]])),
  // Texts take anything behind their `%`.
  reflected: Object.fromEntries(
    signs.filter(([sign]) => sign !== '%').map(([sign, name]) => [sign, `__r${name}__`]),
  ),
};

/** Of `a += b`: where no method changes the object, the result of the other one is assigned. */
export const updates: OperatorFunctions = {
  members: Object.fromEntries(signs.map(([sign, name]) => [`${sign}=`, [`__i${name}__`, `__${name}__`]])),
};

export const onOne: OperatorFunctions = {
  members: { '-': ['__neg__'], '+': ['__pos__'], '~': ['__invert__'] },
};
