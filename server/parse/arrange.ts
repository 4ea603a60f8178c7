// Gives the records of a tree the shape that roles ask for, where a grammar leaves the parts of its nodes without fields or
// spells one construct in many ways. What shape that is the language says (`hooks.arrange`); this file reads and writes.

import type { ArrangeApi, Arrangement, LanguageHooks } from '../languages/language.ts';
import type { CompiledKinds } from './kinds.ts';
import { RecordReader } from './extract/recordReader.ts';
import { RecordBuffer, RECORD_SIZE, R_FIELD, R_KIND, R_END, R_NEXT, R_PARENT, R_START } from './records.ts';

/** What arranging needs of a grammar. */
interface Tables {
  readonly compiled: CompiledKinds;
  readonly kinds: ReadonlyMap<string, number>;
  readonly arrangements: readonly (Arrangement | undefined)[];
}

/** Arranges the records of one file after another; one per language, grammar and thread. */
export class Arranger {
  private readonly output = new RecordBuffer();
  private readonly tables: Tables;
  private readonly arrangeFile: LanguageHooks['arrangeFile'];
  private readonly arranges: LanguageHooks['arranges'];

  constructor(compiled: CompiledKinds, { arrange: arrangements = {}, arrangeFile, arranges }: LanguageHooks) {
    this.arrangeFile = arrangeFile;
    this.arranges = arranges;
    this.tables = {
      compiled,
      kinds: new Map(compiled.types.map((type, kind) => [type, kind])),
      arrangements: compiled.types.map((type) => arrangements[type]),
    };
  }

  /** The records of `source`, arranged; they are good until the next call. */
  run(records: RecordBuffer, source: string): RecordBuffer {
    if (this.arranges?.(source) === false) return records;
    this.output.length = 0;
    const arranging = new Arranging(this.tables, records, source, this.output);
    if (this.arrangeFile) {
      const all: number[] = [];
      for (let record = 0; record < records.length; record = records.ints[record + R_NEXT]!) all.push(record);
      this.arrangeFile(arranging, all);
      return this.output;
    }
    for (let record = 0; record < records.length; record = records.ints[record + R_NEXT]!)
      arranging.arrange(record);
    return this.output;
  }
}

/** One file that is being arranged. */
class Arranging implements ArrangeApi {
  private readonly tree: RecordReader;
  private readonly ints: Int32Array;
  private readonly tables: Tables;
  private readonly output: RecordBuffer;
  /** Records that are open, the innermost last. */
  private readonly open: number[] = [];

  constructor(tables: Tables, records: RecordBuffer, source: string, output: RecordBuffer) {
    this.tree = new RecordReader(tables.compiled, records, source);
    this.ints = records.ints;
    this.tables = tables;
    this.output = output;
  }

  text(record: number): string {
    return this.tree.text(record);
  }
  textBetween(start: number, end: number): string {
    return this.tree.textBetween(start, end);
  }
  start(record: number): number {
    return this.tree.start(record);
  }
  end(record: number): number {
    return this.tree.end(record);
  }
  typeOf(record: number): string {
    return this.tree.typeOf(record);
  }
  fieldIs(record: number, field: string): boolean {
    return this.tree.fieldIs(record, field);
  }
  firstChild(record: number): number {
    return this.tree.firstChild(record);
  }

  arrange(record: number, field?: string): void {
    const arrangement = this.tables.arrangements[this.ints[record + R_KIND]!];
    if (arrangement) arrangement(this, record, field ?? this.ownField(record));
    else this.copy(record, field);
  }

  copy(record: number, field?: string): void {
    const { ints } = this;
    const id = field === undefined ? ints[record + R_FIELD]! : this.tables.compiled.fieldId(field);
    this.begin(ints[record + R_KIND]!, id, record);
    this.arrangeChildren(record);
    this.close();
  }

  arrangeChildren(record: number): void {
    const { ints } = this;
    const end = ints[record + R_NEXT]!;
    for (let child = record + RECORD_SIZE; child < end; child = ints[child + R_NEXT]!) this.arrange(child);
  }

  write(type: string, field: string, at: number, body?: () => void): void {
    const kind = this.tables.kinds.get(type);
    if (kind === undefined) throw new Error(`${this.tables.compiled.language.id} has no rule for ${type}`);
    this.begin(kind, this.tables.compiled.fieldId(field), at);
    body?.();
    this.close();
  }

  writeWord(type: string, field: string, at: number, start: number, end: number): void {
    this.write(type, field, at);
    const record = this.output.length - RECORD_SIZE;
    this.output.ints[record + R_START] = start;
    this.output.ints[record + R_END] = end;
  }

  around(types?: ReadonlySet<string>): string {
    for (let index = this.open.length - 1; index >= 0; index--) {
      const type = this.tables.compiled.types[this.output.ints[this.open[index]! + R_KIND]!]!;
      if (types === undefined || types.has(type)) return type;
    }
    return '';
  }

  children(record: number): number[] {
    const { ints } = this;
    const found: number[] = [];
    const end = ints[record + R_NEXT]!;
    for (let child = record + RECORD_SIZE; child < end; child = ints[child + R_NEXT]!) found.push(child);
    return found;
  }

  /** The field by which the grammar holds a record. */
  private ownField(record: number): string {
    return this.tables.compiled.grammar.fields[this.ints[record + R_FIELD]!] ?? '';
  }

  /** Opens a record at the place of another. */
  private begin(kind: number, field: number, at: number): void {
    const { output, ints, open } = this;
    const record = output.length;
    const target = record + RECORD_SIZE > output.ints.length ? output.grow() : output.ints;
    for (let index = 0; index < RECORD_SIZE; index++) target[record + index] = ints[at + index]!;
    target[record + R_KIND] = kind;
    target[record + R_FIELD] = field;
    target[record + R_PARENT] = open.at(-1) ?? -1;
    output.length = record + RECORD_SIZE;
    open.push(record);
  }

  private close(): void {
    this.output.ints[this.open.pop()! + R_NEXT] = this.output.length;
  }
}
