// Makes server/languages/ecmascript/outline/standard.txt: what ECMAScript, browsers and Node declare, as far as types follow
// from it. TypeScript's checker is asked for what its own libraries and @types/node say; both are packages of this project.
// `node scripts/outlines/ecmascript.mjs`; the format is told in server/resolve/library/outline.ts.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API, ElementFlags, ObjectFlags, SymbolFlags, TypeFlags } from 'typescript/unstable/sync';
import {
  NOTHING,
  UNKNOWN,
  callableOf,
  uniteTypes,
} from '../../server/languages/ecmascript/declarations/typeText.ts';
import { projectRoot } from '../project.mjs';
import { writeNames, writeOutline } from './write.mjs';

/** @typedef {import('typescript/unstable/sync').Symbol} TsSymbol */
/** @typedef {import('typescript/unstable/sync').Type} Type */
/** @typedef {import('typescript/unstable/sync').Signature} Signature */
/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {ReadonlyMap<number, string>} Parameters How type parameters are written, by the number of their type. */

/** The package of what every file sees. */
const GLOBALS = 'javascript';
/** The package of the modules of Node. */
const NODE = 'node';
/** Aliases that have the members of what they are given. */
const TRANSPARENT = new Set(['Partial', 'Readonly', 'Required', 'NonNullable', 'NoInfer', 'Pick', 'Omit']);
const MAX_OVERLOADS = 8;
/** Types within types are written so far. */
const MAX_DEPTH = 5;
const CALL = 0;
const CONSTRUCT = 1;
const MEMBER = SymbolFlags.Property | SymbolFlags.Method | SymbolFlags.Accessor;
const TYPE = SymbolFlags.Class | SymbolFlags.Interface;
const VALUE = SymbolFlags.Variable | SymbolFlags.Function;
const LITERAL = TypeFlags.StringLiteral | TypeFlags.NumberLiteral | TypeFlags.BigIntLiteral;
/** Types that the language has and no declaration tells: what `[a, b]` is, and an object by whatever keys. */
const OWN_TYPES = ':tuple 1 Array[$0]\n:Record 2 Object\n []()$1\n';

