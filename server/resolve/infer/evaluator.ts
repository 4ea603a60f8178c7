// The evaluator of a program: it makes the context in which expressions are evaluated, and answers those who ask what an
// expression, a name or a member means. Every expression is evaluated once between two calls of `forget`.

import { ScopeKind } from '../../facts/expressions.ts';
import type { BuiltinResult, LanguageRules } from '../../languages/language.ts';
import { BindCall, Collections, Contexts, Generics, Overloads } from '../calls/index.ts';
import { Column } from '../../facts/tables.ts';
import { Classes } from '../classes/index.ts';
import { RowLists } from '../program/index.ts';
import type {
  BindingId,
  Columns,
  ExprId,
  FileId,
  Lookups,
  NameId,
  Program,
  Room,
  ScopeId,
  Steps,
  SymbolId,
  TargetId,
} from '../program/index.ts';
import {
  Ambient,
  Builds,
  Counterparts,
  Extensions,
  Includes,
  LinkedNames,
  MemberNames,
  PackageNames,
  SourceSets,
  Stars,
} from '../scopes/index.ts';
import type { Modules, ScopeIndex } from '../scopes/index.ts';
import {
  Kind,
  ReasonId,
  TypeContext,
  asInstance,
  elements,
  instanceOf,
  isDecoratedBy,
  isProperty,
  isSetter,
  iteratedInstance,
  kindOf,
  payloadOf,
  typeObject,
} from '../types/index.ts';
import type { Answer, TypeEvaluation, Value, ValueTable } from '../types/index.ts';
import { Answers } from './answers.ts';
import { bindingsOf } from './bindings.ts';
import { calleeAt, replacedBy } from './callees.ts';
import { boundIn } from './calls.ts';
import type { Infer } from './context.ts';
import { convertersOf } from './conversions.ts';
import { Cycles } from './cycles.ts';
import { ofEveryIn } from './everyName.ts';
import { explain, resultOf, returned } from './expressions.ts';
import { extendedTypes } from './extended.ts';
import { Fixtures } from './fixtures.ts';
import { memberOfModule } from './imports.ts';
import { boundValue } from './joins.ts';
import { itemAt, knownItem } from './literals.ts';
import { explainObject } from './declaredFunctions.ts';
import { fieldOf, memberSymbol, memberSymbols } from './memberSymbols.ts';
import { accessorOf, assignedValue, indexedMembers, memberOfValue } from './members.ts';
import { mergedWith, partsOf, typesAddedTo } from './merging.ts';
import type { Merged } from './merging.ts';
import { passesReceiver } from './methods.ts';
import { standInAt } from './operators.ts';
import { basesGiven } from './mixins.ts';
import {
  accessorNamed,
  bindingValue,
  constructorOf,
  findScope,
  importedFunction,
  lookUp,
  packageScope,
  passedFor,
  symbolValue,
} from './names.ts';

/** Says what the expressions, names and members of a program mean. */
export class Evaluator implements Infer, TypeEvaluation {
  readonly program: Program;
  readonly columns: Columns;
  readonly counterparts: Counterparts;
  readonly scopes: ScopeIndex;
  readonly modules: Modules;
  readonly packages: PackageNames;
  readonly includes: Includes;
  readonly ambient: Ambient;
  readonly builds: Builds;
  readonly extensions: Extensions;
  readonly memberNames: MemberNames;
  readonly linked: LinkedNames;
  readonly stars: Stars;
  readonly fixtures: Fixtures;
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
  readonly cycles = new Cycles();
  readonly answers: Answers;
  readonly rulesOfFile: readonly LanguageRules[];
  readonly hasTwins: boolean;
  readonly globalObjects = new Map<string, LanguageRules>();
  readonly libraryRules = new Map<LanguageRules, Map<number, BuiltinResult | ''>>();
  readonly anytime = new Map<number, readonly BindingId[] | undefined>();
  readonly functionScope: Int32Array;
  readonly returnRows: RowLists<SymbolId>;
  readonly memberSets = new Map<FileId, ReadonlyMap<number, ReadonlySet<NameId>>>();
  readonly usedFiles = new Map<FileId, Set<FileId>>();

