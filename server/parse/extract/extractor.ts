// The state of extraction while one file is read: where we are (scope, owner), how to move among records, and how facts
// are written down. What a node means is decided in the neighbouring files by its role; languages only bring data.

import { FactsBuilder } from '../../facts/builder.ts';
import type { StringTable } from '../../facts/builder.ts';
import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { NodeRule, Role, Slot } from '../../languages/language.ts';
import { PACKAGE_VARIANT, SLOTS } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { NodeKind } from '../../protocol/graph.ts';
import type { CompiledKinds } from '../kinds.ts';
import { settleNames } from './settle.ts';
import type { RecordBuffer } from '../records.ts';
import {
  RECORD_SIZE,
  R_END,
  R_END_LINE,
  R_FIELD,
  R_KIND,
  R_LINE,
  R_NEXT,
  R_PARENT,
  R_START,
} from '../records.ts';

/** Kind of a function that has no name: it owns a scope, and the graph attributes its calls to what encloses it. */
export const ANONYMOUS_KIND = 255;
/** The longest signature or documentation that is kept, in characters. */
const MAX_PROSE = 240;
/** More names than a batch holds: makes one number of a scope and a name. */
const NAME_LIMIT = 2 ** 26;
const SLOT_COUNT = SLOTS.length;
const SLOT_INDEX = Object.fromEntries(SLOTS.map((slot, index) => [slot, index])) as Record<Slot, number>;
const KIND_INDEX = Object.fromEntries(NODE_KINDS.map((kind, index) => [kind, index])) as Record<
  NodeKind,
  number
>;

/** Visits a record as a statement. */
export type Visitor = (x: Extractor, record: number, rule: NodeRule) => void;
/** Gives the expression that a record stands for, -1 when its value is not followed; visits what is below. */
export type Expresser = (x: Extractor, record: number, rule: NodeRule) => number;

/** An expression, and the symbol that it declares or -1. */
export interface NamedValue {
  readonly value: number;
  readonly symbol: number;
}

/** How each role is visited and evaluated; filled by roles.ts. */
export interface RoleHandlers {
  /** The value of an expression; a nameless function or class is called `name`. See patterns.ts. */
  readonly declareValue: (x: Extractor, value: number, name: string, nameRecord: number, record: number) => NamedValue;
  readonly visitors: Readonly<Partial<Record<Role, Visitor>>>;
  readonly expressers: Readonly<Partial<Record<Role, Expresser>>>;
}

/** Reads the records of one file after another into facts; one per language, grammar and thread. */
export class Extractor {
  readonly compiled: CompiledKinds;
  readonly facts: FactsBuilder;
  readonly moduleScope = 0;
  exportsScope = 0;
  /** Innermost scope, and the symbol that owns what is written now. */
  scope = 0;
  owner = 0;
  /** The function whose `return` statements these are, -1 outside. */
  functionSymbol = -1;
  /** True while the record stands in a type: strings are then names. */
  isType = false;
  /** Whether declared variables belong to the block or to the function, and what holds unless a rule says otherwise. */
  isBlockScoped = false;
  readonly isBlockScopedByDefault: boolean;
  /** Where the body of the function starts whose parameters are being read. */
  bodyStart = 0;
  /** The last declaration of a group whose type the next ones may repeat. */
  repeated = { group: -1, type: -1 };
  /** First line of a decorated definition and its decorators, taken by the definition inside. */
  decoratedLine = -1;
  decorators: number[] = [];
  /** Flags to be taken by the next declared symbol. */
  pendingFlags = 0;
  /** True while names on the left are ones that were declared elsewhere. */
  isReassigning = false;
  /** True inside of a type that has no name: its members are no symbols of the graph. */
  isNamelessType = false;
  /** Binding rows of reassigned names, and (name, alias) of exported ones; both are settled when the file is read. */
  readonly reassigned: number[] = [];
  readonly exportedLocals: number[] = [];

  private ints: Int32Array = new Int32Array(0);
  private source = '';
  private commentStart = -1;
  private commentEnd = -1;
  private commentEndLine = -2;
  private readonly handlers: RoleHandlers;
  private readonly visitors: readonly (Visitor | undefined)[];
  private readonly expressers: readonly (Expresser | undefined)[];
  /** (scope, name) → symbol of the variables of this file, so that a second assignment declares nothing. */
  private readonly variables = new Map<number, number>();
  /** (function scope, name) of names that a function takes from the module. */
  private readonly outerNames = new Set<number>();

  constructor(compiled: CompiledKinds, strings: StringTable, handlers: RoleHandlers) {
    this.compiled = compiled;
    this.facts = new FactsBuilder(strings);
    this.isBlockScopedByDefault = compiled.language.binding.blockScoped === true;
    this.handlers = handlers;
    this.visitors = compiled.rules.map((rule) => rule && handlers.visitors[rule.role]);
    this.expressers = compiled.rules.map((rule) => rule && handlers.expressers[rule.role]);
  }

