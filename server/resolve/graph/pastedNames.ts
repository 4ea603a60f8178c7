// Functions whose names macros put together (`#define DEF(n) void n##_init(void) {…}`, `DEF(foo)`): the macro stands in one
// file and its use in another, so neither of them declares `foo_init`. Before facts are joined, a file that uses such macros
// gets the rows that declarations of its own would have made: a symbol, its name in the file, and a body that calls the macro.

import type { StringTable } from '../../facts/builder.ts';
import { BindingKind, INDEXED, Op, ScopeKind, positionalName } from '../../facts/expressions.ts';
import { ALWAYS, Column, FACT_TABLE_NAMES, PasteKind, widthOf } from '../../facts/tables.ts';
import type { FactTable } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { FactsReader, mix, NO_NAME } from '../program/index.ts';
import type { FileFacts } from '../program/index.ts';
import type { ResolverFactory } from '../scopes/index.ts';

const FUNCTION_KIND = NODE_KINDS.indexOf('Function');
const ANONYMOUS_KIND = 255;
const MODULE = 0;
/** Macros that use macros are followed so deep, and a use defines so many functions. */
const MAX_DEPTH = 8;
const MAX_NAMES = 100;
const NAME = /^[A-Za-z_]\w*$/;
/** The name of a type, behind words that say of which kind it is. */
const TYPE_NAME = /^(?:[A-Za-z_]\w*\s+)*([A-Za-z_]\w*)$/;
/** Rows that say where macros are used. */
const USES: ReadonlySet<number> = new Set([PasteKind.use, PasteKind.fill, PasteKind.taken]);

/** A function that a use of a macro defines; names are numbers of common strings. */
interface PastedName {
  readonly name: number;
  readonly macro: number;
  /** The use as it is written. */
  readonly use: number;
  readonly isStatic: boolean;
  readonly line: number;
  readonly position: number;
}

/** What a macro puts into a list of values. */
interface Filled {
  readonly slot: string;
  readonly value: number;
  readonly object: number;
  readonly variable: number;
  readonly scope: number;
  readonly line: number;
  readonly position: number;
}

/** A call that gives a pointer to a type. */
interface Cast {
  readonly call: number;
  readonly type: number;
}

/** What the uses of macros in a file come to. */
interface Made {
  readonly names: readonly PastedName[];
  readonly filled: readonly Filled[];
  readonly casts: readonly Cast[];
}

/**
 * Names that a use defines, each with whether it is static, what it puts into a list, as `slot,name`, and the types to which it
 * casts what it gives.
 */
interface Expansion {
  readonly names: Map<string, boolean>;
  readonly entries: Set<string>;
  readonly types: Set<string>;
  /** Where the use stands in its file when the definition right before it is meant, else -1. */
  readonly before: number;
}

/** What a file was given, and of what that was made. */
interface Given {
  readonly plain: FileFacts;
  readonly key: string;
  readonly whole: FileFacts;
}

interface MacroRow {
  readonly kind: number;
  readonly text: string;
  readonly isStatic: boolean;
  /** Where the definition stands. */
  readonly position: number;
}

