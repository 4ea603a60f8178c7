// What a file defines, as seen from outside: for each name a fingerprint of what is written. Two versions of a file that
// agree in the fingerprints of some names give every file that looks up no others the same meaning. Lines do not count, the
// order of bindings does.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { ALWAYS, ANYTIME, NEVER } from '../../facts/tables.ts';
import { A_OPERAND, B_OPERAND, Operand } from '../../facts/operands.ts';
import { SymbolFlag } from '../../graph.ts';
import { DefinitionPrint, mixPrint } from './definitionPrint.ts';
import { addTo, countBetween, FactsReader, FileParts, FileShape, Place } from '../program/index.ts';
import type { FileFacts, FunctionParts, Steps } from '../program/index.ts';
import { LocalNames } from './localNames.ts';
import { placeOfScope } from '../scopes/index.ts';

const ANONYMOUS_KIND = 255;
const NO_SCOPE = -1;

/** One definition: a symbol, a binding, or an assignment to a member. */
export interface Definition {
  readonly name: number;
  /** Name of the object whose meaning it changes although nobody needs to write its own, 0 for none. */
  readonly owner: number;
  /** Where its name is looked up, and the name of the class or function there, 0 for none. */
  readonly place: Place;
  readonly holder: number;
  /** It is declared for other files, or may be: those find it by its name alone. */
  readonly isAmbient: boolean;
  /** It is a function that other files find by its name on any value that it takes. */
  readonly isExtension: boolean;
}

const NOWHERE = { place: Place.top, holder: 0 } as const;
const { namespace: NAMESPACE, module: MODULE } = ScopeKind;

/** Definitions, and the fingerprints of those that were described. */
interface Listed {
  readonly definitions: readonly Definition[];
  readonly prints: Int32Array;
  readonly isKnown: Uint8Array;
}

/** What a file defines. Which definitions there are, and what each says, is told only when it is asked for. */
export class FileDefinitions {
  /** Fingerprint of the module or package that the file says it is, and of the packages that it holds parts of. */
  readonly print: number;
  /** What the file says of the module or package that it is, as a number of a string. */
  readonly clause: number;
  /** The modules of which it takes or gives on all names at once. */
  readonly stars: string;
  readonly #file: FileFacts;
  readonly #steps: Steps;
  readonly #unnamed: ReadonlySet<number>;
  #listed: Listed | undefined;
  #describer: Describer | undefined;

  /** `star` is the number of '*', `unnamed` those of members that users of an object need not name. */
  constructor(file: FileFacts, star: number, unnamed: ReadonlySet<number>, steps: Steps) {
    this.#file = file;
    this.#steps = steps;
    this.#unnamed = unnamed;
    const facts = new FactsReader(file);
    this.print = describeModule(facts, file.language.rules.modules.nestedPackages === true);
    this.clause = facts.rows('symbols') > 0 ? facts.text('symbols', 0, 'signature') : 0;
    this.stars = listStars(facts, star);
  }

  /** Listed when they are first asked for: where no other file looks anything up, nobody asks. */
  get definitions(): readonly Definition[] {
    return this.#list().definitions;
  }

  #list(): Listed {
    if (!this.#listed) {
      const definitions = new DefinitionSites(new FactsReader(this.#file), this.#unnamed).list();
      const { length } = definitions;
      this.#listed = { definitions, prints: new Int32Array(length), isKnown: new Uint8Array(length) };
    }
    return this.#listed;
  }

  /** Fingerprint of what is written in definition number `at`, names included. Does not depend on what was asked before. */
  printOf(at: number): number {
    const { prints, isKnown } = this.#list();
    if (isKnown[at] === 0) {
      this.#describer ??= new Describer(this.#file, this.#steps);
      prints[at] = this.#describer.describe(at);
      isKnown[at] = 1;
    }
    return prints[at]!;
  }

  /** Lets go of what only further descriptions need. */
  rest(): void {
    this.#describer = undefined;
  }
}

/** Where the definitions of a file are found: symbols come first, then bindings, then assignments, each in their order. */
class DefinitionSites {
  private readonly facts: FactsReader;
  private readonly shape: FileShape;
  private readonly unnamed: ReadonlySet<number>;

  constructor(facts: FactsReader, unnamed: ReadonlySet<number>) {
    this.facts = facts;
    this.shape = new FileShape(facts);
    this.unnamed = unnamed;
  }

