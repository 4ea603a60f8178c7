// Edges of sites: what is called and what is read, expression by expression.

import { BindingKind, Led, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { isTestPath } from '../../languages/testPaths.ts';
import { NODE_KINDS, REASONS } from '../../protocol/graph.ts';
import { functionMember, isOperator } from '../infer/index.ts';
import type { Evaluator } from '../infer/index.ts';
import { NONE, NO_NAME, Place, StepsSpent, targetOfExternal } from '../program/index.ts';
import type {
  Columns,
  ExprId,
  FileId,
  Lookups,
  NameId,
  Program,
  ScopeId,
  Steps,
  SymbolId,
} from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';
import {
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  chain,
  kindOf,
  lastName,
  makeValue,
  payloadOf,
  protocolMethod,
  weaker,
} from '../types/index.ts';
import type { Answer, Value, ValueTable } from '../types/index.ts';
import { EdgeKindId, isNodeSymbol, namedSymbol } from './analysis.ts';
import type { Analysis, EdgeSink } from './analysis.ts';
import { Referable } from './referable.ts';
import { StoredFunctions } from './storedFunctions.ts';
import { LOCAL, NO_VARIABLE, Variables } from './variables.ts';
import type { FoundVariable } from './variables.ts';

const ANONYMOUS_KIND = 255;
const VARIABLE_KIND = NODE_KINDS.indexOf('Variable');
const FIELD_KIND = NODE_KINDS.indexOf('Field');

/** So many functions of one name and place that fit a call equally well say nothing of what it calls. */
const MANY_OVERLOADS = 3;

/** Reason → 1 when it is a step by types, which typed languages decide. */
const IS_BY_TYPE = Uint8Array.from(REASONS, ({ name }) =>
  /^(annotation|constructed|assigned|returned|field|element)$/.test(name) ? 1 : 0,
);

/** Emits calls, references and unresolved call sites. */
export class SiteEdges {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly evaluator: Evaluator;
  private readonly values: ValueTable;
  private readonly scopes: ScopeIndex;
  private readonly sink: EdgeSink;
  private readonly role: Uint8Array;
  private readonly lookups: Lookups;
  private readonly steps: Steps;
  /** Name → what a read of it can mean, see Referable. */
  private readonly isReferable: Uint8Array;
  private readonly variables: Variables;
  private readonly stored: StoredFunctions;
  /** File → 1 when it holds tests. */
  private readonly isTestFile: Uint8Array;

  constructor(analysis: Analysis) {
    this.program = analysis.program;
    this.columns = analysis.columns;
    this.evaluator = analysis.evaluator;
    this.values = analysis.values;
    this.scopes = analysis.scopes;
    this.sink = analysis.sink;
    this.role = analysis.role;
    this.lookups = analysis.lookups;
    this.steps = analysis.steps;
    this.isReferable = analysis.referable;
    this.variables = new Variables(this.columns, this.scopes, analysis.modules, this.evaluator);
    this.stored = new StoredFunctions(
      this.program,
      this.columns,
      this.scopes,
      this.values,
      this.lookups,
      this.evaluator,
    );
    this.isTestFile = Uint8Array.from(this.program.files, ({ path }) => Number(isTestPath(path)));
  }

  private named(symbol: SymbolId): SymbolId {
    return namedSymbol(this.columns, symbol);
  }

  /** The nearest named symbol that owns `scope`. */
  private ownerOf(scope: ScopeId): SymbolId {
    return this.named(this.columns.scopeOwner(scope));
  }

  /** Emits the sites of a file; what declarations consumed is left out. Returns how many took too many steps. */
  emitFile(file: FileId): number {
    const { columns, role } = this;
    const first = this.program.firstRow.expressions[file]!;
    const end = this.program.firstRow.expressions[file + 1]!;
    for (let expression = first; expression < end; expression++) {
      const op = columns.op(expression);
      // It is a type or module, and must not be read as a value before.
      if (op === Op.qualifier) role[columns.a(expression)] = 2;
      if ((op !== Op.call && op !== Op.construct) || columns.a(expression) < 0) continue;
      role[columns.a(expression)] = 1;
      const base = op === Op.construct ? this.withoutTypeArguments(columns.a(expression)) : -1;
      if (base >= 0) role[base] = 1;
    }
    this.stored.forget();
    if (this.evaluator.fixtures.holdsTests(file)) this.emitFixtures(file);
    const rows = this.program.firstRow.memberAssignments;
    const assigned =
      this.evaluator.rulesOfFile[file]!.modules.moduleUnit === 'program' ? rows[file + 1]! : rows[file]!;
    const count = end - first + rows[file + 1]! - assigned;
    let given = 0;
    for (let at = 0; at < count; at++) {
      this.steps.beginLookup();
      try {
        if (first + at < end) this.emitSite((first + at) as ExprId);
        else this.emitAssigned(assigned + first + at - end);
      } catch (error) {
        if (!(error instanceof StepsSpent && error.isLookup)) throw error;
        given++;
        this.evaluator.forget(file);
      }
    }
    return given;
  }

  /** The fixtures that the functions of a file ask for by the names of their parameters, and those that decorators name. */
  private emitFixtures(file: FileId): void {
    const { columns, evaluator, sink } = this;
    const { bindings } = this.program.firstRow;
    for (let row = bindings[file]!; row < bindings[file + 1]!; row++) {
      if (columns.binding(row, 'kind') !== BindingKind.parameter) continue;
      const asker = columns.scopeOwner(columns.binding(row, 'scope'));
      const name = columns.binding(row, 'name');
      const fixture = evaluator.fixtures.givenTo(asker, name);
      if (fixture < 0 || !isNodeSymbol(columns, fixture) || !isNodeSymbol(columns, asker)) continue;
      const line = columns.symbol(asker, 'nameLine') + 1;
      sink.addEdge(asker, EdgeKindId.REFERENCES, fixture, ReasonId.flow, line, name);
    }
    const { ints, width } = this.program.tables.memberAssignments;
    const { object, name, value } = Column.memberAssignments;
    const { memberAssignments } = this.program.firstRow;
    for (let row = memberAssignments[file]!; row < memberAssignments[file + 1]!; row++) {
      const assigned = ints[row * width + value]! as ExprId;
      if (assigned < 0 || columns.op(assigned) !== Op.symbol) continue;
      const [asker, written] = [columns.a(assigned), ints[row * width + object]!];
      const fixture = evaluator.fixtures.askedBy(
        written as ExprId,
        asker,
        ints[row * width + name]! as NameId,
      );
      if (fixture < 0 || !isNodeSymbol(columns, fixture) || !isNodeSymbol(columns, asker)) continue;
      const line = columns.line(written as ExprId) + 1;
      sink.addEdge(
        asker,
        EdgeKindId.REFERENCES,
        fixture,
        ReasonId.flow,
        line,
        ints[row * width + name]! as NameId,
      );
    }
  }

  private emitSite(expression: ExprId): void {
    switch (this.columns.op(expression)) {
      case Op.call:
      case Op.construct:
        this.emitCall(expression);
        break;
      case Op.iterate:
      case Op.enter:
      case Op.thrown:
        this.emitImplicitCalls(expression);
        break;
      case Op.name:
      case Op.member:
        if (this.role[expression] === 0) this.emitReference(expression);
        break;
      case Op.qualifier:
        this.emitQualifier(expression);
        break;
      case Op.led:
        if (this.columns.b(expression) === Led.standIn) this.emitStandIn(expression);
        break;
      default:
    }
  }

  /** What stands in for an object gives a function of its class. */
  private emitStandIn(expression: ExprId): void {
    const { columns, evaluator } = this;
    const scope = columns.scopeOf(expression);
    const found = evaluator.standInAt(columns.a(expression));
    const target = found === undefined ? undefined : this.callTarget(makeValue(Kind.function, found.method));
    if (found === undefined || target === undefined) return;
    const why = this.decided(found.reason, evaluator.rulesOf(scope), Op.member);
    const line = columns.line(expression) + 1;
    this.sink.addEdge(this.ownerOf(scope), EdgeKindId.CALLS, target, why, line, found.name);
  }

  /** A type before a member of it. */
  private emitQualifier(expression: ExprId): void {
    const { columns } = this;
    const member = columns.a(expression);
    const { type: value, reason } = this.evaluator.explain(expression);
    this.values.each(value, (one) => {
      const target = kindOf(one) === Kind.class ? this.named(payloadOf(one)) : NONE;
      if (target < 0 || target !== payloadOf(one)) return;
      const source = this.ownerOf(columns.scopeOf(expression));
      const line = columns.line(member) + 1;
      this.sink.addEdge(source, EdgeKindId.USES_TYPE, target, reason, line, columns.b(member));
    });
  }

  /** Whether a call in the file `from` is one of a test to what it tests. */
  private tests(from: FileId, source: SymbolId, target: SymbolId, { tests }: LanguageRules): boolean {
    const { columns, isTestFile } = this;
    const to = columns.fileOfSymbol(target);
    if (isTestFile[to] === 1) return false;
    if (isTestFile[from] === 1) return true;
    // Tests can stand beside what they test.
    return (
      tests.testMarks !== undefined && this.isForTests(source) && !(from === to && this.isForTests(target))
    );
  }

  /** Whether a symbol is marked as a test, or stands in what its file marks so. */
  private isForTests(symbol: SymbolId): boolean {
    const { columns } = this;
    const file = columns.fileOfSymbol(symbol);
    for (let at = symbol; at >= 0 && columns.fileOfSymbol(at) === file; at = columns.symbol(at, 'parent'))
      if ((columns.symbol(at, 'flags') & SymbolFlag.test) !== 0) return true;
    return false;
  }

  private emitCall(expression: ExprId): void {
    const { columns, evaluator } = this;
    const callee = this.withoutTypeArguments(columns.a(expression));
    if (callee < 0) return;
    const scope = columns.scopeOf(expression);
    const source = this.ownerOf(scope);
    const line = columns.line(callee) + 1;
    const op = columns.op(callee);
    const isNamed = op === Op.name || op === Op.super;
    const siteName = isNamed ? columns.a(callee) : op === Op.member ? columns.b(callee) : NO_NAME;
    const rules = evaluator.rulesOf(scope);
    const isApart = rules.names.functionsApart === true;
    const isSign = isOperator(columns, callee);
    if (isSign) {
      this.lookups.noteAnywhere(Place.referable, siteName);
      if (this.isReferable[siteName] === 0) return;
    }
    const { type: value, reason } =
      isApart || isSign || rules.classes.methodsApart === true
        ? evaluator.calleeAt(expression)
        : op === Op.super
          ? this.superConstructor(callee)
          : evaluator.explain(callee);
    let isUnresolved = true;
    // What a function outside of the workspace made is known by the variable that holds it.
    const holder = kindOf(value) === Kind.externalInstance ? this.holderOf(callee, rules) : undefined;
    if (holder) {
      this.addUse(source, EdgeKindId.CALLS, holder.symbol, callee, holder.reason);
      isUnresolved = false;
    }
    const isOpen = holder !== undefined || (isApart && this.isUndecided(value));
    this.values.each(isOpen ? UNKNOWN : value, (one) => {
      if (!isApart && rules.types.typesDecide === true && this.isConversion(one, rules)) {
        isUnresolved = false;
        if (kindOf(one) === Kind.class)
          this.sink.addEdge(source, EdgeKindId.USES_TYPE, this.named(payloadOf(one)), reason, line, siteName);
        return;
      }
      const target = this.callTarget(one);
      if (target === undefined) return;
      isUnresolved = false;
      // A class without a name counts to the function around it, which doesn't call itself by making an object of it.
      if (kindOf(one) === Kind.class && target === source && target !== payloadOf(one)) return;
      const isCalledBy = kindOf(one) === Kind.instance;
      const why = this.decided(isCalledBy ? weaker(reason, ReasonId.constructed) : reason, rules, op);
      this.sink.addEdge(source, EdgeKindId.CALLS, target, why, line, siteName);
      if (target >= 0 && this.tests(columns.fileOf(scope), source, target, rules))
        this.sink.addEdge(source, EdgeKindId.TESTS, target, why, line, siteName);
    });
    if (!isUnresolved && op === Op.name && rules.modules.moduleUnit === 'program')
      this.noteOtherName(callee, source, value);
    if (op === Op.member && rules.calls.functionMembers) this.emitInvoked(callee, rules, source);
    this.emitCallbacks(expression, callee, source);
    if (isUnresolved && !isApart && op === Op.name && this.emitPassed(callee, source)) return;
    if (isUnresolved && op === Op.subscript) this.noteIndexed(callee, source, rules, line);
    // Most operators are those of the language.
    if (!isUnresolved || siteName <= 0 || isSign) return;
    if ((!isApart || rules.names.variablesCalled === true) && this.emitVariableCall(callee, source, rules))
      return;
    // What makes a value of an enumeration is a member that is named.
    const isMade =
      kindOf(value) === Kind.callable || kindOf(value) === Kind.instance || kindOf(value) === Kind.generic;
    if (rules.classes.methodsApart === true && isMade) return this.emitReference(callee);
    // A member of what is linked shares nothing with functions that have its name, and most others belong to a library.
    const isHopeless =
      rules.modules.moduleUnit === 'program' && (op === Op.member || !evaluator.linked.isKnown(siteName));
    if (!isHopeless) this.sink.addUnresolved(source, siteName, line, false);
  }

  /** Whether a value is any of several overloads: most of them are not what a call means. */
  private isUndecided(value: Value): boolean {
    if (kindOf(value) !== Kind.union) return false;
    const counts = new Map<number, number>();
    this.values.each(value, (one) => {
      if (kindOf(one) !== Kind.function) return;
      const owner = this.columns.symbol(payloadOf(one), 'parent');
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    });
    return [...counts.values()].some((count) => count >= MANY_OVERLOADS);
  }

  /** A name that only stands for the function that is called is used too. */
  private noteOtherName(callee: ExprId, source: SymbolId, value: Value): void {
    const { columns } = this;
    const isOther =
      kindOf(value) === Kind.function && columns.symbol(payloadOf(value), 'name') !== columns.a(callee);
    const { symbol, reason } = isOther ? this.variableAt(callee) : { symbol: NO_VARIABLE, reason: 0 };
    if (symbol >= 0) this.addUse(source, EdgeKindId.REFERENCES, symbol, callee, reason);
  }

  /** The variable at the top of a file that a callee names, undefined for any other callee. */
  private holderOf(callee: ExprId, rules: LanguageRules): FoundVariable | undefined {
    if (rules.classes.receiver !== 'keyword' || rules.types.typesDecide === true) return undefined;
    const own = this.columns.op(callee) === Op.name ? this.variableAt(callee) : undefined;
    return own !== undefined && own.symbol >= 0 ? own : this.variables.find(callee);
  }

  /** A call of what stands under an index, and nobody knows what that is: no symbol of the name of what is indexed is meant. */
  private noteIndexed(callee: ExprId, source: SymbolId, rules: LanguageRules, line: number): void {
    const name = lastName(this.evaluator.types, this.columns.a(callee));
    const id = name === '' ? undefined : this.program.numbers.get(name);
    if (id !== undefined && rules.classes.receiver === 'keyword')
      this.sink.addUnresolved(source, id, line, true);
  }

  /** `f.call(…)` calls `f` too: the site is the name of the function. */
  private emitInvoked(callee: ExprId, rules: LanguageRules, source: SymbolId): void {
    const { columns, evaluator } = this;
    const how = functionMember(rules, this.program.strings[columns.b(callee)]!);
    if (how !== 'calls' && how !== 'applies') return;
    let object = columns.a(callee);
    while (object >= 0 && columns.op(object) === Op.guarded) object = columns.a(object);
    const op = object < 0 ? Op.unknown : columns.op(object);
    if (op !== Op.name && op !== Op.member) return;
    const { type: value, reason } = evaluator.explain(object);
    this.values.each(value, (one) => {
      const target = kindOf(one) === Kind.function ? this.callTarget(one) : undefined;
      if (target === undefined) return;
      const siteName = op === Op.name ? columns.a(object) : columns.b(object);
      this.sink.addEdge(source, EdgeKindId.CALLS, target, reason, columns.line(object) + 1, siteName);
    });
  }

  /** A call of a parameter whose type says no more than that it can be called: what the calls in the file pass for it. */
  private emitPassed(callee: ExprId, source: SymbolId): boolean {
    const { columns, evaluator } = this;
    let isPassed = false;
    this.values.each(evaluator.passedFor(callee), (one) => {
      const target = kindOf(one) === Kind.function ? this.callTarget(one) : undefined;
      if (target === undefined) return;
      isPassed = true;
      const line = columns.line(callee) + 1;
      this.sink.addEdge(source, EdgeKindId.CALLS, target, ReasonId.flow, line, columns.a(callee));
    });
    return isPassed;
  }

  /** Functions that a call hands to the library, which calls them: the site is what is written there, or the call. */
  private emitCallbacks(call: ExprId, callee: ExprId, source: SymbolId): void {
    const { columns, evaluator } = this;
    const { collectionCalls, outlinedCalls } = evaluator.contexts;
    for (const argument of [...collectionCalls.callbacksAt(call), ...outlinedCalls.callbacksAt(call)]) {
      const { type: value, reason: known } = evaluator.explain(argument);
      const reason = chain(known, ReasonId.flow);
      const op = columns.op(argument);
      const isNamed = op === Op.name || op === Op.member;
      const siteName =
        op === Op.name ? columns.a(argument) : op === Op.member ? columns.b(argument) : NO_NAME;
      this.values.each(value, (one) => {
        const target = kindOf(one) === Kind.function ? this.callTarget(one) : undefined;
        if (target === undefined) return;
        const line = columns.line(isNamed ? argument : callee) + 1;
        this.sink.addEdge(source, EdgeKindId.CALLS, target, reason, line, siteName);
      });
    }
  }

  /** What a loop, a `with` and a `raise` call of the project without writing it. */
  private emitImplicitCalls(expression: ExprId): void {
    const { columns, evaluator } = this;
    const { types } = evaluator;
    const { type: value, reason } = evaluator.explain(columns.a(expression));
    const op = columns.op(expression);
    const isAsync = op !== Op.thrown && columns.b(expression) === 1;
    const source = this.ownerOf(columns.scopeOf(expression));
    const emit = (callee: Value) => {
      const target = callee === UNKNOWN ? undefined : this.callTarget(callee);
      if (target === undefined || target < 0) return;
      this.sink.addEdge(
        source,
        EdgeKindId.CALLS,
        target,
        chain(reason, ReasonId.flow),
        columns.line(expression) + 1,
        NO_NAME,
      );
    };
    this.values.each(value, (one) => {
      if (op === Op.thrown) {
        if (kindOf(one) === Kind.class) emit(one);
      } else if (kindOf(one) !== Kind.instance) return;
      else if (op === Op.iterate) {
        const iterate = protocolMethod(types, one, 'iterate', isAsync);
        emit(iterate);
        if (iterate === UNKNOWN) return;
        const iterator = evaluator.returned(payloadOf(iterate), one);
        emit(protocolMethod(types, iterator, 'next', isAsync));
      } else {
        emit(protocolMethod(types, one, 'enter', isAsync));
        emit(protocolMethod(types, one, 'leave', isAsync));
      }
    });
  }

  /** `f[T]` as a callee is `f`. */
  private withoutTypeArguments(callee: ExprId): ExprId {
    return callee >= 0 && this.columns.op(callee) === Op.generic ? this.columns.a(callee) : callee;
  }

  /** Whether calling `value` converts to a type. */
  private isConversion(value: Value, rules: LanguageRules): boolean {
    if (kindOf(value) === Kind.class) return !rules.classes.callConstructs;
    if (kindOf(value) !== Kind.external || !rules.library.builtinTypes) return false;
    const { package: from, symbol } = this.values.getExternal(value);
    if (rules.library.libraryTypes?.has(`${from}:${symbol}`) === true) return true;
    const isClass = this.evaluator.types.library.find(value)?.declaration.kind === 'class';
    if (isClass && !rules.classes.callConstructs) return true;
    return from === rules.library.builtinPackage && rules.library.builtinTypes.includes(symbol);
  }

  /** In typed code every step by types is decided; only which function a variable holds is not. */
  private decided(reason: number, rules: LanguageRules, op: number): number {
    if (rules.types.typesDecide !== true || IS_BY_TYPE[reason] === 0) return reason;
    return reason === ReasonId.assigned && op !== Op.member ? reason : ReasonId.typed;
  }

  /**
   * A call of what a variable or field holds, and nobody knows what that is. Where types decide, the functions it can hold are
   * listed elsewhere, and this is a reference; else the call leads to the variable. False when the callee may be another thing.
   */
  private emitVariableCall(callee: ExprId, source: SymbolId, rules: LanguageRules): boolean {
    const { columns, evaluator } = this;
    const isDecided = rules.types.typesDecide === true;
    const kind = isDecided ? EdgeKindId.REFERENCES : EdgeKindId.CALLS;
    if (columns.op(callee) === Op.name) {
      const { symbol: variable, reason } = this.variableAt(callee);
      if (variable >= 0) this.addUse(source, kind, variable, callee, reason);
      if (variable >= 0 && rules.modules.moduleUnit === 'program')
        this.emitStored(
          callee,
          source,
          this.stored.inVariable(variable, (name) => this.linkedVariable(name).symbol),
        );
      if (variable === LOCAL && (isDecided || rules.classes.receiver === 'keyword')) {
        this.sink.addUnresolved(source, columns.a(callee), columns.line(callee) + 1, true);
        return true;
      }
      if (variable >= 0) return true;
    }
    const imported = isDecided ? undefined : this.variables.find(callee);
    if (imported) {
      this.addUse(source, kind, imported.symbol, callee, imported.reason);
      return true;
    }
    const field = isDecided || rules.classes.receiver === 'keyword' ? evaluator.fieldOf(callee) : NONE;
    if (field < 0) return false;
    this.addUse(source, EdgeKindId.REFERENCES, field, callee, ReasonId.typed);
    if (rules.modules.moduleUnit === 'program') this.emitStored(callee, source, this.stored.inMember(field));
    return true;
  }

  /** A call of one of the functions that a member or variable holds. */
  private emitStored(callee: ExprId, source: SymbolId, targets: readonly SymbolId[]): void {
    for (const target of targets)
      if (isNodeSymbol(this.columns, target))
        this.addUse(source, EdgeKindId.CALLS, target, callee, ReasonId.flow);
  }

  private addUse(source: SymbolId, kind: number, target: SymbolId, expression: ExprId, reason: number): void {
    const { columns } = this;
    if (columns.symbol(target, 'kind') === ANONYMOUS_KIND) return;
    const siteName = columns.op(expression) === Op.name ? columns.a(expression) : columns.b(expression);
    this.sink.addEdge(source, kind, target, reason, columns.line(expression) + 1, siteName);
  }

  private superConstructor(callee: ExprId): Answer {
    const value = this.evaluator.evaluate(callee);
    if (kindOf(value) !== Kind.super) return NOTHING;
    return answer(this.evaluator.constructorOf(payloadOf(value), payloadOf(value)), ReasonId.super);
  }

  /** The node that a call of `value` reaches; below zero for externals. */
  private callTarget(value: Value): SymbolId | undefined {
    const payload = payloadOf(value);
    switch (kindOf(value)) {
      case Kind.function:
        return isNodeSymbol(this.columns, payload) ? payload : undefined;
      case Kind.class: {
        const constructor = this.evaluator.constructorOf(payload, -1);
        return constructor === UNKNOWN ? this.named(payload) : payloadOf(constructor);
      }
      case Kind.instance: {
        const { rules } = this.program.files[this.columns.fileOfSymbol(payload)]!.language;
        const name =
          rules.classes.callMember === ''
            ? NONE
            : (this.program.numbers.get(rules.classes.callMember) ?? NONE);
        const method = name < 0 ? UNKNOWN : this.evaluator.member(value, name);
        return kindOf(method) === Kind.function ? payloadOf(method) : undefined;
      }
      case Kind.externalInstance:
        // An object of the library that can be called is known by what holds it.
        return this.evaluator.types.library.classOf(value)
          ? undefined
          : (targetOfExternal(this.values.nodeOf(payload)) as SymbolId);
      case Kind.external:
      case Kind.opaque:
        return targetOfExternal(this.values.nodeOf(payload)) as SymbolId;
      default:
        return undefined;
    }
  }

  /** A name or member that is read: an edge when it is a function, class or module variable of the workspace. */
  private emitReference(expression: ExprId): void {
    const { columns } = this;
    const scope = columns.scopeOf(expression);
    const source = this.ownerOf(scope);
    const isName = columns.op(expression) === Op.name;
    const siteName = isName ? columns.a(expression) : columns.b(expression);
    if (isName) {
      const { symbol: variable, reason } = this.variableAt(expression);
      if (variable >= 0) return this.addUse(source, EdgeKindId.REFERENCES, variable, expression, reason);
      if (variable === LOCAL) return;
      const accessor = this.evaluator.accessorNamed(expression);
      if (accessor >= 0) return this.addUse(source, EdgeKindId.CALLS, accessor, expression, ReasonId.self);
      if (this.emitOwnProperty(expression, source)) return;
    }
    this.lookups.noteAnywhere(Place.referable, siteName);
    const meanings = this.isReferable[siteName]!;
    if (meanings === 0 || (!isName && this.tellsClass(scope, siteName))) return;
    // A name that nothing binds here can be that of a variable or field of which all names are taken.
    const asked = isName && columns.b(expression) !== 1 ? meanings : meanings & Referable.definition;
    const isFound = asked !== 0 && this.emitDefinition(expression, source, siteName);
    // What a member holds is known beside which member it is.
    if (isName || (meanings & Referable.member) === 0) return;
    const line = columns.line(expression) + 1;
    if (this.emitMember(columns.a(expression), siteName, line, source, false) || isFound) return;
    const exported = this.variables.find(expression);
    if (exported) this.addUse(source, EdgeKindId.REFERENCES, exported.symbol, expression, exported.reason);
  }

  /** A property of a class around that is read by its name: what runs then is called. False for other names. */
  private emitOwnProperty(expression: ExprId, source: SymbolId): boolean {
    const { columns, evaluator, scopes } = this;
    const scope = columns.scopeOf(expression);
    if (evaluator.rulesOf(scope).classes.propertiesApart !== true || columns.b(expression) === 1)
      return false;
    const name = columns.a(expression);
    const at = evaluator.findScope(scope, name, columns.position(expression));
    if (at < 0 || columns.scopeKind(at) !== ScopeKind.class) return false;
    const from = scopes.find(at, name);
    for (let entry = from; entry >= 0 && entry < scopes.endOf(at, from); entry++) {
      const symbol = columns.binding(scopes.rows[entry]!, 'symbol');
      if (symbol < 0 || !evaluator.isAccessor(symbol) || !isNodeSymbol(columns, symbol)) continue;
      this.addUse(source, EdgeKindId.CALLS, symbol, expression, ReasonId.self);
      return true;
    }
    return false;
  }

  /** Whether a member is the one by which an object tells its class, which every object has. */
  private tellsClass(scope: ScopeId, name: NameId): boolean {
    const { classMember, constructors } = this.evaluator.rulesOf(scope).classes;
    const text = this.program.strings[name]!;
    return text === classMember && constructors.includes(text);
  }

  /** A name or member that stands for a function, a class or an imported variable; false when it stands for none. */
  private emitDefinition(expression: ExprId, source: SymbolId, siteName: NameId): boolean {
    const { columns } = this;
    const scope = columns.scopeOf(expression);
    const isName = columns.op(expression) === Op.name;
    const { type: value, reason: known } = this.evaluator.explain(expression);
    const isType = isName && columns.b(expression) === 1;
    const rules = this.evaluator.rulesOf(scope);
    const reason = this.decided(known, rules, columns.op(expression));
    // A variable that is imported is what is used, whatever it holds.
    const imported = isType ? undefined : this.variables.find(expression);
    if (imported) {
      this.addUse(source, EdgeKindId.REFERENCES, imported.symbol, expression, imported.reason);
      return true;
    }
    let isFound = isType;
    this.values.each(value, (one) => {
      for (const added of isType ? this.evaluator.typesAddedTo(one) : [])
        this.sink.addEdge(
          source,
          EdgeKindId.USES_TYPE,
          added,
          reason,
          columns.line(expression) + 1,
          siteName,
        );
      if (kindOf(one) !== Kind.function && kindOf(one) !== Kind.class) return;
      isFound = true;
      const target = this.named(payloadOf(one));
      if (target < 0 || target !== payloadOf(one)) return;
      const kind = isType ? EdgeKindId.USES_TYPE : EdgeKindId.REFERENCES;
      this.sink.addEdge(source, kind, target, reason, columns.line(expression) + 1, siteName);
    });
    return isFound;
  }

  /**
   * A member that is read or assigned through its object: the field or variable, or a call of the function that this runs.
   * False when it is none of these.
   */
  private emitMember(
    object: ExprId,
    name: NameId,
    line: number,
    source: SymbolId,
    isWritten: boolean,
  ): boolean {
    const { columns, evaluator } = this;
    if (!isWritten && object >= 0 && this.emitAccessors(object, name, line, source)) return true;
    const symbols = evaluator.memberSymbols(object, name, isWritten);
    if (symbols.length === 0) return false;
    const rules = evaluator.rulesOf(columns.scopeOf(object));
    const reason = this.decided(evaluator.explain(object).reason, rules, Op.member);
    for (const symbol of symbols) {
      if (!isNodeSymbol(columns, symbol)) continue;
      const kind = columns.symbol(symbol, 'kind');
      if (kind === FIELD_KIND || kind === VARIABLE_KIND)
        this.sink.addEdge(source, EdgeKindId.REFERENCES, symbol, reason, line, name);
      else if (evaluator.isAccessor(symbol))
        this.sink.addEdge(source, EdgeKindId.CALLS, symbol, reason, line, name);
    }
    return true;
  }

  /** A member that is read by a function of another name, or from outside of its class. */
  private emitAccessors(object: ExprId, name: NameId, line: number, source: SymbolId): boolean {
    const { columns, evaluator } = this;
    const rules = evaluator.rulesOf(columns.scopeOf(object));
    if (rules.names.extensionFunctions !== true) return false;
    const { type, reason } = evaluator.explain(object);
    let isFound = false;
    this.values.each(type, (one) => {
      const accessor = evaluator.accessorOf(columns.scopeOf(object), one, name);
      if (accessor < 0 || !isNodeSymbol(columns, accessor)) return;
      isFound = true;
      this.sink.addEdge(
        source,
        EdgeKindId.CALLS,
        accessor,
        this.decided(reason, rules, Op.member),
        line,
        name,
      );
    });
    return isFound;
  }

  /** A member that is assigned, a row of memberAssignments. */
  private emitAssigned(row: number): void {
    const { columns } = this;
    const { ints, width } = this.program.tables.memberAssignments;
    const object = ints[row * width + Column.memberAssignments.object]! as ExprId;
    const name = ints[row * width + Column.memberAssignments.name]! as NameId;
    this.lookups.noteAnywhere(Place.referable, name);
    if (object < 0 || (this.isReferable[name]! & Referable.member) === 0) return;
    this.emitMember(object, name, columns.line(object) + 1, this.ownerOf(columns.scopeOf(object)), true);
  }

  /** The variable symbol that a name is bound to, LOCAL for a local name, NO_VARIABLE for anything else. */
  private variableAt(expression: ExprId): FoundVariable {
    const { scopes, columns } = this;
    const name = columns.a(expression);
    const scope = columns.scopeOf(expression);
    if (this.evaluator.rulesOf(scope).modules.moduleUnit === 'program')
      return this.linkedVariable(expression);
    let at = this.evaluator.findScope(scope, name, columns.position(expression));
    if (at < 0) at = this.evaluator.packageScope(scope, name);
    if (at < 0) return { symbol: NO_VARIABLE, reason: ReasonId.local };
    const from = scopes.find(at, name);
    // A name that a function takes from around it need not be bound there.
    if (from < 0) return { symbol: NO_VARIABLE, reason: ReasonId.local };
    return { symbol: this.variables.among(from, scopes.endOf(at, from)), reason: ReasonId.local };
  }

  /** The variable of any file that a name stands for. */
  private linkedVariable(expression: ExprId): FoundVariable {
    const { columns, evaluator } = this;
    const file = columns.fileOf(columns.scopeOf(expression));
    const isType = columns.b(expression) === 1;
    const { rows, reason } = evaluator.linked.find(columns.a(expression), file, isType);
    for (const row of rows) {
      const symbol = columns.binding(row, 'symbol');
      const kind = columns.symbol(symbol, 'kind');
      if (kind === VARIABLE_KIND || kind === FIELD_KIND) return { symbol, reason };
    }
    return { symbol: NO_VARIABLE, reason };
  }
}
