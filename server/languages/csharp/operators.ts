// The functions that signs mean (C# specification, 12.4.3), by the names that their declarations have.

import type { OperatorFunctions } from '../nodeRules.ts';

const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'];

function named(signs: readonly string[]): OperatorFunctions {
  return { functions: Object.fromEntries(signs.map((sign) => [sign, `operator ${sign}`])) };
}

export const onTwo = named([...ARITHMETIC, '==', '!=', '<', '>', '<=', '>=']);

/** `a += b` is `a = a + b`. */
export const updates: OperatorFunctions = {
  functions: Object.fromEntries(ARITHMETIC.map((sign) => [`${sign}=`, `operator ${sign}`])),
};

export const onOne = named(['+', '-', '!', '~', '++', '--']);

export const indexes: OperatorFunctions = { members: { '[]': ['this[]'], '[]=': ['this[]'] } };
