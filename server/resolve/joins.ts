// What several bindings of one name hold together: those that can reach a place, or all of them. Few are joined for each
// use, as the place tells; of many only the join of all is made, once.

import { BindingKind, ScopeKind } from '../facts/expressions.ts';
import { ALWAYS, ANYTIME } from '../facts/tables.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import { ImportEvaluator } from './imports.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import { Kind, UNKNOWN, kindOf } from './values.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const INTERFACE_KIND = NODE_KINDS.indexOf('Interface');
const TYPE_KIND = NODE_KINDS.indexOf('Type');
const ANONYMOUS_KIND = 255;
/** Which of more bindings than these reach a place is not asked: any can. */
const MANY_BINDINGS = 64;

/** What is made of all bindings of a name. */
const Joined = {
  all: 0,
  /** With definitions that were replaced. */
  reaching: 1,
  /** Of those with a declared type. */
  declared: 2,
  /** The first that is known. */
  first: 3,
  /** Values assigned to a member; members of a class itself, and of its instances. */
  assigned: 4,
  member: 5,
  ofClass: 6,
  ofInstances: 7,
  /** Whatever stands under any name in an object literal. */
  entries: 8,
} as const;

/** A join that was made or runs. */
interface Join {
  state: 'running' | 'done' | 'undecided';
  /** Where it began; the answer, or the cycle that left it open. */
  depth: number;
  value: number;
  reason: number;
}

/** Evaluates names that are bound more than once. */
export abstract class JoinEvaluator extends ImportEvaluator {
  private readonly joins = new Map<number, Join>();
  /** First entry of a name with many bindings → the rows that hold at any time; undefined when these are many. */
  private readonly anytime = new Map<number, readonly number[] | undefined>();

  override forget(file = -1): void {
    super.forget(file);
    this.joins.clear();
  }

  /** What `name` is bound to in `scope`. `position` >= 0 limits it to bindings before that place when there are any. */
  boundValue(scope: number, name: number, position: number): number {
    if (!this.scopes.find(scope, name)) return UNKNOWN;
    const { scopes } = this;
    const { from, to } = scopes;
    if (to - from === 1) return this.bindingValue(scopes.rows[from]!);
    const rules = this.rulesOf(scope);
    if (rules.straightLine === true) return this.reachingValue(from, to, scope, position);
    let first = from;
    let end = to;
    if (position >= 0) {
      const before = this.firstFrom(position, from, to);
      if (before > from) {
        end = before;
        first = this.lastReplaced(from, end);
      }
    }
    if (end - first === 1) return this.bindingValue(scopes.rows[first]!);
    const isFirst = rules.typesDecide === true;
    if (end - first > MANY_BINDINGS)
      return this.joinOnce(scopes.rows[from]!, isFirst ? Joined.first : Joined.all, () =>
        isFirst ? this.firstKnown(from, to) : this.joinBindings(scopes.rows.slice(from, to)),
      );
    return isFirst ? this.firstKnown(first, end) : this.joinBindings(scopes.rows.slice(first, end));
  }

