// Which of several functions of one name a call means, by the number and the types of its arguments: in phases, as typed
// languages define it. First what fits as it is, then what fits when values are boxed, then functions that take any number
// of arguments; of those that fit in a phase, the ones that no other is more specific than.

import { Op } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE, NO_NAME, definitionOf } from '../program/index.ts';
import type { Columns, ExprId, NameId, ScopeId, Steps, SymbolId } from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';
import { Kind, UNKNOWN, instanceOf, isClassMethod, kindOf, makeValue, payloadOf } from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';
import { Fit, Fits } from './fits.ts';
import type { FitEvaluator, Given } from './fits.ts';
import { ParameterReader, argumentsOf, baseOf, expectedAt } from './parameters.ts';
import type { Argument, Matching, ParameterEvaluator, Parameters } from './parameters.ts';

const METHOD = NODE_KINDS.indexOf('Method');
/** Of more functions that fit than these it is not told which takes less: they say nothing. */
const MANY_FITTING = 32;

/** What is asked of the evaluator. */
export interface BindingEvaluator extends FitEvaluator, ParameterEvaluator {
  evaluate(expression: ExprId): Value;
  /** Whether the first argument of a call is what a method is called on. */
  passesReceiver(call: number, method: number): boolean;
  readonly contexts: {
    indexOfParameter(symbol: SymbolId, name: NameId): number;
    /** How many parameters callers do not pass. */
    readonly passing: { boundParameters(symbol: SymbolId): number };
  };
}

/** How well arguments have to fit in one round of a choice, and whether one parameter can take several. */
type Phase = readonly [least: Fit, isEach: boolean];

/** Functions that take any number of arguments count last, or beside the others. */
const OPEN_LAST: readonly Phase[] = [
  [Fit.subtype, false],
  [Fit.boxed, false],
  [Fit.made, false],
  [Fit.made, true],
];
const OPEN_BESIDE: readonly Phase[] = [
  [Fit.subtype, true],
  [Fit.boxed, true],
];

/** A function that takes the arguments of a call in some phase, with what it expects of each. */
interface Bound {
  readonly symbol: SymbolId;
  readonly types: readonly Value[];
  /** Whether it takes what leads to an object, of each. */
  readonly isPointer: readonly boolean[];
  /** Whether all its parameters are given something. */
  readonly isWhole: boolean;
  readonly isOpen: boolean;
  readonly isEach: boolean;
}

/** Chooses among overloads. */
export class BindCall {
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: BindingEvaluator;
  private readonly steps: Steps;
  private readonly parameters: ParameterReader;
  private readonly fits: Fits;

  constructor(
    columns: Columns,
    scopes: ScopeIndex,
    values: ValueTable,
    evaluator: BindingEvaluator,
    steps: Steps,
  ) {
    this.steps = steps;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.parameters = new ParameterReader(columns, scopes, evaluator);
    this.fits = new Fits(columns, scopes, values, evaluator, this.parameters);
  }