  list(): Definition[] {
    const { facts } = this;
    const sites: Definition[] = [];
    for (let row = 0; row < facts.rows('symbols'); row++) sites.push(this.symbolSite(row));
    for (let row = 0; row < facts.rows('bindings'); row++) {
      const scope = facts.cell('bindings', row, 'scope');
      const name = facts.text('bindings', row, 'name');
      const isAmbient = this.isAmbient(scope);
      sites.push({ name, owner: 0, ...this.placeOf(scope), isAmbient, isExtension: false });
    }
    for (let row = 0; row < facts.rows('memberAssignments'); row++) sites.push(this.assignmentSite(row));
    return sites;
  }

  private symbolSite(row: number): Definition {
    const { facts } = this;
    // A function that is called on a type from outside is seen where it is written, as any other.
    const isSeenHere = facts.file.language.rules.names.extensionFunctions === true;
    const isAttached = !isSeenHere && facts.cell('symbols', row, 'receiver') >= 0;
    const scope = facts.cell('symbols', row, 'scope');
    const where = isAttached ? { place: Place.attached, holder: 0 } : this.placeOf(scope);
    return {
      name: facts.text('symbols', row, 'name'),
      owner: 0,
      ...where,
      isAmbient: !isAttached && this.isAmbient(scope),
      isExtension:
        facts.file.language.rules.calls.namesTell !== undefined ||
        (facts.cell('symbols', row, 'flags') & SymbolFlag.extension) !== 0,
    };
  }

  private assignmentSite(row: number): Definition {
    const { facts } = this;
    const object = facts.cell('memberAssignments', row, 'object');
    const scope = object < 0 ? NO_SCOPE : facts.cell('expressions', object, 'scope');
    const name = facts.text('memberAssignments', row, 'name');
    // A member that is reached without being named changes what its object means.
    const owner = this.unnamed.has(name) ? this.ownerName(object, scope) : 0;
    return { name, owner, place: Place.assigned, holder: 0, isAmbient: false, isExtension: false };
  }

  /** Whether what a scope declares can be for other files: at the top of one that is no module, or in a namespace. */
  private isAmbient(scope: number): boolean {
    const { facts } = this;
    const kind = scope < 0 ? NAMESPACE : facts.cell('scopes', scope, 'kind');
    return kind === NAMESPACE || (kind === MODULE && !isModule(facts));
  }

  /** The same as ScopeIndex notes for a look-up in the scope. */
  private placeOf(scope: number): Pick<Definition, 'place' | 'holder'> {
    const { facts } = this;
    if (scope < 0) return NOWHERE;
    const place = placeOfScope(facts.cell('scopes', scope, 'kind'));
    if (place === Place.top) return NOWHERE;
    const isLocal = place === Place.local;
    const symbol = isLocal ? this.shape.functionOf[scope]! : facts.cell('scopes', scope, 'owner');
    return { place, holder: symbol < 0 ? 0 : facts.text('symbols', symbol, 'name') };
  }

  /** The name of the object, function or class that an expression stands for whose member is assigned. */
  private ownerName(object: number, scope: number): number {
    const { facts } = this;
    if (object < 0) return 0;
    const isMember = facts.cell('expressions', object, 'op') === Op.member;
    const inner = isMember ? facts.cell('expressions', object, 'a') : -1;
    if (inner >= 0 && this.unnamed.has(this.shape.lastName(object))) return this.ownerName(inner, scope);
    const named = this.shape.lastName(object);
    return named !== 0 ? named : this.shape.containerOf(scope) || (this.shape.holdersOf(scope)[0] ?? 0);
  }
}

function describeModule(facts: FactsReader, holdsParts: boolean): number {
  const sink = new DefinitionPrint();
  if (facts.rows('symbols') > 0) {
    sink.add(facts.text('symbols', 0, 'name'));
    sink.add(facts.text('symbols', 0, 'signature'));
    // The names of what is no module are seen from everywhere.
    sink.add(Number(isModule(facts)));
  }
  if (holdsParts) for (const name of listParts(facts)) sink.add(name);
  return sink.print;
}

/** The packages that a file holds parts of, as numbers that the names and what is around them make. */
function listParts(facts: FactsReader): Iterable<number> {
  const byScope = new Map<number, number>();
  for (let scope = 0; scope < facts.rows('scopes'); scope++) {
    const around = byScope.get(facts.cell('scopes', scope, 'parent')) ?? 0;
    if (facts.cell('scopes', scope, 'kind') !== NAMESPACE) {
      if (around !== 0) byScope.set(scope, around);
      continue;
    }
    const name = facts.text('symbols', facts.cell('scopes', scope, 'owner'), 'name');
    byScope.set(scope, mixPrint(mixPrint(17, around), name));
  }
  return new Set(byScope.values());
}

function isModule(facts: FactsReader): boolean {
  return facts.rows('symbols') > 0 && (facts.cell('symbols', 0, 'flags') & SymbolFlag.module) !== 0;
}

function listStars(facts: FactsReader, star: number): string {
  const stars: number[] = [];
  for (let row = 0; row < facts.rows('imports'); row++)
    if (facts.text('imports', row, 'name') === star)
      stars.push(
        facts.text('imports', row, 'specifier'),
        Math.sign(facts.cell('imports', row, 'position') + 0.5),
      );
  return stars.join();
}

/** Says what stands in the definitions of a file. */
class Describer {
  private readonly facts: FactsReader;
  private readonly shape: FileShape;
  private readonly parts: FileParts;
  private readonly open = new Set<number>();
  /** Symbol → what was gathered of it when it was first met: what stands in a function is met there several times. */
  private readonly known = new Map<number, DefinitionPrint>();
  private readonly locals: LocalNames;
  private readonly steps: Steps;
  /** See countAlike; counted when it is first asked for. */
  private ordinals: ReadonlyMap<number, number> | undefined;

