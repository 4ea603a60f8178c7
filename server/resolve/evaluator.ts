// What expressions mean: follows names through scopes and imports, members through modules and classes, calls to what
// they return. Every expression is evaluated at most once; cycles end as unknown. The reason of the last answer says by
// which kind of step it was found.

import { BindingKind, Op, ScopeKind } from '../facts/expressions.ts';
import { SymbolFlag } from '../graph.ts';
import type { BindingRules } from '../languages/language.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import { Classes } from './classes.ts';
import type { Member } from './classes.ts';
import type { Columns } from './columns.ts';
import type { Modules } from './modules.ts';
import { PackageNames } from './packages.ts';
import type { Program } from './program.ts';
import { Contexts } from './contexts.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import { Types } from './types.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { ValueTable } from './values.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const INTERFACE_KIND = NODE_KINDS.indexOf('Interface');
const TYPE_KIND = NODE_KINDS.indexOf('Type');
const ANONYMOUS_KIND = 255;
const CALLABLE_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method'), 255]);

const NEW = 0;
const RUNNING = 1;
const DONE = 2;
/** Chains of steps longer than this are given up. */
const MAX_DEPTH = 160;

/** Evaluates the expressions of a program. */
export class Evaluator {
  readonly classes: Classes;
  readonly types: Types;
  readonly contexts: Contexts;
  /** Reason of the last answer, see ReasonId. */
  reason = 0;
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  private readonly packages: PackageNames;
  private readonly values: ValueTable;
  private readonly rulesOfFile: readonly BindingRules[];
  private readonly builtins = new Map<BindingRules, Set<number>>();
  private readonly state: Uint8Array;
  private readonly memo: Int32Array;
  private readonly reasons: Uint8Array;
  private readonly functionScope: Int32Array;
  private readonly returnState: Uint8Array;
  private readonly returnMemo: Int32Array;
  /** Function → its rows of `returns`. */
  private readonly returnRows = new Map<number, number[]>();
  /** File → files of other packages whose names it reads; complete when all of its expressions are evaluated. */
  readonly usedFiles = new Map<number, Set<number>>();
  private readonly moduleLookups = new Set<number>();
  /** Whether a name is being read as a type, where one name can stand for a type and a value. */
  private readsType = false;
  private nextReadsType = false;
  private depth = 0;

  constructor(program: Program, columns: Columns, scopes: ScopeIndex, modules: Modules, values: ValueTable) {
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.packages = new PackageNames(columns, scopes, modules);
    this.values = values;
    this.rulesOfFile = program.files.map((file) => file.language.binding);
    const expressions = program.tables.expressions.rows;
    this.state = new Uint8Array(expressions);
    this.memo = new Int32Array(expressions);
    this.reasons = new Uint8Array(expressions);
    this.returnState = new Uint8Array(program.tables.symbols.rows);
    this.returnMemo = new Int32Array(program.tables.symbols.rows);
    this.functionScope = new Int32Array(program.tables.scopes.rows);
    for (let scope = 0; scope < this.functionScope.length; scope++) {
      const kind = columns.scopeKind(scope);
      const isInner = kind === ScopeKind.block || kind === ScopeKind.object || kind === ScopeKind.exports;
      this.functionScope[scope] = isInner ? this.functionScope[columns.scopeParent(scope)]! : scope;
    }
    const returns = program.tables.returns;
    for (let row = 0; row < returns.rows; row++) {
      const symbol = returns.ints[row * returns.width]!;
      const known = this.returnRows.get(symbol);
      if (known) known.push(row);
      else this.returnRows.set(symbol, [row]);
    }
    const nameIds = new Map(program.strings.map((text, id) => [text, id]));
    for (const rules of new Set(this.rulesOfFile)) {
      this.builtins.set(rules, new Set(rules.builtins.flatMap((name) => nameIds.get(name) ?? [])));
    }
    this.contexts = new Contexts(program, columns, scopes, values, this);
    this.types = new Types(program, columns, values, this, nameIds);
    this.classes = new Classes(program, columns, values, this.types, nameIds, (scope, name) =>
      this.bindingsOf(scope, name),
    );
  }

