// Symbols of the graph as their definitions are met: rows with their kind, place, flags, signature and prose.

import { ScopeKind } from '../../facts/expressions.ts';
import { keyOfName } from '../../facts/keys.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { PACKAGE_VARIANT } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { NodeKind } from '../../protocol/graph.ts';
import { takeComment } from './comments.ts';
import { MODULE_SCOPE, MODULE_SYMBOL } from './context.ts';
import type { Extraction } from './context.ts';
import { docText } from './prose.ts';
import { scopeKind } from './scopes.ts';
import { intern } from './writing.ts';

/** Kind of a function that has no name: it owns a scope, and the graph attributes its calls to what encloses it. */
export const ANONYMOUS_KIND = 255;
/** The longest signature or documentation that is kept, in characters. */
const MAX_PROSE = 240;

const KIND_INDEX = Object.fromEntries(NODE_KINDS.map((kind, index) => [kind, index])) as Record<
  NodeKind,
  number
>;

/** Declares the file itself, with its scope: the first symbol and the first scope of its facts. */
export function declareModule(x: Extraction, name: string, lines: number): void {
  const { facts } = x;
  facts.addSymbol({
    kind: KIND_INDEX.Module,
    name: facts.strings.intern(name),
    parent: -1,
    scope: -1,
    nameLine: 0,
    startLine: 0,
    endLine: Math.max(0, lines - 1),
    position: 0,
  });
  facts.addScope(ScopeKind.module, -1, MODULE_SYMBOL);
  facts.tables.symbols.set(MODULE_SYMBOL, Column.symbols.body, MODULE_SCOPE);
}

/** Names the package to which the file belongs; `variant` tells the targets of the build that it is meant for. */
export function setPackageName(x: Extraction, name: string, variant: string): void {
  const clause = variant === '' ? name : name + PACKAGE_VARIANT + variant;
  x.facts.tables.symbols.set(MODULE_SYMBOL, Column.symbols.signature, intern(x, clause));
}

/** Marks the functions of the file that a tool calls by their names. */
export function markToolTargets(x: Extraction, source: string): void {
  const { toolFiles, privateNames } = x.rules.publication;
  if (toolFiles?.test(source) !== true) return;
  const { symbols } = x.facts.tables;
  for (let symbol = MODULE_SYMBOL + 1; symbol < symbols.rows; symbol++) {
    const isTop =
      symbols.get(symbol, Column.symbols.kind) === KIND_INDEX.Function &&
      symbols.get(symbol, Column.symbols.parent) === MODULE_SYMBOL;
    const name = x.facts.strings.strings[symbols.get(symbol, Column.symbols.name)]!;
    if (isTop && privateNames?.test(name) !== true) setFlag(x, symbol, SymbolFlag.implicit);
  }
}

/** Declares a symbol for the definition `record` whose name stands at `nameRecord`. */
export function declareSymbol(
  x: Extraction,
  kind: NodeKind | typeof ANONYMOUS_KIND,
  name: string,
  nameRecord: number,
  record: number,
): number {
  const at = nameRecord >= 0 ? nameRecord : record;
  const isNameless = kind === ANONYMOUS_KIND || x.isNamelessType;
  const symbol = x.facts.addSymbol({
    kind: isNameless ? ANONYMOUS_KIND : KIND_INDEX[kind],
    name: intern(x, name),
    parent: x.owner,
    scope: x.scope,
    nameLine: x.tree.line(at),
    startLine: x.decoratedLine >= 0 ? x.decoratedLine : x.tree.line(record),
    endLine: x.tree.endLine(record),
    position: x.tree.start(at),
  });
  const { symbols, decorators } = x.facts.tables;
  const isInObject = scopeKind(x) === ScopeKind.object;
  const flags = x.pendingFlags | (isInObject ? SymbolFlag.value : 0);
  x.pendingFlags = 0;
  symbols.set(symbol, Column.symbols.flags, flags);
  if (isNameless) return symbol;
  if (x.decorators.length > 0) symbols.set(symbol, Column.symbols.flags, flags | SymbolFlag.decorated);
  for (const value of x.decorators) decorators.add(symbol, value);
  const comment = takeComment(x, symbols.get(symbol, Column.symbols.startLine));
  if (comment !== undefined) {
    setDoc(x, symbol, comment);
    if (x.rules.publication.reachedByComment?.test(comment) === true) setFlag(x, symbol, SymbolFlag.implicit);
  }
  x.decorators = [];
  x.decoratedLine = -1;
  return symbol;
}

/** The symbol of a module or class variable; declared on its first assignment, -1 for a local. */
export function declareVariable(
  x: Extraction,
  scope: number,
  name: number,
  nameRecord: number,
  record: number,
): number {
  const kindOfScope = scopeKind(x, scope);
  const isKept =
    kindOfScope === ScopeKind.module ||
    kindOfScope === ScopeKind.class ||
    kindOfScope === ScopeKind.namespace;
  if (!isKept) return -1;
  const key = keyOfName(scope, name);
  const known = x.variables.get(key);
  if (known !== undefined) return known;
  const kind = kindOfScope === ScopeKind.class ? 'Field' : 'Variable';
  const symbol = declareSymbol(x, kind, x.facts.strings.strings[name]!, nameRecord, record);
  x.variables.set(key, symbol);
  return symbol;
}

export function setFlag(x: Extraction, symbol: number, flag: number): void {
  const { symbols } = x.facts.tables;
  symbols.set(symbol, Column.symbols.flags, symbols.get(symbol, Column.symbols.flags) | flag);
}

/** Notes that the class around reaches members of its own under names that are computed. */
export function noteComputedName(x: Extraction): void {
  const { symbols } = x.facts.tables;
  let symbol = x.owner;
  while (symbol >= 0 && symbols.get(symbol, Column.symbols.kind) !== KIND_INDEX.Class)
    symbol = symbols.get(symbol, Column.symbols.parent);
  if (symbol >= 0) setFlag(x, symbol, SymbolFlag.computes);
}

/** Keeps the text from `start` to `end` as the symbol's signature, white space folded. */
export function setSignature(x: Extraction, symbol: number, start: number, end: number): void {
  const text = x.tree.textBetween(start, Math.min(end, start + MAX_PROSE * 2));
  // Where signatures are compared, what is said about parameters does not belong to them.
  const bare = x.rules.names.shapeOf === undefined ? text : text.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, ' ');
  const folded = bare
    .replaceAll(/\n[ \t]*(?:# |\/\/).*/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_PROSE);
  x.facts.tables.symbols.set(symbol, Column.symbols.signature, intern(x, folded));
}

/** Keeps what a comment or string says as the symbol's documentation. */
export function setDoc(x: Extraction, symbol: number, raw: string): void {
  const text = docText(raw, MAX_PROSE, x.language.lexis);
  if (text !== '') x.facts.tables.symbols.set(symbol, Column.symbols.doc, intern(x, text));
}
