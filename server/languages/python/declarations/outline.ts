// Writes what modules of Python declare in the format of server/resolve/library/outline.ts: of the standard library when its
// outline is made, and of installed packages when a module of one is asked for. A type that the format can't say is `_`; what
// is not annotated and does not follow from what a body returns is `?`.

import { readQuoted } from './expressions.ts';
import { DeclaredNames, isOffered, lastName, variableMaker } from './names.ts';
import type { Found, ModuleSource } from './names.ts';
import { ReturnedTypes } from './returned.ts';
import type {
  Expression,
  Written,
  WrittenClass,
  WrittenFunction,
  WrittenModule,
  WrittenParameter,
  WrittenValue,
} from './syntax.ts';
import { UNKNOWN, UNTOLD, unionOf } from './typeText.ts';

const MAX_DEPTH = 6;
/** A longer type says nothing. */
const MAX_LENGTH = 400;
const MAX_OVERLOADS = 32;
/** Of one module so many types are written: aliases may name each other many times over. */
const MAX_TYPES = 100_000;
/** Special methods from which types follow. */
const SPECIAL = new Set(
  '__init__ __new__ __call__ __iter__ __next__ __aiter__ __anext__ __await__ __enter__ __aenter__ __getitem__ __getattr__ __get__ __reversed__'.split(
    ' ',
  ),
);
/** Modules that look at functions and don't call them. */
const LOOKING = /^(?:inspect|annotationlib|dis|types|typing|typing_extensions|pydoc|pyclbr|unittest\.mock)$/;
/** Modules whose names say something of types that is no class. */
const OF_TYPES = /^(?:typing|typing_extensions|_typeshed|types|builtins|collections\.abc)\./;
/** Forms of `typing` that say nothing of a value, or stand for what they hold. */
const TRANSPARENT = new Set([
  'Final',
  'ClassVar',
  'Annotated',
  'Required',
  'NotRequired',
  'ReadOnly',
  'Unpack',
]);
const ANYTHING = new Set(['Any', 'object', 'Incomplete', 'Unused']);
/** Bases that bring no members. */
const NO_BASES = /^(?:(?:typing|typing_extensions|t|te)\.)?(?:Generic|Protocol|object)$/;
const PROTOCOL = /^(?:(?:typing|typing_extensions|t|te)\.)?Protocol$/;
const ENUMERATIONS = /^enum\.(?:Enum|IntEnum|StrEnum|Flag|IntFlag|ReprEnum)$/;
/** What makes a function one that can be entered: what it gives is the type of the elements. */
const MANAGERS: ReadonlyMap<string, string> = new Map([
  ['contextlib.contextmanager', 'contextlib._GeneratorContextManager'],
  ['contextlib.asynccontextmanager', 'contextlib._AsyncGeneratorContextManager'],
]);

/** Where a type stands. */
interface Around {
  readonly module: WrittenModule;
  /** Type parameters of the class. */
  readonly own: readonly string[];
  /** Those of the function, in order of appearance. */
  readonly made: string[];
  /** Those that are declared as the function's own. */
  readonly declared: readonly string[];
  readonly isFunction: boolean;
  /** Variables that the annotation of the receiver tells → what they are. */
  readonly receiver: ReadonlyMap<string, string>;
  readonly depth: number;
  /** Whether it is a type argument of a class. */
  readonly isGiven?: boolean;
}

/** What is written of a library. */
export interface OutlineOptions {
  /** Classes by their full names that are known by another one. */
  readonly publicNames: ReadonlyMap<string, string>;
  /** Also what begins with a dash, and names that are imported for the module itself. */
  readonly isWhole: boolean;
}

/** Writes modules. */
export class OutlineWriter {
  readonly names: DeclaredNames;
  private readonly options: OutlineOptions;
  private readonly returned: ReturnedTypes;
  /** How many types the module that is being written may still have. */
  private left = 0;

  constructor(source: ModuleSource, options: OutlineOptions) {
    this.names = new DeclaredNames(source);
    this.options = options;
    this.returned = new ReturnedTypes(this.names, (type, module, within) =>
      this.typeText(type, around(module, within ? this.classParameters(module, within) : [], true)),
    );
  }

