// How a value fits a declared type: as it is, when it is boxed or converted, or not; a choice among functions of one name
// rests on that. What is not known of either says so.

import { ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE } from '../program/index.ts';
import type { BindingId, Columns, ScopeId, SymbolId } from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from '../types/index.ts';
import type { TypeContext, Value, ValueTable } from '../types/index.ts';
import { baseOf } from './parameters.ts';
import type { ParameterReader } from './parameters.ts';

const INTERFACE = NODE_KINDS.indexOf('Interface');
const ENUM = NODE_KINDS.indexOf('Enum');
const METHOD = NODE_KINDS.indexOf('Method');

/** How a value fits a type; `made`: a constructor makes an object of the type of it. */
export const Fit = { no: 0, unknown: 1, made: 2, boxed: 3, subtype: 4, exact: 5 } as const;
export type Fit = (typeof Fit)[keyof typeof Fit];

/** What is passed. */
export interface Given {
  readonly value: Value;
  readonly isLiteral: boolean;
}

/** What is asked of the evaluator. */
export interface FitEvaluator {
  rulesOf(scope: ScopeId): LanguageRules;
  readonly classes: {
    lineage(symbol: SymbolId): {
      readonly classes: readonly SymbolId[];
      readonly external: Value;
      readonly otherExternals: readonly Value[];
      readonly isOpen: boolean;
    };
  };
  readonly generics: {
    boundOf(parameter: Value): Value;
    typeParameters(symbol: SymbolId): readonly BindingId[];
    ofReceiver(receiver: Value, owner: SymbolId): ReadonlyMap<BindingId, Value>;
  };
  /** The functions of a class that make a value of the type called `name` without being called. */
  convertersOf(symbol: SymbolId, name: string): readonly SymbolId[];
  readonly types: TypeContext;
}

/** Compares values with types. */
export class Fits {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly values: ValueTable;
  private readonly evaluator: FitEvaluator;
  private readonly parameters: ParameterReader;

  constructor(
    columns: Columns,
    scopes: ScopeIndex,
    values: ValueTable,
    evaluator: FitEvaluator,
    parameters: ParameterReader,
  ) {
    this.columns = columns;
    this.scopes = scopes;
    this.values = values;
    this.evaluator = evaluator;
    this.parameters = parameters;
  }

  /** How an argument fits where `type` is expected. */
  ofGiven(type: Value, { value, isLiteral }: Given, rules: LanguageRules): Fit {
    const fit = this.of(type, value, rules);
    if (fit !== Fit.no || !isLiteral) return fit;
    const wanted = baseOf(this.values, type);
    const isEnumeration =
      kindOf(wanted) === Kind.instance && this.columns.symbol(payloadOf(wanted), 'kind') === ENUM;
    if (isEnumeration)
      return this.builtinName(value, rules) === rules.types.conversions?.enumerationLiteral ? Fit.boxed : fit;
    const [from, to] = [this.builtinName(value, rules), this.builtinName(wanted, rules)];
    if (from === undefined || to === undefined) return fit;
    return rules.types.conversions?.constants?.get(from)?.includes(to) === true ? Fit.boxed : fit;
  }

  /** How a value fits where something is expected that leads to an object of `type`: no constructor makes that. */
  ofPointer(type: Value, { value }: Given, rules: LanguageRules): Fit {
    return this.plainly(type, value, rules, false);
  }

  /** How `value` fits where `type` is expected; both are instances. */
  of(expected: Value, passed: Value, rules: LanguageRules): Fit {
    const fit = this.plainly(expected, passed, rules);
    const canConvert = fit === Fit.no && rules.classes.conversionPrefix !== undefined;
    return canConvert && this.isConverted(expected, passed, rules) ? Fit.boxed : fit;
  }

  /** Whether one of two classes says how the one value is made of the other. */
  private isConverted(expected: Value, passed: Value, rules: LanguageRules): boolean {
    const [type, value] = [baseOf(this.values, expected), baseOf(this.values, passed)];
    const { columns, evaluator } = this;
    const takes = (converter: SymbolId) => {
      const [parameter] = this.parameters.of(converter).types;
      return parameter !== undefined && this.plainly(parameter, passed, rules) >= Fit.subtype;
    };
    const nameOf = (symbol: SymbolId) => evaluator.types.program.strings[columns.symbol(symbol, 'name')]!;
    const isInstance = kindOf(type) === Kind.instance;
    if (isInstance && evaluator.convertersOf(payloadOf(type), nameOf(payloadOf(type))).some(takes))
      return true;
    if (kindOf(value) !== Kind.instance) return false;
    const names = isInstance ? [nameOf(payloadOf(type))] : this.writtenNames(type, rules);
    return evaluator.classes
      .lineage(payloadOf(value))
      .classes.some((one) => names.some((name) => evaluator.convertersOf(one, name).some(takes)));
  }

