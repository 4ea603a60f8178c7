// What the functions work with that read types: annotations, type variables, built-in collections and protocols. Where
// reading a type needs the value of an expression or a member, they ask the evaluator.

import { Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { WHOLE_EXPORT } from '../../languages/language.ts';
import type { InstalledOutline, LanguageRules } from '../../languages/language.ts';
import { NONE, RowLists } from '../program/index.ts';
import type {
  BindingId,
  Columns,
  ExprId,
  NameId,
  Program,
  Room,
  ScopeId,
  SymbolId,
} from '../program/index.ts';
import { Library } from './library.ts';
import type { Answer } from './reasons.ts';
import type { Value, ValueTable } from './values.ts';

/** What types ask of the evaluator. */
export interface TypeEvaluation {
  /** The only method without a body of an interface, -1 when it has none or several. */
  singleMethod(symbol: SymbolId): number;
  readonly classes: {
    /** The type expression for which a name is an alias, -1 for a class of its own. */
    aliasOf(symbol: SymbolId): ExprId;
    /** The type from which a named type is made, -1 for none. */
    underlyingOf(symbol: SymbolId): ExprId;
    lineage(symbol: SymbolId): {
      readonly classes: readonly SymbolId[];
      readonly external: Value;
      /** The base outside of the workspace with its type arguments, and the class that extends it. */
      readonly bound: { readonly type: ExprId; readonly owner: SymbolId } | undefined;
    };
    basesOf(symbol: SymbolId): readonly { readonly type: ExprId }[];
  };
  readonly generics: {
    isOpen(value: Value): boolean;
    /** The type within whose bound a type parameter stands, unknown for none. */
    boundOf(parameter: Value): Value;
    apply(alias: number, open: Value, parameters: readonly Value[]): Value;
    substitute(value: Value, known: ReadonlyMap<BindingId, Value>): Value;
    ofReceiver(receiver: Value, owner: SymbolId): ReadonlyMap<BindingId, Value>;
    /** The type parameters of a class, function or alias, in order. */
    typeParameters(symbol: SymbolId): readonly BindingId[];
    /** What the members of a type that is written member by member name of a value; undefined where none of them names any. */
    partsOfObject(symbol: SymbolId, value: Value): ReadonlyMap<BindingId, Value> | undefined;
    /** What type parameters in `expected` stand for where `given` fits it. */
    partsFitting(expected: Value, given: Value): ReadonlyMap<BindingId, Value>;
    /** The class that a function is a method of, -1 for none. */
    ownerOf(method: SymbolId): SymbolId;
  };
  evaluate(expression: ExprId): Value;
  evaluateType(expression: ExprId): Value;
  returned(symbol: SymbolId, receiver?: Value): Value;
  resultOf(value: Value, receiver?: Value): Value;
  member(value: Value, name: NameId): Value;
  memberOfModule(target: Value, name: NameId, isPlain: boolean, asType: boolean): Answer;
  /** The declared types of what a function, or the constructor of a class, takes; unknown for those that have none. */
  parametersOf(value: Value): readonly Value[];
  explain(expression: ExprId): Answer;
  explainType(expression: ExprId): Answer;
  explainResult(value: Value, reason: number): Answer;
  explainMember(value: Value, name: NameId, reason: number, asType?: boolean): Answer;
  rulesOf(scope: ScopeId): LanguageRules;
  /** What iterating over any value gives. */
  elementsOf(value: Value): Value;
  /** What the members of an object hold. */
  membersOf(value: Value): Value;
  /** What iterating over an instance gives. */
  iteratedInstance(value: Value, isAsync?: boolean): Value;
  /** An instance of what a type expression names. */
  instanceOf(type: ExprId): Value;
  /** What a scope binds. */
  bindingsIn(scope: ScopeId): readonly BindingId[];
}

/** The types of a program. */
export class TypeContext {
  readonly program: Program;
  readonly columns: Columns;
  readonly values: ValueTable;
  readonly evaluator: TypeEvaluation;
  /** String id of WHOLE_EXPORT, -1 when no module uses it. */
  readonly wholeExportName: NameId;
  /** String id of the name that a declared type of the receiver is bound to, -1 when no function has one. */
  readonly selfName: NameId;
  /** Type expression → the instance that it names, -1 when that was not asked for. */
  readonly memo: Int32Array;
  /** Expressions that `memo` knows. */
  readonly known: number[] = [];
  /** Class → whether its fields are its instances. */
  readonly enumerations = new Map<SymbolId, boolean>();
  /** Rows of `decorators` by symbol. */
  readonly decorators: RowLists<SymbolId>;
  /** Package of built-in types → rules of the language. */
  readonly rulesByPackage: ReadonlyMap<string, LanguageRules>;
  /** Generic types of the languages at hand by what they are, see the rules of the same names. */
  readonly enteredGenerics: ReadonlySet<string>;
  readonly keyedGenerics: ReadonlySet<string>;
  readonly listTypes: ReadonlySet<string>;
  readonly tupleTypes: ReadonlySet<string>;
  readonly iteratorTypes: ReadonlySet<string>;
  readonly streamTypes: ReadonlySet<string>;
  /** The names under which modules of the languages at hand export what importers name. */
  readonly defaultNames: ReadonlySet<string>;
  /** What the outlines of the languages at hand declare. */
  readonly library: Library;
  /** Type expressions that are being read, one within the other. */
  depth = 0;

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: TypeEvaluation,
    room: Room,
    installedFor: (rules: LanguageRules) => InstalledOutline | undefined,
  ) {
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.wholeExportName = program.numbers.get(WHOLE_EXPORT) ?? NONE;
    this.memo = room.ints('types', program.tables.expressions.rows).fill(-1);
    this.decorators = new RowLists(
      program.tables.decorators,
      Column.decorators.symbol,
      program.tables.symbols.rows,
    );
    const languages = new Set(program.files.map(({ language }) => language.rules));
    const union = (namesOf: (rules: LanguageRules) => readonly string[] | string | undefined) =>
      new Set([...languages].flatMap((rules) => namesOf(rules) ?? []));
    this.enteredGenerics = union(({ types }) => types.enteredGenerics);
    this.keyedGenerics = union(({ types }) => types.keyedGenerics);
    this.listTypes = union(({ library }) => library.listTypes);
    this.tupleTypes = union(({ library }) => library.tupleTypes);
    this.iteratorTypes = union(({ library }) => library.iteratorTypes);
    this.streamTypes = union(({ library }) => library.streamTypes);
    this.defaultNames = union(({ modules }) => modules.defaultName);
    const [selfName] = union(({ classes }) => classes.receiverParameter);
    this.selfName = selfName === undefined ? NONE : (program.numbers.get(selfName) ?? NONE);
    this.rulesByPackage = new Map(
      program.files.map(({ language }) => [language.rules.library.builtinPackage, language.rules]),
    );
    this.library = new Library(this, languages, installedFor);
  }

  /** Forgets every answer, see Evaluator.forget. */
  forget(): void {
    for (const expression of this.known) this.memo[expression] = -1;
    this.known.length = 0;
    this.enumerations.clear();
    this.depth = 0;
  }
}

/** The rules of the language in which a symbol is written. */
export function rulesOfSymbol(types: TypeContext, symbol: SymbolId): LanguageRules {
  return types.program.files[types.columns.fileOfSymbol(symbol)]!.language.rules;
}

/** The last names of the decorators of a symbol. */
export function decoratorNames(types: TypeContext, symbol: SymbolId): string[] {
  const { ints, width } = types.program.tables.decorators;
  return types.decorators
    .of(symbol)
    .map((row) => lastName(types, ints[row * width + Column.decorators.value]! as ExprId));
}

/** The last name of a dotted expression, or of what a call calls; '' for others. */
export function lastName(known: Pick<TypeContext, 'program' | 'columns'>, expression: ExprId): string {
  if (expression < 0) return '';
  const { program, columns } = known;
  const op = columns.op(expression);
  if (op === Op.name) return program.strings[columns.a(expression)]!;
  if (op === Op.member) return program.strings[columns.b(expression)]!;
  // A name of a type that a comment may have declared, or else the code.
  if (op === Op.choice) return lastName(known, columns.b(expression));
  return op === Op.call || op === Op.generic ? lastName(known, columns.a(expression)) : '';
}
