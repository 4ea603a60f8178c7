// Which of several functions of one name a call means, by the number and the types of its arguments: in phases, as typed
// languages define it. First what fits as it is, then what fits when values are boxed, then functions that take any number
// of arguments; of those that fit in a phase, the ones that no other is more specific than.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE } from '../program/index.ts';
import type { Columns, ExprId, NameId, ScopeId, Steps, SymbolId } from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';
import { Kind, UNKNOWN, instanceOf, kindOf, makeValue, payloadOf } from '../types/index.ts';
import type { TypeContext, Value, ValueTable } from '../types/index.ts';

const INTERFACE = NODE_KINDS.indexOf('Interface');
const METHOD = NODE_KINDS.indexOf('Method');

/** How a value fits a type. */
const Fit = { no: 0, unknown: 1, boxed: 2, subtype: 3, exact: 4 } as const;
type Fit = (typeof Fit)[keyof typeof Fit];

/** Of more functions that fit than these it is not told which takes less: they say nothing. */
const MANY_FITTING = 32;

/** What is asked of the evaluator. */
export interface BindingEvaluator {
  evaluate(expression: ExprId): Value;
  rulesOf(scope: ScopeId): LanguageRules;
  readonly contexts: { typeOfParameter(symbol: SymbolId, index: number): number };
  readonly classes: {
    lineage(symbol: SymbolId): {
      readonly classes: readonly SymbolId[];
      readonly external: Value;
      readonly otherExternals: readonly Value[];
      readonly isOpen: boolean;
    };
  };
  readonly generics: { boundOf(parameter: Value): Value };
  /** Whether the first argument of a call is what a method is called on. */
  passesReceiver(call: number, method: number): boolean;
  readonly types: TypeContext;
}

/** The parameters of a function: their types, and whether the last one takes any number of arguments. */
interface Parameters {
  readonly types: readonly Value[];
  readonly isOpen: boolean;
  /** Where arguments can be named: the names, which ones can be left out, and which one takes any number, -1 for none. */
  readonly names: readonly number[];
  readonly hasDefault: readonly boolean[];
  readonly openAt: number;
}

/** What is passed. */
interface Given {
  readonly value: Value;
  readonly isLiteral: boolean;
}

/** Which parameter each argument is for. */
type Assigned = readonly number[];

/** Chooses among overloads. */
export class BindCall {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly values: ValueTable;
  private readonly evaluator: BindingEvaluator;
  private readonly steps: Steps;

  constructor(
    columns: Columns,
    scopes: ScopeIndex,
    values: ValueTable,
    evaluator: BindingEvaluator,
    steps: Steps,
  ) {
    this.steps = steps;
    this.columns = columns;
    this.scopes = scopes;
    this.values = values;
    this.evaluator = evaluator;
  }

