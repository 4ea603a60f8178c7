// The variable that a name or member stands for, wherever it is defined: through imports, modules that hand names on, and
// other names of it. Asked where the value of a variable is not known, so that what uses it leads to its definition at
// least. Whatever it looks up was looked up before by whoever asked for the value, so nothing is noted here.

import { BindingKind, Op, SPREAD, ScopeKind } from '../../facts/expressions.ts';
import { EVERY_NAME } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { Evaluator } from '../infer/index.ts';
import { NONE, NO_NAME } from '../program/index.ts';
import type { Columns, ExprId, FileId, ImportId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import type { Modules, ScopeIndex } from '../scopes/index.ts';
import { Kind, ReasonId, kindOf, makeValue, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';

const VARIABLE_KIND = NODE_KINDS.indexOf('Variable');
const FIELD_KIND = NODE_KINDS.indexOf('Field');
/** Not a symbol: a local name, whose reads are no references. */
export const LOCAL = -2 as SymbolId;
export const NO_VARIABLE = NONE;
/** What more bindings of one name than these say together is remembered. */
const FEW_BINDINGS = 8;
/** Names that are handed on more often than this are given up. */
const MAX_STEPS = 32;

/** A variable of the workspace, and the reason of the step that found it. */
export interface FoundVariable {
  readonly symbol: SymbolId;
  readonly reason: number;
}

/** Finds variables by the names that stand for them. */
export class Variables {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  private readonly evaluator: Evaluator;
  /** First entry of a name with many bindings → the variable that it is. */
  private readonly known = new Map<number, SymbolId>();

  constructor(columns: Columns, scopes: ScopeIndex, modules: Modules, evaluator: Evaluator) {
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.evaluator = evaluator;
  }

  /** The variable among the bindings of one name in a scope, LOCAL when it is a local one, NO_VARIABLE for anything else. */
  among(from: number, to: number): SymbolId {
    if (to - from <= FEW_BINDINGS) return this.readAmong(from, to);
    let known = this.known.get(from);
    if (known === undefined) this.known.set(from, (known = this.readAmong(from, to)));
    return known;
  }

  private readAmong(from: number, to: number): SymbolId {
    const { columns } = this;
    let isValue = true;
    for (let entry = from; entry < to; entry++) {
      const row = this.scopes.rows[entry]!;
      const symbol = columns.binding(row, 'symbol');
      if (symbol >= 0) {
        const kind = columns.symbol(symbol, 'kind');
        if (kind === VARIABLE_KIND || kind === FIELD_KIND) return symbol;
      }
      const binding = columns.binding(row, 'kind');
      isValue &&= symbol < 0 && (binding === BindingKind.value || binding === BindingKind.parameter);
    }
    return isValue ? LOCAL : NO_VARIABLE;
  }

  /** The variable that is imported under a name, or that is a member of an imported module; undefined for anything else. */
  find(expression: ExprId): FoundVariable | undefined {
    const symbol = this.findAt(expression, new Set());
    return symbol === undefined ? undefined : { symbol, reason: ReasonId.import };
  }

  /** The variable that a file exports under a name, NO_VARIABLE for anything else. */
  exported(file: FileId, name: NameId): SymbolId {
    return this.findExported(file, name, new Set()) ?? NO_VARIABLE;
  }

  private findAt(expression: ExprId, seen: Set<number>): SymbolId | undefined {
    const { columns, evaluator } = this;
    const op = columns.op(expression);
    if (op === Op.name) {
      const name = columns.a(expression);
      const scope = columns.scopeOf(expression);
      const at = evaluator.findScope(scope, name, columns.position(expression));
      if (at >= 0) return this.findBound(at, name, seen);
      return (
        this.findStarred(this.modules.moduleScope[columns.fileOf(scope)]!, name, seen) ??
        this.findOfEvery(scope, name)
      );
    }
    if (op !== Op.member) return undefined;
    const owner = evaluator.evaluate(columns.a(expression));
    const name = columns.b(expression);
    if (kindOf(owner) === Kind.module) return this.findExported(payloadOf(owner), name, seen);
    const found =
      kindOf(owner) === Kind.object
        ? this.findMember(payloadOf(owner), name, seen)
        : this.findDeclared(owner, name);
    return found ?? this.findBeside(owner, name, seen);
  }

  /** The variable or field that a class or package declares under a name. */
  private findDeclared(owner: Value, name: NameId): SymbolId | undefined {
    if (kindOf(owner) !== Kind.class && kindOf(owner) !== Kind.directory) return undefined;
    const symbol = this.evaluator.memberSymbol(owner, name);
    const kind = symbol < 0 ? NONE : this.columns.symbol(symbol, 'kind');
    return kind === VARIABLE_KIND || kind === FIELD_KIND ? symbol : undefined;
  }

  /** The variable that a scope around gets under a name from a class or package of which it takes all names. */
  private findOfEvery(scope: ScopeId, name: NameId): SymbolId | undefined {
    const { columns, evaluator } = this;
    const every = evaluator.program.numbers.get(EVERY_NAME) ?? NO_NAME;
    if (every === NO_NAME) return undefined;
    for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
      const first = this.scopes.find(at, every);
      const end = first < 0 ? first : this.scopes.endOf(at, first);
      for (let entry = first; entry < end; entry++) {
        const row = this.scopes.rows[entry]!;
        if (columns.binding(row, 'kind') !== BindingKind.alias) continue;
        const found = this.findDeclared(evaluator.evaluate(columns.binding(row, 'payload')), name);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** What a file exports under a name beside `owner`, which it exports as a whole. */
  private findBeside(owner: Value, name: NameId, seen: Set<number>): SymbolId | undefined {
    const { columns, evaluator } = this;
    const whole = evaluator.types.wholeExportName;
    const kind = kindOf(owner);
    if (whole < 0 || (kind !== Kind.object && kind !== Kind.function && kind !== Kind.class))
      return undefined;
    const payload = payloadOf(owner);
    const file = kind === Kind.object ? columns.fileOf(payload) : columns.fileOfSymbol(payload);
    const scope = this.modules.exportsScope[file]!;
    if (this.scopes.find(scope, whole) < 0 || this.scopes.find(scope, name) < 0) return undefined;
    const { type } = evaluator.memberOfModule(makeValue(Kind.module, file), whole, false, false);
    return type === owner ? this.findBound(scope, name, seen) : undefined;
  }

  /** What a member of an object literal names, or of what is spread out in it. */
  private findMember(scope: ScopeId, name: NameId, seen: Set<number>): SymbolId | undefined {
    const found = this.findBound(scope, name, seen);
    if (found !== undefined || this.scopes.find(scope, name) >= 0) return found;
    const spread = this.evaluator.program.numbers.get(SPREAD);
    const from = spread === undefined || seen.size > MAX_STEPS ? -1 : this.scopes.find(scope, spread);
    if (from < 0) return undefined;
    for (const row of this.scopes.rows.slice(from, this.scopes.endOf(scope, from))) {
      if (seen.has(row)) continue;
      seen.add(row);
      const value = this.evaluator.evaluate(this.columns.binding(row, 'payload'));
      const one =
        kindOf(value) === Kind.object
          ? this.findMember(payloadOf(value), name, seen)
          : kindOf(value) === Kind.module
            ? this.findExported(payloadOf(value), name, seen)
            : undefined;
      if (one !== undefined) return one;
    }
    return undefined;
  }

  /** What a file exports under a name. */
  private findExported(file: FileId, name: NameId, seen: Set<number>): SymbolId | undefined {
    const scope = this.modules.exportsScope[file]!;
    // What a file exports itself hides what it hands on under that name.
    if (this.scopes.find(scope, name) >= 0) return this.findBound(scope, name, seen);
    const whole = this.evaluator.types.wholeExportName;
    if (whole >= 0 && name !== whole && this.scopes.has(scope, whole)) {
      const { type } = this.evaluator.memberOfModule(makeValue(Kind.module, file), whole, false, false);
      if (kindOf(type) === Kind.object) return this.findMember(payloadOf(type), name, seen);
    }
    return this.findStarred(scope, name, seen);
  }

  private findBound(scope: ScopeId, name: NameId, seen: Set<number>): SymbolId | undefined {
    const { columns, scopes } = this;
    const from = seen.size > MAX_STEPS ? -1 : scopes.find(scope, name);
    if (from < 0) return undefined;
    const isInObject = columns.scopeKind(scope) === ScopeKind.object;
    for (const row of scopes.rows.slice(from, scopes.endOf(scope, from))) {
      if (seen.has(row)) continue;
      seen.add(row);
      const symbol = columns.binding(row, 'symbol');
      if (symbol >= 0 && columns.symbol(symbol, 'kind') === VARIABLE_KIND) return symbol;
      const kind = columns.binding(row, 'kind');
      const payload = columns.binding(row, 'payload');
      const found =
        kind === BindingKind.import
          ? this.findImported(payload, seen)
          : (kind === BindingKind.alias || (isInObject && kind === BindingKind.value)) && payload >= 0
            ? this.findAt(payload, seen)
            : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private findImported(row: ImportId, seen: Set<number>): SymbolId | undefined {
    const target = this.modules.leadOf(row);
    const name = this.modules.importCell(row, 'name');
    if (kindOf(target) !== Kind.module) return name === 0 ? undefined : this.findDeclared(target, name);
    if (name !== 0) return this.findExported(payloadOf(target), name, seen);
    const whole = this.evaluator.types.wholeExportName;
    return whole < 0 ? undefined : this.findExported(payloadOf(target), whole, seen);
  }

  private findStarred(scope: ScopeId, name: NameId, seen: Set<number>): SymbolId | undefined {
    const { stars } = this.evaluator;
    if (!stars.has(scope)) return undefined;
    for (const target of stars.offering(scope, name)) {
      const found =
        kindOf(target) === Kind.module
          ? this.findBound(this.modules.exportsScope[payloadOf(target)]!, name, seen)
          : this.findDeclared(target, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
