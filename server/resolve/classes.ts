// Classes: their bases, the order in which members are looked up, and their members. Asks the evaluator for what base
// expressions mean; knows nothing of how call sites use the answers.

import { BaseKind, BindingKind, Op, ScopeKind } from '../facts/expressions.ts';
import { Column } from '../facts/tables.ts';
import { SymbolFlag } from '../graph.ts';
import type { Columns } from './columns.ts';
import type { Program } from './program.ts';
import { Kind, kindOf, payloadOf } from './values.ts';
import type { ValueTable } from './values.ts';

/** The look-up order of a class. */
export interface Lineage {
  /** The class itself, then its bases as they are searched. */
  readonly classes: readonly number[];
  /** A base that lies outside the workspace, 0 when there is none. */
  readonly external: number;
  /** Some base could not be resolved, so a missing member proves nothing. */
  readonly isOpen: boolean;
}

/** A member as found: either a binding row or a row of memberAssignments. */
export interface Member {
  readonly owner: number;
  /** Binding rows with that name in the class body. */
  readonly bindings: readonly number[];
  /** Rows of memberAssignments. */
  readonly assignments: readonly number[];
  /** A method that is declared outside the class body, or -1. */
  readonly method: number;
}

interface Base {
  readonly type: number;
  readonly kind: number;
}

/** What a class needs from the evaluator. */
export interface TypeEvaluator {
  /** The class that a type expression names: a class, external or generic value. */
  typeObject(expression: number): number;
}

const MAX_LINEAGE = 64;

