// Type parameters: which ones a value still holds, and what they stand for at a site: by the type arguments of the
// receiver, along the bases of its class, and by the arguments of a call. Works on values; asks the evaluator for types.

import { BindingKind, Op, SPREAD, ScopeKind } from '../../facts/expressions.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NONE } from '../program/index.ts';
import type {
  BindingId,
  Columns,
  ExprId,
  ListId,
  NameId,
  Program,
  ScopeId,
  SymbolId,
} from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';
import {
  Kind,
  UNKNOWN,
  boundOfComputed,
  boundOfVariable,
  computed,
  instanceOf,
  isTuple,
  kindOf,
  lastName,
  makeValue,
  parametersNamed,
  payloadOf,
  spread,
  typeObject,
} from '../types/index.ts';
import type { Computation, TypeContext, Value, ValueTable } from '../types/index.ts';

/** Binding row of a type parameter → what it stands for. */
export type TypeArguments = Map<BindingId, Value>;

/** What is asked of the evaluator. */
export interface GenericEvaluator {
  evaluate(expression: ExprId): Value;
  member(value: Value, name: NameId): Value;
  bindingsIn(scope: ScopeId): readonly BindingId[];
  resultOf(value: Value): Value;
  signaturesOf(symbol: SymbolId): readonly SymbolId[];
  rulesOf(scope: ScopeId): LanguageRules;
  readonly bindCall: { placeOf(call: ExprId, symbol: SymbolId, argument: number): number };
  readonly contexts: {
    readonly passing: { boundParameters(symbol: SymbolId): number };
    typeOfParameter(symbol: SymbolId, index: number): ExprId;
    typeOfRest(symbol: SymbolId, index: number): ExprId;
  };
  readonly classes: {
    allBasesOf(symbol: SymbolId): readonly { readonly type: ExprId }[];
    lineage(symbol: SymbolId): { readonly classes: readonly number[] };
    readonly extensions: { of(symbol: SymbolId): readonly SymbolId[]; typeOf(extension: number): ExprId };
  };
  rulesOf(scope: ScopeId): LanguageRules;
  readonly types: TypeContext;
}

const MAX_DEPTH = 8;
const NO_GENERIC = { base: UNKNOWN, parameters: [] };

/** Binds type parameters. */
export class Generics {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly values: ValueTable;
  private readonly evaluator: GenericEvaluator;
  private readonly parametersOf = new Map<SymbolId, readonly BindingId[]>();
  /** Class → type parameters that its bases name, in languages where such are values. */
  private readonly namedBy = new Map<SymbolId, readonly BindingId[]>();
  private readonly open = new Map<number, boolean>();
  private readonly hasAny: boolean;

  constructor(
    program: Program,
    columns: Columns,
    scopes: ScopeIndex,
    values: ValueTable,
    evaluator: GenericEvaluator,
  ) {
    this.columns = columns;
    this.scopes = scopes;
    this.values = values;
    this.evaluator = evaluator;
    this.hasAny = program.files.some(({ language }) => language.rules.types.typeArguments === true);
  }

  /** Forgets what names meant, see Evaluator.forget. */
  forget(): void {
    this.namedBy.clear();
  }

  /** Whether a value still depends on what a type parameter stands for. */
  isOpen(value: Value): boolean {
    if (!this.hasAny) return false;
    const kind = kindOf(value);
    if (kind === Kind.parameter) return true;
    if (kind !== Kind.union && kind !== Kind.generic && kind !== Kind.callable) return false;
    const known = this.open.get(value);
    if (known !== undefined) return known;
    this.open.set(value, false);
    let isOpen = false;
    if (kind === Kind.union) this.values.each(value, (one) => (isOpen ||= this.isOpen(one)));
    else isOpen = this.values.getGeneric(value).parameters.some((one) => this.isOpen(one));
    this.open.set(value, isOpen);
    return isOpen;
  }

  /** The value with type parameters replaced by what they stand for; those that are not known stay. */
  substitute(value: Value, known: TypeArguments): Value {
    // That it is one text alone counts only where it is a key of something.
    return this.values.widened(this.replace(value, known));
  }

