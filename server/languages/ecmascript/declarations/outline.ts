// Writes the outline of packages that are installed beside the project: what their declaration files declare, in the format of
// server/resolve/library/outline.ts. A type that the format can't say is `_`.

import type { InstalledFiles, InstalledHooks, InstalledOutline } from '../../language.ts';
import { isBuiltin, splitSpecifier } from '../specifiers.ts';
import { InstalledPackages } from './installed.ts';
import { DeclaredNames, wholeNamespace } from './names.ts';
import type { Meaning, Place } from './names.ts';
import type {
  TypeParameter,
  Written,
  WrittenClass,
  WrittenMember,
  WrittenParameter,
  WrittenSignature,
  WrittenType,
} from './syntax.ts';
import { NOTHING, UNKNOWN, callableOf, uniteTypes } from './typeText.ts';

/** Types within types are written so far. */
const MAX_DEPTH = 8;
/** So many types are written of all packages. */
const MAX_TYPES = 3_000_000;
/** A longer type says nothing. */
const MAX_LENGTH = 400;
const MAX_OVERLOADS = 24;
/** What one package may declare: a larger one is told in part. */
const MAX_LINES = 30_000;
/** Types of the language that have the members of what they are given. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'Partial',
  'Readonly',
  'Required',
  'NonNullable',
  'NoInfer',
  'Pick',
  'Omit',
  'Exclude',
  'Extract',
  'ThisType',
]);
/** Types of the language that nothing follows from. */
const UNTOLD: ReadonlySet<string> = new Set([
  'ReturnType',
  'Parameters',
  'InstanceType',
  'ConstructorParameters',
]);

/** Type parameter → how it is written. */
type Names = ReadonlyMap<string, string>;

/** Where a type stands. */
interface Context {
  readonly place: Place;
  readonly names: Names;
  readonly depth: number;
}

/** The packages of modules of the project's dependencies. */
export const installed: InstalledHooks = {
  isPackage: (specifier) => /^[@a-z\d]/i.test(specifier) && !isBuiltin(specifier) && !specifier.includes(':'),
  outline: (specifiers, files) => new OutlineWriter(files).write(specifiers),
  manifests: (specifiers, files) => {
    const packages = new InstalledPackages(files);
    return [...new Set(specifiers.flatMap((one) => packages.manifestsOf(splitSpecifier(one)[0])))].sort();
  },
};

class OutlineWriter {
  private readonly packages: InstalledPackages;
  private readonly names: DeclaredNames;
  /** Module → name → its lines. */
  private readonly modules = new Map<string, Map<string, string>>();
  /** What is declared → its name with its module before it. */
  private readonly called = new Map<readonly Written[], string>();
  private readonly waiting: { readonly full: string; readonly meaning: Meaning & { kind: 'declared' } }[] =
    [];
  private readonly written = new Map<string, number>();
  private left = MAX_TYPES;
  private readonly taken = new Set<string>();
  /** Scope of a namespace → its module. */
  private readonly homes = new Map<Place['scope'], string>();
  /** Members of a class without a name → its name. */
  private readonly namelessOf = new Map<string, string>();

  constructor(files: InstalledFiles) {
    this.packages = new InstalledPackages(files);
    this.names = new DeclaredNames(this.packages);
  }

