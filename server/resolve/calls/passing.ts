// What the calls in its own file pass to a function, one parameter at a time or from a position on. A call counts when it is
// known to reach the function: by its name, through a name that it was handed on to, or through a member that every
// function has.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { NONE, NO_NAME, addTo, ownerOfObject } from '../program/index.ts';
import type { Columns, ExprId, FileId, NameId, Program, ScopeId, SymbolId } from '../program/index.ts';
import {
  Kind,
  UNKNOWN,
  builtinInstance,
  elements,
  isStatic,
  kindOf,
  nameId,
  payloadOf,
  positional,
} from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';
import type { ContextEvaluator } from './contextEvaluator.ts';
import type { Places } from './places.ts';

/** More calls of one function than this are not followed. */
const MAX_CALLS = 64;
/** Of calls that may be calls of one function no more than these are looked at. */
const MAX_CANDIDATES = 512;
/** Among more functions that are handed on by name than these only those count that are written with the name asked for. */
const FEW_CALLBACKS = 256;
/** Nor are chains of calls longer than this. */
const MAX_CHAIN = 6;
/** More arguments than this are not told apart. */
const MAX_PARTS = 16;

/** A call that reaches a function: `skip` of its arguments are not passed on, or the one at `listAt` holds them all. */
interface Passage {
  readonly call: ExprId;
  readonly skip: number;
  readonly listAt: number;
}

/** A call and the position of an argument that is a function. */
interface CallbackSite {
  readonly of: ExprId;
  readonly at: number;
}

/** All such sites of a file, and those that are written with a name. */
interface CallbackSites {
  readonly all: readonly CallbackSite[];
  readonly byName: ReadonlyMap<NameId, readonly CallbackSite[]>;
}

/** Values in their order; behind what is not counted positions are not known. */
interface Parts {
  readonly values: readonly Value[];
  readonly isCounted: boolean;
}

/** What is asked of the rest of the contexts. */
interface Signatures {
  calleeOf(call: number): Value;
  nameOfParameter(symbol: SymbolId, index: number): NameId;
  handedTo(call: number, at: number, index: number): Value;
}