  constructor(file: FileFacts, steps: Steps) {
    this.steps = steps;
    this.facts = new FactsReader(file);
    this.shape = new FileShape(this.facts);
    this.parts = new FileParts(this.facts, this.shape);
    this.locals = new LocalNames(this.facts, file.language.rules.names.declaredBeforeUse === true);
  }

  /** Fingerprint of definition number `at`, as DefinitionSites lists them. */
  describe(at: number): number {
    const { facts } = this;
    const sink = new DefinitionPrint();
    const binding = at - facts.rows('symbols');
    const assignment = binding - facts.rows('bindings');
    if (binding < 0) {
      this.enterFrom(facts.cell('symbols', at, 'scope'));
      sink.add(this.symbolPrint(at)?.print ?? 0);
    } else if (assignment < 0) {
      this.enterFrom(facts.cell('bindings', binding, 'scope'));
      this.addBinding(binding, sink);
    } else {
      const object = facts.cell('memberAssignments', assignment, 'object');
      this.enterFrom(object < 0 ? NO_SCOPE : facts.cell('expressions', object, 'scope'));
      this.addAssignment(assignment, sink);
    }
    return sink.print;
  }

  /** What stands in functions is met from the outermost one on, whatever is asked for first. */
  private enterFrom(scope: number): void {
    const outermost = scope < 0 ? -1 : this.shape.outermostOf[scope]!;
    if (outermost >= 0) this.symbolPrint(outermost);
  }

  private addSymbol(row: number, sink: DefinitionPrint): void {
    const print = this.symbolPrint(row);
    if (!print) return;
    sink.add(print.print);
    this.steps.share(print.names.size);
    sink.mentionAll(print.names);
  }

  /** Everything by which a symbol means something to its users; nothing while it is being gathered. */
  private symbolPrint(row: number): DefinitionPrint | undefined {
    const known = this.known.get(row);
    if (known || this.open.has(row)) return known;
    const print = new DefinitionPrint();
    this.open.add(row);
    this.gatherSymbol(row, print);
    this.open.delete(row);
    this.known.set(row, print);
    return print;
  }

  private gatherSymbol(row: number, sink: DefinitionPrint): void {
    const { facts } = this;
    this.steps.share();
    sink.add(facts.cell('symbols', row, 'kind'));
    sink.add(facts.cell('symbols', row, 'flags'));
    // By its words, and by how many of the same words stand before it, a function without a name is known again.
    if (isNameless(facts, row)) {
      sink.add(facts.text('symbols', row, 'signature'));
      this.ordinals ??= countAlike(facts);
      sink.add(this.ordinals.get(row)!);
    }
    const parent = facts.cell('symbols', row, 'parent');
    if (parent >= 0) sink.add(facts.text('symbols', parent, 'name'));
    const body = facts.cell('symbols', row, 'body');
    sink.add(body < 0 ? -1 : facts.cell('scopes', body, 'kind'));
    if (body >= 0) this.addTypeParameters(body, sink);
    this.addExpression(facts.cell('symbols', row, 'result'), sink);
    this.addExpression(facts.cell('symbols', row, 'receiver'), sink);
    for (const base of this.parts.basesOf.get(row) ?? []) {
      sink.add(facts.cell('bases', base, 'kind'));
      this.addExpression(facts.cell('bases', base, 'type'), sink);
    }
    for (const decorator of this.parts.decoratorsOf.get(row) ?? [])
      this.addExpression(facts.cell('decorators', decorator, 'value'), sink);
    this.addParts(row, sink);
  }