  private replace(value: Value, known: TypeArguments): Value {
    if (known.size === 0 || !this.isOpen(value)) return value;
    const { values } = this;
    switch (kindOf(value)) {
      case Kind.parameter:
        return known.get(payloadOf(value)) ?? value;
      case Kind.union: {
        let joined = UNKNOWN;
        values.each(value, (one) => (joined = values.join(joined, this.replace(one, known))));
        return joined;
      }
      default: {
        const { base, parameters } = values.getGeneric(value);
        if (kindOf(value) === Kind.callable)
          return values.generic(
            base,
            parameters.flatMap((one) => this.replaceTaken(one, known)),
            Kind.callable,
          );
        const parts = parameters.map((one) => this.replace(one, known));
        const how = values.computationOf(base);
        return how === undefined
          ? values.generic(
              base,
              parts.map((one) => values.widened(one)),
            )
          : computed(this.evaluator.types, how as Computation, parts);
      }
    }
  }

  /** What a function takes in place of one type: several, where it takes the items of that. */
  private replaceTaken(value: Value, known: TypeArguments): readonly Value[] {
    const { values } = this;
    const { base, parameters } = kindOf(value) === Kind.generic ? values.getGeneric(value) : NO_GENERIC;
    if (values.computationOf(base) !== SPREAD) return [this.replace(value, known)];
    return spread(this.evaluator.types, this.replace(parameters[0]!, known));
  }

  /** The type parameters of a class or function, in order. */
  typeParameters(symbol: SymbolId): readonly BindingId[] {
    let known = this.parametersOf.get(symbol);
    if (!known) this.parametersOf.set(symbol, (known = this.readTypeParameters(symbol)));
    return known.length > 0 ? known : this.parametersOfBases(symbol);
  }

  /** The type parameters that the bases of a class name: all of them those of a base that is there to list them. */
  private parametersOfBases(symbol: SymbolId): readonly BindingId[] {
    const { columns, evaluator } = this;
    const body = columns.symbol(symbol, 'body');
    if (body < 0 || columns.scopeKind(body) !== ScopeKind.class) return [];
    const { parameterBases } = evaluator.rulesOf(body).types;
    if (parameterBases === undefined) return [];
    const known = this.namedBy.get(symbol);
    if (known) return known;
    this.namedBy.set(symbol, []);
    const bases = evaluator.classes.allBasesOf(symbol).filter(({ type }) => columns.op(type) === Op.generic);
    const listing = bases.find(({ type }) => parameterBases.includes(lastName(evaluator.types, type)));
    const named = (listing ? [listing] : bases).flatMap(({ type }) => parametersNamed(evaluator.types, type));
    const parameters = [...new Set(named)];
    this.namedBy.set(symbol, parameters);
    return parameters;
  }

  private readTypeParameters(symbol: SymbolId): readonly BindingId[] {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    const isClass = body >= 0 && columns.scopeKind(body) === ScopeKind.class;
    const scope = isClass ? columns.scopeParent(body) : body;
    if (scope < 0 || (isClass && columns.scopeKind(scope) !== ScopeKind.block)) return [];
    return this.readIn(scope);
  }

  private readIn(scope: ScopeId): readonly BindingId[] {
    const { columns } = this;
    const { rows, first } = this.scopes;
    return [...rows.subarray(first[scope], first[scope + 1])]
      .filter((row) => columns.binding(row, 'kind') === BindingKind.typeParameter)
      .sort((a, b) => columns.binding(a, 'payload') - columns.binding(b, 'payload'));
  }

