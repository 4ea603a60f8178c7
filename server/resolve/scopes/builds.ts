// Which names and files the default build has, in languages whose files say so by conditions (`hooks.buildParts`). A name that
// conditions ask for is defined where a file that the build reads defines it, or by the platform; every other one is not.
// All is decided at once and in one order, so that it depends on the program alone: conditions can ask for each other.

import { Column, NO_NUMBER } from '../../facts/tables.ts';
import type { BuildRules, SwitchState } from '../../languages/rules/moduleRules.ts';
import { NONE, addTo, mix } from '../program/index.ts';
import type { Columns, FileId, ImportId, NameId, Program, SymbolId } from '../program/index.ts';
import { Kind, kindOf, payloadOf } from '../types/index.ts';
import type { Modules } from './modules.ts';

const UNDEFINED: SwitchState = { isDefined: false, value: 0 };
const UNKNOWN_STATE: SwitchState = { isDefined: undefined, value: undefined };

/** A definition of a name that conditions ask for. */
interface Switch {
  readonly file: FileId;
  readonly value: number;
  readonly condition: number;
}

/** What is decided of a program. */
interface Decided {
  /** Symbol, file and import → 1 when the default build lacks it. */
  readonly symbols: Uint8Array;
  readonly files: Uint8Array;
  readonly imports: Uint8Array;
}

/** Says what the default build of a program lacks. */
export class Builds {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly modules: Modules;
  private decided: Decided | undefined;

  constructor(program: Program, columns: Columns, modules: Modules) {
    this.program = program;
    this.columns = columns;
    this.modules = modules;
  }

  /** Whether the default build lacks the symbol: by a condition around it, or around all that reads its file. */
  lacks(symbol: SymbolId): boolean {
    const { symbols, files } = this.decide();
    return symbols[symbol] === 1 || files[this.columns.fileOfSymbol(symbol)] === 1;
  }

  /** Whether a file imports what the platform of the default build lacks, whatever its conditions say. */
  isForeign(file: FileId): boolean {
    const { program, modules } = this;
    const { foreign } = program.files[file]!.language.rules.modules.builds ?? {};
    const { imports } = program.firstRow;
    if (!foreign) return false;
    for (let row = imports[file]!; row < imports[file + 1]!; row++)
      if (foreign.test(program.strings[modules.importCell(row, 'specifier')]!) && this.follows(row))
        return true;
    return false;
  }

  /** Whether the default build reads what an import names. */
  follows(row: number): boolean {
    return this.decide().imports[row] === 0;
  }

  /** Whether the platform for which `file` is built has `name` without the program. */
  isOfPlatform(name: NameId, file: FileId): boolean {
    const { modules, library } = this.program.files[file]!.language.rules;
    const text = this.program.strings[name]!;
    return modules.builds?.platform().has(text) === true || library.builtins.has(text);
  }

  /** File → fingerprint of what the default build lacks of it; files of which it has all are left out. */
  fingerprints(): ReadonlyMap<FileId, number> {
    const { symbols, files, imports } = this.decide();
    const { program, columns, modules } = this;
    const prints = new Map<FileId, number>();
    const add = (file: FileId, print: number) => prints.set(file, ((prints.get(file) ?? 0) + print) | 0);
    files.forEach((isOff, file) => {
      if (isOff === 1) add(file as FileId, 1);
    });
    program.files.forEach((_file, file) => {
      const [first, end] = [program.firstRow.symbols[file]!, program.firstRow.symbols[file + 1]!];
      if (!symbols.subarray(first, end).includes(1)) return;
      // Which of several symbols of one name is lacking counts; other symbols around them do not.
      const namesakes = new Map<NameId, number>();
      for (let symbol = first; symbol < end; symbol++) {
        const name = columns.symbol(symbol, 'name');
        const rank = (namesakes.get(name) ?? 2) + 1;
        namesakes.set(name, rank);
        if (symbols[symbol] === 1) add(file as FileId, mix(rank, name));
      }
    });
    for (
      let row: ImportId = imports.indexOf(1) as ImportId;
      row >= 0;
      row = imports.indexOf(1, row + 1) as ImportId
    )
      add(columns.fileOf(modules.importCell(row, 'scope')), mix(2, modules.importCell(row, 'specifier')));
    return prints;
  }

