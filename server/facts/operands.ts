// What the operands of each op name: the one place that says so, for all that walk or renumber expressions.

import { Op } from './expressions.ts';

/** What the `a` or `b` of an expression is. A row is -1 where there is none. */
export const Operand = {
  /** A number that means itself. */
  plain: 0,
  expression: 1,
  /** A string. */
  name: 2,
  /** A list in the table of arguments. */
  arguments: 3,
  symbol: 4,
  scope: 5,
  import: 6,
} as const;

/** Op → what its `a` is. */
export const A_OPERAND = operands({
  [Operand.expression]: [
    Op.member,
    Op.call,
    Op.construct,
    Op.await,
    Op.iterate,
    Op.key,
    Op.typeParameter,
    Op.enter,
    Op.element,
    Op.choice,
    Op.instance,
    Op.subscript,
    Op.generic,
    Op.collection,
    Op.functionType,
    Op.mapping,
    Op.typeOf,
    Op.guarded,
    Op.withItem,
    Op.range,
    Op.thrown,
    Op.predicate,
    Op.tested,
    Op.result,
    Op.otherwise,
    Op.typeAlias,
    Op.asserted,
    Op.part,
    Op.qualifier,
    Op.given,
    Op.led,
    Op.taken,
    Op.cast,
    Op.conditional,
    Op.indexed,
    Op.keysOf,
  ],
  [Operand.name]: [Op.name, Op.super, Op.literal, Op.sequence, Op.entries],
  [Operand.symbol]: [Op.symbol, Op.rest],
  [Operand.scope]: [Op.object],
  [Operand.import]: [Op.imported],
});

/** Op → what its `b` is. */
export const B_OPERAND = operands({
  [Operand.expression]: [Op.choice, Op.subscript, Op.mapping, Op.guarded, Op.otherwise, Op.asserted, Op.cast],
  [Operand.arguments]: [
    Op.call,
    Op.construct,
    Op.sequence,
    Op.generic,
    Op.functionType,
    Op.entries,
    Op.withItem,
    Op.given,
    Op.conditional,
    Op.indexed,
  ],
  [Operand.name]: [Op.member, Op.collection, Op.literal, Op.range],
});

function operands(ops: Readonly<Record<number, readonly number[]>>): Uint8Array {
  const kinds = new Uint8Array(64);
  for (const [operand, list] of Object.entries(ops)) for (const op of list) kinds[op] = Number(operand);
  return kinds;
}