const modules = join(projectRoot, 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'outline-ecmascript-'));
const configFile = join(folder, 'tsconfig.json');
writeFileSync(
  configFile,
  JSON.stringify({
    compilerOptions: {
      target: 'esnext',
      module: 'nodenext',
      lib: ['esnext', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: ['node'],
      typeRoots: [join(modules, '@types')],
      strict: true,
    },
    files: ['questions.ts'],
  }),
);
const questions = join(folder, 'questions.ts');
writeFileSync(questions, 'export {};\n');
const api = new API({ cwd: folder });
const project = open();
const { checker, program } = project;

/** Symbol → its name with its module before it. */
const names = new Map();
/** Module → name → what it declares. @type {Map<string, Map<string, TsSymbol>>} */
const declared = new Map();
/** Module → lines of names that something else declares. @type {Map<string, string[]>} */
const others = new Map();
/** Modules that are one value as a whole. @type {Map<string, TsSymbol>} */
const wholes = new Map();

collect();
/** Class → the interfaces of as many type parameters that its objects have, with the same ones. */
const structural = findStructuralBases();
const text = [...new Set([...declared.keys(), ...others.keys()])]
  .sort()
  .map((module) => describeModule(module))
  .join('');
/** @param {string} name */
const versionOf = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
const origin = `TypeScript ${versionOf('typescript')} and @types/node ${versionOf('@types/node')}`;
const licence = join(folder, 'LICENSE');
writeFileSync(
  licence,
  [join(modules, 'typescript', 'LICENSE'), join(modules, '@types', 'node', 'LICENSE')]
    .map((file) => readFileSync(file, 'utf8').trim())
    .join('\n\n') + '\n',
);
writeOutline('ecmascript', origin, text, licence);
writeNames('ecmascript', origin, namesForParsing());
api.close();
rmSync(folder, { recursive: true, force: true });

function open() {
  const [opened] = api.updateSnapshot({ openProjects: [configFile] }).getProjects();
  if (!opened) throw new Error('TypeScript opens no project');
  return opened;
}

// What there is.

/** Finds what is declared for all files, and what the modules of Node offer. */
function collect() {
  /** @type {Map<string, TsSymbol>} */
  const globals = new Map();
  /** @type {Map<string, TsSymbol>} */
  const ambient = new Map();
  for (const file of program.getSourceFileNames()) {
    const source = program.getSourceFile(file);
    if (!source || file.startsWith(folder)) continue;
    collectFrom(source.statements, source.externalModuleIndicator === undefined, globals, ambient);
  }
  addAll(GLOBALS, globals);
  const found = [...ambient].sort(([a], [b]) => (a < b ? -1 : 1));
  // What `node:fs` and `fs` offer is declared by one of them.
  for (const [specifier, symbol] of found) {
    const exported = checker.getExportsOfModule(symbol);
    const module = `${NODE}.${specifier}`;
    const whole = symbol.getExports().get(/** @type {any} */ ('export='));
    const object = whole && resolved(whole);
    if (object) wholes.set(module, object);
    const type = object && (object.flags & VALUE) !== 0 ? checker.getTypeOfSymbol(object) : undefined;
    const members = type ? checker.getPropertiesOfType(type) : [];
    const own = new Map([...members, ...exported].map((one) => [one.name, resolved(one)]));
    if (own.size > 0) addAll(module, own);
  }
}

/**
 * @param {Iterable<Node>} statements
 * @param {boolean} isGlobal
 * @param {Map<string, TsSymbol>} globals
 * @param {Map<string, TsSymbol>} ambient
 */
function collectFrom(statements, isGlobal, globals, ambient) {
  for (const statement of statements) {
    const { kind, name, body } = /** @type {any} */ (statement);
    if (kind === SyntaxKind.ModuleDeclaration && name.kind === SyntaxKind.StringLiteral) {
      const symbol = checker.getSymbolAtLocation(name);
      const specifier = name.text.replace(/^node:/, '');
      if (symbol && (!ambient.has(specifier) || !name.text.startsWith('node:')))
        ambient.set(specifier, symbol);
      if (body) collectFrom(body.statements, false, globals, ambient);
    } else if (kind === SyntaxKind.ModuleDeclaration && name.text === 'global') {
      collectFrom(body.statements, true, globals, ambient);
    } else if (isGlobal) {
      const nodes = kind === SyntaxKind.VariableStatement ? declarationsOf(statement) : name ? [name] : [];
      for (const node of nodes) {
        const symbol = checker.getSymbolAtLocation(node);
        if (symbol && !globals.has(symbol.name)) globals.set(symbol.name, symbol);
      }
    }
  }
}

/** @param {any} statement @returns {Node[]} */
function declarationsOf(statement) {
  return statement.declarationList.declarations.map((/** @type {any} */ { name }) => name);
}

/** @param {TsSymbol} symbol */
function resolved(symbol) {
  return (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** Notes what a module offers, and where that is declared. @param {string} module @param {Map<string, TsSymbol>} symbols */
function addAll(module, symbols) {
  /** @type {Map<string, TsSymbol>} */
  const own = new Map();
  const lines = [];
  for (const [name, symbol] of [...symbols].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = symbol.name.startsWith('"')
      ? `${NODE}.${symbol.name.slice(1, -1).replace(/^node:/, '')}`
      : names.get(symbol.id);
    if (known !== undefined) {
      if (known !== `${module}.${name}`) lines.push(`=${name} ${known}\n`);
      continue;
    }
    if (!/^[\w$]+$/.test(name)) continue;
    names.set(symbol.id, `${module}.${name}`);
    own.set(name, symbol);
  }
  declared.set(module, own);
  others.set(module, lines);
  for (const [name, symbol] of own) {
    const isNamespace = (symbol.flags & SymbolFlags.Module) !== 0;
    if (!isNamespace) continue;
    const inner = new Map([...symbol.getExports().values()].map((one) => [one.name, resolved(one)]));
    if ((symbol.flags & (SymbolFlags.Class | SymbolFlags.Interface | SymbolFlags.Function)) === 0)
      addAll(`${module}.${name}`, inner);
    else addBeside(module, inner);
  }
}

/** Types in the namespace of a class or function stand beside it. @param {string} module @param {Map<string, TsSymbol>} inner */
function addBeside(module, inner) {
  for (const [name, symbol] of inner) {
    const isType = (symbol.flags & TYPE) !== 0;
    const own = declared.get(module);
    if (!isType || names.has(symbol.id) || !own || own.has(name)) continue;
    names.set(symbol.id, `${module}.${name}`);
    own.set(name, symbol);
  }
}

/**
 * A class has the members of interfaces that it does not name: an array is a ReadonlyArray, a promise is a PromiseLike.
 * Only what has objects of its own is asked for, so that no two are bases of each other.
 */
function findStructuralBases() {
  /** @type {{ name: string, count: number, isInterface: boolean }[]} */
  const generic = [];
  for (const [name, symbol] of declared.get(GLOBALS) ?? []) {
    if ((symbol.flags & TYPE) === 0 || isOfBrowser(symbol)) continue;
    const type = interfaceOf(symbol);
    const parameters = type.getTypeParameters();
    const isBound = parameters.some((one) => checker.getConstraintOfTypeParameter(one) !== undefined);
    if (parameters.length === 0 || isBound || checker.getPropertiesOfType(type).length === 0) continue;
    generic.push({ name, count: parameters.length, isInterface: (symbol.flags & SymbolFlags.Value) === 0 });
  }
  const pairs = generic.flatMap((own) =>
    own.isInterface
      ? []
      : generic
          .filter(({ isInterface, count }) => isInterface && count === own.count)
          .map((of) => ({ own, of })),
  );
  const lines = pairs.map(({ own, of }, index) => {
    const given = `<${['A', 'B', 'C'].slice(0, own.count).join()}>`;
    return `declare const is${index}: ${own.name}${given} extends ${of.name}${given} ? true : false;`;
  });
  const given = ['A', 'B', 'C'].map((name) => `declare class ${name} { own${name}: 1 }`);
  writeFileSync(questions, `export {};\n${[...given, ...lines].join('\n')}\n`);
  api.updateSnapshot({ fileChanges: { changed: [questions] } });
  const asked = open();
  const source = asked.program.getSourceFile(questions);
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const statement of source?.statements ?? []) {
    if (statement.kind !== SyntaxKind.VariableStatement) continue;
    const [name] = declarationsOf(statement);
    const type = name && asked.checker.getTypeAtLocation(name);
    const pair = pairs[Number(/** @type {any} */ (name).text.slice('is'.length))];
    if (!pair || !type || asked.checker.typeToString(type) !== 'true') continue;
    found.set(pair.own.name, [...(found.get(pair.own.name) ?? []), pair.of.name]);
  }
  return found;
}

/** What is asked of names before anything is resolved: what is bound in every file, and what type values have. */
function namesForParsing() {
  /** @type {string[]} */
  const builtins = [];
  /** @type {string[]} */
  const valueTypes = [];
  for (const [name, symbol] of declared.get(GLOBALS) ?? []) {
    if (!isOfBrowser(symbol)) builtins.push(name);
    const type = (symbol.flags & SymbolFlags.Variable) === 0 ? undefined : checker.getTypeOfSymbol(symbol);
    const held = type && heldName(type);
    if (held !== undefined) valueTypes.push(`${name}:${held.slice(GLOBALS.length + 1)}`);
  }
  return { builtins, valueTypes, callingMembers: callingMembers() };
}

/** Members of what the language brings that call what they are given, with its positions. */
function callingMembers() {
  /** @type {Map<string, Set<number>>} */
  const found = new Map();
  for (const symbol of (declared.get(GLOBALS) ?? new Map()).values()) {
    if ((symbol.flags & TYPE) === 0 || isOfBrowser(symbol)) continue;
    for (const member of symbol.getMembers().values()) {
      const type = (member.flags & SymbolFlags.Method) === 0 ? undefined : checker.getTypeOfSymbol(member);
      if (!type || !/^\w+$/.test(member.name)) continue;
      for (const signature of checker.getSignaturesOfType(type, CALL))
        signature.getParameters().forEach((parameter, at) => {
          if (!/\(/.test(typeText(checker.getTypeOfSymbol(parameter), GLOBALS, new Map(), 0))) return;
          found.set(member.name, (found.get(member.name) ?? new Set()).add(at));
        });
    }
  }
  return [...found].map(([name, positions]) => `${name}:${[...positions].sort((a, b) => a - b).join()}`);
}

/** The name of the global type that a value has. @param {Type} type @returns {string | undefined} */
function heldName(type) {
  if (type.isIntersectionType())
    return type
      .getTypes()
      .map(heldName)
      .find((name) => name !== undefined);
  const name = nameOf(type);
  return name?.startsWith(`${GLOBALS}.`) === true ? name : undefined;
}

/** Whether only browsers have a global. @param {TsSymbol} symbol */
function isOfBrowser(symbol) {
  return symbol.declarations.every(({ path }) => /\/lib\.dom\b[^/]*$/.test(path));
}

/** @param {TsSymbol} symbol */
function interfaceOf(symbol) {
  return /** @type {import('typescript/unstable/sync').InterfaceType} */ (
    checker.getDeclaredTypeOfSymbol(symbol)
  );
}

// Declarations.

/** @param {string} module */
function describeModule(module) {
  const own = declared.get(module) ?? new Map();
  const lines = [...own]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, symbol]) => describe(module, name, symbol));
  const whole = wholes.get(module);
  const known = whole && names.get(whole.id);
  const all = [
    ...(module === GLOBALS ? [OWN_TYPES] : []),
    ...(known === undefined ? [] : [`== ${known}\n`]),
    ...(others.get(module) ?? []),
    ...(own.has('default') || module.startsWith(GLOBALS) ? [] : [`=default ${known ?? module}\n`]),
    ...lines,
  ].join('');
  return all === '' ? '' : `@${module}\n${all}`;
}

