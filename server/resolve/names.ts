// Names: the scope that binds one, and what its bindings hold.

import { BindingKind, ScopeKind } from '../facts/expressions.ts';
import { ALWAYS, ANYTIME } from '../facts/tables.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import { ImportEvaluator } from './imports.ts';
import { findSignatures } from './overloads.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import { ANYTHING, Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const INTERFACE_KIND = NODE_KINDS.indexOf('Interface');
const TYPE_KIND = NODE_KINDS.indexOf('Type');
const ANONYMOUS_KIND = 255;
const CALLABLE_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method'), 255]);

/** Evaluates names. */
export abstract class NameEvaluator extends ImportEvaluator {
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

  protected lookUp(scope: number, name: number, position: number): number {
    if (this.rulesOf(scope).moduleUnit === 'program') return this.lookUpLinked(scope, name);
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

  protected isOnlyType(value: number): boolean {
    if (kindOf(value) !== Kind.class) return false;
    const kind = this.columns.symbol(payloadOf(value), 'kind');
    return kind === INTERFACE_KIND || kind === TYPE_KIND;
  }

  /** A name that its file does not bind: a file of the same package, a star import, or built into the language. */
  protected lookUpOutside(scope: number, name: number): number {
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
    if (rules.exportObjects?.includes(this.program.strings[name]!) === true && !this.readsType)
      return this.importedNamespace(makeValue(Kind.module, file));
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

  /** What `name` is bound to in `scope`. `position` >= 0 limits it to bindings before that place when there are any. */
  boundValue(scope: number, name: number, position: number): number {
    if (!this.scopes.find(scope, name)) return UNKNOWN;
    const { scopes } = this;
    let { from, to } = scopes;
    if (to - from > 1 && this.rulesOf(scope).straightLine === true)
      return this.reachingValue(scope, position);
    if (position >= 0 && to - from > 1) {
      let before = from;
      while (before < to && this.columns.binding(scopes.rows[before]!, 'position') < position) before++;
      if (before > from) to = before;
      if (before > from) from = this.lastReplaced(from, to);
    }
    if (to - from === 1) return this.bindingValue(scopes.rows[from]!);
    if (this.rulesOf(scope).typesDecide === true) return this.firstKnown(from, to);
    return this.joinBindings(scopes.rows.slice(from, to));
  }

  /** The last of some bindings that replaces all before it, the first one when none does. */
  private lastReplaced(from: number, to: number): number {
    for (let entry = to - 1; entry > from; entry--) {
      const row = this.scopes.rows[entry]!;
      const kind = this.columns.binding(row, 'kind');
      const isValue = kind === BindingKind.value || kind === BindingKind.alias;
      if (isValue && this.columns.binding(row, 'value') >= 0) return entry;
    }
    return from;
  }

  /** The join of the bindings that can reach a place in straight-line code; the declared type when that is unknown. */
  private reachingValue(scope: number, position: number): number {
    const rows = this.scopes.rows.slice(this.scopes.from, this.scopes.to);
    const reaching = this.reachingRows(rows, scope, position);
    const value = this.joinBindings(reaching, false);
    // Which of several it is depends on the way that the program takes.
    if (kindOf(value) === Kind.union) this.reason = chain(this.reason, ReasonId.flow);
    if (value !== UNKNOWN || reaching.length === rows.length) return value;
    const declared = rows.filter((row) => this.columns.binding(row, 'type') >= 0);
    return declared.length === 0 ? UNKNOWN : this.joinBindings(declared);
  }

  /** Of all bindings of a name those that can hold at `position`, from another function at -1. */
  private reachingRows(rows: Int32Array, scope: number, position: number): Int32Array {
    const { columns } = this;
    const isInside = position >= 0;
    if (!isInside && columns.scopeKind(scope) !== ScopeKind.module) return rows;
    const kept: number[] = [];
    // From the last one back to the one that surely replaces all before it; what can happen at any time stays.
    let isReplaced = false;
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at]!;
      const reach = columns.binding(row, 'reach');
      if (reach === ANYTIME) {
        kept.push(row);
        continue;
      }
      if (isReplaced) continue;
      if (isInside && columns.binding(row, 'position') >= position) continue;
      if (isInside && reach < 0 && position >= -reach) continue;
      kept.push(row);
      isReplaced = isInside ? position < Math.abs(reach) : reach === ALWAYS;
    }
    return kept.length === 0 || kept.length === rows.length ? rows : Int32Array.from(kept.toReversed());
  }