  /** What the type parameters of class `owner` stand for in a member of it that is read from `receiver`. */
  ofReceiver(receiver: Value, owner: SymbolId): TypeArguments {
    const known: TypeArguments = new Map();
    const isGeneric = kindOf(receiver) === Kind.generic;
    const base = isGeneric ? this.values.getGeneric(receiver).base : receiver;
    if (isGeneric && kindOf(base) === Kind.externalInstance) {
      // Only a class that adds to the type outside can have the member.
      const { parameters } = this.values.getGeneric(receiver);
      this.typeParameters(owner).forEach((row, index) => this.note(known, row, parameters[index]));
    }
    if (kindOf(base) === Kind.parameter || kindOf(base) === Kind.externalInstance)
      this.bindOwnType(owner, receiver, known);
    if (kindOf(base) !== Kind.instance) return known;
    const symbol = payloadOf(base);
    if (isGeneric) {
      const { parameters } = this.values.getGeneric(receiver);
      this.typeParameters(symbol).forEach((row, index) => this.note(known, row, parameters[index]));
      // Declarations that add up have the same type parameters, each its own.
      if (symbol !== owner && this.columns.symbol(symbol, 'name') === this.columns.symbol(owner, 'name'))
        this.typeParameters(owner).forEach((row, index) => this.note(known, row, parameters[index]));
    }
    if (symbol === owner) return known;
    const extended = this.byExtension(symbol, receiver, owner);
    return extended ?? this.alongBases(symbol, known, owner, 0);
  }

  /** The same for a member that an extension of the class declares, or an interface that it implements. */
  private byExtension(symbol: SymbolId, receiver: Value, owner: SymbolId): TypeArguments | undefined {
    const { classes, types } = this.evaluator;
    for (const extension of classes.extensions.of(symbol)) {
      const isOwner = extension === owner;
      if (!isOwner && !classes.lineage(extension).classes.includes(owner)) continue;
      const known: TypeArguments = new Map();
      this.unify(instanceOf(types, classes.extensions.typeOf(extension)), receiver, known, 0);
      if (isOwner) return known;
      const above = this.alongBases(extension, known, owner, 0);
      this.bindOwnType(owner, receiver, above);
      return above;
    }
    return undefined;
  }

  /** What stands for the type of any object of an interface is the receiver. */
  private bindOwnType(owner: SymbolId, receiver: Value, known: TypeArguments): void {
    const own = this.typeParameters(owner).at(-1);
    const name = own === undefined ? -1 : this.columns.binding(own, 'name');
    const { selfTypes } = this.evaluator.rulesOf(this.columns.symbol(owner, 'body')).types;
    if (name >= 0 && selfTypes.includes(this.evaluator.types.program.strings[name]!))
      known.set(own!, receiver);
  }

  /** What an alias with type parameters stands for when it is given `parameters`. */
  apply(alias: SymbolId, open: Value, parameters: readonly Value[]): Value {
    const known: TypeArguments = new Map();
    this.typeParameters(alias).forEach((row, index) => known.set(row, parameters[index] ?? UNKNOWN));
    return this.substitute(open, known);
  }

  private note(known: TypeArguments, row: BindingId, value: Value | undefined): void {
    if (value !== undefined && value !== UNKNOWN && value !== makeValue(Kind.parameter, row))
      known.set(row, this.values.join(known.get(row) ?? UNKNOWN, value));
  }

  private alongBases(symbol: SymbolId, known: TypeArguments, owner: SymbolId, depth: number): TypeArguments {
    const { columns, evaluator } = this;
    if (depth > MAX_DEPTH) return new Map();
    for (const { type } of evaluator.classes.allBasesOf(symbol)) {
      const base = typeObject(evaluator.types, type);
      if (kindOf(base) !== Kind.class) continue;
      const above = payloadOf(base);
      if (above !== owner && !evaluator.classes.lineage(above).classes.includes(owner)) continue;
      const next: TypeArguments = new Map();
      if (columns.op(type) === Op.generic) {
        const list = columns.b(type);
        this.typeParameters(above).forEach((row, index) => {
          const argument = columns.listValue(list, index);
          if (argument >= 0)
            this.note(next, row, this.substitute(instanceOf(evaluator.types, argument), known));
        });
      }
      return above === owner ? next : this.alongBases(above, next, owner, depth + 1);
    }
    return new Map();
  }