  /** Extracts one file; `moduleName` names its Module symbol. The facts are in `this.facts` until the next call. */
  extract(records: RecordBuffer, source: string, moduleName: string, lines: number): void {
    const { facts } = this;
    facts.clear();
    this.variables.clear();
    this.outerNames.clear();
    this.ints = records.ints;
    this.source = source;
    this.commentEndLine = -2;
    this.pendingFlags = 0;
    this.decorators = [];
    this.decoratedLine = -1;
    this.isType = false;
    this.isBlockScoped = this.isBlockScopedByDefault;
    this.repeated = { group: -1, type: -1 };
    this.functionSymbol = -1;
    this.isReassigning = false;
    this.isNamelessType = false;
    this.reassigned.length = 0;
    this.exportedLocals.length = 0;
    this.owner = facts.addSymbol({
      kind: KIND_INDEX.Module,
      name: facts.strings.intern(moduleName),
      parent: -1,
      scope: -1,
      nameLine: 0,
      startLine: 0,
      endLine: Math.max(0, lines - 1),
      position: 0,
    });
    this.scope = facts.addScope(ScopeKind.module, -1, this.owner);
    facts.tables.symbols.set(this.owner, Column.symbols.body, this.scope);
    this.exportsScope =
      this.compiled.language.binding.exports === 'explicit'
        ? facts.addScope(ScopeKind.exports, this.scope, this.owner)
        : this.scope;
    for (let record = 0; record < records.length; record = this.ints[record + R_NEXT]!) this.visit(record);
    if (this.reassigned.length > 0 || this.exportedLocals.length > 0) settleNames(this);
  }

  // Moving among records.

  kindOf(record: number): number {
    return this.ints[record + R_KIND]!;
  }
  ruleOf(record: number): NodeRule {
    return this.compiled.rules[this.ints[record + R_KIND]!]!;
  }
  typeOf(record: number): string {
    return this.compiled.types[this.ints[record + R_KIND]!]!;
  }
  start(record: number): number {
    return this.ints[record + R_START]!;
  }
  end(record: number): number {
    return this.ints[record + R_END]!;
  }
  line(record: number): number {
    return this.ints[record + R_LINE]!;
  }
  endLine(record: number): number {
    return this.ints[record + R_END_LINE]!;
  }
  field(record: number): number {
    return this.ints[record + R_FIELD]!;
  }
  text(record: number): string {
    return this.source.slice(this.ints[record + R_START]!, this.ints[record + R_END]!);
  }
  textBetween(start: number, end: number): string {
    return this.source.slice(start, end);
  }
  firstChild(record: number): number {
    const next = record + RECORD_SIZE;
    return next < this.ints[record + R_NEXT]! ? next : -1;
  }
  nextSibling(record: number, parent: number): number {
    const next = this.ints[record + R_NEXT]!;
    return next < this.ints[parent + R_NEXT]! ? next : -1;
  }
  parentOf(record: number): number {
    return this.ints[record + R_PARENT]!;
  }
  childByFieldId(record: number, field: number): number {
    if (field === 0) return -1;
    const { ints } = this;
    const end = ints[record + R_NEXT]!;
    for (let child = record + RECORD_SIZE; child < end; child = ints[child + R_NEXT]!) {
      if (ints[child + R_FIELD] === field) return child;
    }
    return -1;
  }
  childByField(record: number, field: string): number {
    return this.childByFieldId(record, this.compiled.fieldId(field));
  }
  fieldIs(record: number, field: string): boolean {
    return this.ints[record + R_FIELD] === this.compiled.fieldId(field);
  }
  /** The field id of a slot for the node type of `record`, 0 for none. */
  slotField(record: number, slot: Slot): number {
    return this.compiled.slots[this.ints[record + R_KIND]! * SLOT_COUNT + SLOT_INDEX[slot]]!;
  }
  /** The child that fills a slot, -1 when there is none. */
  slot(record: number, slot: Slot): number {
    return this.childByFieldId(record, this.slotField(record, slot));
  }

  // Visiting.

  visit(record: number): void {
    const kind = this.ints[record]!;
    const visitor = this.visitors[kind];
    if (visitor) {
      visitor(this, record, this.compiled.rules[kind]!);
      return;
    }
    const expresser = this.expressers[kind];
    if (expresser) expresser(this, record, this.compiled.rules[kind]!);
    else this.visitChildren(record);
  }

  visitChildren(record: number): void {
    const { ints } = this;
    const end = ints[record + R_NEXT]!;
    for (let child = record + RECORD_SIZE; child < end; child = ints[child + R_NEXT]!) this.visit(child);
  }

