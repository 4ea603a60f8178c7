// The members that signs call (Kotlin specification, operator overloading).

import type { OperatorFunctions } from '../nodeRules.ts';

const ARITHMETIC = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'div', '%': 'rem' };

/** Of `a + b`. */
export const arithmetic: OperatorFunctions = {
  members: Object.fromEntries(Object.entries(ARITHMETIC).map(([sign, name]) => [sign, [name]])),
};

/** Of `a += b`: where no function assigns, the result of the other one is. */
export const updates: OperatorFunctions = {
  members: Object.fromEntries(
    Object.entries(ARITHMETIC).map(([sign, name]) => [`${sign}=`, [`${name}Assign`, name]]),
  ),
};

export const comparisons: OperatorFunctions = {
  members: {
    '==': ['equals'],
    '!=': ['equals'],
    '<': ['compareTo'],
    '>': ['compareTo'],
    '<=': ['compareTo'],
    '>=': ['compareTo'],
  },
};

export const membership: OperatorFunctions = {
  members: { in: ['contains'], '!in': ['contains'] },
  turned: ['in', '!in'],
};

export const ranges: OperatorFunctions = { members: { '..': ['rangeTo'], '..<': ['rangeUntil'] } };

export const onOne: OperatorFunctions = {
  members: { '-': ['unaryMinus'], '+': ['unaryPlus'], '!': ['not'], '++': ['inc'], '--': ['dec'] },
};

export const indexes: OperatorFunctions = { members: { '[]': ['get'], '[]=': ['set'] } };
