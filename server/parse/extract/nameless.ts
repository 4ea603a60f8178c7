// Functions without a name: what they are called in the graph. The words follow from the place alone, so that they stay
// when the file is edited elsewhere.

import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { slotOrFirst } from './children.ts';
import type { Extraction } from './context.ts';
import { setFlag } from './symbols.ts';
import { intern } from './writing.ts';

/** What stands for the name where the language has no word of its own. */
const NAMELESS = '<anonymous>';
/** Names of callees beyond this length are cut off. */
const MAX_CALLEE = 40;

/** Makes `symbol`, a function without a name written at `record`, a node: its words stand in place of a signature. */
export function describeNameless(x: Extraction, symbol: number, record: number): void {
  setFlag(x, symbol, SymbolFlag.nameless);
  const callee = calleeOf(x, record);
  const words = callee === '' ? (x.rules.names.namelessFunction ?? NAMELESS) : `${callee}() callback`;
  x.facts.tables.symbols.set(symbol, Column.symbols.signature, intern(x, words));
}

/** The last name of what the function is an argument of, '' when it is none. */
function calleeOf(x: Extraction, record: number): string {
  let list = x.tree.parentOf(record);
  if (list >= 0 && x.tree.ruleOf(list).role === 'keyword-argument') list = x.tree.parentOf(list);
  const call = list >= 0 && x.tree.ruleOf(list).role === 'arguments' ? x.tree.parentOf(list) : -1;
  const { role } = call < 0 ? { role: undefined } : x.tree.ruleOf(call);
  if (role !== 'call' && role !== 'construct') return '';
  const callee =
    x.tree.slotField(call, 'property') === 0
      ? slotOrFirst(x, call, 'function')
      : x.tree.slot(call, 'property');
  const calleeRole = callee < 0 ? undefined : x.tree.ruleOf(callee).role;
  const isMember = calleeRole === 'member' || calleeRole === 'path';
  const name = isMember ? x.tree.slot(callee, 'property') : calleeRole === 'name' ? callee : -1;
  return name < 0 ? '' : x.tree.text(name).slice(0, MAX_CALLEE);
}
