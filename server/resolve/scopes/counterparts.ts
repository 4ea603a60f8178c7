// Declarations for all platforms and what sources of one platform give for them are symbols of their own: a use means the one
// that is seen where it stands, whichever of them its evaluation led to.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE } from '../program/index.ts';
import type { Columns, ExprId, FileId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import type { Modules } from './modules.ts';
import type { PackageNames } from './packages.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import type { SourceSets } from './sourceSets.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const MODULE = NODE_KINDS.indexOf('Module');
const NO_SYMBOLS: readonly SymbolId[] = [];

/** Finds what stands for a symbol elsewhere. */
export class Counterparts {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  private readonly packages: PackageNames;
  private readonly sources: SourceSets;

  constructor(
    columns: Columns,
    scopes: ScopeIndex,
    modules: Modules,
    packages: PackageNames,
    sources: SourceSets,
  ) {
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.packages = packages;
    this.sources = sources;
  }

  /** What a use of `symbol` in the file `reader` means: itself, or its counterpart that is seen there. */
  meant(symbol: SymbolId, reader: FileId): SymbolId {
    const file = this.columns.fileOfSymbol(symbol);
    if (this.sources.rulesOf(file) === undefined || this.sources.isSame(file, reader)) return symbol;
    if (!this.isExpected(symbol) && !this.isActual(symbol)) return symbol;
    const path = this.pathOf(symbol);
    const tops = this.topsOf(path[0]!);
    const filesOf = (some: readonly SymbolId[]) => some.map((one) => this.columns.fileOfSymbol(one));
    const expected = tops.filter((one) => this.isExpected(one));
    const seen = this.sources.seenBy(
      reader,
      filesOf(expected),
      filesOf(tops.filter((one) => !expected.includes(one))),
    );
    if (seen === undefined || seen === file) return symbol;
    const found = this.descend(
      tops.filter((one) => this.columns.fileOfSymbol(one) === seen),
      path,
    );
    return found < 0 ? symbol : found;
  }

  /** The declaration for all platforms that `symbol` gives for one, -1 for none. */
  expectedBy(symbol: SymbolId): SymbolId {
    if (!this.isActual(symbol)) return NONE;
    const path = this.pathOf(symbol);
    const tops = this.topsOf(path[0]!).filter((one) => this.isExpected(one));
    const nearest = this.sources.nearest(
      tops.map((one) => this.columns.fileOfSymbol(one)),
      this.columns.fileOfSymbol(symbol),
    );
    return this.descend(
      tops.filter((one) => this.columns.fileOfSymbol(one) === nearest),
      path,
    );
  }

  private hasFlag(symbol: SymbolId, flag: number): boolean {
    return (this.columns.symbol(symbol, 'flags') & flag) !== 0;
  }

  /** What stands in a class that is declared so is declared so too. */
  private isExpected(symbol: SymbolId): boolean {
    for (let at = symbol; at >= 0; at = this.columns.symbol(at, 'parent'))
      if (this.hasFlag(at, SymbolFlag.expected)) return true;
    return false;
  }

  private isActual(symbol: SymbolId): boolean {
    if (this.hasFlag(symbol, SymbolFlag.actual)) return true;
    const parent = this.columns.symbol(symbol, 'parent');
    return (
      parent >= 0 && this.hasFlag(symbol, SymbolFlag.initializer) && this.hasFlag(parent, SymbolFlag.actual)
    );
  }

  /** What stands around a symbol from the top of its file on, itself last. */
  private pathOf(symbol: SymbolId): readonly SymbolId[] {
    const { columns } = this;
    const path = [symbol];
    let at = columns.symbol(symbol, 'parent');
    for (; at >= 0 && columns.symbol(at, 'kind') !== MODULE; at = columns.symbol(at, 'parent'))
      path.unshift(at);
    return path;
  }

  /** The symbols of its package that can be counterparts of one at the top of a file, itself among them. */
  private topsOf(top: SymbolId): readonly SymbolId[] {
    const { columns } = this;
    const parts = this.modules.packageParts(columns.fileOfSymbol(top)) ?? [];
    const name = columns.symbol(top, 'name');
    const tops = this.packages
      .findAll(parts, name)
      .flatMap((scope) => this.boundIn(scope, name))
      .filter((one) => this.isExpected(one) || this.isActual(one));
    return this.alike(tops, top);
  }

  private boundIn(scope: ScopeId, name: NameId): readonly SymbolId[] {
    return this.scopes
      .bindingsOf(scope, name)
      .map((row) => this.columns.binding(row, 'symbol'))
      .filter((symbol) => symbol >= 0);
  }

  /** Goes from counterparts of the first symbol of a path to that of the last one, -1 for none. */
  private descend(tops: readonly SymbolId[], path: readonly SymbolId[]): SymbolId {
    let at = tops[0] ?? NONE;
    for (const [index, symbol] of path.entries()) {
      if (at < 0) return NONE;
      if (index === 0) continue;
      const body = this.columns.symbol(at, 'body');
      // A class that says nothing of how it is made stands for that too.
      const around = at;
      const members = body < 0 ? NO_SYMBOLS : this.boundIn(body, this.columns.symbol(symbol, 'name'));
      at = this.alike(members, symbol)[0] ?? NONE;
      if (at < 0 && this.hasFlag(symbol, SymbolFlag.initializer)) return around;
    }
    return at;
  }

  /** Of symbols of one name those that can stand for another: types for types, functions for those that take the same. */
  private alike(symbols: readonly SymbolId[], like: SymbolId): readonly SymbolId[] {
    const isType = TYPE_KINDS.has(this.columns.symbol(like, 'kind'));
    const kindred = symbols.filter((one) => TYPE_KINDS.has(this.columns.symbol(one, 'kind')) === isType);
    if (isType || kindred.length < 2) return kindred;
    const shape = this.shapeOf(like);
    const same = kindred.filter((one) => this.shapeOf(one) === shape);
    return same.length > 0 ? same : kindred.filter((one) => this.countOf(one) === this.countOf(like));
  }

  private countOf(symbol: SymbolId): number {
    return this.parametersOf(symbol).length;
  }

  /** The types of what a function is called on and of its parameters, as they are written. */
  private shapeOf(symbol: SymbolId): string {
    const types = this.parametersOf(symbol);
    return [this.columns.symbol(symbol, 'receiver'), ...types].map((type) => this.written(type, 0)).join();
  }

  private parametersOf(symbol: SymbolId): readonly ExprId[] {
    const { columns, scopes } = this;
    const body = columns.symbol(symbol, 'body');
    const types: ExprId[] = [];
    if (body < 0) return types;
    for (let entry = scopes.first[body]!; entry < scopes.first[body + 1]!; entry++) {
      const row = scopes.rows[entry]!;
      if (columns.binding(row, 'kind') === BindingKind.parameter)
        types[columns.binding(row, 'payload')] = columns.binding(row, 'type');
    }
    return Array.from(types, (type) => type ?? (NONE as ExprId));
  }

  private written(type: ExprId, depth: number): string {
    const { columns } = this;
    if (type < 0 || depth > MAX_DEPTH) return '';
    const op = columns.op(type);
    if (op === Op.name) return String(columns.a(type));
    if (op === Op.member) return String(columns.b(type));
    if (op !== Op.generic) return `:${op}`;
    const list = columns.b(type);
    const inner = Array.from({ length: columns.listLength(list) }, (_, at) =>
      this.written(columns.listValue(list, at), depth + 1),
    );
    return `${this.written(columns.a(type), depth + 1)}<${inner.join()}>`;
  }
}

/** Types that are nested deeper are taken for the same. */
const MAX_DEPTH = 4;
