// Whose members an assignment to a name makes: the function, class or object literal that the name stands for, as far as
// its own file tells. Reads facts alone, so that it can be asked before anything is evaluated.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { NONE, objectOfOwner, ownerOfObject } from '../program/index.ts';
import type {
  BindingId,
  Columns,
  ExprId,
  FileId,
  NameId,
  OwnerId,
  Program,
  ScopeId,
  SymbolId,
} from '../program/index.ts';

/** Not told by where it stands; object literals are numbered below -1, so it lies far from them. */
export const NO_OWNER = -0x80000000 as OwnerId;

/** Longer chains of members are not followed. */
const MAX_CHAIN = 8;

/** Where names are bound, when it is noted otherwise that an edge depends on it. */
interface FileBindings {
  knownBindingsOf(scope: ScopeId, name: NameId): readonly BindingId[];
}

/** Finds the owners of members by name. */
export class Owners {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly scopes: FileBindings;
  /** The member that holds the members of instances, -1 where there is none. */
  private readonly prototypeName: NameId;
  /** File → function that is called where it is written → that call. */
  private readonly callsInPlace = new Map<FileId, Map<SymbolId, ExprId>>();
  /** Owner → name → expression of what was assigned to that member, as far as `noteAssigned` was told. */
  private readonly assigned = new Map<number, Map<number, ExprId>>();

  constructor(program: Program, columns: Columns, scopes: FileBindings, prototypeName: NameId) {
    this.prototypeName = prototypeName;
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
  }

  /** The function, class or object literal that a name is bound to in its file. */
  ofName(expression: ExprId, depth = 0): OwnerId {
    const { columns } = this;
    const row = this.bindingOf(expression);
    if (row === undefined) return NO_OWNER;
    const payload = columns.binding(row, 'payload');
    const bindingKind = columns.binding(row, 'kind');
    if (bindingKind === BindingKind.symbol) return payload;
    if (bindingKind === BindingKind.parameter)
      return this.ofPassed(columns.scopeOwner(columns.binding(row, 'scope')), payload);
    return bindingKind === BindingKind.value ? this.ofValue(payload, depth) : NO_OWNER;
  }

  /** The receiver that a name stands for (`const self = this`), -1 where it stands for something else. */
  receiverBehind(expression: ExprId): ExprId {
    const { columns } = this;
    const row = this.bindingOf(expression);
    if (row === undefined || columns.binding(row, 'kind') !== BindingKind.value) return NONE;
    const value: ExprId = columns.binding(row, 'payload');
    return value >= 0 && columns.op(value) === Op.self ? value : NONE;
  }