  expression(record: number): number {
    if (record < 0) return -1;
    const kind = this.ints[record]!;
    const expresser = this.expressers[kind];
    if (expresser) return expresser(this, record, this.compiled.rules[kind]!);
    this.visit(record);
    return -1;
  }

  typeExpression(record: number): number {
    if (record < 0) return -1;
    const wasType = this.isType;
    this.isType = true;
    const expression = this.expression(record);
    this.isType = wasType;
    return expression;
  }

  /** Runs `body` with another innermost scope and owner. */
  within(scope: number, owner: number, body: () => void): void {
    const outerScope = this.scope;
    const outerOwner = this.owner;
    const wasBlockScoped = this.isBlockScoped;
    this.scope = scope;
    this.owner = owner;
    body();
    this.scope = outerScope;
    this.owner = outerOwner;
    this.isBlockScoped = wasBlockScoped;
  }

  // Writing facts.

  intern(text: string): number {
    return this.facts.strings.intern(text);
  }
  nameOf(record: number): number {
    return this.facts.strings.intern(this.text(record));
  }
  add(op: number, a: number, b: number, at: number): number {
    return this.facts.addExpression(op, a, b, this.scope, this.ints[at + R_LINE]!, this.ints[at + R_START]!);
  }
  nameExpression(name: string, at: number): number {
    return this.add(Op.name, this.intern(name), 0, at);
  }
  memberExpression(object: number, name: string, at: number): number {
    return this.add(Op.member, object, this.intern(name), at);
  }
  addImport(specifier: string, name: string, at: number, scope = this.scope): number {
    return this.facts.tables.imports.add(
      scope,
      this.intern(specifier),
      this.intern(name),
      this.line(at),
      this.start(at),
    );
  }
  bindImport(scope: number, name: string, importId: number, at: number): void {
    this.facts.addBinding(scope, this.intern(name), BindingKind.import, importId, this.start(at));
  }
  bindValue(scope: number, name: string, expression: number, at: number): void {
    this.facts.addBinding(scope, this.intern(name), BindingKind.value, expression, this.start(at));
  }

  bindAlias(scope: number, name: string, expression: number, at: number): void {
    this.facts.addBinding(scope, this.intern(name), BindingKind.alias, expression, this.start(at));
  }

  exportDeclared(record: number, alias: string): void {
    const { bindings } = this.facts.tables;
    const first = bindings.rows;
    this.visit(record);
    const column = Column.bindings;
    const end = bindings.rows;
    const isShared = this.exportsScope === this.scope && alias === '';
    for (let row = first; row < end; row++) {
      if (bindings.get(row, column.scope) !== this.scope) continue;
      const symbol = bindings.get(row, column.symbol);
      if (symbol >= 0) this.setFlag(symbol, SymbolFlag.exported);
      if (isShared) continue;
      this.facts.addBinding(
        this.exportsScope,
        alias === '' ? bindings.get(row, column.name) : this.intern(alias),
        bindings.get(row, column.kind),
        bindings.get(row, column.payload),
        bindings.get(row, column.position),
        bindings.get(row, column.type),
        bindings.get(row, column.value),
        symbol,
      );
    }
  }

  exportLocal(local: string, name: string, at: number): void {
    const expression = this.nameExpression(local, at);
    this.exportedLocals.push(this.intern(local));
    this.facts.addBinding(this.exportsScope, this.intern(name), BindingKind.alias, expression, this.start(at));
  }

  exportValue(record: number, name: string): void {
    const { value, symbol } = this.handlers.declareValue(this, record, name, record, record);
    const kind = symbol >= 0 ? BindingKind.symbol : BindingKind.alias;
    const payload = symbol >= 0 ? symbol : value;
    if (symbol >= 0) this.setFlag(symbol, SymbolFlag.exported);
    this.facts.addBinding(this.exportsScope, this.intern(name), kind, payload, this.start(record), -1, -1, symbol);
  }

  setPackageName(name: string, variant: string): void {
    const clause = variant === '' ? name : name + PACKAGE_VARIANT + variant;
    this.facts.tables.symbols.set(0, Column.symbols.signature, this.intern(clause));
  }
  get fileName(): string {
    return this.facts.strings.strings[this.facts.tables.symbols.get(0, Column.symbols.name)]!;
  }
  textBefore(record: number): string {
    return this.source.slice(0, this.start(record));
  }

  /** From where on a parameter called at `name` is seen. */
  parameterPosition(name: number): number {
    return this.compiled.language.binding.declaredBeforeUse === true ? this.bodyStart : this.start(name);
  }

  /** From where on a name declared by `record` is seen. */
  bindingPosition(name: number, record: number): number {
    return this.compiled.language.binding.declaredBeforeUse === true ? this.end(record) : this.start(name);
  }

  scopeKind(scope = this.scope): number {
    return this.facts.tables.scopes.get(scope, Column.scopes.kind);
  }

