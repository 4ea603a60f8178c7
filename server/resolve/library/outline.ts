// The outline of a library: what it declares, as far as types follow from it. Owns the format in which the scripts of
// scripts/outlines/ write it; knows neither values nor a language. A module is read when it is first asked for, and a class
// when one of its members is.
//
// A line `@module` begins a module; below it stand its declarations, one a line:
//   :name 2 base;base   a class with two type parameters, and a protocol with `~` instead of `:`; its members follow, indented
//   name(parameters)result   a signature of a function; several lines of one name are its overloads
//   name type   a variable, a field or a property
//   +name 2 type   a name with two type parameters for a type
//   ^name   before a member: the class has it, not its objects
//   =name module.name   another name of something
//   == module.name   what the module is as a whole
//   *module   all that another module declares
// A parameter is `name:type`, without a name where it can be given by position alone (`-` without a type), `?` behind the
// name where it can be left out; `*name` takes the rest, `**name` the rest by name, and what follows a lone `*` is given by
// name. A type is a name (of the module, else of the first one, else `module.name`) with its arguments in brackets, `$0` a
// type parameter of the class or name and `#0` one of the function, `#1{type}` one that is a type unless it is given, `%` the receiver, `^type` the type itself as a value, `&type` what
// waiting for it gives, `(types)type` something that can be called with these, `a|b` either, `!` a constant, `*` any number of
// what stands before it or of anything, `None` nothing, `_` anything, and `?` what nobody says.

/** What a type of an outline is. */
export const TypeOp = {
  unknown: 0,
  /** `name`, `parts`: its arguments. */
  named: 1,
  /** `index` of a type parameter of the class. */
  own: 2,
  /** `index` of a type parameter of the function; `parts`: what it is unless it is given, if anything. */
  made: 3,
  receiver: 4,
  /** `parts`: the type. */
  itself: 5,
  /** `parts`: the result, then the parameters; `index` 1 when it is called on the first of them. */
  callable: 6,
  /** `parts`: the possibilities. */
  union: 7,
  constant: 8,
  none: 9,
  rest: 10,
  /** `parts`: the type of what is waited for. */
  awaited: 11,
  /** Nobody says what it is: what is told of something outside without an outline holds. */
  untold: 12,
} as const;

/** A type as an outline says it. */
export interface OutlineType {
  readonly op: number;
  /** Of a named type: module and name. */
  readonly name: string;
  readonly index: number;
  readonly parts: readonly OutlineType[];
  /** Whether type parameters occur in it. */
  readonly isOpen: boolean;
}

/** A parameter of a signature. */
export interface OutlineParameter {
  /** '' when it cannot be given by name. */
  readonly name: string;
  readonly type: OutlineType;
  readonly isOptional: boolean;
  readonly kind: 'plain' | 'named' | 'rest' | 'named rest';
}

/** One way to call a function. */
export interface OutlineSignature {
  readonly parameters: readonly OutlineParameter[];
  readonly result: OutlineType;
}

interface OutlineFunction {
  readonly kind: 'function';
  readonly signatures: readonly OutlineSignature[];
}

interface OutlineVariable {
  readonly kind: 'variable';
  readonly type: OutlineType;
}

interface OutlineModule {
  readonly kind: 'module';
  readonly name: string;
}

/** A class; `name` with its module. */
export interface OutlineClass {
  readonly kind: 'class';
  readonly name: string;
  readonly parameters: number;
  readonly bases: readonly OutlineType[];
  /** Has no objects of its own: what has its members is one. */
  readonly isProtocol: boolean;
  /** The names of the members that it declares itself. */
  members(): Iterable<string>;
  /** A member that it declares itself. */
  member(name: string): OutlineMember | undefined;
}

/** A name for a type, which depends on type parameters. */
interface OutlineAlias {
  readonly kind: 'alias';
  readonly type: OutlineType;
}

export type OutlineMember = OutlineFunction | OutlineVariable;
export type Declaration = OutlineMember | OutlineClass | OutlineModule | OutlineAlias;

/** Under this name a module declares what it is as a whole. */
export const WHOLE = '=';
/** Stands before a member that the class has. */
export const OF_CLASS = '^';