/** @param {string} module @param {string} name @param {TsSymbol} symbol */
function describe(module, name, symbol) {
  if ((symbol.flags & TYPE) !== 0) return describeClass(module, name, symbol);
  if ((symbol.flags & SymbolFlags.Enum) !== 0) return `:${name}\n`;
  if ((symbol.flags & (MEMBER | VALUE)) === 0) return '';
  const type = checker.getTypeOfSymbol(symbol);
  if (!type) return '';
  const makers = checker.getSignaturesOfType(type, CONSTRUCT);
  // A value that makes objects is their class.
  if (makers.length > 0 && !nameOf(type)) {
    const [first] = makers;
    const made = first && typeText(checker.getReturnTypeOfSignature(first), module, new Map(), 0);
    const base = made && /^[\w$.]+$/.test(made) && made !== UNKNOWN ? ` 0 ${made}` : '';
    return `:${name}${base}\n${overloads(' constructor', makers, module, new Map())}`;
  }
  return describeMember(name, type, module, new Map(), '');
}

/**
 * @param {string} name
 * @param {Type} type
 * @param {string} module
 * @param {Parameters} own
 * @param {string} indent
 */
function describeMember(name, type, module, own, indent) {
  const signatures = nameOf(type) && !isFunction(type) ? [] : checker.getSignaturesOfType(type, CALL);
  if (signatures.length > 0) return overloads(indent + name, signatures, module, own);
  const written = typeText(type, module, own, 0);
  return `${indent}${name} ${written}\n`;
}

