// Modules that take all names of others, at any depth: which modules a name that is looked up so can come from, and who is
// to be told when one of them changes. Read from imports alone; what a binding holds is the evaluator's.

import { eachCircle } from '../../circles.ts';
import { NONE } from '../program/index.ts';
import type { Columns, FileId, NameId, ScopeId, Steps } from '../program/index.ts';
import { Kind, kindOf, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import type { Modules } from './modules.ts';
import type { ScopeIndex } from './scopeIndex.ts';

/** Among fewer modules than these each is asked whether it has a name. */
const FEW_MODULES = 32;
/** The sets that are kept at a time: each can hold all modules. */
const MAX_KEPT = 256;

/** Whether names are taken from a value that a star import leads to. */
function isFollowed(target: Value): boolean {
  return kindOf(target) === Kind.module || kindOf(target) === Kind.directory;
}

/** A set of modules: those from which a scope takes all names, in the order in which they are asked. */
interface Source {
  readonly targets: readonly Value[];
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
  private readonly wholeName: NameId;
  /** Scope → its set; the one asked for longest ago comes first. */
  private readonly sources = new Map<ScopeId, Source>();
  /** Scope → the lowest scope of those that take all names of each other in a circle. */
  private readonly circles = new Map<ScopeId, ScopeId>();
  private takers: ReadonlyMap<FileId, readonly FileId[]> | undefined;
  /** Name → targets of star imports that bind it, in path order. */
  private binders: ReadonlyMap<number, readonly Value[]> | undefined;

  constructor(columns: Columns, scopes: ScopeIndex, modules: Modules, wholeName: NameId, steps: Steps) {
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.wholeName = wholeName;
    this.steps = steps;
  }

  /** Whether a scope takes all names of some module. */
  has(scope: ScopeId): boolean {
    return this.modules.starImports.has(scope) || this.modules.impliedTargets(scope).length > 0;
  }

  /** The modules and packages that can offer `name` to a scope through star imports: those behind the last one first. */
  offering(scope: ScopeId, name: NameId): readonly Value[] {
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

  /** All modules and packages from which a scope takes every name, in the order in which they are asked. */
  targetsBehind(scope: ScopeId): readonly Value[] {
    return this.sourceOf(scope).targets;
  }

  private askAll(targets: readonly Value[], name: NameId): readonly Value[] {
    this.steps.take(targets.length);
    return targets.filter((target) => this.canOffer(target, name));
  }

  private canOffer(target: Value, name: NameId): boolean {
    if (kindOf(target) !== Kind.module) return true;
    const scope = this.modules.exportsScope[payloadOf(target)]!;
    return this.scopes.has(scope, name) || (this.wholeName >= 0 && this.scopes.has(scope, this.wholeName));
  }

  /** Packages stand under -1: they are asked for any name. */
  private findBinders(): Map<number, Value[]> {
    const binders = new Map<number, Value[]>();
    const add = (name: NameId, target: Value) => {
      const known = binders.get(name);
      if (!known) binders.set(name, [target]);
      else if (known.at(-1) !== target) known.push(target);
    };
    const targets = new Set<Value>();
    for (const scope of this.modules.starImports.keys())
      for (const target of this.targetsOf(scope)) targets.add(target);
    for (const target of [...targets].sort((a, b) => a - b)) {
      if (kindOf(target) !== Kind.module) {
        add(NONE, target);
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
  private targetsOf(scope: ScopeId): Value[] {
    const rows = this.modules.starImports.get(scope) ?? [];
    const targets: Value[] = [];
    for (let at = rows.length - 1; at >= 0; at--) {
      const target = this.modules.leadOf(rows[at]!);
      if (isFollowed(target)) targets.push(target);
    }
    return [...targets, ...this.modules.impliedTargets(scope).filter(isFollowed)];
  }

  private scopeOf(target: Value): ScopeId {
    return kindOf(target) === Kind.module ? this.modules.exportsScope[payloadOf(target)]! : NONE;
  }

  private sourceOf(scope: ScopeId): Source {
    const circle = this.circleOf(scope);
    const known = this.sources.get(circle);
    if (known) {
      this.sources.delete(circle);
      this.sources.set(circle, known);
      return known;
    }
    const source: Source = { targets: this.walk(circle), places: undefined };
    this.sources.set(circle, source);
    if (this.sources.size > MAX_KEPT) this.sources.delete(this.sources.keys().next().value!);
    return source;
  }

  /** Each module once, in the order in which the ways from `scope` meet them. */
  private walk(scope: ScopeId): Value[] {
    const met = new Set<Value>();
    const order: Value[] = [];
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

  /** Modules that take all names of each other have one set, whichever is asked. */
  private circleOf(scope: ScopeId): ScopeId {
    const { circles } = this;
    const targetsOf = (at: ScopeId) =>
      this.targetsOf(at)
        .map((target) => this.scopeOf(target))
        .filter((inner) => inner >= 0);
    eachCircle(
      scope,
      targetsOf,
      (at) => circles.has(at),
      (circle) => {
        let lowest = circle[0]!;
        for (const one of circle) lowest = Math.min(lowest, one) as ScopeId;
        for (const one of circle) circles.set(one, lowest);
      },
    );
    return circles.get(scope)!;
  }

  /** File → files that take all names of it. */
  private takersOf(file: FileId): readonly FileId[] {
    this.takers ??= this.findTakers();
    return this.takers.get(file) ?? [];
  }

  private findTakers(): ReadonlyMap<FileId, readonly FileId[]> {
    const takers = new Map<FileId, FileId[]>();
    for (const scope of this.modules.starImports.keys()) {
      const taker = this.columns.fileOf(scope);
      for (const target of this.targetsOf(scope)) {
        if (kindOf(target) !== Kind.module) continue;
        const known = takers.get(payloadOf(target));
        if (known) known.push(taker);
        else takers.set(payloadOf(target), [taker]);
      }
    }
    return takers;
  }

  /** The files that take all names of one of some files, at any depth. */
  readersOf(files: readonly FileId[]): ReadonlySet<FileId> {
    const readers = new Set(files.flatMap((file) => this.takersOf(file)));
    for (const reader of readers) for (const taker of this.takersOf(reader)) readers.add(taker);
    return readers;
  }
}