  constructor(
    program: Program,
    columns: Columns,
    scopes: ScopeIndex,
    modules: Modules,
    values: ValueTable,
    lookups: Lookups,
    steps: Steps,
    room: Room,
  ) {
    this.lookups = lookups;
    this.steps = steps;
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.includes = new Includes(program, modules, steps);
    const sources = new SourceSets(program, modules);
    this.packages = new PackageNames(columns, scopes, modules, this.includes, sources);
    this.counterparts = new Counterparts(columns, scopes, modules, this.packages, sources);
    this.ambient = new Ambient(program, columns, scopes, modules, lookups);
    this.builds = new Builds(program, columns, modules);
    this.extensions = new Extensions(program, columns);
    this.memberNames = new MemberNames(program, columns);
    const built = new Includes(program, modules, steps, (row) => this.builds.follows(row));
    this.linked = new LinkedNames(
      program,
      columns,
      scopes,
      modules,
      this.includes,
      built,
      this.builds,
      lookups,
    );
    this.values = values;
    this.overloads = new Overloads(columns, scopes, steps);
    this.bindCall = new BindCall(columns, scopes, values, this, steps);
    this.answers = new Answers(program, room);
    this.rulesOfFile = program.files.map((file) => file.language.rules);
    this.functionScope = findFunctionScopes(program, columns);
    this.hasTwins = this.rulesOfFile.some((rules) => rules.types.conversions?.twins !== undefined);
    this.returnRows = new RowLists(
      program.tables.returns,
      Column.returns.symbol,
      program.tables.symbols.rows,
    );
    for (const rules of new Set(this.rulesOfFile)) {
      for (const name of rules.library.globalObjects ?? [])
        this.globalObjects.set(`${rules.library.builtinPackage}\0${name}`, rules);
    }
    this.collections = new Collections(values, program.strings);
    this.generics = new Generics(program, columns, scopes, values, this);
    this.contexts = new Contexts(program, columns, scopes, values, this);
    this.types = new TypeContext(program, columns, values, this, room, (rules) =>
      modules.installedFor(rules),
    );
    this.fixtures = new Fixtures(program, columns, lookups, this);
    this.stars = new Stars(columns, scopes, modules, this.types.wholeExportName, steps);
    this.classes = new Classes(program, columns, values, this, program.numbers, scopes, lookups, steps);
  }

  /**
   * Forgets every answer, to go on with the edges of `file`, -1 for none of a single file. Where evaluation runs in a
   * cycle, an answer depends on where it began; a file that is evaluated from nothing gets the same edges whichever files
   * were evaluated before it.
   */
  forget(file = -1): void {
    this.contexts.passing.file = file as FileId;
    this.packages.current = file as FileId;
    this.answers.forget(this.cycles.forget());
    this.types.forget();
    this.classes.forget();
    this.contexts.forget();
    this.generics.forget();
  }

  rulesOf(scope: ScopeId): LanguageRules {
    return this.rulesOfFile[this.columns.fileOf(scope)]!;
  }

  evaluate(expression: ExprId): Value {
    return explain(this, expression).type;
  }

  /** The object that a member is asked of, see explainObject. */
  evaluateObject(expression: ExprId): Value {
    return explainObject(this, expression).type;
  }

  evaluateType(expression: ExprId): Value {
    return explain(this, expression, true).type;
  }

  explain(expression: ExprId): Answer {
    return explain(this, expression);
  }

  explainType(expression: ExprId): Answer {
    return explain(this, expression, true);
  }

  lookUpType(scope: ScopeId, name: NameId): Answer {
    return lookUp(this, scope, name, -1, true);
  }

  takenByScope(scope: ScopeId, name: NameId, asType: boolean): Answer {
    return ofEveryIn(this, scope, name, asType);
  }

  /** What one binding binds. */
  bindingValue(row: BindingId): Value {
    return bindingValue(this, row, false).type;
  }

  explainBinding(row: BindingId, asType: boolean): Answer {
    return bindingValue(this, row, asType);
  }

  explainName(scope: ScopeId, name: NameId, position: number, asType: boolean): Answer {
    return boundValue(this, scope, name, position, asType);
  }

  explainAssigned(row: number): Answer {
    return assignedValue(this, row);
  }

  returned(symbol: SymbolId, receiver?: Value): Value {
    return returned(this, symbol, receiver);
  }

  /** What calling `value` gives. */
  resultOf(value: Value, receiver?: Value): Value {
    return resultOf(this, value, ReasonId.local, receiver).type;
  }

