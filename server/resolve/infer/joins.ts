// What several bindings of one name hold together: those that can reach a place, or all of them. Few are joined for each
// use, as the place tells; of many only the join of all is made, once.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { ALWAYS, ANYTIME, NEVER } from '../../facts/tables.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { BindingId, IdColumn, NameId, ScopeId, SymbolId } from '../program/index.ts';
import {
  ANYTHING,
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  chain,
  isProperty,
  isSetter,
  kindOf,
  weaker,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { namedValue } from './namedValues.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const CALLABLE_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method')]);
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

/**
 * What `name` is bound to in `scope`; `asType` asks for a type. `position` >= 0 limits it to bindings before that place
 * when there are any.
 */
export function boundValue(
  infer: Infer,
  scope: ScopeId,
  name: NameId,
  position: number,
  asType: boolean,
): Answer {
  const { scopes } = infer;
  const from = scopes.find(scope, name);
  if (from < 0) return NOTHING;
  const to = scopes.endOf(scope, from);
  const rules = infer.rulesOf(scope);
  if (rules.names.separateTypes === true) return namedValue(infer, from, to, position, asType);
  if (to - from === 1) return infer.explainBinding(scopes.rows[from]!, asType);
  if (rules.names.functionsApart === true) {
    const rows = readable(infer, [...scopes.rows.subarray(from, to)]);
    if (rows.length < to - from) return joinBindings(infer, Int32Array.from(rows), asType);
  }
  if (rules.flow.straightLine === true) return reachingValue(infer, from, to, scope, position, asType);
  let first = from;
  let end = to;
  if (position >= 0) {
    const before = firstFrom(infer, position, from, to);
    if (before > from) {
      end = before;
      first = lastReplaced(infer, from, end);
    }
  }
  if (end - first === 1) return infer.explainBinding(scopes.rows[first]!, asType);
  const isFirst = rules.types.typesDecide === true;
  if (end - first > MANY_BINDINGS)
    return joinOnce(infer, scopes.rows[from]!, isFirst ? Joined.first : Joined.all, asType, () =>
      isFirst
        ? firstKnown(infer, from, to, asType)
        : joinBindings(infer, scopes.rows.slice(from, to), asType),
    );
  return isFirst
    ? firstKnown(infer, first, end, asType)
    : joinBindings(infer, scopes.rows.slice(first, end), asType);
}

