// Patterns that name what made a value: `Some(x)`, `Point { x, y: z }`. What a name in them is bound to was given to that.

import { Op, positionalName } from '../../facts/expressions.ts';
import type { Extraction } from './context.ts';
import { addExpression, intern } from './writing.ts';
import { express } from './walk.ts';

/** Binds the parts of such a pattern; `bind` binds one. */
export function bindConstructed(
  x: Extraction,
  target: number,
  value: number,
  bind: (part: number, value: number) => void,
): void {
  const typeRecord = x.tree.slot(target, 'type');
  const field = x.tree.slotField(target, 'type');
  const maker = express(x, typeRecord);
  const given = (key: string, at: number): number => {
    if (maker < 0) return -1;
    const list = x.facts.addArguments([intern(x, key), value]);
    return addExpression(x, Op.given, maker, list, at);
  };
  let index = 0;
  let isCounted = true;
  for (let child = x.tree.firstChild(target); child >= 0; child = x.tree.nextSibling(child, target)) {
    if (child === typeRecord || (field !== 0 && x.tree.field(child) === field)) continue;
    const { role } = x.tree.ruleOf(child);
    if (role === 'rest-pattern') {
      // Behind it places are not known.
      isCounted = false;
      continue;
    }
    if (role === 'comment' || role === 'mark') continue;
    if (role === 'pair-pattern') {
      const key = x.tree.slot(child, 'property');
      const part = x.tree.slot(child, 'value');
      if (key >= 0) bind(part < 0 ? key : part, given(x.tree.text(key), key));
      continue;
    }
    bind(child, isCounted ? given(positionalName(index), child) : -1);
    index++;
  }
}

/** Whether a name in a pattern is a constant that is compared. */
export function isConstant(x: Extraction, name: number): boolean {
  const { variables } = x.rules.names;
  return variables !== undefined && !variables.test(x.tree.text(name));
}