  private decide(): Decided {
    if (this.decided) return this.decided;
    const { program, columns, modules } = this;
    const symbols = new Uint8Array(program.tables.symbols.rows);
    const files = new Uint8Array(program.files.length);
    const imports = new Uint8Array(program.tables.imports.rows);
    this.decided = { symbols, files, imports };
    if (program.tables.conditions.rows > 0) new Decision(program, columns, modules).decide(this.decided);
    return this.decided;
  }
}

/** Decides one program. */
class Decision {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly modules: Modules;
  /** File → imports that read it. */
  private readonly readers = new Map<number, ImportId[]>();
  /** Name → its definitions in files that others read; and (name, file) → those in files that none reads. */
  private readonly shared = new Map<number, Switch[]>();
  private readonly own = new Map<number, Map<number, Switch[]>>();
  private readonly conditionOfImport = new Map<number, number>();
  private readonly names = new Map<number, readonly string[]>();
  private readonly states = new Map<number, SwitchState>();
  /** What conditions come to, kept when all names are known: on the way to a name it is not defined yet. */
  private results: Map<number, boolean | undefined> | undefined;
  /** File → whether the build reads it. */
  private readonly isRead = new Map<number, boolean>();

  constructor(program: Program, columns: Columns, modules: Modules) {
    this.program = program;
    this.columns = columns;
    this.modules = modules;
  }

  decide({ symbols, files, imports }: Decided): void {
    const { program } = this;
    const { ints, width } = program.tables.conditions;
    const column = Column.conditions;
    this.listReaders();
    const asked = this.listAsked();
    this.listSwitches(asked);
    const { strings } = program;
    // By text: the numbers of strings depend on what was read before.
    for (const name of [...asked].sort((a, b) => (strings[a]! < strings[b]! ? -1 : 1)))
      this.sharedState(name as NameId);
    this.results = new Map();
    this.isRead.clear();
    for (const file of program.files.keys()) if (!this.isBuilt(file as FileId)) files[file] = 1;
    this.eachRow('conditions', (row, file) => {
      if (this.holds(ints[row * width + column.condition]!, file) !== false) return;
      const symbol = ints[row * width + column.symbol]!;
      if (symbol >= 0) symbols[symbol] = 1;
      else imports[ints[row * width + column.import]!] = 1;
    });
  }

  private rulesOf(file: FileId): BuildRules | undefined {
    return this.program.files[file]!.language.rules.modules.builds;
  }

  private eachRow(
    table: 'conditions' | 'switches' | 'imports',
    use: (row: number, file: FileId) => void,
  ): void {
    const first = this.program.firstRow[table];
    for (const file of this.program.files.keys()) {
      if (!this.rulesOf(file as FileId)) continue;
      for (let row = first[file]!; row < first[file + 1]!; row++) use(row, file as FileId);
    }
  }

  private listReaders(): void {
    this.eachRow('imports', (row) => {
      const target = this.modules.leadOf(row as ImportId);
      if (kindOf(target) === Kind.module) addTo(this.readers, payloadOf(target), row);
    });
  }

  /** The names that conditions ask for. */
  private listAsked(): Set<number> {
    const { program } = this;
    const asked = new Set<number>();
    const ask = (condition: number, file: FileId) => {
      if (condition === 0 || this.names.has(condition)) return;
      const names = this.rulesOf(file)!.namesIn(program.strings[condition]!);
      this.names.set(condition, names);
      for (const name of names) {
        const number = program.numbers.get(name);
        if (number !== undefined) asked.add(number);
      }
    };
    const { conditions, switches } = program.tables;
    this.eachRow('conditions', (row, file) => {
      const condition = conditions.ints[row * conditions.width + Column.conditions.condition]!;
      const read = conditions.ints[row * conditions.width + Column.conditions.import]!;
      if (read >= 0) this.conditionOfImport.set(read, condition);
      ask(condition, file);
    });
    this.eachRow('switches', (row, file) =>
      ask(switches.ints[row * switches.width + Column.switches.condition]!, file),
    );
    return asked;
  }

