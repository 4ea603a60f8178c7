// Short names for the columns of the program that the resolver reads in its inner loops.

import { Column } from '../facts/tables.ts';
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

  constructor({ tables, fileOfScope }: Program) {
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
  /** Values of an argument list; keywords are left out of the positions unless asked for. */
  listLength(list: number): number {
    return list < 0 ? 0 : this.lists[list]!;
  }
  listValue(list: number, index: number): number {
    return index < this.listLength(list) ? this.lists[list + 2 + 2 * index]! : -1;
  }
}