  /** The names by which code names a type of the library. */
  private writtenNames(type: Value, rules: LanguageRules): readonly string[] {
    if (kindOf(type) !== Kind.externalInstance) return [];
    const { symbol } = this.values.getExternal(type);
    const word = rules.types.conversions?.words?.get(symbol);
    return word === undefined ? [symbol] : [symbol, word];
  }

  private plainly(expected: Value, passed: Value, rules: LanguageRules, canConstruct = true): Fit {
    const { library } = this.evaluator.types;
    const type = library.ownType(expected, rules);
    const value = library.ownType(passed, rules);
    if (type === UNKNOWN || value === UNKNOWN || this.isResult(value, rules)) return Fit.unknown;
    if (type === value) return Fit.exact;
    if (kindOf(value) === Kind.union) {
      let worst: Fit = Fit.exact;
      this.values.each(value, (one) => {
        const fit = this.of(type, one, rules);
        if (fit < worst) worst = fit;
      });
      return worst;
    }
    if (kindOf(type) === Kind.parameter) return this.fitOfParameter(type, value, rules);
    if (kindOf(value) === Kind.parameter) {
      const bound = this.evaluator.generics.boundOf(value);
      return bound === UNKNOWN ? this.fitOfRoot(type, rules) : this.of(type, bound, rules);
    }
    if (kindOf(value) === Kind.function || kindOf(value) === Kind.callable)
      return this.fitOfFunction(type, value, rules);
    const [wanted, given] = [baseOf(this.values, type), baseOf(this.values, value)];
    if (this.isRoot(wanted, rules))
      return this.primitiveOf(given, rules) === undefined ? Fit.subtype : Fit.boxed;
    if (wanted === given && kindOf(wanted) === Kind.externalInstance && this.isArray(wanted, rules))
      return this.fitOfElements(type, value, rules);
    const countsArguments = rules.calls.typeArgumentsCount === true && kindOf(type) === Kind.generic;
    if (wanted === given) return countsArguments ? this.fitOfArguments(type, value, rules) : Fit.exact;
    if (kindOf(given) === Kind.instance) {
      const fit = this.fitOfInstance(wanted, given, rules, canConstruct);
      const isBelow = fit === Fit.subtype && countsArguments && kindOf(wanted) === Kind.instance;
      return isBelow && !this.agree(type, this.argumentsAs(value, payloadOf(wanted)), rules) ? Fit.no : fit;
    }
    if (kindOf(given) !== Kind.externalInstance) return Fit.unknown;
    if (kindOf(wanted) === Kind.instance)
      return canConstruct ? this.fitOfConstructed(wanted, passed, rules) : Fit.no;
    const fit = this.fitOfBuiltin(wanted, given, rules);
    if (fit !== Fit.subtype || !countsArguments) return fit;
    const [below, above] = [library.classOf(value), library.classOf(wanted)];
    const theirs = below && above && library.argumentsAs(below, above.type.name);
    return theirs && !this.agree(type, theirs, rules) ? Fit.no : fit;
  }

  /** What the type parameters of a class stand for in an object of a class below it. */
  private argumentsAs(value: Value, above: SymbolId): readonly Value[] {
    const { generics } = this.evaluator;
    const known = generics.ofReceiver(value, above);
    return generics.typeParameters(above).map((row) => known.get(row) ?? UNKNOWN);
  }

  /** The same of type arguments: a type parameter among them is not followed, as its bound can name itself. */
  private ofArgument(expected: Value, given: Value, rules: LanguageRules): Fit {
    if (expected === given && given !== UNKNOWN) return Fit.exact;
    const isOpen = kindOf(expected) === Kind.parameter || kindOf(given) === Kind.parameter;
    return isOpen ? Fit.unknown : this.of(expected, given, rules);
  }

