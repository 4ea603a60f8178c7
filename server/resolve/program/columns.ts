// Short names for the columns of the program that the resolver reads in its inner loops.

import { SPREAD, TYPE_ARGUMENT } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
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
  private readonly fileOfScope: Int32Array;
  private readonly around = new Map<number, number>();
  /** Number of the key of a spread argument. */
  private readonly spread: number;
  /** Number of the key of a type argument. */
  private readonly typeArgument: number;

  constructor({ tables, fileOfScope, strings }: Program) {
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
    this.spread = strings.indexOf(SPREAD);
    this.typeArgument = strings.indexOf(TYPE_ARGUMENT);
  }

  symbol(row: number, column: keyof typeof Column.symbols): number {
    return this.symbols[row * this.symbolWidth + Column.symbols[column]]!;
  }
  binding(row: number, column: keyof typeof Column.bindings): number {
    return this.bindings[row * this.bindingWidth + Column.bindings[column]]!;
  }
  scopeKind(scope: number): number {
    return this.scopes[scope * this.scopeWidth]!;
  }
  scopeParent(scope: number): number {
    return this.scopes[scope * this.scopeWidth + 1]!;
  }
  scopeOwner(scope: number): number {
    return this.scopes[scope * this.scopeWidth + 2]!;
  }
  op(expression: number): number {
    return this.expressions[expression * this.expressionWidth]!;
  }
  a(expression: number): number {
    return this.expressions[expression * this.expressionWidth + 1]!;
  }
  b(expression: number): number {
    return this.expressions[expression * this.expressionWidth + 2]!;
  }
  scopeOf(expression: number): number {
    return this.expressions[expression * this.expressionWidth + 3]!;
  }
  line(expression: number): number {
    return this.expressions[expression * this.expressionWidth + 4]!;
  }
  position(expression: number): number {
    return this.expressions[expression * this.expressionWidth + 5]!;
  }
  fileOf(scope: number): number {
    return this.fileOfScope[scope]!;
  }
  fileOfSymbol(symbol: number): number {
    return this.fileOfScope[
      this.symbol(symbol, 'body') >= 0 ? this.symbol(symbol, 'body') : this.symbol(symbol, 'scope')
    ]!;
  }
  /** The nearest symbol around `symbol`, itself included, that is of another kind; the way to it is remembered. */
  namedAround(symbol: number, kind: number): number {
    const path: number[] = [];
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
  listLength(list: number): number {
    return list < 0 ? 0 : this.lists[list]!;
  }
  /** The keyword or key of a value, 0 for none. */
  listKey(list: number, index: number): number {
    return index < this.listLength(list) ? this.lists[list + 1 + 2 * index]! : 0;
  }
  /** Whether a value of an argument list is a type argument. */
  isTypeArgument(list: number, index: number): boolean {
    return this.typeArgument > 0 && this.listKey(list, index) === this.typeArgument;
  }
  /** Whether a value of an argument list stands for any number of them. */
  isSpread(list: number, index: number): boolean {
    return this.spread > 0 && this.listKey(list, index) === this.spread;
  }
  hasSpread(list: number): boolean {
    for (let index = 0; index < this.listLength(list); index++) if (this.isSpread(list, index)) return true;
    return false;
  }
  listValue(list: number, index: number): number {
    return index < this.listLength(list) ? this.lists[list + 2 + 2 * index]! : -1;
  }
  /** What a call passes to the parameter at a position with this name, -1 when it can't be told or is nothing. */
  argument(list: number, position: number, keyword: number): number {
    for (let index = 0; index < this.listLength(list); index++) {
      const key = this.lists[list + 1 + 2 * index]!;
      if (key === 0) {
        if (index === position) return this.lists[list + 2 + 2 * index]!;
      } else if (key === keyword) return this.lists[list + 2 + 2 * index]!;
      // Behind what is spread out, positions are not known.
      else if (index <= position && this.spread === key) return -1;
    }
    return -1;
  }
  /** The argument at a position, -1 when a keyword names it or there is none. */
  positionalValue(list: number, index: number): number {
    const isThere = index >= 0 && index < this.listLength(list) && this.lists[list + 1 + 2 * index] === 0;
    return isThere ? this.lists[list + 2 + 2 * index]! : -1;
  }
}
