// Moves among the records of one file and reads their text. Knows nothing of facts.

import { SLOTS } from '../../languages/language.ts';
import type { NodeRule, Slot } from '../../languages/language.ts';
import type { CompiledKinds } from '../kinds.ts';
import {
  RECORD_SIZE,
  R_END,
  R_END_LINE,
  R_FIELD,
  R_KIND,
  R_LINE,
  R_NEXT,
  R_PARENT,
  R_START,
} from '../records.ts';
import type { RecordBuffer } from '../records.ts';

const SLOT_COUNT = SLOTS.length;
const SLOT_INDEX = Object.fromEntries(SLOTS.map((slot, index) => [slot, index])) as Record<Slot, number>;

/** The records of one file; a record is named by its offset in the walk's output. */
export class RecordReader {
  readonly ints: Int32Array;
  /** Where the records end. */
  readonly length: number;
  private readonly compiled: CompiledKinds;
  private readonly source: string;

  constructor(compiled: CompiledKinds, records: RecordBuffer, source: string) {
    this.compiled = compiled;
    this.ints = records.ints;
    this.length = records.length;
    this.source = source;
  }

  kindOf(record: number): number {
    return this.ints[record + R_KIND]!;
  }
  ruleOf(record: number): NodeRule {
    return this.compiled.rules[this.ints[record + R_KIND]!]!;
  }
  typeOf(record: number): string {
    return this.compiled.types[this.ints[record + R_KIND]!]!;
  }
  start(record: number): number {
    return this.ints[record + R_START]!;
  }
  end(record: number): number {
    return this.ints[record + R_END]!;
  }
  line(record: number): number {
    return this.ints[record + R_LINE]!;
  }
  /** A line break at the end, as a macro's, is the last of its line. */
  endLine(record: number): number {
    const endsWithBreak = this.source[this.ints[record + R_END]! - 1] === '\n';
    return this.ints[record + R_END_LINE]! - (endsWithBreak ? 1 : 0);
  }
  field(record: number): number {
    return this.ints[record + R_FIELD]!;
  }
  text(record: number): string {
    const kind = this.ints[record + R_KIND]!;
    const spelled = this.compiled.spellings[kind];
    if (spelled !== undefined) return spelled;
    const text = this.source.slice(this.ints[record + R_START], this.ints[record + R_END]);
    const respell = this.compiled.respellings[kind];
    if (respell !== undefined) return respell(text);
    const affix = this.compiled.affixes[kind];
    if (affix === undefined) return text;
    const written = affix.raises ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    return affix.before + written + affix.after;
  }
  textBetween(start: number, end: number): string {
    return this.source.slice(start, end);
  }
  /** The source text before a record. */
  textBefore(record: number): string {
    return this.source.slice(0, this.start(record));
  }
  firstChild(record: number): number {
    const next = record + RECORD_SIZE;
    return next < this.ints[record + R_NEXT]! ? next : -1;
  }
  /** `parent` is -1 at the top of the file. */
  nextSibling(record: number, parent: number): number {
    const next = this.ints[record + R_NEXT]!;
    return next < (parent < 0 ? this.length : this.ints[parent + R_NEXT]!) ? next : -1;
  }
  parentOf(record: number): number {
    return this.ints[record + R_PARENT]!;
  }
  childByFieldId(record: number, field: number): number {
    if (field === 0) return -1;
    const { ints } = this;
    const end = ints[record + R_NEXT]!;
    for (let child = record + RECORD_SIZE; child < end; child = ints[child + R_NEXT]!) {
      if (ints[child + R_FIELD] === field) return child;
    }
    return -1;
  }
  childByField(record: number, field: string): number {
    return this.childByFieldId(record, this.compiled.fieldId(field));
  }
  fieldIs(record: number, field: string): boolean {
    return this.ints[record + R_FIELD] === this.compiled.fieldId(field);
  }
  /** The field id of a slot for the node type of `record`, 0 for none. */
  slotField(record: number, slot: Slot): number {
    return this.compiled.slots[this.ints[record + R_KIND]! * SLOT_COUNT + SLOT_INDEX[slot]]!;
  }
  /** The child that fills a slot, -1 when there is none. */
  slot(record: number, slot: Slot): number {
    return this.childByFieldId(record, this.slotField(record, slot));
  }
}
