// Modules that take all names of others, at any depth: which modules a name that is looked up so can come from, and who is
// to be told when one of them changes. Read from imports alone; what a binding holds is the evaluator's.

import type { Columns, Steps } from '../program/index.ts';
import type { Modules } from './modules.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import { Kind, kindOf, payloadOf } from '../types/index.ts';

/** Among fewer modules than these each is asked whether it has a name. */
const FEW_MODULES = 32;
/** The sets that are kept at a time: each can hold all modules. */
const MAX_KEPT = 256;

/** A set of modules: those from which a scope takes all names, in the order in which they are asked. */
interface Source {
  readonly targets: readonly number[];
  /** Target → its place in the order; made when it is needed. */
  places: ReadonlyMap<number, number> | undefined;
}

/** The star imports of a program. */
export class Stars {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  private readonly steps: Steps;
  /** String id under which a module exports one object as a whole, -1 for none: such an object can have any member. */
  private readonly wholeName: number;
  /** Scope → its set; the one asked for longest ago comes first. */
  private readonly sources = new Map<number, Source>();
  /** Scope → the lowest scope of those that take all names of each other in a circle. */
  private readonly circles = new Map<number, number>();
  /** Name → targets of star imports that bind it, in path order. */
  private binders: ReadonlyMap<number, readonly number[]> | undefined;

  constructor(columns: Columns, scopes: ScopeIndex, modules: Modules, wholeName: number, steps: Steps) {
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.wholeName = wholeName;
    this.steps = steps;
  }

  /** Whether a scope takes all names of some module. */
  has(scope: number): boolean {
    return this.modules.starImports.has(scope);
  }

  /** The modules and packages that can offer `name` to a scope through star imports: those behind the last one first. */
  offering(scope: number, name: number): readonly number[] {
    const source = this.sourceOf(scope);
    const { targets } = source;
    if (targets.length <= FEW_MODULES) return this.askAll(targets, name);
    this.binders ??= this.findBinders();
    const named = this.binders.get(name) ?? [];
    const whole = this.binders.get(this.wholeName) ?? [];
    const any = this.binders.get(-1) ?? [];
    if (named.length + whole.length + any.length > targets.length) return this.askAll(targets, name);
    this.steps.take(named.length + whole.length + any.length);
    const places = (source.places ??= new Map(targets.map((target, place) => [target, place])));
    return [...new Set([...named, ...whole, ...any])]
      .filter((target) => places.has(target))
      .sort((a, b) => places.get(a)! - places.get(b)!);
  }

  private askAll(targets: readonly number[], name: number): readonly number[] {
    this.steps.take(targets.length);
    return targets.filter((target) => this.canOffer(target, name));
  }

  private canOffer(target: number, name: number): boolean {
    if (kindOf(target) !== Kind.module) return true;
    const scope = this.modules.exportsScope[payloadOf(target)]!;
    return this.scopes.has(scope, name) || (this.wholeName >= 0 && this.scopes.has(scope, this.wholeName));
  }

  /** Packages stand under -1: they are asked for any name. */
  private findBinders(): Map<number, number[]> {
    const binders = new Map<number, number[]>();
    const add = (name: number, target: number) => {
      const known = binders.get(name);
      if (!known) binders.set(name, [target]);
      else if (known.at(-1) !== target) known.push(target);
    };
    const targets = new Set<number>();
    for (const scope of this.modules.starImports.keys())
      for (const target of this.targetsOf(scope)) targets.add(target);
    for (const target of [...targets].sort((a, b) => a - b)) {
      if (kindOf(target) !== Kind.module) {
        add(-1, target);
        continue;
      }
      const scope = this.modules.exportsScope[payloadOf(target)]!;
      const { first, rows } = this.scopes;
      for (let entry = first[scope]!; entry < first[scope + 1]!; entry++)
        add(this.columns.binding(rows[entry]!, 'name'), target);
    }
    return binders;
  }

