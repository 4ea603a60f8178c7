// Names: the scope that binds one, and what its bindings hold.

import { BindingKind, ScopeKind } from '../facts/expressions.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import { JoinEvaluator } from './joins.ts';
import { ReasonId, chain } from './reasons.ts';
import { ANYTHING, Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const INTERFACE_KIND = NODE_KINDS.indexOf('Interface');
const TYPE_KIND = NODE_KINDS.indexOf('Type');
const CALLABLE_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method'), 255]);

/** Evaluates names. */
export abstract class NameEvaluator extends JoinEvaluator {
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
    const row = scope >= 0 && this.scopes.find(scope, name) ? this.scopes.rows[this.scopes.from] : undefined;
    if (row === undefined || columns.binding(row, 'kind') !== BindingKind.parameter) return UNKNOWN;
    return this.contexts.passing.passedTo(columns.scopeOwner(scope), columns.binding(row, 'payload'));
  }

  /** The signatures by which a function is called: those declared for its name before it, else its own. */
  signaturesOf(symbol: number): readonly number[] {
    return this.overloads.of(symbol);
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
