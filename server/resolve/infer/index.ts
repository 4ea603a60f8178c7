// What an expression is, and why. Knows no edges.

export { Evaluator } from './evaluator.ts';
export { functionMember } from './members.ts';
export { isOperator } from './operators.ts';
