// The order in which a class and its bases are searched for members. Asks the evaluator for what base expressions mean.

import { BaseKind, Op } from '../../facts/expressions.ts';
import type { Columns, ExprId, NameId, OwnerId, Program, Steps, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';

/** Classes beyond these are not searched, and longer chains of bases not followed. */
const MAX_LINEAGE = 64;

/** The look-up order of a class. */
export interface Lineage {
  /** The class itself, behind its other parts if it has any, then its bases as they are searched. */
  readonly classes: readonly SymbolId[];
  /** A base that lies outside the workspace, 0 when there is none. */
  readonly external: Value;
  /** Further ones. */
  readonly otherExternals: readonly Value[];
  /** That base as it is written where it has type arguments. */
  readonly bound: BoundBase | undefined;
  /** Some base could not be resolved, so a missing member proves nothing. */
  readonly isOpen: boolean;
}

/** A base outside of the workspace with type arguments, and the class that extends it. */
export interface BoundBase {
  readonly type: ExprId;
  readonly owner: SymbolId;
}

/** A place where a member of a class as an object is sought: among what the owner has itself, or what its instances have. */
export interface ClassStep {
  readonly owner: SymbolId;
  readonly isStatic: boolean;
}

/** Where members of a class as an object are sought, in order; open when something outside can have more. */
export interface ClassLineage {
  readonly steps: readonly ClassStep[];
  readonly isOpen: boolean;
}

/** A base as it is written. */
export interface Base {
  readonly type: ExprId;
  readonly kind: number;
}

/** What a class needs from the evaluator. */
export interface TypeEvaluator {
  /** The class that a type expression names: a class, external or generic value. */
  typeObject(expression: ExprId): Value;
  /** What an expression is. */
  evaluate(expression: ExprId): Value;
  /** Of a base that is a call which made `made`, a class: the arguments that it was given for bases of that class. */
  basesGiven(type: number, made: number): readonly ExprId[];
  /** The other declarations that are parts of the same class. */
  partsOf(symbol: SymbolId): readonly SymbolId[];
  /** The declarations that add up with a class, and the type outside that they add to, unknown for none. */
  mergedWith(symbol: SymbolId): { readonly others: readonly SymbolId[]; readonly external: Value };
}

/** What is asked of the classes. */
interface Owner {
  basesOf(symbol: SymbolId): readonly Base[];
  assignedTo(owner: OwnerId, name: NameId): readonly number[];
  heldBy(symbol: SymbolId): SymbolId;
  classesBeside(symbol: SymbolId): readonly SymbolId[];
  readonly prototypeName: NameId;
}

/** Finds the look-up orders of classes. */
export class Lineages {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: TypeEvaluator;
  private readonly owner: Owner;
  private readonly steps: Steps;
  private readonly known = new Map<SymbolId, Lineage>();
  private readonly knownOfClass = new Map<SymbolId, ClassLineage>();
  /** Those that ended early; they hold while the question runs for which they were made. */
  private readonly short = new Map<SymbolId, Lineage>();
  private readonly inProgress = new Set<SymbolId>();
  private isCut = false;

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: TypeEvaluator,
    owner: Owner,
    steps: Steps,
  ) {
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.owner = owner;
    this.steps = steps;
  }

  /** Forgets every answer, see Evaluator.forget. */
  forget(): void {
    this.known.clear();
    this.knownOfClass.clear();
    this.short.clear();
    this.inProgress.clear();
    this.isCut = false;
  }

  /** The look-up order of `symbol`. */
  of(asked: SymbolId): Lineage {
    const symbol = this.owner.heldBy(asked);
    const known = this.known.get(symbol) ?? this.short.get(symbol);
    if (known) return known;
    const { inProgress } = this;
    const isTooDeep = inProgress.size > MAX_LINEAGE;
    this.isCut ||= isTooDeep;
    if (isTooDeep || inProgress.has(symbol))
      return { classes: [symbol], external: UNKNOWN, otherExternals: [], bound: undefined, isOpen: true };
    const isCutAround = this.isCut;
    this.isCut = false;
    this.steps.take();
    inProgress.add(symbol);
    const { memberSearch } = this.program.files[this.columns.fileOfSymbol(symbol)]!.language.rules.classes;
    const lineage =
      memberSearch === 'mixins'
        ? this.byMixins(symbol)
        : memberSearch === 'breadth-first'
          ? this.byLevels(symbol)
          : this.byBranches(symbol);
    inProgress.delete(symbol);
    // One that ends early because it was asked for from too far below is not kept for who asks from nearer.
    this.isCut &&= lineage.classes.length < MAX_LINEAGE;
    if (this.isCut) this.short.set(symbol, lineage);
    else this.known.set(symbol, lineage);
    this.isCut ||= isCutAround;
    if (inProgress.size > 0) return lineage;
    this.isCut = false;
    this.short.clear();
    return lineage;
  }

  /** The nearest level of bases first. */
  private byLevels(symbol: SymbolId): Lineage {
    // The parts of a class come before it: what stands behind it is what it extends.
    const classes: SymbolId[] = [
      ...this.evaluator.partsOf(symbol),
      symbol,
      ...this.owner.classesBeside(symbol),
    ];
    const met = new Set(classes);
    let external: Value = UNKNOWN;
    const otherExternals = new Set<Value>();
    let bound: BoundBase | undefined;
    let isOpen = false;
    for (let at = 0; at < classes.length && classes.length < MAX_LINEAGE; at++) {
      for (const base of this.owner.basesOf(classes[at]!)) {
        this.steps.take();
        const value = this.evaluator.typeObject(base.type);
        const kind = kindOf(value);
        if (kind === Kind.class || kind === Kind.instance) {
          if (!met.has(payloadOf(value)))
            classes.push(payloadOf(value), ...this.owner.classesBeside(payloadOf(value)));
          met.add(payloadOf(value));
        } else if (kind === Kind.external || kind === Kind.externalInstance) {
          if (external === UNKNOWN) bound = this.boundBase(base.type, classes[at]!);
          else otherExternals.add(value);
          if (external === UNKNOWN) external = value;
        } else isOpen = true;
      }
    }
    return { classes, external, otherExternals: [...otherExternals], bound, isOpen };
  }

  /**
   * What is mixed in before the class, the class, what is mixed in last, and then what it extends; what is met several times
   * comes where it is met last.
   */
  private byMixins(symbol: SymbolId): Lineage {
    const parts = [...this.evaluator.partsOf(symbol), symbol];
    const found = { externals: [] as Value[], isOpen: false };
    const before: SymbolId[] = [];
    const mixed: SymbolId[] = [];
    const extended: SymbolId[] = [];
    for (const { type, kind } of parts.flatMap((part) => this.owner.basesOf(part))) {
      if (kind === BaseKind.ofClass || kind === BaseKind.ofTaker) continue;
      const above = this.membersOf(type, found);
      if (kind === BaseKind.before) before.unshift(...above);
      else if (kind === BaseKind.embeds) mixed.unshift(...above);
      else extended.push(...above);
    }
    const { external: reopened } = this.evaluator.mergedWith(symbol);
    if (reopened !== UNKNOWN) found.externals.push(reopened);
    const own = new Set(parts);
    const order = [...before, ...parts, ...mixed, ...extended].filter(
      (one, at) => !own.has(one) || (at >= before.length && at < before.length + parts.length),
    );
    const classes = [...new Set(order.toReversed())].toReversed().slice(0, MAX_LINEAGE);
    const [external = UNKNOWN, ...otherExternals] = new Set(found.externals);
    return { classes, external, otherExternals, bound: undefined, isOpen: found.isOpen };
  }

  /** The classes that a base brings; what lies outside is noted in `found`. */
  private membersOf(type: ExprId, found: { externals: Value[]; isOpen: boolean }): readonly SymbolId[] {
    this.steps.take();
    const value = this.evaluator.typeObject(type);
    const kind = kindOf(value);
    if (kind === Kind.class || kind === Kind.instance) {
      const above = this.of(payloadOf(value));
      if (above.external !== UNKNOWN) found.externals.push(above.external, ...above.otherExternals);
      found.isOpen ||= above.isOpen;
      return above.classes;
    }
    if (kind === Kind.external || kind === Kind.externalInstance) found.externals.push(value);
    else found.isOpen = true;
    return [];
  }

  /** Where members of a class as an object are sought: what it has itself, and what instances of others have. */
  ofClass(symbol: SymbolId): ClassLineage {
    const known = this.knownOfClass.get(symbol);
    if (known) return known;
    const found = this.findOfClass(symbol, new Set());
    // What is asked for while a lineage is sought can be less than all.
    if (this.inProgress.size === 0) this.knownOfClass.set(symbol, found);
    return found;
  }

  private findOfClass(symbol: SymbolId, met: Set<SymbolId>): ClassLineage {
    const own: ClassStep[] = [];
    const given: ClassStep[] = [];
    const extended: ClassStep[] = [];
    const found = { externals: [] as Value[], isOpen: false };
    if (met.has(symbol) || met.size > MAX_LINEAGE) return { steps: own, isOpen: true };
    met.add(symbol);
    for (const part of [...this.evaluator.partsOf(symbol), symbol]) {
      own.push({ owner: part, isStatic: true });
      for (const { type, kind } of this.owner.basesOf(part)) {
        if (kind === BaseKind.ofClass)
          given.unshift(...this.membersOf(type, found).map((owner) => ({ owner, isStatic: false })));
        if (kind === BaseKind.embeds || kind === BaseKind.before)
          given.unshift(...this.givenBy(type, found).map((owner) => ({ owner, isStatic: false })));
        if (kind !== BaseKind.extends) continue;
        this.steps.take();
        const value = this.evaluator.typeObject(type);
        if (kindOf(value) !== Kind.class) {
          found.isOpen = true;
          continue;
        }
        const above = this.findOfClass(payloadOf(value), met);
        extended.push(...above.steps);
        found.isOpen ||= above.isOpen;
      }
    }
    return {
      steps: [...own, ...given, ...extended].slice(0, MAX_LINEAGE),
      isOpen: found.isOpen || found.externals.length > 0,
    };
  }

  /** What a class has itself of what it takes over, by what that says of who does. */
  private givenBy(type: ExprId, found: { externals: Value[]; isOpen: boolean }): readonly SymbolId[] {
    const value = this.evaluator.typeObject(type);
    if (kindOf(value) !== Kind.class) return [];
    return this.of(payloadOf(value)).classes.flatMap((taken) =>
      this.owner
        .basesOf(taken)
        .flatMap((base) => (base.kind === BaseKind.ofTaker ? this.membersOf(base.type, found) : [])),
    );
  }

  private boundBase(type: ExprId, owner: SymbolId): BoundBase | undefined {
    const op = this.columns.op(type);
    return op === Op.generic || op === Op.subscript ? { type, owner } : undefined;
  }

  /** Every branch of bases to its end. */
  private byBranches(symbol: SymbolId): Lineage {
    const merged = this.evaluator.mergedWith(symbol);
    const order: SymbolId[] = [symbol, ...merged.others];
    let { external } = merged;
    const otherExternals = new Set<Value>();
    let bound: BoundBase | undefined;
    let isOpen = false;
    const bases = [symbol, ...merged.others].flatMap((one) => this.baseValues(one));
    for (const { value, type, owner } of bases) {
      this.steps.take();
      if (value === UNKNOWN) isOpen = true;
      this.values.each(value, (one) => {
        const kind = kindOf(one);
        if (kind === Kind.class || kind === Kind.instance || kind === Kind.function) {
          const above = this.of(payloadOf(one));
          for (const name of above.classes) if (name !== symbol) order.push(name);
          if (external === UNKNOWN) ({ bound } = above);
          else if (above.external !== UNKNOWN) otherExternals.add(above.external);
          for (const other of above.otherExternals) otherExternals.add(other);
          if (external === UNKNOWN) external = above.external;
          isOpen ||= above.isOpen;
          for (const given of kind === Kind.class ? this.evaluator.basesGiven(type, payloadOf(one)) : [])
            if (bases.length < MAX_LINEAGE)
              bases.push({ value: this.evaluator.typeObject(given), type: given, owner });
        } else if (kind === Kind.external || kind === Kind.externalInstance) {
          if (external === UNKNOWN) bound = this.boundBase(type, owner);
          else otherExternals.add(one);
          if (external === UNKNOWN) external = one;
        } else isOpen = true;
      });
    }
    // A base shared by several branches is searched after all of them: keep its last mention.
    const classes = [...new Set(order.toReversed())].toReversed().slice(0, MAX_LINEAGE);
    return { classes, external, otherExternals: [...otherExternals], bound, isOpen };
  }

  /** What a class is made from, and what a function has for the prototype of its instances. */
  private baseValues(symbol: SymbolId): { value: Value; type: ExprId; owner: SymbolId }[] {
    const values = this.owner.basesOf(symbol).map(({ type }) => ({
      value: this.evaluator.typeObject(type),
      type,
      owner: symbol,
    }));
    const { ints, width } = this.program.tables.memberAssignments;
    for (const row of this.owner.assignedTo(symbol, this.owner.prototypeName)) {
      const type = ints[row * width + 2]! as ExprId;
      const value = this.evaluator.evaluate(type);
      if (kindOf(value) === Kind.instance) values.push({ value, type, owner: symbol });
    }
    return values;
  }
}