  /** The type parameters in their order, by which users give them their arguments; they stand around the body. */
  private addTypeParameters(body: number, sink: DefinitionPrint): void {
    const { facts } = this;
    const around = facts.cell('scopes', body, 'parent');
    for (const scope of [around, body])
      for (const row of this.parts.typeParametersOf.get(scope) ?? []) this.addBinding(row, sink);
  }

  /**
   * What a function gives, and of what it binds that on which the given depends, and parameters of declared types: calls in
   * other files ask for nothing else of a parameter.
   */
  private addParts(symbol: number, sink: DefinitionPrint): void {
    const { facts } = this;
    const parts = this.parts.parts.get(symbol);
    if (!parts) return;
    this.locals.enter(symbol, parts);
    const rows: { position: number; add: () => void }[] = [];
    const needed = new DefinitionPrint();
    const own = new DefinitionPrint();
    for (const row of parts.returns) {
      const value = facts.cell('returns', row, 'value');
      this.addExpression(value, needed);
      const position = value < 0 ? 0 : facts.cell('expressions', value, 'position');
      rows.push({
        position,
        add: () => {
          own.add(facts.cell('returns', row, 'isYield'));
          this.addExpression(value, own);
        },
      });
    }
    for (const row of parts.assignments) this.addAssignment(row, needed);
    for (const row of parts.inner) this.addSymbol(row, needed);
    for (const row of this.neededOf(parts, needed)) {
      rows.push({
        position: facts.cell('bindings', row, 'position'),
        add: () => this.addBinding(row, own),
      });
    }
    rows.sort((a, b) => a.position - b.position);
    for (const { add } of rows) add();
    sink.add(own.print);
    // Names that it binds itself mean nothing around it.
    for (const { names } of [needed, own])
      for (const name of names) if (!this.locals.isBoundHere(name)) sink.mention(name);
    this.locals.leave();
  }

  /** Of what a function binds that which `needed` mentions, or what is mentioned there, and parameters of declared types. */
  private neededOf(parts: FunctionParts, needed: DefinitionPrint): number[] {
    const { facts } = this;
    const byName = new Map<number, number[]>();
    const wanted: number[] = [];
    for (const row of parts.bindings) {
      const isTyped =
        facts.cell('bindings', row, 'kind') === BindingKind.parameter &&
        facts.cell('bindings', row, 'type') >= 0;
      if (isTyped) wanted.push(row);
      else addTo(byName, facts.text('bindings', row, 'name'), row);
    }
    let asked = 0;
    const want = (names: readonly number[]) => {
      for (const name of names) {
        wanted.push(...(byName.get(name) ?? []));
        byName.delete(name);
      }
      asked = needed.length;
    };
    want(needed.metSince(0));
    for (const row of wanted) {
      this.addBinding(row, needed);
      want(needed.metSince(asked));
    }
    return wanted;
  }

  private addBinding(row: number, sink: DefinitionPrint): void {
    const { facts } = this;
    this.steps.share();
    const kind = facts.cell('bindings', row, 'kind');
    const payload = facts.cell('bindings', row, 'payload');
    const scope = facts.cell('bindings', row, 'scope');
    sink.add(this.locals.printOf(facts.text('bindings', row, 'name')));
    sink.add(kind);
    sink.add(facts.cell('scopes', scope, 'kind'));
    if (kind === BindingKind.symbol && payload >= 0) {
      const name = facts.text('symbols', payload, 'name');
      sink.addName(name);
      // What stands in a function is part of what that gives.
      const isInside = this.shape.isLocal[scope] === 1;
      if (isInside || facts.cell('symbols', payload, 'kind') === ANONYMOUS_KIND)
        this.addSymbol(payload, sink);
    } else if (kind === BindingKind.import && payload >= 0) this.addImport(payload, sink);
    else if (kind === BindingKind.value || kind === BindingKind.alias) {
      const from = sink.length;
      this.addExpression(payload, sink);
      this.addOrder(row, new Set(sink.metSince(from)), sink);
    } else if (kind !== BindingKind.typeParameter) sink.add(payload);
    this.addExpression(facts.cell('bindings', row, 'type'), sink);
    this.addExpression(facts.cell('bindings', row, 'value'), sink);
    this.addReach(row, sink);
  }

