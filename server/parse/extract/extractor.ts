// Extraction of one file: visits records by role, declares symbols, gathers exports. Moving among records is
// recordReader.ts, writing rows factWriter.ts; what a role does stands in the neighbouring files.

import type { StringTable } from '../../facts/builder.ts';
import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { keyOfName } from '../../facts/keys.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { NodeRule, Role } from '../../languages/language.ts';
import { PACKAGE_VARIANT } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { NodeKind } from '../../protocol/graph.ts';
import type { CompiledKinds } from '../kinds.ts';
import type { RecordBuffer } from '../records.ts';
import { R_NEXT, RECORD_SIZE } from '../records.ts';
import { noteConditions } from './builds.ts';
import { FactWriter } from './factWriter.ts';
import type { Documented } from './factWriter.ts';
import { LocalNames } from './localNames.ts';
import { fileProse } from './prose.ts';

/** Kind of a function that has no name: it owns a scope, and the graph attributes its calls to what encloses it. */
export const ANONYMOUS_KIND = 255;
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

/** A name or dotted name whose type was tested, and the expression of the type; -1 when it was assigned since. */
export interface TypeGuard {
  readonly text: string;
  readonly type: number;
  /** It stands alone, and says something only when its function is an assertion. */
  readonly isAsserted?: boolean;
}

/** A decorator that makes a fixture, with the name that it gives or '', or one that asks for the fixture of a name. */
export interface Fixture {
  readonly decorator: number;
  readonly name: string;
}

const NOTHING_MATCHED: { readonly value: number; readonly text: string } = { value: -1, text: '' };

/** How each role is visited and evaluated; filled by roles.ts. */
export interface RoleHandlers {
  /** Called at the end of a file that reassigns names or exports them by name. See settle.ts. */
  readonly settleNames: (x: Extractor) => void;
  /** The value of an expression; a nameless function or class is called `name`. See patterns.ts. */
  readonly declareValue: (
    x: Extractor,
    value: number,
    name: string,
    nameRecord: number,
    record: number,
  ) => NamedValue;
  /** A value as it is known where a test of its type has succeeded. See branches.ts. */
  readonly guarded: (x: Extractor, record: number, rule: NodeRule, value: number) => number;
  readonly visitors: Readonly<Partial<Record<Role, Visitor>>>;
  readonly expressers: Readonly<Partial<Record<Role, Expresser>>>;
}

/** Reads the records of one file after another into facts; one per language, grammar and thread. */
export class Extractor extends FactWriter {
  /** The function whose `return` statements these are, -1 outside. */
  functionSymbol = -1;
  /** True while the record stands in a type: strings are then names. */
  isType = false;
  /** Where the body of the function starts whose parameters are being read. */
  bodyStart = 0;
  /** The last declaration of a group whose type the next ones may repeat. */
  repeated = { group: -1, type: -1 };
  /** First line of a decorated definition and its decorators, taken by the definition inside. */
  decoratedLine = -1;
  decorators: number[] = [];
  /** Those among them that make a fixture or ask for some. */
  readonly fixtures: Fixture[] = [];
  /** Flags to be taken by the next declared symbol. */
  pendingFlags = 0;
  /** True while names on the left are ones that were declared elsewhere. */
  isReassigning = false;
  /** How many type parameters were bound in the file: their order. */
  typeParameters = 0;
  /** True inside of a type that has no name: its members are no symbols of the graph. */
  isNamelessType = false;
  /** Binding rows of reassigned names, and (name, alias) of exported ones; both are settled when the file is read. */
  readonly reassigned: number[] = [];
  readonly exportedLocals: number[] = [];
  /** From where on the names are seen that are being bound; -1 from where they stand. */
  boundFrom = -1;
  /** What is known of names here, the latest last; and calls that test a type, by record. See branches.ts. */
  readonly guards: TypeGuard[] = [];
  readonly typeTests = new Map<number, TypeGuard>();
  /** Names for the object that stands for what the module exports. */
  readonly exportNames = new Set<string>();
  /** The record of what is exported as a whole while it is read, -1 for none. */
  exportedObject = -1;
  /** What the cases around are matched against: its expression or -1, and the name or dotted name that it is or ''. */
  matched = NOTHING_MATCHED;
  /** Local names, where they are not followed; and the last call at the top of the file. See directCalls.ts. */
  readonly locals = new LocalNames();
  topCall = -1;
  /** Members of types, and variables, that were given what is not followed. See stored.ts. */
  readonly openStores = new Set<string>();
  /** (scope, name) → the last signature without a body. */
  readonly overloads = new Map<number, number>();

  /** Whether the annotations of the function that is being read are those of the scope around it. */
  annotatesOutside = false;
  /** What the comment of the function says of types whose parameters are being read. */
  documented: Documented | undefined;

  private readonly handlers: RoleHandlers;
  private readonly visitors: readonly (Visitor | undefined)[];
  private readonly expressers: readonly (Expresser | undefined)[];
  /** (scope, name) → symbol of the variables of this file, so that a second assignment declares nothing. */
  private readonly variables = new Map<number, number>();
  /** (function scope, name) of names that a function takes from the module. */
  private readonly outerNames = new Set<number>();