/** @param {Type} type */
function isFunction(type) {
  const symbol = type.getSymbol();
  return symbol !== undefined && (symbol.flags & (SymbolFlags.Function | SymbolFlags.Method)) !== 0;
}

/** @param {string} module @param {string} name @param {TsSymbol} symbol */
function describeClass(module, name, symbol) {
  const type = interfaceOf(symbol);
  const parameters = type.getTypeParameters();
  /** @type {Map<number, string>} */
  const own = new Map(parameters.map((parameter, index) => [parameter.id, `$${index}`]));
  const bases = checker
    .getBaseTypes(type)
    .map((base) => typeText(base, module, own, 0))
    .filter((base) => base !== UNKNOWN && !base.includes('|'));
  const lines = [];
  for (const member of checker.getPropertiesOfType(type)) {
    const iterated = /^__@(iterator|asyncIterator)@/.exec(member.escapedName)?.[1];
    if (iterated) bases.push(...iterableBase(iterated, member, name, module, own));
  }
  const given = parameters.map((_, at) => `$${at}`).join();
  bases.push(...((module === GLOBALS && structural.get(name)) || []).map((base) => `${base}[${given}]`));
  for (const member of symbol.getMembers().values()) {
    if ((member.flags & MEMBER) === 0 || !/^[\w$]+$/.test(member.name)) continue;
    const held = checker.getTypeOfSymbol(member);
    if (held) lines.push(describeMember(member.name, held, module, own, ' '));
  }
  const [index] = checker.getIndexInfosOfType(type);
  if (index) lines.push(` []()${typeText(index.valueType, module, own, 0)}\n`);
  const callable = checker.getSignaturesOfType(type, CALL);
  if (callable.length > 0) lines.push(overloads(' ()', callable, module, own));
  lines.push(...describeStatics(symbol, module, own));
  const header = parameters.length > 0 || bases.length > 0 ? ` ${parameters.length}` : '';
  return `:${name}${header}${bases.length > 0 ? ` ${[...new Set(bases)].join(';')}` : ''}\n${lines.sort().join('')}`;
}

