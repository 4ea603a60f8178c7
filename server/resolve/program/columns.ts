// Short names for the columns of the program that the resolver reads in its inner loops.

import { SPREAD, TYPE_ARGUMENT } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { NONE } from './ids.ts';
import type {
  AnyId,
  BindingId,
  Cells,
  ExprId,
  FileId,
  IdColumn,
  ListId,
  NameId,
  ScopeId,
  SymbolId,
} from './ids.ts';
import type { Program } from './program.ts';

/** Reads single cells of the program's tables by row. */
export class Columns {
  readonly symbols: Int32Array;
  readonly symbolWidth: number;
  readonly scopes: Int32Array;
  readonly scopeWidth: number;
  readonly bindings: Int32Array;
  readonly bindingWidth: number;
  readonly expressions: Int32Array;
  readonly expressionWidth: number;
  readonly lists: Int32Array;
  readonly imports: Int32Array;
  readonly importWidth: number;
  private readonly fileOfScope: IdColumn<FileId>;
  private readonly around = new Map<SymbolId, SymbolId>();
  /** Number of the key of a spread argument. */
  private readonly spread: number;
  /** Number of the key of a type argument. */
  private readonly typeArgument: number;

  constructor({ tables, fileOfScope, numbers }: Program) {
    this.symbols = tables.symbols.ints;
    this.symbolWidth = tables.symbols.width;
    this.scopes = tables.scopes.ints;
    this.scopeWidth = tables.scopes.width;
    this.bindings = tables.bindings.ints;
    this.bindingWidth = tables.bindings.width;
    this.expressions = tables.expressions.ints;
    this.expressionWidth = tables.expressions.width;
    this.lists = tables.argumentLists.ints;
    this.imports = tables.imports.ints;
    this.importWidth = tables.imports.width;
    this.fileOfScope = fileOfScope;
    this.spread = numbers.get(SPREAD) ?? NONE;
    this.typeArgument = numbers.get(TYPE_ARGUMENT) ?? NONE;
  }

  symbol<Name extends keyof Cells<'symbols'>>(row: SymbolId, column: Name): Cells<'symbols'>[Name] {
    return this.symbols[row * this.symbolWidth + Column.symbols[column]] as Cells<'symbols'>[Name];
  }
  binding<Name extends keyof Cells<'bindings'>>(row: BindingId, column: Name): Cells<'bindings'>[Name] {
    return this.bindings[row * this.bindingWidth + Column.bindings[column]] as Cells<'bindings'>[Name];
  }
  scopeKind(scope: ScopeId): number {
    return this.scopes[scope * this.scopeWidth]!;
  }
  scopeParent(scope: ScopeId): ScopeId {
    return this.scopes[scope * this.scopeWidth + 1] as ScopeId;
  }
  scopeOwner(scope: ScopeId): SymbolId {
    return this.scopes[scope * this.scopeWidth + 2] as SymbolId;
  }
  op(expression: ExprId): number {
    return this.expressions[expression * this.expressionWidth]!;
  }
  a(expression: ExprId): AnyId {
    return this.expressions[expression * this.expressionWidth + 1] as AnyId;
  }
  b(expression: ExprId): AnyId {
    return this.expressions[expression * this.expressionWidth + 2] as AnyId;
  }
  scopeOf(expression: ExprId): ScopeId {
    return this.expressions[expression * this.expressionWidth + 3] as ScopeId;
  }
  line(expression: ExprId): number {
    return this.expressions[expression * this.expressionWidth + 4]!;
  }
  position(expression: ExprId): number {
    return this.expressions[expression * this.expressionWidth + 5]!;
  }
  fileOf(scope: ScopeId): FileId {
    return this.fileOfScope[scope]!;
  }
  fileOfSymbol(symbol: SymbolId): FileId {
    return this.fileOfScope[
      this.symbol(symbol, 'body') >= 0 ? this.symbol(symbol, 'body') : this.symbol(symbol, 'scope')
    ]!;
  }
  /** The nearest symbol around `symbol`, itself included, that is of another kind; the way to it is remembered. */
  namedAround(symbol: SymbolId, kind: number): SymbolId {
    const path: SymbolId[] = [];
    let at = symbol;
    while (at >= 0 && this.symbol(at, 'kind') === kind && !this.around.has(at)) {
      path.push(at);
      at = this.symbol(at, 'parent');
    }
    const named = this.around.get(at) ?? at;
    for (const one of path) this.around.set(one, named);
    return named;
  }
  /** Values of an argument list; keywords are left out of the positions unless asked for. */
  listLength(list: ListId): number {
    return list < 0 ? 0 : this.lists[list]!;
  }
  /** The keyword or key of a value, 0 for none. */
  listKey(list: ListId, index: number): NameId {
    return (index < this.listLength(list) ? this.lists[list + 1 + 2 * index]! : 0) as NameId;
  }
  /** Whether a value of an argument list is a type argument. */
  isTypeArgument(list: ListId, index: number): boolean {
    return this.typeArgument > 0 && this.listKey(list, index) === this.typeArgument;
  }
  /** Whether a value of an argument list stands for any number of them. */
  isSpread(list: ListId, index: number): boolean {
    return this.spread > 0 && this.listKey(list, index) === this.spread;
  }
  hasSpread(list: ListId): boolean {
    for (let index = 0; index < this.listLength(list); index++) if (this.isSpread(list, index)) return true;
    return false;
  }
  listValue(list: ListId, index: number): ExprId {
    return index < this.listLength(list) ? (this.lists[list + 2 + 2 * index] as ExprId) : NONE;
  }
  /** What a call passes to the parameter at a position with this name, -1 when it can't be told or is nothing. */
  argument(list: ListId, position: number, keyword: NameId): ExprId {
    for (let index = 0; index < this.listLength(list); index++) {
      const key = this.lists[list + 1 + 2 * index]!;
      if (key === 0) {
        if (index === position) return this.lists[list + 2 + 2 * index] as ExprId;
      } else if (key === keyword) return this.lists[list + 2 + 2 * index] as ExprId;
      // Behind what is spread out, positions are not known.
      else if (index <= position && this.spread === key) return NONE;
    }
    return NONE;
  }
  /** The argument at a position, -1 when a keyword names it or there is none. */
  positionalValue(list: ListId, index: number): ExprId {
    const isThere = index >= 0 && index < this.listLength(list) && this.lists[list + 1 + 2 * index] === 0;
    return isThere ? (this.lists[list + 2 + 2 * index] as ExprId) : NONE;
  }
}
