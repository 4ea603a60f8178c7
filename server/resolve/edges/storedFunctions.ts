// Which functions a call through a member or variable can reach where values are not followed: those that are stored in it
// anywhere in the program, when all that is stored there is known. Rows come from stored.ts of extraction.

import { BaseKind, INDEXED, Op, positionalName } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { Evaluator } from '../infer/index.ts';
import { NONE, NO_NAME, Place } from '../program/index.ts';
import type { Cells, Columns, ExprId, Lookups, NameId, Program, SymbolId } from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from '../types/index.ts';
import type { ValueTable } from '../types/index.ts';

/** More places than these that store something under a name are not looked at. */
const MAX_STORES = 64;
/** Typedefs of typedefs beyond these are not followed. */
const MAX_ALIASES = 8;
/** A call that could reach more functions than these is left a reference. */
const MAX_TARGETS = 8;
const NO_FUNCTIONS: readonly SymbolId[] = [];
const NO_STORES: readonly number[] = [];
const FIELD = NODE_KINDS.indexOf('Field');

/** Finds the functions that members and variables of linked programs hold. */
export class StoredFunctions {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly values: ValueTable;
  private readonly lookups: Lookups;
  private readonly evaluator: Evaluator;
  /** Name of a member → rows of memberAssignments; made when it is first needed. */
  private stores: ReadonlyMap<NameId, readonly number[]> | undefined;
  /** Name of a typedef → names of what it stands for; made when it is first needed. */
  private aliases: ReadonlyMap<NameId, readonly NameId[]> | undefined;
  /** What was found for the file whose edges are made: member or variable → functions. */
  private readonly found = new Map<number, readonly SymbolId[]>();

  constructor(
    program: Program,
    columns: Columns,
    scopes: ScopeIndex,
    values: ValueTable,
    lookups: Lookups,
    evaluator: Evaluator,
  ) {
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
    this.values = values;
    this.lookups = lookups;
    this.evaluator = evaluator;
  }

  /** Forgets what was found, for the edges of the next file. */
  forget(): void {
    this.found.clear();
  }

  /** The functions that a member of a type, the symbol of a field, can hold; none when others are possible. */
  inMember(field: SymbolId): readonly SymbolId[] {
    return this.once(field, () => {
      const { columns } = this;
      const owner = columns.symbol(field, 'parent');
      const name = columns.symbol(field, 'name');
      const rows = [...this.storedUnder(this.program.strings[name]!)];
      const position = this.positionOf(owner, field);
      if (position >= 0) rows.push(...this.storedAt(position, columns.symbol(owner, 'name')));
      return this.joined(rows, (object) => {
        const value = this.evaluator.evaluate(object);
        return kindOf(value) === Kind.instance && payloadOf(value) === owner;
      });
    });
  }

  /** The functions that a variable, or any element of it, can hold; none when others are possible. */
  inVariable(variable: SymbolId, variableAt: (expression: ExprId) => number): readonly SymbolId[] {
    return this.once(variable, () => {
      const { columns } = this;
      const name = columns.symbol(variable, 'name');
      const rows = this.storedUnder(INDEXED).filter((row) => {
        const object = this.cell(row, 'object');
        const isSymbol = columns.op(object) === Op.symbol;
        return isSymbol ? columns.a(object) === variable : columns.a(object) === name;
      });
      return this.joined(rows, (object) =>
        columns.op(object) === Op.symbol ? columns.a(object) === variable : variableAt(object) === variable,
      );
    });
  }

  private once(symbol: SymbolId, find: () => readonly SymbolId[]): readonly SymbolId[] {
    let known = this.found.get(symbol);
    if (!known) this.found.set(symbol, (known = find()));
    return known;
  }

  /** The functions in those of the rows whose object is the one that is asked for. */
  private joined(rows: readonly number[], isIt: (object: ExprId) => boolean): readonly SymbolId[] {
    if (rows.length > MAX_STORES) return NO_FUNCTIONS;
    const targets = new Set<SymbolId>();
    for (const row of rows) {
      if (!isIt(this.cell(row, 'object'))) continue;
      const value = this.cell(row, 'value');
      const stored = value < 0 ? UNKNOWN : this.evaluator.evaluate(value);
      if (stored === UNKNOWN) return NO_FUNCTIONS;
      let isFunction = true;
      this.values.each(stored, (one) => {
        if (kindOf(one) === Kind.function) targets.add(payloadOf(one));
        else isFunction &&= kindOf(one) === Kind.external;
      });
      if (!isFunction) return NO_FUNCTIONS;
    }
    return targets.size > MAX_TARGETS ? NO_FUNCTIONS : [...targets];
  }