  private listSwitches(asked: ReadonlySet<number>): void {
    const { ints, width } = this.program.tables.switches;
    const column = Column.switches;
    this.eachRow('switches', (row, file) => {
      const name = ints[row * width + column.name]!;
      if (!asked.has(name)) return;
      const found: Switch = {
        file,
        value: ints[row * width + column.value]!,
        condition: ints[row * width + column.condition]!,
      };
      if (this.readers.has(file)) addTo(this.shared, name, found);
      else {
        let byFile = this.own.get(name);
        if (!byFile) this.own.set(name, (byFile = new Map()));
        addTo(byFile, file, found);
      }
    });
  }

  /** Whether the default build reads a file: nothing reads it, being the begin, or a part that is built does. */
  private isBuilt(file: FileId): boolean {
    const known = this.isRead.get(file);
    if (known !== undefined) return known;
    const readers = this.readers.get(file);
    // Where files read each other, what is being decided counts as read.
    this.isRead.set(file, true);
    const isRead = readers?.some((row) => this.isFollowed(row)) ?? true;
    this.isRead.set(file, isRead);
    return isRead;
  }

  private isFollowed(row: ImportId): boolean {
    const file = this.columns.fileOf(this.modules.importCell(row, 'scope'));
    return this.holds(this.conditionOfImport.get(row) ?? 0, file) !== false && this.isBuilt(file);
  }

  /** Whether a condition in `file` holds; undefined when that can't be told. */
  private holds(condition: number, file: FileId): boolean | undefined {
    if (condition === 0) return true;
    const { numbers, strings, files } = this.program;
    const names = this.names.get(condition)!;
    const isOwn = names.some((name) => this.own.has(numbers.get(name) ?? -1));
    const key = isOwn ? condition * files.length + file : -condition;
    if (this.results?.has(key) === true) return this.results.get(key);
    const result = this.rulesOf(file)!.holds(strings[condition]!, (name) => this.stateOf(name, file));
    this.results?.set(key, result);
    return result;
  }

  private stateOf(text: string, file: FileId): SwitchState {
    const name = this.program.numbers.get(text) ?? NONE;
    const byFile = this.own.get(name);
    const own = byFile?.get(file);
    if (own) {
      const always = own.find(({ condition }) => condition === 0);
      return always ? { isDefined: true, value: numberOf(always) } : UNKNOWN_STATE;
    }
    if (this.shared.has(name)) return this.sharedState(name);
    // Of what a command defines some files have a definition of their own.
    if (byFile && this.readers.has(file) && !this.toldIn(file).has(text)) return UNKNOWN_STATE;
    return this.platformState(text, file);
  }

  private toldIn(file: FileId): ReadonlyMap<string, SwitchState> {
    return this.modules.switchesOf(this.program.files[file]!.language);
  }

  private platformState(text: string, file: FileId): SwitchState {
    const told = this.toldIn(file).get(text);
    if (told) return told;
    const platform = this.rulesOf(file)!.platform();
    return platform.has(text) ? { isDefined: true, value: platform.get(text) } : UNDEFINED;
  }

  /** What the files that others read make of a name. */
  private sharedState(name: NameId): SwitchState {
    const known = this.states.get(name);
    if (known) return known;
    const definitions = this.shared.get(name);
    if (!definitions) return UNDEFINED;
    // Where it is asked for on the way to its definition, it is not defined yet.
    const before = this.platformState(this.program.strings[name]!, definitions[0]!.file);
    this.states.set(name, before);
    const state = this.join(definitions, before);
    this.states.set(name, state);
    return state;
  }

  private join(definitions: readonly Switch[], before: SwitchState): SwitchState {
    const values = new Set<number | undefined>();
    let isSure = false;
    for (const definition of definitions) {
      if (!this.isBuilt(definition.file)) continue;
      const state = this.holds(definition.condition, definition.file);
      if (state === false) continue;
      isSure ||= state === true;
      values.add(numberOf(definition));
    }
    if (values.size === 0) return before;
    const value = values.size === 1 ? [...values][0] : undefined;
    return isSure ? { isDefined: true, value } : { isDefined: undefined, value: undefined };
  }
}

function numberOf({ value }: Switch): number | undefined {
  return value === NO_NUMBER ? undefined : value;
}