/** Gives files the names that macros define in them; remembers what it gave, so that an edit costs the files that it touches. */
export class PastedNames {
  readonly #strings: StringTable;
  readonly #marks = new WeakMap<FileFacts, readonly [number, number]>();
  #mark = '';
  #made: ReadonlyMap<string, Made> = new Map();
  #given = new Map<string, Given>();

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /** The files, those that use such macros with what these define; of what has not changed the same object as before. */
  define(files: readonly FileFacts[], resolverOf: ResolverFactory): readonly FileFacts[] {
    const readers = files
      .filter(({ language }) => language.hooks.listPastes !== undefined)
      .map((file) => new FactsReader(file));
    const mark = this.#markOf(readers);
    if (mark !== this.#mark) this.#made = new NameFinder(this.#strings, readers, resolverOf).find();
    this.#mark = mark;
    if (this.#made.size === 0) return files;
    const given = new Map<string, Given>();
    const whole = files.map((file) => {
      const made = this.#made.get(file.path);
      if (!made) return file;
      const key = JSON.stringify(made);
      const before = this.#given.get(file.path);
      const known =
        before?.plain === file && before.key === key
          ? before
          : { plain: file, key, whole: addNames(file, made, this.#strings) };
      given.set(file.path, known);
      return known.whole;
    });
    this.#given = given;
    return whole;
  }

  /** A number made of all that decides which names there are: paths, includes, macros and their uses. */
  #markOf(readers: readonly FactsReader[]): string {
    let [high, low] = [readers.length, 0];
    for (const facts of readers) {
      const [a, b] = this.#markOfFile(facts);
      high = mix(high, a);
      low = mix(low ^ high, b);
    }
    return `${high} ${low}`;
  }

  #markOfFile(facts: FactsReader): readonly [number, number] {
    const known = this.#marks.get(facts.file);
    if (known) return known;
    let [high, low] = [this.#strings.intern(facts.file.path), 7];
    const add = (value: number): void => {
      high = mix(high, value);
      low = mix(low, value ^ high);
    };
    for (let row = 0; row < facts.rows('imports'); row++) add(facts.text('imports', row, 'specifier'));
    for (let row = 0; row < facts.rows('pastes'); row++) {
      add(facts.text('pastes', row, 'macro'));
      add(facts.text('pastes', row, 'text'));
      for (const column of ['kind', 'isStatic', 'line', 'position'] as const)
        add(facts.cell('pastes', row, column));
    }
    const mark = [high, low] as const;
    this.#marks.set(facts.file, mark);
    return mark;
  }
}

/** Finds the macro of each use, in the file itself or in what it includes, and what that defines. */
class NameFinder {
  readonly #strings: StringTable;
  readonly #files: readonly FactsReader[];
  readonly #resolverOf: ResolverFactory;
  /** File → its macros by name. */
  readonly #macros: (ReadonlyMap<number, readonly MacroRow[]> | undefined)[];
  readonly #names = new Set<number>();
  readonly #included = new Map<number, readonly number[]>();
  readonly #indexOf: ReadonlyMap<string, number>;

  constructor(strings: StringTable, files: readonly FactsReader[], resolverOf: ResolverFactory) {
    this.#strings = strings;
    this.#files = files;
    this.#resolverOf = resolverOf;
    this.#macros = files.map((facts) => this.#macrosOf(facts));
    this.#indexOf = new Map(files.map(({ file }, index) => [file.path, index]));
  }

  find(): Map<string, Made> {
    const found = new Map<string, Made>();
    if (this.#names.size === 0) return found;
    this.#files.forEach((facts, index) => {
      const names = this.#namesIn(facts, index);
      const { filled, casts } = this.#usesIn(facts, index);
      if (names.length > 0 || filled.length > 0 || casts.length > 0)
        found.set(facts.file.path, { names, filled, casts });
    });
    return found;
  }

  #macrosOf(facts: FactsReader): Map<number, MacroRow[]> | undefined {
    let macros: Map<number, MacroRow[]> | undefined;
    for (let row = 0; row < facts.rows('pastes'); row++) {
      const kind = facts.cell('pastes', row, 'kind');
      if (USES.has(kind)) continue;
      const name = facts.text('pastes', row, 'macro');
      const text = this.#strings.strings[facts.text('pastes', row, 'text')]!;
      const isStatic = facts.cell('pastes', row, 'isStatic') !== 0;
      const made = { kind, text, isStatic, position: facts.cell('pastes', row, 'position') };
      macros ??= new Map();
      const rows = macros.get(name);
      if (rows) rows.push(made);
      else macros.set(name, [made]);
      this.#names.add(name);
    }
    return macros;
  }

  #namesIn(facts: FactsReader, index: number): PastedName[] {
    const found = new Map<number, PastedName>();
    for (let row = 0; row < facts.rows('pastes'); row++) {
      const macro = facts.text('pastes', row, 'macro');
      if (facts.cell('pastes', row, 'kind') !== PasteKind.use || !this.#names.has(macro)) continue;
      const text = this.#strings.strings[facts.text('pastes', row, 'text')]!;
      const names = new Map<string, boolean>();
      const expansion = { names, entries: new Set<string>(), types: new Set<string>(), before: -1 };
      this.#expand(index, macro, text.split(','), facts.cell('pastes', row, 'isStatic') !== 0, 0, expansion);
      const passed = text === '' ? '' : `(${text.replaceAll(',', ', ')})`;
      const use = this.#strings.intern(`${this.#strings.strings[macro]!}${passed}`);
      for (const [name, isStatic] of names) {
        const number = this.#strings.intern(name);
        const line = facts.cell('pastes', row, 'line');
        const position = facts.cell('pastes', row, 'position');
        if (!found.has(number)) found.set(number, { name: number, macro, use, isStatic, line, position });
      }
    }
    return [...found.values()];
  }

  #expand(
    index: number,
    macro: number,
    given: readonly string[],
    isStatic: boolean,
    depth: number,
    expansion: Expansion,
  ): void {
    if (depth > MAX_DEPTH) return;
    const { names, entries, types, before } = expansion;
    for (const row of this.#findMacro(index, macro, before)) {
      const text = row.text.replaceAll(/\$(\d+)\$/g, (_whole, at: string) => given[Number(at)] ?? '');
      if (row.kind === PasteKind.defines) {
        if (NAME.test(text) && names.size < MAX_NAMES) names.set(text, isStatic || row.isStatic);
        continue;
      }
      if (row.kind === PasteKind.casts) {
        types.add(text);
        continue;
      }
      if (row.kind === PasteKind.entry) {
        if (entries.size < MAX_NAMES) entries.add(text);
        continue;
      }
      const [next, ...passed] = text.split(',');
      const number = this.#strings.numbers.get(next!);
      if (number !== undefined && this.#names.has(number))
        this.#expand(index, number, passed, isStatic || row.isStatic, depth + 1, expansion);
    }
  }

  /** What macros put into the lists of values of a file, and which of its calls give a type that they are told. */
  #usesIn(facts: FactsReader, index: number): { filled: Filled[]; casts: Cast[] } {
    const filled: Filled[] = [];
    const casts: Cast[] = [];
    for (let row = 0; row < facts.rows('pastes'); row++) {
      const macro = facts.text('pastes', row, 'macro');
      const kind = facts.cell('pastes', row, 'kind');
      if ((kind !== PasteKind.fill && kind !== PasteKind.taken) || !this.#names.has(macro)) continue;
      const text = this.#strings.strings[facts.text('pastes', row, 'text')]!;
      const position = facts.cell('pastes', row, 'position');
      const entries = new Set<string>();
      const types = new Set<string>();
      const expansion = { names: new Map(), entries, types, before: position };
      this.#expand(index, macro, text.split(','), false, 0, expansion);
      if (kind === PasteKind.taken) {
        const [written = ''] = types;
        const type = TYPE_NAME.exec(written)?.[1];
        if (types.size === 1 && type !== undefined)
          casts.push({ call: facts.cell('pastes', row, 'object'), type: this.#strings.intern(type) });
        continue;
      }
      for (const entry of entries) {
        const [slot = '', name = ''] = entry.split(',');
        if (!NAME.test(name)) continue;
        filled.push({
          slot,
          value: this.#strings.intern(name),
          object: facts.cell('pastes', row, 'object'),
          variable: facts.cell('pastes', row, 'variable'),
          scope: facts.cell('pastes', row, 'scope'),
          line: facts.cell('pastes', row, 'line'),
          position,
        });
      }
    }
    return { filled, casts };
  }

  /**
   * The macro that a name means in a file: its own, or that of the nearest file it includes. Of several definitions all, or,
   * for a use at the position `before`, the last one before it.
   */
  #findMacro(from: number, name: number, before: number): readonly MacroRow[] {
    const seen = new Set([from]);
    for (const index of seen) {
      const rows = this.#macros[index]?.get(name);
      if (rows && before >= 0) {
        const earlier = index === from ? rows.filter(({ position }) => position < before) : rows;
        const last = (earlier.length > 0 ? earlier : rows).at(-1)!.position;
        return rows.filter(({ position }) => position === last);
      }
      if (rows) return rows;
      for (const next of this.#includedBy(index)) seen.add(next);
    }
    return [];
  }

  #includedBy(index: number): readonly number[] {
    const known = this.#included.get(index);
    if (known) return known;
    const facts = this.#files[index]!;
    const { path, language } = facts.file;
    const resolver = this.#resolverOf(language);
    const included: number[] = [];
    for (let row = 0; row < facts.rows('imports'); row++) {
      const specifier = this.#strings.strings[facts.text('imports', row, 'specifier')]!;
      const target = resolver.resolve(specifier, path);
      const at = target?.kind === 'file' ? this.#indexOf.get(target.path) : undefined;
      if (at !== undefined) included.push(at);
    }
    this.#included.set(index, included);
    return included;
  }
}

/** The facts of a file with functions of these names in its outermost scope, and with what macros put into its lists. */
function addNames(file: FileFacts, { names, filled, casts }: Made, table: StringTable): FileFacts {
  const facts = new FactsReader(file);
  const fields = filled.map(({ slot }) => table.intern(fieldOf(slot)));
  const { own, strings } = extendStrings(
    file,
    [
      ...names.flatMap(({ name, macro, use }) => [name, macro, use]),
      ...filled.map(({ value }) => value),
      ...casts.map(({ type }) => type),
      ...fields,
    ],
    table,
  );
  const earlier = new Map<number, number>();
  for (let row = 1; row < facts.rows('symbols'); row++)
    if (
      facts.cell('symbols', row, 'parent') === MODULE &&
      facts.cell('symbols', row, 'kind') === FUNCTION_KIND
    )
      earlier.set(facts.text('symbols', row, 'name'), row);
  const declared: [row: number, by: number][] = [];
  const added: Record<AddedTable, number[][]> = {
    symbols: [],
    scopes: [],
    bindings: [],
    expressions: [],
    memberAssignments: [],
  };
  for (const { name, macro, use, isStatic, line, position } of names) {
    const before = earlier.get(name);
    const flags = before === undefined ? 0 : facts.cell('symbols', before, 'flags');
    // Where a branch of the preprocessor writes it out, that is what is read.
    if (before !== undefined && (flags & SymbolFlag.abstract) === 0) continue;
    const symbol = facts.rows('symbols') + added.symbols.length;
    const body = facts.rows('scopes') + added.scopes.length;
    const called = facts.rows('expressions') + added.expressions.length;
    const linkage = isStatic || (flags & SymbolFlag.static) !== 0 ? SymbolFlag.static : SymbolFlag.exported;
    if (before !== undefined) declared.push([before, symbol]);
    added.symbols.push(
      rowOf('symbols', {
        kind: FUNCTION_KIND,
        name: own(name),
        parent: MODULE,
        body,
        flags: linkage | SymbolFlag.pasted,
        nameLine: line,
        startLine: line,
        endLine: line,
        signature: own(use),
        doc: own(NO_NAME),
        result: -1,
        receiver: -1,
        position,
      }),
    );
    added.scopes.push(rowOf('scopes', { kind: ScopeKind.function, owner: symbol }));
    added.bindings.push(
      rowOf('bindings', {
        name: own(name),
        kind: BindingKind.symbol,
        payload: symbol,
        type: -1,
        position,
        value: -1,
        symbol,
        reach: ALWAYS,
      }),
    );
    added.expressions.push(
      rowOf('expressions', { op: Op.name, a: own(macro), scope: body, line, position }),
      rowOf('expressions', { op: Op.call, a: called, b: -1, scope: body, line, position }),
    );
  }
  filled.forEach(({ slot, value, object, variable, scope, line, position }, at) => {
    const stored = facts.rows('expressions') + added.expressions.length;
    added.expressions.push(rowOf('expressions', { op: Op.name, a: own(value), scope, line, position }));
    const holder = slot === '' ? variable : object;
    if (holder >= 0)
      added.memberAssignments.push(
        rowOf('memberAssignments', {
          object: holder,
          name: own(fields[at]!),
          value: stored,
          type: -1,
          position,
        }),
      );
  });
  const cast = casts.map(({ call, type }) => {
    const scope = facts.cell('expressions', call, 'scope');
    const line = facts.cell('expressions', call, 'line');
    const position = facts.cell('expressions', call, 'position');
    const named = facts.rows('expressions') + added.expressions.length;
    const [a, b] = [facts.cell('expressions', call, 'a'), facts.cell('expressions', call, 'b')];
    added.expressions.push(
      rowOf('expressions', { op: Op.name, a: own(type), b: 1, scope, line, position }),
      rowOf('expressions', { op: Op.call, a, b, scope, line, position }),
    );
    return { call, named };
  });
  const grown = appendRows(file.facts, added);
  // A member is taken of what the cast gives; the call itself stands among the rows that were added.
  for (const { call, named } of cast) {
    const at = firstCellOf(grown, 'expressions') + call * widthOf('expressions');
    grown[at + Column.expressions.op] = Op.instance;
    grown[at + Column.expressions.a] = named;
    grown[at + Column.expressions.b] = 0;
  }
  // What was only declared before is the same function.
  const { kind, parent } = Column.symbols;
  for (const [row, by] of declared) {
    const at = FACT_TABLE_NAMES.length + row * widthOf('symbols');
    grown[at + kind] = ANONYMOUS_KIND;
    grown[at + parent] = by;
  }
  return { ...file, facts: grown, strings };
}

/** Where the rows of a table begin in packed facts. */
function firstCellOf(facts: Int32Array, table: FactTable): number {
  let at = FACT_TABLE_NAMES.length;
  for (const [index, name] of FACT_TABLE_NAMES.entries()) {
    if (name === table) break;
    at += facts[index]! * widthOf(name);
  }
  return at;
}

/** Under which name a place in a list stores what it is given. */
function fieldOf(slot: string): string {
  if (slot === '') return INDEXED;
  return slot.startsWith('.') ? slot.slice(1) : positionalName(Number(slot));
}

type AddedTable = 'symbols' | 'scopes' | 'bindings' | 'expressions' | 'memberAssignments';

function rowOf<Table extends AddedTable>(
  table: Table,
  cells: { readonly [Name in keyof (typeof Column)[Table]]?: number },
): number[] {
  const row = Array.from({ length: widthOf(table) }, () => 0);
  for (const [column, value] of Object.entries(cells as Readonly<Record<string, number>>))
    row[(Column[table] as Readonly<Record<string, number>>)[column]!] = value;
  return row;
}

/** The packed facts with further rows at the end of some tables. */
function appendRows(facts: Int32Array, added: Readonly<Record<AddedTable, number[][]>>): Int32Array {
  const rowsOf = (table: FactTable): readonly number[][] =>
    table in added ? added[table as AddedTable] : [];
  const more = FACT_TABLE_NAMES.reduce((sum, table) => sum + rowsOf(table).length * widthOf(table), 0);
  const grown = new Int32Array(facts.length + more);
  let from = FACT_TABLE_NAMES.length;
  let to = from;
  FACT_TABLE_NAMES.forEach((table, index) => {
    const length = facts[index]! * widthOf(table);
    grown[index] = facts[index]! + rowsOf(table).length;
    grown.set(facts.subarray(from, from + length), to);
    from += length;
    to += length;
    for (const row of rowsOf(table)) {
      grown.set(row, to);
      to += row.length;
    }
  });
  return grown;
}

/** The numbers that a file has for common strings, with those that are new to it. */
function extendStrings(
  file: FileFacts,
  common: readonly number[],
  { strings: texts }: StringTable,
): { readonly own: (common: number) => number; readonly strings: Int32Array } {
  // Of facts that are over the common table already, a string has the same number on both sides.
  const lacking = [...new Set<number>([NO_NAME, ...common])].filter(
    (number) => number >= texts.length || file.strings[number] !== number,
  );
  if (lacking.length === 0) return { own: (number) => number, strings: file.strings };
  const strings = new Int32Array(file.strings.length + lacking.length);
  strings.set(file.strings);
  strings.set(lacking, file.strings.length);
  const numbers = new Map(lacking.map((number, at) => [number, file.strings.length + at]));
  return { own: (number) => numbers.get(number) ?? number, strings };
}