  write(specifiers: readonly string[]): InstalledOutline {
    for (const specifier of [...specifiers].sort()) {
      const [name, subpath] = splitSpecifier(specifier);
      // What the package itself exports is called so wherever else it is exported.
      this.module(name, '');
      if (subpath !== '') this.module(name, subpath);
    }
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) this.tell(next.full, next.meaning);
    const text = [...this.modules]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([module, lines]) =>
          `@${module}\n${[...lines]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, line]) => line)
            .join('')}`,
      )
      .join('');
    return { text, packages: [...this.packages.names].sort() };
  }

  private module(name: string, subpath: string): void {
    const file = this.packages.entry(name, subpath);
    const module = subpath === '' ? name : `${name}.${subpath}`;
    if (!file || this.modules.has(module)) return;
    this.modulesOf(module);
    const place = this.names.moduleOf(file);
    this.exports(module, place);
    const whole = this.names.wholeOf(place);
    if (whole?.kind === 'declared') this.add(module, '=', `== ${this.nameOf(whole, module)}\n`);
  }

  private modulesOf(module: string): Map<string, string> {
    let lines = this.modules.get(module);
    if (!lines) this.modules.set(module, (lines = new Map()));
    return lines;
  }

  /** Names what a module exports. */
  private exports(module: string, place: Place): void {
    for (const name of this.names.namesOf(place)) {
      const meaning = this.names.exported(place, name);
      if (!meaning) continue;
      const full = `${module}.${name}`;
      if (meaning.kind === 'known') {
        if (meaning.full !== '') this.add(module, name, `=${name} ${meaning.full}\n`);
        continue;
      }
      if (meaning.kind === 'module') {
        if (this.modules.has(full)) continue;
        this.modulesOf(full);
        this.exports(full, meaning.place);
        continue;
      }
      const called = this.nameOf(meaning, module, name);
      if (called !== full) this.add(module, name, `=${name} ${called}\n`);
    }
  }

  private add(module: string, name: string, line: string): void {
    const lines = this.modulesOf(module);
    if (!lines.has(name)) lines.set(name, line);
  }

  /** The name of something that is declared, with its module before it; it is written then. */
  private nameOf(meaning: Meaning & { kind: 'declared' }, module?: string, exported?: string): string {
    const known = this.called.get(meaning.written);
    if (known !== undefined) return known;
    const home = this.homeOf(meaning.place, module);
    const isHere = exported !== undefined && home === module;
    let full = isHere ? `${home}.${exported}` : `${home}.${meaning.name}`;
    if (!isHere && this.taken.has(full))
      full = `${full}~${meaning.place.file.path.slice(meaning.place.file.package.folder.length + 1).replaceAll(/[^\w]+/g, '-')}`;
    this.called.set(meaning.written, full);
    this.taken.add(full);
    this.waiting.push({ full, meaning });
    const namespace = meaning.written.find((one) => one.kind === 'namespace');
    if (namespace && !this.modules.has(full)) {
      const inner = this.names.namespaceIn(meaning.place, namespace.scope, meaning.name);
      this.homes.set(inner.scope, full);
      this.modulesOf(full);
      this.exports(full, inner);
    }
    return full;
  }

  /** The module that something at a place belongs to. */
  private homeOf(place: Place, module: string | undefined): string {
    const { name } = place.file.package;
    if (place.parent === undefined)
      return module !== undefined && module.startsWith(`${name}.`) ? module : name;
    const top = this.names.moduleOf(place.file);
    if (wholeNamespace(top.scope) === place.scope) return name;
    return this.homes.get(place.scope) ?? `${this.homeOf(place.parent, undefined)}.${place.name}`;
  }

  // Declarations.

  private tell(full: string, { place, written }: Meaning & { kind: 'declared' }): void {
    const at = full.lastIndexOf('.');
    const [module, name] = [full.slice(0, at), full.slice(at + 1)];
    const { name: packageName } = place.file.package;
    const count = this.written.get(packageName) ?? 0;
    if (count > MAX_LINES) return;
    const text = this.describe(name, place, written);
    this.written.set(packageName, count + text.split('\n').length);
    if (text !== '') this.add(module, name, text);
  }

  private describe(name: string, place: Place, written: readonly Written[]): string {
    const types = written.flatMap((one) => (one.kind === 'class' || one.kind === 'interface' ? [one] : []));
    const variable = written.find((one) => one.kind === 'variable');
    const context: Context = { place, names: new Map(), depth: 0 };
    if (types.length > 0) {
      const statics = variable ? this.staticsOf(variable.type, context) : [];
      return this.describeClass(name, types, place, statics);
    }
    const alias = written.find((one) => one.kind === 'alias');
    const functions = written.flatMap((one) => (one.kind === 'function' ? [one.signature] : []));
    if (functions.length > 0) return this.overloads('', name, functions, context).join('');
    if (variable) return this.describeVariable(name, variable.type, context);
    if (written.some((one) => one.kind === 'enumeration')) return `:${name}\n`;
    if (alias && isObject(alias.type))
      return this.describeObject(name, alias.typeParameters, alias.type, place);
    return alias ? this.describeAlias(name, alias.typeParameters, alias.type, context) : '';
  }

  /** A name with type parameters for a type that depends on them. */
  private describeAlias(
    name: string,
    typeParameters: readonly TypeParameter[],
    type: WrittenType,
    context: Context,
  ): string {
    const names = new Map(typeParameters.map((parameter, index) => [parameter.name, `$${index}`]));
    const text = typeParameters.length === 0 ? '' : this.type(type, { ...context, names });
    return text.includes('$') ? `+${name} ${typeParameters.length} ${text}\n` : '';
  }

  /** What a variable that has the name of an interface has: constructors and members of the class. */
  private staticsOf(type: WrittenType, context: Context): string[] {
    const members = this.membersOf(type, context);
    return members.flatMap(({ member, inside }) =>
      member.kind === 'new' || member.kind === 'call'
        ? this.overloads(' ', 'constructor', [member.signature!], inside, true)
        : this.member({ ...member, isStatic: true }, inside),
    );
  }

  private membersOf(type: WrittenType, context: Context): { member: WrittenMember; inside: Context }[] {
    if (type.kind === 'object') return type.members.map((member) => ({ member, inside: context }));
    if (type.kind !== 'name') return [];
    const found = this.names.find(context.place, type.name);
    if (found?.kind !== 'declared') return [];
    return found.written.flatMap((one) => {
      if (one.kind !== 'interface') return [];
      const inside = { ...context, place: found.place, names: this.given(one, type, context) };
      return one.members.map((member) => ({ member, inside }));
    });
  }

  /** What the type parameters of a class stand for where it is named with types for them. */
  private given(
    { typeParameters }: WrittenClass,
    { given }: WrittenType & { kind: 'name' },
    context: Context,
  ): Names {
    return new Map(
      typeParameters.map(({ name }, index) => {
        const type = given[index];
        return [name, type ? this.type(type, context) : UNKNOWN];
      }),
    );
  }

  private describeVariable(name: string, type: WrittenType, context: Context): string {
    if (type.kind === 'function') return this.overloads('', name, [type.signature], context).join('');
    if (type.kind === 'object') {
      const makers = type.members.filter(({ kind }) => kind === 'new');
      const calls = type.members.filter(({ kind }) => kind === 'call');
      if (makers.length === 0 && calls.length > 0 && calls.length === type.members.length)
        return this.overloads(
          '',
          name,
          calls.map(({ signature }) => signature!),
          context,
        ).join('');
      const made = makers[0] && this.type(makers[0].signature!.result, context);
      const base = made !== undefined && /^[\w$./@-]+$/.test(made) && made !== UNKNOWN ? ` 0 ${made}` : '';
      if (makers.length > 0) return `:${name}${base}\n${this.staticsOf(type, context).sort().join('')}`;
    }
    return `${name} ${this.type(type, context)}\n`;
  }

  private describeClass(
    name: string,
    types: readonly WrittenClass[],
    place: Place,
    statics: readonly string[],
  ): string {
    const [first] = types;
    const parameters = first?.typeParameters ?? [];
    const names = new Map(parameters.map((parameter, index) => [parameter.name, `$${index}`]));
    const context: Context = { place, names, depth: 0 };
    const bases: string[] = [];
    const lines: string[] = [...statics];
    for (const type of types) {
      // Where a declaration is merged with others its parameters may have other names.
      const own = new Map(type.typeParameters.map((parameter, index) => [parameter.name, `$${index}`]));
      const inside = { ...context, names: own };
      for (const base of type.bases) bases.push(...this.basesOf(base, inside));
      lines.push(...this.members(type.members, inside, bases));
    }
    return header(name, parameters.length, bases) + [...new Set(lines)].sort().join('');
  }

  private describeObject(
    name: string,
    typeParameters: readonly TypeParameter[],
    type: WrittenType,
    place: Place,
  ): string {
    const names = new Map(typeParameters.map((parameter, index) => [parameter.name, `$${index}`]));
    const context: Context = { place, names, depth: 0 };
    const bases: string[] = [];
    const parts = type.kind === 'intersection' ? type.parts : [type];
    const lines = parts.flatMap((part) => {
      if (part.kind === 'object') return this.members(part.members, context, bases);
      if (part.kind === 'function') return this.overloads(' ', '()', [part.signature], context);
      bases.push(...this.basesOf(part, context));
      return [];
    });
    return header(name, typeParameters.length, bases) + [...new Set(lines)].sort().join('');
  }

  private basesOf(base: WrittenType, context: Context): string[] {
    // What transforms a type has the members of that type.
    const isThrough = base.kind === 'name' && TRANSPARENT.has(base.name) && base.given[0] !== undefined;
    const text = this.type(isThrough ? base.given[0]! : base, context);
    return text === UNKNOWN || /[|(]/.test(text.replaceAll(/\[.*\]/g, '')) || /^[$#%&^]/.test(text)
      ? []
      : [text];
  }

  private members(members: readonly WrittenMember[], context: Context, bases: string[]): string[] {
    for (const { name, signature } of members) {
      if (name !== '@iterator' && name !== '@asyncIterator') continue;
      const { result } = signature ?? {};
      const element =
        result?.kind === 'name' && result.given[0] ? this.type(result.given[0], context) : UNKNOWN;
      bases.push(`${name === '@iterator' ? 'Iterable' : 'AsyncIterable'}[${element}]`);
    }
    const overloads = new Map<string, number>();
    return members.flatMap((member) => {
      const count = (overloads.get(member.name) ?? 0) + 1;
      overloads.set(member.name, count);
      return count > MAX_OVERLOADS ? [] : this.member(member, context);
    });
  }

  private member(member: WrittenMember, context: Context): string[] {
    const { kind, name, isStatic, signature, type } = member;
    const start = isStatic ? ' ^' : ' ';
    switch (kind) {
      case 'call':
        return this.overloads(' ', '()', [signature!], context);
      case 'new':
        return this.overloads(' ', 'constructor', [signature!], context, true);
      case 'index':
        return [` []()${this.type(type, context)}\n`];
      case 'method':
        return /^[\w$]+$/.test(name) ? this.overloads(start, name, [signature!], context) : [];
      case 'property':
        if (!/^[\w$]+$/.test(name)) return [];
        if (type.kind === 'object' && type.members.length > 0 && type.members.every(isCall))
          return this.overloads(
            start,
            name,
            type.members.map((one) => one.signature!),
            context,
          );
        return type.kind === 'function'
          ? this.overloads(start, name, [type.signature], context)
          : [`${start}${name} ${this.type(type, context)}\n`];
      default:
        return [];
    }
  }

  // Signatures.

  private overloads(
    start: string,
    name: string,
    signatures: readonly WrittenSignature[],
    context: Context,
    isMaker = false,
  ): string[] {
    const lines = signatures.map((one) => `${start}${name}${this.signature(one, context, isMaker)}\n`);
    return [...new Set(lines)].slice(0, MAX_OVERLOADS);
  }

  private signature(signature: WrittenSignature, context: Context, isMaker: boolean): string {
    const { typeParameters, parameters, result } = signature;
    const names = new Map(context.names);
    typeParameters.forEach(({ name }, index) => names.set(name, `#${index}`));
    const inside = { ...context, names };
    typeParameters.forEach(({ name, otherwise }, index) => {
      // One that depends on another one unless it is given.
      const other = otherwise ? this.type(otherwise, inside) : UNKNOWN;
      if (other.includes('#')) names.set(name, `#${index}{${other}}`);
    });
    const written = parameters.map((one) => this.parameter(one, inside)).join();
    typeParameters.forEach(({ name, bound, otherwise }, index) => {
      // What no argument tells is written at the call, else it is what it is without.
      if (names.get(name) !== `#${index}` || new RegExp(String.raw`#${index}\b`).test(written)) return;
      const plain = this.type(otherwise ?? bound ?? { kind: 'unknown' }, inside);
      if (plain !== UNKNOWN && plain !== NOTHING) names.set(name, `#${index}|${plain}`);
    });
    const given = isMaker ? UNKNOWN : this.type(result, inside);
    return `(${written})${given === UNKNOWN ? '' : given}`;
  }

  private parameter({ name, isOptional, isRest, type }: WrittenParameter, context: Context): string {
    if (isRest) {
      const element = type.kind === 'array' ? this.type(type.of, context) : UNKNOWN;
      return type.kind === 'name' && context.names.has(type.name) ? '*:*' : `*:${element}`;
    }
    const plain = this.calledAs(type, context) ?? this.type(type, context);
    const isCalled = /^(?:callback|cb|listener|handler|fn|func)$/i.test(name);
    const written = isCalled && plain === 'Function' ? '(*)' : plain;
    if (written === UNKNOWN) return isOptional ? '-?' : '-';
    return `${isOptional ? '?' : ''}:${written}`;
  }

  /** What a function is called with and gives that is taken as an object which can be called; undefined for other types. */
  private calledAs(type: WrittenType, context: Context): string | undefined {
    if (type.kind !== 'name' || context.names.has(type.name)) return undefined;
    const meaning = this.names.find(context.place, type.name);
    const [only, ...others] = meaning?.kind === 'declared' ? meaning.written : [];
    if (meaning?.kind !== 'declared' || only?.kind !== 'interface' || others.length > 0) return undefined;
    const calls = only.members.filter(({ kind }) => kind === 'call');
    const [call] = calls;
    if (call?.signature === undefined || calls.length > 1) return undefined;
    const names = this.given(only, type, context);
    return this.callable(call.signature, { place: meaning.place, names, depth: context.depth + 1 });
  }

  // Types.

  private type(type: WrittenType, context: Context): string {
    if (context.depth > MAX_DEPTH || this.left-- <= 0) return UNKNOWN;
    const text = this.typeText(type, context);
    return text.length > MAX_LENGTH ? UNKNOWN : text;
  }

  private typeText(type: WrittenType, context: Context): string {
    const inner = { ...context, depth: context.depth + 1 };
    switch (type.kind) {
      case 'plain':
        return type.name;
      case 'array':
        return `Array[${this.type(type.of, inner)}]`;
      case 'tuple':
        return `tuple[${type.parts.map((part) => this.type(part, inner)).join()}]`;
      case 'union':
        return uniteTypes(
          type.parts.map((part) => this.type(part, inner)),
          false,
        );
      case 'intersection':
        return uniteTypes(
          type.parts.map((part) => this.type(part, inner)),
          true,
        );
      case 'function':
        return this.callable(type.signature, inner);
      case 'constructor': {
        const made = this.type(type.signature.result, inner);
        return made === UNKNOWN || made.includes('|') ? UNKNOWN : `^${made}`;
      }
      case 'object':
        return this.object(type.members, inner);
      case 'mapped':
        return `Record[String,${this.type(type.value, inner)}]`;
      case 'conditional':
        return decided(type.parts.map((part) => this.type(part, inner)));
      case 'name':
        return this.named(type.name, type.given, inner);
      case 'imported': {
        const module = this.names.module(context.place.file, type.from);
        const meaning = module && this.names.find({ ...module, parent: undefined }, type.name);
        const given = type.given.map((part) => this.type(part, inner));
        return meaning ? this.meant(meaning, given, inner) : UNKNOWN;
      }
      case 'value':
        return this.valueOf(type.name, inner);
      case 'indexed':
        return this.indexed(type.of, type.key, inner);
      default:
        return UNKNOWN;
    }
  }

  private named(name: string, given: readonly WrittenType[], context: Context): string {
    const own = context.names.get(name);
    if (own !== undefined) return own;
    const parts = given.map((part) => this.type(part, context));
    const meaning = this.names.find(context.place, name);
    if (meaning) return this.meant(meaning, parts, context);
    const [first = UNKNOWN] = parts;
    if (TRANSPARENT.has(name)) return first;
    if (UNTOLD.has(name) || name.includes('.')) return UNKNOWN;
    if (name === 'Awaited') return first === UNKNOWN ? UNKNOWN : `&${first}`;
    return name + brackets(parts);
  }

  private meant(meaning: Meaning, given: readonly string[], context: Context): string {
    if (meaning.kind === 'module') return UNKNOWN;
    if (meaning.kind === 'known') return meaning.full === '' ? UNKNOWN : meaning.full + brackets(given);
    const alias = meaning.written.find((one) => one.kind === 'alias');
    const isType = meaning.written.some(
      ({ kind }) => kind === 'class' || kind === 'interface' || kind === 'enumeration',
    );
    if (isType) return this.classOf(meaning, given, context) ?? this.nameOf(meaning) + brackets(given);
    if (alias && isObject(alias.type)) return this.nameOf(meaning) + brackets(given);
    if (!alias) return UNKNOWN;
    const names = new Map<string, string>();
    const inside = { place: meaning.place, names, depth: context.depth + 1 };
    alias.typeParameters.forEach(({ name, otherwise }, index) => {
      names.set(name, given[index] ?? (otherwise ? this.type(otherwise, inside) : UNKNOWN));
    });
    return this.type(alias.type, inside);
  }

  /** The class of what an interface makes that says nothing else of its objects: they are classes; undefined for others. */
  private classOf(
    { place, written }: Meaning & { kind: 'declared' },
    given: readonly string[],
    context: Context,
  ): string | undefined {
    const [only, ...others] = written.filter(({ kind }) => kind !== 'variable');
    if (only?.kind !== 'interface' || others.length > 0) return undefined;
    const [member] = only.members;
    const isMaker = member?.kind === 'new' || (member?.kind === 'property' && member.name === 'prototype');
    if (!member || !isMaker || only.members.length > 1) return undefined;
    const names = new Map(only.typeParameters.map(({ name }, index) => [name, given[index] ?? UNKNOWN]));
    const made = this.type(member.signature?.result ?? member.type, { ...context, place, names });
    return made === UNKNOWN || /[|(]/.test(made) ? undefined : `^${made}`;
  }

  /** An object by what it has: a class of its own, which is given what the types around are. */
  private object(members: readonly WrittenMember[], context: Context): string {
    const [only] = members;
    if (members.length === 0 || !only) return UNKNOWN;
    if (members.every(({ kind }) => kind === 'call')) return this.callable(only.signature!, context);
    if (members.length === 1 && only.kind === 'index')
      return `Record[String,${this.type(only.type, context)}]`;
    const around = [...context.names];
    const names = new Map(around.map(([name], index) => [name, `$${index}`]));
    const bases: string[] = [];
    const lines = this.members(members, { ...context, names }, bases);
    const module = context.place.file.package.name;
    const text = [...new Set(lines)].sort().join('');
    const name = this.nameless(module, text, around.length, bases);
    return `${module}.${name}${brackets(around.map(([, written]) => written))}`;
  }

  /** The name of a class without one: two of the same members are one. */
  private nameless(module: string, text: string, parameters: number, bases: readonly string[]): string {
    const key = `${module} ${parameters} ${bases.join(';')}\n${text}`;
    let name = this.namelessOf.get(key);
    if (name === undefined) {
      let hash = 0;
      for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) >>> 0;
      name = `object~${hash.toString(36)}`;
      this.namelessOf.set(key, name);
      this.add(module, name, header(name, parameters, bases) + text);
    }
    return name;
  }

  private callable(signature: WrittenSignature, context: Context): string {
    const names = new Map(context.names);
    // Type parameters of a function within a type are told by nothing around it.
    for (const { name } of signature.typeParameters) names.set(name, UNKNOWN);
    const inside = { ...context, names };
    const parameters = signature.parameters.map(({ isRest, type }) =>
      isRest ? '*' : this.type(type, inside),
    );
    const result = this.type(signature.result, inside);
    const given = result === UNKNOWN ? '' : result.includes('|') ? `{${result}}` : result;
    return `(${parameters.join()})${given}`;
  }

  private valueOf(name: string, context: Context): string {
    const meaning = this.names.find(context.place, name);
    if (meaning?.kind !== 'declared') return UNKNOWN;
    const inside = { place: meaning.place, names: new Map<string, string>(), depth: context.depth + 1 };
    for (const one of meaning.written) {
      if (one.kind === 'function') return this.callable(one.signature, inside);
      if (one.kind === 'variable') return this.type(one.type, inside);
      if (one.kind === 'class') return `^${this.nameOf(meaning)}`;
    }
    return UNKNOWN;
  }

  /** `Type['member']`. */
  private indexed(of: WrittenType, key: string, context: Context): string {
    if (of.kind === 'object') return this.memberType(of.members, key, context);
    if (of.kind !== 'name' || of.given.length > 0) return UNKNOWN;
    const meaning = this.names.find(context.place, of.name);
    if (meaning?.kind !== 'declared') return UNKNOWN;
    for (const one of meaning.written) {
      const inside = { place: meaning.place, names: new Map<string, string>(), depth: context.depth };
      if (one.kind === 'interface' || one.kind === 'class') return this.memberType(one.members, key, inside);
      if (one.kind === 'alias' && one.type.kind === 'object')
        return this.memberType(one.type.members, key, inside);
    }
    return UNKNOWN;
  }

  private memberType(members: readonly WrittenMember[], key: string, context: Context): string {
    const member = members.find(({ name, isStatic }) => name === key && !isStatic);
    if (!member) return UNKNOWN;
    return member.signature ? this.callable(member.signature, context) : this.type(member.type, context);
  }
}

/** Whether what has a type has members that are written there. */
function isObject(type: WrittenType): boolean {
  if (type.kind === 'object') return type.members.some(({ kind }) => kind !== 'call' && kind !== 'index');
  return type.kind === 'intersection' && type.parts.some(isObject);
}

function header(name: string, parameters: number, bases: readonly string[]): string {
  const has = parameters > 0 || bases.length > 0;
  return `:${name}${has ? ` ${parameters}` : ''}${bases.length > 0 ? ` ${[...new Set(bases)].join(';')}` : ''}\n`;
}

function brackets(parts: readonly string[]): string {
  const given = [...parts];
  while (given.length > 0 && (given.at(-1) === UNKNOWN || given.at(-1) === NOTHING)) given.pop();
  return given.length > 0 ? `[${given.join()}]` : '';
}

/** Of the types that a condition decides between the only one, or else what can be called. */
function decided(parts: readonly string[]): string {
  const told = new Set(parts.filter((part) => part !== NOTHING));
  const [only] = told;
  if (told.size === 1 && only !== undefined) return only;
  return callableOf(parts);
}

function isCall({ kind }: WrittenMember): boolean {
  return kind === 'call';
}