  /** The class that a function is a method of, -1 for none. */
  ownerOf(method: SymbolId): SymbolId {
    const { columns } = this;
    const receiver = columns.symbol(method, 'receiver');
    if (receiver >= 0) {
      const type = typeObject(this.evaluator.types, receiver);
      return kindOf(type) === Kind.class ? payloadOf(type) : NONE;
    }
    const body = columns.symbol(method, 'body');
    const around = body < 0 ? columns.symbol(method, 'scope') : columns.scopeParent(body);
    return around >= 0 && columns.scopeKind(around) === ScopeKind.class ? columns.scopeOwner(around) : NONE;
  }

  /**
   * What the type parameters of `callee`, a function or function type, stand for in a call of it. Argument number `but`
   * is not looked at: it is being asked for.
   */
  ofCall(call: ExprId, callee: Value, but = -1): TypeArguments {
    const { columns, values } = this;
    const known: TypeArguments = new Map();
    const list = columns.b(call);
    const written = this.readTypeArguments(call, callee);
    if (written) return written;
    const { calls, classes } = this.evaluator.rulesOf(columns.scopeOf(call));
    const isNamed = calls.namedArguments === true || classes.receiver === 'first-parameter';
    if (classes.receiver === 'first-parameter') this.bindReceiver(call, callee, known);
    const bind = (place: number, given: () => Value) => {
      for (const expected of this.parameterTypes(callee, place))
        if (this.isOpen(expected)) this.unify(expected, given(), known, 0);
    };
    const passed = (argument: ExprId) => {
      const value = this.evaluator.evaluate(argument);
      const text = columns.op(argument) === Op.literal ? columns.b(argument) : 0;
      return text > 0 ? values.textKey(value, this.evaluator.types.program.strings[text]!) : value;
    };
    const several = calls.spreadsResults === true && but < 0 ? this.severalIn(list) : [];
    several.forEach((one, place) => bind(place, () => one));
    if (several.length > 0) return known;
    for (let index = 0; index < columns.listLength(list); index++) {
      const argument = isNamed ? columns.listValue(list, index) : columns.positionalValue(list, index);
      if (index === but || argument < 0) continue;
      const place =
        isNamed && kindOf(callee) === Kind.function
          ? this.evaluator.bindCall.placeOf(call, payloadOf(callee), index)
          : index;
      bind(place, () => passed(argument));
    }
    return known;
  }

  /** The results of a lone argument that is a call with several, none otherwise. */
  private severalIn(list: ListId): readonly Value[] {
    const { columns, values, evaluator } = this;
    const argument = columns.listLength(list) === 1 ? columns.positionalValue(list, 0) : NONE;
    if (argument < 0 || columns.op(argument) !== Op.call) return [];
    const given = evaluator.evaluate(argument);
    if (kindOf(given) !== Kind.generic) return [];
    const { base, parameters } = values.getGeneric(given);
    return isTuple(evaluator.types, base) ? parameters : [];
  }

  /** The receiver of a method whose first parameter has a type that depends on it. */
  private bindReceiver(call: ExprId, callee: Value, known: TypeArguments): void {
    const { columns, evaluator } = this;
    const written = columns.a(call);
    if (kindOf(callee) !== Kind.function || columns.op(written) !== Op.member) return;
    const symbol = payloadOf(callee);
    const type = evaluator.contexts.typeOfParameter(symbol, 0);
    if (type < 0 || evaluator.contexts.passing.boundParameters(symbol) === 0) return;
    const expected = instanceOf(evaluator.types, type);
    if (this.isOpen(expected)) this.unify(expected, evaluator.evaluate(columns.a(written)), known, 0);
  }

  /** Type arguments that are written at the call. */
  private readTypeArguments(call: ExprId, callee: Value): TypeArguments | undefined {
    if (kindOf(callee) !== Kind.function && kindOf(callee) !== Kind.class) return undefined;
    let known: TypeArguments | undefined;
    const written = this.typesWrittenAt(call);
    if (written.length === 0) return undefined;
    for (const symbol of this.evaluator.signaturesOf(payloadOf(callee))) {
      this.typeParameters(symbol).forEach((row, index) => {
        if (index < written.length)
          this.note((known ??= new Map()), row, instanceOf(this.evaluator.types, written[index]!));
      });
    }
    return known;
  }