/**
 * What one can iterate over is so by name.
 * @param {string} kind
 * @param {TsSymbol} member
 * @param {string} of
 * @param {string} module
 * @param {Parameters} own
 */
function iterableBase(kind, member, of, module, own) {
  const type = checker.getTypeOfSymbol(member);
  const signature = type && checker.getSignaturesOfType(type, CALL)[0];
  const iterator = signature && checker.getReturnTypeOfSignature(signature);
  const element = iterator?.isTypeReference() ? checker.getTypeArguments(iterator)[0] : undefined;
  const name = kind === 'iterator' ? 'Iterable' : 'AsyncIterable';
  return element && of !== name ? [`${name}[${typeText(element, module, own, 1)}]`] : [];
}

/** How a class is made, and its own members. @param {TsSymbol} symbol @param {string} module @param {Parameters} own */
function describeStatics(symbol, module, own) {
  if ((symbol.flags & SymbolFlags.Value) === 0) return [];
  const type = checker.getTypeOfSymbol(symbol);
  if (!type) return [];
  const isClass = (symbol.flags & SymbolFlags.Class) !== 0;
  // A class inherits those of its base.
  const members = isClass ? symbol.getExports().values() : checker.getPropertiesOfType(type);
  const lines = [];
  const makers = [
    ...checker.getSignaturesOfType(type, CONSTRUCT),
    ...checker.getSignaturesOfType(type, CALL),
  ];
  if (makers.length > 0) lines.push(overloads(' constructor', makers, module, own, isClass));
  for (const member of members) {
    if ((member.flags & (MEMBER | VALUE)) === 0 || !/^[\w$]+$/.test(member.name)) continue;
    const held = checker.getTypeOfSymbol(member);
    if (held) lines.push(describeMember(`^${member.name}`, held, module, own, ' '));
  }
  return lines;
}