/** The first entry of those from `from` to `to` that does not stand before `position`; they are sorted by it. */
function firstFrom(infer: Infer, position: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (infer.columns.binding(infer.scopes.rows[middle]!, 'position') < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last of some bindings that replaces all before it; the first one when none does, or none of the last many. */
function lastReplaced(infer: Infer, from: number, to: number): number {
  const least = Math.max(from, to - 1 - MANY_BINDINGS);
  for (let entry = to - 1; entry > least; entry--) {
    const row = infer.scopes.rows[entry]!;
    const kind = infer.columns.binding(row, 'kind');
    const isValue = kind === BindingKind.value || kind === BindingKind.alias;
    if (isValue && infer.columns.binding(row, 'value') >= 0) return entry;
  }
  return from;
}

/** The join of the bindings that can reach a place in straight-line code; the declared type when that is unknown. */
function reachingValue(
  infer: Infer,
  from: number,
  to: number,
  scope: ScopeId,
  position: number,
  asType: boolean,
): Answer {
  const { rows } = infer.scopes;
  const first = rows[from]!;
  const reaching = declaredRows(infer, from, to, position, reachingRows(infer, from, to, scope, position));
  const found =
    reaching === undefined && to - from > MANY_BINDINGS
      ? joinOnce(infer, first, Joined.reaching, asType, () =>
          joinBindings(infer, rows.slice(from, to), asType, false),
        )
      : joinBindings(infer, reaching ?? rows.slice(from, to), asType, false);
  // Which of several it is depends on the way that the program takes.
  if (kindOf(found.type) === Kind.union) return answer(found.type, chain(found.reason, ReasonId.flow));
  if (found.type !== UNKNOWN || reaching === undefined) return found;
  const joinDeclared = () => {
    const declared = rows
      .slice(from, to)
      .filter((row) => infer.columns.binding(row as BindingId, 'type') >= 0);
    return declared.length === 0 ? found : joinBindings(infer, declared, asType);
  };
  return to - from > MANY_BINDINGS
    ? joinOnce(infer, first, Joined.declared, asType, joinDeclared)
    : joinDeclared();
}

/**
 * Of the bindings that reach another function or file, `reaching` or all, the definitions, where the language has those declare a
 * name; `reaching` itself where there are none.
 */
function declaredRows(
  infer: Infer,
  from: number,
  to: number,
  position: number,
  reaching: Int32Array | undefined,
): Int32Array | undefined {
  const { columns } = infer;
  if (position >= 0 || to - from > MANY_BINDINGS) return reaching;
  const rows = infer.scopes.rows.subarray(from, to);
  if (infer.rulesOf(columns.binding(rows[0]!, 'scope')).flow.definitionsDeclare !== true) return reaching;
  const all = reaching ?? rows.filter((row) => columns.binding(row as BindingId, 'reach') !== NEVER);
  if (!all.some((row) => columns.binding(row as BindingId, 'kind') === BindingKind.symbol)) return reaching;
  const declared = all.filter((row) => columns.binding(row as BindingId, 'kind') !== BindingKind.value);
  return declared.length === all.length ? reaching : Int32Array.from(declared);
}

/** Of the bindings of a name those that can hold at `position`, from another function at -1; undefined for all. */
function reachingRows(
  infer: Infer,
  from: number,
  to: number,
  scope: ScopeId,
  position: number,
): Int32Array | undefined {
  const { columns } = infer;
  const isInside = position >= 0;
  if (!isInside && columns.scopeKind(scope) !== ScopeKind.module) return undefined;
  const end = isInside ? firstFrom(infer, position, from, to) : to;
  const anytime = anytimeRows(infer, from, to);
  if (anytime === undefined) return undefined;
  const kept = [...anytime];
  // From the last one back to the one that surely replaces all before it; what can happen at any time stays.
  let isReplaced = false;
  for (let at = end - 1; at >= from && !isReplaced; at--) {
    if (end - at > MANY_BINDINGS) return undefined;
    const row = infer.scopes.rows[at]!;
    const reach = columns.binding(row, 'reach');
    if (reach === ANYTIME || reach === NEVER || (isInside && reach < 0 && position >= -reach)) continue;
    kept.push(row);
    isReplaced = isInside ? position < Math.abs(reach) : reach === ALWAYS;
  }
  return kept.length === 0 || kept.length === to - from ? undefined : Int32Array.from(kept).sort();
}

/** The rows of a name that hold at any time; undefined when they are too many to be told apart. */
function anytimeRows(infer: Infer, from: number, to: number): readonly BindingId[] | undefined {
  if (to - from > MANY_BINDINGS && infer.anytime.has(from)) return infer.anytime.get(from);
  const found: BindingId[] = [];
  for (let entry = from; entry < to; entry++) {
    const row = infer.scopes.rows[entry]!;
    if (infer.columns.binding(row, 'reach') === ANYTIME) found.push(row);
  }
  const rows = found.length > MANY_BINDINGS ? undefined : found;
  if (to - from > MANY_BINDINGS) infer.anytime.set(from, rows);
  return rows;
}

/** The join of the rows that begin with `first`, made once until the answers are forgotten. */
function joinOnce(infer: Infer, first: number, joined: number, asType: boolean, make: () => Answer): Answer {
  const { cycles } = infer;
  const { joins } = infer.answers;
  const key = (first * 16 + joined) * 2 + Number(asType);
  let known = joins.get(key);
  if (known) {
    if (known.state === 'running') return answer(cycles.meetAgain(known.depth), ReasonId.local);
    if (known.state === 'undecided' && !cycles.isOver(known.cycle)) return NOTHING;
    if (known.state === 'done') return known.found;
  } else joins.set(key, (known = { state: 'running', depth: 0, found: NOTHING, cycle: 0 }));
  known.state = 'running';
  known.depth = cycles.depth;
  const outerCycle = cycles.enter();
  known.found = make();
  known.cycle = cycles.leave(known.found.type, outerCycle);
  known.state = known.cycle === 0 ? 'done' : 'undecided';
  return known.found;
}

/** Bindings of a member that were selected by `isStatic`, as in Classes.findMember. */
export function joinMembers(
  infer: Infer,
  rows: readonly BindingId[],
  isStatic: boolean | undefined,
  asType: boolean,
): Answer {
  const join = () => joinBindings(infer, Int32Array.from(readable(infer, rows)), asType);
  if (rows.length <= MANY_BINDINGS) return join();
  const joined = isStatic === undefined ? Joined.member : isStatic ? Joined.ofClass : Joined.ofInstances;
  return joinOnce(infer, rows[0]!, joined, asType, join);
}

/** Of the bindings of a name those that a read means: functions are apart in some languages, and are read by a name of their own. */
export function readable(infer: Infer, rows: readonly BindingId[]): readonly BindingId[] {
  const { columns } = infer;
  if (rows.length < 2) return rows;
  const { names, modules } = infer.rulesOf(columns.binding(rows[0]!, 'scope'));
  if (names.functionsApart !== true) return rows;
  const built = modules.includesShow === true ? builtRows(infer, rows) : rows;
  const others = built.filter((row) => !isFunction(infer, row));
  return others.length === 0 ? built : others;
}

/** Of bindings in several branches of conditions those that the default build has, where it has any. */
export function builtRows(infer: Infer, rows: readonly BindingId[]): readonly BindingId[] {
  if (rows.length < 2) return rows;
  const built = rows.filter((row) => {
    const symbol = infer.columns.binding(row, 'symbol');
    return symbol < 0 || !infer.builds.lacks(symbol);
  });
  return built.length === 0 ? rows : built;
}

/** Whether a binding is that of a function. */
export function isFunction(infer: Infer, row: BindingId): boolean {
  const { columns } = infer;
  if (columns.binding(row, 'kind') !== BindingKind.symbol) return false;
  const symbol = columns.binding(row, 'payload');
  return CALLABLE_KINDS.has(columns.symbol(symbol, 'kind')) && !isReadAlone(infer, symbol);
}

/** Whether a function is a property that no call of its name means. */
export function isReadAlone({ columns, rulesOfFile, types }: Infer, symbol: SymbolId): boolean {
  const { classes } = rulesOfFile[columns.fileOfSymbol(symbol)]!;
  return classes.propertiesApart === true && isProperty(types, symbol);
}

/** What is assigned to a member, as rows of memberAssignments. */
export function joinAssigned(infer: Infer, rows: readonly number[]): Answer {
  const join = () => {
    infer.steps.take(rows.length);
    let type = UNKNOWN;
    let reason: number = ReasonId.local;
    for (const row of rows) {
      const one = infer.explainAssigned(row);
      type = infer.values.join(type, one.type);
      reason = one.reason;
    }
    return answer(type, reason);
  };
  return rows.length > MANY_BINDINGS ? joinOnce(infer, rows[0]!, Joined.assigned, false, join) : join();
}

/** Any of the rows of an object literal that is an entry. */
export function joinEntries(
  infer: Infer,
  rows: IdColumn<BindingId>,
  isEntry: (row: BindingId) => boolean,
): Value {
  const join = () => {
    infer.steps.take(rows.length);
    let type = UNKNOWN;
    for (const row of rows)
      if (isEntry(row)) type = infer.values.join(type, infer.explainBinding(row, false).type);
    return answer(type, ReasonId.element);
  };
  const found = rows.length > MANY_BINDINGS ? joinOnce(infer, rows[0]!, Joined.entries, false, join) : join();
  return found.type;
}

/** Where declarations decide the type of a name, the first one whose type is known tells it. */
function firstKnown(infer: Infer, from: number, to: number, asType: boolean): Answer {
  let found = NOTHING;
  for (let entry = from; entry < to && found.type === UNKNOWN; entry++) {
    infer.steps.take();
    found = infer.explainBinding(infer.scopes.rows[entry]!, asType);
  }
  return found;
}

/** Several bindings of one name: the last definition wins over earlier ones, assigned values are joined. */
function joinBindings(infer: Infer, rows: Int32Array, asType: boolean, replacesDefinitions = true): Answer {
  infer.steps.take(rows.length);
  let type = UNKNOWN;
  let reason: number = ReasonId.local;
  const lastSymbol = replacesDefinitions ? lastDefinition(infer, rows as IdColumn<BindingId>) : -1;
  for (const row of ofNamespace(infer, rows as IdColumn<BindingId>, asType)) {
    const isRedefined =
      lastSymbol >= 0 && row !== lastSymbol && infer.columns.binding(row, 'kind') === BindingKind.symbol;
    if (isRedefined && !isMergeable(infer, row)) continue;
    const one = infer.explainBinding(row, asType);
    if (one.type === UNKNOWN) continue;
    reason = weaker(reason, one.reason);
    type = infer.values.join(type, one.type);
    // Nothing that comes makes less of it: signatures can be many, and dear to read.
    if (type === ANYTHING) break;
  }
  return answer(type, reason);
}

/** The last row that defines a function or class, one that is read rather than assigned to if there is any. */
function lastDefinition(infer: Infer, rows: IdColumn<BindingId>): number {
  const { columns } = infer;
  let last = -1;
  let isLastSetter = false;
  for (const row of rows) {
    if (columns.binding(row, 'kind') !== BindingKind.symbol || isMergeable(infer, row)) continue;
    const symbol = columns.binding(row, 'payload');
    if (columns.symbol(symbol, 'body') < 0) continue;
    const sets = isSetter(infer.types, symbol);
    if (sets && last >= 0 && !isLastSetter) continue;
    last = row;
    isLastSetter = sets;
  }
  return last;
}

/** Interfaces and namespaces of one name add up; other definitions replace each other. */
function isMergeable(infer: Infer, row: BindingId): boolean {
  const kind = infer.columns.symbol(infer.columns.binding(row, 'payload'), 'kind');
  return kind === INTERFACE_KIND || kind === MODULE_KIND;
}

/** Of bindings of one name, those that are types or those that are values, as is asked for; all when that leaves none. */
function ofNamespace(infer: Infer, rows: IdColumn<BindingId>, asType: boolean): IdColumn<BindingId> {
  const isKept = (row: number): boolean => isOfNamespace(infer, row as BindingId, asType);
  if (rows.every(isKept)) return rows;
  const kept = rows.filter(isKept);
  return kept.length === 0 ? rows : (kept as IdColumn<BindingId>);
}

function isOfNamespace({ columns }: Infer, row: BindingId, asType: boolean): boolean {
  const isSymbol = columns.binding(row, 'kind') === BindingKind.symbol;
  const kind = isSymbol ? columns.symbol(columns.binding(row, 'payload'), 'kind') : -1;
  return asType
    ? TYPE_KINDS.has(kind) || kind === ANONYMOUS_KIND
    : kind !== INTERFACE_KIND && kind !== TYPE_KIND;
}
