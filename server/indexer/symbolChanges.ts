// How the definitions of one file differ between two texts. Owns which lines belong to a definition alone and which
// definitions of the two texts are the same one. Pure.

import { SymbolFlag } from '../graph.ts';
import type { NodeKind } from '../protocol/graph.ts';
import type { Outline, OutlineImport, OutlineSymbol } from './outlineText.ts';
import { isCommentLine } from './wordLines.ts';

/** A definition that is new, gone, or not what it was. */
export interface SymbolChange {
  readonly change: 'added' | 'deleted' | 'signature' | 'body';
  readonly kind: NodeKind;
  readonly name: string;
  readonly qualifiedName: string;
  /** In the later text, for `deleted` in the earlier one; 1-based. */
  readonly line: number;
  /** What it was and is; the same, or '', where that says nothing. */
  readonly before: string;
  readonly after: string;
  /** Called by the language, its library or its tools by its name: whoever uses what it belongs to. */
  readonly isImplicit: boolean;
}

/** What changed in one file. */
export interface OutlineChanges {
  readonly symbols: readonly SymbolChange[];
  /** Names that the file takes from elsewhere now and did not, or the other way round: as called here, '*' for all names. */
  readonly imports: readonly string[];
  /** Code outside of every definition is another, its imports and comments aside. */
  readonly isTopLevelChanged: boolean;
}

const NOTHING: Outline = { lines: [], symbols: [], imports: [], problems: [] };
const IMPLICIT = SymbolFlag.initializer | SymbolFlag.implicit;

/** What came of comparing an outline with an earlier one, as long as both are kept. */
const compared = new WeakMap<Outline, WeakMap<Outline, OutlineChanges>>();

/** Compares two outlines of a file; undefined where there is no text. */
export function compareOutlines(before: Outline = NOTHING, after: Outline = NOTHING): OutlineChanges {
  let earlier = compared.get(after);
  if (!earlier) compared.set(after, (earlier = new WeakMap()));
  let changes = earlier.get(before);
  if (!changes) earlier.set(before, (changes = compare(before, after)));
  return changes;
}

function compare(old: Outline, now: Outline): OutlineChanges {
  const oldTexts = ownTexts(old);
  const nowTexts = ownTexts(now);
  const symbols: SymbolChange[] = [];
  const pairs = pairSymbols(old.symbols, oldTexts.of, now.symbols, nowTexts.of);
  for (const symbol of now.symbols) {
    const earlier = pairs.get(symbol);
    if (!earlier) symbols.push(describe('added', symbol, '', symbol.signature));
    else if (earlier.signature !== symbol.signature)
      symbols.push(describe('signature', symbol, earlier.signature, symbol.signature));
    else if (oldTexts.of.get(earlier) !== nowTexts.of.get(symbol))
      symbols.push(describe('body', symbol, earlier.signature, symbol.signature));
  }
  const kept = new Set(pairs.values());
  for (const symbol of old.symbols)
    if (!kept.has(symbol)) symbols.push(describe('deleted', symbol, symbol.signature, ''));
  return {
    symbols,
    imports: compareImports(old.imports, now.imports),
    isTopLevelChanged: oldTexts.top !== nowTexts.top,
  };
}

function describe(
  change: SymbolChange['change'],
  { kind, name, qualifiedName, line, flags }: OutlineSymbol,
  before: string,
  after: string,
): SymbolChange {
  return { change, kind, name, qualifiedName, line, before, after, isImplicit: (flags & IMPLICIT) !== 0 };
}

/**
 * Later definition → the earlier one that it is. By qualified name and kind; among several of the same those with the same
 * text first, then those with the same signature, then by order.
 */
function pairSymbols(
  old: readonly OutlineSymbol[],
  oldTexts: ReadonlyMap<OutlineSymbol, string>,
  now: readonly OutlineSymbol[],
  nowTexts: ReadonlyMap<OutlineSymbol, string>,
): Map<OutlineSymbol, OutlineSymbol> {
  const earlier = Map.groupBy(old, keyOfSymbol);
  const pairs = new Map<OutlineSymbol, OutlineSymbol>();
  for (const [key, later] of Map.groupBy(now, keyOfSymbol)) {
    const free = new Set(earlier.get(key));
    const open = new Set(later);
    const pairBy = (isSame: (a: OutlineSymbol, b: OutlineSymbol) => boolean): void => {
      for (const symbol of open) {
        const found = [...free].find((one) => isSame(one, symbol));
        if (!found) continue;
        pairs.set(symbol, found);
        free.delete(found);
        open.delete(symbol);
      }
    };
    if (free.size > 1 || open.size > 1) {
      pairBy((a, b) => a.signature === b.signature && oldTexts.get(a) === nowTexts.get(b));
      pairBy((a, b) => a.signature === b.signature);
    }
    pairBy(() => true);
  }
  return pairs;
}

/** The lines that belong to each definition and to none within it, and those that belong to none at all. */
function ownTexts({ lines, symbols, imports }: Outline): {
  readonly of: ReadonlyMap<OutlineSymbol, string>;
  readonly top: string;
} {
  const endsOf = new Map<number, number>();
  for (const { startLine, endLine } of symbols)
    endsOf.set(startLine, Math.max(endLine, endsOf.get(startLine) ?? 0));
  const covered = new Uint8Array(lines.length + 2);
  const of = new Map<OutlineSymbol, string>();
  for (const symbol of symbols) {
    const own: string[] = [];
    for (let line = symbol.startLine; line <= symbol.endLine; line++) {
      // What starts on a later line is inside of it, or follows it on its last one.
      const inner = line > symbol.startLine ? endsOf.get(line) : undefined;
      if (inner !== undefined) line = Math.min(inner, symbol.endLine);
      else own.push(lines[line - 1] ?? '');
    }
    covered.fill(1, symbol.startLine, symbol.endLine + 1);
    of.set(symbol, own.flatMap((text) => text.trimEnd() || []).join('\n'));
  }
  for (const line of listImportLines(lines, imports)) covered[line] = 1;
  const top = lines.filter((text, at) => covered[at + 1] === 0 && text.trim() !== '' && !isCommentLine(text));
  return { of, top: top.map((text) => text.trim()).join('\n') };
}

/** The lines of imports, those among them that an open bracket carries on to. */
function listImportLines(lines: readonly string[], imports: readonly OutlineImport[]): Set<number> {
  const found = new Set<number>();
  for (const { line } of imports) {
    let depth = 0;
    for (let at = line; at <= lines.length; at++) {
      const text = lines[at - 1]!;
      found.add(at);
      depth += (text.match(/[([{]/g)?.length ?? 0) - (text.match(/[)\]}]/g)?.length ?? 0);
      if (depth <= 0 && !text.trimEnd().endsWith('\\')) break;
    }
  }
  return found;
}

function compareImports(old: readonly OutlineImport[], now: readonly OutlineImport[]): string[] {
  const before = new Set(old.map(keyOfImport));
  const after = new Set(now.map(keyOfImport));
  const changed = [
    ...now.filter((one) => !before.has(keyOfImport(one))),
    ...old.filter((one) => !after.has(keyOfImport(one))),
  ];
  return [...new Set(changed.map(({ local, name }) => local || name || '*'))];
}

function keyOfSymbol({ kind, qualifiedName }: OutlineSymbol): string {
  return `${kind} ${qualifiedName}`;
}

function keyOfImport({ specifier, name, local }: OutlineImport): string {
  return `${specifier}\n${name}\n${local}`;
}