  /** How far a binding surely holds: always, at any time, or as far as how many other rows. */
  private addReach(row: number, sink: DefinitionPrint): void {
    const { facts } = this;
    const reach = facts.cell('bindings', row, 'reach');
    sink.add(reach === NEVER ? 2 : Math.sign(reach));
    if (reach === ALWAYS || reach === ANYTIME || reach === NEVER) return;
    const from = facts.cell('bindings', row, 'position') + 1;
    const scope = facts.cell('bindings', row, 'scope');
    const owner = facts.cell('scopes', scope, 'owner');
    const end = Math.abs(reach);
    sink.add(
      countBetween(this.parts.positionsIn(scope), from, end) +
        countBetween(this.parts.returnsOf(owner), from, end),
    );
  }

  /** How many bindings of the names that it reads come before it in the scope: what they bind by then can decide the value. */
  private addOrder(row: number, names: ReadonlySet<number>, sink: DefinitionPrint): void {
    const { facts } = this;
    const position = facts.cell('bindings', row, 'position');
    const scope = facts.cell('bindings', row, 'scope');
    for (const name of names) {
      const count = countBetween(this.parts.positionsOf(scope, name), 0, position);
      if (count === 0) continue;
      sink.add(this.locals.printOf(name));
      sink.add(count);
    }
  }

  private addImport(row: number, sink: DefinitionPrint): void {
    const { facts } = this;
    const name = facts.text('imports', row, 'name');
    sink.add(facts.text('imports', row, 'specifier'));
    sink.addName(name);
  }

  private addAssignment(row: number, sink: DefinitionPrint): void {
    const { facts } = this;
    sink.add(facts.text('memberAssignments', row, 'name'));
    for (const column of ['object', 'value', 'type'] as const)
      this.addExpression(facts.cell('memberAssignments', row, column), sink);
  }

  /** An expression as it is written, with what stands in place inside it. */
  private addExpression(expression: number, sink: DefinitionPrint): void {
    if (expression < 0) return;
    const { facts } = this;
    this.steps.share();
    const op = facts.cell('expressions', expression, 'op');
    sink.add(op);
    if (op === Op.name) {
      const name = facts.string(facts.cell('expressions', expression, 'a'));
      sink.addName(name, this.locals.printOf(name));
    } else this.addOperand(A_OPERAND[op]!, facts.cell('expressions', expression, 'a'), sink);
    this.addOperand(B_OPERAND[op]!, facts.cell('expressions', expression, 'b'), sink);
    // A receiver written as a keyword stands for the class around it.
    if (op === Op.self || op === Op.super)
      sink.mention(this.shape.containerOf(facts.cell('expressions', expression, 'scope')));
  }

  private addOperand(kind: number, value: number, sink: DefinitionPrint): void {
    const { facts } = this;
    switch (kind) {
      case Operand.expression:
        this.addExpression(value, sink);
        break;
      case Operand.name:
        sink.addName(facts.string(value));
        break;
      case Operand.arguments:
        this.addArguments(value, sink);
        break;
      case Operand.symbol:
        sink.addName(facts.text('symbols', value, 'name'));
        this.addSymbol(value, sink);
        break;
      case Operand.scope:
        for (const row of this.parts.bindingsOf.get(value) ?? []) this.addBinding(row, sink);
        break;
      case Operand.import:
        this.addImport(value, sink);
        break;
      default:
        sink.add(value);
    }
  }

  private addArguments(list: number, sink: DefinitionPrint): void {
    if (list < 0) return;
    const { facts } = this;
    const count = facts.cell('argumentLists', list, 'value');
    sink.add(count);
    for (let at = list + 1; at <= list + 2 * count; at += 2) {
      sink.add(facts.string(facts.cell('argumentLists', at, 'value')));
      this.addExpression(facts.cell('argumentLists', at + 1, 'value'), sink);
    }
  }
}

/** Functions without a name → how many of the same words stand before each in what is around it. */
function countAlike(facts: FactsReader): ReadonlyMap<number, number> {
  const ordinals = new Map<number, number>();
  const counts = new Map<string, number>();
  for (let row = 0; row < facts.rows('symbols'); row++) {
    if (!isNameless(facts, row)) continue;
    let around = facts.cell('symbols', row, 'parent');
    // One that has no name is not what keeps them apart.
    while (around >= 0 && facts.cell('symbols', around, 'kind') === ANONYMOUS_KIND)
      around = facts.cell('symbols', around, 'parent');
    const key = `${around}\0${facts.text('symbols', row, 'signature')}`;
    const before = counts.get(key) ?? 0;
    ordinals.set(row, before);
    counts.set(key, before + 1);
  }
  return ordinals;
}

function isNameless(facts: FactsReader, row: number): boolean {
  return (facts.cell('symbols', row, 'flags') & SymbolFlag.nameless) !== 0;
}
