// Classes: their bases, the order in which members are looked up, and their members. Asks the evaluator for what base
// expressions mean; knows nothing of how call sites use the answers.

import { BaseKind, BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { ClassRules } from '../../languages/rules/classRules.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE, NO_NAME, Place, RowLists, keyOfName, objectOfOwner, ownerOfObject } from '../program/index.ts';
import type {
  BindingId,
  Columns,
  ExprId,
  FileId,
  IdColumn,
  Lookups,
  NameId,
  OwnerId,
  Program,
  ScopeId,
  Steps,
  SymbolId,
} from '../program/index.ts';
import { UNKNOWN } from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';
import { AssignedMembers } from './assignedMembers.ts';
import { AttachedMethods } from './attachedMethods.ts';
import { Extensions } from './extensions.ts';
import { Lineages } from './lineages.ts';
import type { Base, Lineage, TypeEvaluator } from './lineages.ts';
import { NO_OWNER, Owners } from './owners.ts';

/** A member as found: either a binding row or a row of memberAssignments. */
export interface Member {
  readonly owner: SymbolId;
  /** Binding rows with that name in the class body. */
  readonly bindings: readonly BindingId[];
  /** Rows of memberAssignments. */
  readonly assignments: readonly number[];
  /** A method that is declared outside the class body, or -1. */
  readonly method: SymbolId;
  /** On which side it was looked for, see `findMember`. */
  readonly isStatic: boolean | undefined;
}

/** A member that has more bindings than these is remembered. */
const MANY_BINDINGS = 16;
const NO_BASES: readonly Base[] = [];
const CLASS = NODE_KINDS.indexOf('Class');
const CALLABLE = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method')]);

/** Where names are bound; what an edge depends on is noted otherwise where bindings are `known`. */
interface Bindings {
  /** Binding rows, grouped by scope, and scope → first entry of it. */
  readonly rows: IdColumn<BindingId>;
  readonly first: Int32Array;
  bindingsOf(scope: ScopeId, name: NameId): readonly BindingId[];
  knownBindingsOf(scope: ScopeId, name: NameId): readonly BindingId[];
}

/** Classes within classes beyond these are not looked at. */
const MAX_OUTER = 8;

/** Class structure of a program. */
export class Classes {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: TypeEvaluator;
  private readonly baseRows: RowLists<SymbolId>;
  /** The bases that were asked for. */
  private readonly bases = new Map<SymbolId, readonly Base[]>();
  private readonly lineages: Lineages;
  /** Class → expression of its metaclass. */
  private readonly metaclasses = new Map<SymbolId, ExprId>();
  /** Members with many bindings, which are listed once for all who ask. */
  private readonly large = new Map<number, Member>();
  private readonly declared = new WeakMap<readonly BindingId[], boolean>();
  private readonly owners: Owners;
  /** String id of the member that holds the members of instances, -1 where there is none. */
  readonly prototypeName: NameId;
  /** Function → whose member it was assigned to; function or class → object literal that is its prototype, and back. */
  private readonly receiverOfFunction = new Map<SymbolId, OwnerId>();
  private readonly prototypeOf = new Map<SymbolId, ScopeId>();
  private readonly ownerOfPrototype = new Map<ScopeId, SymbolId>();
  private readonly assigned: AssignedMembers;
  /** File → 1 when its assignments to members are known. */
  private readonly isIndexed: Uint8Array;
  /** What is written of a class outside of it → the class. */
  private readonly wholes = new Map<SymbolId, SymbolId>();
  /** Class → those of these parts that hold classes of it. */
  private readonly beside = new Map<SymbolId, SymbolId[]>();
  readonly attached: AttachedMethods;
  readonly extensions: Extensions;
  private readonly scopes: Bindings;
  private readonly lookups: Lookups;

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    evaluator: TypeEvaluator,
    nameIds: Program['numbers'],
    scopes: Bindings,
    lookups: Lookups,
    steps: Steps,
  ) {
    this.lookups = lookups;
    this.attached = new AttachedMethods(program, columns, lookups);
    this.extensions = new Extensions(columns, lookups);
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
    this.scopes = scopes;
    this.lineages = new Lineages(program, columns, values, evaluator, this, steps);
    const prototype = program.files.find(({ language }) => language.rules.classes.prototypeMember)?.language;
    this.prototypeName = nameIds.get(prototype?.rules.classes.prototypeMember ?? '') ?? NONE;
    this.owners = new Owners(program, columns, scopes, this.prototypeName);
    this.baseRows = new RowLists(program.tables.bases, Column.bases.symbol, program.tables.symbols.rows);
    const { ints, width, rows } = program.tables.bases;
    for (let row = 0; row < rows; row++)
      if (ints[row * width + Column.bases.kind] === BaseKind.metaclass)
        this.metaclasses.set(
          ints[row * width + Column.bases.symbol]! as SymbolId,
          ints[row * width + Column.bases.type] as ExprId,
        );
    this.assigned = new AssignedMembers(program.tables.memberAssignments);
    this.isIndexed = new Uint8Array(program.files.length);
  }

  private readBases(symbol: SymbolId): Base[] {
    const { ints, width } = this.program.tables.bases;
    const bases: Base[] = [];
    for (const row of this.baseRows.of(symbol)) {
      const base = {
        type: ints[row * width + Column.bases.type] as ExprId,
        kind: ints[row * width + Column.bases.kind]!,
      };
      if (base.kind === BaseKind.metaclass) continue;
      if (base.kind !== BaseKind.embeds || !this.mixesFirst(symbol)) bases.push(base);
      else bases.splice(bases.filter(({ kind }) => kind === BaseKind.embeds).length, 0, base);
    }
    return bases;
  }

  private mixesFirst(symbol: SymbolId): boolean {
    const { rules } = this.program.files[this.columns.fileOfSymbol(symbol)]!.language;
    return rules.classes.mixinsFirst === true;
  }

  /** Forgets the lineages, see Evaluator.forget. */
  forget(): void {
    this.lineages.forget();
    this.large.clear();
  }

  /** Makes `part`, which is written outside of it, a part of a class: it sees what stands in the class. */
  addPart(whole: SymbolId, part: SymbolId, holdsClass: boolean): void {
    this.wholes.set(part, whole);
    if (!holdsClass) return;
    const known = this.beside.get(whole);
    if (known) known.push(part);
    else this.beside.set(whole, [part]);
  }

  /** The parts of a class outside of it that hold classes, which are members of it. */
  classesBeside(symbol: SymbolId): readonly SymbolId[] {
    if (this.wholes.size === 0) return [];
    this.lookups.noteAnywhere(Place.attached, this.columns.symbol(symbol, 'name'));
    return this.beside.get(symbol) ?? [];
  }

  /** The class of which a symbol is such a part, else the symbol itself. */
  heldBy(symbol: SymbolId): SymbolId {
    return this.wholes.get(symbol) ?? symbol;
  }

  /** The classes around the one of which a symbol is such a part, the innermost first; none for what is written in its place. */
  aroundWhole(symbol: SymbolId): readonly SymbolId[] {
    const whole = this.wholes.get(symbol);
    if (whole === undefined) return [];
    const found: SymbolId[] = [];
    for (let at = this.columns.symbol(whole, 'parent'); at >= 0 && found.length < MAX_OUTER;) {
      const outer = this.heldBy(at);
      const body = this.columns.symbol(outer, 'body');
      if (body < 0 || this.columns.scopeKind(body) !== ScopeKind.class) break;
      found.push(outer);
      at = this.columns.symbol(outer, 'parent');
    }
    return found;
  }

  /** The bases written at a class, in order. */
  basesOf(symbol: SymbolId): readonly Base[] {
    if (!this.baseRows.has(symbol)) return NO_BASES;
    let bases = this.bases.get(symbol);
    if (!bases) this.bases.set(symbol, (bases = this.readBases(symbol)));
    return bases;
  }

  /** The same with those that are written at its other parts. */
  allBasesOf(symbol: SymbolId): readonly Base[] {
    if (!this.hasFlag(symbol, 'partial')) return this.basesOf(symbol);
    return [symbol, ...this.evaluator.partsOf(symbol)].flatMap((one) => this.basesOf(one));
  }

  /** The first of the parts of a class, which stands for all. */
  wholeOf(symbol: SymbolId): SymbolId {
    if (!this.hasFlag(symbol, 'partial')) return this.heldBy(symbol);
    return Math.min(symbol, ...this.evaluator.partsOf(symbol)) as SymbolId;
  }

  /** The type expression that a named type stands for, -1 when it is a class of its own. */
  aliasOf(symbol: SymbolId): ExprId {
    const base = this.basesOf(symbol)[0];
    return base && base.kind === BaseKind.alias ? base.type : NONE;
  }

  /** The type expression that a named type is made from, -1 when it is a class of its own. */
  underlyingOf(symbol: SymbolId): ExprId {
    const base = this.basesOf(symbol)[0];
    return base && base.kind === BaseKind.underlying ? base.type : NONE;
  }

  /** The nearest class whose method contains `scope`, -1 outside of classes. `isStatic` tells what the receiver is. */
  enclosingClass(scope: ScopeId): { symbol: SymbolId; method: number } | undefined {
    const { columns } = this;
    let method = -1;
    for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
      const kind = columns.scopeKind(at);
      if (kind === ScopeKind.class) return { symbol: this.heldBy(columns.scopeOwner(at)), method };
      if (kind === ScopeKind.function) method = columns.scopeOwner(at);
    }
    return undefined;
  }

  /**
   * Finds whose members the assignments of a file make, once: which function or object has which members follows from its own
   * file.
   */
  private indexAssignments(file: FileId): void {
    if (this.isIndexed[file] === 1) return;
    this.isIndexed[file] = 1;
    const { ints, width } = this.program.tables.memberAssignments;
    const first = this.program.firstRow.memberAssignments as Int32Array;
    const [from, end] = [first[file]!, first[file + 1]!];
    const isOfReceiver = (row: number) => this.columns.op(ints[row * width]! as ExprId) === Op.self;
    const owners = new Int32Array(end - from).fill(NO_OWNER) as IdColumn<OwnerId>;
    for (let row = from; row < end; row++) {
      if (isOfReceiver(row)) continue;
      const owner = this.ownerOfObject(ints[row * width]! as ExprId);
      owners[row - from] = owner;
      if (owner !== NO_OWNER) this.noteMethod(owner, row);
    }
    this.noteExported(file, owners);
    // Whose the receiver is follows from which functions were assigned to whom.
    for (let row = from; row < end; row++) {
      const object = ints[row * width]! as ExprId;
      if (isOfReceiver(row)) owners[row - from] = this.ownerOfObject(object);
      else if (owners[row - from] === NO_OWNER) {
        const receiver = this.owners.receiverBehind(object);
        const owner = receiver < 0 ? NO_OWNER : this.ownerOfObject(receiver);
        owners[row - from] = owner;
        if (owner !== NO_OWNER) this.noteMethod(owner, row);
      }
    }
    this.assigned.add(from, owners);
  }

  /**
   * Functions that are written as members of what the file exports have that for their receiver (`exports.name = function () {…}`),
   * unless they make objects: what has members of its own, and what is named like a class.
   */
  private noteExported(file: FileId, owners: IdColumn<OwnerId>): void {
    const scope = this.exportsScopeOf(file);
    if (scope < 0) return;
    const { columns } = this;
    const { first, rows } = this.scopes;
    let holders: Set<OwnerId> | undefined;
    for (let entry = first[scope]!; entry < first[scope + 1]!; entry++) {
      const row = rows[entry]!;
      if (columns.binding(row, 'kind') !== BindingKind.symbol) continue;
      const symbol: SymbolId = columns.binding(row, 'payload');
      const isKnown = this.receiverOfFunction.has(symbol);
      if (isKnown || !CALLABLE.has(columns.symbol(symbol, 'kind'))) continue;
      if (/^\p{Lu}/u.test(this.program.strings[columns.binding(row, 'name')]!)) continue;
      holders ??= new Set(owners);
      if (!holders.has(symbol)) this.receiverOfFunction.set(symbol, ownerOfObject(scope));
    }
  }

  /** The scope of what a file exports by assignment, -1 where its language has none. */
  private exportsScopeOf(file: FileId): ScopeId {
    if (this.program.files[file]!.language.rules.modules.exportObjects === undefined) return NONE;
    const scope = (this.program.firstRow.scopes[file]! + 1) as ScopeId;
    return this.columns.scopeKind(scope) === ScopeKind.exports ? scope : NONE;
  }

  /** Functions assigned as members have the object as their receiver; an object assigned as prototype holds members. */
  private noteMethod(owner: OwnerId, row: number): void {
    const { ints, width } = this.program.tables.memberAssignments;
    const value = ints[row * width + 2]! as ExprId;
    if (value < 0) return;
    const op = this.columns.op(value);
    if (op === Op.object || op === Op.symbol)
      this.owners.noteAssigned(owner, ints[row * width + 1]! as NameId, value);
    if (op === Op.symbol) this.receiverOfFunction.set(this.columns.a(value), owner);
    if (op !== Op.object || ints[row * width + 1] !== this.prototypeName) return;
    this.prototypeOf.set(owner as SymbolId, this.columns.a(value));
    this.ownerOfPrototype.set(this.columns.a(value), owner as SymbolId);
  }

  /**
   * Whose object the expression is, when that is plain from where it stands: a class or function, or ownerOfObject for an
   * object literal, else NO_OWNER.
   */
  private ownerOfObject(expression: ExprId): OwnerId {
    const { columns } = this;
    const op = columns.op(expression);
    const scope = columns.scopeOf(expression);
    const { rules } = this.program.files[columns.fileOf(scope)]!.language;
    if (op === Op.self) return this.receiverOf(scope)?.owner ?? NO_OWNER;
    if (rules.classes.receiver === 'keyword') {
      if (op === Op.member && columns.b(expression) === this.prototypeName)
        return this.owners.of(columns.a(expression));
      return op === Op.name || op === Op.member ? this.owners.of(expression) : NO_OWNER;
    }
    if (op !== Op.name || rules.classes.receiver !== 'first-parameter') return NO_OWNER;
    const name = columns.a(expression);
    for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
      for (const row of this.scopes.knownBindingsOf(at, name)) {
        const isFirst =
          columns.binding(row, 'kind') === BindingKind.parameter && columns.binding(row, 'payload') === 0;
        const parent = columns.scopeParent(at);
        return isFirst && parent >= 0 && columns.scopeKind(parent) === ScopeKind.class
          ? columns.scopeOwner(parent)
          : NO_OWNER;
      }
    }
    return NO_OWNER;
  }

  /** Rows of memberAssignments to `name` of a class, a function or an object literal (ownerOfObject). */
  assignedTo(owner: OwnerId, name: NameId): readonly number[] {
    const file =
      owner < 0 ? this.columns.fileOf(objectOfOwner(owner)) : this.columns.fileOfSymbol(owner as SymbolId);
    this.lookups.noteIn(file, Place.assigned, NO_NAME, name);
    this.indexAssignments(file);
    return this.assigned.of(owner, name);
  }

  /** The names of all members that a file assigns, by whose they are. */
  namesAssignedIn(file: FileId): ReadonlyMap<OwnerId, ReadonlySet<NameId>> {
    this.indexAssignments(file);
    const first = this.program.firstRow.memberAssignments;
    return this.assigned.namesAmong(first[file]!, first[file + 1]!);
  }

  /** The scope of the object literal that a function or class was given as prototype, -1 for none. */
  prototypeScope(symbol: SymbolId): ScopeId {
    this.indexAssignments(this.columns.fileOfSymbol(symbol));
    return this.prototypeOf.get(symbol) ?? NONE;
  }

  /**
   * What the keyword for the receiver stands for in `scope`: `owner` is a class, a function whose instances it builds,
   * or ownerOfObject of an object literal.
   */
  receiverOf(scope: ScopeId): { owner: OwnerId; isStatic: boolean; functionScope: ScopeId } | undefined {
    const { columns } = this;
    for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
      const kind = columns.scopeKind(at);
      if (kind === ScopeKind.class)
        return {
          owner: this.heldBy(columns.scopeOwner(at)),
          isStatic: this.rulesAt(at).bodyIsOfClass === true,
          functionScope: NONE,
        };
      if (kind !== ScopeKind.function) continue;
      const parent = columns.scopeParent(at);
      const parentKind = parent < 0 ? ScopeKind.module : columns.scopeKind(parent);
      const method = columns.scopeOwner(at);
      if (parentKind === ScopeKind.class) {
        return {
          owner: this.heldBy(columns.scopeOwner(parent)),
          isStatic: this.hasFlag(method, 'static'),
          functionScope: at,
        };
      }
      this.indexAssignments(columns.fileOf(at));
      const isOfObject = parentKind === ScopeKind.object;
      const owner = isOfObject
        ? (this.ownerOfPrototype.get(parent) ?? ownerOfObject(parent))
        : (this.receiverOfFunction.get(method) ?? method);
      return { owner, isStatic: false, functionScope: at };
    }
    // Outside of all functions with a receiver of their own it is what the file exports.
    const exported = this.exportsScopeOf(columns.fileOf(scope));
    if (exported < 0) return undefined;
    return { owner: ownerOfObject(exported), isStatic: false, functionScope: NONE };
  }

  private rulesAt(scope: ScopeId): ClassRules {
    return this.program.files[this.columns.fileOf(scope)]!.language.rules.classes;
  }

  lineage(symbol: SymbolId): Lineage {
    return this.lineages.of(symbol);
  }

  /** Whether a class can have members as an object that are not known here. */
  isOpenAsObject(symbol: SymbolId): boolean {
    return this.lineages.ofClass(symbol).isOpen;
  }

  /** The metaclass of a class, its own or that of a base: a class or external value; unknown when it has none. */
  metaclassOf(symbol: SymbolId): Value {
    if (this.metaclasses.size === 0) return UNKNOWN;
    for (const one of this.lineage(symbol).classes) {
      const type = this.metaclasses.get(one);
      if (type !== undefined) return this.evaluator.typeObject(type);
    }
    return UNKNOWN;
  }

  /**
   * The first member called `name` along the lineage of `symbol`, skipping classes up to and including `after`.
   * `isStatic` asks for one of the class itself or of its instances; either will do when it is left out.
   */
  findMember(symbol: SymbolId, name: NameId, after = -1, isStatic?: boolean): Member | undefined {
    if (isStatic === true && this.hasMixins(symbol)) return this.findOfClass(symbol, name, after);
    let isActive = after < 0;
    for (const owner of this.lineage(symbol).classes) {
      if (isActive) {
        const member = this.ownMember(owner, name, isStatic);
        if (member) return member;
      }
      if (owner === after) isActive = true;
    }
    return undefined;
  }

  private hasMixins(symbol: SymbolId): boolean {
    return this.rulesAt(this.columns.symbol(symbol, 'body')).memberSearch === 'mixins';
  }

  /** The same for a member that a class has as an object; constants are those of all that its instances inherit. */
  private findOfClass(symbol: SymbolId, name: NameId, after: number): Member | undefined {
    let isBehind = after < 0;
    let isPassing = false;
    for (const { owner, isStatic } of this.lineages.ofClass(symbol).steps) {
      // Its own parts stand together; a module that is mixed into itself comes once more.
      const isPassed = after >= 0 && (owner === after || this.wholeOf(owner) === after);
      if (isPassing && !isPassed) isBehind = true;
      const member = isBehind && !isPassed ? this.ownMember(owner, name, isStatic) : undefined;
      if (member) return member;
      isPassing ||= isPassed;
    }
    if (after >= 0) return undefined;
    for (const owner of this.lineage(symbol).classes) {
      const member = this.ownMember(owner, name);
      const isConstant = member?.bindings.some(
        (row) => !this.isCallable(this.columns.binding(row, 'symbol')),
      );
      if (isConstant === true || (member && member.bindings.length === 0)) return member;
    }
    return undefined;
  }

  private isCallable(symbol: SymbolId): boolean {
    return symbol >= 0 && CALLABLE.has(this.columns.symbol(symbol, 'kind'));
  }

  /** Whether a type is declared for a member. */
  isDeclared({ bindings }: Member): boolean {
    const hasType = (row: BindingId) => this.columns.binding(row, 'type') >= 0;
    if (bindings.length <= MANY_BINDINGS) return bindings.some(hasType);
    let known = this.declared.get(bindings);
    if (known === undefined) this.declared.set(bindings, (known = bindings.some(hasType)));
    return known;
  }

  /** The member that a class itself declares. */
  ownMember(owner: SymbolId, name: NameId, isStatic?: boolean): Member | undefined {
    const side = isStatic === undefined ? 0 : isStatic ? 1 : 2;
    const key = keyOfName(owner, name) * 4 + side;
    const known = this.large.size === 0 ? undefined : this.large.get(key);
    if (known) return known;
    const member = this.readMember(owner, name, isStatic);
    if (member && member.bindings.length > MANY_BINDINGS) this.large.set(key, member);
    return member;
  }

  private readMember(owner: SymbolId, name: NameId, isStatic: boolean | undefined): Member | undefined {
    const ownBody = this.columns.symbol(owner, 'body');
    const isClass = ownBody >= 0 && this.columns.scopeKind(ownBody) === ScopeKind.class;
    if (!isClass) this.indexAssignments(this.columns.fileOfSymbol(owner));
    const body = isClass ? ownBody : (this.prototypeOf.get(owner) ?? NONE);
    const all = body < 0 ? [] : this.scopes.bindingsOf(body, name);
    const bindings = isStatic === undefined ? all : this.onSide(owner, all, isStatic);
    const assignments = this.assignedTo(owner, name);
    const method = this.attached.find(owner, name);
    if (bindings.length === 0 && assignments.length === 0 && method < 0) return undefined;
    return { owner, bindings, assignments, method, isStatic };
  }

  /** Of the members of a class those that it has itself, or those of its instances, where the language tells them apart. */
  private onSide(owner: SymbolId, rows: readonly BindingId[], isStatic: boolean): readonly BindingId[] {
    const { rules } = this.program.files[this.columns.fileOfSymbol(owner)]!.language;
    if (rules.classes.staticsApart !== true || this.columns.symbol(owner, 'kind') !== CLASS) return rows;
    const areApart = rules.classes.memberSearch === 'mixins';
    return rows.filter((row) => {
      const symbol = this.columns.binding(row, 'symbol');
      if (areApart && this.columns.binding(row, 'kind') === BindingKind.alias)
        return this.isOfInstance(row) !== isStatic;
      if (areApart && !this.isCallable(symbol)) return true;
      return symbol < 0 || this.hasFlag(symbol, 'static') === isStatic;
    });
  }

  /** Whether another name of a member stands for one of instances: it is written as a member of one. */
  private isOfInstance(alias: BindingId): boolean {
    const { columns } = this;
    const member = columns.binding(alias, 'payload');
    return columns.op(member) === Op.member && columns.op(columns.a(member)) === Op.instance;
  }

  hasFlag(symbol: SymbolId, flag: keyof typeof SymbolFlag): boolean {
    return (this.columns.symbol(symbol, 'flags') & SymbolFlag[flag]) !== 0;
  }
}