/** Follows values from calls to parameters. */
export class Passing {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: ContextEvaluator;
  private readonly places: Places;
  private readonly signatures: Signatures;
  private readonly callbackSites = new Map<number, CallbackSites>();
  /** Name → function body → calls of the parameter of that name, in `file`. */
  private readonly parameterCalls = new Map<NameId, ReadonlyMap<ScopeId, readonly ExprId[]>>();
  /** The file whose edges are made: calls tell of parameters there, and nothing of other files depends on them. */
  file: FileId = NONE;
  /** What is being asked about functions, and how deep the evaluation stands that asks. */
  private readonly asked = new Map<number, number>();

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: ContextEvaluator,
    places: Places,
    signatures: Signatures,
  ) {
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.places = places;
    this.signatures = signatures;
  }

  /** Forgets what was being asked, see Evaluator.forget. */
  forget(): void {
    this.asked.clear();
    this.parameterCalls.clear();
  }

  /** What the calls in its own file pass to parameter `index` of a function. */
  passedTo(symbol: SymbolId, index: number): Value {
    const position = index - this.boundParameters(symbol);
    const keyword = this.signatures.nameOfParameter(symbol, index);
    return this.ask(symbol, symbol * 4, () => {
      let passed = UNKNOWN;
      for (const passage of this.passagesTo(symbol, position, keyword))
        passed = this.values.join(passed, this.argumentAt(passage, position, keyword));
      if (position === 0) passed = this.values.join(passed, this.decoratedBy(symbol));
      passed = this.values.join(passed, this.elementsFor(symbol, position));
      return this.values.join(passed, this.assignedTo(symbol));
    });
  }

  /** What the calls in its own file pass to a function from position `from` on, as a sequence. */
  restOf(symbol: SymbolId, from: number): Value {
    const { columns, values, evaluator } = this;
    const body = columns.symbol(symbol, 'body');
    const rules = evaluator.rulesOf(body);
    const first = from - this.boundParameters(symbol);
    return this.ask(symbol, symbol * 4 + 1, () => {
      const parts: Value[] = [];
      let isCounted = true;
      for (const passage of this.passagesTo(symbol, -1, NO_NAME)) {
        const passed = this.partsOf(passage);
        isCounted &&= passed.isCounted;
        passed.values.slice(Math.max(0, first)).forEach((value, at) => {
          parts[at] = values.join(parts[at] ?? UNKNOWN, value);
        });
      }
      if (parts.length === 0 || rules.calls.restType === undefined) return UNKNOWN;
      const joined = isCounted ? parts : [parts.reduce((all, one) => values.join(all, one), UNKNOWN)];
      return values.generic(
        builtinInstance(evaluator.types, rules.library.builtinPackage, rules.calls.restType),
        joined,
      );
    });
  }

  /** What the calls in its own file pass on by calling parameter `index` of `symbol`: their first argument. */
  handedTo(symbol: SymbolId, index: number): Value {
    const { columns, evaluator } = this;
    const name = this.signatures.nameOfParameter(symbol, index);
    if (name === 0) return UNKNOWN;
    const body = columns.symbol(symbol, 'body');
    return this.ask(symbol, symbol * 4 + 2 + index, () => {
      let handed = UNKNOWN;
      for (const call of this.callsOfParameter(name).get(body) ?? [])
        handed = this.values.join(handed, evaluator.evaluate(columns.listValue(columns.b(call), 0)));
      return handed;
    });
  }

  /** Function body → the calls in the file of what it calls `name`. */
  private callsOfParameter(name: NameId): ReadonlyMap<ScopeId, readonly ExprId[]> {
    let calls = this.parameterCalls.get(name);
    if (calls) return calls;
    const { columns, evaluator } = this;
    const byBody = new Map<ScopeId, ExprId[]>();
    for (const call of this.places.callsNamed(this.file, name)) {
      const callee = columns.a(call);
      if (columns.op(callee) !== Op.name) continue;
      addTo(byBody, evaluator.findScope(columns.scopeOf(callee), name, columns.position(callee)), call);
    }
    calls = byBody;
    this.parameterCalls.set(name, calls);
    return calls;
  }

  /** `key` tells questions about one function apart. */
  private ask(symbol: SymbolId, key: number, answer: () => Value): Value {
    if (this.columns.fileOfSymbol(symbol) !== this.file) return UNKNOWN;
    const since = this.asked.get(key);
    if (since !== undefined) return this.evaluator.meetAgain(since);
    if (this.asked.size >= MAX_CHAIN) return UNKNOWN;
    this.asked.set(key, this.evaluator.depthOfCaller);
    const value = answer();
    this.asked.delete(key);
    return value;
  }

  /** The calls that are known to reach `symbol`; of a parameter those that pass something to it, -1 for all. */
  private passagesTo(symbol: SymbolId, position: number, keyword: NameId): readonly Passage[] {
    const { columns } = this;
    const found: Passage[] = [];
    let calls = 0;
    let candidates = 0;
    this.eachCandidate(symbol, (call, skip, listAt) => {
      const list = columns.b(call);
      const isPassed =
        position < 0 ||
        listAt >= 0 ||
        columns.argument(list, position + skip, keyword) >= 0 ||
        columns.hasSpread(list);
      if (isPassed) {
        calls++;
        const isDirect = skip === 0 && listAt < 0;
        if (this.isCalled(symbol, call, isDirect)) found.push({ call, skip, listAt });
      }
      return calls < MAX_CALLS && ++candidates < MAX_CANDIDATES;
    });
    return found;
  }

  private isCalled(symbol: SymbolId, call: ExprId, isDirect: boolean): boolean {
    const callee = isDirect
      ? this.signatures.calleeOf(call)
      : this.evaluator.evaluate(this.columns.a(this.columns.a(call)));
    let isCalled = false;
    this.values.each(callee, (one) => {
      isCalled ||= kindOf(one) === Kind.function && payloadOf(one) === symbol;
    });
    return isCalled;
  }

  /**
   * The calls of the file that may be calls of `symbol`: by its name, and by any other once it is handed on. Until `use` says
   * that there are enough.
   */
  private eachCandidate(
    symbol: SymbolId,
    use: (call: ExprId, skip: number, listAt: number) => boolean,
  ): boolean {
    const { columns, places } = this;
    const name = this.calledName(symbol);
    for (const call of places.callsOfFunction(symbol, name)) if (!use(call, 0, -1)) return false;
    if (name !== columns.symbol(symbol, 'name'))
      for (const call of places.callsOfSuper(this.file)) if (!use(call, 0, -1)) return false;
    if (places.isHandedOn(this.file, name) || name === 0)
      for (const call of places.callsOfValues(this.file)) if (!use(call, 0, -1)) return false;
    const { functionMembers } = this.evaluator.rulesOf(columns.symbol(symbol, 'body')).calls;
    for (const [member, how] of functionMembers ?? []) {
      if (how !== 'calls' && how !== 'applies') continue;
      const id = nameId(this.evaluator.types, member);
      for (const call of id === undefined ? [] : places.callsNamed(this.file, id)) {
        if (columns.op(columns.a(call)) !== Op.member) continue;
        if (!use(call, how === 'calls' ? 1 : 0, how === 'calls' ? -1 : 1)) return false;
      }
    }
    return true;
  }

  private argumentAt(passage: Passage, position: number, keyword: NameId): Value {
    const { columns, evaluator } = this;
    const list = columns.b(passage.call);
    if (passage.listAt < 0 && !columns.hasSpread(list))
      return evaluator.evaluate(columns.argument(list, position + passage.skip, keyword));
    const { values, isCounted } = this.partsOf(passage);
    // What stands behind a spread list of unknown length can be any of its elements, unless more arguments follow it.
    const isLast = passage.listAt >= 0 || columns.isSpread(list, columns.listLength(list) - 1);
    const isWithin = isCounted || position < values.length - 1;
    if (isWithin) return values[position] ?? UNKNOWN;
    return isLast ? values.at(-1)! : UNKNOWN;
  }

  /** All that a call passes, spread out. */
  private partsOf({ call, skip, listAt }: Passage): Parts {
    const { columns, evaluator } = this;
    const list = columns.b(call);
    if (listAt >= 0) return this.partsOfValue(evaluator.evaluate(columns.listValue(list, listAt)));
    const parts: Value[] = [];
    for (let index = skip; index < Math.min(columns.listLength(list), MAX_PARTS); index++) {
      const value = columns.listValue(list, index);
      if (columns.isSpread(list, index)) {
        const spread = this.partsOfValue(evaluator.evaluate(value));
        parts.push(...spread.values);
        if (!spread.isCounted) return { values: parts, isCounted: false };
      } else if (columns.listKey(list, index) === 0) parts.push(evaluator.evaluate(value));
    }
    return { values: parts, isCounted: true };
  }

  private partsOfValue(value: Value): Parts {
    const { types } = this.evaluator;
    const parts = positional(types, value);
    return parts
      ? { values: parts, isCounted: true }
      : { values: [elements(types, value)], isCounted: false };
  }

  /** What collections hand to a function that a member of theirs is given by name. */
  private elementsFor(symbol: SymbolId, position: number): Value {
    const { columns, evaluator, places, values } = this;
    const name = columns.symbol(symbol, 'name');
    let given = UNKNOWN;
    if (position < 0 || (name !== 0 && !places.isHandedOn(this.file, name))) return given;
    const sites = this.namedCallbacks();
    for (const { of, at } of sites.all.length <= FEW_CALLBACKS ? sites.all : (sites.byName.get(name) ?? [])) {
      const value = evaluator.evaluate(columns.positionalValue(columns.b(of), at));
      values.each(value, (one) => {
        if (kindOf(one) !== Kind.function || payloadOf(one) !== symbol) return;
        given = values.join(given, this.signatures.handedTo(of, at, position));
      });
    }
    return given;
  }

  /** The calls of members of collections in the file that are given a function by name, with its position. */
  private namedCallbacks(): CallbackSites {
    const known = this.callbackSites.get(this.file);
    if (known) return known;
    const { columns } = this;
    const all: CallbackSite[] = [];
    const byName = new Map<NameId, CallbackSite[]>();
    const { callingMembers } = this.program.files[this.file]!.language.rules.library;
    for (const [member, positions] of callingMembers ?? []) {
      const id = nameId(this.evaluator.types, member);
      for (const of of id === undefined ? [] : this.places.callsNamed(this.file, id)) {
        for (const at of positions) {
          const argument = columns.positionalValue(columns.b(of), at);
          const op = argument < 0 ? Op.unknown : columns.op(argument);
          if (op !== Op.name && op !== Op.member) continue;
          all.push({ of, at });
          addTo(byName, op === Op.name ? columns.a(argument) : columns.b(argument), { of, at });
        }
      }
    }
    const sites = { all, byName };
    this.callbackSites.set(this.file, sites);
    return sites;
  }

  /** What is assigned in its own file to the property that a function takes it for. */
  private assignedTo(symbol: SymbolId): Value {
    const { columns, evaluator } = this;
    if ((columns.symbol(symbol, 'flags') & SymbolFlag.setter) === 0) return UNKNOWN;
    const around = columns.scopeParent(columns.symbol(symbol, 'body'));
    const isObject = columns.scopeKind(around) === ScopeKind.object;
    const owner = isObject ? ownerOfObject(around) : columns.scopeOwner(around);
    const { ints, width } = this.program.tables.memberAssignments;
    let assigned = UNKNOWN;
    for (const row of evaluator.classes.assignedTo(owner, columns.symbol(symbol, 'name')))
      assigned = this.values.join(assigned, evaluator.evaluate(ints[row * width + 2]! as ExprId));
    return assigned;
  }

  /** What a function decorates in its own file: it is called with each of them. */
  private decoratedBy(symbol: SymbolId): Value {
    const { columns, evaluator } = this;
    const { ints, width } = this.program.tables.decorators;
    let decorated = UNKNOWN;
    for (const row of this.places.decoratedBy(this.file, columns.symbol(symbol, 'name'))) {
      const value = evaluator.evaluate(ints[row * width + 1]! as ExprId);
      if (kindOf(value) !== Kind.function || payloadOf(value) !== symbol) continue;
      // Of several decorators only the last gets the function itself, the others what the one below them gives.
      const isLast = ints[(row + 1) * width] !== ints[row * width];
      const given = isLast
        ? evaluator.symbolValue(ints[row * width]! as SymbolId)
        : evaluator.resultOf(evaluator.evaluate(ints[(row + 1) * width + 1]! as ExprId));
      decorated = this.values.join(decorated, given);
    }
    return decorated;
  }

  /** How many parameters callers do not pass: the receiver where it is one. */
  boundParameters(symbol: SymbolId): number {
    const { columns, evaluator } = this;
    const body = columns.symbol(symbol, 'body');
    const parent = columns.scopeParent(body);
    const isMethod = parent >= 0 && columns.scopeKind(parent) === ScopeKind.class;
    if (!isMethod || evaluator.rulesOf(body).classes.receiver !== 'first-parameter') return 0;
    return isStatic(evaluator.types, symbol) ? 0 : 1;
  }

  /** The name by which a function is called: a constructor by that of its class. */
  private calledName(symbol: SymbolId): NameId {
    const { columns } = this;
    const name = columns.symbol(symbol, 'name');
    const parent = columns.scopeParent(columns.symbol(symbol, 'body'));
    if (parent < 0 || columns.scopeKind(parent) !== ScopeKind.class) return name;
    const { constructors } = this.evaluator.rulesOf(parent).classes;
    return constructors.includes(this.program.strings[name]!)
      ? columns.symbol(columns.scopeOwner(parent), 'name')
      : name;
  }
}
