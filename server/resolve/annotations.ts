// Type expressions: what an annotation names, and instances of it. Works on values; asks the evaluator for names.

import type { Strings } from '../facts/builder.ts';
import { Op, ScopeKind } from '../facts/expressions.ts';
import { Column } from '../facts/tables.ts';
import { SymbolFlag } from '../graph.ts';
import { WHOLE_EXPORT } from '../languages/language.ts';
import type { BindingRules } from '../languages/language.ts';
import type { Columns } from './columns.ts';
import type { Generics } from './generics.ts';
import type { Classes } from './classes.ts';
import type { Program } from './program.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { ValueTable } from './values.ts';

const MAX_TYPE_DEPTH = 24;

/** What types ask of the evaluator. */
export interface TypeEvaluation {
  reason: number;
  readonly classes: Classes;
  evaluate(expression: number): number;
  evaluateType(expression: number): number;
  returned(symbol: number, receiver?: number): number;
  resultOf(value: number, receiver?: number): number;
  member(value: number, name: number, reason: number): number;
  memberOfModule(target: number, name: number, isPlain: boolean): number;
  rulesOf(scope: number): BindingRules;
  readonly generics: Generics;
}

/** Reads the type expressions of a program. */
export class Annotations {
  /** String id of WHOLE_EXPORT, -1 when no module uses it. */
  readonly wholeExportName: number;
  /** String id of the name that a declared type of the receiver is bound to, -1 when no function has one. */
  readonly selfName: number;
  protected readonly program: Program;
  protected readonly columns: Columns;
  protected readonly values: ValueTable;
  protected readonly evaluator: TypeEvaluation;
  protected readonly nameIds: Strings['numbers'];
  protected readonly memo: Int32Array;
  /** Expressions that `memo` knows. */
  private readonly known: number[] = [];
  protected readonly decoratorNames = new Map<number, string[]>();
  /** Package of built-in types → `type.member`, for languages that list them. */
  protected readonly builtinMembers = new Map<string, ReadonlySet<string>>();
  /** Types of context managers of the languages at hand. */
  protected readonly enteredGenerics: ReadonlySet<string>;
  /** The checks of the languages at hand that know the members of types outside the workspace. */
  protected readonly memberChecks: readonly NonNullable<BindingRules['canHaveMember']>[];
  protected depth = 0;
  /** What type variables stand for, while a declared type is read for one call. */
  protected bound: ReadonlyMap<number, number> | undefined;

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: TypeEvaluation,
    nameIds: Strings['numbers'],
  ) {
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.nameIds = nameIds;
    this.wholeExportName = nameIds.get(WHOLE_EXPORT) ?? -1;
    this.selfName = nameIds.get('this') ?? -1;
    this.memo = new Int32Array(program.tables.expressions.rows).fill(-1);
    const languages = new Set(program.files.map(({ language }) => language));
    this.enteredGenerics = new Set([...languages].flatMap(({ binding }) => binding.enteredGenerics ?? []));
    this.memberChecks = [...languages].flatMap(({ binding }) => binding.canHaveMember ?? []);
    for (const { language } of program.files) {
      const { builtinPackage, builtinMembers } = language.binding;
      if (builtinMembers && !this.builtinMembers.has(builtinPackage))
        this.builtinMembers.set(builtinPackage, new Set(builtinMembers));
    }
    const { ints, width, rows } = program.tables.decorators;
    for (let row = 0; row < rows; row++) {
      const symbol = ints[row * width + Column.decorators.symbol]!;
      const name = this.lastName(ints[row * width + Column.decorators.value]!);
      const known = this.decoratorNames.get(symbol);
      if (known) known.push(name);
      else this.decoratorNames.set(symbol, [name]);
    }
  }

  /** Forgets every answer, see Evaluator.forget. */
  forget(): void {
    for (const expression of this.known) this.memo[expression] = -1;
    this.known.length = 0;
    this.depth = 0;
    this.bound = undefined;
  }

  /** The last name of a dotted expression, or of what a call calls; '' for others. */
  protected lastName(expression: number): string {
    if (expression < 0) return '';
    const op = this.columns.op(expression);
    if (op === Op.name) return this.program.strings[this.columns.a(expression)]!;
    if (op === Op.member) return this.program.strings[this.columns.b(expression)]!;
    return op === Op.call || op === Op.generic ? this.lastName(this.columns.a(expression)) : '';
  }

  protected rules(symbol: number): BindingRules {
    return this.program.files[this.columns.fileOfSymbol(symbol)]!.language.binding;
  }

  protected isDecorated(symbol: number, names: readonly string[]): boolean {
    return this.decoratorNames.get(symbol)?.some((name) => names.includes(name)) ?? false;
  }
  isStatic(symbol: number): boolean {
    if ((this.columns.symbol(symbol, 'flags') & SymbolFlag.static) !== 0) return true;
    return this.isDecorated(symbol, this.rules(symbol).staticMethodDecorators);
  }
  isClassMethod(symbol: number): boolean {
    const { implicitClassMethods } = this.rules(symbol);
    if (implicitClassMethods?.includes(this.program.strings[this.columns.symbol(symbol, 'name')]!) === true)
      return true;
    return this.isDecorated(symbol, this.rules(symbol).classMethodDecorators);
  }
  /** Whether it takes what is assigned to a property, or is called when the property is deleted. */
  isSetter(symbol: number): boolean {
    if ((this.columns.symbol(symbol, 'flags') & SymbolFlag.setter) !== 0) return true;
    const { setterDecorators } = this.rules(symbol);
    return setterDecorators !== undefined && this.isDecorated(symbol, setterDecorators);
  }
  isProperty(symbol: number): boolean {
    if ((this.columns.symbol(symbol, 'flags') & SymbolFlag.property) !== 0) return true;
    return this.isDecorated(symbol, this.rules(symbol).propertyDecorators);
  }

  // Type expressions.

  /** What a type expression names, as an object: a class, an external type; aliases are followed. */
  typeObject(expression: number): number {
    if (expression < 0) return UNKNOWN;
    const op = this.columns.op(expression);
    if (op === Op.name || op === Op.member) return this.followAlias(this.evaluator.evaluateType(expression));
    if (op === Op.generic || op === Op.subscript || op === Op.call) {
      return op === Op.call
        ? this.evaluator.evaluate(expression)
        : this.typeObject(this.columns.a(expression));
    }
    const value = this.evaluator.evaluate(expression);
    return kindOf(value) === Kind.class ? value : UNKNOWN;
  }

  valueOf(expression: number): number {
    return this.evaluator.evaluate(expression);
  }

  protected followAlias(value: number): number {
    let current = value;
    for (let steps = 0; steps < 8 && kindOf(current) === Kind.class; steps++) {
      const alias = this.evaluator.classes?.aliasOf(payloadOf(current)) ?? -1;
      if (alias < 0 || (this.columns.op(alias) !== Op.name && this.columns.op(alias) !== Op.member))
        return current;
      const next = this.evaluator.evaluateType(alias);
      if (next === UNKNOWN) return current;
      current = next;
    }
    return current;
  }

  /** An instance of what the type expression names; unknown when it cannot be told. */
  instanceOf(expression: number): number {
    if (expression < 0) return UNKNOWN;
    if (this.bound) return this.depth > MAX_TYPE_DEPTH ? UNKNOWN : this.computeDeeper(expression);
    const known = this.memo[expression]!;
    if (known !== -1) return known;
    if (this.depth > MAX_TYPE_DEPTH) return UNKNOWN;
    this.memo[expression] = UNKNOWN;
    this.known.push(expression);
    const value = this.computeDeeper(expression);
    this.memo[expression] = value;
    return value;
  }

  private computeDeeper(expression: number): number {
    this.depth++;
    const value = this.computeInstance(expression);
    this.depth--;
    return value;
  }

  /** What a type variable stands for, see typeVariables.ts. */
  protected variableInstance(_variable: number): number {
    return UNKNOWN;
  }

  protected computeInstance(expression: number): number {
    const { columns, values } = this;
    const a = columns.a(expression);
    const b = columns.b(expression);
    switch (columns.op(expression)) {
      case Op.name:
      case Op.member: {
        const value = this.evaluator.evaluateType(expression);
        // `Final` and the like say nothing of the type when they stand alone.
        const { transparentGenerics } = this.evaluator.rulesOf(this.columns.scopeOf(expression));
        if (kindOf(value) === Kind.variable) return this.variableInstance(value);
        if (kindOf(value) === Kind.external) {
          const { symbol } = this.values.getExternal(value);
          if (transparentGenerics.includes(symbol.slice(symbol.lastIndexOf('.') + 1))) return UNKNOWN;
        }
        if (kindOf(value) === Kind.class) {
          const alias = this.evaluator.classes.aliasOf(payloadOf(value));
          if (alias >= 0) return this.instanceOf(alias);
        }
        return this.asInstance(value);
      }
      case Op.generic:
      case Op.subscript:
        return this.genericInstance(expression, a, b);
      case Op.choice:
        return values.join(this.instanceOf(a), this.instanceOf(b));
      case Op.collection: {
        const element = this.instanceOf(a);
        const name = b > 0 ? this.program.strings[b]! : 'Array';
        return element === UNKNOWN ? UNKNOWN : values.generic(this.builtin(expression, name), [element]);
      }
      case Op.mapping: {
        const element = this.instanceOf(b);
        return values.generic(this.builtin(expression, 'map'), [this.instanceOf(a), element]);
      }
      case Op.typeOf:
        return this.evaluator.evaluate(a);
      case Op.functionType: {
        const parts = [this.instanceOf(a)];
        for (let index = 0; index < columns.listLength(b); index++)
          parts.push(this.instanceOf(columns.listValue(b, index)));
        const isKnown = parts.some((part) => part !== UNKNOWN);
        return isKnown ? values.generic(UNKNOWN, parts, Kind.callable) : UNKNOWN;
      }
      case Op.sequence: {
        const parts: number[] = [];
        for (let index = 0; index < columns.listLength(b); index++)
          parts.push(this.instanceOf(columns.listValue(b, index)));
        return parts.length === 1 ? parts[0]! : values.generic(this.builtin(expression, 'tuple'), parts);
      }
      case Op.literal:
      case Op.object:
        return this.evaluator.evaluate(expression);
      case Op.symbol:
        return this.asInstance(this.evaluator.evaluate(expression));
      case Op.self:
        return this.evaluator.evaluate(expression);
      default:
        return UNKNOWN;
    }
  }

  protected builtin(expression: number, name: string): number {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(expression));
    return makeValue(Kind.externalInstance, payloadOf(this.values.external(rules.builtinPackage, name)));
  }

  protected genericInstance(expression: number, base: number, list: number): number {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(expression));
    const name = this.lastName(base);
    const isList = this.columns.op(expression) === Op.generic;
    const parameters: number[] = [];
    const length = isList ? this.columns.listLength(list) : 0;
    for (let index = 0; index < length; index++)
      parameters.push(this.instanceOf(this.columns.listValue(list, index)));
    if (rules.transparentGenerics.includes(name)) {
      return parameters.reduce((joined, value) => this.values.join(joined, value), UNKNOWN);
    }
    if (rules.classGenerics.includes(name)) {
      const value = parameters[0] ?? UNKNOWN;
      return kindOf(value) === Kind.instance ? makeValue(Kind.class, payloadOf(value)) : UNKNOWN;
    }
    const instance = this.instanceOf(base);
    if (this.evaluator.generics.isOpen(instance)) {
      const named = this.evaluator.evaluateType(base);
      const isAlias = kindOf(named) === Kind.class && this.evaluator.classes.aliasOf(payloadOf(named)) >= 0;
      if (isAlias) return this.evaluator.generics.apply(payloadOf(named), instance, parameters);
    }
    return parameters.some((value) => value !== UNKNOWN)
      ? this.values.generic(instance, parameters)
      : instance;
  }

  /** The class for which a function tests its argument, unknown when it does not. */
  testedBy(callee: number): number {
    if (kindOf(callee) !== Kind.function) return UNKNOWN;
    const result = this.columns.symbol(payloadOf(callee), 'result');
    if (result < 0 || this.columns.op(result) !== Op.predicate) return UNKNOWN;
    return this.typeObject(this.columns.a(result));
  }

  /** The instance of a class object; instances and objects that are written member by member stay what they are. */
  asInstance(value: number): number {
    const kind = kindOf(value);
    if (kind === Kind.class) return makeValue(Kind.instance, payloadOf(value));
    if (kind === Kind.external) return makeValue(Kind.externalInstance, payloadOf(value));
    if (kind === Kind.union) {
      let joined = UNKNOWN;
      this.values.each(value, (one) => (joined = this.values.join(joined, this.asInstance(one))));
      return joined;
    }
    const isInstance = kind === Kind.instance || kind === Kind.externalInstance || kind === Kind.generic;
    const isObject = kind === Kind.object && this.columns.scopeKind(payloadOf(value)) === ScopeKind.object;
    return isInstance || isObject || kind === Kind.parameter ? value : UNKNOWN;
  }

  isSelfType(expression: number): boolean {
    const op = this.columns.op(expression);
    if (op === Op.self) return true;
    if (op !== Op.name && op !== Op.member) return false;
    const { selfTypes } = this.evaluator.rulesOf(this.columns.scopeOf(expression));
    return selfTypes.includes(this.lastName(expression));
  }
}