/**
 * The lines of a function.
 * @param {string} start
 * @param {readonly Signature[]} signatures
 * @param {string} module
 * @param {Parameters} own
 * @param {boolean} isMaker   what it gives is known
 */
function overloads(start, signatures, module, own, isMaker = false) {
  // A guard says what its argument is, which nobody asks; an overload for one constant is a case of the general one.
  const plain = signatures.filter((one) => !isGuarded(one));
  const general = (plain.length > 0 ? plain : signatures).filter((one) => !isForConstant(one));
  const chosen = general.length > 0 ? general : signatures;
  const lines = chosen.map((one) => `${start}${signatureText(one, module, own, isMaker)}\n`);
  return [...new Set(lines)].slice(0, MAX_OVERLOADS).join('');
}

/** Whether a function that is given tells of which type something is. @param {Signature} signature */
function isGuarded(signature) {
  return signature.getParameters().some((parameter) => {
    const type = checker.getTypeOfSymbol(parameter);
    return (
      type !== undefined &&
      checker
        .getSignaturesOfType(type, CALL)
        .some((one) => checker.getTypePredicateOfSignature(one) !== undefined)
    );
  });
}

/** Whether a signature is for arguments with certain values. @param {Signature} signature */
function isForConstant(signature) {
  return signature.getParameters().some((parameter) => {
    const type = checker.getTypeOfSymbol(parameter);
    if (!type) return false;
    if ((type.flags & LITERAL) !== 0) return true;
    if ((type.flags & TypeFlags.TypeParameter) === 0) return false;
    const bound = checker.getConstraintOfTypeParameter(type);
    return bound !== undefined && (bound.flags & (TypeFlags.Index | TypeFlags.Union)) !== 0 && isKeys(bound);
  });
}

/** Whether a type is one of certain texts. @param {Type} type */
function isKeys(type) {
  if ((type.flags & TypeFlags.Index) !== 0) return true;
  return type.isUnionType() && type.getTypes().every(({ flags }) => (flags & LITERAL) !== 0);
}

/** @param {Signature} signature @param {string} module @param {Parameters} own @param {boolean} isMaker */
function signatureText(signature, module, own, isMaker) {
  const inner = new Map(own);
  const made = signature.getTypeParameters().filter(({ id }) => !inner.has(id));
  made.forEach(({ id }, index) => inner.set(id, `#${index}`));
  const written = parametersText(signature, module, inner);
  made.forEach((parameter, index) => {
    // What no argument tells is written at the call, else it is what it must be at least.
    if (new RegExp(String.raw`#${index}\b`).test(written)) return;
    const bound = typeText(checker.getConstraintOfTypeParameter(parameter), module, new Map(), 0);
    if (bound !== UNKNOWN) inner.set(parameter.id, `#${index}|${bound}`);
  });
  const result = isMaker ? UNKNOWN : resultText(signature, module, inner);
  return `(${written})${result === UNKNOWN ? '' : result}`;
}

/** @param {Signature} signature @param {string} module @param {Parameters} own */
function resultText(signature, module, own) {
  const type = checker.getReturnTypeOfSignature(signature);
  return type ? typeText(type, module, own, 0) : UNKNOWN;
}

/** @param {Signature} signature @param {string} module @param {Parameters} own */
function parametersText(signature, module, own) {
  const parameters = signature.getParameters();
  return parameters
    .map((parameter, index) => {
      const type = checker.getTypeOfSymbol(parameter);
      if (!type) return '-';
      if (signature.hasRestParameter && index === parameters.length - 1)
        return `*:${restText(type, module, own)}`;
      const declaration = /** @type {any} */ (parameter.valueDeclaration?.resolve(project));
      const isOptional = declaration?.questionToken !== undefined || declaration?.initializer !== undefined;
      // Of some functions nothing is told but that they are; the name says what becomes of them.
      const isCalled = /^(?:callback|cb|listener|handler|fn|func)$/i.test(parameter.name);
      const plain = typeText(type, module, own, 0);
      const written = isCalled && (plain === 'Function' || plain === 'javascript.Function') ? '(*)' : plain;
      if (written === UNKNOWN) return isOptional ? '-?' : '-';
      return `${isOptional ? '?' : ''}:${written}`;
    })
    .join();
}

