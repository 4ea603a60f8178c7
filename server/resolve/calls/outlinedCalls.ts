// Calls of what the outline of a library declares: which of its signatures a call means, what it gives, which of its
// arguments it calls, and what it hands to them. What types say stands in types/library.ts.

import { Op } from '../../facts/expressions.ts';
import { TypeOp } from '../library/index.ts';
import type { Declaration, OutlineParameter, OutlineSignature, OutlineType } from '../library/index.ts';
import { NONE } from '../program/index.ts';
import type { Columns, ExprId, Program } from '../program/index.ts';
import {
  Kind,
  UNKNOWN,
  asInstance,
  elements,
  bindingsOf,
  kindOf,
  merged,
  outlinedInstance,
  payloadOf,
  positional,
} from '../types/index.ts';
import type { Bindings, Declared, LoadedOutline, OutlinedClass, Value, ValueTable } from '../types/index.ts';
import type { ContextEvaluator } from './contextEvaluator.ts';
import { PlaceKind } from './places.ts';
import type { Places } from './places.ts';

/** How it is written that there is nothing. */
const IS_NOTHING: ReadonlySet<number> = new Set([Op.literal, Op.unknown]);

/** Of objects that stand in for others no more are followed. */
const MAX_STAND_INS = 6;

/** A call that means a signature: `arguments_` has for each argument the parameter that takes it. */
interface BoundCall {
  readonly signature: OutlineSignature;
  readonly arguments_: readonly (OutlineParameter | undefined)[];
  readonly within: OutlinedClass | undefined;
  /** Of a constructor the class. */
  readonly made: OutlinedClass | undefined;
  readonly receiver: Value;
  readonly library: LoadedOutline;
}