  /** The rules of the language in which a scope is written. */
  rulesOf(scope: number): BindingRules {
    return this.rulesOfFile[this.columns.fileOf(scope)]!;
  }

  /** The value of an expression; sets `reason`. */
  evaluate(expression: number): number {
    if (expression < 0) return UNKNOWN;
    const isType = this.nextReadsType;
    this.nextReadsType = false;
    const state = this.state[expression]!;
    if (state === DONE) {
      this.reason = this.reasons[expression]!;
      return this.memo[expression]!;
    }
    if (state === RUNNING || this.depth > MAX_DEPTH) return UNKNOWN;
    this.state[expression] = RUNNING;
    this.depth++;
    this.reason = ReasonId.local;
    const readType = this.readsType;
    this.readsType = isType || (this.columns.op(expression) === Op.name && this.columns.b(expression) === 1);
    const value = this.compute(expression);
    this.readsType = readType;
    this.depth--;
    this.state[expression] = DONE;
    this.memo[expression] = value;
    this.reasons[expression] = this.reason;
    return value;
  }

  /** The value of an expression that stands in a type. */
  evaluateType(expression: number): number {
    this.nextReadsType = true;
    return this.evaluate(expression);
  }

  private compute(expression: number): number {
    const { columns } = this;
    const a = columns.a(expression);
    const b = columns.b(expression);
    switch (columns.op(expression)) {
      case Op.name:
        return this.lookUp(columns.scopeOf(expression), a, columns.position(expression));
      case Op.member:
        return this.memberOf(a, b);
      case Op.call:
        return this.callOf(expression, a);
      case Op.construct:
        return this.constructedBy(this.evaluate(a));
      case Op.typeOf:
        return this.evaluate(a);
      case Op.self:
        return this.receiver(columns.scopeOf(expression));
      case Op.super:
        return this.superOf(columns.scopeOf(expression));
      case Op.literal:
        return this.literal(a, columns.scopeOf(expression));
      case Op.symbol:
        return this.symbolValue(a);
      case Op.await:
        return this.types.awaited(this.evaluate(a));
      case Op.iterate:
        return this.iterated(this.evaluate(a));
      case Op.enter:
        return this.entered(this.evaluate(a), columns.scopeOf(expression));
      case Op.element: {
        const value = this.evaluate(a);
        return this.isOpaque(value, expression) ? value : this.types.elementAt(value, b);
      }
      case Op.key:
        this.reason = ReasonId.element;
        return this.types.keys(this.evaluate(a));
      case Op.choice: {
        const left = this.evaluate(a);
        const reason = this.reason;
        const right = this.evaluate(b);
        this.reason = weaker(reason, this.reason);
        return this.values.join(left, right);
      }
      case Op.instance: {
        const value = this.types.instanceOf(a);
        this.reason = ReasonId.constructed;
        return value;
      }
      case Op.sequence:
        return this.sequence(a, b, columns.scopeOf(expression));
      case Op.object:
        return makeValue(Kind.object, a);
      case Op.subscript: {
        const value = this.evaluate(a);
        // `f[T]` with explicit type arguments is still `f`.
        if (this.isOpaque(value, expression) || kindOf(value) === Kind.function) return value;
        this.reason = ReasonId.element;
        return this.types.subscript(value, b);
      }
      case Op.generic:
        return this.evaluate(a);
      case Op.imported:
        this.reason = ReasonId.import;
        return this.importedModule(a);
      default:
        return UNKNOWN;
    }
  }

  /** In typed code, a part of what an external function gives is external too. */
  private isOpaque(value: number, expression: number): boolean {
    return (
      kindOf(value) === Kind.externalInstance &&
      this.rulesOf(this.columns.scopeOf(expression)).typesDecide === true
    );
  }

  private literal(name: number, scope: number): number {
    const { builtinPackage } = this.rulesOf(scope);
    const external = this.values.external(builtinPackage, this.program.strings[name]!);
    this.reason = ReasonId.builtin;
    return makeValue(Kind.externalInstance, payloadOf(external));
  }

  private sequence(name: number, list: number, scope: number): number {
    const base = this.literal(name, scope);
    const parameters: number[] = [];
    const length = Math.min(this.columns.listLength(list), 16);
    for (let index = 0; index < length; index++)
      parameters.push(this.evaluate(this.columns.listValue(list, index)));
    this.reason = ReasonId.builtin;
    return parameters.some((value) => value !== UNKNOWN) ? this.values.generic(base, parameters) : base;
  }