/** What each of the arguments is that a rest parameter takes. @param {Type} type @param {string} module @param {Parameters} own */
function restText(type, module, own) {
  if ((type.flags & TypeFlags.TypeParameter) !== 0) return '*';
  if (!checker.isArrayType(type)) return UNKNOWN;
  const element = checker.getTypeArguments(/** @type {any} */ (type))[0];
  return element ? typeText(element, module, own, 1) : UNKNOWN;
}

// Types.

/** The name of the class, interface or enumeration that a type is. @param {Type} type @returns {string | undefined} */
function nameOf(type) {
  const symbol = type.getSymbol();
  if (!symbol || (symbol.flags & (SymbolFlags.Class | SymbolFlags.Interface | SymbolFlags.Enum)) === 0)
    return undefined;
  const isObject = (type.flags & TypeFlags.Object) !== 0;
  const { objectFlags = 0 } = /** @type {{ objectFlags?: number }} */ (type);
  return isObject && (objectFlags & (ObjectFlags.ClassOrInterface | ObjectFlags.Reference)) === 0
    ? undefined
    : names.get(symbol.id);
}

/** @param {Type | undefined} type @param {string} module @param {Parameters} own @param {number} depth @returns {string} */
function typeText(type, module, own, depth) {
  if (!type || depth > MAX_DEPTH) return UNKNOWN;
  const of = (/** @type {Type | undefined} */ part) => typeText(part, module, own, depth + 1);
  const alias = aliasText(type, of);
  if (alias !== undefined) return alias;
  const { flags } = type;
  if ((flags & (TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Never)) !== 0)
    return NOTHING;
  if ((flags & TypeFlags.StringLike) !== 0 || (flags & TypeFlags.Index) !== 0) return short('String', module);
  if ((flags & TypeFlags.NumberLike) !== 0 && (flags & TypeFlags.EnumLike) === 0)
    return short('Number', module);
  if ((flags & TypeFlags.BooleanLike) !== 0) return short('Boolean', module);
  if ((flags & TypeFlags.BigIntLike) !== 0) return short('BigInt', module);
  if ((flags & TypeFlags.ESSymbolLike) !== 0) return short('Symbol', module);
  if ((flags & TypeFlags.TypeParameter) !== 0)
    return /** @type {any} */ (type).isThisType === true ? '%' : (own.get(type.id) ?? UNKNOWN);
  if (type.isUnionType()) return uniteTypes(type.getTypes().map(of), false);
  if (type.isIntersectionType()) return uniteTypes(type.getTypes().map(of), true);
  if (type.isIndexedAccessType()) return callableOf([of(checker.getBaseConstraintOfType(type))]);
  if (type.isConditionalType()) return callableOf([type.getTrueType(), type.getFalseType()].map(of));
  if ((flags & TypeFlags.Object) === 0) return UNKNOWN;
  return objectText(
    /** @type {import('typescript/unstable/sync').ObjectType} */ (type),
    module,
    own,
    depth,
    of,
  );
}

/** What an alias stands for that says it best. @param {Type} type @param {(part: Type | undefined) => string} of */
function aliasText(type, of) {
  const alias = type.getAliasSymbol()?.name;
  if (alias === undefined) return undefined;
  const [first, second] = type.getAliasTypeArguments();
  if (TRANSPARENT.has(alias)) return of(first);
  if (alias === 'Record') return `Record[${of(first)},${of(second)}]`;
  if (alias !== 'Awaited') return undefined;
  const awaited = of(first);
  return awaited === UNKNOWN ? UNKNOWN : `&${awaited}`;
}

/**
 * @param {import('typescript/unstable/sync').ObjectType} type
 * @param {string} module
 * @param {Parameters} own
 * @param {number} depth
 * @param {(part: Type | undefined) => string} of
 */
