// Where functions and object literals are written: as an argument, as the value of something typed, as a result, inside of
// another literal. The place tells what is expected of them. Read from the facts of one file when it is first asked for;
// what a place expects is decided in contexts.ts.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import type { AnyId, Columns, ExprId, FileId, NameId, Program, ScopeId, SymbolId } from '../program/index.ts';

/** `of` and `at` depend on the kind. */
export const PlaceKind = {
  /** of: call, at: position among its arguments. */
  argument: 0,
  /** of: type expression. */
  typed: 1,
  /** of: function whose result it is. */
  result: 2,
  /** of: scope of the object literal, at: name. */
  member: 3,
  /** of: expression of the sequence. */
  element: 4,
  /** of: expression of which it is one possibility. */
  operand: 5,
  /** of: expression of the object, at: name. */
  assigned: 6,
} as const;

export interface Place {
  readonly kind: number;
  readonly of: AnyId;
  readonly at: number;
}

/** The places of the functions and literals of a program. */
export class Places {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly indexed = new Set<FileId>();
  private readonly ofSymbols = new Map<SymbolId, Place>();
  private readonly ofObjects = new Map<ScopeId, Place>();
  private readonly ofExpressions = new Map<ExprId, Place>();
  /** Function that is called where it is written → that call. */
  private readonly callsOf = new Map<SymbolId, ExprId>();
  /** File → last name of a callee → calls. */
  private readonly callsByName = new Map<FileId, Map<NameId, ExprId[]>>();
  /** File → names that are passed, assigned, stored or returned. */
  private readonly handedOn = new Map<FileId, Set<NameId>>();
  /** File → calls that build the bases of an object. */
  private readonly superCalls = new Map<FileId, ExprId[]>();
  /** File → calls by names that are no functions of the file. */
  private readonly valueCalls = new Map<FileId, ExprId[]>();
  /** File → name of a decorator → rows of decorators. */
  private readonly decorated = new Map<FileId, Map<NameId, number[]>>();

  constructor(program: Program, columns: Columns) {
    this.program = program;
    this.columns = columns;
  }

  /** Where a function is written. */
  ofSymbol(symbol: SymbolId): Place | undefined {
    this.index(this.columns.fileOfSymbol(symbol));
    return this.ofSymbols.get(symbol);
  }

  /** Where the object literal with this scope is written. */
  ofObject(scope: ScopeId): Place | undefined {
    this.index(this.columns.fileOf(scope));
    return this.ofObjects.get(scope);
  }

  /** Where a sequence, a choice, or a call that is given a function is written. */
  ofExpression(expression: ExprId): Place | undefined {
    return this.ofExpressions.get(expression);
  }

  /** The calls in the function's own file whose callee is written there or ends in `name`. */
  *callsOfFunction(symbol: SymbolId, name: NameId): Generator<ExprId> {
    const file = this.columns.fileOfSymbol(symbol);
    this.index(file);
    const inPlace = this.callsOf.get(symbol);
    if (inPlace !== undefined) yield inPlace;
    else yield* this.callsByName.get(file)?.get(name) ?? [];
  }

  /** The calls of a file that build the bases of an object. */
  callsOfSuper(file: FileId): readonly ExprId[] {
    this.index(file);
    return this.superCalls.get(file) ?? [];
  }

  /** The calls of a file whose callee ends in `name`. */
  callsNamed(file: FileId, name: NameId): readonly ExprId[] {
    this.index(file);
    return this.callsByName.get(file)?.get(name) ?? [];
  }