  /** Whether type arguments can be those of a type. */
  private agree(type: Value, given: readonly Value[], rules: LanguageRules): boolean {
    return this.values
      .getGeneric(type)
      .parameters.every((one, at) => this.ofArgument(one, given[at] ?? UNKNOWN, rules) !== Fit.no);
  }

  /** Whether the language prefers one of its own types to another that is not converted to it nor it to that. */
  isPreferred(type: Value, other: Value, rules: LanguageRules): boolean {
    const [ours, theirs] = [this.builtinName(type, rules), this.builtinName(other, rules)];
    if (ours === undefined || theirs === undefined) return false;
    return rules.types.conversions?.preferred?.get(ours)?.includes(theirs) === true;
  }

  /** How the type arguments of a value fit those of a type of the same class. */
  private fitOfArguments(type: Value, value: Value, rules: LanguageRules): Fit {
    if (kindOf(type) !== Kind.generic || kindOf(value) !== Kind.generic) return Fit.exact;
    const theirs = this.values.getGeneric(value).parameters;
    const fits = this.values
      .getGeneric(type)
      .parameters.map((one, at) => this.ofArgument(one, theirs[at] ?? UNKNOWN, rules));
    if (fits.includes(Fit.no)) return Fit.no;
    return fits.every((fit) => fit === Fit.exact || fit === Fit.unknown) ? Fit.exact : Fit.subtype;
  }

  private fitOfParameter(type: Value, value: Value, rules: LanguageRules): Fit {
    const bound = this.evaluator.generics.boundOf(type);
    if (this.primitiveOf(value, rules) !== undefined) return bound === UNKNOWN ? Fit.boxed : Fit.unknown;
    if (bound === UNKNOWN || kindOf(bound) === Kind.parameter) return Fit.subtype;
    return Math.min(this.of(bound, value, rules), Fit.subtype) as Fit;
  }

  /** A value of which nothing is known but that it is an object. */
  private fitOfRoot(type: Value, rules: LanguageRules): Fit {
    return this.isRoot(baseOf(this.values, type), rules) ? Fit.subtype : Fit.no;
  }

  private fitOfFunction(type: Value, value: Value, rules: LanguageRules): Fit {
    const wanted = baseOf(this.values, type);
    if (kindOf(wanted) === Kind.callable && rules.calls.nearestClassFirst === true)
      return this.fitOfCallable(wanted, value);
    if (kindOf(wanted) === Kind.externalInstance)
      return this.primitiveOf(wanted, rules) !== undefined ||
        this.isArray(wanted, rules) ||
        this.isText(wanted, rules)
        ? Fit.no
        : Fit.unknown;
    if (kindOf(wanted) !== Kind.instance) return Fit.unknown;
    const method = this.singleMethod(payloadOf(wanted));
    if (method < 0)
      return this.evaluator.classes.lineage(payloadOf(wanted)).external === UNKNOWN ? Fit.no : Fit.unknown;
    if (!this.isWrittenInPlace(value)) return Fit.unknown;
    const [ours, theirs] = [this.parameters.of(payloadOf(value)), this.parameters.of(method)];
    return ours.types.length === theirs.types.length ? Fit.subtype : Fit.no;
  }

  private isWrittenInPlace(value: Value): boolean {
    return (
      kindOf(value) === Kind.function &&
      this.columns.scopeKind(this.columns.symbol(payloadOf(value), 'body')) === ScopeKind.arrow
    );
  }

  /** A function that is written in place takes as many arguments as it is called with. */
  private fitOfCallable(type: Value, value: Value): Fit {
    const count = this.values.getGeneric(type).parameters.length - 1;
    if (kindOf(value) === Kind.callable)
      return this.values.getGeneric(value).parameters.length - 1 === count ? Fit.unknown : Fit.no;
    if (!this.isWrittenInPlace(value)) return Fit.unknown;
    return this.parameters.of(payloadOf(value)).types.length === count ? Fit.subtype : Fit.no;
  }

