// Macros: names for text. The text is not parsed; the names that it calls are calls by the macro, and a text that is one
// name stands for what that name means.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { Extractor, Visitor } from './extractor.ts';

/** Longer texts are data, or generated. */
const MAX_TEXT = 4000;
const CALL = /(?<![\w#.]|->|## *)([A-Za-z_]\w*)\s*\(/g;
const LONE_NAME = /^\s*\(?\s*([A-Za-z_]\w*)\s*\)?\s*$/;
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[^]*?\*\/|\/\/.*/g;

export const visitMacro: Visitor = (x, record) => {
  const name = x.slot(record, 'name');
  const value = x.slot(record, 'value');
  const parameters = x.slot(record, 'parameters');
  // A mark that something was done, or that a file was read.
  if (name < 0 || (value < 0 && parameters < 0)) return;
  // Known wherever its file is included, and nowhere else.
  x.pendingFlags |= SymbolFlag.static | SymbolFlag.exported;
  const isFunction = parameters >= 0;
  const symbol = x.declare(isFunction ? 'Function' : 'Variable', x.text(name), name, record);
  x.setSignature(symbol, x.start(record), Math.min(x.end(record), x.start(record) + 120));
  x.facts.addBinding(
    x.moduleScope,
    x.nameOf(name),
    isFunction ? BindingKind.symbol : BindingKind.value,
    isFunction ? symbol : -1,
    x.start(name),
    -1,
    -1,
    symbol,
  );
  if (value < 0 || x.end(value) - x.start(value) > MAX_TEXT) return;
  readText(x, symbol, value, namesOf(x, parameters));
};

function namesOf(x: Extractor, list: number): Set<string> {
  const names = new Set<string>();
  for (let child = list < 0 ? -1 : x.firstChild(list); child >= 0; child = x.nextSibling(child, list))
    names.add(x.text(child));
  return names;
}

function readText(x: Extractor, symbol: number, value: number, parameters: ReadonlySet<string>): void {
  const text = x.text(value).replace(QUOTED, (quoted) => ' '.repeat(quoted.length));
  const { wordsBeforeParentheses = [] } = x.compiled.language.rules.calls;
  const isCalled = (name: string) => !parameters.has(name) && !wordsBeforeParentheses.includes(name);
  const reads: { name: string; at: number; isCall: boolean }[] = [];
  const lone = LONE_NAME.exec(text)?.[1];
  if (lone !== undefined && isCalled(lone)) reads.push({ name: lone, at: text.indexOf(lone), isCall: false });
  for (const match of text.matchAll(CALL))
    if (isCalled(match[1]!)) reads.push({ name: match[1]!, at: match.index, isCall: true });
  if (reads.length === 0) return;
  const scope = x.facts.addScope(ScopeKind.function, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  let line = x.line(value);
  let seen = 0;
  for (const { name, at, isCall } of reads) {
    for (; seen < at; seen++) if (text[seen] === '\n') line++;
    const position = x.start(value) + at;
    const read = x.facts.addExpression(Op.name, x.intern(name), 0, scope, line, position);
    if (isCall) x.facts.addExpression(Op.call, read, -1, scope, line, position);
  }
}