  constructor(compiled: CompiledKinds, strings: StringTable, handlers: RoleHandlers) {
    super(compiled, strings);
    this.handlers = handlers;
    this.visitors = compiled.rules.map((rule) => rule && handlers.visitors[rule.role]);
    this.expressers = compiled.rules.map((rule) => rule && handlers.expressers[rule.role]);
  }

  /** Extracts one file; `moduleName` names its Module symbol. The facts are in `this.facts` until the next call. */
  extract(
    records: RecordBuffer,
    source: string,
    moduleName: string,
    lines: number,
    isGenerated: boolean,
  ): void {
    const { facts } = this;
    this.open(records, source);
    this.variables.clear();
    this.openStores.clear();
    this.outerNames.clear();
    this.pendingFlags = 0;
    this.decorators = [];
    this.fixtures.length = 0;
    this.decoratedLine = -1;
    this.isType = false;
    this.repeated = { group: -1, type: -1 };
    this.functionSymbol = -1;
    this.isReassigning = false;
    this.typeParameters = 0;
    this.isNamelessType = false;
    this.reassigned.length = 0;
    this.exportedLocals.length = 0;
    this.overloads.clear();
    this.locals.clear();
    this.topCall = -1;
    this.matched = NOTHING_MATCHED;
    this.exportNames.clear();
    this.exportedObject = -1;
    this.guards.length = 0;
    this.typeTests.clear();
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
    if (isGenerated) this.setFlag(this.owner, SymbolFlag.generated);
    this.setDoc(this.owner, fileProse(source, this.compiled.language));
    this.scope = facts.addScope(ScopeKind.module, -1, this.owner);
    facts.tables.symbols.set(this.owner, Column.symbols.body, this.scope);
    this.exportsScope =
      this.compiled.language.rules.modules.exports === 'explicit'
        ? facts.addScope(ScopeKind.exports, this.scope, this.owner)
        : this.scope;
    for (let record = 0; record < records.length; record = this.ints[record + R_NEXT]!) this.visit(record);
    if (this.reassigned.length > 0 || this.exportedLocals.length > 0) this.handlers.settleNames(this);
    const parts = this.compiled.language.hooks.buildParts?.(source);
    if (parts) noteConditions(facts, this.moduleScope, parts);
  }

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
    if (expresser) {
      const rule = this.compiled.rules[kind]!;
      const value = expresser(this, record, rule);
      return this.guards.length > 0 && !this.isType
        ? this.handlers.guarded(this, record, rule, value)
        : value;
    }
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
    this.facts.addBinding(
      this.exportsScope,
      this.intern(name),
      BindingKind.alias,
      expression,
      this.start(at),
    );
  }

  exportValue(record: number, name: string): void {
    const { value, symbol } = this.handlers.declareValue(this, record, name, record, record);
    const kind = symbol >= 0 ? BindingKind.symbol : BindingKind.alias;
    const payload = symbol >= 0 ? symbol : value;
    if (symbol >= 0) this.setFlag(symbol, SymbolFlag.exported);
    this.facts.addBinding(
      this.exportsScope,
      this.intern(name),
      kind,
      payload,
      this.start(record),
      -1,
      -1,
      symbol,
    );
  }

  markModule(): void {
    if (this.scope === this.moduleScope) this.setFlag(0, SymbolFlag.module);
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
    return this.compiled.language.rules.names.declaredBeforeUse === true ? this.bodyStart : this.start(name);
  }

  /** From where on a name declared by `record` is seen. */
  bindingPosition(name: number, record: number): number {
    return this.compiled.language.rules.names.declaredBeforeUse === true
      ? this.end(record)
      : this.start(name);
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
    const isInObject = this.scopeKind(this.scope) === ScopeKind.object;
    const flags = this.pendingFlags | (isInObject ? SymbolFlag.value : 0);
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

  /** Whether an assignment to `name`, which nothing declares, makes it a name of the file. */
  makesGlobal(name: number): boolean {
    const {
      names: { implicitGlobals },
      library: { builtins },
    } = this.compiled.language.rules;
    return implicitGlobals === true && !builtins.includes(this.facts.strings.strings[name]!);
  }

  /** From here on the current function assigns the module's `name`. */
  assignOutside(name: number): void {
    this.outerNames.add(keyOfName(this.declarationScope(false), name));
  }

  /** The module's scope when the current function assigns the module's `name`, undefined for names of its own. */
  outerScopeOf(name: number): number | undefined {
    if (this.outerNames.size === 0) return undefined;
    return this.outerNames.has(keyOfName(this.declarationScope(false), name)) ? this.moduleScope : undefined;
  }

  /** The symbol of a module or class variable; declared on its first assignment, -1 for a local. */
  declareVariable(scope: number, name: number, nameRecord: number, record: number): number {
    const scopeKind = this.scopeKind(scope);
    const isKept =
      scopeKind === ScopeKind.module || scopeKind === ScopeKind.class || scopeKind === ScopeKind.namespace;
    if (!isKept) return -1;
    const key = keyOfName(scope, name);
    const known = this.variables.get(key);
    if (known !== undefined) return known;
    const kind = scopeKind === ScopeKind.class ? 'Field' : 'Variable';
    const symbol = this.declare(kind, this.facts.strings.strings[name]!, nameRecord, record);
    this.variables.set(key, symbol);
    return symbol;
  }
}