  /** The expressions of the type arguments at a call: `f<A>()`, or those by which the callee is indexed, `f[A]()`. */
  private typesWrittenAt(call: ExprId): ExprId[] {
    const { columns } = this;
    const list = columns.b(call);
    const written: ExprId[] = [];
    for (let index = 0; index < columns.listLength(list); index++)
      if (columns.isTypeArgument(list, index)) written.push(columns.listValue(list, index));
    const callee = columns.a(call);
    if (written.length > 0 || callee < 0 || columns.op(callee) !== Op.subscript) return written;
    const index = columns.b(callee);
    if (index < 0) return [];
    if (columns.op(index) !== Op.sequence) return [index];
    const several = columns.b(index);
    return Array.from({ length: columns.listLength(several) }, (_none, at) => columns.listValue(several, at));
  }

  /** The declared types of a parameter, one per signature. */
  private parameterTypes(callee: Value, index: number): Value[] {
    const { evaluator } = this;
    if (kindOf(callee) === Kind.callable)
      return [this.values.getGeneric(callee).parameters[index + 1] ?? UNKNOWN];
    if (kindOf(callee) !== Kind.function) return [];
    return evaluator.signaturesOf(payloadOf(callee)).map((signature) => {
      const type = evaluator.contexts.typeOfParameter(signature, index);
      return type < 0 ? this.elementOfRest(signature, index) : instanceOf(evaluator.types, type);
    });
  }

  /** The declared type of one of the arguments that a parameter takes as a sequence. */
  private elementOfRest(signature: SymbolId, index: number): Value {
    const { evaluator } = this;
    const type = evaluator.contexts.typeOfRest(signature, index);
    if (type < 0) return UNKNOWN;
    const sequence = instanceOf(evaluator.types, type);
    return kindOf(sequence) === Kind.generic
      ? (this.values.getGeneric(sequence).parameters[0] ?? UNKNOWN)
      : UNKNOWN;
  }

  /** What type parameters in `expected` stand for where `given` fits it. */
  partsFitting(expected: Value, given: Value): TypeArguments {
    const known: TypeArguments = new Map();
    this.unify(expected, given, known, 0);
    return known;
  }

  /** Notes what parameters in `expected` must stand for so that `given` fits. */
  private unify(expected: Value, given: Value, known: TypeArguments, depth: number): void {
    if (given === UNKNOWN || depth > MAX_DEPTH || !this.isOpen(expected)) return;
    const { values } = this;
    switch (kindOf(expected)) {
      case Kind.parameter:
        this.note(known, payloadOf(expected), given);
        return;
      case Kind.union:
        values.each(expected, (one) => {
          const isWrapped = kindOf(one) !== Kind.parameter;
          if (isWrapped === this.isCollection(given)) this.unify(one, given, known, depth + 1);
        });
        return;
      case Kind.callable:
        this.unifyCallable(expected, given, known, depth);
        return;
      default:
        if (!values.isComputed(expected))
          values.each(given, (one) => this.unifyGeneric(expected, one, known, depth));
        // What is waited for can be there already.
        else if (values.computationOf(values.getGeneric(expected).base) === 'awaited')
          this.unify(values.getGeneric(expected).parameters[0]!, given, known, depth + 1);
    }
  }

  private isCollection(value: Value): boolean {
    return (
      kindOf(value) === Kind.generic || kindOf(value) === Kind.callable || kindOf(value) === Kind.function
    );
  }

  private unifyCallable(expected: Value, given: Value, known: TypeArguments, depth: number): void {
    const { values, columns } = this;
    const { parameters } = values.getGeneric(expected);
    values.each(given, (one) => {
      const kind = kindOf(one);
      if (kind === Kind.callable) {
        values.getGeneric(one).parameters.forEach((part, index) => {
          if (index < parameters.length) this.unify(parameters[index]!, part, known, depth + 1);
        });
      } else if (kind === Kind.class) {
        this.unify(parameters[0]!, makeValue(Kind.instance, payloadOf(one)), known, depth + 1);
      } else if (kind === Kind.function && columns.symbol(payloadOf(one), 'body') >= 0) {
        this.unify(parameters[0]!, this.evaluator.resultOf(one), known, depth + 1);
      }
    });
  }