  private symbolValue(symbol: number): number {
    const kind = this.columns.symbol(symbol, 'kind');
    if (CALLABLE_KINDS.has(kind)) {
      const isClass = this.columns.scopeKind(this.columns.symbol(symbol, 'body')) === ScopeKind.class;
      return makeValue(isClass ? Kind.class : Kind.function, symbol);
    }
    if (TYPE_KINDS.has(kind)) return makeValue(Kind.class, symbol);
    return kind === MODULE_KIND ? makeValue(Kind.object, this.columns.symbol(symbol, 'body')) : UNKNOWN;
  }

  // Names.

  /** Binding rows of `name` in exactly `scope`. */
  bindingsOf(scope: number, name: number): readonly number[] {
    const { scopes } = this;
    return scopes.find(scope, name) ? [...scopes.rows.subarray(scopes.from, scopes.to)] : [];
  }

  /** The scope in which `name`, read at `scope` and `position`, is bound; -1 when it is not bound in the file. */
  findScope(scope: number, name: number, position: number): number {
    const { columns } = this;
    const { classScopeVisible: visible, declaredBeforeUse } = this.rulesOf(scope);
    for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
      const kind = columns.scopeKind(at);
      if (kind === ScopeKind.object || kind === ScopeKind.exports) continue;
      if (kind === ScopeKind.class && (visible === 'never' || (visible === 'body' && at !== scope))) continue;
      if (!this.scopes.find(at, name)) continue;
      const row = this.scopes.rows[this.scopes.from]!;
      const isLate = declaredBeforeUse === true && columns.binding(row, 'position') > position;
      if (isLate && kind !== ScopeKind.module && kind !== ScopeKind.class) continue;
      const outer = columns.binding(row, 'kind');
      if (outer === BindingKind.outerModule) return this.modules.moduleScope[columns.fileOf(scope)]!;
      if (outer !== BindingKind.outerFunction) return at;
    }
    return -1;
  }

  private lookUp(scope: number, name: number, position: number): number {
    const at = this.findScope(scope, name, position);
    if (at < 0) return this.lookUpOutside(scope, name);
    const value = this.boundValue(
      at,
      name,
      this.functionScope[at] === this.functionScope[scope] ? position : -1,
    );
    const isHidden = !this.readsType && this.isOnlyType(value) && this.rulesOf(scope).typesApart === true;
    return isHidden ? this.lookUpOutside(scope, name) : value;
  }

  private isOnlyType(value: number): boolean {
    if (kindOf(value) !== Kind.class) return false;
    const kind = this.columns.symbol(payloadOf(value), 'kind');
    return kind === INTERFACE_KIND || kind === TYPE_KIND;
  }

  /** A name that its file does not bind: a file of the same package, a star import, or built into the language. */
  private lookUpOutside(scope: number, name: number): number {
    const file = this.columns.fileOf(scope);
    const top = this.packageScope(file, name);
    if (top >= 0) {
      const value = this.boundValue(top, name, -1);
      this.reason = chain(this.reason, ReasonId.package);
      return value;
    }
    const starred = this.lookUpStars(this.modules.moduleScope[file]!, name);
    if (starred !== UNKNOWN) return starred;
    const rules = this.rulesOfFile[file]!;
    if (!this.builtins.get(rules)!.has(name)) {
      this.reason = ReasonId.import;
      return rules.moduleUnit === 'directory'
        ? this.modules.importedPackage(file, this.program.strings[name]!)
        : UNKNOWN;
    }
    this.reason = ReasonId.builtin;
    return this.values.external(rules.builtinPackage, this.program.strings[name]!);
  }

  /** The module scope that declares `name` for the package of `file`; -1 when none does or files stand alone. */
  packageScope(file: number, name: number): number {
    const files = this.modules.packageFiles(file);
    return files ? this.packages.findScope(files, name, file) : -1;
  }

  private lookUpStars(scope: number, name: number): number {
    let found = UNKNOWN;
    for (const row of this.modules.starImports.get(scope) ?? []) {
      const value = this.memberOfModule(this.modules.targetOf(row), name, false);
      if (value !== UNKNOWN) found = value;
    }
    if (found !== UNKNOWN) this.reason = chain(this.reason, ReasonId.import);
    return found;
  }

  /** What `name` is bound to in `scope`. `position` >= 0 limits it to bindings before that place when there are any. */
  boundValue(scope: number, name: number, position: number): number {
    if (!this.scopes.find(scope, name)) return UNKNOWN;
    const { from, scopes } = { from: this.scopes.from, scopes: this.scopes };
    let to = scopes.to;
    if (position >= 0 && to - from > 1) {
      let before = from;
      while (before < to && this.columns.binding(scopes.rows[before]!, 'position') < position) before++;
      if (before > from) to = before;
    }
    if (to - from === 1) return this.bindingValue(scopes.rows[from]!);
    if (this.rulesOf(scope).typesDecide === true) return this.firstKnown(from, to);
    return this.joinBindings(scopes.rows.slice(from, to));
  }

  /** Where declarations decide the type of a name, the first one whose type is known tells it. */
  private firstKnown(from: number, to: number): number {
    for (let entry = from; entry < to; entry++) {
      const value = this.bindingValue(this.scopes.rows[entry]!);
      if (value !== UNKNOWN) return value;
    }
    return UNKNOWN;
  }

  /** Several bindings of one name: the last definition wins over earlier ones, assigned values are joined. */
  private joinBindings(rows: Int32Array): number {
    let value = UNKNOWN;
    let reason: number = ReasonId.local;
    const lastSymbol = this.lastDefinition(rows);
    for (const row of this.ofNamespace(rows)) {
      const isRedefined =
        lastSymbol >= 0 && row !== lastSymbol && this.columns.binding(row, 'kind') === BindingKind.symbol;
      if (isRedefined && !this.isMergeable(row)) continue;
      this.reason = ReasonId.local;
      const one = this.bindingValue(row);
      if (one === UNKNOWN) continue;
      reason = weaker(reason, this.reason);
      value = this.values.join(value, one);
    }
    this.reason = reason;
    return value;
  }

  /** The last row that defines a function or class, one that is read rather than assigned to if there is any. */
  private lastDefinition(rows: Int32Array): number {
    const { columns } = this;
    let last = -1;
    let isSetter = false;
    for (const row of rows) {
      if (columns.binding(row, 'kind') !== BindingKind.symbol || this.isMergeable(row)) continue;
      const symbol = columns.binding(row, 'payload');
      if (columns.symbol(symbol, 'body') < 0) continue;
      const sets = (columns.symbol(symbol, 'flags') & SymbolFlag.setter) !== 0;
      if (sets && last >= 0 && !isSetter) continue;
      last = row;
      isSetter = sets;
    }
    return last;
  }

  /** Interfaces and namespaces of one name add up; other definitions replace each other. */
  private isMergeable(row: number): boolean {
    const kind = this.columns.symbol(this.columns.binding(row, 'payload'), 'kind');
    return kind === INTERFACE_KIND || kind === MODULE_KIND;
  }

  /** Of bindings of one name, those that are types or those that are values, as is asked for; all when that leaves none. */
  private ofNamespace(rows: Int32Array): Int32Array {
    const { columns, readsType } = this;
    const kept = rows.filter((row) => {
      const isSymbol = columns.binding(row, 'kind') === BindingKind.symbol;
      const kind = isSymbol ? columns.symbol(columns.binding(row, 'payload'), 'kind') : -1;
      return readsType
        ? TYPE_KINDS.has(kind) || kind === ANONYMOUS_KIND
        : kind !== INTERFACE_KIND && kind !== TYPE_KIND;
    });
    return kept.length === 0 ? rows : kept;
  }

  /** What one binding binds. */
  bindingValue(row: number): number {
    const { columns } = this;
    const payload = columns.binding(row, 'payload');
    const type = columns.binding(row, 'type');
    switch (columns.binding(row, 'kind')) {
      case BindingKind.symbol:
        this.reason = ReasonId.local;
        return this.symbolValue(payload);
      case BindingKind.import:
        return this.importedValue(payload);
      case BindingKind.alias:
        return this.readsType ? this.evaluateType(payload) : this.evaluate(payload);
      case BindingKind.parameter:
        return this.parameterValue(row, payload, type);
      case BindingKind.value: {
        if (type >= 0) {
          const value = this.types.instanceOf(type);
          this.reason = ReasonId.annotation;
          if (value !== UNKNOWN || payload < 0) return value;
        }
        const value = this.evaluate(payload);
        this.reason = chain(this.reason, ReasonId.assigned);
        // A declared type says what a variable holds, but not which function.
        if (kindOf(value) === Kind.function && this.rulesOf(columns.binding(row, 'scope')).typesDecide)
          this.reason = ReasonId.assigned;
        return value;
      }
      default:
        return UNKNOWN;
    }
  }

  private parameterValue(row: number, index: number, type: number): number {
    const { columns } = this;
    const scope = columns.binding(row, 'scope');
    if (type >= 0) {
      const value = this.types.instanceOf(type);
      this.reason = ReasonId.annotation;
      if (value !== UNKNOWN) return value;
    }
    const parent = columns.scopeParent(scope);
    const isMethod = columns.scopeKind(parent) === ScopeKind.class;
    if (index === 0 && isMethod && this.rulesOf(scope).receiver === 'first-parameter') {
      const method = columns.scopeOwner(scope);
      this.reason = ReasonId.self;
      if (this.types.isStatic(method)) return UNKNOWN;
      return makeValue(
        this.types.isClassMethod(method) ? Kind.class : Kind.instance,
        columns.scopeOwner(parent),
      );
    }
    const value = this.evaluate(columns.binding(row, 'value'));
    this.reason = ReasonId.assigned;
    if (value !== UNKNOWN || type >= 0) return value;
    const given = this.contexts.parameterOf(columns.scopeOwner(scope), index);
    this.reason = ReasonId.flow;
    return given;
  }

  /** The constructor of a class as a value: its own or an inherited one, unknown when the workspace has none. */
  constructorOf(symbol: number, after: number): number {
    const { binding } = this.program.files[this.columns.fileOfSymbol(symbol)]!.language;
    for (const name of binding.constructors) {
      const id = this.types.nameId(name);
      const member = id === undefined ? undefined : this.classes.findMember(symbol, id, after);
      const row = member?.bindings.at(-1);
      if (row === undefined) continue;
      const value = this.bindingValue(row);
      if (kindOf(value) === Kind.function) return value;
    }
    return UNKNOWN;
  }

  // Imports.

  /** The module that an import names, as the value of a call that imports: what it exports as a whole, if it does. */
  private importedModule(row: number): number {
    return this.importedNamespace(this.modules.targetOf(row));
  }

  private importedValue(row: number): number {
    const { modules } = this;
    const target = modules.targetOf(row);
    const name = modules.importCell(row, 'name');
    this.reason = ReasonId.import;
    if (name === 0) return this.importedNamespace(target);
    const isDefault =
      this.types.isDefaultName(name) && this.rulesOf(modules.importCell(row, 'scope')).exports === 'explicit';
    if (isDefault && kindOf(target) === Kind.external) return target;
    const found = target === UNKNOWN ? UNKNOWN : this.memberOfModule(target, name, true);
    if (found !== UNKNOWN) {
      this.reason = chain(this.reason, ReasonId.import);
      return found;
    }
    if (isDefault) return target;
    const file = this.columns.fileOf(modules.importCell(row, 'scope'));
    const { strings } = this.program;
    this.reason = ReasonId.import;
    return modules.submoduleOf(file, strings[modules.importCell(row, 'specifier')]!, strings[name]!);
  }

  private importedNamespace(target: number): number {
    const whole = this.types.wholeExportName;
    if (whole < 0 || kindOf(target) !== Kind.module) return target;
    const value = this.memberOfModule(target, whole, true);
    return value === UNKNOWN ? target : value;
  }

  /** The member `name` of a module, directory or external value. `isPlain` also offers submodules. */
  memberOfModule(target: number, name: number, isPlain: boolean): number {
    const kind = kindOf(target);
    const payload = payloadOf(target);
    if (kind === Kind.external)
      return isPlain ? this.values.externalMember(target, this.program.strings[name]!) : UNKNOWN;
    if (kind === Kind.directory) {
      const top = this.packages.findScope(this.modules.directoryFiles(payload), name, -1);
      if (top >= 0) return this.boundValue(top, name, -1);
      return isPlain ? this.modules.submodule(kind, payload, this.program.strings[name]!) : UNKNOWN;
    }
    if (kind !== Kind.module) return UNKNOWN;
    const key = payload * 0x400000 + name;
    if (this.moduleLookups.has(key)) return UNKNOWN;
    this.moduleLookups.add(key);
    const scope = this.modules.exportsScope[payload]!;
    let value = UNKNOWN;
    if (this.scopes.find(scope, name)) value = this.boundValue(scope, name, -1);
    if (value === UNKNOWN) value = this.lookUpStars(scope, name);
    if (value === UNKNOWN) value = this.types.memberOfWholeExport(target, name);
    if (value === UNKNOWN && isPlain)
      value = this.modules.submodule(kind, payload, this.program.strings[name]!);
    this.moduleLookups.delete(key);
    return value;
  }

  // Members.

  private memberOf(object: number, name: number): number {
    const value = this.evaluate(object);
    const reason = this.reason;
    if (kindOf(value) === Kind.directory)
      this.noteUse(this.columns.fileOf(this.columns.scopeOf(object)), value, name);
    return this.member(value, name, reason);
  }

  /** Remembers which file of a package a reader of it needs. */
  private noteUse(reader: number, directory: number, name: number): void {
    const top = this.packages.findScope(this.modules.directoryFiles(payloadOf(directory)), name, reader);
    if (top < 0) return;
    let used = this.usedFiles.get(reader);
    if (!used) this.usedFiles.set(reader, (used = new Set()));
    used.add(this.columns.fileOf(top));
  }

  /** The symbol of the field that a member expression reads, -1 when it is no field of a class of the workspace. */
  fieldOf(expression: number): number {
    const { columns } = this;
    if (columns.op(expression) !== Op.member) return -1;
    let owner = this.evaluate(columns.a(expression));
    if (kindOf(owner) === Kind.generic) owner = this.values.getGeneric(owner).base;
    if (kindOf(owner) !== Kind.instance) return -1;
    const row = this.classes.findMember(payloadOf(owner), columns.b(expression))?.bindings.at(-1);
    return row === undefined ? -1 : columns.binding(row, 'symbol');
  }

  /** The member `name` of any value that was found for `reason`; sets `reason`. */
  member(value: number, name: number, reason: number): number {
    const kind = kindOf(value);
    const payload = payloadOf(value);
    this.reason = reason;
    switch (kind) {
      case Kind.module:
      case Kind.directory: {
        const found = this.memberOfModule(value, name, true);
        this.reason = chain(reason, chain(this.reason, ReasonId.import));
        return found;
      }
      case Kind.external:
        return this.values.externalMember(value, this.program.strings[name]!);
      case Kind.externalInstance:
        return this.types.memberOfExternal(value, name);
      case Kind.class:
      case Kind.instance:
        return this.memberOfClass(
          payload,
          name,
          -1,
          kind === Kind.class ? chain(reason, ReasonId.member) : reason,
          value,
        );
      case Kind.super: {
        const owner = this.classes.lineage(payload).classes;
        void owner;
        return this.memberOfClass(payload, name, payload, ReasonId.super, makeValue(Kind.instance, payload));
      }
      case Kind.generic:
        return this.types.memberOfGeneric(value, name, reason);
      case Kind.object: {
        let found = this.boundValue(payload, name, -1);
        for (const row of this.classes.assignedTo(-1 - payload, name))
          found = this.values.join(found, this.assignedValue(row));
        this.reason = chain(reason, chain(this.reason, ReasonId.member));
        return found;
      }
      case Kind.function:
        return this.memberOfFunction(payload, name, reason);
      case Kind.union: {
        let joined = UNKNOWN;
        let weakest = reason;
        this.values.each(value, (one) => {
          joined = this.values.join(joined, this.member(one, name, reason));
          weakest = weaker(weakest, this.reason);
        });
        this.reason = chain(weakest, ReasonId.flow);
        return joined;
      }
      default:
        return UNKNOWN;
    }
  }

  private memberOfClass(
    symbol: number,
    name: number,
    after: number,
    reason: number,
    receiver: number,
  ): number {
    const member = this.classes.findMember(symbol, name, after);
    if (member) return this.memberValue(member, reason, receiver);
    const { external } = this.classes.lineage(symbol);
    this.reason = reason;
    if (name === this.classes.prototypeName) return makeValue(Kind.instance, symbol);
    if (external !== 0) return this.values.externalMember(external, this.program.strings[name]!);
    return UNKNOWN;
  }

  /** A member that was assigned to a function, or that every function has. */
  private memberOfFunction(symbol: number, name: number, reason: number): number {
    const { binding } = this.program.files[this.columns.fileOfSymbol(symbol)]!.language;
    if (binding.prototypeMember === undefined) return UNKNOWN;
    if (name === this.classes.prototypeName) return makeValue(Kind.instance, symbol);
    const rows = this.classes.assignedTo(symbol, name);
    if (rows.length === 0) {
      if (!binding.functionMembers?.includes(this.program.strings[name]!)) return UNKNOWN;
      this.reason = ReasonId.builtin;
      return this.values.external(binding.builtinPackage, `Function.${this.program.strings[name]!}`);
    }
    let value = UNKNOWN;
    for (const row of rows) value = this.values.join(value, this.assignedValue(row));
    this.reason = chain(reason, ReasonId.field);
    return value;
  }

  /** What a found member holds: the method, the value of a property, the type or values of a field. */
  private memberValue(member: Member, reason: number, receiver: number): number {
    if (member.method >= 0) {
      this.reason = reason;
      return makeValue(Kind.function, member.method);
    }
    let value = UNKNOWN;
    if (member.bindings.length > 0) {
      value = this.joinBindings(Int32Array.from(member.bindings));
      const isDefinition = kindOf(value) === Kind.function || kindOf(value) === Kind.class;
      if (kindOf(value) === Kind.function && this.types.isProperty(payloadOf(value))) {
        value = this.returned(payloadOf(value), receiver);
        this.reason = chain(reason, ReasonId.field);
        return value;
      }
      this.reason = isDefinition ? chain(this.reason, reason) : chain(reason, ReasonId.field);
      if (isDefinition) this.reason = reason;
    }
    if (value === UNKNOWN || member.assignments.length > 0) {
      for (const row of member.assignments) value = this.values.join(value, this.assignedValue(row));
      if (member.assignments.length > 0) this.reason = chain(reason, ReasonId.field);
    }
    return value;
  }

  private assignedValue(row: number): number {
    const { ints, width } = this.program.tables.memberAssignments;
    const type = ints[row * width + 3]!;
    if (type >= 0) {
      const value = this.types.instanceOf(type);
      if (value !== UNKNOWN) return value;
    }
    return this.evaluate(ints[row * width + 2]!);
  }

  // Receivers.

  /** What `this` is in `scope`. */
  receiver(scope: number): number {
    this.reason = ReasonId.self;
    const around = this.classes.receiverOf(scope);
    if (!around) return UNKNOWN;
    if (around.functionScope >= 0 && this.types.selfName >= 0) {
      const isTyped = this.scopes.find(around.functionScope, this.types.selfName);
      if (isTyped) return this.boundValue(around.functionScope, this.types.selfName, -1);
    }
    if (around.owner < 0) return makeValue(Kind.object, -1 - around.owner);
    return makeValue(around.isStatic ? Kind.class : Kind.instance, around.owner);
  }

  private superOf(scope: number): number {
    const around = this.classes.enclosingClass(scope);
    this.reason = ReasonId.super;
    return around ? makeValue(Kind.super, around.symbol) : UNKNOWN;
  }

  // Calls.

  private callOf(expression: number, callee: number): number {
    const { superFunction } = this.rulesOf(this.columns.scopeOf(expression));
    if (superFunction !== '' && this.columns.op(callee) === Op.name) {
      const isSuper = this.program.strings[this.columns.a(callee)] === superFunction;
      if (isSuper) return this.superOf(this.columns.scopeOf(expression));
    }
    let receiver = UNKNOWN;
    if (this.columns.op(callee) === Op.member) receiver = this.evaluate(this.columns.a(callee));
    const value = this.evaluate(callee);
    if (kindOf(value) === Kind.external) {
      const result = this.builtinResult(value, expression);
      if (result !== UNKNOWN) return result;
    }
    if (kindOf(receiver) === Kind.generic) {
      const result = this.contexts.resultOf(expression);
      this.reason = ReasonId.element;
      if (result !== UNKNOWN) return result;
      this.reason = this.reasons[callee]!;
    }
    return this.resultOf(value, receiver);
  }

  /** What a call of a built-in function gives that hands out its argument. */
  private builtinResult(value: number, expression: number): number {
    const { builtinResults, builtinPackage } = this.rulesOf(this.columns.scopeOf(expression));
    if (!builtinResults) return UNKNOWN;
    const external = this.values.getExternal(value);
    if (external.package !== builtinPackage) return UNKNOWN;
    const how = builtinResults[external.symbol];
    const argument = this.columns.listValue(this.columns.b(expression), 0);
    if (how === undefined || argument < 0) return UNKNOWN;
    if (how === 'argument') return this.evaluate(argument);
    this.reason = ReasonId.constructed;
    return this.types.instanceOf(argument);
  }

  /** What `new value()` gives: an instance, of a function too. */
  private constructedBy(value: number): number {
    if (kindOf(value) !== Kind.function) return this.resultOf(value);
    this.reason = chain(this.reason, ReasonId.constructed);
    return makeValue(Kind.instance, payloadOf(value));
  }

  /** What calling `value` gives; sets `reason`. */
  resultOf(value: number, receiver = UNKNOWN): number {
    const reason = this.reason;
    const payload = payloadOf(value);
    switch (kindOf(value)) {
      case Kind.function: {
        const result = this.returned(payload, receiver);
        this.reason = chain(reason, ReasonId.returned);
        return result;
      }
      case Kind.class:
        this.reason = chain(reason, ReasonId.constructed);
        return this.types.constructed(payload);
      case Kind.external:
      case Kind.externalInstance:
        return makeValue(Kind.externalInstance, payload);
      case Kind.callable:
        this.reason = chain(reason, ReasonId.returned);
        return this.values.getGeneric(value).parameters[0]!;
      case Kind.instance:
        return this.types.callInstance(payload, reason);
      case Kind.union: {
        let joined = UNKNOWN;
        this.values.each(value, (one) => {
          this.reason = reason;
          joined = this.values.join(joined, this.resultOf(one, receiver));
        });
        this.reason = chain(reason, ReasonId.flow);
        return joined;
      }
      default:
        return UNKNOWN;
    }
  }

  /** What a function returns: its declared type, else the join of its return statements. */
  returned(symbol: number, receiver = UNKNOWN): number {
    const type = this.columns.symbol(symbol, 'result');
    if (type >= 0) {
      if (this.types.isSelfType(type))
        return receiver === UNKNOWN ? UNKNOWN : this.types.asInstance(receiver);
      const declared = this.types.instanceOf(type);
      if (declared !== UNKNOWN) return declared;
    }
    const state = this.returnState[symbol]!;
    if (state === DONE) return this.returnMemo[symbol]!;
    if (state === RUNNING) return UNKNOWN;
    this.returnState[symbol] = RUNNING;
    let value = UNKNOWN;
    let isGenerator = false;
    const { ints, width } = this.program.tables.returns;
    for (const row of this.returnRows.get(symbol) ?? []) {
      const isYield = ints[row * width + 2]! === 1;
      if (isYield !== isGenerator && isYield) {
        isGenerator = true;
        value = UNKNOWN;
      }
      if (isYield || !isGenerator) value = this.values.join(value, this.evaluate(ints[row * width + 1]!));
    }
    if (isGenerator && value !== UNKNOWN) value = this.types.iteratorOf(value, symbol);
    this.returnState[symbol] = DONE;
    this.returnMemo[symbol] = value;
    return value;
  }

  private iterated(value: number): number {
    this.reason = ReasonId.element;
    return this.types.elements(value);
  }

  private entered(value: number, _scope: number): number {
    const reason = this.reason;
    const entered = this.types.entered(value, reason);
    this.reason = chain(reason, ReasonId.returned);
    return entered;
  }
}