const UNKNOWN_TYPE: OutlineType = { op: TypeOp.unknown, name: '', index: 0, parts: [], isOpen: false };
/** Other names of other names: longer chains are circles. */
const MAX_NAMES = 12;

/** The lines of a module by what they declare. */
interface ModuleLines {
  /** Name → the lines that declare it; a class has its members behind it. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly stars: readonly string[];
}

/** What a library declares, by module and name. */
export class Outline {
  private readonly text: string;
  /** Module → where its lines begin and end. */
  private readonly places = new Map<string, readonly [number, number]>();
  /** Names of modules, and what they begin with up to a dot; made when it is first asked for. */
  private prefixes: Set<string> | undefined;
  private readonly modules = new Map<string, ModuleLines>();
  private readonly declarations = new Map<string, Declaration | undefined>();
  /** The module whose names are written without it. */
  private readonly firstModule: string;
  private readonly moduleText: (module: string) => string | undefined;

  /** Packages whose names may hold dots, those of packages in others too. */
  private readonly packages: ReadonlySet<string>;

  /**
   * `firstModule` is the one whose names need no module before them; `packages` begin names of modules that are told by the
   * name of their package; `moduleText` gives what stands below the line of a module that the text lacks.
   */
  constructor(
    text: string,
    firstModule: string,
    packages: readonly string[] = [],
    moduleText: (module: string) => string | undefined = () => undefined,
  ) {
    this.text = text;
    this.firstModule = firstModule;
    this.packages = new Set(packages);
    this.moduleText = moduleText;
    let at = text.indexOf('\n@');
    while (at >= 0) {
      const end = text.indexOf('\n', at + 2);
      const next = text.indexOf('\n@', end);
      this.places.set(text.slice(at + 2, end), [end + 1, next < 0 ? text.length : next]);
      at = next;
    }
  }

  /** The package that the full name of something begins with, undefined where that is none of those that were given. */
  packageOf(full: string): string | undefined {
    if (this.packages.size === 0) return undefined;
    for (let at = full.lastIndexOf('.'); at > 0; at = full.lastIndexOf('.', at - 1))
      if (this.packages.has(full.slice(0, at))) return full.slice(0, at);
    return undefined;
  }

  hasModule(name: string): boolean {
    return this.places.has(name) || this.moduleText(name) !== undefined;
  }