  private unifyGeneric(expected: Value, given: Value, known: TypeArguments, depth: number): void {
    const { values } = this;
    const wanted = values.getGeneric(expected);
    if (kindOf(wanted.base) === Kind.instance) {
      const owner = payloadOf(wanted.base);
      const declared = this.ofReceiver(given, owner);
      const isStructural = declared.size === 0 && kindOf(given) === Kind.object;
      const seen = isStructural ? (this.partsOfObject(owner, given) ?? declared) : declared;
      this.typeParameters(owner).forEach((row, index) => {
        const part = wanted.parameters[index];
        if (part !== undefined) this.unify(part, seen.get(row) ?? UNKNOWN, known, depth + 1);
      });
      return;
    }
    if (kindOf(given) !== Kind.generic) return;
    const { base, parameters } = values.getGeneric(given);
    if (kindOf(base) === Kind.instance) return;
    const isList = wanted.parameters.length === 1;
    parameters.forEach((part, index) => {
      const to = wanted.parameters[isList ? 0 : index];
      if (to !== undefined) this.unify(to, part, known, depth + 1);
    });
  }

  /** What the members of a type that is written member by member name of a value; undefined where none of them names any. */
  partsOfObject(symbol: SymbolId, value: Value): TypeArguments | undefined {
    const { columns, evaluator } = this;
    let parts: TypeArguments | undefined;
    for (const row of evaluator.bindingsIn(columns.symbol(symbol, 'body'))) {
      const declared = this.declaredType(row);
      if (!this.isOpen(declared)) continue;
      parts ??= new Map();
      const held = evaluator.member(value, columns.binding(row, 'name'));
      for (const [one, part] of this.partsFitting(declared, held)) this.note(parts, one, part);
    }
    return parts;
  }

  /** The type that a member is declared with: of a method what it takes and gives. */
  private declaredType(row: BindingId): Value {
    const { columns, evaluator } = this;
    const type = columns.binding(row, 'type');
    if (type >= 0) return instanceOf(evaluator.types, type);
    const symbol = columns.binding(row, 'symbol');
    if (symbol < 0 || columns.symbol(symbol, 'body') < 0) return UNKNOWN;
    return columns.scopeKind(columns.symbol(symbol, 'body')) === ScopeKind.class
      ? UNKNOWN
      : this.signatureOf(makeValue(Kind.function, symbol));
  }

  /** What a function takes and gives, as a type. */
  signatureOf(callee: Value): Value {
    const parts = [this.evaluator.resultOf(callee), ...this.evaluator.types.evaluator.parametersOf(callee)];
    return this.values.generic(UNKNOWN, parts, Kind.callable);
  }

  /** An instance of a class with what its type parameters stand for in a call that makes it. */
  instantiate(instance: Value, call: ExprId, constructor: Value): Value {
    if (kindOf(instance) !== Kind.instance) return instance;
    const symbol = payloadOf(instance);
    const parameters = this.hasAny ? this.typeParameters(symbol) : [];
    if (parameters.length === 0) return instance;
    const written = this.readTypeArguments(call, makeValue(Kind.class, symbol));
    const known = written ?? this.ofCall(call, constructor);
    if (known.size === 0) return instance;
    return this.values.generic(
      instance,
      parameters.map((row) => this.values.widened(known.get(row) ?? UNKNOWN)),
    );
  }

  /** The type arguments that are written at a call, as they stand. */
  writtenAt(call: ExprId): Value[] {
    return this.typesWrittenAt(call).map((type) => instanceOf(this.evaluator.types, type));
  }

  /** The type within whose bound a type parameter stands. */
  boundOf(parameter: Value): Value {
    if (this.values.isComputed(parameter)) return boundOfComputed(this.evaluator.types, parameter);
    if (payloadOf(parameter) < 0) return boundOfVariable(this.evaluator.types, payloadOf(parameter));
    const type = this.columns.binding(payloadOf(parameter), 'type');
    return type < 0 ? UNKNOWN : instanceOf(this.evaluator.types, type);
  }
}