  /** Where the star imports of a scope lead, the last one first. */
  private targetsOf(scope: number): number[] {
    const rows = this.modules.starImports.get(scope) ?? [];
    const targets: number[] = [];
    for (let at = rows.length - 1; at >= 0; at--) {
      const target = this.modules.leadOf(rows[at]!);
      const kind = kindOf(target);
      if (kind === Kind.module || kind === Kind.directory) targets.push(target);
    }
    return targets;
  }

  private scopeOf(target: number): number {
    return kindOf(target) === Kind.module ? this.modules.exportsScope[payloadOf(target)]! : -1;
  }

  private sourceOf(scope: number): Source {
    const circle = this.circleOf(scope);
    const known = this.sources.get(circle);
    if (known) {
      this.sources.delete(circle);
      this.sources.set(circle, known);
      return known;
    }
    const source = { targets: this.walk(circle), places: undefined };
    this.sources.set(circle, source);
    if (this.sources.size > MAX_KEPT) this.sources.delete(this.sources.keys().next().value!);
    return source;
  }

  /** Each module once, in the order in which the ways from `scope` meet them. */
  private walk(scope: number): number[] {
    const met = new Set<number>();
    const order: number[] = [];
    // A stack, so its top is what is asked next.
    const open = this.targetsOf(scope).toReversed();
    for (let target = open.pop(); target !== undefined; target = open.pop()) {
      if (met.has(target)) continue;
      met.add(target);
      order.push(target);
      const inner = this.scopeOf(target);
      if (inner >= 0) open.push(...this.targetsOf(inner).toReversed());
    }
    this.steps.share(order.length);
    return order;
  }

  /**
   * Modules that take all names of each other have one set, whichever is asked. Circles are found from `scope` on, by
   * Tarjan's algorithm, without recursion: a circle can be as long as the tree has files.
   */
  private circleOf(scope: number): number {
    const known = this.circles.get(scope);
    if (known !== undefined) return known;
    const index = new Map<number, number>();
    const low = new Map<number, number>();
    const stack: number[] = [];
    const path: { scope: number; next: number; targets: readonly number[] }[] = [];
    const enter = (at: number) => {
      index.set(at, index.size);
      low.set(at, index.get(at)!);
      stack.push(at);
      path.push({ scope: at, next: 0, targets: this.targetsOf(at) });
    };
    enter(scope);
    while (path.length > 0) {
      const step = path.at(-1)!;
      const target = step.targets[step.next++];
      if (target !== undefined) {
        const inner = this.scopeOf(target);
        if (inner < 0 || this.circles.has(inner)) continue;
        if (!index.has(inner)) enter(inner);
        else low.set(step.scope, Math.min(low.get(step.scope)!, index.get(inner)!));
        continue;
      }
      path.pop();
      const around = path.at(-1);
      if (around) low.set(around.scope, Math.min(low.get(around.scope)!, low.get(step.scope)!));
      if (low.get(step.scope) !== index.get(step.scope)) continue;
      const circle = stack.splice(stack.lastIndexOf(step.scope));
      let lowest = circle[0]!;
      for (const one of circle) lowest = Math.min(lowest, one);
      for (const one of circle) this.circles.set(one, lowest);
    }
    return this.circles.get(scope)!;
  }

  /** Files that take all names of a file, at any depth, by the number of that file; files that nobody takes are left out. */
  readersOf(files: Iterable<number>): Map<number, ReadonlySet<number>> {
    const takers = new Map<number, number[]>();
    for (const scope of this.modules.starImports.keys()) {
      const taker = this.columns.fileOf(scope);
      for (const target of this.targetsOf(scope)) {
        if (kindOf(target) !== Kind.module) continue;
        const known = takers.get(payloadOf(target));
        if (known) known.push(taker);
        else takers.set(payloadOf(target), [taker]);
      }
    }
    const readers = new Map<number, ReadonlySet<number>>();
    if (takers.size === 0) return readers;
    for (const file of files) {
      const found = new Set<number>(takers.get(file));
      for (const one of found) for (const taker of takers.get(one) ?? []) found.add(taker);
      if (found.size > 0) readers.set(file, found);
    }
    return readers;
  }
}
