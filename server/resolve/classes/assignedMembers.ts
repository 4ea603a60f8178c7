// What is assigned to members of objects, by object and name: a table of numbers, because it is made anew for every edit.

import { Column } from '../../facts/tables.ts';
import { mix } from '../program/index.ts';
import type { IdColumn, NameId, OwnerId, ProgramTable } from '../program/index.ts';
import { NO_OWNER } from './owners.ts';

const NO_ROWS: readonly number[] = [];

/** Rows of `memberAssignments` by whose member it is and how that is called. */
export class AssignedMembers {
  readonly #table: ProgramTable;
  /** Row → whose member it is, as far as was added. */
  readonly #owners: IdColumn<OwnerId>;
  /** Slot of an owner and a name → the first row and 1, 0 where it is free; row → the next one likewise. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor(table: ProgramTable) {
    this.#table = table;
    this.#owners = new Int32Array(table.rows) as IdColumn<OwnerId>;
    this.#first = new Int32Array(2 ** Math.ceil(Math.log2(2 * table.rows + 2)));
    this.#next = new Int32Array(table.rows);
  }

  /** Adds all rows of some owners, from `first` on; NO_OWNER stands where it is not known whose member it is. */
  add(first: number, owners: IdColumn<OwnerId>): void {
    this.#owners.set(owners, first);
    // From the last to the first, so that each list has them in their order.
    for (let at = owners.length - 1; at >= 0; at--) {
      if (owners[at] === NO_OWNER) continue;
      const row = first + at;
      const slot = this.#slotOf(owners[at]!, this.#nameOf(row));
      this.#next[row] = this.#first[slot]!;
      this.#first[slot] = row + 1;
    }
  }

  of(owner: OwnerId, name: NameId): readonly number[] {
    let at = this.#first[this.#slotOf(owner, name)]!;
    if (at === 0) return NO_ROWS;
    const rows: number[] = [];
    for (; at > 0; at = this.#next[at - 1]!) rows.push(at - 1);
    return rows;
  }

  /** The names of members among rows `first` to `end`, by whose they are. */
  namesAmong(first: number, end: number): ReadonlyMap<OwnerId, ReadonlySet<NameId>> {
    const names = new Map<OwnerId, Set<NameId>>();
    for (let row = first; row < end; row++) {
      const owner = this.#owners[row]!;
      if (owner === NO_OWNER) continue;
      const known = names.get(owner);
      if (known) known.add(this.#nameOf(row));
      else names.set(owner, new Set([this.#nameOf(row)]));
    }
    return names;
  }

  #slotOf(owner: OwnerId, name: NameId): number {
    const mask = this.#first.length - 1;
    let slot = mix(owner, name) & mask;
    for (;;) {
      const row = this.#first[slot]! - 1;
      if (row < 0 || (this.#owners[row] === owner && this.#nameOf(row) === name)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #nameOf(row: number): NameId {
    return this.#table.ints[row * this.#table.width + Column.memberAssignments.name]! as NameId;
  }
}