  /** The place of a field among the members of its type, -1 where that cannot be told. */
  private positionOf(owner: SymbolId, field: number): number {
    const { columns, scopes } = this;
    const body = columns.symbol(owner, 'body');
    if (body < 0 || this.evaluator.classes.basesOf(owner).length > 0) return -1;
    const rows = [...scopes.rows.subarray(scopes.first[body], scopes.first[body + 1])]
      .filter((row) => {
        const symbol = columns.binding(row, 'symbol');
        return symbol >= 0 && columns.symbol(symbol, 'kind') === FIELD;
      })
      .sort((a, b) => columns.binding(a, 'position') - columns.binding(b, 'position'));
    return rows.findIndex((row) => columns.binding(row, 'symbol') === field);
  }

  /** The rows that store by position into a type of this name, or of one that stands for it. */
  private storedAt(position: number, typeName: NameId): number[] {
    const rows: number[] = [];
    const isMeant = new Map<NameId, boolean>([[typeName, true]]);
    for (const row of this.storedUnder(positionalName(position))) {
      const written = this.typeNameOf(row);
      let isIt = isMeant.get(written);
      if (isIt === undefined) isMeant.set(written, (isIt = this.standsFor(written, typeName)));
      if (isIt) rows.push(row);
    }
    return rows;
  }

  /** Whether some typedef of the program makes `alias` another name of a type that is called `typeName`. */
  private standsFor(alias: NameId, typeName: NameId): boolean {
    this.aliases ??= this.listAliases();
    let named: NameId[] = [alias];
    for (let steps = 0; steps < MAX_ALIASES && named.length > 0; steps++) {
      for (const name of named) this.lookups.noteAnywhere(Place.linkage, name);
      if (named.includes(typeName)) return true;
      named = named.flatMap((name) => this.aliases!.get(name) ?? []);
    }
    return false;
  }

  /** Name of a typedef → the names of the types that it stands for. */
  private listAliases(): ReadonlyMap<NameId, readonly NameId[]> {
    const { columns, program } = this;
    const { ints, width } = program.tables.bases;
    const aliases = new Map<NameId, NameId[]>();
    program.files.forEach(({ language }, file) => {
      if (language.rules.modules.moduleUnit !== 'program') return;
      for (let row = program.firstRow.bases[file]!; row < program.firstRow.bases[file + 1]!; row++) {
        const type = ints[row * width + Column.bases.type]! as ExprId;
        if (ints[row * width + Column.bases.kind] !== BaseKind.alias || columns.op(type) !== Op.name)
          continue;
        const name = columns.symbol(ints[row * width + Column.bases.symbol]! as SymbolId, 'name');
        const known = aliases.get(name);
        if (!known) aliases.set(name, [columns.a(type)]);
        else if (!known.includes(columns.a(type))) known.push(columns.a(type));
      }
    });
    return aliases;
  }

  /** The name of the type of what a row stores into, 0 where it is not written. */
  private typeNameOf(row: number): NameId {
    const { columns } = this;
    const object = this.cell(row, 'object');
    const type = columns.op(object) === Op.instance ? columns.a(object) : NONE;
    return type >= 0 && columns.op(type) === Op.name ? columns.a(type) : NO_NAME;
  }

  private storedUnder(name: string): readonly number[] {
    this.lookups.noteTexts(Place.assigned, '', name);
    const number = this.program.numbers.get(name);
    this.stores ??= this.listStores();
    return (number === undefined ? undefined : this.stores.get(number)) ?? NO_STORES;
  }

  private listStores(): ReadonlyMap<NameId, readonly number[]> {
    const { files, firstRow } = this.program;
    const stores = new Map<NameId, number[]>();
    files.forEach(({ language }, file) => {
      if (language.rules.modules.moduleUnit !== 'program') return;
      for (let row = firstRow.memberAssignments[file]!; row < firstRow.memberAssignments[file + 1]!; row++) {
        const name = this.cell(row, 'name');
        const known = stores.get(name);
        if (known) known.push(row);
        else stores.set(name, [row]);
      }
    });
    return stores;
  }

  private cell<Name extends 'object' | 'name' | 'value'>(
    row: number,
    column: Name,
  ): Cells<'memberAssignments'>[Name] {
    const { ints, width } = this.program.tables.memberAssignments;
    return ints[row * width + Column.memberAssignments[column]] as Cells<'memberAssignments'>[Name];
  }
}