function objectText(type, module, own, depth, of) {
  if (type.isTypeReference() && type.getTarget().isTupleType()) return tupleText(type, module, of);
  if ((type.objectFlags & ObjectFlags.Mapped) !== 0) return UNKNOWN;
  const name = nameOf(type);
  if (name !== undefined && !isOnlyCalled(type)) {
    const target = type.isTypeReference() ? type.getTarget() : type;
    const count = target.isClassOrInterface() ? target.getTypeParameters().length : 0;
    const given =
      count > 0 && type.isTypeReference() ? checker.getTypeArguments(type).slice(0, count).map(of) : [];
    while (given.length > 0 && (given.at(-1) === UNKNOWN || given.at(-1) === NOTHING)) given.pop();
    return short(name, module) + (given.length > 0 ? `[${given.join()}]` : '');
  }
  const [signature] = checker.getSignaturesOfType(type, CALL);
  if (signature) return callableText(signature, module, own, depth);
  const [maker] = checker.getSignaturesOfType(type, CONSTRUCT);
  const made = maker && of(checker.getReturnTypeOfSignature(maker));
  if (made !== undefined)
    return /^[\w$./]+$/.test(made) && made !== UNKNOWN && made !== NOTHING ? `^${made}` : UNKNOWN;
  const [index] = checker.getIndexInfosOfType(type);
  return index ? `Record[${of(index.keyType)},${of(index.valueType)}]` : UNKNOWN;
}

/** Whether an interface says nothing but how its objects are called. @param {Type} type */
function isOnlyCalled(type) {
  const isOpen = type.isTypeReference() && checker.getTypeArguments(type).length > 1;
  return (
    !isOpen &&
    checker.getSignaturesOfType(type, CALL).length === 1 &&
    checker.getSignaturesOfType(type, CONSTRUCT).length === 0 &&
    checker.getPropertiesOfType(type).length === 0
  );
}

/** @param {import('typescript/unstable/sync').TypeReference} type @param {string} module @param {(part: Type | undefined) => string} of */
function tupleText(type, module, of) {
  const target = /** @type {import('typescript/unstable/sync').TupleType} */ (type.getTarget());
  // That of an empty tuple says nothing.
  const elementFlags = /** @type {readonly number[] | undefined} */ (target.elementFlags) ?? [];
  const given = checker.getTypeArguments(type).slice(0, elementFlags.length);
  const isOpen = elementFlags.some((flags) => (flags & ElementFlags.Variable) !== 0);
  if (isOpen) return `Array[${uniteTypes(given.map(of), false)}]`;
  return given.length === 0 ? 'Array' : `tuple[${given.map(of).join()}]`;
}

/** @param {Signature} signature @param {string} module @param {Parameters} own @param {number} depth */
function callableText(signature, module, own, depth) {
  const parameters = signature.getParameters();
  const written = parameters.map((parameter, index) => {
    if (signature.hasRestParameter && index === parameters.length - 1) return '*';
    const taken = typeText(checker.getTypeOfSymbol(parameter), module, own, depth + 1);
    return taken === NOTHING ? UNKNOWN : taken;
  });
  const result = typeText(checker.getReturnTypeOfSignature(signature), module, own, depth + 1);
  if (result === UNKNOWN || result === NOTHING) return `(${written.join()})`;
  return /^[\w$#.]+$/.test(result) ? `(${written.join()})${result}` : `(${written.join()}){${result}}`;
}

/** A name as it is written in a module. @param {string} full @param {string} module */
function short(full, module) {
  const at = full.lastIndexOf('.');
  const [from, name] = at < 0 ? [GLOBALS, full] : [full.slice(0, at), full.slice(at + 1)];
  if (from === module) return name;
  const isHidden =
    declared.get(module)?.has(name) === true ||
    others.get(module)?.some((line) => line.startsWith(`=${name} `));
  return from === GLOBALS && !isHidden ? name : `${from}.${name}`;
}