  private index(file: FileId): void {
    if (this.indexed.has(file)) return;
    this.indexed.add(file);
    this.indexExpressions(file);
    this.indexBindings(file);
    const { firstRow, tables } = this.program;
    const { returns, memberAssignments } = tables;
    for (let row = firstRow.returns[file]!; row < firstRow.returns[file + 1]!; row++) {
      const at = row * returns.width;
      if (returns.ints[at + 2] === 0)
        this.note(returns.ints[at + 1]! as ExprId, PlaceKind.result, returns.ints[at] as SymbolId);
    }
    const first = firstRow.memberAssignments;
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      const at = row * memberAssignments.width;
      const { ints } = memberAssignments;
      this.note(ints[at + 2]! as ExprId, PlaceKind.assigned, ints[at] as ExprId, ints[at + 1]);
    }
  }

  private indexExpressions(file: FileId): void {
    const { columns } = this;
    const first = this.program.firstRow.expressions;
    const byName = new Map<NameId, ExprId[]>();
    this.callsByName.set(file, byName);
    for (let expression = first[file]!; expression < first[file + 1]!; expression++) {
      const op = columns.op(expression);
      if (op === Op.choice) {
        this.note(columns.a(expression), PlaceKind.operand, expression);
        this.note(columns.b(expression), PlaceKind.operand, expression);
      } else if (op === Op.entries || op === Op.withItem) {
        const list = columns.b(expression);
        for (let at = 0; at < columns.listLength(list); at++) this.noteHandedOn(columns.listValue(list, at));
      } else if (op === Op.sequence) {
        this.noteList(expression, PlaceKind.element);
      } else if (op === Op.call || op === Op.construct) {
        this.noteList(expression, PlaceKind.argument);
        this.noteCall(expression, byName);
      }
    }
  }

  /** Whether the file hands a function of this name on, so that it can be called by other names. */
  isHandedOn(file: FileId, name: NameId): boolean {
    this.index(file);
    return this.handedOn.get(file)?.has(name) === true;
  }

  /** The calls of a file by a name that may stand for any function: a parameter or variable. */
  callsOfValues(file: FileId): readonly ExprId[] {
    let calls = this.valueCalls.get(file);
    if (!calls) {
      calls = [];
      this.index(file);
      const own = new Set<NameId>();
      const first = this.program.firstRow.symbols;
      for (let symbol = first[file]!; symbol < first[file + 1]!; symbol++)
        if (this.columns.symbol(symbol, 'body') >= 0) own.add(this.columns.symbol(symbol, 'name'));
      for (const [name, some] of this.callsByName.get(file) ?? []) if (!own.has(name)) calls.push(...some);
      this.valueCalls.set(file, calls);
    }
    return calls;
  }

  /** Rows of `decorators` of the file that are written with this name. */
  decoratedBy(file: FileId, name: NameId): readonly number[] {
    let byName = this.decorated.get(file);
    if (!byName) {
      this.decorated.set(file, (byName = new Map()));
      const { ints, width } = this.program.tables.decorators;
      const first = this.program.firstRow.decorators;
      for (let row = first[file]!; row < first[file + 1]!; row++) {
        const decorator = ints[row * width + 1]! as ExprId;
        if (decorator < 0 || this.columns.op(decorator) !== Op.name) continue;
        const known = byName.get(this.columns.a(decorator));
        if (known) known.push(row);
        else byName.set(this.columns.a(decorator), [row]);
      }
    }
    return byName.get(name) ?? [];
  }

  private noteCall(call: ExprId, byName: Map<NameId, ExprId[]>): void {
    const { columns } = this;
    const callee = columns.a(call);
    if (callee < 0 || columns.b(call) < 0) return;
    const op = columns.op(callee);
    if (op === Op.symbol) this.callsOf.set(columns.a(callee), call);
    if (op === Op.super) {
      const file = columns.fileOf(columns.scopeOf(call));
      const calls = this.superCalls.get(file);
      if (calls) calls.push(call);
      else this.superCalls.set(file, [call]);
    }
    if (op !== Op.name && op !== Op.member) return;
    const name = op === Op.name ? columns.a(callee) : columns.b(callee);
    const known = byName.get(name);
    if (known) known.push(call);
    else byName.set(name, [call]);
  }

  private noteList(expression: ExprId, kind: number): void {
    const list = this.columns.b(expression);
    const length = this.columns.listLength(list);
    for (let at = 0; at < length; at++) this.note(this.columns.listValue(list, at), kind, expression, at);
  }

  private indexBindings(file: FileId): void {
    const { columns } = this;
    const first = this.program.firstRow.bindings;
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      const kind = columns.binding(row, 'kind');
      const type = columns.binding(row, 'type');
      const scope = columns.binding(row, 'scope');
      const isMember = columns.scopeKind(scope) === ScopeKind.object;
      if (kind === BindingKind.value) this.noteHandedOn(columns.binding(row, 'payload'));
      else if (kind === BindingKind.parameter) this.noteHandedOn(columns.binding(row, 'value'));
      if (type < 0 && !isMember) continue;
      const place: Place = isMember
        ? { kind: PlaceKind.member, of: scope as AnyId, at: columns.binding(row, 'name') }
        : { kind: PlaceKind.typed, of: type as AnyId, at: 0 };
      if (kind === BindingKind.symbol) this.ofSymbols.set(columns.binding(row, 'payload'), place);
      else if (kind === BindingKind.value || kind === BindingKind.alias)
        this.note(columns.binding(row, 'payload'), place.kind, place.of, place.at);
      else if (kind === BindingKind.parameter)
        this.note(columns.binding(row, 'value'), place.kind, place.of, place.at);
    }
  }

  private noteHandedOn(expression: ExprId): void {
    const { columns } = this;
    const op = expression < 0 ? Op.unknown : columns.op(expression);
    if (op !== Op.name && op !== Op.member) return;
    const file = columns.fileOf(columns.scopeOf(expression));
    let names = this.handedOn.get(file);
    if (!names) this.handedOn.set(file, (names = new Set()));
    names.add(op === Op.name ? columns.a(expression) : columns.b(expression));
  }

  private note(expression: ExprId, kind: number, of: ScopeId | SymbolId | ExprId, at = 0): void {
    if (expression < 0) return;
    const { columns } = this;
    const op = columns.op(expression);
    this.noteHandedOn(expression);
    const place: Place = { kind, of: of as AnyId, at };
    if (op === Op.symbol) this.ofSymbols.set(columns.a(expression), place);
    else if (op === Op.object) this.ofObjects.set(columns.a(expression), place);
    else if (op === Op.sequence || op === Op.choice) this.ofExpressions.set(expression, place);
    else if (op === Op.call && kind === PlaceKind.argument && this.isGivenFunction(expression))
      this.ofExpressions.set(expression, place);
  }

  private isGivenFunction(call: ExprId): boolean {
    const { columns } = this;
    const list = columns.b(call);
    for (let at = 0; at < columns.listLength(list); at++) {
      const value = columns.listValue(list, at);
      if (value >= 0 && columns.op(value) === Op.symbol) return true;
    }
    return false;
  }
}
