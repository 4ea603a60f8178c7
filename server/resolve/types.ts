// Types: what annotations mean, what instances are made of, and the protocols of the languages (calling an instance,
// iterating, awaiting, entering). Works on values; asks the evaluator for names.

import { Op } from '../facts/expressions.ts';
import { Column } from '../facts/tables.ts';
import { SymbolFlag } from '../graph.ts';
import { WHOLE_EXPORT } from '../languages/language.ts';
import type { BindingRules } from '../languages/language.ts';
import type { Columns } from './columns.ts';
import type { Evaluator } from './evaluator.ts';
import type { Program } from './program.ts';
import { ReasonId, chain } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { ValueTable } from './values.ts';

const MAX_TYPE_DEPTH = 24;

/** Types of a program. */
export class Types {
  /** String id of WHOLE_EXPORT, -1 when no module uses it. */
  readonly wholeExportName: number;
  /** String id of the name that a declared type of the receiver is bound to, -1 when no function has one. */
  readonly selfName: number;
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: Evaluator;
  private readonly nameIds: ReadonlyMap<string, number>;
  private readonly memo: Int32Array;
  private readonly decoratorNames = new Map<number, string[]>();
  /** Package of built-in types → `type.member`, for languages that list them. */
  private readonly builtinMembers = new Map<string, ReadonlySet<string>>();
  private depth = 0;

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: Evaluator,
    nameIds: ReadonlyMap<string, number>,
  ) {
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.nameIds = nameIds;
    this.wholeExportName = nameIds.get(WHOLE_EXPORT) ?? -1;
    this.selfName = nameIds.get('this') ?? -1;
    this.memo = new Int32Array(program.tables.expressions.rows).fill(-1);
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

  /** The last name of a dotted expression, or of what a call calls; '' for others. */
  private lastName(expression: number): string {
    if (expression < 0) return '';
    const op = this.columns.op(expression);
    if (op === Op.name) return this.program.strings[this.columns.a(expression)]!;
    if (op === Op.member) return this.program.strings[this.columns.b(expression)]!;
    return op === Op.call || op === Op.generic ? this.lastName(this.columns.a(expression)) : '';
  }

  private rules(symbol: number): BindingRules {
    return this.program.files[this.columns.fileOfSymbol(symbol)]!.language.binding;
  }

  private isDecorated(symbol: number, names: readonly string[]): boolean {
    return this.decoratorNames.get(symbol)?.some((name) => names.includes(name)) ?? false;
  }
  isStatic(symbol: number): boolean {
    if ((this.columns.symbol(symbol, 'flags') & SymbolFlag.static) !== 0) return true;
    return this.isDecorated(symbol, this.rules(symbol).staticMethodDecorators);
  }
  isClassMethod(symbol: number): boolean {
    return this.isDecorated(symbol, this.rules(symbol).classMethodDecorators);
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
    return kindOf(this.evaluator.evaluate(expression)) === Kind.class
      ? this.evaluator.evaluate(expression)
      : UNKNOWN;
  }

  private followAlias(value: number): number {
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
    const known = this.memo[expression]!;
    if (known !== -1) return known;
    if (this.depth > MAX_TYPE_DEPTH) return UNKNOWN;
    this.memo[expression] = UNKNOWN;
    this.depth++;
    const value = this.computeInstance(expression);
    this.depth--;
    this.memo[expression] = value;
    return value;
  }

  private computeInstance(expression: number): number {
    const { columns, values } = this;
    const a = columns.a(expression);
    const b = columns.b(expression);
    switch (columns.op(expression)) {
      case Op.name:
      case Op.member: {
        const value = this.evaluator.evaluateType(expression);
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

  private builtin(expression: number, name: string): number {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(expression));
    return makeValue(Kind.externalInstance, payloadOf(this.values.external(rules.builtinPackage, name)));
  }

  private genericInstance(expression: number, base: number, list: number): number {
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
    return parameters.some((value) => value !== UNKNOWN)
      ? this.values.generic(instance, parameters)
      : instance;
  }

  /** The instance of a class object; instances stay what they are. */
  asInstance(value: number): number {
    const kind = kindOf(value);
    if (kind === Kind.class) return makeValue(Kind.instance, payloadOf(value));
    if (kind === Kind.external) return makeValue(Kind.externalInstance, payloadOf(value));
    if (kind === Kind.union) {
      let joined = UNKNOWN;
      this.values.each(value, (one) => (joined = this.values.join(joined, this.asInstance(one))));
      return joined;
    }
    if (kind === Kind.instance || kind === Kind.externalInstance || kind === Kind.generic) return value;
    return UNKNOWN;
  }

  isSelfType(expression: number): boolean {
    const op = this.columns.op(expression);
    if (op === Op.self) return true;
    if (op !== Op.name && op !== Op.member) return false;
    const { selfTypes } = this.evaluator.rulesOf(this.columns.scopeOf(expression));
    return selfTypes.includes(this.lastName(expression));
  }

  // Protocols.

  /** An instance of a class, of what it is an alias for when it is one. */
  constructed(symbol: number): number {
    const alias = this.evaluator.classes.aliasOf(symbol);
    return alias >= 0 ? this.instanceOf(alias) : makeValue(Kind.instance, symbol);
  }

  /** An instance of the type that a named type is made from, unknown for a class of its own. */
  private underlying(value: number): number {
    if (kindOf(value) !== Kind.instance) return UNKNOWN;
    const type = this.evaluator.classes.underlyingOf(payloadOf(value));
    return type < 0 ? UNKNOWN : this.instanceOf(type);
  }

  /** Built-in types have the members that their language says; of other external ones anything may be a member. */
  memberOfExternal(value: number, name: number): number {
    const members = this.builtinMembers.get(this.values.getExternal(value).package);
    if (members && !members.has(`${this.values.getExternal(value).symbol}.${this.program.strings[name]!}`))
      return UNKNOWN;
    return this.values.externalMember(value, this.program.strings[name]!);
  }

  callInstance(symbol: number, reason: number): number {
    const made = this.underlying(makeValue(Kind.instance, symbol));
    if (made !== UNKNOWN) return kindOf(made) === Kind.instance ? UNKNOWN : this.evaluator.resultOf(made);
    const { callMember } = this.rules(symbol);
    const name = this.nameIds.get(callMember);
    if (callMember === '' || name === undefined) return UNKNOWN;
    const method = this.evaluator.member(makeValue(Kind.instance, symbol), name, reason);
    return kindOf(method) === Kind.function ? this.evaluator.returned(payloadOf(method)) : UNKNOWN;
  }

  awaited(value: number): number {
    if (kindOf(value) !== Kind.generic) return value;
    const { base, parameters } = this.values.getGeneric(value);
    return kindOf(base) === Kind.externalInstance && parameters.length > 0 ? parameters.at(-1)! : value;
  }

  /** The type arguments of an iterator over `value`, made in `symbol`. */
  iteratorOf(value: number, symbol: number): number {
    const base = this.values.external(this.rules(symbol).builtinPackage, 'iterator');
    return this.values.generic(makeValue(Kind.externalInstance, payloadOf(base)), [value]);
  }

  private isTuple(base: number): boolean {
    return (
      kindOf(base) === Kind.externalInstance && this.values.getExternal(base).symbol.toLowerCase() === 'tuple'
    );
  }

  /** What iterating over a value gives. */
  elements(value: number): number {
    if (kindOf(value) !== Kind.generic) return this.protocolResult(value, '__iter__');
    const { base, parameters } = this.values.getGeneric(value);
    if (!this.isTuple(base) && !this.isLiteralList(base)) return parameters[0]!;
    return parameters.reduce((joined, one) => this.values.join(joined, one), UNKNOWN);
  }

  /** The elements of a list or set, the values of a map, what a promise resolves to. */
  valuesOf(value: number): number {
    const { base, parameters } = this.values.getGeneric(value);
    return this.isTuple(base) || this.isLiteralList(base) ? this.elements(value) : parameters.at(-1)!;
  }

  private isLiteralList(base: number): boolean {
    return (
      kindOf(base) === Kind.externalInstance &&
      /^(list|set|Array)$/.test(this.values.getExternal(base).symbol)
    );
  }

  private protocolResult(value: number, method: string): number {
    if (kindOf(value) !== Kind.instance) return UNKNOWN;
    const name = this.nameIds.get(method);
    if (name === undefined) return UNKNOWN;
    const found = this.evaluator.member(value, name, ReasonId.element);
    if (kindOf(found) !== Kind.function) return UNKNOWN;
    const result = this.evaluator.returned(payloadOf(found), value);
    return kindOf(result) === Kind.generic ? this.values.getGeneric(result).parameters[0]! : UNKNOWN;
  }

  elementAt(value: number, index: number): number {
    if (kindOf(value) !== Kind.generic) return UNKNOWN;
    const { base, parameters } = this.values.getGeneric(value);
    const isPositional = this.isTuple(base) || this.isLiteralList(base);
    this.evaluator.reason = ReasonId.element;
    return isPositional ? (parameters[index] ?? UNKNOWN) : parameters[0]!;
  }

  /** What a loop over a value counts by. */
  keys(value: number): number {
    const made = this.underlying(value);
    const over = made === UNKNOWN ? value : made;
    if (kindOf(over) !== Kind.generic) return UNKNOWN;
    const { base, parameters } = this.values.getGeneric(over);
    if (parameters.length === 2 && !this.isTuple(base)) return parameters[0]!;
    const isChannel =
      kindOf(base) === Kind.externalInstance && this.values.getExternal(base).symbol === 'chan';
    return isChannel ? parameters[0]! : UNKNOWN;
  }

  subscript(value: number, index: number): number {
    const made = this.underlying(value);
    if (made !== UNKNOWN && made !== value) return this.subscript(made, index);
    if (kindOf(value) === Kind.generic) {
      const { base, parameters } = this.values.getGeneric(value);
      if (parameters.length === 2 && !this.isTuple(base)) return parameters[1]!;
      return this.elements(value);
    }
    void index;
    const name = this.nameIds.get('__getitem__');
    if (kindOf(value) !== Kind.instance || name === undefined) return UNKNOWN;
    const method = this.evaluator.member(value, name, ReasonId.element);
    return kindOf(method) === Kind.function ? this.evaluator.returned(payloadOf(method), value) : UNKNOWN;
  }

  /** What `with value as name` binds. */
  entered(value: number, reason: number): number {
    const name = this.nameIds.get('__enter__');
    if (kindOf(value) !== Kind.instance || name === undefined) return value;
    const method = this.evaluator.member(value, name, reason);
    if (kindOf(method) !== Kind.function) return kindOf(method) === Kind.unknown ? UNKNOWN : value;
    return this.evaluator.returned(payloadOf(method), value);
  }

  memberOfGeneric(value: number, name: number, reason: number): number {
    const { base } = this.values.getGeneric(value);
    return this.evaluator.member(base, name, reason);
  }

  /** A module that exports one object offers that object's members. */
  memberOfWholeExport(target: number, name: number): number {
    if (this.wholeExportName < 0 || name === this.wholeExportName) return UNKNOWN;
    const whole = this.evaluator.memberOfModule(target, this.wholeExportName, false);
    if (whole === UNKNOWN) return UNKNOWN;
    return this.isDefaultName(name) ? whole : this.evaluator.member(whole, name, this.evaluator.reason);
  }

  nameId(name: string): number | undefined {
    return this.nameIds.get(name);
  }

  isDefaultName(name: number): boolean {
    return this.program.strings[name] === 'default';
  }
}
