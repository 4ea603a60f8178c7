// Fixtures: functions of tests whose results other functions of tests take by naming a parameter after them. One is sought
// in the class and file of the test, then in the shared files of its folder and of those above.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { baseNameOf, directoryOf } from '../../languages/projectPaths.ts';
import { isTestPath } from '../../languages/testPaths.ts';
import { NONE, NO_NAME, Place } from '../program/index.ts';
import type {
  Columns,
  ExprId,
  FileId,
  Lookups,
  NameId,
  Program,
  ScopeId,
  SymbolId,
} from '../program/index.ts';
import { lastName } from '../types/index.ts';

/** What is asked of the evaluator. */
interface Decorated {
  rulesOf(scope: ScopeId): LanguageRules;
  isDecoratedBy(symbol: SymbolId, name: string): boolean;
  importedFunction(file: FileId, name: NameId): SymbolId;
}

/** Finds fixtures by name. */
export class Fixtures {
  readonly program: Program;
  readonly columns: Columns;
  private readonly lookups: Lookups;
  private readonly evaluator: Decorated;
  /** File → name → the functions that are fixtures of that name. */
  private readonly own = new Map<FileId, ReadonlyMap<NameId, readonly SymbolId[]>>();
  /** Directory → its shared file. */
  private shared: ReadonlyMap<string, FileId> | undefined;

  /** File → 1 when it asks for fixtures, 2 when not, 0 when that was not asked. */
  private readonly tests: Uint8Array;

  constructor(program: Program, columns: Columns, lookups: Lookups, evaluator: Decorated) {
    this.program = program;
    this.columns = columns;
    this.lookups = lookups;
    this.evaluator = evaluator;
    this.tests = new Uint8Array(program.files.length);
  }

  /** The fixture whose result a parameter called `name` of `symbol` is given; -1 for none. */
  givenTo(symbol: SymbolId, name: NameId): SymbolId {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    const rules = body < 0 ? undefined : this.evaluator.rulesOf(body);
    if (!rules?.tests.fixtures) return NONE;
    const file = columns.fileOf(body);
    if (!this.holdsTests(file)) return NONE;
    const isShared = this.isShared(file, rules.tests.fixtures.sharedFile);
    const text = this.program.strings[columns.symbol(symbol, 'name')]!;
    const isTest = !isShared && rules.tests.testPrefixes?.some((prefix) => text.startsWith(prefix)) === true;
    if (!isTest && !this.evaluator.isDecoratedBy(symbol, rules.tests.fixtures.decorator)) return NONE;
    return this.find(file, symbol, name, rules.tests.fixtures.sharedFile);
  }

  /** The fixture that `object`, what a row of memberAssignments assigns to, asks for under a name for `symbol`; -1 for none. */
  askedBy(object: ExprId, symbol: SymbolId, name: NameId): SymbolId {
    const file = this.columns.fileOfSymbol(symbol);
    const { fixtures } = this.program.files[file]!.language.rules.tests;
    const isAsker = fixtures !== undefined && lastName(this, object) === fixtures.asker;
    return isAsker ? this.find(file, symbol, name, fixtures.sharedFile) : NONE;
  }

  /** The nearest fixture of a name, for a symbol of `file`. */
  private find(file: FileId, symbol: SymbolId, name: NameId, sharedFile: string): SymbolId {
    const found = this.findIn(file, symbol, name);
    if (found >= 0) return found;
    this.lookups.noteTexts(Place.tree, '', sharedFile);
    for (let folder = directoryOf(this.program.files[file]!.path); ; folder = directoryOf(folder)) {
      const shared = this.sharedFileIn(folder, sharedFile);
      const given = shared < 0 || shared === file ? NONE : this.findIn(shared, symbol, name);
      if (given >= 0 || folder === '') return given;
    }
  }

  private findIn(file: FileId, symbol: SymbolId, name: NameId): SymbolId {
    const { columns } = this;
    this.lookups.noteIn(file, Place.assigned, NO_NAME, name);
    const around = columns.scopeParent(columns.symbol(symbol, 'body'));
    let best: SymbolId = NONE;
    for (const one of this.fixturesOf(file).get(name) ?? []) {
      const scope = columns.scopeParent(columns.symbol(one, 'body'));
      const isInClass = columns.scopeKind(scope) === ScopeKind.class;
      // A fixture that takes one of its own name means the one further out.
      if (one === symbol || (isInClass && scope !== around)) continue;
      if (best < 0 || isInClass) best = one;
    }
    if (best >= 0) return best;
    const imported = this.evaluator.importedFunction(file, name);
    const { decorator } = this.program.files[file]!.language.rules.tests.fixtures!;
    const isFixture =
      imported >= 0 && imported !== symbol && this.evaluator.isDecoratedBy(imported, decorator);
    return isFixture ? imported : NONE;
  }

  private fixturesOf(file: FileId): ReadonlyMap<NameId, readonly SymbolId[]> {
    let known = this.own.get(file);
    if (!known) this.own.set(file, (known = this.listFixtures(file)));
    return known;
  }

  /** Fixtures are assigned to their decorator under the name by which they are asked for. */
  private listFixtures(file: FileId): ReadonlyMap<NameId, readonly SymbolId[]> {
    const { program, columns } = this;
    const { ints, width } = program.tables.memberAssignments;
    const column = Column.memberAssignments;
    const byName = new Map<NameId, SymbolId[]>();
    const first = program.firstRow.memberAssignments;
    const decorator = program.files[file]!.language.rules.tests.fixtures?.decorator;
    if (decorator === undefined) return byName;
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      const value = ints[row * width + column.value]! as ExprId;
      if (value < 0 || columns.op(value) !== Op.symbol) continue;
      const symbol = columns.a(value);
      if (columns.symbol(symbol, 'body') < 0 || !this.evaluator.isDecoratedBy(symbol, decorator)) continue;
      const name = ints[row * width + column.name]! as NameId;
      byName.set(name, [...(byName.get(name) ?? []), symbol]);
    }
    return byName;
  }

  /** Whether fixtures are asked for in a file at all. */
  holdsTests(file: FileId): boolean {
    const known = this.tests[file]!;
    if (known !== 0) return known === 1;
    const { path, language } = this.program.files[file]!;
    const { fixtures } = language.rules.tests;
    const isIt = fixtures !== undefined && (this.isShared(file, fixtures.sharedFile) || isTestPath(path));
    this.tests[file] = isIt ? 1 : 2;
    return isIt;
  }

  private isShared(file: FileId, sharedFile: string): boolean {
    return baseNameOf(this.program.files[file]!.path).startsWith(`${sharedFile}.`);
  }

  private sharedFileIn(folder: string, sharedFile: string): FileId {
    if (!this.shared) {
      const shared = new Map<string, FileId>();
      this.program.files.forEach(({ path, language }, file) => {
        if (
          language.rules.tests.fixtures?.sharedFile === sharedFile &&
          this.isShared(file as FileId, sharedFile)
        )
          shared.set(directoryOf(path), file as FileId);
      });
      this.shared = shared;
    }
    return this.shared.get(folder) ?? NONE;
  }
}