  /**
   * Of `candidates`, the most derived ones first, those that a call can mean: none when none takes as many arguments, and all
   * that do when their types fit none, as they may be known wrongly.
   */
  choose(call: ExprId, candidates: readonly SymbolId[]): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(call));
    if (rules.calls.nearestClassFirst === true)
      return this.chooseNearest(call, this.withoutRepeated(candidates));
    const given = argumentsOf(this.columns, call);
    if (candidates.length > 0 && this.evaluator.passesReceiver(call, candidates[0]!)) given.shift();
    return this.chooseAmong(call, candidates, given, rules).found;
  }

  /** Those of some functions that a call on `receiver`, which is their first argument, can mean; none when none takes it. */
  chooseOn(call: ExprId, candidates: readonly SymbolId[], receiver: Value): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(call));
    const taking = candidates.filter(
      (one) => this.fits.of(this.parameters.of(one).types[0] ?? UNKNOWN, receiver, rules) >= Fit.boxed,
    );
    return this.chooseAmong(call, taking, argumentsOf(this.columns, call), rules, receiver).found;
  }

  /** Those of some functions that take just such values as are given; none when it is not sure of one that it does. */
  taking(
    scope: ScopeId,
    candidates: readonly SymbolId[],
    call: ExprId,
    given: readonly Argument[],
  ): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(scope);
    const { found, isFitting } = this.chooseAmong(call, this.withoutRepeated(candidates), given, rules);
    return isFitting ? found : [];
  }

  /** Whether a parameter of a function takes what leads to an object, and not the object; undefined where it can take both. */
  takesPointer(symbol: SymbolId, place: number): boolean | undefined {
    const { types, isPointer } = this.parameters.of(symbol);
    const type = types[place] ?? UNKNOWN;
    return type === UNKNOWN || kindOf(type) === Kind.parameter ? undefined : isPointer[place] === true;
  }

  /** The class of the workspace whose objects a parameter of a function takes; -1 for other types. */
  classTaken(symbol: SymbolId, place: number): SymbolId {
    const type = baseOf(this.values, this.parameters.of(symbol).types[place] ?? UNKNOWN);
    return kindOf(type) === Kind.instance ? payloadOf(type) : NONE;
  }

  /** From the most derived class on, the functions of the first one that has any that fit. */
  private chooseNearest(call: ExprId, candidates: readonly SymbolId[]): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(this.columns.scopeOf(call));
    const given = argumentsOf(this.columns, call);
    // What stands in packages stands side by side.
    const ownerOf = (one: SymbolId) =>
      this.columns.symbol(one, 'kind') === METHOD ? this.columns.symbol(one, 'parent') : NONE;
    const declared = candidates.filter((one) => !this.replaces(one));
    const pool = declared.length === 0 ? candidates : declared;
    let otherwise: readonly SymbolId[] = [];
    for (let at = 0; at < pool.length;) {
      const owner = ownerOf(pool[at]!);
      let end = at + 1;
      while (end < pool.length && ownerOf(pool[end]!) === owner) end++;
      const { found, isFitting } = this.chooseAmong(call, pool.slice(at, end), given, rules);
      if (isFitting) return found.map((one) => this.mostDerived(one, candidates));
      if (otherwise.length === 0) otherwise = found;
      at = end;
    }
    return otherwise.map((one) => this.mostDerived(one, candidates));
  }

  /** Of a function that is declared and defined, or declared again, what is seen first, which is where defaults are written. */
  private withoutRepeated(candidates: readonly SymbolId[]): readonly SymbolId[] {
    const { program } = this.evaluator.types;
    if (program.definitions.size === 0 || candidates.length < 2) return candidates;
    const isDeclared = (one: SymbolId) => (this.columns.symbol(one, 'flags') & SymbolFlag.abstract) !== 0;
    const seen = new Map<SymbolId, SymbolId>();
    for (const one of candidates) {
      const meant = definitionOf(program, one);
      const known = seen.get(meant);
      if (known === undefined || (isDeclared(one) && !isDeclared(known))) seen.set(meant, one);
    }
    return seen.size === candidates.length ? candidates : [...seen.values()];
  }

  private replaces(symbol: SymbolId): boolean {
    return (this.columns.symbol(symbol, 'flags') & SymbolFlag.replaces) !== 0;
  }

  /** The function that replaces another in the most derived class. */
  private mostDerived(symbol: SymbolId, candidates: readonly SymbolId[]): SymbolId {
    return candidates.find((one) => this.replaces(one) && this.parameters.takeSame(one, symbol)) ?? symbol;
  }

  /** `isFitting` tells whether the arguments fit what was found; else they only are as many. */
  private chooseAmong(
    call: ExprId,
    candidates: readonly SymbolId[],
    given: readonly Argument[],
    rules: LanguageRules,
    receiver?: Value,
  ): { found: readonly SymbolId[]; isFitting: boolean } {
    const { nearestClassFirst, openLast, functionLast } = rules.calls;
    const onFirst: Argument = { at: NONE, name: NO_NAME, expression: NONE, isSpread: false };
    const matched = receiver === undefined ? given : [onFirst, ...given];
    const binds = (isEach: boolean) =>
      candidates.flatMap((symbol) => {
        const matching = { isEach, hasFunctionLast: functionLast === true };
        return this.bind(symbol, this.parameters.of(symbol), matched, matching);
      });
    const each = binds(true);
    const bound = openLast === true ? [...binds(false), ...each] : each;
    const taking = new Set(bound.map(({ symbol }) => symbol));
    const many = this.withTypeArguments(
      call,
      candidates.filter((one) => taking.has(one)),
    );
    if (many.length === 0) return { found: many, isFitting: false };
    if (many.length === 1 && nearestClassFirst !== true) return { found: many, isFitting: true };
    this.steps.take(many.length);
    const args = given.map(({ expression, isSpread }): Given => this.givenBy(expression, isSpread));
    if (receiver !== undefined) args.unshift({ value: receiver, isLiteral: false });
    for (const [least, isEach] of openLast === true ? OPEN_LAST : OPEN_BESIDE) {
      const fitting = bound.filter(
        (one) =>
          one.isEach === isEach &&
          many.includes(one.symbol) &&
          (openLast !== true || !isEach || one.isOpen) &&
          args.every((passed, index) => {
            const fit = this.fitAt(one, index, passed, rules);
            return fit === Fit.unknown || fit >= least;
          }),
      );
      if (fitting.length > 0) return { found: this.bestOf(fitting, args, rules), isFitting: true };
    }
    return { found: many, isFitting: false };
  }

  /** A function with what it expects of the arguments of a call; none when it does not take them. */
  private bind(
    symbol: SymbolId,
    parameters: Parameters,
    given: readonly Argument[],
    matching: Matching,
  ): readonly Bound[] {
    const places = this.parameters.places(parameters, given, matching);
    if (!places) return [];
    const types = places.map((place) => expectedAt(this.values, parameters, place, matching.isEach));
    const isWhole = new Set(places).size >= parameters.types.length;
    const isPointer = places.map((place) => parameters.isPointer[place] === true);
    return [{ symbol, types, isPointer, isWhole, isOpen: parameters.openAt >= 0, isEach: matching.isEach }];
  }

  /** Where type arguments are written, those of some functions that take as many. */
  private withTypeArguments(call: ExprId, symbols: readonly SymbolId[]): readonly SymbolId[] {
    const list = this.columns.b(call);
    let count = 0;
    for (let at = 0; at < this.columns.listLength(list); at++)
      if (this.columns.isTypeArgument(list, at)) count++;
    if (count === 0) return symbols;
    const taking = symbols.filter((one) => this.evaluator.generics.typeParameters(one).length === count);
    return taking.length > 0 ? taking : symbols;
  }

  private givenBy(expression: ExprId, isSpread: boolean): Given {
    if (expression < 0 || isSpread) return { value: UNKNOWN, isLiteral: false };
    const value = this.evaluator.types.library.held(this.evaluator.evaluate(expression));
    // A class as a value is the only object of it.
    const object = kindOf(value) === Kind.class ? makeValue(Kind.instance, payloadOf(value)) : value;
    return { value: object, isLiteral: this.columns.op(expression) === Op.literal };
  }

  /** How an argument fits what a function expects of it. */
  private fitAt({ types, isPointer }: Bound, index: number, given: Given, rules: LanguageRules): Fit {
    return isPointer[index] === true
      ? this.fits.ofPointer(types[index]!, given, rules)
      : this.fits.ofGiven(types[index]!, given, rules);
  }

  /** Of functions that arguments fit those that the language means. */
  private bestOf(
    fitting: readonly Bound[],
    args: readonly Given[],
    rules: LanguageRules,
  ): readonly SymbolId[] {
    // Where all that is known of the arguments fits one, others of whose types less is known are not meant.
    const sure = fitting.filter((one) =>
      args.every(
        (given, index) => given.value === UNKNOWN || this.fitAt(one, index, given, rules) !== Fit.unknown,
      ),
    );
    const known = this.bestKnown(sure.length > 0 ? sure : fitting, args, rules);
    const best = rules.calls.closestFit === true ? this.closest(known, args, rules) : known;
    const isDecided = best.length === 1 || best.length > MANY_FITTING;
    const found = isDecided ? best : this.plainest(this.mostSpecific(best, args, rules), args, rules);
    return found.map(({ symbol }) => symbol);
  }

  /** Where one of some functions takes what an argument is, those are left out of which that is not known. */
  private bestKnown(
    fitting: readonly Bound[],
    args: readonly Given[],
    rules: LanguageRules,
  ): readonly Bound[] {
    if (fitting.length < 2) return fitting;
    let kept = fitting;
    for (const [index, given] of args.entries()) {
      const fits = new Map(kept.map((one) => [one, this.fitAt(one, index, given, rules)]));
      const hasExact = kept.some((one) => fits.get(one) === Fit.exact);
      if (hasExact) kept = kept.filter((one) => fits.get(one) !== Fit.unknown);
    }
    return kept;
  }

  /** The functions that no other fits as well in each argument and better in one. */
  private closest(fitting: readonly Bound[], args: readonly Given[], rules: LanguageRules): readonly Bound[] {
    if (fitting.length < 2 || fitting.length > MANY_FITTING) return fitting;
    const fits = fitting.map((one) => args.map((given, index) => this.fitAt(one, index, given, rules)));
    return fitting.filter((_, at) => !fits.some((theirs) => isBehind(fits[at]!, theirs)));
  }

  /** The functions of which no other takes less in all arguments whose types are known. */
  private mostSpecific(
    fitting: readonly Bound[],
    args: readonly Given[],
    rules: LanguageRules,
  ): readonly Bound[] {
    if (fitting.length < 2) return fitting;
    const isBelow = (a: Bound, b: Bound) =>
      args.every(({ value }, index) => {
        const [ours, theirs] = [a.types[index]!, b.types[index]!];
        if (ours === theirs) return true;
        if (value === UNKNOWN) return false;
        return this.fits.of(theirs, ours, rules) >= Fit.subtype || this.fits.isPreferred(ours, theirs, rules);
      });
    const kept = fitting.filter(
      (one) => !fitting.some((other) => other !== one && isBelow(other, one) && !isBelow(one, other)),
    );
    // Of those that take the same, the most derived one replaces the others.
    const ownerOf = ({ symbol }: Bound) => this.columns.symbol(symbol, 'parent');
    return kept.filter(
      (one, at) =>
        !kept
          .slice(0, at)
          .some(
            (other) => ownerOf(other) !== ownerOf(one) && this.parameters.takeSame(other.symbol, one.symbol),
          ),
    );
  }

  /**
   * Of functions that fit equally well those without type parameters, whose parameters are all given something, and that
   * take no number of arguments.
   */
  private plainest(
    fitting: readonly Bound[],
    args: readonly Given[],
    { calls }: LanguageRules,
  ): readonly Bound[] {
    const { generics } = this.evaluator;
    // Where only what is decided counts, nothing is told by what is not known, nor by what is left out.
    const isStrict = calls.onlyDecided === true;
    if (isStrict && args.some(({ value }) => value === UNKNOWN)) return fitting;
    let kept = fitting;
    for (const isPlainer of [
      ({ symbol }: Bound) => generics.typeParameters(symbol).length === 0,
      ({ isWhole }: Bound) => isWhole || isStrict,
      ({ isOpen }: Bound) => !isOpen,
    ]) {
      const plainer = kept.length < 2 ? [] : kept.filter(isPlainer);
      if (plainer.length > 0) kept = plainer;
    }
    return kept;
  }

  /** Of some functions that declare what they are called on those that fit a receiver, the nearest of its types. */
  onReceiver(functions: readonly SymbolId[], receiver: Value, scope: ScopeId): readonly SymbolId[] {
    const rules = this.evaluator.rulesOf(scope);
    const typeOf = (symbol: SymbolId): Value => {
      const type = this.columns.symbol(symbol, 'receiver');
      return type < 0 ? UNKNOWN : instanceOf(this.evaluator.types, type);
    };
    const fits = functions
      .map((symbol) => ({ symbol, type: typeOf(symbol), fit: this.fits.of(typeOf(symbol), receiver, rules) }))
      .filter(({ fit, type }) => fit !== Fit.no && (fit !== Fit.unknown || this.mayReceive(type, receiver)));
    const nearest = fits.filter(
      (one) =>
        !fits.some(
          (other) =>
            other !== one &&
            other.type !== one.type &&
            this.fits.of(one.type, other.type, rules) >= Fit.subtype &&
            this.fits.of(other.type, one.type, rules) < Fit.subtype,
        ),
    );
    return nearest.map(({ symbol }) => symbol);
  }

  /** Whether what is not known of a receiver can hide that a function fits it. */
  private mayReceive(type: Value, receiver: Value): boolean {
    return receiver === UNKNOWN ? type === UNKNOWN : kindOf(type) !== Kind.instance || type === UNKNOWN;
  }

  /** Whether the first parameter of a function is an instance of a class. */
  takesInstance(symbol: SymbolId, class_: SymbolId): boolean {
    const type = baseOf(this.values, this.parameters.of(symbol).types[0] ?? UNKNOWN);
    return kindOf(type) === Kind.instance && payloadOf(type) === class_;
  }

  /** Whether a function has no parameters. */
  takesNothing(symbol: SymbolId): boolean {
    return this.parameters.of(symbol).types.length === 0;
  }

  /** The parameter of `symbol` that takes an argument of a call, by their positions; -1 for none. */
  placeOf(call: ExprId, symbol: SymbolId, argument: number): number {
    const { calls, classes } = this.evaluator.rulesOf(this.columns.scopeOf(call));
    if (calls.namedArguments !== true)
      return classes.receiver === 'first-parameter' ? this.placeBehind(call, symbol, argument) : argument;
    const given = argumentsOf(this.columns, call);
    const index = given.findIndex(({ at }) => at === argument);
    if (index < 0) return NONE;
    const hasFunctionLast = calls.functionLast === true;
    const places = this.parameters.places(this.parameters.of(symbol), given, {
      isEach: true,
      hasFunctionLast,
    });
    return places?.[index] ?? argument;
  }

  /** The same where the receiver is the first parameter, and is passed where a method is called on its class. */
  private placeBehind(call: ExprId, symbol: SymbolId, argument: number): number {
    const { columns, evaluator } = this;
    const name = columns.listKey(columns.b(call), argument);
    if (name !== 0) return evaluator.contexts.indexOfParameter(symbol, name);
    const callee = columns.a(call);
    const isOnClass =
      columns.op(callee) === Op.member &&
      kindOf(evaluator.evaluate(columns.a(callee))) === Kind.class &&
      !isClassMethod(evaluator.types, symbol);
    return isOnClass ? argument : argument + evaluator.contexts.passing.boundParameters(symbol);
  }

  /** Whether two functions take the same, as far as it is known: then one of a derived class replaces the other. */
  takesSame(a: SymbolId, b: SymbolId): boolean {
    return this.parameters.takeSame(a, b);
  }

  /** The only method without a body of an interface, -1 when it has none or several. */
  singleMethod(symbol: SymbolId): SymbolId {
    return this.fits.singleMethod(symbol);
  }
}

/** A union of functions. */
export function joinFunctions(values: ValueTable, functions: readonly SymbolId[]): Value {
  return functions.reduce<Value>(
    (joined, one) => values.join(joined, makeValue(Kind.function, one)),
    UNKNOWN,
  );
}

/** Whether functions that fit as `theirs` fit as well in each argument and better in one. What is not known may fit as well. */
function isBehind(ours: readonly Fit[], theirs: readonly Fit[]): boolean {
  return (
    ours.some((fit, index) => fit < theirs[index]!) &&
    ours.every((fit, index) => fit === theirs[index]! || (fit < theirs[index]! && fit !== Fit.unknown))
  );
}