/** Class structure of a program. */
export class Classes {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: TypeEvaluator;
  private readonly bases = new Map<number, Base[]>();
  private readonly lineages = new Map<number, Lineage>();
  private readonly inProgress = new Set<number>();
  /** Class → name → rows of memberAssignments on its own object. */
  private readonly assigned = new Map<number, Map<number, number[]>>();
  /** Class → name → method symbols declared outside the body. */
  private readonly attached = new Map<number, Map<number, number>>();
  private readonly bodyBindings: (scope: number, name: number) => readonly number[];

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: TypeEvaluator,
    bodyBindings: (scope: number, name: number) => readonly number[],
  ) {
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.bodyBindings = bodyBindings;
    const { ints, width, rows } = program.tables.bases;
    for (let row = 0; row < rows; row++) {
      const symbol = ints[row * width + Column.bases.symbol]!;
      const base = {
        type: ints[row * width + Column.bases.type]!,
        kind: ints[row * width + Column.bases.kind]!,
      };
      const known = this.bases.get(symbol);
      if (known) known.push(base);
      else this.bases.set(symbol, [base]);
    }
    this.indexAssignments();
  }

  /** The bases written at a class, in order. */
  basesOf(symbol: number): readonly Base[] {
    return this.bases.get(symbol) ?? [];
  }

  /** The type expression that a named type stands for, -1 when it is a class of its own. */
  aliasOf(symbol: number): number {
    const base = this.bases.get(symbol)?.[0];
    return base && base.kind === BaseKind.alias ? base.type : -1;
  }

  /** The nearest class whose method contains `scope`, -1 outside of classes. `isStatic` tells what the receiver is. */
  enclosingClass(scope: number): { symbol: number; method: number } | undefined {
    const { columns } = this;
    let method = -1;
    for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
      const kind = columns.scopeKind(at);
      if (kind === ScopeKind.class) return { symbol: columns.scopeOwner(at), method };
      if (kind === ScopeKind.function) method = columns.scopeOwner(at);
    }
    return undefined;
  }

  private indexAssignments(): void {
    const { ints, width, rows } = this.program.tables.memberAssignments;
    for (let row = 0; row < rows; row++) {
      const owner = this.ownerOfObject(ints[row * width]!);
      if (owner < 0) continue;
      const name = ints[row * width + 1]!;
      let names = this.assigned.get(owner);
      if (!names) this.assigned.set(owner, (names = new Map()));
      const known = names.get(name);
      if (known) known.push(row);
      else names.set(name, [row]);
    }
  }

  /** The class whose object the expression is, when that is plain from where it stands: the receiver of a method. */
  private ownerOfObject(expression: number): number {
    const { columns } = this;
    const op = columns.op(expression);
    const scope = columns.scopeOf(expression);
    const { binding } = this.program.files[columns.fileOf(scope)]!.language;
    if (op === Op.self) {
      const around = this.enclosingClass(scope);
      return around && around.method >= 0 ? around.symbol : -1;
    }
    if (op !== Op.name || binding.receiver !== 'first-parameter') return -1;
    const name = columns.a(expression);
    for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
      for (const row of this.bodyBindings(at, name)) {
        const isFirst =
          columns.binding(row, 'kind') === BindingKind.parameter && columns.binding(row, 'payload') === 0;
        const parent = columns.scopeParent(at);
        return isFirst && parent >= 0 && columns.scopeKind(parent) === ScopeKind.class
          ? columns.scopeOwner(parent)
          : -1;
      }
    }
    return -1;
  }

  /** Makes `method`, written outside, a member of `owner`. */
  attachMethod(owner: number, method: number): void {
    const name = this.columns.symbol(method, 'name');
    let names = this.attached.get(owner);
    if (!names) this.attached.set(owner, (names = new Map()));
    names.set(name, method);
  }

  /** Names and methods that were attached to a class. */
  attachedMethods(owner: number): ReadonlyMap<number, number> | undefined {
    return this.attached.get(owner);
  }

  lineage(symbol: number): Lineage {
    const known = this.lineages.get(symbol);
    if (known) return known;
    if (this.inProgress.has(symbol)) return { classes: [symbol], external: 0, isOpen: true };
    this.inProgress.add(symbol);
    const order: number[] = [symbol];
    let external = 0;
    let isOpen = false;
    for (const base of this.basesOf(symbol)) {
      const value = this.evaluator.typeObject(base.type);
      if (value === 0) isOpen = true;
      this.values.each(value, (one) => {
        const kind = kindOf(one);
        if (kind === Kind.class || kind === Kind.instance) {
          const above = this.lineage(payloadOf(one));
          for (const name of above.classes) if (name !== symbol) order.push(name);
          external ||= above.external;
          isOpen ||= above.isOpen;
        } else if (kind === Kind.external || kind === Kind.externalInstance) external ||= one;
        else isOpen = true;
      });
    }
    this.inProgress.delete(symbol);
    // A base shared by several branches is searched after all of them: keep its last mention.
    const classes = order.filter((one, at) => order.lastIndexOf(one) === at).slice(0, MAX_LINEAGE);
    const lineage = { classes, external, isOpen };
    this.lineages.set(symbol, lineage);
    return lineage;
  }

  /** The first member called `name` along the lineage of `symbol`, skipping classes up to and including `after`. */
  findMember(symbol: number, name: number, after = -1): Member | undefined {
    let isActive = after < 0;
    for (const owner of this.lineage(symbol).classes) {
      if (isActive) {
        const member = this.ownMember(owner, name);
        if (member) return member;
      }
      if (owner === after) isActive = true;
    }
    return undefined;
  }

  /** The member that a class itself declares. */
  ownMember(owner: number, name: number): Member | undefined {
    const body = this.columns.symbol(owner, 'body');
    const bindings = body < 0 ? [] : this.bodyBindings(body, name);
    const assignments = this.assigned.get(owner)?.get(name) ?? [];
    const method = this.attached.get(owner)?.get(name) ?? -1;
    if (bindings.length === 0 && assignments.length === 0 && method < 0) return undefined;
    return { owner, bindings, assignments, method };
  }

  hasFlag(symbol: number, flag: keyof typeof SymbolFlag): boolean {
    return (this.columns.symbol(symbol, 'flags') & SymbolFlag[flag]) !== 0;
  }
}
