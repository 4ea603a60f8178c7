// What must be known before sites are evaluated: methods written outside of their class. And the edges that follow from
// class structure alone: overrides, and types that satisfy an interface by having its methods.

import { BaseKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { EDGE_KINDS, NODE_KINDS } from '../../protocol/graph.ts';
import type { Evaluator } from '../infer/index.ts';
import { NONE, NO_NAME, addTo, setParent } from '../program/index.ts';
import type { Columns, ExprId, FileId, NameId, Program, SymbolId } from '../program/index.ts';
import type { Modules } from '../scopes/index.ts';
import { Kind, ReasonId, UNKNOWN, kindOf, payloadOf, typeObject } from '../types/index.ts';
import { isNodeSymbol } from './analysis.ts';
import type { Analysis } from './analysis.ts';
import { Signatures } from './signatures.ts';

/** So many pairs of a type and an interface that share a method are compared, and for each of these so many more. */
const MOST_PAIRS = 100_000;
const PAIRS_PER_TYPE = 20;
const ANONYMOUS_KIND = 255;
/** Longer names are not told apart by their length. */
const MOST_NAMES = 8;
const METHOD = NODE_KINDS.indexOf('Method');
const INTERFACE = NODE_KINDS.indexOf('Interface');
const CLASSES = new Set([NODE_KINDS.indexOf('Class'), NODE_KINDS.indexOf('Enum')]);
const OVERRIDES = EDGE_KINDS.indexOf('OVERRIDES');
const IMPLEMENTS = EDGE_KINDS.indexOf('IMPLEMENTS');

/** Attaches methods that stand outside to their receivers' types, for all files. */
export function linkMembers(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  modules: Modules,
): void {
  const rows = program.tables.symbols.rows;
  const extended: SymbolId[] = [];
  const parts: SymbolId[] = [];
  for (let symbol = 0 as SymbolId; symbol < rows; symbol++) {
    const receiver = columns.symbol(symbol, 'receiver');
    if (receiver < 0) continue;
    // Extensions stay where they are written.
    if (program.files[columns.fileOfSymbol(symbol)]!.language.rules.names.extensionFunctions === true)
      continue;
    if (columns.symbol(symbol, 'kind') === ANONYMOUS_KIND) {
      const { partsOutside } = program.files[columns.fileOfSymbol(symbol)]!.language.rules.classes;
      (partsOutside === true ? parts : extended).push(symbol);
      continue;
    }
    const value = typeObject(evaluator.types, receiver);
    if (kindOf(value) === Kind.class && !isInside(columns, payloadOf(value), symbol)) {
      // Of several variants of a method the one for the default target of the build stays.
      const known = evaluator.classes.attached.find(payloadOf(value), columns.symbol(symbol, 'name'));
      if (known < 0 || modules.variantOf(columns.fileOfSymbol(symbol)) === '')
        evaluator.classes.attached.add(payloadOf(value), symbol);
      setParent(program, symbol, payloadOf(value));
    }
  }
  linkExtensions(program, columns, evaluator, extended);
  linkParts(program, columns, evaluator, modules, parts);
}

/**
 * Tells what is written outside of its class or package which one that is: it is seen from there. Classes come first, as
 * others can be members of them, and of these the ones that are named by fewer names, which the others can begin with.
 */
function linkParts(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  modules: Modules,
  parts: readonly SymbolId[],
): void {
  if (parts.length === 0) return;
  const holdsClass = new Set<SymbolId>();
  for (let symbol = 0 as SymbolId; symbol < program.tables.symbols.rows; symbol++)
    if (CLASSES.has(columns.symbol(symbol, 'kind'))) holdsClass.add(columns.symbol(symbol, 'parent'));
  const ofClasses = parts.filter((part) => holdsClass.has(part));
  const ofOthers = parts.filter((part) => !holdsClass.has(part));
  const rounds: { readonly some: readonly SymbolId[]; readonly isOfClasses: boolean }[] = [
    ...byLength(columns, ofClasses).map((some) => ({ some, isOfClasses: true })),
    { some: ofOthers, isOfClasses: false },
  ];
  for (const { some, isOfClasses } of rounds) {
    const owners = some.map((part) => {
      const type = columns.symbol(part, 'receiver');
      const named = typeObject(evaluator.types, type);
      return kindOf(named) === Kind.directory ? named : (evaluator.extendedType(type)[0] ?? UNKNOWN);
    });
    evaluator.forget();
    some.forEach((part, index) => {
      const owner = owners[index]!;
      const body = columns.symbol(part, 'body');
      if (kindOf(owner) === Kind.directory)
        modules.placeWithin(body, modules.nameOfPackage(payloadOf(owner))?.name ?? '');
      if (kindOf(owner) !== Kind.class || isInside(columns, payloadOf(owner), part)) return;
      const whole = payloadOf(owner);
      const [around] = modules.enclosingPackages(columns.symbol(whole, 'body'));
      if (around) modules.placeWithin(body, around.name);
      evaluator.classes.addPart(whole, part, isOfClasses);
      setParent(program, part, whole);
    });
  }
}

/** Symbols by the number of names in what they belong to, the fewest first. */
function byLength(columns: Columns, parts: readonly SymbolId[]): readonly (readonly SymbolId[])[] {
  const groups = new Map<number, SymbolId[]>();
  for (const part of parts) {
    let length = 1;
    let at = columns.symbol(part, 'receiver');
    for (; at >= 0 && length < MOST_NAMES; at = columns.a(at) as ExprId) {
      const op = columns.op(at);
      if (op === Op.member) length++;
      else if (op !== Op.generic) break;
    }
    addTo(groups, length, part);
  }
  return [...groups].toSorted(([a], [b]) => a - b).map(([, some]) => some);
}

/** Tells each type its extensions, those first that implement nothing. */
function linkExtensions(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  extended: readonly SymbolId[],
): void {
  const { extensions } = evaluator.classes;
  const hasBases = (symbol: SymbolId) => evaluator.classes.basesOf(symbol).length > 0;
  const ordered: SymbolId[] = [
    ...extended.filter((symbol) => !hasBases(symbol)),
    ...extended.filter((symbol) => hasBases(symbol)),
  ];
  // Types are read before any of them has an extension: none depends on the order.
  const types = ordered.map((symbol) => evaluator.extendedType(columns.symbol(symbol, 'receiver')));
  evaluator.forget();
  ordered.forEach((symbol, index) => {
    const owners = types[index]!;
    for (const owner of owners) {
      if (owner === UNKNOWN) extensions.addToAll(symbol);
      else if (kindOf(owner) !== Kind.class) extensions.addOutside(owner, symbol);
      else if (!isInside(columns, payloadOf(owner), symbol)) {
        extensions.add(payloadOf(owner), symbol);
        if (owners.length === 1) setParent(program, symbol, payloadOf(owner));
      }
    }
  });
}

/** Whether `symbol` is declared within `outer`; broken code can make a method's receiver look so. */
function isInside(columns: Columns, symbol: SymbolId, outer: number): boolean {
  for (let at = symbol; at >= 0; at = columns.symbol(at, 'parent')) if (at === outer) return true;
  return false;
}

/** Emits an edge from each method of `file` to the one that it replaces in a base. */
export function emitOverrides({ program, columns, evaluator, sink }: Analysis, file: FileId): void {
  const first = program.firstRow.symbols;
  for (let method = first[file]!; method < first[file + 1]!; method++) {
    if (columns.symbol(method, 'kind') !== METHOD) continue;
    const owner = columns.symbol(method, 'parent');
    if (owner < 0 || evaluator.classes.allBasesOf(owner).length === 0) continue;
    const { names } = program.files[file]!.language.rules;
    if (names.functionsApart === true) {
      const replaced = evaluator.replacedBy(owner, method);
      if (replaced >= 0)
        sink.addEdge(
          method,
          OVERRIDES,
          replaced,
          ReasonId.member,
          columns.symbol(method, 'nameLine') + 1,
          NO_NAME,
        );
      continue;
    }
    const member = evaluator.classes.findMember(owner, columns.symbol(method, 'name'), owner);
    const row = member?.bindings.at(-1);
    if (row === undefined) continue;
    const value = evaluator.bindingValue(row);
    if (kindOf(value) !== Kind.function || payloadOf(value) === method) continue;
    sink.addEdge(
      method,
      OVERRIDES,
      payloadOf(value),
      ReasonId.member,
      columns.symbol(method, 'nameLine') + 1,
      NO_NAME,
    );
  }
}

/** Emits an edge from what `file` gives for one platform to the declaration of it for all. */
export function emitCounterparts({ program, columns, evaluator, sink }: Analysis, file: FileId): void {
  if (program.files[file]!.language.rules.modules.platforms === undefined) return;
  const first = program.firstRow.symbols;
  for (let symbol = first[file]!; symbol < first[file + 1]!; symbol++) {
    if (!isNodeSymbol(columns, symbol)) continue;
    const expected = evaluator.counterparts.expectedBy(symbol);
    if (expected < 0) continue;
    const kind =
      columns.scopeKind(columns.symbol(expected, 'body')) === ScopeKind.class ? IMPLEMENTS : OVERRIDES;
    sink.addEdge(symbol, kind, expected, ReasonId.member, columns.symbol(symbol, 'nameLine') + 1, NO_NAME);
  }
}

/**
 * In languages with structural interfaces, a type with all methods of an interface implements it. Returns the interfaces of
 * which that was not asked, because too many types and interfaces share their rarest method.
 */
export function emitStructuralInterfaces(analysis: Analysis): SymbolId[] {
  const { program, columns, evaluator, sink } = analysis;
  if (!program.files.some(({ language }) => language.rules.classes.structuralInterfaces)) return [];
  const methodsOf = new Map<SymbolId, Set<NameId>>();
  const interfaces: SymbolId[] = [];
  for (let symbol = 0 as SymbolId; symbol < program.tables.symbols.rows; symbol++) {
    const { rules } = program.files[columns.fileOfSymbol(symbol)]!.language;
    if (!rules.classes.structuralInterfaces) continue;
    if (columns.symbol(symbol, 'kind') === INTERFACE) interfaces.push(symbol);
    if (columns.symbol(symbol, 'kind') !== METHOD) continue;
    const owner = columns.symbol(symbol, 'parent');
    if (owner < 0 || columns.scopeKind(columns.symbol(owner, 'body')) !== ScopeKind.class) continue;
    let names = methodsOf.get(owner);
    if (!names) methodsOf.set(owner, (names = new Set()));
    names.add(columns.symbol(symbol, 'name'));
  }
  addPromoted(program, columns, evaluator, methodsOf);
  const signatures = new Signatures(analysis);
  const byMethod = new Map<NameId, SymbolId[]>();
  for (const [owner, names] of methodsOf) {
    if (columns.symbol(owner, 'kind') === INTERFACE || columns.symbol(owner, 'kind') === ANONYMOUS_KIND)
      continue;
    for (const name of names) {
      const known = byMethod.get(name);
      if (known) known.push(owner);
      else byMethod.set(name, [owner]);
    }
  }
  const given: SymbolId[] = [];
  for (const [name, sharing] of groupByRarest(interfaces, analysis, methodsOf, byMethod)) {
    const owners = byMethod.get(name) ?? [];
    if (sharing.length * owners.length > MOST_PAIRS + PAIRS_PER_TYPE * (sharing.length + owners.length)) {
      given.push(...sharing.map(({ one }) => one));
      continue;
    }
    for (const { one, wanted } of sharing)
      for (const owner of owners) {
        analysis.steps.share();
        const names = methodsOf.get(owner)!;
        if (!wanted.every((each) => names.has(each) && hasMethod(analysis, signatures, owner, one, each)))
          continue;
        sink.addEdge(
          owner,
          IMPLEMENTS,
          one,
          ReasonId.structural,
          columns.symbol(owner, 'nameLine') + 1,
          NO_NAME,
        );
        for (const each of wanted) addDispatch(analysis, owner, one, each);
      }
  }
  return given;
}

/** An interface and the methods that a type must have. */
interface Wanted {
  readonly one: SymbolId;
  readonly wanted: readonly NameId[];
}

/** Interfaces by that method of theirs which the fewest types have. */
function groupByRarest(
  interfaces: readonly SymbolId[],
  { evaluator }: Analysis,
  methodsOf: ReadonlyMap<SymbolId, Set<NameId>>,
  byMethod: ReadonlyMap<NameId, readonly SymbolId[]>,
): Map<NameId, Wanted[]> {
  const groups = new Map<NameId, Wanted[]>();
  for (const one of interfaces) {
    const { classes, isOpen } = evaluator.classes.lineage(one);
    const wanted: NameId[] = [...namesOf(classes, methodsOf)];
    // What an interface takes over from outside is not known: a type that has the rest is taken to have that too.
    if (wanted.length === 0 || isOpen) continue;
    const countOf = (name: NameId) => byMethod.get(name)?.length ?? 0;
    const rarest = wanted.reduce((best, name) => (countOf(name) < countOf(best) ? name : best));
    addTo(groups, rarest, { one, wanted });
  }
  return groups;
}

function namesOf(classes: readonly SymbolId[], methodsOf: ReadonlyMap<SymbolId, Set<NameId>>): Set<NameId> {
  const names = new Set<NameId>();
  for (const one of classes) for (const name of methodsOf.get(one) ?? []) names.add(name);
  return names;
}

/** Types that embed others have their methods too. */
function addPromoted(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  methodsOf: Map<SymbolId, Set<NameId>>,
): void {
  const { ints, width, rows } = program.tables.bases;
  const promoted: [SymbolId, Set<NameId>][] = [];
  for (let row = 0; row < rows; row++) {
    const symbol = ints[row * width + Column.bases.symbol]! as SymbolId;
    const isEmbedding = ints[row * width + Column.bases.kind] === BaseKind.embeds;
    if (!isEmbedding || columns.symbol(symbol, 'kind') === INTERFACE) continue;
    const names = namesOf(evaluator.classes.lineage(symbol).classes, methodsOf);
    if (names.size > 0) promoted.push([symbol, names]);
  }
  for (const [symbol, names] of promoted) methodsOf.set(symbol, names);
}

/** Whether the method of a type can stand for that of an interface. */
function hasMethod(
  { evaluator, columns, modules, program }: Analysis,
  signatures: Signatures,
  owner: SymbolId,
  one: SymbolId,
  name: NameId,
): boolean {
  const from = methodSymbol(evaluator, owner, name);
  const to = methodSymbol(evaluator, one, name);
  if (from < 0 || to < 0 || from === to) return true;
  // A method that its package keeps for itself can only be meant by interfaces of that package.
  const files = [columns.fileOfSymbol(from), columns.fileOfSymbol(to)] as const;
  const { modules: unit, publication } = program.files[files[0]]!.language.rules;
  const isOwn =
    unit.moduleUnit === 'directory' && publication.privateNames?.test(program.strings[name]!) === true;
  if (isOwn && modules.packageParts(files[0]) !== modules.packageParts(files[1])) return false;
  return signatures.canBeSame(from, to);
}

/** A call of the interface's method may reach the one that the type has. */
function addDispatch(analysis: Analysis, owner: SymbolId, one: SymbolId, name: NameId): void {
  const { columns, evaluator, sink } = analysis;
  const from = methodSymbol(evaluator, owner, name);
  const to = methodSymbol(evaluator, one, name);
  if (from < 0 || to < 0 || from === to) return;
  sink.addEdge(from, OVERRIDES, to, ReasonId.structural, columns.symbol(from, 'nameLine') + 1, NO_NAME);
}

function methodSymbol(evaluator: Evaluator, owner: SymbolId, name: NameId): SymbolId {
  const member = evaluator.classes.findMember(owner, name);
  if (!member) return NONE;
  if (member.method >= 0) return member.method;
  const row = member.bindings.at(-1);
  const value = row === undefined ? UNKNOWN : evaluator.bindingValue(row);
  return kindOf(value) === Kind.function ? payloadOf(value) : NONE;
}