  /** The lines of a module with its name before them, '' for one that declares nothing. */
  module(module: WrittenModule): string {
    this.left = MAX_TYPES;
    const lines: string[] = [];
    for (const [name, written] of module.names) lines.push(...this.describe(module, name, written));
    for (const [own, shown] of this.options.publicNames) {
      const at = shown.lastIndexOf('.');
      if (shown.slice(0, at) !== module.name) continue;
      const found = this.names.findRead(own);
      if (found?.written.kind === 'class')
        lines.push(...this.classLines(found.module, module, shown.slice(at + 1), found.written));
    }
    for (const star of module.stars) lines.push(`*${star}`);
    return lines.length === 0 ? '' : `@${module.name}\n${lines.join('\n')}\n`;
  }

  private describe(module: WrittenModule, name: string, written: Written): readonly string[] {
    const own = `${module.name}.${name}`;
    const isHidden = name.startsWith('_') && !this.options.isWhole;
    switch (written.kind) {
      case 'class': {
        const shown = this.options.publicNames.get(own);
        return shown === undefined ? this.classLines(module, module, name, written) : [`=${name} ${shown}`];
      }
      case 'functions':
        return isHidden ? [] : this.functionLines(module, module, name, written.all, [], '');
      case 'alias':
        return this.aliasLine(module, name, written.target);
      default:
        return isHidden ? [] : this.valueLines(module, name, written);
    }
  }

  private aliasLine(module: WrittenModule, name: string, target: string): readonly string[] {
    // The outline follows it when it is asked for.
    if (this.options.isWhole) return target === `${module.name}.${name}` ? [] : [`=${name} ${target}`];
    if (!isOffered(module, name)) return [];
    const own = `${module.name}.${name}`;
    const found = this.names.findRead(target);
    if (!found) return this.names.moduleCalled(target) && target !== own ? [`=${name} ${target}`] : [];
    const shown = this.shownName(found);
    // Names that begin so are imported for the types alone.
    return shown === own || variableMaker(found.written) ? [] : [`=${name} ${shown}`];
  }

  private shownName({ module, name }: Found): string {
    const full = `${module.name}.${name}`;
    return this.options.publicNames.get(full) ?? full;
  }

  private valueLines(module: WrittenModule, name: string, written: WrittenValue): readonly string[] {
    if (variableMaker(written)) return [];
    const { type, value } = written;
    if (module.name === 'typing') {
      const other = this.otherName(name);
      if (other !== undefined) return [`=${name} ${other}`];
    }
    if (type && lastName(type) !== 'TypeAlias')
      return [`${name} ${this.typeText(type, around(module, [], false))}`];
    const named = value?.kind === 'subscript' ? value.of : value;
    if (named?.kind !== 'name') return this.plainValue(module, name, written);
    if (value === named && named.name.includes('.')) {
      const method = this.methodOfVariable(module, named.name);
      if (method) return this.functionLines(method.module, module, name, method.all, [], '', true);
    }
    const found = this.names.find(this.names.fullName(module, named.name));
    if (typeof found === 'string')
      return this.options.isWhole && value === named && !found.startsWith('builtins.')
        ? [`=${name} ${found}`]
        : [];
    if (!found || variableMaker(found.written))
      return module.names.has(named.name) ? [`=${name} ${module.name}.${named.name}`] : [];
    return [`=${name} ${this.shownName(found)}`];
  }

  private plainValue(module: WrittenModule, name: string, written: WrittenValue): readonly string[] {
    return this.options.isWhole ? [`${name} ${this.returned.typeOf(written, module)}`] : [];
  }

  /** The class for which a name of `typing` stands that type checkers know by heart: `List`, `DefaultDict`. */
  private otherName(name: string): string | undefined {
    const places = [
      `builtins.${name.toLowerCase()}`,
      `collections.${name}`,
      `collections.${name.toLowerCase()}`,
    ];
    return places.find((place) => this.names.findRead(place)?.written.kind === 'class');
  }

  /** `choice = _inst.choice`: the method of the class of a variable of the module. */
  private methodOfVariable(
    module: WrittenModule,
    written: string,
  ): { readonly module: WrittenModule; readonly all: readonly WrittenFunction[] } | undefined {
    const dot = written.lastIndexOf('.');
    const variable = module.names.get(written.slice(0, dot));
    const type = variable?.kind === 'value' ? variable.type : undefined;
    if (type?.kind !== 'name') return undefined;
    const found = this.names.findRead(this.names.fullName(module, type.name));
    if (found?.written.kind !== 'class') return undefined;
    const method = found.written.members.get(written.slice(dot + 1));
    return method?.kind === 'functions' ? { module: found.module, all: method.all } : undefined;
  }

  // Classes.

