// Under which names a package offers its definitions to those that import it: followed through modules that hand names on,
// members of classes with those that they inherit, objects, and what functions give. These are the names by which other
// workspaces call what is an External to them.

import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { isNodeSymbol } from '../edges/index.ts';
import type { Evaluator } from '../infer/index.ts';
import { NONE } from '../program/index.ts';
import type { Columns, FileId, NameId, OwnerId, Program, ScopeId, SymbolId } from '../program/index.ts';
import type { Modules, ScopeIndex } from '../scopes/index.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from '../types/index.ts';
import type { External, Value, ValueTable } from '../types/index.ts';

/** A file as others import it. */
export interface PublicModule {
  readonly file: FileId;
  /** As an import names it. */
  readonly package: string;
  /** What stands behind that in an import, '' for the package itself. */
  readonly below: string;
  /** No manifest says so. */
  readonly isByPath: boolean;
}

/** One name by which others reach something. */
export interface PublicName {
  readonly package: string;
  /** What an External has behind the colon. With a dot at its end it stands for what begins with it, and nothing else. */
  readonly name: string;
  /** The file that an import leads to. */
  readonly file: FileId;
  /** The definition; NONE where the name is that of something of another package. */
  readonly symbol: SymbolId;
  readonly outside: External | undefined;
  /** The definition that the first part of the name leads to. */
  readonly top: SymbolId;
  readonly isModule: boolean;
  /** It is reached through another definition. */
  readonly isMember: boolean;
}

/** What listing works with. */
export interface NameSources {
  readonly program: Program;
  readonly columns: Columns;
  readonly values: ValueTable;
  readonly scopes: ScopeIndex;
  readonly modules: Modules;
  readonly evaluator: Evaluator;
  /** The variable that a file exports under a name, NONE for none. */
  exportedVariable(file: FileId, name: NameId): SymbolId;
}

interface Item {
  readonly package: string;
  readonly name: string;
  readonly file: FileId;
  readonly value: Value;
  readonly top: SymbolId;
  readonly depth: number;
  readonly isMember: boolean;
}

/** So many names are listed of one package: fluent interfaces have any number. */
const MOST_NAMES = 50_000;
/** Steps from a module to a member. */
const MOST_DEPTH = 4;
/** Of a file that is imported by its path fewer are worth their rows. */
const DEPTH_BY_PATH = 2;
/** Bindings under other names serve resolving alone. */
const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*[?!]?$/u;
const MODULE_KIND = NODE_KINDS.indexOf('Module');

/** Lists names, the shortest first; `cut` hears of packages that have more. */
export function listPublicNames(
  sources: NameSources,
  modules: readonly PublicModule[],
  cut: (name: string) => void,
): PublicName[] {
  return new Listing(sources, cut).list(modules);
}

class Listing {
  readonly #sources: NameSources;
  readonly #cut: (name: string) => void;
  readonly #found: PublicName[] = [];
  readonly #known = new Set<string>();
  readonly #visited = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #assigned = new Map<FileId, ReadonlyMap<OwnerId, ReadonlySet<NameId>>>();
  #children: Map<SymbolId, SymbolId[]> | undefined;

  constructor(sources: NameSources, cut: (name: string) => void) {
    this.#sources = sources;
    this.#cut = cut;
  }

  list(modules: readonly PublicModule[]): PublicName[] {
    const queue: Item[] = [];
    for (const { file, package: from, below, isByPath } of modules) {
      const { program, columns } = this.#sources;
      const value = makeValue(Kind.module, file);
      const depth = isByPath ? MOST_DEPTH - DEPTH_BY_PATH : 0;
      const item = { package: from, name: below, file, value, top: NONE, depth, isMember: false };
      const module = program.firstRow.symbols[file]!;
      if (columns.symbol(module, 'kind') === MODULE_KIND)
        this.#emit({ ...this.#named(item), symbol: module, outside: undefined, top: module, isModule: true });
      queue.push(item);
    }
    for (let at = 0; at < queue.length; at++) this.#visit(queue[at]!, queue);
    return this.#found;
  }