  /**
   * Of `candidates`, the most derived ones first, those that a call can mean: none when none takes as many arguments, and all
   * that do when their types fit none, as they may be known wrongly.
   */
  choose(call: ExprId, candidates: readonly SymbolId[]): readonly SymbolId[] {
    const { columns } = this;
    const { calls } = this.evaluator.rulesOf(columns.scopeOf(call));
    if (calls.nearestClassFirst === true) return this.chooseNearest(call, candidates);
    if (calls.namedArguments === true) return this.chooseNamed(call, candidates);
    const list = columns.b(call);
    const given: ExprId[] = [];
    for (let index = 0; index < columns.listLength(list); index++)
      if (!columns.isTypeArgument(list, index)) given.push(columns.listValue(list, index));
    if (candidates.length > 0 && this.evaluator.passesReceiver(call, candidates[0]!)) given.shift();
    const known = new Map<number, Parameters>();
    const parametersOf = (symbol: SymbolId): Parameters => {
      let parameters = known.get(symbol);
      if (!parameters) known.set(symbol, (parameters = this.parametersOf(symbol)));
      return parameters;
    };
    const many = candidates.filter((one) => this.takes(parametersOf(one), given.length));
    if (many.length < 2) return many;
    this.steps.take(many.length);
    const rules = this.evaluator.rulesOf(columns.scopeOf(call));
    const args = given.map((expression) => (expression < 0 ? UNKNOWN : this.evaluator.evaluate(expression)));
    const fits = (one: SymbolId, least: Fit, isSpread: boolean) => {
      const parameters = parametersOf(one);
      if (!isSpread && parameters.types.length !== args.length) return false;
      return args.every((value, index) => {
        const fit = this.fitOf(typeAt(this.values, parameters, index, isSpread), value, rules);
        return fit === Fit.unknown || fit >= least;
      });
    };
    for (const [least, isSpread] of PHASES) {
      const fitting = many.filter(
        (one) => (!isSpread || parametersOf(one).isOpen) && fits(one, least, isSpread),
      );
      if (fitting.length === 0) continue;
      const best = this.bestKnown(fitting, args, (one, index) =>
        this.fitOf(typeAt(this.values, parametersOf(one), index, isSpread), args[index]!, rules),
      );
      if (best.length === 1 || best.length > MANY_FITTING) return best;
      const types = best.map((one) =>
        args.map((_, index) => typeAt(this.values, parametersOf(one), index, isSpread)),
      );
      return this.mostSpecific(best, types, args, rules);
    }
    return many;
  }

