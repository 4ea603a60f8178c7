// What the outlines of libraries say, as values: which class a value is of, what its members are, what a type stands for once
// its parameters are known, and what they must be for a value to be of a type. Calls are bound in calls/outlinedCalls.ts.

import type { InstalledOutline, LanguageRules } from '../../languages/language.ts';
import { OF_CLASS, Outline, TypeOp, WHOLE } from '../library/index.ts';
import type {
  Declaration,
  OutlineClass,
  OutlineMember,
  OutlineSignature,
  OutlineType,
} from '../library/index.ts';
import type { NameId, Program, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { Value, ValueTable } from './values.ts';

/** Types within types are followed so far. */
const MAX_DEPTH = 12;

/** What outlines ask of the program. */
export interface LibraryProgram {
  readonly values: ValueTable;
  readonly program: Program;
  readonly evaluator: {
    readonly classes: { lineage(symbol: SymbolId): { readonly external: Value } };
    resultOf(value: Value): Value;
    returned(symbol: SymbolId, receiver?: Value): Value;
    member(value: Value, name: NameId): Value;
    /** What iterating over any value gives. */
    elementsOf(value: Value): Value;
    /** What the members of an object hold. */
    membersOf(value: Value): Value;
  };
}

/** What type parameters stand for: those of the class, those of the function, and the receiver. */
export interface Bindings {
  readonly own: Value[];
  readonly made: Value[];
  readonly receiver: Value;
}

/** A class of an outline with its type arguments. */
export interface OutlinedClass {
  readonly type: OutlineClass;
  readonly given: readonly Value[];
  readonly library: LoadedOutline;
}

/** Something that an outline declares; a member with the class that was asked for it. */
export interface Declared {
  readonly declaration: Declaration;
  readonly within: OutlinedClass | undefined;
  readonly library: LoadedOutline;
}

/** A member with the type arguments of the class that declares it. */
interface FoundMember {
  readonly member: OutlineMember;
  readonly owner: OutlineClass;
  readonly given: readonly Value[];
}

/** An outline, and what its language says of it. */
export interface LoadedOutline {
  readonly outline: Outline;
  readonly rules: LanguageRules;
  readonly said: NonNullable<LanguageRules['library']['outline']>;
}

/** Outlines stay as they are: each is read once in a thread, with what was last installed beside a project. */
const loaded = new Map<
  () => string,
  { readonly installed: InstalledOutline | undefined; readonly outline: Outline }
>();

/** The outlines of the languages of a program. */
export class Library {
  private readonly types: LibraryProgram;
  /** Family of languages → the outlines of what comes with them; of their built-in package likewise. */
  private readonly outlines = new Map<string, LoadedOutline[]>();
  private readonly builtIn = new Map<string, LoadedOutline>();
  /** External number → what declares it, undefined for nothing. */
  private readonly declared = new Map<number, Declared | undefined>();
  /** Class → what is sought → the bases that lead there. */
  private readonly ways = new Map<OutlineClass, Map<string, readonly OutlineType[] | undefined>>();
  private depth = 0;

  /** `installedFor`: what packages declare that are installed for a family of languages. */
  constructor(
    types: LibraryProgram,
    languages: ReadonlySet<LanguageRules>,
    installedFor: (rules: LanguageRules) => InstalledOutline | undefined,
  ) {
    this.types = types;
    for (const rules of languages) {
      const { outline: said, builtinPackage } = rules.library;
      const beside = this.outlines.get(rules.family) ?? [];
      if (!said || beside.some((one) => one.said.load === said.load)) continue;
      let outline: Outline | undefined;
      const known: LoadedOutline = {
        // Read when something is looked up in it.
        get outline() {
          return (outline ??= loadOutline(rules, said, installedFor(rules)));
        },
        rules,
        said,
      };
      this.outlines.set(rules.family, [...beside, known]);
      this.builtIn.set(builtinPackage, known);
    }
  }

  /** What a value of the library of another language is for one that has a type of its own in the place of its type. */
  ownType(value: Value, rules: LanguageRules): Value {
    const twins = rules.types.conversions?.twins;
    const kind = kindOf(value);
    if (!twins || (kind !== Kind.externalInstance && kind !== Kind.generic && kind !== Kind.callable))
      return value;
    const { values } = this.types;
    if (kind !== Kind.externalInstance) {
      const { base, parameters } = values.getGeneric(value);
      const own = parameters.map((one) => this.ownType(one, rules));
      const ownBase = this.ownType(base, rules);
      const isSame = ownBase === base && own.every((one, at) => one === parameters[at]);
      return isSame ? value : values.generic(ownBase, own, kind);
    }
    const { package: from, symbol } = values.getExternal(value);
    const twin = twins.get(`${from}.${symbol}`);
    if (twin === undefined) return value;
    const colon = twin.indexOf(':');
    const home = colon < 0 ? rules.library.builtinPackage : twin.slice(0, colon);
    const own = externalOf(values, rules, home, twin.slice(colon + 1));
    return makeValue(Kind.externalInstance, payloadOf(own));
  }

  /** What declares something external or the class of an external instance; undefined when no outline does. */
  find(value: Value): Declared | undefined {
    const id = payloadOf(value);
    if (this.declared.has(id)) return this.declared.get(id);
    this.declared.set(id, undefined);
    const found = this.search(value);
    this.declared.set(id, found);
    return found;
  }

  /** The package of a language's library that is called so, or whose name goes on from there; unknown when there is none. */
  packageCalled(rules: LanguageRules, name: string): Value {
    const isKnown = (this.outlines.get(rules.family) ?? []).some(({ outline }) =>
      outline.hasModuleBelow(name),
    );
    return isKnown ? this.outside(rules, name, '') : UNKNOWN;
  }

  /** What a package of the library of some languages declares under a name, unknown for nothing. */
  declaredIn(family: string, packageName: string, name: string): Value {
    for (const { rules } of this.outlines.get(family) ?? []) {
      const member = this.outside(rules, packageName, name);
      if (this.find(member)) return member;
    }
    return UNKNOWN;
  }

  private outside({ family, library }: LanguageRules, packageName: string, symbol: string): Value {
    return this.types.values.external(
      packageName,
      symbol,
      packageName === library.builtinPackage ? '' : family,
    );
  }

  /** What a package outside has under a name: a package within it, or anything else. */
  memberOfPackage(rules: LanguageRules, value: Value, name: string): Value {
    const { package: packageName, symbol } = this.types.values.getExternal(value);
    const inner = symbol === '' ? this.packageCalled(rules, `${packageName}.${name}`) : UNKNOWN;
    return inner === UNKNOWN ? this.types.values.externalMember(value, name) : inner;
  }

  private search(value: Value): Declared | undefined {
    const { package: packageName, symbol, family } = this.types.values.getExternal(value);
    const builtIn = this.builtIn.get(packageName);
    const libraries = family !== '' ? this.outlines.get(family) : builtIn && [builtIn];
    const full = symbol === '' ? packageName : `${packageName}.${symbol}`;
    for (const library of libraries ?? []) {
      const found = this.searchIn(library, library.said.otherNames?.[full] ?? full);
      if (found) return found;
    }
    return undefined;
  }

  /** Follows a dotted name from the longest module that it begins with. */
  private searchIn(library: LoadedOutline, full: string): Declared | undefined {
    const { outline } = library;
    let end = full.length;
    while (end > 0 && !outline.hasModule(full.slice(0, end))) end = full.lastIndexOf('.', end - 1);
    if (end <= 0) return undefined;
    const module = full.slice(0, end);
    let found: Declared = { declaration: { kind: 'module', name: module }, within: undefined, library };
    if (end === full.length) {
      const dot = full.lastIndexOf('.');
      // A package may have something of its own by the name of a module within it.
      const beside = dot < 0 ? undefined : outline.find(full.slice(0, dot), full.slice(dot + 1));
      const declaration = beside && beside.kind !== 'module' ? beside : outline.find(module, WHOLE);
      return declaration ? { declaration, within: undefined, library } : found;
    }
    for (const part of full.slice(end + 1).split('.')) {
      const next = this.memberOfDeclared(found, part);
      if (!next) return undefined;
      found = next;
    }
    return found;
  }

  private memberOfDeclared({ declaration, within, library }: Declared, name: string): Declared | undefined {
    if (declaration.kind === 'module') {
      const found = library.outline.find(declaration.name, name);
      if (found) return { declaration: found, within: undefined, library };
      const whole = library.outline.find(declaration.name, WHOLE);
      if (!whole || whole.kind === 'module') return undefined;
      return this.memberOfDeclared({ declaration: whole, within: undefined, library }, name);
    }
    const type =
      declaration.kind === 'class'
        ? { type: declaration, given: [], library }
        : declaration.kind === 'variable'
          ? this.classOf(this.valueOf(declaration.type, bindingsOf(within), library))
          : undefined;
    const own = declaration.kind === 'class' ? this.memberOf(type!, OF_CLASS + name) : undefined;
    const found = own ?? (type && this.memberOf(type, name));
    return found && { declaration: found.member, within: type, library };
  }

  /** An instance of something external: of a class by the name under which it is declared. */
  instanceOf(value: Value): Value {
    const declared = this.find(value);
    if (declared?.declaration.kind !== 'class') return makeValue(Kind.externalInstance, payloadOf(value));
    const instance = instanceNamed(this.types, declared.declaration.name, declared.library);
    // What one with type parameters is called with is told once these are given.
    return declared.declaration.parameters === 0 ? this.asCallable(instance) : instance;
  }

  /** What a type of functions is called with and gives; other values as they are. */
  asCallable(value: Value): Value {
    const of = this.classOf(value);
    const said = of?.library.said.functionTypes;
    if (!of || !said || of.type.name === said.base || !this.argumentsAs(of, said.base)) return value;
    return this.callableBy(of, said.member) ?? value;
  }

  /** What a function is called with and gives that stands for an object of the library, undefined where none can. */
  functionFor(value: Value): Value | undefined {
    const of = this.classOf(value);
    const member = of?.library.said.functionalTypes?.[of.type.name];
    return of && member !== undefined ? this.callableBy(of, member) : undefined;
  }

  private callableBy(of: OutlinedClass, member: string): Value | undefined {
    const found = this.memberOf(of, member);
    const [signature] = found?.member.kind === 'function' ? found.member.signatures : [];
    if (!found || !signature) return undefined;
    const bindings = { own: [...found.given], made: [], receiver: UNKNOWN };
    const parts = [signature.result, ...signature.parameters.map(({ type }) => type)];
    return this.types.values.generic(
      UNKNOWN,
      parts.map((part) => this.valueOf(part, bindings, of.library)),
      Kind.callable,
    );
  }

  /** The class that a value is an instance of, where an outline declares it. */
  classOf(value: Value): OutlinedClass | undefined {
    const kind = kindOf(value);
    const generic = kind === Kind.generic ? this.types.values.getGeneric(value) : undefined;
    const base = generic?.base ?? value;
    if (kindOf(base) !== Kind.externalInstance) return undefined;
    const found = this.find(base);
    if (found?.declaration.kind !== 'class') return undefined;
    const { declaration: type, library } = found;
    if (!generic) return { type, given: [], library };
    const { parameters } = generic;
    // A list or tuple may know the type of each of its elements.
    const given =
      type.parameters === 1 && parameters.length > 1
        ? [parameters.reduce((all, one) => this.types.values.join(all, one), UNKNOWN)]
        : parameters;
    return { type, given, library };
  }

  /** A member of a class, its own or of the first base that has it. */
  memberOf(of: OutlinedClass, name: string): FoundMember | undefined {
    const way = this.wayTo(of, name, (type) => type.member(name) !== undefined);
    if (!way) return undefined;
    const { type, given } = this.follow(of, way);
    return { member: type.member(name)!, owner: type, given };
  }

  /** Whether the objects of something external are known not to have a member. */
  lacks(value: Value, name: string): boolean {
    const type = this.classOf(makeValue(Kind.externalInstance, payloadOf(value)));
    if (!type || this.memberOf(type, name) || this.hasAnyMember(type)) return false;
    return !this.mayHide(type, name);
  }

  /** Whether a class may have a private member that an outline leaves out: one of its own language, or without members, has none. */
  private mayHide(of: OutlinedClass, name: string): boolean {
    const { classes, library, publication } = of.library.rules;
    if (publication.privateNames?.test(name) !== true) return false;
    if (classes.implicitMembers?.test(name) === true) return true;
    const hides = (type: OutlineClass) =>
      !type.name.startsWith(`${library.builtinPackage}.`) &&
      [...type.members()].some((member) => classes.implicitMembers?.test(member) !== true);
    return this.wayTo(of, ':_', hides) !== undefined;
  }

  /** The type arguments of a class as one of its bases; undefined when it is none. */
  argumentsAs(of: OutlinedClass, name: string): readonly Value[] | undefined {
    const way = this.wayTo(of, `:${name}`, (type) => type.name === name);
    return way && this.follow(of, way).given;
  }

  /** Whether anything may be a member of a class: of some nobody says what they have. */
  hasAnyMember(of: OutlinedClass): boolean {
    const isOpen = ({ bases }: OutlineClass) => bases.some((base) => !baseOf(base, of.library));
    return this.wayTo(of, ':', isOpen) !== undefined;
  }

  /**
   * The bases that lead from a class to the first of which `isIt` holds; `key` names what is sought: a member by its name,
   * which may be that of an operator, and anything else behind a colon.
   */
  private wayTo(
    { type, library }: OutlinedClass,
    key: string,
    isIt: (type: OutlineClass) => boolean,
  ): readonly OutlineType[] | undefined {
    let ways = this.ways.get(type);
    if (!ways) this.ways.set(type, (ways = new Map()));
    if (ways.has(key)) return ways.get(key);
    const way = search(type, library, isIt, 0);
    ways.set(key, way);
    return way;
  }

  private follow(of: OutlinedClass, way: readonly OutlineType[]): OutlinedClass {
    let at = of;
    for (const base of way) {
      const bindings = { own: [...at.given], made: [], receiver: UNKNOWN };
      at = {
        type: baseOf(base, of.library)!,
        given: base.parts.map((part) => this.valueOf(part, bindings, of.library)),
        library: of.library,
      };
    }
    return at;
  }

  /** What a member of an instance gives when it is called without arguments; unknown when it cannot be. */
  resultOf(value: Value, name: string | undefined): Value {
    const type = name === undefined ? undefined : this.classOf(value);
    const found = type && this.memberOf(type, name!);
    const [signature] = found?.member.kind === 'function' ? found.member.signatures : [];
    if (!type || !found || !signature) return UNKNOWN;
    return this.valueOf(signature.result, { own: [...found.given], made: [], receiver: value }, type.library);
  }

  /** What parameter `index` of a member of an instance is; unknown when it has none. */
  parameterOf(value: Value, name: string, index: number): Value {
    const type = this.classOf(value);
    const found = type && this.memberOf(type, name);
    const [signature] = found?.member.kind === 'function' ? found.member.signatures : [];
    const parameter = signature?.parameters[index];
    if (!type || !found || !parameter) return UNKNOWN;
    return this.valueOf(parameter.type, { own: [...found.given], made: [], receiver: value }, type.library);
  }

  /** What a variable or field holds whose member is read. */
  fieldOf(value: Value, name: string): Value {
    const type = this.classOf(value);
    const found = type && this.memberOf(type, name);
    if (!type || found?.member.kind !== 'variable') return UNKNOWN;
    return this.valueOf(
      found.member.type,
      { own: [...found.given], made: [], receiver: value },
      type.library,
    );
  }

  /**
   * What reading a field gives that holds `value`, of an object or of the class itself, where its class says what; undefined
   * where reading gives what is held.
   */
  readThrough(value: Value, isOfClass: boolean): Value | undefined {
    const type = this.classOf(value);
    const { readMember } = type?.library.rules.classes ?? {};
    const found = type && readMember !== undefined ? this.memberOf(type, readMember) : undefined;
    if (!type || found?.member.kind !== 'function') return undefined;
    const { signatures } = found.member;
    const isMeant = ({ parameters }: OutlineSignature) =>
      (parameters[0]?.type.op === TypeOp.none) === isOfClass;
    // The one for any object stands last.
    const signature = signatures.findLast(isMeant) ?? (signatures.length === 1 ? signatures[0] : undefined);
    if (!signature || signature.result.op === TypeOp.untold || signature.result.op === TypeOp.unknown)
      return undefined;
    return this.valueOf(signature.result, { own: [...found.given], made: [], receiver: value }, type.library);
  }

  /** What something external holds that is a variable; other values as they are. */
  held(value: Value): Value {
    if (kindOf(value) !== Kind.external) return value;
    const found = this.find(value);
    if (found?.declaration.kind !== 'variable' || found.declaration.type.op === TypeOp.untold) return value;
    return this.valueOf(found.declaration.type, bindingsOf(found.within), found.library);
  }

  /**
   * What iterating over an instance of a class of the library gives, `isAsync` in a loop that waits; undefined for other values.
   */
  iterated(value: Value, isAsync = false): Value | undefined {
    const held = this.held(value);
    const type = this.classOf(held);
    if (!type) return undefined;
    const { iterable, asyncIterable } = type.library.said;
    const ofAsync = () => (asyncIterable === undefined ? undefined : this.argumentsAs(type, asyncIterable));
    const given = isAsync
      ? (ofAsync() ?? this.argumentsAs(type, iterable))
      : (this.argumentsAs(type, iterable) ?? ofAsync());
    if (given) return given[0] ?? UNKNOWN;
    const { protocolMembers } = type.library.rules.classes;
    const iterator = this.resultOf(held, protocolMembers?.iterate);
    if (iterator !== UNKNOWN) return this.resultOf(iterator, protocolMembers?.next);
    const step = this.resultOf(
      this.resultOf(held, protocolMembers?.iterateAsync),
      protocolMembers?.nextAsync,
    );
    return this.awaited(step) ?? step;
  }

  /** What waiting for an instance of a class of the library gives; undefined for other values. */
  awaited(value: Value): Value | undefined {
    const type = this.classOf(value);
    if (!type) return undefined;
    const { awaitable } = type.library.said;
    const given = awaitable === undefined ? undefined : this.argumentsAs(type, awaitable);
    return given ? (given[0] ?? UNKNOWN) : value;
  }

  /** What stands under an index of an instance of a class of the library, unknown for other values. */
  subscripted(value: Value): Value {
    const held = this.held(value);
    return this.resultOf(held, this.classOf(held)?.library.rules.classes.protocolMembers?.subscript);
  }

  /** What entering an instance of a class of the library gives, `isAsync` by a statement that waits; undefined for other values. */
  entered(value: Value, isAsync = false): Value | undefined {
    const held = this.held(value);
    const type = this.classOf(held);
    const names = type?.library.rules.classes.protocolMembers;
    const both = [names?.enter, names?.enterAsync];
    const name = (isAsync ? both.toReversed() : both).find(
      (one) => type && one !== undefined && this.memberOf(type, one),
    );
    return name === undefined ? undefined : this.resultOf(held, name);
  }

  /** An instance of what a type stands for; unknown where it says nothing or nobody knows its parameters. */
  valueOf(type: OutlineType, bindings: Bindings, library: LoadedOutline): Value {
    if (this.depth > MAX_DEPTH) return UNKNOWN;
    this.depth++;
    const value = this.makeValue(type, bindings, library);
    this.depth--;
    return value;
  }

  private makeValue(type: OutlineType, bindings: Bindings, library: LoadedOutline): Value {
    const { values } = this.types;
    const of = (part: OutlineType) => this.valueOf(part, bindings, library);
    switch (type.op) {
      case TypeOp.own:
        return bindings.own[type.index] ?? UNKNOWN;
      case TypeOp.made:
        return this.madeValue(type, bindings, of);
      case TypeOp.receiver:
        return bindings.receiver;
      case TypeOp.union:
        return type.parts.reduce((all, part) => values.join(all, of(part)), UNKNOWN);
      case TypeOp.awaited: {
        let given = UNKNOWN;
        values.each(of(type.parts[0]!), (one) => (given = values.join(given, this.awaited(one) ?? one)));
        return given;
      }
      case TypeOp.itself: {
        const value = of(type.parts[0]!);
        if (kindOf(value) === Kind.instance) return makeValue(Kind.class, payloadOf(value));
        return kindOf(value) === Kind.externalInstance ? makeValue(Kind.external, payloadOf(value)) : UNKNOWN;
      }
      case TypeOp.callable: {
        const parts = type.parts.map(of);
        return parts.some((part) => part !== UNKNOWN)
          ? values.generic(type.index === 1 ? values.receiverMark : UNKNOWN, parts, Kind.callable)
          : UNKNOWN;
      }
      case TypeOp.named:
        return this.namedValue(type, of, library);
      default:
        return UNKNOWN;
    }
  }

  private madeValue(
    { index, parts: [otherwise] }: OutlineType,
    { made }: Bindings,
    of: (part: OutlineType) => Value,
  ): Value {
    const known = made[index] ?? UNKNOWN;
    return known === UNKNOWN && otherwise ? of(otherwise) : known;
  }

  /** What a name with type arguments stands for that is a name for another type; undefined for other values. */
  applied(value: Value, given: readonly Value[]): Value | undefined {
    const declared = this.find(value);
    if (declared?.declaration.kind !== 'alias') return undefined;
    return this.valueOf(
      declared.declaration.type,
      { own: [...given], made: [], receiver: UNKNOWN },
      declared.library,
    );
  }

  private namedValue(
    type: OutlineType,
    of: (part: OutlineType) => Value,
    loadedOutline: LoadedOutline,
  ): Value {
    const { library } = loadedOutline.rules;
    const found = loadedOutline.outline.findDotted(type.name);
    if (found?.kind !== 'class') return UNKNOWN;
    const isTuple = library.tupleTypes.some((name) => found.name === `${library.builtinPackage}.${name}`);
    // As many elements as there are is a list.
    const isCounted = !isTuple || type.parts.at(-1)?.op !== TypeOp.rest;
    const parts = (isCounted ? type.parts : type.parts.slice(0, 1)).map(of);
    if (parts.every((part) => part === UNKNOWN)) return instanceNamed(this.types, found.name, loadedOutline);
    const name = isCounted ? found.name : `${library.builtinPackage}.${library.listType}`;
    return this.types.values.generic(instanceNamed(this.types, name, loadedOutline), parts);
  }

  /** Notes what type parameters stand for when `value` is of a type. */
  bind(type: OutlineType, value: Value, bindings: Bindings, library: LoadedOutline): void {
    if (!type.isOpen || value === UNKNOWN || this.depth > MAX_DEPTH) return;
    this.depth++;
    this.bindType(type, value, bindings, library);
    this.depth--;
  }

  private bindType(type: OutlineType, value: Value, bindings: Bindings, library: LoadedOutline): void {
    const { values, evaluator } = this.types;
    switch (type.op) {
      case TypeOp.own:
        bindings.own[type.index] = values.join(bindings.own[type.index] ?? UNKNOWN, value);
        break;
      case TypeOp.made:
        bindings.made[type.index] = values.join(bindings.made[type.index] ?? UNKNOWN, value);
        break;
      case TypeOp.itself:
        values.each(value, (one) => {
          if (kindOf(one) === Kind.class)
            this.bind(type.parts[0]!, makeValue(Kind.instance, payloadOf(one)), bindings, library);
          else if (kindOf(one) === Kind.external)
            this.bind(type.parts[0]!, makeValue(Kind.externalInstance, payloadOf(one)), bindings, library);
        });
        break;
      case TypeOp.callable:
        if (type.parts[0]!.isOpen) this.bind(type.parts[0]!, evaluator.resultOf(value), bindings, library);
        break;
      case TypeOp.union: {
        // What a part with a form takes is not for a part that takes anything.
        const before = bindings.made.join() + bindings.own.join();
        for (const part of type.parts) if (!isBare(part)) this.bind(part, value, bindings, library);
        if (bindings.made.join() + bindings.own.join() !== before) break;
        for (const part of type.parts) if (isBare(part)) this.bind(part, value, bindings, library);
        break;
      }
      case TypeOp.named:
        values.each(value, (one) => this.bindNamed(type, one, bindings, library));
        break;
      default:
    }
  }

  private bindNamed(type: OutlineType, value: Value, bindings: Bindings, library: LoadedOutline): void {
    const target = library.outline.findDotted(type.name);
    if (target?.kind !== 'class') return;
    const parts = this.positions(target, type, value, library);
    if (parts) {
      parts.forEach((part, index) => {
        const at = type.parts[index];
        if (at) this.bind(at, part, bindings, library);
      });
      return;
    }
    if (target.name === library.said.record) {
      this.bind(type.parts[1]!, this.types.evaluator.membersOf(value), bindings, library);
      return;
    }
    if (target.name === library.said.iterable) {
      this.bind(type.parts[0]!, this.types.evaluator.elementsOf(value), bindings, library);
      return;
    }
    if (target.name === library.said.awaitable) {
      this.bind(type.parts[0]!, this.awaited(value) ?? value, bindings, library);
      return;
    }
    if (target.name === library.said.coroutine) {
      this.bind(type.parts.at(-1)!, this.awaited(value) ?? value, bindings, library);
      return;
    }
    if (this.isEntered(target, value, library)) {
      this.bind(type.parts[0]!, this.types.evaluator.elementsOf(value), bindings, library);
      return;
    }
    if (target.isProtocol) this.bindProtocol(target, type, value, bindings, library);
  }

  /** Whether a generator stands where something is meant that is entered: it was made a context manager of what it yields. */
  private isEntered({ name }: OutlineClass, value: Value, { rules, said }: LoadedOutline): boolean {
    const { enteredGenerics } = rules.types;
    if (enteredGenerics?.includes(name.slice(name.lastIndexOf('.') + 1)) !== true) return false;
    const of = kindOf(value) === Kind.generic ? this.classOf(value) : undefined;
    return [said.iterable, said.asyncIterable].some(
      (one) => of !== undefined && one !== undefined && this.argumentsAs(of, one) !== undefined,
    );
  }

  /** The type arguments of a value as a class: of a tuple the type of each element. */
  private positions(
    target: OutlineClass,
    type: OutlineType,
    value: Value,
    { rules: { library } }: LoadedOutline,
  ): readonly Value[] | undefined {
    const isTuple = library.tupleTypes.some((name) => target.name === `${library.builtinPackage}.${name}`);
    const of = this.classOf(value);
    // What is written as a list may be meant as a tuple.
    const isList =
      isTuple && library.listTypes.some((name) => of?.type.name === `${library.builtinPackage}.${name}`);
    if (isList && kindOf(value) === Kind.generic) {
      const { parameters } = this.types.values.getGeneric(value);
      if (parameters.length > 1) return parameters;
    }
    if (isTuple && of?.type === target && type.parts.at(-1)?.op !== TypeOp.rest)
      return kindOf(value) === Kind.generic ? this.types.values.getGeneric(value).parameters : [];
    return of && this.argumentsAs(of, target.name);
  }

  /** What has the members of a protocol tells by what they give. */
  private bindProtocol(
    target: OutlineClass,
    type: OutlineType,
    value: Value,
    bindings: Bindings,
    library: LoadedOutline,
  ): void {
    const own: Bindings = { own: [], made: [], receiver: UNKNOWN };
    for (const name of target.members()) {
      const member = target.member(name);
      const [signature] = member?.kind === 'function' ? member.signatures : [];
      if (signature?.result.isOpen === true)
        this.bind(signature.result, this.gives(value, name), own, library);
    }
    type.parts.forEach((part, index) => this.bind(part, own.own[index] ?? UNKNOWN, bindings, library));
  }

  /** Whether an instance of a class of the project may be one of a class of the library. */
  mayInherit(value: Value, name: string): boolean {
    const { external } = this.types.evaluator.classes.lineage(payloadOf(value));
    if (external === UNKNOWN) return false;
    const of = this.classOf(makeValue(Kind.externalInstance, payloadOf(external)));
    return !of || this.argumentsAs(of, name) !== undefined || this.hasAnyMember(of);
  }

  /** What a member of a value gives, of the library or of the project. */
  private gives(value: Value, name: string): Value {
    if (this.classOf(value)) return this.resultOf(value, name);
    const id = this.types.program.numbers.get(name);
    if (id === undefined || kindOf(value) !== Kind.instance) return UNKNOWN;
    const method = this.types.evaluator.member(value, id);
    return kindOf(method) === Kind.function
      ? this.types.evaluator.returned(payloadOf(method), value)
      : UNKNOWN;
  }
}

/** The outline of what comes with a language and of the packages that are installed. */
function loadOutline(
  { library }: LanguageRules,
  said: LoadedOutline['said'],
  installed: InstalledOutline | undefined,
): Outline {
  const known = loaded.get(said.load);
  const isSame =
    known?.installed?.text === installed?.text && known?.installed?.moduleText === installed?.moduleText;
  if (known && isSame) return known.outline;
  const text = said.load() + (installed?.text ?? '');
  const outline = new Outline(text, library.builtinPackage, installed?.packages, installed?.moduleText);
  loaded.set(said.load, { installed, outline });
  return outline;
}

function isBare({ op }: OutlineType): boolean {
  return op === TypeOp.own || op === TypeOp.made;
}

function baseOf(base: OutlineType, { outline }: LoadedOutline): OutlineClass | undefined {
  const type = base.op === TypeOp.named ? outline.findDotted(base.name) : undefined;
  return type?.kind === 'class' ? type : undefined;
}

function search(
  type: OutlineClass,
  library: LoadedOutline,
  isIt: (type: OutlineClass) => boolean,
  depth: number,
): readonly OutlineType[] | undefined {
  if (isIt(type)) return [];
  if (depth > MAX_DEPTH) return undefined;
  for (const base of type.bases) {
    const of = baseOf(base, library);
    const way = of && search(of, library, isIt, depth + 1);
    if (way) return [base, ...way];
  }
  return undefined;
}

/** What is known of type parameters within a class. */
export function bindingsOf(within: OutlinedClass | undefined, receiver = UNKNOWN): Bindings {
  return { own: [...(within?.given ?? [])], made: [], receiver };
}

/** Something that a language calls by a package and a name. */
export function externalOf(
  values: ValueTable,
  { family, library }: LanguageRules,
  packageName: string,
  symbol: string,
): Value {
  return values.external(packageName, symbol, packageName === library.builtinPackage ? '' : family);
}

/** An instance of a class by its name, of which the package is the part before the first dot, or the module. */
function instanceNamed(types: LibraryProgram, name: string, { outline, said, rules }: LoadedOutline): Value {
  const ofPackage = outline.packageOf(name)?.length;
  const dot = ofPackage ?? (said.modulesArePackages === true ? name.lastIndexOf('.') : name.indexOf('.'));
  const symbol = said.writtenNames?.[name] ?? name.slice(dot + 1);
  const external = externalOf(types.values, rules, name.slice(0, dot), symbol);
  return makeValue(Kind.externalInstance, payloadOf(external));
}

/** An instance of a class of an outline. */
export function outlinedInstance(
  types: LibraryProgram,
  type: OutlineClass,
  given: readonly Value[],
  library: LoadedOutline,
): Value {
  const base = instanceNamed(types, type.name, library);
  return given.some((one) => one !== UNKNOWN)
    ? types.values.generic(
        base,
        Array.from({ length: type.parameters }, (_, index) => given[index] ?? UNKNOWN),
      )
    : base;
}