  #emit(name: PublicName): void {
    const { package: from, name: text, symbol, outside, isModule } = name;
    if (symbol >= 0 && !isNodeSymbol(this.#sources.columns, symbol)) return;
    const key = `${from}\0${text}\0${symbol}\0${outside?.package ?? ''}\0${outside?.symbol ?? ''}\0${isModule}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#found.push(name);
  }

  #push(queue: Item[], item: Item): void {
    const key = `${item.package}\0${item.name}\0${item.value}`;
    if (item.value === UNKNOWN || item.depth > MOST_DEPTH || this.#visited.has(key)) return;
    const count = (this.#counts.get(item.package) ?? 0) + 1;
    if (count > MOST_NAMES) return this.#cut(item.package);
    this.#counts.set(item.package, count);
    this.#visited.add(key);
    queue.push(item);
  }

  #visit(item: Item, queue: Item[]): void {
    this.#sources.values.each(item.value, (value) => this.#visitOne({ ...item, value }, queue));
  }

  #visitOne(item: Item, queue: Item[]): void {
    const { evaluator, values } = this.#sources;
    const { value } = item;
    const payload = payloadOf(value);
    switch (kindOf(value)) {
      case Kind.module:
        return this.#visitModule(item, payload, queue);
      case Kind.function:
        this.#emitSymbol(item, payload);
        this.#visitOwned(item, payload, queue);
        return this.#push(queue, this.#after(item, payload, this.#resultOf(value)));
      case Kind.variable:
        return this.#emitSymbol(item, payload);
      case Kind.class:
        this.#emitSymbol(item, payload);
        return this.#visitClass(this.#after(item, payload, value), payload, queue);
      case Kind.instance:
        return this.#visitClass(item, payload, queue);
      case Kind.generic:
        return this.#visit({ ...item, value: values.getGeneric(value).base }, queue);
      case Kind.object:
        for (const name of this.#namesIn(payload)) {
          const text = this.#sources.program.strings[name]!;
          const member = evaluator.member(value, name);
          const symbol = this.#symbolIn(payload, name);
          const inner = this.#below(item, text, member, item.top);
          if (symbol >= 0) this.#emitSymbol(inner, symbol);
          this.#push(queue, inner);
        }
        return;
      case Kind.external:
        // What is handed on is reached by both names, what it has too.
        return this.#emitOutside(item, value, '');
      case Kind.externalInstance:
        return this.#emitOutside(item, value, '.');
      default:
    }
  }

  /** The same name, for what the definition that it leads to has below it. */
  #after(item: Item, symbol: SymbolId, value: Value): Item {
    return { ...item, value, top: item.top < 0 ? symbol : item.top, depth: item.depth + 1 };
  }

  #below(item: Item, name: string, value: Value, top: SymbolId): Item {
    const text = item.name === '' ? name : `${item.name}.${name}`;
    const isMember = item.isMember || kindOf(item.value) !== Kind.module;
    return { ...item, name: text, value, top, depth: item.depth + 1, isMember };
  }

  #named({ package: from, name, file, top, isMember }: Item): Omit<PublicName, 'symbol' | 'outside'> {
    return { package: from, name, file, top, isModule: false, isMember };
  }

  #emitSymbol(item: Item, symbol: SymbolId): void {
    const top = item.top < 0 ? symbol : item.top;
    this.#emit({ ...this.#named(item), symbol, outside: undefined, top });
  }

  #resultOf(value: Value): Value {
    try {
      return this.#sources.evaluator.resultOf(value);
    } catch {
      // Too many steps: what it gives is not known, its own name is.
      return UNKNOWN;
    }
  }

  #visitModule(item: Item, file: FileId, queue: Item[]): void {
    const { evaluator, program } = this.#sources;
    const whole = evaluator.types.wholeExportName;
    const module = makeValue(Kind.module, file);
    const explain = (name: NameId, asType: boolean): Value => {
      try {
        return evaluator.memberOfModule(module, name, true, asType).type;
      } catch {
        return UNKNOWN;
      }
    };
    const scope = this.#sources.modules.exportsScope[file]!;
    // All that another package has is handed on, too, by the names that it has there.
    for (const one of [scope, ...this.#scopesBehind(scope)])
      for (const row of this.#sources.modules.starImports.get(one) ?? [])
        this.#emitOutside(item, this.#sources.modules.leadOf(row), '.');
    const { moduleUnit } = program.files[file]!.language.rules.modules;
    const hasOwnNames = moduleUnit === 'package' || moduleUnit === 'directory';
    for (const name of this.#namesOfModule(file)) {
      const text = program.strings[name]!;
      // What a package imports it does not hand on where its files share their names.
      if (hasOwnNames && this.#symbolIn(scope, name) < 0) continue;
      // Importers that take the module itself get such a one, and its members by their names.
      const isWhole = name === whole || evaluator.types.defaultNames.has(text);
      const variable = this.#sources.exportedVariable(file, name);
      for (const value of new Set([explain(name, false), explain(name, true)])) {
        const ways = [
          ...(name === whole ? [] : [this.#below(item, text, value, item.top)]),
          ...(isWhole ? [{ ...item, value, depth: item.depth + 1 }] : []),
        ];
        for (const way of ways) {
          if (variable >= 0) this.#emitSymbol(way, variable);
          this.#push(queue, variable >= 0 && way.top < 0 ? { ...way, top: variable } : way);
        }
      }
    }
  }

  /** The names that a module has itself, and those that it hands on from others. */
  #namesOfModule(file: FileId): ReadonlySet<NameId> {
    const { modules, evaluator } = this.#sources;
    const scope = modules.exportsScope[file]!;
    const names = new Set(this.#namesIn(scope));
    for (const behind of this.#scopesBehind(scope))
      for (const name of this.#namesIn(behind))
        if (!evaluator.types.defaultNames.has(this.#sources.program.strings[name]!)) names.add(name);
    return names;
  }

  /** What the modules export of which a scope takes all names. */
  #scopesBehind(scope: ScopeId): ScopeId[] {
    const { modules, evaluator } = this.#sources;
    const targets = evaluator.stars.has(scope) ? evaluator.stars.targetsBehind(scope) : [];
    return targets
      .filter((target) => kindOf(target) === Kind.module)
      .map((target) => modules.exportsScope[payloadOf(target)]!);
  }

  #namesIn(scope: ScopeId): readonly NameId[] {
    const { columns, scopes, program, evaluator } = this.#sources;
    const names = new Set<NameId>();
    for (let entry = scopes.first[scope]!; entry < scopes.first[scope + 1]!; entry++) {
      const name = columns.binding(scopes.rows[entry]!, 'name');
      if (name === evaluator.types.wholeExportName || IDENTIFIER.test(program.strings[name]!))
        names.add(name);
    }
    return [...names];
  }

  /** The definition of a name in a scope. */
  #symbolIn(scope: ScopeId, name: NameId): SymbolId {
    const { columns, scopes } = this.#sources;
    const from = scopes.find(scope, name);
    if (from < 0) return NONE;
    for (const row of scopes.rows.slice(from, scopes.endOf(scope, from))) {
      const symbol = columns.binding(row, 'symbol');
      if (symbol >= 0) return symbol;
    }
    return NONE;
  }

  #visitClass(item: Item, symbol: SymbolId, queue: Item[]): void {
    const { evaluator, program, columns } = this.#sources;
    const { classes, external, otherExternals } = evaluator.classes.lineage(symbol);
    const met = new Set<NameId>();
    for (const one of classes) {
      for (const member of this.#childrenOf(one)) {
        const name = columns.symbol(member, 'name');
        const text = program.strings[name]!;
        if (met.has(name) || text.startsWith('#') || text === '') continue;
        met.add(name);
        const inner = this.#below(item, text, UNKNOWN, item.top);
        this.#emitSymbol(inner, member);
        this.#push(queue, { ...inner, value: this.#resultOf(makeValue(Kind.function, member)) });
      }
      this.#visitAssigned(item, one, makeValue(Kind.instance, one), met, queue);
    }
    for (const base of [external, ...otherExternals])
      if (base !== UNKNOWN) this.#emitOutside(item, base, '.');
  }

  /** A name that leads outside; `end` is a dot where only members of that are reached by it. */
  #emitOutside(item: Item, value: Value, end: '' | '.'): void {
    const kind = kindOf(value);
    if (kind !== Kind.external && kind !== Kind.externalInstance) return;
    const outside = this.#sources.values.getExternal(value);
    // What comes with a language has no package, and no family.
    if (outside.family === '') return;
    const symbol = `${outside.symbol}${end}`;
    this.#emit({
      ...this.#named(item),
      name: `${item.name}${end}`,
      symbol: NONE,
      outside: { ...outside, symbol },
    });
  }

  /** What is defined on a function as if it were an object. */
  #visitOwned(item: Item, symbol: SymbolId, queue: Item[]): void {
    const { columns, program } = this.#sources;
    for (const member of this.#childrenOf(symbol)) {
      if ((columns.symbol(member, 'flags') & SymbolFlag.value) === 0) continue;
      const inner = this.#below(item, program.strings[columns.symbol(member, 'name')]!, UNKNOWN, item.top);
      this.#emitSymbol(inner, member);
      this.#push(queue, inner);
    }
    this.#visitAssigned(item, symbol, makeValue(Kind.function, symbol), new Set(), queue);
  }

  /** Members that code outside of a function or class puts onto it, or onto its prototype; `met` are those that are listed. */
  #visitAssigned(item: Item, symbol: SymbolId, value: Value, met: Set<NameId>, queue: Item[]): void {
    const { columns, evaluator, program } = this.#sources;
    const file = columns.fileOfSymbol(symbol);
    let assigned = this.#assigned.get(file);
    if (!assigned) this.#assigned.set(file, (assigned = evaluator.classes.namesAssignedIn(file)));
    const prototype = evaluator.classes.prototypeScope(symbol);
    const list = (holder: Value, names: Iterable<NameId>): void => {
      for (const name of names) {
        const text = program.strings[name]!;
        if (met.has(name) || name === evaluator.classes.prototypeName || !IDENTIFIER.test(text)) continue;
        met.add(name);
        this.#push(queue, this.#below(item, text, evaluator.member(holder, name), item.top));
      }
    };
    list(value, assigned.get(symbol) ?? []);
    if (prototype >= 0) list(makeValue(Kind.instance, symbol), this.#namesIn(prototype));
  }

  #childrenOf(symbol: SymbolId): readonly SymbolId[] {
    if (!this.#children) {
      const children = (this.#children = new Map<SymbolId, SymbolId[]>());
      const { columns, program } = this.#sources;
      for (let row = 0 as SymbolId; row < program.tables.symbols.rows; row++) {
        const parent = columns.symbol(row, 'parent');
        if (parent < 0 || !isNodeSymbol(columns, row)) continue;
        const known = children.get(parent);
        if (known) known.push(row);
        else children.set(parent, [row]);
      }
    }
    return this.#children.get(symbol) ?? [];
  }
}