  /** Whether a module is called so, or its name goes on from there. */
  hasModuleBelow(name: string): boolean {
    if (!this.prefixes) {
      this.prefixes = new Set();
      for (const place of this.places.keys())
        for (let at = place; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
          this.prefixes.add(at);
    }
    return this.prefixes.has(name);
  }

  /** What a module declares under a name, its own or of another one; undefined for nothing. */
  find(module: string, name: string): Declaration | undefined {
    const key = `${module}.${name}`;
    if (this.declarations.has(key)) return this.declarations.get(key);
    this.declarations.set(key, undefined);
    const found = this.declaration(module, name, 0, new Set());
    this.declarations.set(key, found);
    return found;
  }

  /** What a name stands for that has its module before it. */
  findDotted(full: string): Declaration | undefined {
    const at = full.lastIndexOf('.');
    return at < 0 ? undefined : this.find(full.slice(0, at), full.slice(at + 1));
  }

  /** `met`: the modules that have been asked whose names others take over, which they may do in circles. */
  private declaration(
    module: string,
    name: string,
    names: number,
    met: Set<string>,
  ): Declaration | undefined {
    if (names > MAX_NAMES) return undefined;
    const lines = this.linesOf(module);
    if (!lines) return undefined;
    const own = lines.names.get(name);
    if (!own) {
      for (const star of lines.stars) {
        if (met.has(star)) continue;
        met.add(star);
        const found = this.declaration(star, name, names + 1, met);
        if (found) return found;
      }
      return this.hasModule(`${module}.${name}`) ? { kind: 'module', name: `${module}.${name}` } : undefined;
    }
    const [first = ''] = own;
    if (first.startsWith('=')) {
      const target = first.slice(first.indexOf(' ') + 1);
      if (this.hasModule(target)) return { kind: 'module', name: target };
      const at = target.lastIndexOf('.');
      const known = this.declarations.get(target);
      return known ?? this.declaration(target.slice(0, at), target.slice(at + 1), names + 1, new Set());
    }
    const key = `${module}.${name}`;
    const known = this.declarations.get(key);
    if (known) return known;
    const made = this.make(module, name, own);
    this.declarations.set(key, made);
    return made;
  }

  private make(module: string, name: string, lines: readonly string[]): Declaration {
    const [first = ''] = lines;
    const isProtocol = first.startsWith('~');
    if (first.startsWith('+')) {
      const text = first.slice(first.indexOf(' ', name.length + 2) + 1);
      return { kind: 'alias', type: new TypeReader(text, (written) => this.qualify(module, written)).type() };
    }
    if (!isProtocol && !first.startsWith(':')) return this.makeMember(module, name, lines);
    const [, count = '', bases = ''] = /^.[^ ]*(?: (\d+))?(?: (.*))?$/.exec(first) ?? [];
    const members = new Map<string, string[]>();
    for (const line of lines.slice(1)) addLine(members, line.slice(1), 0);
    const made = new Map<string, OutlineMember>();
    const read = (text: string) => new TypeReader(text, (written) => this.qualify(module, written)).type();
    let types: readonly OutlineType[] | undefined;
    return {
      kind: 'class',
      name: `${module}.${name}`,
      parameters: count === '' ? 0 : Number(count),
      get bases() {
        return (types ??= bases === '' ? [] : bases.split(';').map(read));
      },
      isProtocol,
      members: () => members.keys(),
      member: (member) => {
        const known = made.get(member);
        if (known) return known;
        const own = members.get(member);
        if (!own) return undefined;
        const found = this.makeMember(module, member, own);
        made.set(member, found);
        return found;
      },
    };
  }

  private makeMember(module: string, name: string, lines: readonly string[]): OutlineMember {
    const reader = (line: string) =>
      new TypeReader(line.slice(name.length), (written) => this.qualify(module, written));
    const [first = ''] = lines;
    if (first[name.length] === ' ') {
      return { kind: 'variable', type: reader(first.replace(' ', '')).type() };
    }
    let signatures: readonly OutlineSignature[] | undefined;
    return {
      kind: 'function',
      get signatures() {
        return (signatures ??= lines.map((line) => reader(line).signature()));
      },
    };
  }

  /** A name as it is written in a module, with the module that declares it. */
  private qualify(module: string, written: string): string {
    if (written.includes('.')) return written;
    return this.linesOf(module)?.names.has(written) === true
      ? `${module}.${written}`
      : `${this.firstModule}.${written}`;
  }

  private linesOf(module: string): ModuleLines | undefined {
    const known = this.modules.get(module);
    if (known) return known;
    const place = this.places.get(module);
    const text = place ? this.text.slice(place[0], place[1]) : this.moduleText(module);
    if (text === undefined) return undefined;
    const names = new Map<string, string[]>();
    const stars: string[] = [];
    let current: string[] = [];
    for (const line of text.split('\n')) {
      if (line.startsWith(' ')) current.push(line);
      else if (line.startsWith('*')) stars.push(line.slice(1));
      else if (line !== '') current = addLine(names, line);
    }
    const lines = { names, stars };
    this.modules.set(module, lines);
    return lines;
  }
}

/** Adds a line to those of the name that it declares from `from` on, and gives these. */
function addLine(
  names: Map<string, string[]>,
  line: string,
  from = ':~=+'.includes(line[0]!) ? 1 : 0,
): string[] {
  let end = from;
  while (end < line.length && line[end] !== ' ' && (line[end] !== '(' || end === from)) end++;
  const name = line.slice(from, end);
  const known = names.get(name);
  if (known) {
    known.push(line);
    return known;
  }
  const made = [line];
  names.set(name, made);
  return made;
}

/** Reads a type or a signature. */
class TypeReader {
  private readonly text: string;
  private at = 0;
  private readonly qualify: (written: string) => string;