/** Binds calls to the signatures of outlines. */
export class OutlinedCalls {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: ContextEvaluator;
  private readonly places: Places;
  /** What is declared → whether it takes anything that can be called. */
  private readonly callers = new Map<Declaration, boolean>();

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: ContextEvaluator,
    places: Places,
  ) {
    this.places = places;
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
  }

  /** What a call of something external gives; undefined when no outline declares it. */
  resultOf(call: ExprId, callee: Value): Value | undefined {
    const declared = this.declaredBy(call, callee);
    if (!declared || this.isUntold(declared)) return undefined;
    const bound = this.bind(call, declared, -1);
    if (!bound) return this.instanceOf(call, declared);
    return this.resultOfBound(call, bound);
  }

  /** Whether nobody says what a function gives. */
  private isUntold(declared: Declared): boolean {
    const { declaration } = declared;
    if (declaration.kind === 'variable') return declaration.type.op === TypeOp.untold;
    return (
      declaration.kind === 'function' &&
      declaration.signatures.every(({ result }) => result.op === TypeOp.untold)
    );
  }

  private instanceOf(call: ExprId, { declaration, library }: Declared): Value {
    if (declaration.kind !== 'class') return UNKNOWN;
    return outlinedInstance(
      this.evaluator.types,
      declaration,
      this.evaluator.generics.writtenAt(call),
      library,
    );
  }

  private resultOfBound(call: ExprId, bound: BoundCall): Value {
    const { types } = this.evaluator;
    const { signature, made, library } = bound;
    const bindings = this.bindingsAt(call, bound, -1);
    if (made) {
      const kept = this.keptAt(call, bound);
      if (kept !== UNKNOWN) return kept;
      const { op } = signature.result;
      const isItself = op === TypeOp.unknown || op === TypeOp.untold || op === TypeOp.receiver;
      if (!isItself) return types.library.valueOf(signature.result, bindings, library);
      const parts = made.type.parameters === 1 ? this.partsAt(call, bound) : undefined;
      return outlinedInstance(types, made.type, parts ?? bindings.own, library);
    }
    const kept = this.keptAt(call, bound);
    if (kept !== UNKNOWN) return kept;
    const item = this.itemAt(call, bound);
    if (item !== undefined) return item;
    return types.library.valueOf(signature.result, bindings, library);
  }

  /** The elements of the only argument of a list that is made of them, one by one where they are known so. */
  private partsAt(call: ExprId, { arguments_, made, library }: BoundCall): readonly Value[] | undefined {
    const type = arguments_[0]?.type;
    const isOfElements =
      arguments_.length === 1 && type?.op === TypeOp.named && type.name === library.said.iterable;
    if (!isOfElements || type.parts[0]?.op !== TypeOp.own || !made) return undefined;
    const { builtinPackage, listTypes, tupleTypes } = library.rules.library;
    const isCounted = [...listTypes, ...tupleTypes].some(
      (name) => `${builtinPackage}.${name}` === made.type.name,
    );
    if (!isCounted) return undefined;
    return positional(this.evaluator.types, this.argumentAt(call, 0));
  }

  /** What stands in a collection under the first argument, or in any place; undefined where a call gives something else. */
  private itemAt(call: ExprId, { signature, receiver, within }: BoundCall): Value | undefined {
    const { columns, evaluator } = this;
    if (!within || kindOf(receiver) !== Kind.generic) return undefined;
    const { result, parameters } = signature;
    const kept = result.op === TypeOp.union ? result.parts : [result];
    const isItem = kept.some(({ op, index }) => op === TypeOp.own && index === within.type.parameters - 1);
    // The collection itself, as it is.
    const isSame =
      result.op === TypeOp.named &&
      result.name === within.type.name &&
      result.parts.every(({ op, index }, at) => op === TypeOp.own && index === at);
    if (isSame && columns.listLength(columns.b(call)) === 0) return receiver;
    if (!isItem || parameters.length === 0) return undefined;
    const index = columns.listValue(columns.b(call), 0);
    const known = evaluator.knownItem(receiver, index);
    if (known !== undefined || within.type.parameters > 1) return known;
    const item = evaluator.itemAt(receiver, index);
    return item === UNKNOWN ? undefined : item;
  }

  /** What the type parameters stand for at a call; argument `but` is not asked, and none from `until` on. */
  private bindingsAt(
    call: ExprId,
    bound: BoundCall,
    but: number,
    until = Number.POSITIVE_INFINITY,
  ): Bindings {
    const { library, within, made, receiver, arguments_, signature } = bound;
    const bindings = bindingsOf(made ? undefined : within, made ? UNKNOWN : receiver);
    const { types } = this.evaluator;
    const bind = (isCallable: boolean): void => {
      arguments_.forEach((parameter, at) => {
        if (at === but || at >= until || !parameter || !parameter.type.isOpen) return;
        if (holdsCallable(parameter.type) !== isCallable) return;
        types.library.bind(parameter.type, this.argumentAt(call, at), bindings, library);
      });
    };
    if (!made && !signature.result.isOpen && but < 0 && until > arguments_.length) return bindings;
    const written = this.evaluator.generics.writtenAt(call);
    if (written.some((one) => one !== UNKNOWN)) {
      (made ? bindings.own : bindings.made).push(...written);
      return bindings;
    }
    // The type parameters of the receiver are known; what a call brings more is for the function's own.
    const own = [...bindings.own];
    bind(false);
    if (but < 0) bind(true);
    if (!made) own.forEach((value, index) => (bindings.own[index] = value));
    return bindings;
  }

  /**
   * Adds what only the place of a call tells of the function's own type parameters, where it is an argument of another call:
   * of `map` in `numbers.pipe(map((one) => …))`. As the compiler does, only arguments before it are asked.
   */
  private bindByPlace(call: ExprId, { signature, library }: BoundCall, bindings: Bindings): void {
    if (!signature.result.isOpen || bindings.made.some((one) => one !== UNKNOWN)) return;
    const place = this.places.ofExpression(call);
    if (place?.kind !== PlaceKind.argument) return;
    const around = place.of as ExprId;
    const declared = this.declaredAt(around);
    if (declared?.library !== library || declared.declaration.kind !== 'function') return;
    const [chosen, ...others] = declared.declaration.signatures.flatMap((one) => {
      const arguments_ = this.assign(around, one);
      return arguments_ ? [{ signature: one, arguments_ }] : [];
    });
    const parameter = chosen?.arguments_[place.at];
    if (!chosen || !parameter || others.length > 0) return;
    const { within } = declared;
    const outer = { ...chosen, library, within, made: undefined, receiver: this.receiverAt(around) };
    const { library: libraries } = this.evaluator.types;
    const known = this.bindingsAt(around, outer, -1, place.at);
    libraries.bind(signature.result, libraries.valueOf(parameter.type, known, library), bindings, library);
  }

  private argumentAt(call: ExprId, at: number): Value {
    const list = this.columns.b(call);
    const value = this.evaluator.evaluate(this.columns.listValue(list, at));
    return this.columns.isSpread(list, at) ? elements(this.evaluator.types, value) : value;
  }

  /** What parameter `index` of a function gets that is argument `at` of a call; unknown for calls of other things. */
  handedTo(call: ExprId, at: number, index: number): Value {
    const { columns, evaluator } = this;
    const declared = this.declaredAt(call);
    const bound = declared && this.mayCall(declared) ? this.bind(call, declared, at) : undefined;
    const parameter = bound?.arguments_[at];
    if (!bound || !parameter) return UNKNOWN;
    const { types } = evaluator;
    let given = UNKNOWN;
    for (const callable of callablesOf(parameter.type)) {
      const type = callable.parts[index + 1 + callable.index];
      if (callable.parts[1]?.op === TypeOp.rest)
        given = this.values.join(given, this.restAt(call, bound, index));
      else if (type) {
        const bindings = this.bindingsAt(call, bound, at);
        if (type.isOpen) this.bindByPlace(call, bound, bindings);
        given = this.values.join(given, types.library.valueOf(type, bindings, bound.library));
      }
    }
    return kindOf(given) === Kind.union && columns.listLength(columns.b(call)) === 0 ? UNKNOWN : given;
  }

  /** What parameter takes argument `at` of a call, unknown where nothing says so. */
  takenAt(call: ExprId, at: number): Value {
    const declared = this.declaredAt(call);
    const bound = declared && this.bind(call, declared, at);
    const parameter = bound?.arguments_[at];
    if (!bound || !parameter) return UNKNOWN;
    return this.evaluator.types.library.valueOf(
      parameter.type,
      this.bindingsAt(call, bound, at),
      bound.library,
    );
  }

  /** What a function is called on that is argument `at` of a call, unknown where nothing says so. */
  receiverFor(call: ExprId, at: number): Value {
    const declared = this.declaredAt(call);
    const bound = declared && this.mayCall(declared) ? this.bind(call, declared, at) : undefined;
    const [callable] = callablesOf(bound?.arguments_[at]?.type);
    const type = callable?.index === 1 ? callable.parts[1] : undefined;
    if (!bound || !type) return UNKNOWN;
    return this.evaluator.types.library.valueOf(type, this.bindingsAt(call, bound, at), bound.library);
  }

  /** Argument `index` of those that a call hands on as they are. */
  private restAt(call: ExprId, { arguments_, signature }: BoundCall, index: number): Value {
    const rest = signature.parameters.find(({ kind, type }) => kind === 'rest' && type.op === TypeOp.rest);
    const first = rest ? arguments_.indexOf(rest) : -1;
    return first < 0 || arguments_[first + index] !== rest ? UNKNOWN : this.argumentAt(call, first + index);
  }

  /** The arguments of a call that what it calls calls in turn, now or later. */
  callbacksAt(call: ExprId): readonly ExprId[] {
    const { columns } = this;
    if (columns.listLength(columns.b(call)) === 0) return [];
    const declared = this.declaredAt(call);
    const bound = declared && this.mayCall(declared) ? this.bind(call, declared, -1) : undefined;
    if (!bound) return [];
    const { parameters } = bound.signature;
    const handsOn = parameters.some(({ kind, type }) => kind === 'rest' && type.op === TypeOp.rest);
    if (!handsOn && this.keepsIt(bound)) return [];
    return bound.arguments_.flatMap((parameter, at) => {
      const isCalled = parameter !== undefined && callablesOf(parameter.type).length > 0;
      return isCalled ? [columns.listValue(columns.b(call), at)] : [];
    });
  }

  /** Whether something takes anything that can be called. */
  private mayCall(declared: Declared): boolean {
    const { declaration } = declared;
    const known = this.callers.get(declaration);
    if (known !== undefined) return known;
    const mayCall = this.signaturesOf(declared).some(({ parameters }) =>
      parameters.some(({ type }) => holdsCallable(type)),
    );
    this.callers.set(declaration, mayCall);
    return mayCall;
  }

  private signaturesOf({ declaration, library }: Declared): readonly OutlineSignature[] {
    if (declaration.kind === 'function') return declaration.signatures;
    if (declaration.kind === 'variable') return callablesOf(declaration.type).map(signatureOf);
    if (declaration.kind !== 'class') return [];
    return library.rules.classes.constructors.flatMap((name) => {
      const of = { type: declaration, given: [], library };
      const found = this.evaluator.types.library.memberOf(of, name);
      return found?.member.kind === 'function' ? found.member.signatures : [];
    });
  }

  /** The argument that a call gives back, -1 for none. */
  givenBackAt(call: ExprId): ExprId {
    const declared = this.declaredAt(call);
    const bound = declared && this.bind(call, declared, -1);
    if (bound?.signature.result.op !== TypeOp.made) return NONE;
    const { result } = bound.signature;
    const at = bound.arguments_.findIndex(
      (parameter) => parameter?.type.op === TypeOp.made && parameter.type.index === result.index,
    );
    return at < 0 ? NONE : this.columns.listValue(this.columns.b(call), at);
  }

  /** Whether what a call gives is called instead of what it is given: a function with something around it. */
  private keepsIt({ signature, made, library }: BoundCall): boolean {
    const { result } = signature;
    if (result.op === TypeOp.callable) return true;
    const type =
      made?.type ?? (result.op === TypeOp.named ? library.outline.findDotted(result.name) : undefined);
    if (type?.kind !== 'class') return false;
    const { keepers } = library.said;
    return keepers.some((name) => this.evaluator.types.library.memberOf({ type, given: [], library }, name));
  }

  /** The function of the project that a call gives with something around it: a call of that calls the function. */
  private keptAt(call: ExprId, { arguments_, signature, made, library }: BoundCall): Value {
    const { result } = signature;
    if (!arguments_.some((parameter) => callablesOf(parameter?.type).length > 0)) return UNKNOWN;
    const type =
      made?.type ?? (result.op === TypeOp.named ? library.outline.findDotted(result.name) : undefined);
    let gives: OutlineType | undefined;
    if (result.op === TypeOp.callable) [gives] = result.parts;
    else if (type?.kind === 'class') {
      const { callMember } = library.rules.classes;
      const found = this.evaluator.types.library.memberOf({ type, given: [], library }, callMember);
      const given = found?.member.kind === 'function' ? found.member.signatures[0]?.result : undefined;
      // Type arguments of the class are those that the signature names.
      gives = given?.op === TypeOp.own && !made ? result.parts[given.index] : given;
    }
    if (!gives || (gives.op !== TypeOp.own && gives.op !== TypeOp.made)) return UNKNOWN;
    const { op, index } = gives;
    const at = arguments_.findIndex((parameter) =>
      callablesOf(parameter?.type).some(({ parts: [given] }) => given?.op === op && given.index === index),
    );
    const kept = at < 0 ? UNKNOWN : this.argumentAt(call, at);
    let functions = UNKNOWN;
    this.values.each(kept, (one) => {
      if (kindOf(one) === Kind.function) functions = this.values.join(functions, one);
    });
    return functions;
  }

  private declaredAt(call: ExprId): Declared | undefined {
    const { columns, evaluator } = this;
    const callee = columns.a(call);
    if (callee < 0) return undefined;
    const declared = this.declaredBy(call, evaluator.evaluate(callee));
    const canExtend = evaluator.rulesOf(columns.scopeOf(call)).names.extensionFunctions === true;
    // What the library adds to every type is no member of a class that has bases elsewhere.
    return declared || !canExtend ? declared : this.declaredBy(call, evaluator.calleeAt(call).type);
  }

  /** What declares something that is called: of an object the member by which it can be. */
  private declaredBy(call: ExprId, callee: Value): Declared | undefined {
    const { library } = this.evaluator.types;
    let object = callee;
    if (kindOf(callee) === Kind.external) {
      const declared = this.memberCalledAt(call) ?? library.find(callee);
      // A variable may hold an object that can be called.
      object = library.held(callee);
      if (declared?.declaration.kind !== 'variable' || !library.classOf(object)) return declared;
    }
    const type = library.classOf(object);
    const found = type && library.memberOf(type, type.library.rules.classes.callMember);
    if (!type || !found) return undefined;
    const within = { type: found.owner, given: found.given, library: type.library };
    return { declaration: found.member, within, library: type.library };
  }

  /** The signature that a call means; argument `but` is a function that is not looked at. */
  private bind(call: ExprId, declared: Declared, but: number): BoundCall | undefined {
    const { declaration, library } = declared;
    if (declaration.kind === 'class') {
      const made = { type: declaration, given: [], library };
      for (const name of library.rules.classes.constructors) {
        const found = this.evaluator.types.library.memberOf(made, name);
        if (found?.member.kind !== 'function') continue;
        const bound = this.choose(call, found.member.signatures, but, {
          library,
          within: made,
          made,
          receiver: UNKNOWN,
        });
        // A constructor of all classes says nothing of one.
        if (bound && bound.arguments_.length > 0) return bound;
      }
      return undefined;
    }
    return this.choose(call, this.signaturesOf(declared), but, {
      library,
      within: declared.within,
      made: undefined,
      receiver: this.receiverAt(call),
    });
  }

  /** The member of an instance that a call calls, with the class that declares it: the class itself may have one of its name. */
  private memberCalledAt(call: ExprId): Declared | undefined {
    const { columns } = this;
    const callee = columns.a(call);
    if (columns.op(callee) !== Op.member) return undefined;
    const { library: libraries } = this.evaluator.types;
    const around = libraries.classOf(this.objectAt(call));
    const found = around && libraries.memberOf(around, this.program.strings[columns.b(callee)]!);
    if (!found) return undefined;
    const { library } = around;
    return { declaration: found.member, within: { type: found.owner, given: found.given, library }, library };
  }

  /** What a member is called on. */
  private objectAt(call: ExprId): Value {
    const { columns, evaluator } = this;
    const callee = columns.a(call);
    if (columns.op(callee) !== Op.member) return UNKNOWN;
    const object = evaluator.types.library.held(evaluator.evaluateObject(columns.a(callee)));
    return this.holderOf(merged(evaluator.types, object), columns.b(callee));
  }

  /** A value, or what stands in for it where its class lacks a member. */
  private holderOf(value: Value, name: number): Value {
    const { library } = this.evaluator.types;
    let at = value;
    for (let steps = 0; steps < MAX_STAND_INS; steps++) {
      const type = library.classOf(at);
      const standIn = type?.library.rules.classes.standInMember;
      if (!type || standIn === undefined || library.memberOf(type, this.program.strings[name]!)) return at;
      const next = library.resultOf(at, standIn);
      if (next === UNKNOWN || next === at) return at;
      at = next;
    }
    return at;
  }

  /** The same as an instance. */
  private receiverAt(call: ExprId): Value {
    return asInstance(this.evaluator.types, this.objectAt(call));
  }

  private choose(
    call: ExprId,
    signatures: readonly OutlineSignature[],
    but: number,
    rest: Omit<BoundCall, 'signature' | 'arguments_'>,
  ): BoundCall | undefined {
    const fitting = signatures.flatMap((signature) => {
      const arguments_ = this.assign(call, signature);
      return arguments_ ? [{ signature, arguments_, ...rest }] : [];
    });
    if (fitting.length <= 1) return fitting[0];
    if (this.columns.hasSpread(this.columns.b(call))) {
      // How many there are is not known: what takes any number takes them.
      const open = fitting.find(({ signature }) => signature.parameters.some(({ kind }) => kind === 'rest'));
      if (open) return open;
    }
    if (this.evaluator.generics.writtenAt(call).length > 0) {
      const generic = fitting.filter(({ signature }) => isGeneric(signature));
      if (generic.length > 0) return generic.find((one) => this.accepts(call, one, but)) ?? generic.at(-1);
    }
    return fitting.find((one) => this.accepts(call, one, but)) ?? fitting.at(-1);
  }

  /** Whether an outline declares something external that takes as many arguments as a call has. */
  takesAsMany(call: ExprId, callee: Value): boolean {
    const declared = this.evaluator.types.library.find(callee);
    return (
      declared !== undefined &&
      this.signaturesOf(declared).some((signature) => this.assign(call, signature) !== undefined)
    );
  }

  /** The parameter of each argument; undefined when the call does not fit the signature. */
  private assign(
    call: ExprId,
    { parameters }: OutlineSignature,
  ): readonly (OutlineParameter | undefined)[] | undefined {
    const { columns } = this;
    const list = columns.b(call);
    const plain = parameters.filter(({ kind }) => kind === 'plain');
    const rest = parameters.find(({ kind }) => kind === 'rest');
    const namedRest = parameters.find(({ kind }) => kind === 'named rest');
    const taken: (OutlineParameter | undefined)[] = [];
    const given = new Set<OutlineParameter>();
    let position = 0;
    let isCounted = true;
    for (let at = 0; at < columns.listLength(list); at++) {
      const key = columns.listKey(list, at);
      let parameter: OutlineParameter | undefined;
      if (columns.isSpread(list, at)) {
        isCounted = false;
        parameter = rest;
      } else if (columns.isTypeArgument(list, at)) parameter = undefined;
      else if (key === 0) {
        parameter = isCounted ? (plain[position++] ?? rest) : undefined;
        if (!parameter && isCounted) return undefined;
      } else {
        const name = this.program.strings[key]!;
        parameter = parameters.find((one) => one.name === name && one.name !== '') ?? namedRest;
        if (!parameter) return undefined;
      }
      if (parameter) given.add(parameter);
      taken.push(parameter);
    }
    const isMissing = parameters.some(
      (one) => (one.kind === 'plain' || one.kind === 'named') && !one.isOptional && !given.has(one),
    );
    return isCounted && isMissing ? undefined : taken;
  }

  private accepts(call: ExprId, { arguments_, library, within }: BoundCall, but: number): boolean {
    return arguments_.every((parameter, at) => {
      if (!parameter) return true;
      // It is a function, whose parameters are asked for.
      if (at === but) return holdsCallable(parameter.type);
      const expression = this.columns.listValue(this.columns.b(call), at);
      if (this.columns.isSpread(this.columns.b(call), at))
        return this.takesValue(parameter.type, this.argumentAt(call, at), library);
      if (parameter.type.op === TypeOp.own)
        return this.mayBe(
          this.evaluator.evaluate(expression),
          within?.given[parameter.type.index] ?? UNKNOWN,
        );
      return this.takes(parameter.type, expression, library);
    });
  }

  /** Whether an argument may be what a type parameter stands for. */
  private mayBe(value: Value, known: Value): boolean {
    if (value === UNKNOWN || known === UNKNOWN) return true;
    const { types } = this.evaluator;
    let isOne = false;
    this.values.each(known, (wanted) => {
      const of = types.library.classOf(wanted);
      this.values.each(value, (one) => {
        const isBelow =
          kindOf(one) === Kind.instance &&
          kindOf(wanted) === Kind.instance &&
          types.evaluator.classes.lineage(payloadOf(one)).classes.includes(payloadOf(wanted));
        isOne ||=
          one === wanted || isBelow || (of !== undefined && types.library.classOf(one)?.type === of.type);
      });
    });
    return isOne;
  }

  /** Whether a type may take an argument; false only where that is known. */
  private takes(type: OutlineType, expression: ExprId, library: LoadedOutline): boolean {
    switch (type.op) {
      case TypeOp.constant:
        return false;
      case TypeOp.callable:
        // Whether a function gives a constant is not known.
        return (
          type.parts[0]!.op !== TypeOp.constant &&
          this.takesValue(type, this.evaluator.evaluate(expression), library)
        );
      case TypeOp.union:
        return type.parts.some((part) => this.takes(part, expression, library));
      case TypeOp.none:
        return expression < 0 || IS_NOTHING.has(this.columns.op(expression));
      default:
        return this.takesValue(type, this.evaluator.evaluate(expression), library);
    }
  }

  private takesValue(type: OutlineType, value: Value, library: LoadedOutline): boolean {
    let isTaken = value === UNKNOWN;
    this.values.each(value, (one) => (isTaken ||= this.takesOne(type, one, library)));
    return isTaken;
  }

  private takesOne(type: OutlineType, value: Value, library: LoadedOutline): boolean {
    const kind = kindOf(value);
    const { types } = this.evaluator;
    const of = types.library.classOf(value);
    if (type.op === TypeOp.callable) return !of;
    if (type.op === TypeOp.itself) return kind !== Kind.instance && !of;
    if (type.op !== TypeOp.named) return true;
    const target = library.outline.findDotted(type.name);
    if (target?.kind !== 'class') return true;
    if (of)
      return (
        types.library.argumentsAs(of, target.name) !== undefined ||
        (target.isProtocol && this.hasMembers(of, target.members())) ||
        types.library.hasAnyMember(of)
      );
    // A project's own class may be a class of the library by inheritance, or by its members, those that any name has among them.
    if (kind === Kind.instance)
      return (
        target.isProtocol ||
        types.library.mayInherit(value, target.name) ||
        (target.name === library.said.record && types.evaluator.membersOf(value) !== UNKNOWN)
      );
    return target.isProtocol || (kind !== Kind.function && kind !== Kind.class);
  }

  private hasMembers(of: OutlinedClass, names: Iterable<string>): boolean {
    return [...names].every((name) => this.evaluator.types.library.memberOf(of, name) !== undefined);
  }
}

/** Whether a function has type parameters of its own. */
function isGeneric({ result, parameters }: OutlineSignature): boolean {
  return namesMade(result) || parameters.some(({ type }) => namesMade(type));
}

function namesMade({ op, parts }: OutlineType): boolean {
  return op === TypeOp.made || parts.some(namesMade);
}

/** Whether a function can be given for a type. */
function holdsCallable(type: OutlineType): boolean {
  return callablesOf(type).length > 0;
}

function callablesOf(type: OutlineType | undefined): readonly OutlineType[] {
  if (!type) return [];
  if (type.op === TypeOp.callable) return [type];
  return type.op === TypeOp.union ? type.parts.flatMap(callablesOf) : [];
}

/** What can be called, as a signature. */
function signatureOf({ parts }: OutlineType): OutlineSignature {
  const [result, ...types] = parts;
  return {
    parameters: types.map((type) => ({
      name: '',
      type,
      isOptional: type.op === TypeOp.rest,
      kind: type.op === TypeOp.rest ? 'rest' : 'plain',
    })),
    result: result!,
  };
}
