/** The signs that functions can be declared for, each with the node that stands for the name of such a function. */
const SIGNS = [
  ['plus', '+'],
  ['minus', '-'],
  ['times', '*'],
  ['over', '/'],
  ['modulo', '%'],
  ['xor', '^'],
  ['and', '&'],
  ['or', '|'],
  ['invert', '~'],
  ['not', '!'],
  ['assign', '='],
  ['less', '<'],
  ['greater', '>'],
  ['add', '+='],
  ['subtract', '-='],
  ['multiply', '*='],
  ['divide', '/='],
  ['reduce', '%='],
  ['toggle', '^='],
  ['mask', '&='],
  ['set', '|='],
  ['left', '<<'],
  ['right', '>>'],
  ['left_assign', '<<='],
  ['right_assign', '>>='],
  ['equal', '=='],
  ['unequal', '!='],
  ['at_most', '<='],
  ['at_least', '>='],
  ['order', '<=>'],
  ['both', '&&'],
  ['either', '||'],
  ['increment', '++'],
  ['decrement', '--'],
  ['comma', ','],
  ['arrow_member', '->*'],
  ['arrow', '->'],
  ['call', '()'],
  ['subscript', '[]'],
] as const;

/** Node type → the name that it spells. */
export const operatorNames: readonly { readonly type: string; readonly name: string }[] = SIGNS.map(
  ([word, sign]) => ({ type: `operator_${word}`, name: `operator${sign}` }),
);

const TYPE_BY_SIGN: ReadonlyMap<string, string> = new Map(
  SIGNS.map(([word, sign]) => [sign, `operator_${word}`]),
);

/** The node type that spells the name of an operator function; undefined for those of no sign, such as `operator new`. */
export function nodeOfOperator(written: string): string | undefined {
  return TYPE_BY_SIGN.get(written.replace(/^operator/, '').replaceAll(/\s+/g, ''));
}