  /** The lines of a class that stands in `module` and is shown in `shown`. */
  private classLines(
    module: WrittenModule,
    shown: WrittenModule,
    name: string,
    written: WrittenClass,
  ): string[] {
    const own = this.classParameters(module, written);
    const inside = around(module, own, false);
    const bases = written.bases
      .filter((base) => !NO_BASES.test(writtenName(base)))
      // A base of which nothing is known brings any members.
      .map((base) => this.typeText(base, inside).replace(/^_$/, '*'));
    const isProtocol = written.bases.some((base) => PROTOCOL.test(writtenName(base)));
    if (this.options.isWhole && answersAnything(written)) bases.push('*');
    const isEnumeration = written.bases.some((base) => ENUMERATIONS.test(this.canonical(module, base)));
    const move = (text: string) => (shown === module ? text : this.requalify(text, module, shown));
    const header = `${isProtocol ? '~' : ':'}${name}${own.length > 0 ? ` ${own.length}` : ''}`;
    const lines = [`${header}${bases.length > 0 ? ` ${move(bases.join(';'))}` : ''}`];
    for (const [member, one] of written.members) {
      if (!this.options.isWhole && member.startsWith('__') && !SPECIAL.has(member)) continue;
      if (!this.options.isWhole && /^_(?!_)/.test(member)) continue;
      if (one.kind === 'functions')
        lines.push(...this.functionLines(module, shown, member, one.all, own, ' ', true, written));
      else if (one.kind === 'value' && isEnumeration && !one.type && !member.startsWith('_'))
        lines.push(` ${member} ${this.options.isWhole ? name : UNKNOWN}`);
      else if (one.kind === 'value') lines.push(...this.fieldLines(module, shown, member, one, own, written));
      else if (this.options.isWhole) lines.push(` ${member} ${UNTOLD}`);
    }
    return lines;
  }

  private canonical(module: WrittenModule, expression: Expression): string {
    const name = subscripted(expression);
    if (name?.kind !== 'name') return '';
    const full = this.names.fullName(module, name.name);
    const found = this.names.find(full);
    return found === undefined
      ? full
      : typeof found === 'string'
        ? found
        : `${found.module.name}.${found.name}`;
  }

  /** The type parameters of a class in their order. */
  private classParameters(module: WrittenModule, { typeParameters, bases }: WrittenClass): readonly string[] {
    if (typeParameters.length > 0) return typeParameters;
    const all: string[] = [];
    let said: readonly string[] | undefined;
    for (const base of bases) {
      const variables = this.variablesIn(module, base);
      if (base.kind === 'subscript' && NO_BASES.test(writtenName(base))) said ??= variables;
      for (const one of variables) if (!all.includes(one)) all.push(one);
    }
    return said ?? all;
  }

  private variablesIn(module: WrittenModule, expression: Expression, depth = 0): string[] {
    if (depth > MAX_DEPTH) return [];
    if (expression.kind === 'name') {
      const found = this.names.findRead(this.names.fullName(module, expression.name));
      return found && variableMaker(found.written) ? [found.name] : [];
    }
    const parts =
      expression.kind === 'subscript'
        ? [expression.of, ...expression.parts]
        : expression.kind === 'list' || expression.kind === 'either'
          ? expression.parts
          : expression.kind === 'text'
            ? [readQuoted(expression.text)]
            : [];
    return [...new Set(parts.flatMap((part) => this.variablesIn(module, part, depth + 1)))];
  }

  /** A field, or another name of a method. */
  private fieldLines(
    module: WrittenModule,
    shown: WrittenModule,
    name: string,
    written: WrittenValue,
    own: readonly string[],
    within: WrittenClass,
  ): readonly string[] {
    const { type, value } = written;
    if (!type && value?.kind === 'name' && !value.name.includes('.')) {
      const other = within.members.get(value.name);
      if (other?.kind === 'functions')
        return this.functionLines(module, shown, name, other.all, own, ' ', true, within);
      if (!this.options.isWhole) return [];
    }
    const text = type
      ? this.typeText(type, around(module, own, false))
      : this.options.isWhole
        ? this.returned.typeOf(written, module, within)
        : UNKNOWN;
    return [` ${name} ${shown === module ? text : this.requalify(text, module, shown)}`];
  }

  // Functions.