  /** Where declarations decide the type of a name, the first one whose type is known tells it. */
  protected firstKnown(from: number, to: number): number {
    for (let entry = from; entry < to; entry++) {
      const value = this.bindingValue(this.scopes.rows[entry]!);
      if (value !== UNKNOWN) return value;
    }
    return UNKNOWN;
  }

  /** Several bindings of one name: the last definition wins over earlier ones, assigned values are joined. */
  protected joinBindings(rows: Int32Array, replacesDefinitions = true): number {
    this.steps.take(rows.length);
    let value = UNKNOWN;
    let reason: number = ReasonId.local;
    const lastSymbol = replacesDefinitions ? this.lastDefinition(rows) : -1;
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
  protected lastDefinition(rows: Int32Array): number {
    const { columns } = this;
    let last = -1;
    let isSetter = false;
    for (const row of rows) {
      if (columns.binding(row, 'kind') !== BindingKind.symbol || this.isMergeable(row)) continue;
      const symbol = columns.binding(row, 'payload');
      if (columns.symbol(symbol, 'body') < 0) continue;
      const sets = this.types.isSetter(symbol);
      if (sets && last >= 0 && !isSetter) continue;
      last = row;
      isSetter = sets;
    }
    return last;
  }

  /** Interfaces and namespaces of one name add up; other definitions replace each other. */
  protected isMergeable(row: number): boolean {
    const kind = this.columns.symbol(this.columns.binding(row, 'payload'), 'kind');
    return kind === INTERFACE_KIND || kind === MODULE_KIND;
  }

  /** Of bindings of one name, those that are types or those that are values, as is asked for; all when that leaves none. */
  protected ofNamespace(rows: Int32Array): Int32Array {
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
      case BindingKind.typeParameter:
        this.reason = ReasonId.annotation;
        return makeValue(Kind.parameter, row);
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

  protected parameterValue(row: number, index: number, type: number): number {
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
    if (type >= 0) return value;
    const given = this.contexts.parameterOf(columns.scopeOwner(scope), index);
    this.reason = given === UNKNOWN ? ReasonId.assigned : ReasonId.flow;
    return given === ANYTHING ? value : this.values.join(value, given);
  }

  /** What the calls in its file pass for the parameter that a name stands for; unknown for other names. */
  passedFor(expression: number): number {
    const { columns } = this;
    const name = columns.a(expression);
    const scope = this.findScope(columns.scopeOf(expression), name, columns.position(expression));
    const row = scope < 0 ? undefined : this.bindingsOf(scope, name)[0];
    if (row === undefined || columns.binding(row, 'kind') !== BindingKind.parameter) return UNKNOWN;
    return this.contexts.passing.passedTo(columns.scopeOwner(scope), columns.binding(row, 'payload'));
  }

  /** The signatures by which a function is called: those declared for its name before it, else its own. */
  signaturesOf(symbol: number): readonly number[] {
    return findSignatures(this.columns, this.scopes, symbol);
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

  symbolValue(symbol: number): number {
    const kind = this.columns.symbol(symbol, 'kind');
    if (CALLABLE_KINDS.has(kind)) {
      const isClass = this.columns.scopeKind(this.columns.symbol(symbol, 'body')) === ScopeKind.class;
      return makeValue(isClass ? Kind.class : Kind.function, symbol);
    }
    if (TYPE_KINDS.has(kind)) return makeValue(Kind.class, symbol);
    return kind === MODULE_KIND ? makeValue(Kind.object, this.columns.symbol(symbol, 'body')) : UNKNOWN;
  }
}
