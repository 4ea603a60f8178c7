// Macros: names for text. The text is not parsed; the names that it calls are calls by the macro, and a text that is one
// name stands for what that name means.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Extraction, Visitor } from './context.ts';
import { declareSymbol, setSignature } from './symbols.ts';
import { intern, nameOf } from './writing.ts';

/** Longer texts are data, or generated. */
const MAX_TEXT = 4000;
const CALL = /(?<![\w#.]|->|## *)([A-Za-z_]\w*)\s*\(/g;
const LONE_NAME = /^\s*\(?\s*([A-Za-z_]\w*)\s*\)?\s*$/;
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[^]*?\*\/|\/\/.*/g;

export const visitMacro: Visitor = (x, record) => {
  const name = x.tree.slot(record, 'name');
  const value = x.tree.slot(record, 'value');
  const parameters = x.tree.slot(record, 'parameters');
  // A mark that something was done, or that a file was read.
  if (name < 0 || (value < 0 && parameters < 0)) return;
  // Known wherever its file is included, and nowhere else.
  x.pendingFlags |= SymbolFlag.static | SymbolFlag.exported;
  const isFunction = parameters >= 0;
  const symbol = declareSymbol(x, isFunction ? 'Function' : 'Variable', x.tree.text(name), name, record);
  setSignature(x, symbol, x.tree.start(record), Math.min(x.tree.end(record), x.tree.start(record) + 120));
  const isRead = value >= 0 && x.tree.end(value) - x.tree.start(value) <= MAX_TEXT;
  const meant = isRead ? readText(x, symbol, value, namesOf(x, parameters)) : -1;
  x.facts.addBinding(
    MODULE_SCOPE,
    nameOf(x, name),
    isFunction ? BindingKind.symbol : BindingKind.value,
    isFunction ? symbol : meant,
    x.tree.start(name),
    -1,
    -1,
    symbol,
  );
};

function namesOf(x: Extraction, list: number): Set<string> {
  const names = new Set<string>();
  for (
    let child = list < 0 ? -1 : x.tree.firstChild(list);
    child >= 0;
    child = x.tree.nextSibling(child, list)
  )
    names.add(x.tree.text(child));
  return names;
}

/** The uses in the text of a macro; the expression of a text that is one name, -1 for others. */
function readText(x: Extraction, symbol: number, value: number, parameters: ReadonlySet<string>): number {
  const text = x.tree.text(value).replace(QUOTED, (quoted) => ' '.repeat(quoted.length));
  const { wordsBeforeParentheses = [] } = x.rules.calls;
  const isCalled = (name: string) => !parameters.has(name) && !wordsBeforeParentheses.includes(name);
  const reads: { name: string; at: number; isCall: boolean }[] = [];
  const lone = LONE_NAME.exec(text)?.[1];
  if (lone !== undefined && isCalled(lone)) reads.push({ name: lone, at: text.indexOf(lone), isCall: false });
  for (const match of text.matchAll(CALL))
    if (isCalled(match[1]!)) reads.push({ name: match[1]!, at: match.index, isCall: true });
  if (reads.length === 0) return -1;
  const scope = x.facts.addScope(ScopeKind.function, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  let line = x.tree.line(value);
  let seen = 0;
  let meant = -1;
  for (const { name, at, isCall } of reads) {
    for (; seen < at; seen++) if (text[seen] === '\n') line++;
    const position = x.tree.start(value) + at;
    const read = x.facts.addExpression(Op.name, intern(x, name), 0, scope, line, position);
    if (!isCall) meant = read;
    if (isCall) x.facts.addExpression(Op.call, read, -1, scope, line, position);
  }
  return meant;
}