  /** What binds a name in its file. */
  private bindingOf(expression: ExprId): BindingId | undefined {
    const { columns } = this;
    if (columns.op(expression) !== Op.name) return undefined;
    for (let at = columns.scopeOf(expression); at >= 0; at = columns.scopeParent(at)) {
      const kind = columns.scopeKind(at);
      if (kind === ScopeKind.class || kind === ScopeKind.object) continue;
      // With an item put into it, it is still what it was.
      const rows = this.scopes.knownBindingsOf(at, columns.a(expression));
      const row = rows.findLast((one) => columns.binding(one, 'kind') !== BindingKind.alias) ?? rows.at(-1);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** The same of a name, or of a member of what one stands for: `name.member`, `exports.member`. */
  of(expression: ExprId, depth = 0): OwnerId {
    const { columns } = this;
    if (columns.op(expression) !== Op.member || depth > MAX_CHAIN) return this.ofName(expression);
    const object = columns.a(expression);
    const name = columns.b(expression);
    const exported = this.exportsOf(object);
    if (exported >= 0) return this.ofBinding(exported, name);
    const owner = this.of(object, depth + 1);
    if (owner === NO_OWNER) return NO_OWNER;
    const own = owner < 0 ? this.ofBinding(objectOfOwner(owner), name) : NO_OWNER;
    return own === NO_OWNER ? this.ofValue(this.assigned.get(owner)?.get(name) ?? NONE) : own;
  }

  /** Remembers what was assigned to a member, whose own members are sought later. */
  noteAssigned(owner: number, name: NameId, value: ExprId): void {
    let names = this.assigned.get(owner);
    if (!names) this.assigned.set(owner, (names = new Map()));
    names.set(name, value);
  }

  private ofBinding(scope: ScopeId, name: NameId): OwnerId {
    const { columns } = this;
    const row = this.scopes.knownBindingsOf(scope, name).at(-1);
    if (row === undefined) return NO_OWNER;
    const payload = columns.binding(row, 'payload');
    const kind = columns.binding(row, 'kind');
    if (kind === BindingKind.symbol) return payload;
    return kind === BindingKind.value || kind === BindingKind.alias ? this.ofValue(payload) : NO_OWNER;
  }

  /** The scope of what a file exports, where an expression stands for that; -1 for others. */
  private exportsOf(expression: ExprId): ScopeId {
    const { columns, program } = this;
    if (columns.op(expression) !== Op.name) return NONE;
    const file = columns.fileOf(columns.scopeOf(expression));
    const first = program.firstRow.scopes[file]!;
    if (columns.scopeKind((first + 1) as ScopeId) !== ScopeKind.exports) return NONE;
    const { exportObjects } = program.files[file]!.language.rules.modules;
    const isIt = (one: ExprId) =>
      one >= 0 &&
      columns.op(one) === Op.name &&
      exportObjects?.includes(program.strings[columns.a(one)]!) === true;
    const row = this.scopes.knownBindingsOf(first, columns.a(expression)).at(-1);
    const value = row === undefined ? expression : columns.binding(row, 'payload');
    const isNamed = row === undefined || columns.binding(row, 'kind') === BindingKind.value;
    return isNamed && isIt(value) ? ((first + 1) as ScopeId) : NONE;
  }

  private ofValue(expression: ExprId, depth = 0): OwnerId {
    const { columns } = this;
    if (expression < 0) return NO_OWNER;
    switch (columns.op(expression)) {
      case Op.object:
        return ownerOfObject(columns.a(expression));
      case Op.symbol:
        return columns.a(expression);
      // `const members = Class.prototype`
      case Op.member:
        return depth < MAX_CHAIN && columns.b(expression) === this.prototypeName
          ? this.ofName(columns.a(expression), depth + 1)
          : NO_OWNER;
      default:
        return NO_OWNER;
    }
  }

  /** What is passed to a function that is called where it is written: `(function (name) {…})(name || (name = {}))`. */
  private ofPassed(symbol: SymbolId, position: number): OwnerId {
    const { columns } = this;
    const call = this.callInPlace(symbol);
    const passed = call < 0 ? NONE : columns.positionalValue(columns.b(call), position);
    if (passed < 0) return NO_OWNER;
    const parts = columns.op(passed) === Op.choice ? [columns.a(passed), columns.b(passed)] : [passed];
    for (const part of parts) {
      const isName = part >= 0 && columns.op(part) === Op.name;
      const owner = isName ? this.ofName(part) : this.ofValue(part);
      if (owner !== NO_OWNER) return owner;
    }
    return NO_OWNER;
  }

  /** The call whose callee is the function itself, -1 for none. */
  private callInPlace(symbol: SymbolId): ExprId {
    const { columns, program } = this;
    const file = columns.fileOfSymbol(symbol);
    let calls = this.callsInPlace.get(file);
    if (!calls) {
      this.callsInPlace.set(file, (calls = new Map()));
      const first = program.firstRow.expressions;
      for (let expression = first[file]!; expression < first[file + 1]!; expression++) {
        const callee = columns.op(expression) === Op.call ? columns.a(expression) : NONE;
        if (callee >= 0 && columns.op(callee) === Op.symbol) calls.set(columns.a(callee), expression);
      }
    }
    return calls.get(symbol) ?? NONE;
  }
}