  /** The declared types of what a function, or the constructor of a class, takes. */
  parametersOf(value: Value): readonly Value[] {
    const callee = kindOf(value) === Kind.class ? constructorOf(this, payloadOf(value), -1) : value;
    if (kindOf(callee) === Kind.callable) return this.values.getGeneric(callee).parameters.slice(1);
    if (kindOf(callee) !== Kind.function) return [];
    const parameters: Value[] = [];
    for (let index = 0; this.contexts.hasParameter(payloadOf(callee), index); index++)
      parameters.push(instanceOf(this.types, this.contexts.typeOfParameter(payloadOf(callee), index)));
    return parameters;
  }

  explainResult(value: Value, reason: number, receiver?: Value): Answer {
    return resultOf(this, value, reason, receiver);
  }

  /** The member `name` of any value. */
  member(value: Value, name: NameId): Value {
    return memberOfValue(this, value, name, ReasonId.local).type;
  }

  /** The member `name` of a value that was found for `reason`; `asType` asks for a type. */
  explainMember(value: Value, name: NameId, reason: number, asType = false): Answer {
    return memberOfValue(this, value, name, reason, asType);
  }

  /** The member `name` of a module, directory or external value. `isPlain` also offers submodules. */
  memberOfModule(target: Value, name: NameId, isPlain: boolean, asType: boolean): Answer {
    return memberOfModule(this, target, name, isPlain, asType);
  }

  /** The symbol of the field that a member expression reads, -1 when it is no field of a class of the workspace. */
  fieldOf(expression: ExprId): SymbolId {
    return fieldOf(this, expression);
  }

  /** The fields and accessors that `name` of what `object` can be reads or assigns. */
  memberSymbols(object: ExprId, name: NameId, isWritten: boolean): readonly SymbolId[] {
    return memberSymbols(this, object, name, isWritten);
  }

  /** The symbol of a field, variable or accessor that a value has under a name, -1 for none. */
  memberSymbol(owner: Value, name: NameId): SymbolId {
    return memberSymbol(this, owner, name, false);
  }

  /** Whether reading or assigning a member of this symbol runs a function. */
  isAccessor(symbol: SymbolId): boolean {
    return isProperty(this.types, symbol) || isSetter(this.types, symbol);
  }

  /** The function that runs when a name is read that stands for a property, -1 for other names. */
  accessorNamed(expression: ExprId): SymbolId {
    return accessorNamed(this, expression);
  }

  /** The function of another name, or from outside of the class, that is run when a member is read; -1 for none. */
  accessorOf(scope: ScopeId, value: Value, name: NameId): SymbolId {
    return accessorOf(this, scope, value, name);
  }

  /** What `value[index]` gives; `index` is an expression or -1. */
  itemAt(value: Value, index: ExprId): Value {
    return itemAt(this, value, index);
  }

  /** The item of a collection that is known under a constant key, undefined where items are not known. */
  knownItem(value: Value, index: ExprId): Value | undefined {
    return knownItem(this, value, index);
  }

  /** The scope in which `name`, read at `scope` and `position`, is bound; -1 when it is not bound in the file. */
  findScope(scope: ScopeId, name: NameId, position: number): ScopeId {
    return findScope(this, scope, name, position);
  }

  /** The scope that declares `name` for the package around `scope`; -1 when none does or files stand alone. */
  packageScope(scope: ScopeId, name: NameId): ScopeId {
    return packageScope(this, scope, name);
  }

  /** Binding rows of `name` in exactly `scope`. */
  bindingsOf(scope: ScopeId, name: NameId): readonly BindingId[] {
    return bindingsOf(this, scope, name);
  }

  /** An instance of what a type expression names. */
  instanceOf(type: ExprId): Value {
    return instanceOf(this.types, type);
  }

  /** What a scope binds. */
  bindingsIn(scope: ScopeId): readonly BindingId[] {
    if (scope < 0) return [];
    const { first, rows } = this.scopes;
    return [...rows.subarray(first[scope], first[scope + 1])];
  }

  /** Whether a decorator of this name stands at a symbol, called or not. */
  isDecoratedBy(symbol: SymbolId, name: string): boolean {
    return isDecoratedBy(this.types, symbol, name);
  }

  /** The function of another file that an import of a file binds to a name, -1 for none. */
  importedFunction(file: FileId, name: NameId): SymbolId {
    return importedFunction(this, file, name);
  }