  /** The scope that a declaration lands in: the block, or the function, class or module around it. */
  declarationScope(isBlock = this.isBlockScoped): number {
    let scope = this.scope;
    while (!isBlock && this.scopeKind(scope) === ScopeKind.block) {
      scope = this.facts.tables.scopes.get(scope, Column.scopes.parent);
    }
    return scope;
  }

  /** Declares a symbol for the definition `record` whose name stands at `nameRecord`. */
  declare(kind: NodeKind | typeof ANONYMOUS_KIND, name: string, nameRecord: number, record: number): number {
    const at = nameRecord >= 0 ? nameRecord : record;
    const isNameless = kind === ANONYMOUS_KIND || this.isNamelessType;
    const symbol = this.facts.addSymbol({
      kind: isNameless ? ANONYMOUS_KIND : KIND_INDEX[kind],
      name: this.intern(name),
      parent: this.owner,
      scope: this.scope,
      nameLine: this.line(at),
      startLine: this.decoratedLine >= 0 ? this.decoratedLine : this.line(record),
      endLine: this.endLine(record),
      position: this.start(at),
    });
    const { symbols, decorators } = this.facts.tables;
    const flags = this.pendingFlags;
    this.pendingFlags = 0;
    symbols.set(symbol, Column.symbols.flags, flags);
    if (isNameless) return symbol;
    if (this.decorators.length > 0) symbols.set(symbol, Column.symbols.flags, flags | SymbolFlag.decorated);
    for (const value of this.decorators) decorators.add(symbol, value);
    this.takeComment(symbol, this.facts.tables.symbols.get(symbol, Column.symbols.startLine));
    this.decorators = [];
    this.decoratedLine = -1;
    return symbol;
  }

  /** From here on the current function assigns the module's `name`. */
  assignOutside(name: number): void {
    this.outerNames.add(this.declarationScope(false) * NAME_LIMIT + name);
  }

  /** The module's scope when the current function assigns the module's `name`, undefined for names of its own. */
  outerScopeOf(name: number): number | undefined {
    if (this.outerNames.size === 0) return undefined;
    return this.outerNames.has(this.declarationScope(false) * NAME_LIMIT + name) ? this.moduleScope : undefined;
  }

  /** The symbol of a module or class variable; declared on its first assignment, -1 for a local. */
  declareVariable(scope: number, name: number, nameRecord: number, record: number): number {
    const scopeKind = this.scopeKind(scope);
    const isKept =
      scopeKind === ScopeKind.module || scopeKind === ScopeKind.class || scopeKind === ScopeKind.namespace;
    if (!isKept) return -1;
    const key = scope * NAME_LIMIT + name;
    const known = this.variables.get(key);
    if (known !== undefined) return known;
    const kind = scopeKind === ScopeKind.class ? 'Field' : 'Variable';
    const symbol = this.declare(kind, this.facts.strings.strings[name]!, nameRecord, record);
    this.variables.set(key, symbol);
    return symbol;
  }

  setFlag(symbol: number, flag: number): void {
    const { symbols } = this.facts.tables;
    symbols.set(symbol, Column.symbols.flags, symbols.get(symbol, Column.symbols.flags) | flag);
  }

  /** Keeps the text from `start` to `end` as the symbol's signature, white space folded. */
  setSignature(symbol: number, start: number, end: number): void {
    const text = this.source.slice(start, Math.min(end, start + MAX_PROSE * 2));
    const folded = text.replace(/\s+/g, ' ').trim().slice(0, MAX_PROSE);
    this.facts.tables.symbols.set(symbol, Column.symbols.signature, this.intern(folded));
  }

  setDoc(symbol: number, raw: string): void {
    const text = raw
      .slice(0, MAX_PROSE * 3)
      .replace(/^[\s/*#"'`rRbBuU]+|[\s/*"'`]+$/g, '')
      .split(/\n\s*(?:[*#/]+\s*)?\n/)[0]!
      .replace(/\n\s*(?:\*+|\/\/+|#+)?\s*/g, ' ')
      .replace(/\s+/g, ' ')
      .slice(0, MAX_PROSE);
    if (text !== '') this.facts.tables.symbols.set(symbol, Column.symbols.doc, this.intern(text));
  }

  /** Remembers a comment; adjoining ones are one. */
  noteComment(record: number): void {
    if (this.line(record) > this.commentEndLine + 1) this.commentStart = this.start(record);
    this.commentEnd = this.end(record);
    this.commentEndLine = this.endLine(record);
  }

  /** Gives the comment that ends on the line above `line` to the symbol. */
  private takeComment(symbol: number, line: number): void {
    if (this.commentEndLine < line - 1 || this.commentEndLine >= line) return;
    this.setDoc(symbol, this.source.slice(this.commentStart, this.commentEnd));
    this.commentEndLine = -2;
  }
}