  private fitOfInstance(wanted: Value, given: Value, rules: LanguageRules, canConstruct: boolean): Fit {
    const { classes, external, otherExternals, isOpen } = this.evaluator.classes.lineage(payloadOf(given));
    if (kindOf(wanted) === Kind.instance) {
      if (classes.includes(payloadOf(wanted))) return Fit.subtype;
      if (isOpen) return Fit.unknown;
      return canConstruct ? this.fitOfConstructed(wanted, given, rules) : Fit.no;
    }
    if (kindOf(wanted) !== Kind.externalInstance) return Fit.unknown;
    if (this.isFinal(wanted, rules)) return Fit.no;
    if (external !== UNKNOWN && payloadOf(external) === payloadOf(wanted)) return Fit.subtype;
    if (isOpen) return Fit.unknown;
    if (external === UNKNOWN) return Fit.no;
    if (rules.calls.nearestClassFirst === true) return this.fitOfBases(wanted, [external, ...otherExternals]);
    // Of several bases outside only one is known.
    const { library } = this.evaluator.types;
    const [base, to] = [library.instanceOf(external), library.classOf(wanted)];
    const from = library.classOf(base);
    const isBelow =
      from !== undefined && to !== undefined && library.argumentsAs(from, to.type.name) !== undefined;
    return isBelow ? Fit.subtype : Fit.unknown;
  }

  /** What is no instance of a class can become one where one of its constructors takes it alone: less than any other way. */
  private fitOfConstructed(wanted: Value, passed: Value, rules: LanguageRules): Fit {
    if (rules.classes.constructorsConvert !== true) return Fit.no;
    const symbol = payloadOf(wanted);
    const body = this.columns.symbol(symbol, 'body');
    const from = body < 0 ? NONE : this.scopes.find(body, this.columns.symbol(symbol, 'name'));
    let best: Fit = Fit.no;
    for (let entry = from; entry >= 0 && entry < this.scopes.endOf(body, from); entry++) {
      const one = this.columns.binding(this.scopes.rows[entry]!, 'symbol');
      if (one < 0) continue;
      const { types, hasDefault } = this.parameters.of(one);
      const takesOne = types.length > 0 && types.slice(1).every((_, at) => hasDefault[at + 1] === true);
      const fit = takesOne ? this.plainly(types[0]!, passed, rules, false) : Fit.no;
      if (fit > best) best = fit;
    }
    return Math.min(best, Fit.made) as Fit;
  }

  /** Whether one of the types of the library that a class extends is of another one. */
  private fitOfBases(wanted: Value, bases: readonly Value[]): Fit {
    const { library } = this.evaluator.types;
    const to = library.classOf(wanted);
    if (!to) return Fit.unknown;
    let isKnown = true;
    for (const base of bases) {
      const from = library.classOf(library.instanceOf(base));
      if (from && library.argumentsAs(from, to.type.name) !== undefined) return Fit.subtype;
      isKnown &&= from !== undefined && !library.hasAnyMember(from);
    }
    return isKnown ? Fit.no : Fit.unknown;
  }

  /** Between types of the library what their outline says, and what the language says of its own. */
  private fitOfBuiltin(wanted: Value, given: Value, rules: LanguageRules): Fit {
    const { library } = this.evaluator.types;
    const [below, above] = [library.classOf(given), library.classOf(wanted)];
    if (below && above && library.argumentsAs(below, above.type.name) !== undefined) return Fit.subtype;
    const { conversions } = rules.types;
    const from = this.builtinName(given, rules);
    const to = this.builtinName(wanted, rules);
    if (from !== undefined && to !== undefined && conversions?.makes?.get(from)?.includes(to) === true)
      return Fit.made;
    const isBoxing =
      this.primitiveOf(wanted, rules) !== undefined || this.primitiveOf(given, rules) !== undefined;
    if (below && above && !isBoxing && !this.isArray(given, rules) && !this.isArray(wanted, rules))
      return library.hasAnyMember(below) ? Fit.unknown : Fit.no;
    const isArray = this.isArray(given, rules) || this.isArray(wanted, rules);
    if (isArray) return this.isFinal(wanted, rules) || this.isFinal(given, rules) ? Fit.no : Fit.unknown;
    if (conversions === undefined || (from === undefined && to === undefined)) return Fit.unknown;
    if (from !== undefined && to !== undefined) {
      if (conversions.widens.get(from)?.includes(to) === true) return Fit.subtype;
      if (conversions.converts?.get(from)?.includes(to) === true) return Fit.boxed;
      const [boxed, unboxed] = [conversions.boxes.get(from), conversions.boxes.get(to)];
      if (boxed !== undefined && unboxed === undefined)
        return boxed === to || conversions.widens.get(boxed)?.includes(to) === true ? Fit.boxed : Fit.no;
      if (boxed === undefined && unboxed !== undefined) return unboxed === from ? Fit.boxed : Fit.no;
      return Fit.no;
    }
    const known = from ?? to!;
    const isFinal = conversions.boxes.has(known) || conversions.finals.has(known);
    return isFinal ? Fit.no : Fit.unknown;
  }