  /** The signatures of a function. */
  private functionLines(
    module: WrittenModule,
    shown: WrittenModule,
    name: string,
    all: readonly WrittenFunction[],
    own: readonly string[],
    indent: string,
    isMethod = indent !== '',
    within?: WrittenClass,
  ): string[] {
    const overloads = all.filter(({ decorators }) => decorators.some((one) => lastName(one) === 'overload'));
    const isSource = all.some(({ body }) => body !== undefined);
    const told = isSource ? (overloads.length > 0 ? overloads : lastOf(all)) : all;
    const how = {
      isMethod,
      isOverloaded: told.length > 1,
      isLooking:
        LOOKING.test(module.name) ||
        told.some(({ result }) => /^Type(?:Guard|Is)$/.test(lastName(subscripted(result)))),
      within,
    };
    const usable = this.options.isWhole
      ? told.filter(({ parameters }) => !parameters.some(takesNothing))
      : told;
    const signatures = usable
      .slice(0, MAX_OVERLOADS)
      .flatMap((one) => this.signature(module, one, own, how) ?? []);
    return [...new Set(signatures)].map(
      (text) => `${indent}${name}${shown === module ? text : this.requalify(text, module, shown)}`,
    );
  }

  private signature(
    module: WrittenModule,
    written: WrittenFunction,
    own: readonly string[],
    how: {
      readonly isMethod: boolean;
      readonly isOverloaded: boolean;
      readonly isLooking: boolean;
      readonly within: WrittenClass | undefined;
    },
  ): string | undefined {
    const decorators = written.decorators.map(decoratorName);
    if (decorators.some((one) => /\.(?:setter|deleter)$/.test(one))) return undefined;
    const isProperty = decorators.some((one) =>
      /(?:^|\.|_)(?:cached_?)?property$|abstractproperty/.test(one),
    );
    const isStatic = decorators.includes('staticmethod');
    const isOnReceiver = how.isMethod && !isStatic;
    const [first] = written.parameters;
    const inside: Around = {
      ...around(module, own, true),
      declared: written.typeParameters,
      receiver: isOnReceiver
        ? receiverVariables(first, decorators.includes('classmethod'), this.options.isWhole ? own.length : 0)
        : new Map(),
    };
    // The receiver is given by what a method is called on.
    const parameters = written.parameters.slice(isOnReceiver ? 1 : 0);
    const slash = parameters.findIndex(({ kind }) => kind === 'slash');
    const list = parameters
      .map((parameter) => this.parameterText(parameter, inside, how.isOverloaded))
      .map((text) => (how.isLooking ? text.replace(/:.*\(.*/, '') : text))
      .filter((text) => text !== '/')
      .map((text, index) => (index < slash ? unnamed(text) : text));
    const result = this.resultText(written, inside, decorators, how.within);
    if (isProperty) return ` ${result}`;
    return `(${list.join(',')})${result === UNKNOWN || result === 'None' ? '' : result}`;
  }

  private resultText(
    written: WrittenFunction,
    inside: Around,
    decorators: readonly string[],
    within: WrittenClass | undefined,
  ): string {
    const { module } = inside;
    if (written.result) {
      const text = this.typeText(written.result, inside).replaceAll('!', UNKNOWN);
      const manager = this.options.isWhole
        ? decorators.flatMap((one) => MANAGERS.get(this.canonical(module, { kind: 'name', name: one })) ?? [])
        : [];
      const [only] = manager;
      const element = /^[\w.]+\[([^,[\]]*(?:\[[^\]]*\])?)/.exec(text)?.[1];
      return only === undefined ? text : `${only}${element === undefined ? '' : `[${element}]`}`;
    }
    if (!written.body) return UNKNOWN;
    return this.returned.resultOf(written, module, within);
  }

  private parameterText(
    { kind, name, type, value }: WrittenParameter,
    inside: Around,
    isOverloaded: boolean,
  ): string {
    if (kind === 'slash') return '/';
    if (kind === 'bare') return '*';
    const own = name.startsWith('__') && !name.endsWith('__') ? '' : name;
    const text = type ? this.typeText(type, inside) : UNKNOWN;
    const isTelling = text !== UNKNOWN && (isOverloaded || /[#$(^%!*]/.test(text));
    const shown = own === '' && !isTelling ? '-' : own;
    const stars = kind === 'rest' ? '*' : kind === 'named rest' ? '**' : '';
    return `${stars}${shown}${value ? '?' : ''}${isTelling ? `:${text}` : ''}`;
  }

  // Types.

  private typeText(type: Expression | undefined, inside: Around): string {
    if (!type || inside.depth > MAX_DEPTH || this.left-- <= 0) return UNKNOWN;
    const text = this.writeType(type, inside);
    return text.length > MAX_LENGTH && inside.depth > 0 ? UNKNOWN : text;
  }

  private writeType(type: Expression, inside: Around): string {
    switch (type.kind) {
      case 'ellipsis':
        return '*';
      case 'text':
        return this.typeText(readQuoted(type.text), { ...inside, depth: inside.depth + 1 });
      case 'name':
        if (type.name === 'None') return 'None';
        // The arguments of what a parameter stands for that can be called.
        if (/\.(?:args|kwargs)$/.test(type.name)) return '*';
        return this.namedType(type.name, [], inside);
      case 'subscript':
        return type.of.kind === 'name' ? this.namedType(type.of.name, type.parts, inside) : UNKNOWN;
      case 'either':
        return unionOf(type.parts.map((part) => this.typeText(part, inside)));
      default:
        return UNKNOWN;
    }
  }

  private namedType(written: string, list: readonly Expression[], inside: Around): string {
    const { module } = inside;
    const variable = this.declaredVariable(written, inside);
    if (variable !== undefined) return variable;
    const full = this.names.fullName(module, written);
    const found = this.names.find(full);
    const canonical =
      found === undefined ? full : typeof found === 'string' ? found : `${found.module.name}.${found.name}`;
    if (OF_TYPES.test(canonical) || full.startsWith('typing')) {
      const form = this.formText(full.slice(full.lastIndexOf('.') + 1), canonical, list, inside);
      if (form !== undefined) return form;
    }
    if (found === undefined) return UNKNOWN;
    const parts = list.map((part) => this.typeText(part, { ...inside, isGiven: true }));
    const given = parts.every((part) => part === UNKNOWN) ? '' : `[${parts.join(',')}]`;
    if (typeof found === 'string') return this.reference(module, found) + given;
    const { written: declared } = found;
    if (declared.kind === 'class') return this.reference(module, canonical) + given;
    if (declared.kind !== 'value' || !declared.value) return UNKNOWN;
    const maker = variableMaker(declared);
    if (maker === 'TypeVar') return inside.receiver.get(written) ?? variableText(found.name, inside);
    // Of types in a row that a class is given the first one is followed.
    const isRow = maker === 'TypeVarTuple' && this.options.isWhole && inside.isGiven === true;
    if (isRow) return variableText(found.name, inside);
    if (maker !== undefined) return '*';
    return this.aliasText(found.module, declared, parts, inside);
  }

  /** What a form of `typing` says, undefined for what is none. */
  private formText(
    name: string,
    canonical: string,
    list: readonly Expression[],
    inside: Around,
  ): string | undefined {
    const first = (): string => (list.length > 0 ? this.typeText(list[0], inside) : UNKNOWN);
    if (ANYTHING.has(name)) return UNKNOWN;
    if (TRANSPARENT.has(name)) return first();
    switch (name) {
      case 'MaybeNone':
      case 'Never':
      case 'NoReturn':
        return 'None';
      case 'Self':
        return '%';
      case 'Optional':
        return unionOf([this.typeText(list[0], inside), 'None']);
      case 'Union':
        return unionOf(list.map((part) => this.typeText(part, inside)));
      case 'Literal':
        return '!';
      case 'LiteralString':
        return 'str';
      // Only a function that says so is one.
      case 'TypeGuard':
      case 'TypeIs':
        return '!';
      case 'Callable':
        return this.callableText(list, inside);
      case 'Concatenate':
        return '*';
      case 'type':
      case 'Type':
        return list.length > 0 ? `^${first()}` : undefined;
      default:
        // `List` and the like are followed by who reads the outline.
        return canonical === 'typing.AnyStr' && this.options.isWhole ? 'str' : undefined;
    }
  }

  /** A type parameter of the class or function around that is declared as one. */
  private declaredVariable(written: string, inside: Around): string | undefined {
    const isDeclared = inside.declared.includes(written) || inside.own.includes(written);
    if (!isDeclared || inside.module.names.has(written)) return undefined;
    return inside.receiver.get(written) ?? variableText(written, inside);
  }

  /** The name of a class as it is written in a module. */
  private reference(module: WrittenModule, own: string): string {
    const name = this.options.publicNames.get(own) ?? own;
    const at = name.lastIndexOf('.');
    const from = name.slice(0, at);
    const last = name.slice(at + 1);
    if (from === module.name) return last;
    return from === 'builtins' && !(this.options.isWhole && module.names.has(last)) ? last : name;
  }

  /** What an alias of a type stands for; its variables are what it is given, in the order in which they appear. */
  private aliasText(
    module: WrittenModule,
    { value, typeParameters }: WrittenValue,
    given: readonly string[],
    inside: Around,
  ): string {
    const made: string[] = [...typeParameters];
    const within = { ...around(module, [], true), made, declared: typeParameters, depth: inside.depth + 1 };
    const text = this.typeText(value, within);
    const moved = text.replaceAll(/#(\d+)/g, (_, index) => given[Number(index)] ?? UNKNOWN);
    return module === inside.module ? moved : this.requalify(moved, module, inside.module);
  }

  /** Names of the module in which an alias stands, as another module writes them. */
  private requalify(text: string, from: WrittenModule, to: WrittenModule): string {
    return text.replaceAll(/(?<![\w.$#])([A-Za-z_]\w*(?:\.\w+)*)/g, (name: string) => {
      if (name === UNKNOWN || name === 'None' || name.includes('.')) {
        const at = name.lastIndexOf('.');
        return at > 0 && name.slice(0, at) === to.name ? name.slice(at + 1) : name;
      }
      return from.names.has(name) ? `${from.name}.${name}` : name;
    });
  }

  private callableText([parameters, result]: readonly Expression[], outside: Around): string {
    if (!result) return '(*)';
    const inside = { ...outside, isGiven: false };
    const parts =
      parameters?.kind === 'list' ? parameters.parts.map((part) => this.typeText(part, inside)) : ['*'];
    const given = this.typeText(result, inside);
    // A union as a result is written in brackets, so that what follows does not belong to it.
    return `(${parts.join(',')})${given.includes('|') ? `{${given}}` : given}`;
  }
}

function around(module: WrittenModule, own: readonly string[], isFunction: boolean): Around {
  return { module, own, made: [], declared: [], isFunction, receiver: new Map(), depth: 0 };
}

/** What is subscripted, or the name itself. */
function subscripted(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === 'subscript' ? expression.of : expression;
}

/** The name that an expression is, or that is subscripted in it. */
function writtenName(expression: Expression): string {
  const name = subscripted(expression);
  return name?.kind === 'name' ? name.name : '';
}

function decoratorName(decorator: Expression): string {
  const of = decorator.kind === 'call' ? decorator.of : decorator;
  return of.kind === 'name' ? of.name : '';
}

/** Of definitions of one name in a source the last counts that is not there to set or delete it. */
function lastOf(all: readonly WrittenFunction[]): readonly WrittenFunction[] {
  const plain = all.filter(
    ({ decorators }) => !decorators.some((one) => /\.(?:setter|deleter)$/.test(decoratorName(one))),
  );
  return plain.slice(-1);
}

/** What the annotation of the first parameter of a method says of variables, in a class with so many type parameters. */
function receiverVariables(
  first: WrittenParameter | undefined,
  isOfClass: boolean,
  parameters: number,
): ReadonlyMap<string, string> {
  const written = first?.type;
  const type = written?.kind === 'text' ? readQuoted(written.text) : written;
  if (type?.kind === 'name') return new Map(isOfClass ? [] : [[type.name, '%']]);
  if (type?.kind !== 'subscript') return new Map();
  const [only] = type.parts;
  if (/^[tT]ype$/.test(lastName(type.of)))
    return new Map(isOfClass && only?.kind === 'name' ? [[only.name, '%']] : []);
  return new Map(
    type.parts
      .slice(0, parameters)
      .flatMap((part, index) => (part.kind === 'name' ? [[part.name, `$${index}`] as const] : [])),
  );
}

/** Whether nothing can be given for a parameter: such an overload is there for checkers. */
function takesNothing({ type }: WrittenParameter): boolean {
  return type?.kind === 'subscript' && type.parts.some((part) => /^(?:Never|NoReturn)$/.test(lastName(part)));
}

/** Whether objects of a class have members that nobody declares. */
function answersAnything({ members }: WrittenClass): boolean {
  return members.has('__getattr__') || members.has('__getattribute__');
}

function variableText(name: string, { own, made, isFunction }: Around): string {
  const index = own.indexOf(name);
  if (index >= 0) return `$${index}`;
  if (!isFunction) return UNKNOWN;
  if (!made.includes(name)) made.push(name);
  return `#${made.indexOf(name)}`;
}

/** A parameter that cannot be given by name. */
function unnamed(text: string): string {
  return text.replace(/^\w+(.?.?)/, (_, next: string) => (next.includes(':') ? next : `-${next}`));
}
