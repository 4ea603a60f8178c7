// What the functions of evaluation work with. Evaluation is one recursion over names, members and calls; each of its
// subjects is a file of functions that take this context first and import those of the subjects below them. Where the
// recursion comes back up, it goes through the context.

import type { BuiltinResult, LanguageRules } from '../../languages/language.ts';
import type { BindCall, Collections, Contexts, Generics, Overloads } from '../calls/index.ts';
import type { Classes } from '../classes/index.ts';
import type {
  BindingId,
  Columns,
  ExprId,
  FileId,
  Lookups,
  NameId,
  Program,
  RowLists,
  ScopeId,
  Steps,
  SymbolId,
} from '../program/index.ts';
import type {
  Ambient,
  Builds,
  Counterparts,
  Extensions,
  Includes,
  LinkedNames,
  MemberNames,
  Modules,
  PackageNames,
  ScopeIndex,
  Stars,
} from '../scopes/index.ts';
import type { Answer, TypeContext, Value, ValueTable } from '../types/index.ts';
import type { Answers } from './answers.ts';
import type { Cycles } from './cycles.ts';
import type { Fixtures } from './fixtures.ts';

/** The context of evaluation. */
export interface Infer {
  readonly program: Program;
  readonly columns: Columns;
  readonly scopes: ScopeIndex;
  readonly modules: Modules;
  readonly packages: PackageNames;
  readonly counterparts: Counterparts;
  readonly includes: Includes;
  readonly ambient: Ambient;
  readonly builds: Builds;
  readonly extensions: Extensions;
  readonly memberNames: MemberNames;
  readonly linked: LinkedNames;
  readonly stars: Stars;
  readonly lookups: Lookups;
  readonly steps: Steps;
  readonly values: ValueTable;
  readonly overloads: Overloads;
  readonly bindCall: BindCall;
  readonly collections: Collections;
  readonly classes: Classes;
  readonly types: TypeContext;
  readonly contexts: Contexts;
  readonly generics: Generics;
  readonly fixtures: Fixtures;
  readonly cycles: Cycles;
  readonly answers: Answers;
  readonly rulesOfFile: readonly LanguageRules[];
  /** Whether some language has types of its own in the place of those of another. */
  readonly hasTwins: boolean;
  /** Package and name of the objects whose members are global names → rules of their language. */
  readonly globalObjects: ReadonlyMap<string, LanguageRules>;
  /** External number → how it hands out what it is given, '' when it does not. */
  readonly libraryRules: Map<LanguageRules, Map<number, BuiltinResult | ''>>;
  /** First entry of a name with many bindings → the rows that hold at any time; undefined when these are many. */
  readonly anytime: Map<number, readonly BindingId[] | undefined>;
  /** Scope → the scope of the function around it. */
  readonly functionScope: Int32Array;
  /** Function → its rows of `returns`. */
  readonly returnRows: RowLists<SymbolId>;
  /** File → variable → the names of the members that the file asks it for, see memberSets.ts. */
  readonly memberSets: Map<FileId, ReadonlyMap<number, ReadonlySet<NameId>>>;
  /** File → files of other packages whose names it reads; complete when all of its expressions are evaluated. */
  readonly usedFiles: Map<FileId, Set<FileId>>;

  /** The rules of the language in which a scope is written. */
  rulesOf(scope: ScopeId): LanguageRules;
  /** What an expression is. */
  evaluate(expression: ExprId): Value;
  /** What a call or construction calls. */
  calleeAt(call: ExprId): Answer;
  /** What an expression is, and why. */
  explain(expression: ExprId): Answer;
  /** The same of an expression that stands in a type. */
  explainType(expression: ExprId): Answer;
  /** What a name means as a type where it is read. */
  lookUpType(scope: ScopeId, name: NameId): Answer;
  /** What a scope gets under a name from what it takes all names of. */
  takenByScope(scope: ScopeId, name: NameId, asType: boolean): Answer;
  /** What one binding binds; `asType` asks for a type. */
  explainBinding(row: number, asType: boolean): Answer;
  /** What `name` is bound to in `scope`. `position` >= 0 limits it to bindings before that place when there are any. */
  explainName(scope: ScopeId, name: NameId, position: number, asType: boolean): Answer;
  /** The member `name` of a value that was found for `reason`; `asType` asks for a type. */
  explainMember(value: Value, name: NameId, reason: number, asType?: boolean): Answer;
  /** What a row of memberAssignments assigns. */
  explainAssigned(row: number): Answer;
  /** What calling `value` gives that was found for `reason`. */
  explainResult(value: number, reason: number, receiver?: number): Answer;
  /** What a function returns: its declared type, else the join of its return statements. */
  returned(symbol: SymbolId, receiver?: number): Value;
  /** The other declarations that are parts of the same class. */
  partsOf(symbol: SymbolId): readonly SymbolId[];
}