  /** Of a base that is a call which made `made`, a class: the arguments that it was given for bases of that class. */
  basesGiven(type: ExprId, made: SymbolId): readonly ExprId[] {
    return basesGiven(this, type, made);
  }

  /** The declarations that add up with a class or interface, and the type outside that they add to. */
  mergedWith(symbol: SymbolId): Merged {
    return mergedWith(this, symbol);
  }

  partsOf(symbol: SymbolId): readonly SymbolId[] {
    return partsOf(this, symbol);
  }

  /** The classes and interfaces with a name in which files add members to a type outside of the workspace. */
  typesAddedTo(type: Value): readonly SymbolId[] {
    const { extensions } = this.classes;
    const added = typesAddedTo(this, asInstance(this.types, type));
    return added.filter((symbol) => !extensions.has(symbol));
  }

  /** What the calls in its file pass for the parameter that a name stands for; unknown for other names. */
  passedFor(expression: ExprId): Value {
    return passedFor(this, expression);
  }

  /** The constructor of a class as a value: its own or an inherited one, unknown when the workspace has none. */
  constructorOf(symbol: SymbolId, after: number): Value {
    return constructorOf(this, symbol, after);
  }

  /** A function or class as a value. */
  symbolValue(symbol: SymbolId): Value {
    return symbolValue(this, symbol);
  }

  /** What a call or construction calls: functions, or what else stands there. */
  calleeAt(call: ExprId): Answer {
    return calleeAt(this, call);
  }

  /**
   * The types that an extension extends: classes, instances of what lies outside; those within a bound are extended through that,
   * `UNKNOWN` stands for every type.
   */
  extendedType(type: ExprId): readonly Value[] {
    return extendedTypes(this, type);
  }

  /** Whether the first argument of a call is what a method is called on. */
  convertersOf(symbol: SymbolId, name: string): readonly SymbolId[] {
    return convertersOf(this, symbol, name);
  }

  passesReceiver(call: ExprId, method: SymbolId): boolean {
    return passesReceiver(this, call, method);
  }

  /** The method of a base that `method` of class `owner` replaces, -1 for none. */
  replacedBy(owner: SymbolId, method: SymbolId): TargetId {
    return replacedBy(this, owner, method);
  }

  /** The function that gives what stands in for the object of an expression, and its name; undefined where none does. */
  standInAt(expression: ExprId): ReturnType<typeof standInAt> {
    return standInAt(this, expression);
  }

  /** The only method without a body of an interface, -1 when it has none or several. */
  singleMethod(symbol: SymbolId): number {
    return this.bindCall.singleMethod(symbol);
  }

  /** The signatures by which a function is called: those declared for its name before it, else its own. */
  signaturesOf(symbol: SymbolId): readonly SymbolId[] {
    return this.overloads.of(symbol);
  }

  /** What a type expression names, as an object: a class, an external type; aliases are followed. */
  typeObject(expression: ExprId): Value {
    return typeObject(this.types, expression);
  }

  elementsOf(value: Value): Value {
    return elements(this.types, value);
  }

  membersOf(value: Value): Value {
    return indexedMembers(this, value);
  }

  iteratedInstance(value: Value, isAsync?: boolean): Value {
    return iteratedInstance(this.types, value, isAsync);
  }

  /** What a call of `callee` gives or takes, with its type parameters bound as far as the call tells. */
  boundIn(value: Value, call: ExprId, callee: Value, but?: number): Value {
    return boundIn(this, value, call, callee, but);
  }

  /** How deep the evaluation stands that runs. */
  get depthOfCaller(): number {
    return Math.max(0, this.cycles.depth - 1);
  }

  /** See Cycles.meetAgain. */
  meetAgain(depth: number): Value {
    return this.cycles.meetAgain(depth);
  }
}

/** Scope → the scope of the function around it. */
function findFunctionScopes(program: Program, columns: Columns): Int32Array {
  const functionScope = new Int32Array(program.tables.scopes.rows);
  for (let scope = 0 as ScopeId; scope < functionScope.length; scope++) {
    const kind = columns.scopeKind(scope);
    const isInner = kind === ScopeKind.block || kind === ScopeKind.object || kind === ScopeKind.exports;
    functionScope[scope] = isInner ? functionScope[columns.scopeParent(scope)]! : scope;
  }
  return functionScope;
}
