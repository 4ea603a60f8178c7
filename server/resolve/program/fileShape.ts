// How the facts of a file hang together: what stands in which function and class, and what hangs on which symbol.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { A_OPERAND, Operand } from '../../facts/operands.ts';
import type { FactsReader } from './factsReader.ts';

const NO_SCOPE = -1;
const NOWHERE = new Int32Array(0);

/** Rows of one function: what it returns and binds, and the functions inside. */
export interface FunctionParts {
  readonly returns: number[];
  readonly bindings: number[];
  readonly assignments: number[];
  readonly inner: number[];
}

/** The scopes of one file. */
export class FileShape {
  /** Scope → 1 when no other file can name what it binds. */
  readonly isLocal: Uint8Array;
  /** Scope → symbol of the function around it, and of the outermost one, -1 at the top of the file. */
  readonly functionOf: Int32Array;
  readonly outermostOf: Int32Array;
  private readonly facts: FactsReader;

  constructor(facts: FactsReader) {
    this.facts = facts;
    const scopes = facts.rows('scopes');
    this.functionOf = new Int32Array(scopes).fill(-1);
    this.outermostOf = new Int32Array(scopes).fill(-1);
    this.isLocal = new Uint8Array(scopes);
    for (let scope = 0; scope < scopes; scope++) this.placeScope(scope);
  }

  private placeScope(scope: number): void {
    const { facts } = this;
    const kind = facts.cell('scopes', scope, 'kind');
    const parent = facts.cell('scopes', scope, 'parent');
    const isFunction = kind === ScopeKind.function || kind === ScopeKind.arrow;
    const around = parent < 0 ? -1 : this.functionOf[parent]!;
    const own = isFunction ? facts.cell('scopes', scope, 'owner') : around;
    this.functionOf[scope] = own;
    this.outermostOf[scope] = around < 0 ? own : this.outermostOf[parent]!;
    const isOpen = kind !== ScopeKind.block && !isFunction;
    this.isLocal[scope] = isFunction || !isOpen || (around >= 0 && !this.hasMembers(kind)) ? 1 : 0;
  }

  /** Names in such a scope are members of something that can leave the function. */
  private hasMembers(kind: number): boolean {
    return kind === ScopeKind.class || kind === ScopeKind.object || kind === ScopeKind.namespace;
  }

  /** Names of the functions around a scope, the innermost first; those without a name are left out. */
  holdersOf(scope: number): readonly number[] {
    const { facts } = this;
    const names: number[] = [];
    for (let at = scope; at >= 0;) {
      const holder = this.functionOf[at]!;
      if (holder < 0) break;
      const name = facts.text('symbols', holder, 'name');
      if (name !== 0) names.push(name);
      at = facts.cell('symbols', holder, 'scope');
    }
    return names;
  }

  /** The name of the class around a scope, 0 where there is none. */
  containerOf(scope: number): number {
    const { facts } = this;
    for (let at = scope; at >= 0; at = facts.cell('scopes', at, 'parent')) {
      if (facts.cell('scopes', at, 'kind') !== ScopeKind.class) continue;
      const owner = facts.cell('scopes', at, 'owner');
      return owner < 0 ? 0 : facts.text('symbols', owner, 'name');
    }
    return 0;
  }

  /** The last name of what a type expression names, 0 when it has none. */
  lastName(expression: number): number {
    const { facts } = this;
    const op = facts.cell('expressions', expression, 'op');
    if (op === Op.name) return facts.string(facts.cell('expressions', expression, 'a'));
    if (op === Op.member) return facts.string(facts.cell('expressions', expression, 'b'));
    const isWrapped = A_OPERAND[op] === Operand.expression;
    const inner = facts.cell('expressions', expression, 'a');
    return isWrapped && inner >= 0 ? this.lastName(inner) : 0;
  }
}

/** What stands in which function, and what hangs on which symbol. */
export class FileParts {
  /** Function → what stands in it directly. */
  readonly parts = new Map<number, FunctionParts>();
  /** Scope → its bindings. */
  readonly bindingsOf = new Map<number, number[]>();
  /** Scope → its type parameters. */
  readonly typeParametersOf = new Map<number, number[]>();
  /** Symbol → its rows of bases, and of decorators. */
  readonly basesOf: ReadonlyMap<number, readonly number[]>;
  readonly decoratorsOf: ReadonlyMap<number, readonly number[]>;
  private readonly facts: FactsReader;
  private readonly shape: FileShape;
  private readonly scopePositions = new Map<number, Int32Array>();
  private readonly namePositions = new Map<number, ReadonlyMap<number, Int32Array>>();
  private readonly returnPositions = new Map<number, Int32Array>();

