// Functions whose names macros put together (`#define DEF(n) void n##_init(void) {…}`, `DEF(foo)`): the macro stands in one
// file and its use in another, so neither of them declares `foo_init`. Before facts are joined, a file that uses such macros
// gets the rows that declarations of its own would have made: a symbol, its name in the file, and a body that calls the macro.

import type { StringTable } from '../../facts/builder.ts';
import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
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
}

/** Gives files the names that macros define in them; remembers what it gave, so that an edit costs the files that it touches. */
export class PastedNames {
  readonly #strings: StringTable;
  readonly #marks = new WeakMap<FileFacts, readonly [number, number]>();
  #mark = '';
  #names: ReadonlyMap<string, readonly PastedName[]> = new Map();
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
    if (mark !== this.#mark) this.#names = new NameFinder(this.#strings, readers, resolverOf).find();
    this.#mark = mark;
    if (this.#names.size === 0) return files;
    const given = new Map<string, Given>();
    const whole = files.map((file) => {
      const names = this.#names.get(file.path);
      if (!names) return file;
      const key = JSON.stringify(names);
      const before = this.#given.get(file.path);
      const known =
        before?.plain === file && before.key === key
          ? before
          : { plain: file, key, whole: addNames(file, names, this.#strings) };
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

  find(): Map<string, PastedName[]> {
    const found = new Map<string, PastedName[]>();
    if (this.#names.size === 0) return found;
    this.#files.forEach((facts, index) => {
      const names = this.#namesIn(facts, index);
      if (names.length > 0) found.set(facts.file.path, names);
    });
    return found;
  }

  #macrosOf(facts: FactsReader): Map<number, MacroRow[]> | undefined {
    let macros: Map<number, MacroRow[]> | undefined;
    for (let row = 0; row < facts.rows('pastes'); row++) {
      const kind = facts.cell('pastes', row, 'kind');
      if (kind === PasteKind.use) continue;
      const name = facts.text('pastes', row, 'macro');
      const text = this.#strings.strings[facts.text('pastes', row, 'text')]!;
      const isStatic = facts.cell('pastes', row, 'isStatic') !== 0;
      macros ??= new Map();
      const rows = macros.get(name);
      if (rows) rows.push({ kind, text, isStatic });
      else macros.set(name, [{ kind, text, isStatic }]);
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
      this.#expand(index, macro, text.split(','), facts.cell('pastes', row, 'isStatic') !== 0, 0, names);
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
    names: Map<string, boolean>,
  ): void {
    if (depth > MAX_DEPTH) return;
    for (const row of this.#findMacro(index, macro)) {
      const text = row.text.replaceAll(/\$(\d+)\$/g, (_whole, at: string) => given[Number(at)] ?? '');
      if (row.kind === PasteKind.defines) {
        if (NAME.test(text) && names.size < MAX_NAMES) names.set(text, isStatic || row.isStatic);
        continue;
      }
      const [next, ...passed] = text.split(',');
      const number = this.#strings.numbers.get(next!);
      if (number !== undefined && this.#names.has(number))
        this.#expand(index, number, passed, isStatic || row.isStatic, depth + 1, names);
    }
  }

  /** The macro that a name means in a file: its own, or that of the nearest file it includes. */
  #findMacro(from: number, name: number): readonly MacroRow[] {
    const seen = new Set([from]);
    for (const index of seen) {
      const rows = this.#macros[index]?.get(name);
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

/** The facts of a file with functions of these names in its outermost scope. */
function addNames(file: FileFacts, names: readonly PastedName[], table: StringTable): FileFacts {
  const facts = new FactsReader(file);
  const { own, strings } = extendStrings(file, names, table);
  const earlier = new Map<number, number>();
  for (let row = 1; row < facts.rows('symbols'); row++)
    if (
      facts.cell('symbols', row, 'parent') === MODULE &&
      facts.cell('symbols', row, 'kind') === FUNCTION_KIND
    )
      earlier.set(facts.text('symbols', row, 'name'), row);
  const declared: [row: number, by: number][] = [];
  const added = { symbols: [], scopes: [], bindings: [], expressions: [] } as Record<AddedTable, number[][]>;
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
  const grown = appendRows(file.facts, added);
  // What was only declared before is the same function.
  const { kind, parent } = Column.symbols;
  for (const [row, by] of declared) {
    const at = FACT_TABLE_NAMES.length + row * widthOf('symbols');
    grown[at + kind] = ANONYMOUS_KIND;
    grown[at + parent] = by;
  }
  return { ...file, facts: grown, strings };
}

type AddedTable = 'symbols' | 'scopes' | 'bindings' | 'expressions';

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
  names: readonly PastedName[],
  { strings: texts }: StringTable,
): { readonly own: (common: number) => number; readonly strings: Int32Array } {
  // Of facts that are over the common table already, a string has the same number on both sides.
  const lacking = [
    ...new Set<number>([NO_NAME, ...names.flatMap(({ name, macro, use }) => [name, macro, use])]),
  ].filter((common) => common >= texts.length || file.strings[common] !== common);
  if (lacking.length === 0) return { own: (common) => common, strings: file.strings };
  const strings = new Int32Array(file.strings.length + lacking.length);
  strings.set(file.strings);
  strings.set(lacking, file.strings.length);
  const numbers = new Map(lacking.map((common, at) => [common, file.strings.length + at]));
  return { own: (common) => numbers.get(common) ?? common, strings };
}
