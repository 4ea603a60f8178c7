// Functions without a name: what they are called in the graph. The words follow from the place alone, so that they stay
// when the file is edited elsewhere.

import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { slotOrFirst } from './children.ts';
import type { Extractor } from './extractor.ts';

/** What stands for the name where the language has no word of its own. */
const NAMELESS = '<anonymous>';
/** Names of callees beyond this length are cut off. */
const MAX_CALLEE = 40;

/** Makes `symbol`, a function without a name written at `record`, a node: its words stand in place of a signature. */
export function describeNameless(x: Extractor, symbol: number, record: number): void {
  x.setFlag(symbol, SymbolFlag.nameless);
  const callee = calleeOf(x, record);
  const words =
    callee === '' ? (x.compiled.language.rules.names.namelessFunction ?? NAMELESS) : `${callee}() callback`;
  x.facts.tables.symbols.set(symbol, Column.symbols.signature, x.intern(words));
}

/** The last name of what the function is an argument of, '' when it is none. */
function calleeOf(x: Extractor, record: number): string {
  let list = x.parentOf(record);
  if (list >= 0 && x.ruleOf(list).role === 'keyword-argument') list = x.parentOf(list);
  const call = list >= 0 && x.ruleOf(list).role === 'arguments' ? x.parentOf(list) : -1;
  const { role } = call < 0 ? { role: undefined } : x.ruleOf(call);
  if (role !== 'call' && role !== 'construct') return '';
  const callee =
    x.slotField(call, 'property') === 0 ? slotOrFirst(x, call, 'function') : x.slot(call, 'property');
  const calleeRole = callee < 0 ? undefined : x.ruleOf(callee).role;
  const name = calleeRole === 'member' ? x.slot(callee, 'property') : calleeRole === 'name' ? callee : -1;
  return name < 0 ? '' : x.text(name).slice(0, MAX_CALLEE);
}