  constructor(facts: FactsReader, shape: FileShape) {
    this.facts = facts;
    this.shape = shape;
    this.basesOf = this.groupBySymbol('bases');
    this.decoratorsOf = this.groupBySymbol('decorators');
    this.collectParts();
  }

  private groupBySymbol(table: 'bases' | 'decorators'): Map<number, number[]> {
    const groups = new Map<number, number[]>();
    for (let row = 0; row < this.facts.rows(table); row++)
      addTo(groups, this.facts.cell(table, row, 'symbol'), row);
    return groups;
  }

  private partsOf(symbol: number): FunctionParts {
    let parts = this.parts.get(symbol);
    if (!parts) this.parts.set(symbol, (parts = { returns: [], bindings: [], assignments: [], inner: [] }));
    return parts;
  }

  private collectParts(): void {
    const { facts } = this;
    for (let row = 0; row < facts.rows('returns'); row++)
      this.partsOf(facts.cell('returns', row, 'symbol')).returns.push(row);
    for (let row = 0; row < facts.rows('bindings'); row++) {
      const scope = facts.cell('bindings', row, 'scope');
      addTo(this.bindingsOf, scope, row);
      if (facts.cell('bindings', row, 'kind') === BindingKind.typeParameter)
        addTo(this.typeParametersOf, scope, row);
      const holder = this.shape.functionOf[scope]!;
      if (holder >= 0) this.partsOf(holder).bindings.push(row);
    }
    for (let row = 0; row < facts.rows('memberAssignments'); row++) {
      const object = facts.cell('memberAssignments', row, 'object');
      const scope = object < 0 ? NO_SCOPE : facts.cell('expressions', object, 'scope');
      const holder = scope < 0 ? -1 : this.shape.functionOf[scope]!;
      if (holder >= 0) this.partsOf(holder).assignments.push(row);
    }
    for (let row = 0; row < facts.rows('symbols'); row++) {
      const scope = facts.cell('symbols', row, 'scope');
      const holder = scope < 0 ? -1 : this.shape.functionOf[scope]!;
      if (holder >= 0 && holder !== row) this.partsOf(holder).inner.push(row);
    }
  }

  /** Where the bindings of a scope stand, sorted. */
  positionsIn(scope: number): Int32Array {
    return keep(this.scopePositions, scope, () => this.positions(this.bindingsOf.get(scope) ?? []));
  }

  /** Where the bindings of one name in a scope stand, sorted. */
  positionsOf(scope: number, name: number): Int32Array {
    const { facts } = this;
    const names = keep(this.namePositions, scope, () => {
      const rows = new Map<number, number[]>();
      for (const row of this.bindingsOf.get(scope) ?? [])
        addTo(rows, facts.text('bindings', row, 'name'), row);
      return new Map([...rows].map(([one, some]) => [one, this.positions(some)]));
    });
    return names.get(name) ?? NOWHERE;
  }

  /** Where a function returns, sorted. */
  returnsOf(symbol: number): Int32Array {
    const { facts } = this;
    return keep(this.returnPositions, symbol, () => {
      const values = (this.parts.get(symbol)?.returns ?? []).map((row) =>
        facts.cell('returns', row, 'value'),
      );
      const written = values.filter((value) => value >= 0);
      return Int32Array.from(written, (value) => facts.cell('expressions', value, 'position')).sort();
    });
  }

  private positions(rows: readonly number[]): Int32Array {
    return Int32Array.from(rows, (row) => this.facts.cell('bindings', row, 'position')).sort();
  }
}

function keep<Value>(known: Map<number, Value>, key: number, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}

/** Adds a row to its group. */
export function addTo<Row>(groups: Map<number, Row[]>, key: number, row: Row): void {
  const rows = groups.get(key);
  if (rows) rows.push(row);
  else groups.set(key, [row]);
}

/** How many of some sorted numbers are at least `from` and below `end`. */
export function countBetween(sorted: Int32Array, from: number, end: number): number {
  return Math.max(0, lowerBound(sorted, end) - lowerBound(sorted, from));
}

function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