  constructor(text: string, qualify: (written: string) => string) {
    this.text = text;
    this.qualify = qualify;
  }

  /** `(parameters)result`. */
  signature(): OutlineSignature {
    const parameters: OutlineParameter[] = [];
    let isNamed = false;
    this.at++;
    while (this.text[this.at] !== ')' && this.at < this.text.length) {
      const stars = this.skip('*');
      const name = this.word();
      if (stars === 1 && name === '' && this.text[this.at] !== ':') isNamed = true;
      else {
        const isOptional = this.skip('?') > 0;
        const type = this.skip(':') > 0 ? this.type() : UNKNOWN_TYPE;
        const kind = stars === 2 ? 'named rest' : stars === 1 ? 'rest' : isNamed ? 'named' : 'plain';
        if (stars === 1) isNamed = true;
        parameters.push({ name: name === '-' ? '' : name, type, isOptional, kind });
      }
      this.skip(',');
    }
    this.at++;
    return { parameters, result: this.at < this.text.length ? this.type() : UNKNOWN_TYPE };
  }

  type(): OutlineType {
    const first = this.part();
    if (this.text[this.at] !== '|') return first;
    const parts = [first];
    while (this.skip('|') > 0) parts.push(this.part());
    return makeType(TypeOp.union, parts);
  }

  private part(): OutlineType {
    const sign = this.text[this.at];
    switch (sign) {
      case '$':
      case '#':
        this.at++;
        return this.parameter(sign === '$' ? TypeOp.own : TypeOp.made);
      case '%':
        this.at++;
        return { ...makeType(TypeOp.receiver, []), isOpen: true };
      case '^':
        this.at++;
        return makeType(TypeOp.itself, [this.part()]);
      case '&':
        this.at++;
        return makeType(TypeOp.awaited, [this.part()]);
      case '!':
        this.at++;
        return makeType(TypeOp.constant, []);
      case '*':
        this.at++;
        return makeType(TypeOp.rest, []);
      case '?':
        this.at++;
        return makeType(TypeOp.untold, []);
      case '(':
        return this.callable();
      default:
        return this.named();
    }
  }

  private parameter(op: number): OutlineType {
    const index = Number(this.word());
    const parts = this.skip('{') > 0 ? [this.type()] : [];
    if (parts.length > 0) this.skip('}');
    return { ...makeType(op, parts), index, isOpen: true };
  }

  private callable(): OutlineType {
    this.at++;
    const index = this.skip('@');
    const parameters: OutlineType[] = [];
    while (this.text[this.at] !== ')' && this.at < this.text.length) {
      parameters.push(this.type());
      this.skip(',');
    }
    this.at++;
    let result = UNKNOWN_TYPE;
    if (this.skip('{') > 0) {
      result = this.type();
      this.skip('}');
    } else if (this.at < this.text.length && !',|)]}'.includes(this.text[this.at]!)) result = this.part();
    return { ...makeType(TypeOp.callable, [result, ...parameters]), index };
  }

  private named(): OutlineType {
    const name = this.word();
    if (name === '_') return UNKNOWN_TYPE;
    if (name === 'None') return makeType(TypeOp.none, []);
    const parts: OutlineType[] = [];
    if (this.skip('[') > 0) {
      while (this.text[this.at] !== ']' && this.at < this.text.length) {
        parts.push(this.type());
        this.skip(',');
      }
      this.at++;
    }
    return { ...makeType(TypeOp.named, parts), name: this.qualify(name) };
  }

  /** Takes a sign as often as it stands here, and says how often; brackets and separators once. */
  private skip(sign: string): number {
    const from = this.at;
    if (this.text[this.at] === sign) this.at++;
    if (sign === '*' && this.text[this.at] === sign) this.at++;
    return this.at - from;
  }

  private word(): string {
    const from = this.at;
    while (this.at < this.text.length && !'[](){},|:?'.includes(this.text[this.at]!)) this.at++;
    return this.text.slice(from, this.at);
  }
}

function makeType(op: number, parts: readonly OutlineType[]): OutlineType {
  return { op, name: '', index: 0, parts, isOpen: parts.some((part) => part.isOpen) };
}