  private fitOfElements(type: Value, value: Value, rules: LanguageRules): Fit {
    const [wanted, given] = [this.elementOf(type), this.elementOf(value)];
    const fit = this.of(wanted, given, rules);
    // Arrays of primitive values are not converted.
    return fit === Fit.boxed || (fit === Fit.subtype && this.primitiveOf(given, rules) !== undefined)
      ? Fit.no
      : fit;
  }

  private elementOf(array: Value): Value {
    return kindOf(array) === Kind.generic
      ? (this.values.getGeneric(array).parameters[0] ?? UNKNOWN)
      : UNKNOWN;
  }

  /** Whether a value is what a member of the library gives: nothing is known of its type. */
  private isResult(value: Value, rules: LanguageRules): boolean {
    const base = baseOf(this.values, value);
    if (rules.types.typeNames === undefined || kindOf(base) !== Kind.externalInstance) return false;
    const { package: from, symbol } = this.values.getExternal(base);
    const isBuiltin = from === rules.library.builtinPackage && rules.library.builtins.has(symbol);
    return (
      !isBuiltin &&
      symbol !== rules.library.listType &&
      !rules.types.typeNames.test(symbol.slice(symbol.lastIndexOf('.') + 1))
    );
  }

  private builtinName(value: Value, rules: LanguageRules): string | undefined {
    if (kindOf(value) !== Kind.externalInstance) return undefined;
    const { package: from, symbol } = this.values.getExternal(value);
    return from === rules.library.builtinPackage ? symbol : undefined;
  }

  private primitiveOf(value: Value, rules: LanguageRules): string | undefined {
    const name = this.builtinName(baseOf(this.values, value), rules);
    return name !== undefined && rules.types.conversions?.boxes.has(name) === true ? name : undefined;
  }

  private isArray(value: Value, rules: LanguageRules): boolean {
    return this.builtinName(value, rules) === rules.library.listType;
  }

  private isText(value: Value, rules: LanguageRules): boolean {
    const name = this.builtinName(value, rules);
    return name !== undefined && rules.types.conversions?.finals.has(name) === true;
  }

  /** The only method without a body of an interface, -1 when it has none or several. */
  singleMethod(symbol: SymbolId): SymbolId {
    const { columns } = this;
    let found: SymbolId = NONE;
    if (columns.symbol(symbol, 'kind') !== INTERFACE) return NONE;
    const { rootMembers = {} } = this.evaluator.rulesOf(columns.symbol(symbol, 'body')).classes;
    // An interface can name members that every object has.
    const ofRoot = new Set(Object.values(rootMembers)[0]);
    for (const one of this.evaluator.classes.lineage(symbol).classes) {
      const body = columns.symbol(one, 'body');
      for (let entry = this.scopes.first[body]!; entry < this.scopes.first[body + 1]!; entry++) {
        const row = this.scopes.rows[entry]!;
        const method = columns.binding(row, 'symbol');
        if (method < 0 || columns.symbol(method, 'kind') !== METHOD) continue;
        if ((columns.symbol(method, 'flags') & SymbolFlag.abstract) === 0 || method === found) continue;
        const name = columns.symbol(method, 'name');
        if (ofRoot.has(this.evaluator.types.program.strings[name]!)) continue;
        const isAgain =
          found >= 0 && columns.symbol(found, 'name') === name && this.parameters.takeSame(found, method);
        if (isAgain) continue;
        if (found >= 0) return NONE;
        found = method;
      }
    }
    return found;
  }

  private isRoot(value: Value, rules: LanguageRules): boolean {
    const { rootMembers } = rules.classes;
    const name = rootMembers === undefined ? undefined : this.builtinName(value, rules);
    return name !== undefined && name === Object.keys(rootMembers!)[0];
  }

  /** Whether nothing but the type itself, or what boxes it, is of it. */
  private isFinal(value: Value, rules: LanguageRules): boolean {
    return (
      this.isArray(value, rules) || this.isText(value, rules) || this.primitiveOf(value, rules) !== undefined
    );
  }
}