  /** The first entry of those from `from` to `to` that does not stand before `position`; they are sorted by it. */
  private firstFrom(position: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.columns.binding(this.scopes.rows[middle]!, 'position') < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The last of some bindings that replaces all before it; the first one when none does, or none of the last many. */
  private lastReplaced(from: number, to: number): number {
    const least = Math.max(from, to - 1 - MANY_BINDINGS);
    for (let entry = to - 1; entry > least; entry--) {
      const row = this.scopes.rows[entry]!;
      const kind = this.columns.binding(row, 'kind');
      const isValue = kind === BindingKind.value || kind === BindingKind.alias;
      if (isValue && this.columns.binding(row, 'value') >= 0) return entry;
    }
    return from;
  }

  /** The join of the bindings that can reach a place in straight-line code; the declared type when that is unknown. */
  private reachingValue(from: number, to: number, scope: number, position: number): number {
    const { rows } = this.scopes;
    const first = rows[from]!;
    const reaching = this.reachingRows(from, to, scope, position);
    const value =
      reaching === undefined && to - from > MANY_BINDINGS
        ? this.joinOnce(first, Joined.reaching, () => this.joinBindings(rows.slice(from, to), false))
        : this.joinBindings(reaching ?? rows.slice(from, to), false);
    // Which of several it is depends on the way that the program takes.
    if (kindOf(value) === Kind.union) this.reason = chain(this.reason, ReasonId.flow);
    if (value !== UNKNOWN || reaching === undefined) return value;
    const joinDeclared = () => {
      const declared = rows.slice(from, to).filter((row) => this.columns.binding(row, 'type') >= 0);
      return declared.length === 0 ? UNKNOWN : this.joinBindings(declared);
    };
    return to - from > MANY_BINDINGS ? this.joinOnce(first, Joined.declared, joinDeclared) : joinDeclared();
  }

  /** Of the bindings of a name those that can hold at `position`, from another function at -1; undefined for all. */
  private reachingRows(from: number, to: number, scope: number, position: number): Int32Array | undefined {
    const { columns } = this;
    const isInside = position >= 0;
    if (!isInside && columns.scopeKind(scope) !== ScopeKind.module) return undefined;
    const end = isInside ? this.firstFrom(position, from, to) : to;
    const anytime = this.anytimeRows(from, to);
    if (anytime === undefined) return undefined;
    const kept = [...anytime];
    // From the last one back to the one that surely replaces all before it; what can happen at any time stays.
    let isReplaced = false;
    for (let at = end - 1; at >= from && !isReplaced; at--) {
      if (end - at > MANY_BINDINGS) return undefined;
      const row = this.scopes.rows[at]!;
      const reach = columns.binding(row, 'reach');
      if (reach === ANYTIME || (isInside && reach < 0 && position >= -reach)) continue;
      kept.push(row);
      isReplaced = isInside ? position < Math.abs(reach) : reach === ALWAYS;
    }
    return kept.length === 0 || kept.length === to - from ? undefined : Int32Array.from(kept).sort();
  }

  /** The rows of a name that hold at any time; undefined when they are too many to be told apart. */
  private anytimeRows(from: number, to: number): readonly number[] | undefined {
    if (to - from > MANY_BINDINGS && this.anytime.has(from)) return this.anytime.get(from);
    const found: number[] = [];
    for (let entry = from; entry < to; entry++) {
      const row = this.scopes.rows[entry]!;
      if (this.columns.binding(row, 'reach') === ANYTIME) found.push(row);
    }
    const rows = found.length > MANY_BINDINGS ? undefined : found;
    if (to - from > MANY_BINDINGS) this.anytime.set(from, rows);
    return rows;
  }

  /** The join of the rows that begin with `first`, made once until the answers are forgotten. */
  private joinOnce(first: number, joined: number, make: () => number): number {
    const key = (first * 16 + joined) * 2 + Number(this.readsType);
    let known = this.joins.get(key);
    if (known) {
      if (known.state === 'running') return this.meetAgain(known.depth);
      if (known.state === 'undecided' && !this.isOver(known.value)) return UNKNOWN;
      this.reason = known.reason;
      if (known.state === 'done') return known.value;
    } else this.joins.set(key, (known = { state: 'running', depth: 0, value: UNKNOWN, reason: 0 }));
    known.state = 'running';
    known.depth = this.depth;
    const outerCycle = this.enter();
    const value = make();
    const cycle = this.leave(value, outerCycle);
    known.state = cycle === 0 ? 'done' : 'undecided';
    known.value = cycle === 0 ? value : cycle;
    known.reason = this.reason;
    return value;
  }

  /** Bindings of a member that were selected by `isStatic`, as in Classes.findMember. */
  protected joinMembers(rows: readonly number[], isStatic: boolean | undefined): number {
    const join = () => this.joinBindings(Int32Array.from(rows));
    if (rows.length <= MANY_BINDINGS) return join();
    const joined = isStatic === undefined ? Joined.member : isStatic ? Joined.ofClass : Joined.ofInstances;
    return this.joinOnce(rows[0]!, joined, join);
  }

  /** What is assigned to a member, as rows of memberAssignments. */
  protected joinAssigned(rows: readonly number[]): number {
    const join = () => {
      this.steps.take(rows.length);
      let value = UNKNOWN;
      for (const row of rows) value = this.values.join(value, this.assignedValue(row));
      return value;
    };
    // Their numbers are below zero, apart from those of bindings.
    return rows.length > MANY_BINDINGS ? this.joinOnce(-1 - rows[0]!, Joined.assigned, join) : join();
  }

  /** Any of the rows of an object literal that is an entry. */
  protected joinEntries(rows: Int32Array, isEntry: (row: number) => boolean): number {
    const join = () => {
      this.steps.take(rows.length);
      let value = UNKNOWN;
      for (const row of rows) if (isEntry(row)) value = this.values.join(value, this.bindingValue(row));
      return value;
    };
    return rows.length > MANY_BINDINGS ? this.joinOnce(rows[0]!, Joined.entries, join) : join();
  }

  protected abstract assignedValue(row: number): number;

  /** Where declarations decide the type of a name, the first one whose type is known tells it. */
  protected firstKnown(from: number, to: number): number {
    for (let entry = from; entry < to; entry++) {
      this.steps.take();
      const value = this.bindingValue(this.scopes.rows[entry]!);
      if (value !== UNKNOWN) return value;
    }
    return UNKNOWN;
  }

  /** Several bindings of one name: the last definition wins over earlier ones, assigned values are joined. */
  protected joinBindings(rows: Int32Array, replacesDefinitions = true): number {
    this.steps.take(rows.length);
    let value = UNKNOWN;
    let reason: number = ReasonId.local;
    const lastSymbol = replacesDefinitions ? this.lastDefinition(rows) : -1;
    for (const row of this.ofNamespace(rows)) {
      const isRedefined =
        lastSymbol >= 0 && row !== lastSymbol && this.columns.binding(row, 'kind') === BindingKind.symbol;
      if (isRedefined && !this.isMergeable(row)) continue;
      this.reason = ReasonId.local;
      const one = this.bindingValue(row);
      if (one === UNKNOWN) continue;
      reason = weaker(reason, this.reason);
      value = this.values.join(value, one);
    }
    this.reason = reason;
    return value;
  }

  /** The last row that defines a function or class, one that is read rather than assigned to if there is any. */
  protected lastDefinition(rows: Int32Array): number {
    const { columns } = this;
    let last = -1;
    let isSetter = false;
    for (const row of rows) {
      if (columns.binding(row, 'kind') !== BindingKind.symbol || this.isMergeable(row)) continue;
      const symbol = columns.binding(row, 'payload');
      if (columns.symbol(symbol, 'body') < 0) continue;
      const sets = this.types.isSetter(symbol);
      if (sets && last >= 0 && !isSetter) continue;
      last = row;
      isSetter = sets;
    }
    return last;
  }

  /** Interfaces and namespaces of one name add up; other definitions replace each other. */
  protected isMergeable(row: number): boolean {
    const kind = this.columns.symbol(this.columns.binding(row, 'payload'), 'kind');
    return kind === INTERFACE_KIND || kind === MODULE_KIND;
  }

  /** Of bindings of one name, those that are types or those that are values, as is asked for; all when that leaves none. */
  protected ofNamespace(rows: Int32Array): Int32Array {
    const { columns, readsType } = this;
    const kept = rows.filter((row) => {
      const isSymbol = columns.binding(row, 'kind') === BindingKind.symbol;
      const kind = isSymbol ? columns.symbol(columns.binding(row, 'payload'), 'kind') : -1;
      return readsType
        ? TYPE_KINDS.has(kind) || kind === ANONYMOUS_KIND
        : kind !== INTERFACE_KIND && kind !== TYPE_KIND;
    });
    return kept.length === 0 ? rows : kept;
  }
}
