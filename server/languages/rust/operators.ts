// The methods that signs call (Rust reference, std::ops and std::cmp). A comparison is that of a trait with methods of its own, each
// of which calls the one that has to be written.

import type { OperatorFunctions } from '../nodeRules.ts';

const ARITHMETIC = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'rem',
  '&': 'bitand',
  '|': 'bitor',
  '^': 'bitxor',
  '<<': 'shl',
  '>>': 'shr',
};

export const onTwo: OperatorFunctions = {
  members: {
    ...Object.fromEntries(Object.entries(ARITHMETIC).map(([sign, name]) => [sign, [name]])),
    '==': ['eq'],
    '!=': ['ne', 'eq'],
    '<': ['lt', 'partial_cmp'],
    '>': ['gt', 'partial_cmp'],
    '<=': ['le', 'partial_cmp'],
    '>=': ['ge', 'partial_cmp'],
  },
};

export const updates: OperatorFunctions = {
  members: Object.fromEntries(
    Object.entries(ARITHMETIC).map(([sign, name]) => [`${sign}=`, [`${name}_assign`]]),
  ),
};

/** What `*` leads to is told by no function where a reference stands. */
export const onOne: OperatorFunctions = { members: { '-': ['neg'], '!': ['not'] } };

export const indexes: OperatorFunctions = { members: { '[]': ['index'] } };