  /** Those of some functions that a call on `receiver`, which is their first argument, can mean; none when none takes it. */
  chooseOn(call: ExprId, candidates: readonly SymbolId[], receiver: Value): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(call));
    const taking = candidates.filter(
      (one) => this.fitOf(this.parametersOf(one).types[0] ?? UNKNOWN, receiver, rules) >= Fit.boxed,
    );
    return this.chooseAmong(call, taking, rules, receiver).found;
  }

  /** From the most derived class on, the functions of the first one that has any that fit. */
  private chooseNearest(call: ExprId, candidates: readonly SymbolId[]): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(call));
    const ownerOf = (one: SymbolId) => this.columns.symbol(one, 'parent');
    const declared = candidates.filter((one) => !this.replaces(one));
    const pool = declared.length === 0 ? candidates : declared;
    let otherwise: readonly SymbolId[] = [];
    for (let at = 0; at < pool.length;) {
      const owner = ownerOf(pool[at]!);
      let end = at + 1;
      while (end < pool.length && ownerOf(pool[end]!) === owner) end++;
      const { found, isFitting } = this.chooseAmong(call, pool.slice(at, end), rules);
      if (isFitting) return found.map((one) => this.mostDerived(one, candidates));
      if (otherwise.length === 0) otherwise = found;
      at = end;
    }
    return otherwise.map((one) => this.mostDerived(one, candidates));
  }

  private replaces(symbol: SymbolId): boolean {
    return (this.columns.symbol(symbol, 'flags') & SymbolFlag.replaces) !== 0;
  }

  /** The function that replaces another in the most derived class. */
  private mostDerived(symbol: SymbolId, candidates: readonly SymbolId[]): SymbolId {
    return candidates.find((one) => this.replaces(one) && this.takesSame(one, symbol)) ?? symbol;
  }

  /** `isFitting` tells whether the arguments fit what was found; else they only are as many. */
  private chooseAmong(
    call: ExprId,
    candidates: readonly SymbolId[],
    rules: LanguageRules,
    receiver?: Value,
  ): { found: readonly SymbolId[]; isFitting: boolean } {
    const { columns } = this;
    const list = columns.b(call);
    const written: { name: NameId; expression: ExprId }[] = [];
    for (let index = 0; index < columns.listLength(list); index++)
      if (!columns.isTypeArgument(list, index))
        written.push({ name: columns.listKey(list, index), expression: columns.listValue(list, index) });
    const known = new Map<number, Parameters>();
    const parametersOf = (symbol: SymbolId): Parameters => {
      let parameters = known.get(symbol);
      if (!parameters) known.set(symbol, (parameters = this.parametersOf(symbol)));
      return parameters;
    };
    const names = written.map(({ name }) => name);
    if (receiver !== undefined) names.unshift(0 as NameId);
    const many = candidates.filter(
      (one) =>
        assign(parametersOf(one), names, false) !== undefined ||
        (parametersOf(one).isOpen && assign(parametersOf(one), names, true) !== undefined),
    );
    if (many.length === 0) return { found: many, isFitting: false };
    this.steps.take(many.length);
    const { library } = this.evaluator.types;
    const args: Given[] = written.map(({ expression }) => ({
      value: expression < 0 ? UNKNOWN : library.held(this.evaluator.evaluate(expression)),
      isLiteral: expression >= 0 && columns.op(expression) === Op.literal,
    }));
    if (receiver !== undefined) args.unshift({ value: receiver, isLiteral: false });
    const values = args.map(({ value }) => value);
    for (const [least, isSpread] of PHASES) {
      const places = new Map<SymbolId, Assigned>();
      for (const one of many) {
        const parameters = parametersOf(one);
        const assigned = isSpread && !parameters.isOpen ? undefined : assign(parameters, names, isSpread);
        if (assigned) places.set(one, assigned);
      }
      const typeOf = (one: SymbolId, index: number) =>
        typeOfPlace(this.values, parametersOf(one), places.get(one)![index]!, isSpread);
      const fitting = [...places.keys()].filter((one) =>
        args.every((given, index) => {
          const fit = this.fitOfGiven(typeOf(one, index), given, rules);
          return fit === Fit.unknown || fit >= least;
        }),
      );
      if (fitting.length === 0) continue;
      // Where all that is known of the arguments fits one, others of whose types less is known are not meant.
      const sure = fitting.filter((one) =>
        args.every(
          (given, index) =>
            given.value === UNKNOWN || this.fitOfGiven(typeOf(one, index), given, rules) !== Fit.unknown,
        ),
      );
      const best = this.bestKnown(sure.length > 0 ? sure : fitting, values, (one, index) =>
        this.fitOfGiven(typeOf(one, index), args[index]!, rules),
      );
      if (best.length === 1 || best.length > MANY_FITTING) return { found: best, isFitting: true };
      const types = best.map((one) => args.map((_, index) => typeOf(one, index)));
      const specific = this.mostSpecific(best, types, values, rules);
      return { found: this.withoutDefaults(specific, parametersOf, args.length), isFitting: true };
    }
    return { found: many, isFitting: false };
  }

  /** How an argument fits where `type` is expected. */
  private fitOfGiven(type: Value, { value, isLiteral }: Given, rules: LanguageRules): Fit {
    const fit = this.fitOf(type, value, rules);
    if (fit !== Fit.no || !isLiteral) return fit;
    const [from, to] = [this.builtinName(value, rules), this.builtinName(this.baseOf(type), rules)];
    if (from === undefined || to === undefined) return fit;
    return rules.types.conversions?.constants?.get(from)?.includes(to) === true ? Fit.boxed : fit;
  }

  /** Of several functions those that need no values for parameters which are not passed. */
  private withoutDefaults(
    fitting: readonly SymbolId[],
    parametersOf: (symbol: SymbolId) => Parameters,
    count: number,
  ): readonly SymbolId[] {
    if (fitting.length < 2) return fitting;
    const whole = fitting.filter((one) => parametersOf(one).types.length <= count);
    return whole.length === 0 ? fitting : whole;
  }

  /**
   * The same where arguments can be named and left out. Of functions that fit equally well the ones count whose parameters are
   * all given, and that take no number of arguments.
   */
  private chooseNamed(call: ExprId, candidates: readonly SymbolId[]): readonly SymbolId[] {
    const { columns } = this;
    const bound = candidates.flatMap((symbol) => {
      const parameters = this.parametersOf(symbol);
      const places = this.placesIn(call, parameters);
      return places ? [{ symbol, parameters, places }] : [];
    });
    if (bound.length < 2) return bound.map(({ symbol }) => symbol);
    this.steps.take(bound.length);
    const rules = this.evaluator.rulesOf(columns.scopeOf(call));
    const list = columns.b(call);
    const args = Array.from({ length: columns.listLength(list) }, (_, at) => {
      const expression = columns.listValue(list, at);
      const isHeld = expression < 0 || columns.isTypeArgument(list, at) || columns.isSpread(list, at);
      const value = isHeld ? UNKNOWN : this.evaluator.evaluate(expression);
      // A class as a value is the only object of it.
      return kindOf(value) === Kind.class ? makeValue(Kind.instance, payloadOf(value)) : value;
    });
    const typeFor = ({ parameters, places }: (typeof bound)[number], at: number): Value =>
      places[at]! < 0 ? UNKNOWN : elementAt(this.values, parameters, places[at]!);
    for (const least of [Fit.subtype, Fit.boxed] as const) {
      const fitting = bound.filter((one) =>
        args.every((value, at) => {
          const fit = this.fitOf(typeFor(one, at), value, rules);
          return fit === Fit.unknown || fit >= least;
        }),
      );
      if (fitting.length === 0) continue;
      const bySymbol = new Map(fitting.map((one) => [one.symbol, one]));
      const best = this.bestKnown([...bySymbol.keys()], args, (symbol, at) =>
        this.fitOf(typeFor(bySymbol.get(symbol)!, at), args[at]!, rules),
      );
      if (best.length === 1 || best.length > MANY_FITTING) return best;
      const types = best.map((symbol) => args.map((_, at) => typeFor(bySymbol.get(symbol)!, at)));
      const specific = this.mostSpecific(best, types, args, rules);
      return this.fullest(specific, (symbol) => {
        const { parameters, places } = bySymbol.get(symbol)!;
        return { isWhole: new Set(places).size >= parameters.types.length, isOpen: parameters.openAt >= 0 };
      });
    }
    return bound.map(({ symbol }) => symbol);
  }

  /** Of some functions that declare what they are called on those that fit a receiver, the nearest of its types. */
  onReceiver(functions: readonly SymbolId[], receiver: Value, scope: ScopeId): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(scope);
    const typeOf = (symbol: SymbolId): Value => {
      const type = this.columns.symbol(symbol, 'receiver');
      return type < 0 ? UNKNOWN : instanceOf(this.evaluator.types, type);
    };
    const fits = functions
      .map((symbol) => ({ symbol, type: typeOf(symbol), fit: this.fitOf(typeOf(symbol), receiver, rules) }))
      .filter(({ fit, type }) => fit !== Fit.no && (fit !== Fit.unknown || this.mayReceive(type, receiver)));
    const nearest = fits.filter(
      (one) =>
        !fits.some(
          (other) =>
            other !== one &&
            other.type !== one.type &&
            this.fitOf(one.type, other.type, rules) >= Fit.subtype &&
            this.fitOf(other.type, one.type, rules) < Fit.subtype,
        ),
    );
    return nearest.map(({ symbol }) => symbol);
  }

  /** Whether what is not known of a receiver can hide that a function fits it. */
  private mayReceive(type: Value, receiver: Value): boolean {
    return receiver === UNKNOWN
      ? kindOf(type) === Kind.instance
      : kindOf(type) !== Kind.instance || type === UNKNOWN;
  }

  /** Whether a function has no parameters. */
  takesNothing(symbol: SymbolId): boolean {
    return this.parametersOf(symbol).types.length === 0;
  }

  private fullest(
    symbols: readonly SymbolId[],
    of: (symbol: SymbolId) => { readonly isWhole: boolean; readonly isOpen: boolean },
  ): readonly SymbolId[] {
    const whole = symbols.filter((symbol) => of(symbol).isWhole);
    const kept = whole.length > 0 ? whole : symbols;
    const closed = kept.filter((symbol) => !of(symbol).isOpen);
    return closed.length > 0 ? closed : kept;
  }

  /** The parameter of `symbol` that takes an argument of a call, by their positions; -1 for none. */
  placeOf(call: ExprId, symbol: SymbolId, argument: number): number {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(call));
    if (rules.calls.namedArguments !== true) return argument;
    return this.placesIn(call, this.parametersOf(symbol))?.[argument] ?? argument;
  }

  /** For each argument of a call the parameter that takes it, -1 for none; undefined when the call does not fit. */
  private placesIn(call: ExprId, parameters: Parameters): readonly number[] | undefined {
    const { columns } = this;
    const { names, hasDefault, openAt, types } = parameters;
    const list = columns.b(call);
    const count = columns.listLength(list);
    let last = count - 1;
    while (last >= 0 && columns.isTypeArgument(list, last)) last--;
    const places: number[] = [];
    const given = new Set<number>();
    let position = 0;
    for (let at = 0; at < count; at++) {
      const key = columns.listKey(list, at);
      let place = -1;
      if (columns.isTypeArgument(list, at)) {
        places.push(-1);
        continue;
      }
      if (columns.isSpread(list, at)) place = openAt;
      else if (key !== 0) place = names.indexOf(key);
      else if (at === last && this.isForLast(columns.listValue(list, at), position, parameters, given))
        place = types.length - 1;
      else if (position === openAt) place = openAt;
      else place = position < types.length ? position++ : -1;
      if (place < 0 || (given.has(place) && place !== openAt)) return undefined;
      given.add(place);
      places.push(place);
    }
    const isMissing = types.some((_, at) => !given.has(at) && hasDefault[at] !== true && at !== openAt);
    return isMissing ? undefined : places;
  }

  /** Whether the last argument, a function written in place, is for the last parameter: where that can be called. */
  private isForLast(
    argument: ExprId,
    position: number,
    { types, openAt }: Parameters,
    given: ReadonlySet<number>,
  ): boolean {
    const last = types.length - 1;
    if (argument < 0 || this.columns.op(argument) !== Op.symbol) return false;
    if (last < position || given.has(last) || last === openAt) return false;
    const type = types[last]!;
    return kindOf(type) === Kind.callable || kindOf(type) === Kind.instance || type === UNKNOWN;
  }

  /** Whether two functions take the same, as far as it is known: then one of a derived class replaces the other. */
  takesSame(a: SymbolId, b: SymbolId): boolean {
    const [ours, theirs] = [this.parametersOf(a), this.parametersOf(b)];
    return (
      ours.types.length === theirs.types.length &&
      ours.types.every((type, index) => this.canBeSame(type, theirs.types[index]!))
    );
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
        const isAgain = found >= 0 && columns.symbol(found, 'name') === name && this.takesSame(found, method);
        if (isAgain) continue;
        if (found >= 0) return NONE;
        found = method;
      }
    }
    return found;
  }

  private takes({ types, isOpen }: Parameters, count: number): boolean {
    return isOpen ? count >= types.length - 1 : count === types.length;
  }

  private parametersOf(symbol: SymbolId): Parameters {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    const types: Value[] = [];
    const names: number[] = [];
    const hasDefault: boolean[] = [];
    let isOpen = false;
    let openAt = -1;
    if (body < 0 || columns.scopeKind(body) === ScopeKind.class)
      return { types, isOpen, names, hasDefault, openAt };
    for (let entry = this.scopes.first[body]!; entry < this.scopes.first[body + 1]!; entry++) {
      const row = this.scopes.rows[entry]!;
      if (columns.binding(row, 'kind') !== BindingKind.parameter) continue;
      const type = columns.binding(row, 'type');
      const at = columns.binding(row, 'payload');
      types[at] = type < 0 ? UNKNOWN : instanceOf(this.evaluator.types, type);
      names[at] = columns.binding(row, 'name');
      hasDefault[at] = columns.binding(row, 'value') >= 0;
      const takesMany = type >= 0 && columns.op(type) === Op.collection && columns.b(type) === 0;
      if (takesMany) openAt = at;
      isOpen ||= takesMany;
    }
    return { types: Array.from(types, (type) => type ?? UNKNOWN), isOpen, names, hasDefault, openAt };
  }

  /** Where one of some functions takes what an argument is, those are left out of which that is not known. */
  private bestKnown(
    fitting: readonly SymbolId[],
    args: readonly Value[],
    fitAt: (one: SymbolId, index: number) => Fit,
  ): readonly SymbolId[] {
    if (fitting.length < 2) return fitting;
    let kept = fitting;
    for (let index = 0; index < args.length; index++) {
      const fits = new Map(kept.map((one) => [one, fitAt(one, index)]));
      const hasExact = kept.some((one) => fits.get(one) === Fit.exact);
      if (hasExact) kept = kept.filter((one) => fits.get(one) !== Fit.unknown);
    }
    return kept;
  }

  /** The functions of which no other takes less in all arguments whose types are known. */
  private mostSpecific(
    fitting: readonly SymbolId[],
    types: readonly (readonly Value[])[],
    args: readonly Value[],
    rules: LanguageRules,
  ): readonly SymbolId[] {
    if (fitting.length < 2) return fitting;
    const isBelow = (a: number, b: number) =>
      args.every((value, index) => {
        const [ours, theirs] = [types[a]![index]!, types[b]![index]!];
        if (ours === theirs) return true;
        return value !== UNKNOWN && this.fitOf(theirs, ours, rules) >= Fit.subtype;
      });
    const kept = fitting.filter(
      (_, at) => !fitting.some((_other, other) => other !== at && isBelow(other, at) && !isBelow(at, other)),
    );
    // Of those that take the same, the most derived one replaces the others.
    const ownerOf = (one: SymbolId) => this.columns.symbol(one, 'parent');
    return kept.filter(
      (one, at) =>
        !kept.slice(0, at).some((other) => ownerOf(other) !== ownerOf(one) && this.takesSame(other, one)),
    );
  }

  private canBeSame(a: Value, b: Value): boolean {
    const [ours, theirs] = [this.baseOf(a), this.baseOf(b)];
    if (ours === theirs || ours === UNKNOWN || theirs === UNKNOWN) return true;
    return kindOf(ours) === Kind.parameter || kindOf(theirs) === Kind.parameter;
  }

  private baseOf(value: Value): Value {
    return kindOf(value) === Kind.generic ? this.values.getGeneric(value).base : value;
  }

  /** How `value` fits where `type` is expected; both are instances. */
  private fitOf(expected: Value, passed: Value, rules: LanguageRules): Fit {
    const type = this.ownName(expected, rules);
    const value = this.ownName(passed, rules);
    if (type === UNKNOWN || value === UNKNOWN || this.isResult(value, rules)) return Fit.unknown;
    if (type === value) return Fit.exact;
    if (kindOf(value) === Kind.union) {
      let worst: Fit = Fit.exact;
      this.values.each(value, (one) => {
        const fit = this.fitOf(type, one, rules);
        if (fit < worst) worst = fit;
      });
      return worst;
    }
    if (kindOf(type) === Kind.parameter) return this.fitOfParameter(type, value, rules);
    if (kindOf(value) === Kind.parameter) {
      const bound = this.evaluator.generics.boundOf(value);
      return bound === UNKNOWN ? this.fitOfRoot(type, rules) : this.fitOf(type, bound, rules);
    }
    if (kindOf(value) === Kind.function || kindOf(value) === Kind.callable)
      return this.fitOfFunction(type, value, rules);
    const [wanted, given] = [this.baseOf(type), this.baseOf(value)];
    if (this.isRoot(wanted, rules))
      return this.primitiveOf(given, rules) === undefined ? Fit.subtype : Fit.boxed;
    if (wanted === given && kindOf(wanted) === Kind.externalInstance && this.isArray(wanted, rules))
      return this.fitOfElements(type, value, rules);
    if (wanted === given)
      return rules.calls.namedArguments === true ? this.fitOfArguments(type, value, rules) : Fit.exact;
    if (kindOf(given) === Kind.instance) return this.fitOfInstance(wanted, given, rules);
    if (kindOf(given) !== Kind.externalInstance) return Fit.unknown;
    return kindOf(wanted) === Kind.instance ? Fit.no : this.fitOfBuiltin(wanted, given, rules);
  }

  /** How the type arguments of a value fit those of a type of the same class. */
  private fitOfArguments(type: Value, value: Value, rules: LanguageRules): Fit {
    if (kindOf(type) !== Kind.generic || kindOf(value) !== Kind.generic) return Fit.exact;
    const theirs = this.values.getGeneric(value).parameters;
    const fits = this.values
      .getGeneric(type)
      .parameters.map((one, at) => this.fitOf(one, theirs[at] ?? UNKNOWN, rules));
    if (fits.includes(Fit.no)) return Fit.no;
    return fits.every((fit) => fit === Fit.exact || fit === Fit.unknown) ? Fit.exact : Fit.subtype;
  }

  /** A type of another language by the name that this one has for it. */
  private ownName(value: Value, rules: LanguageRules): Value {
    const twins = rules.types.conversions?.twins;
    if (twins === undefined || kindOf(value) !== Kind.externalInstance) return value;
    const { package: from, symbol } = this.values.getExternal(value);
    const own = twins.get(`${from}.${symbol}`);
    return own === undefined
      ? value
      : makeValue(Kind.externalInstance, payloadOf(this.values.external(rules.library.builtinPackage, own)));
  }

  private fitOfParameter(type: Value, value: Value, rules: LanguageRules): Fit {
    const bound = this.evaluator.generics.boundOf(type);
    if (this.primitiveOf(value, rules) !== undefined) return bound === UNKNOWN ? Fit.boxed : Fit.unknown;
    if (bound === UNKNOWN || kindOf(bound) === Kind.parameter) return Fit.subtype;
    return Math.min(this.fitOf(bound, value, rules), Fit.subtype) as Fit;
  }

  /** A value of which nothing is known but that it is an object. */
  private fitOfRoot(type: Value, rules: LanguageRules): Fit {
    return this.isRoot(this.baseOf(type), rules) ? Fit.subtype : Fit.no;
  }

  private fitOfFunction(type: Value, value: Value, rules: LanguageRules): Fit {
    const wanted = this.baseOf(type);
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
    const [ours, theirs] = [this.parametersOf(payloadOf(value)), this.parametersOf(method)];
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
    return this.parametersOf(payloadOf(value)).types.length === count ? Fit.subtype : Fit.no;
  }

  private fitOfInstance(wanted: Value, given: Value, rules: LanguageRules): Fit {
    const { classes, external, otherExternals, isOpen } = this.evaluator.classes.lineage(payloadOf(given));
    if (kindOf(wanted) === Kind.instance) {
      if (classes.includes(payloadOf(wanted))) return Fit.subtype;
      return isOpen ? Fit.unknown : Fit.no;
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
    const isBoxing =
      this.primitiveOf(wanted, rules) !== undefined || this.primitiveOf(given, rules) !== undefined;
    if (below && above && !isBoxing && !this.isArray(given, rules) && !this.isArray(wanted, rules))
      return library.hasAnyMember(below) ? Fit.unknown : Fit.no;
    const { conversions } = rules.types;
    const from = this.builtinName(given, rules);
    const to = this.builtinName(wanted, rules);
    const isArray = this.isArray(given, rules) || this.isArray(wanted, rules);
    if (isArray) return this.isFinal(wanted, rules) || this.isFinal(given, rules) ? Fit.no : Fit.unknown;
    if (conversions === undefined || (from === undefined && to === undefined)) return Fit.unknown;
    if (from !== undefined && to !== undefined) {
      if (conversions.widens.get(from)?.includes(to) === true) return Fit.subtype;
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
    const fit = this.fitOf(wanted, given, rules);
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
    const base = this.baseOf(value);
    if (rules.types.typeNames === undefined || kindOf(base) !== Kind.externalInstance) return false;
    const { package: from, symbol } = this.values.getExternal(base);
    const isBuiltin = from === rules.library.builtinPackage && rules.library.builtins.includes(symbol);
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
    const name = this.builtinName(this.baseOf(value), rules);
    return name !== undefined && rules.types.conversions?.boxes.has(name) === true ? name : undefined;
  }

  private isArray(value: Value, rules: LanguageRules): boolean {
    return this.builtinName(value, rules) === rules.library.listType;
  }

  private isText(value: Value, rules: LanguageRules): boolean {
    const name = this.builtinName(value, rules);
    return name !== undefined && rules.types.conversions?.finals.has(name) === true;
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

const PHASES: readonly (readonly [Fit, boolean])[] = [
  [Fit.subtype, false],
  [Fit.boxed, false],
  [Fit.boxed, true],
];

/** The type that an argument is for; behind the parameters it is what the last one takes any number of. */
function typeAt(values: ValueTable, { types, isOpen }: Parameters, index: number, isSpread: boolean): Value {
  if (!isSpread || !isOpen || index < types.length - 1) return types[index] ?? UNKNOWN;
  const last = types.at(-1) ?? UNKNOWN;
  return kindOf(last) === Kind.generic ? (values.getGeneric(last).parameters[0] ?? UNKNOWN) : UNKNOWN;
}

/** The type of what a parameter is given: of one that takes any number of arguments, that of each. */
function elementAt(values: ValueTable, { types, openAt }: Parameters, place: number): Value {
  const type = types[place] ?? UNKNOWN;
  if (place !== openAt) return type;
  return kindOf(type) === Kind.generic ? (values.getGeneric(type).parameters[0] ?? UNKNOWN) : UNKNOWN;
}

/** The parameter of each argument; undefined when a function does not take them. */
function assign(
  { types, names, hasDefault, isOpen }: Parameters,
  given: readonly number[],
  isSpread: boolean,
): Assigned | undefined {
  const taken = new Set<number>();
  const assigned: number[] = [];
  const last = types.length - 1;
  for (const [index, name] of given.entries()) {
    const place = name > 0 ? names.indexOf(name) : isSpread && index > last ? last : index;
    if (place < 0 || place > last || (taken.has(place) && !(isSpread && place === last))) return undefined;
    taken.add(place);
    assigned.push(place);
  }
  for (let place = 0; place <= last; place++)
    if (!taken.has(place) && hasDefault[place] !== true && !(isSpread && isOpen && place === last))
      return undefined;
  return assigned;
}

/** The type of a parameter; of the one that takes any number of arguments that of one of them. */
function typeOfPlace(
  values: ValueTable,
  { types, isOpen }: Parameters,
  place: number,
  isSpread: boolean,
): Value {
  const last = types.length - 1;
  if (!isSpread || !isOpen || place < last) return types[place] ?? UNKNOWN;
  const type = types[last] ?? UNKNOWN;
  return kindOf(type) === Kind.generic ? (values.getGeneric(type).parameters[0] ?? UNKNOWN) : UNKNOWN;
}

/** A union of functions. */
export function joinFunctions(values: ValueTable, functions: readonly SymbolId[]): Value {
  return functions.reduce<Value>(
    (joined, one) => values.join(joined, makeValue(Kind.function, one)),
    UNKNOWN,
  );
}
