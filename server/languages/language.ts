// What a language is: data that maps the node types of its grammar to roles, plus a few binding rules. What data cannot
// say goes into the one `hooks.ts` beside the descriptor. Core code reads these interfaces and names no language.

import type { DocTypes } from './documentation.ts';
import type { Lexis } from './lexis.ts';
import type { ProjectManifest } from './manifest.ts';
import type { NodeRule } from './nodeRules.ts';

export { SLOTS } from './nodeRules.ts';
export type { NodeRule, Role, Slot } from './nodeRules.ts';

/**
 * What a member function of a built-in collection puts into it: an argument behind the others or anywhere, its elements, all
 * its entries, or the argument behind it under it as the key; `every` does so with each argument from there on.
 */
export interface ItemMember {
  readonly argument: number;
  readonly puts: 'item' | 'anywhere' | 'elements' | 'entries' | 'entry';
  readonly every?: boolean;
}

/** How a member function of a built-in collection treats the elements. */
export interface CollectionMember {
  /** What the parameters of the function it is given get, and those of the function that is its second argument. */
  readonly callback?: readonly CallbackArgument[];
  readonly otherwise?: readonly CallbackArgument[];
  /** What it gives: an element; the same collection; a collection of the values, of the keys, or of what the callback gives,
   * one by one or as collections; a list of pairs of key and value; the item under its first argument; the collection
   * with the arguments behind it, or with its collections laid open; a step of an iterator; what is left of the first
   * argument or of its second; a promise of what the callback gives, for the value or for what went wrong. */
  readonly result?:
    | 'element'
    | 'collection'
    | 'values'
    | 'keys'
    | 'mapped'
    | 'flat-mapped'
    | 'entries'
    | 'item'
    | 'joined'
    | 'flattened'
    | 'step'
    | 'reduced'
    | 'settled'
    | 'caught';
}

/** What a callback of a collection gets: an element, its key, the collection, why a promise failed, something else. */
export type CallbackArgument = 'element' | 'key' | 'collection' | 'reason' | 'other';

/**
 * What a call of a function of the standard library gives: its first argument, an instance of the type that it names, the
 * class of it, an element of it, a list of its elements, of pairs of position and element, or of tuples of the elements
 * of all arguments; what calling it gives, once or for each element of the second; any of its arguments; a list of its
 * values, or of its keys and values; a promise of it, of its failure, of all, any or the outcomes of its elements, or of what it
 * hands to its parameters; a list of the arguments.
 */
export type BuiltinResult =
  | 'argument'
  | 'instance'
  | 'class'
  | 'element'
  | 'elements'
  | 'numbered'
  | 'zipped'
  | 'called'
  | 'type-variable'
  | 'mapped'
  | 'arguments'
  | 'values'
  | 'entries'
  | 'promise'
  | 'rejection'
  | 'promise-of-all'
  | 'promise-of-any'
  | 'promise-of-settled'
  | 'executed'
  | 'list'
  | 'unknown';

/** How names are bound, where languages differ. */
export interface BindingRules {
  /** Where names of a class body are seen without a receiver: nowhere, in the body itself, or in its methods too. */
  readonly classScopeVisible: 'never' | 'body' | 'always';
  /** Annotations of parameters and results are read in the scope around the function, where parameters are not seen. */
  readonly annotatesOutside?: boolean;
  /** What a method calls its own object: its first parameter, or a keyword (role `self`), or a declared receiver. */
  readonly receiver: 'first-parameter' | 'keyword' | 'declared';
  /** Which names another file can import. */
  readonly exports: 'all' | 'explicit' | 'capitalised' | 'linkage';
  /** What shares its top-level names: one file, all files of a directory with the same package name, or all files that
   * are linked. */
  readonly moduleUnit: 'file' | 'directory' | 'program';
  /** Separator between a module and its submodules where `import module.sub` makes `sub` a member; '' where not. */
  readonly submoduleSeparator: string;
  /** Base name, without extension, of the file that stands for its directory; '' where there is none. */
  readonly packageFile: string;
  /** Class members that build an instance, first found wins. */
  readonly constructors: readonly string[];
  /** Calling a class makes an instance (`C()`), as opposed to needing `construct`. */
  readonly callConstructs: boolean;
  /** The member through which an instance is called, '' where instances cannot be. */
  readonly callMember: string;
  /** The member through which an instance is called by `construct`, where instances can be. */
  readonly constructMember?: string;
  /** The members through which an instance is looped over, indexed and entered by `with`. */
  readonly protocolMembers?: {
    readonly iterate: string;
    /** Of what `iterate` gives: gives the next element. */
    readonly next: string;
    readonly subscript: string;
    readonly enter: string;
    readonly leave: string;
    /** What `async for` and `async with` use instead. */
    readonly iterateAsync: string;
    readonly nextAsync: string;
    readonly enterAsync: string;
    readonly leaveAsync: string;
  };
  /** Generic types of the library whose entering gives their first argument. */
  readonly enteredGenerics?: readonly string[];
  /** The keyword among the bases of a class that names the class of the class. */
  readonly metaclassKeyword?: string;
  /** Names that are always bound, to what the language itself provides. */
  readonly builtins: readonly string[];
  /** Those of `builtins` whose members are the global names: code adds its own to them. */
  readonly globalObjects?: readonly string[];
  /** Package name of built-ins, the `package` of their external leaf. */
  readonly builtinPackage: string;
  /** Literal type of text, whose literals are read as names in types; '' where types are not quoted. */
  readonly textType: string;
  /** The string that stands first in a body documents its owner. */
  readonly docstrings: boolean;
  /** Languages of one family call each other: same-named guesses are sought in the family. */
  readonly family: string;
  /** `Base` of a declared type counts as a structural interface: a type implements it by having its methods. */
  readonly structuralInterfaces: boolean;
  /** Marks a member read as a call of it (accessor), by decorator name. */
  readonly propertyDecorators: readonly string[];
  /** Marks what is called when a property is assigned or deleted. */
  readonly setterDecorators?: readonly string[];
  /** The decorator that makes the first parameter the class / removes it. */
  readonly classMethodDecorators: readonly string[];
  readonly staticMethodDecorators: readonly string[];
  /** Words that can stand before parentheses without being called. */
  readonly wordsBeforeParentheses?: readonly string[];
  /** Functions that import the module named by their only argument. */
  readonly importFunctions: readonly string[];
  /** Functions that compilers put around an import so that modules of both kinds look alike: they give the module. */
  readonly importWrappers?: readonly string[];
  /** The built-in function whose call gives the bases of the current class; '' where a keyword does. */
  readonly superFunction: string;
  /** Generic types that stand for their arguments (`Optional[X]`), for the class of theirs (`Type[X]`), and that map
   * keys to values. Compared with the last part of the name. */
  readonly transparentGenerics: readonly string[];
  readonly classGenerics: readonly string[];
  /** Generic types for what a call of their argument gives, for an instance of it, for what waiting for it gives. */
  readonly derivedGenerics?: Readonly<Record<string, 'result' | 'instance' | 'awaited'>>;
  readonly mappingGenerics: readonly string[];
  /** Expressions that stand for what the module exports: a member assigned to one is exported under its name, and an
   * assignment to one itself replaces all (`module.exports = x`). */
  readonly exportObjects?: readonly string[];
  /** The member of a function or class that holds the members of its instances, where there is one. */
  readonly prototypeMember?: string;
  /** The member through which an object names its prototype. */
  readonly prototypeLink?: string;
  /** Places of a list can be left empty. */
  readonly sparseLists?: boolean;
  /** A text as an index names a member. */
  readonly indexNamesMember?: boolean;
  /** Functions of the library that define members of their first argument, as written: one by its name, those that a literal
   * lists, or its prototype; or that make an object of a prototype and such a list. */
  readonly memberDefiners?: Readonly<Record<string, 'one' | 'listed' | 'prototype' | 'made'>>;
  /** Members of what describes a member: its value, and the function that gives it. */
  readonly descriptorMembers?: { readonly value: string; readonly getter: string };
  /** A name that only stands for a type is not seen where a value is read; one name can stand for both. */
  readonly typesApart?: boolean;
  /** Member functions of built-in collections, by name. */
  readonly collectionMembers?: ReadonlyMap<string, CollectionMember>;
  /** Member functions that put something into the collection. */
  readonly itemMembers?: ReadonlyMap<string, ItemMember>;
  /** Members that every function has: a call of one calls the function with the arguments behind the first or with those in
   * the list that is the second, or gives the function, or does something else. */
  readonly functionMembers?: ReadonlyMap<string, 'calls' | 'applies' | 'gives' | 'other'>;
  /** The built-in type that holds what a function takes beyond its parameters. */
  readonly restType?: string;
  /** The name that stands for all that a function is given. */
  readonly argumentsName?: string;
  /** Members of the class and of its instances are found apart, also when they have the same name. */
  readonly staticsApart?: boolean;
  /** An assignment to a name that nothing declares makes a name of the file. */
  readonly implicitGlobals?: boolean;
  /** What a type parameter stands for is followed: from type arguments and from the arguments of calls. */
  readonly typeArguments?: boolean;
  /** A generic type whose argument is what the functions of an object of that type are called on. */
  readonly receiverGeneric?: string;
  /** Type names that mean the type of the receiver. */
  readonly selfTypes: readonly string[];
  /** Names belong to the innermost block unless a rule says otherwise. */
  readonly blockScoped?: boolean;
  /** A name inside a function is seen only after its declaration; before it stands for what is further out. */
  readonly declaredBeforeUse?: boolean;
  /** The compiler decides members by declared types: what follows from them is exact, and variables keep their type. */
  readonly typesDecide?: boolean;
  /** What a function without a name is called. */
  readonly namelessFunction?: string;
  /** The name that binds nothing. */
  readonly blankName?: string;
  /** Those of `builtins` that are types. Where calling a type does not construct, it converts to the type. */
  readonly builtinTypes?: readonly string[];
  /** Types of the standard library that values are converted to, as `package:name`. */
  readonly libraryTypes?: ReadonlySet<string>;
  /** Whether a type outside the workspace can have a member; false only where that is known. */
  readonly canHaveMember?: (packageName: string, type: string, name: string) => boolean;
  /** The only members that built-in types have, as `type.member`. */
  readonly builtinMembers?: readonly string[];
  /** What `new` makes of built-in types when it is given something, by name. */
  readonly builtinConstructs?: Readonly<Record<string, BuiltinResult>>;
  /** Functions outside of the workspace that call what they are given: positions or keywords of their arguments by
   * `package.name`, without the package for built-in ones; and members of any type outside that do. */
  readonly libraryCallbacks?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly callbackMembers?: Readonly<Record<string, readonly number[]>>;
  /** Functions of the library that hand the elements of their first argument to another one, whose position is told. */
  readonly builtinCallbacks?: ReadonlyMap<string, number>;
  /** The type of lists that the library makes, 'list' unless it is said; of promises; of what an iterator gives at each step,
   * and of iterators that give promises of it. */
  readonly listType?: string;
  readonly promiseType?: string;
  readonly stepType?: string;
  readonly asyncIterator?: string;
  /** The types that tell how a promise came out: well, and badly. */
  readonly outcomeTypes?: readonly string[];
  /** Fields of generic built-in types that hold one of the type arguments, as `type.field`. */
  readonly genericFields?: ReadonlyMap<string, number>;
  /** Built-in types over whose entries a loop runs, pairs of key and value; and those whose elements are their own keys. */
  readonly entryTypes?: readonly string[];
  readonly selfKeyedTypes?: readonly string[];
  /** What calls of functions of the standard library give, by name, with the package before it unless it is built in. */
  readonly builtinResults?: Readonly<Record<string, BuiltinResult>>;
  /** The type that a call of a member of a built-in type gives, by `type.member`. When it is said, what calls of other
   * built-in functions and members give is not known, rather than something of theirs. */
  readonly builtinMemberResults?: Readonly<Record<string, string>>;
  /** The member by which an object tells its class; methods whose first parameter is the class without being marked so;
   * the member that makes an instance of its first argument. */
  readonly classMember?: string;
  readonly implicitClassMethods?: readonly string[];
  readonly allocator?: string;
  /** Members of bases are sought depth first unless said here: the nearest level first. */
  readonly memberSearch?: 'breadth-first';
  /** Packages of a directory that others cannot import: programs. */
  readonly topPackages?: readonly string[];
  /** Names of members that the language uses by itself, beside `constructors`, `callMember` and `protocolMembers`. */
  readonly implicitMembers?: RegExp;
  /** Ends the names of packages and files that only tests see. */
  readonly testSuffix?: string;
  /** Every branch is a `block`: a name stands for what was assigned last on the way, not for all that is assigned to it. */
  readonly straightLine?: boolean;
  /** Functions that tell whether their first argument is an instance of their second. */
  readonly typeTests?: readonly string[];
  /** Functions whose first argument is a type, quoted or not; those of which all but the first argument are, which make a
   * type variable; and the keyword of its bound. */
  readonly typeFunctions?: readonly string[];
  /**
   * What a function returns can tell the type of its argument: by the role `predicate` or one of `predicateGenerics`, whose
   * last names are given. `and-assertions`: also the type of what it is called on, and by returning at all.
   */
  readonly testsByResult?: 'in-conditions' | 'and-assertions';
  readonly predicateGenerics?: readonly string[];
  readonly typeVariableFunctions?: readonly string[];
  readonly typeVariableBound?: string;
  /** The type of a variable that says that its value is a type. */
  readonly aliasMarker?: string;
  /** The sign of a `choice` that holds when both of its operands do. */
  readonly conjunction?: string;
  /** Functions in files of tests whose names begin so are run as tests. */
  readonly testPrefixes?: readonly string[];
  /**
   * The decorator of functions whose results tests take by naming a parameter after them, the keyword by which it gives
   * them another name, the decorator of tests that asks for some by their names, and the base name of the files that hold
   * those for all tests beside and below.
   */
  readonly fixtures?: {
    readonly decorator: string;
    readonly asker: string;
    readonly nameKeyword: string;
    readonly sharedFile: string;
  };
  /** Where nothing says which names are exported: files that make a folder a package for others, when they match. */
  readonly publishedBy?: Readonly<Record<string, RegExp>>;
  /** Names of functions and members that the language, its library or its tools call by themselves. */
  readonly implicitNames?: RegExp;
}

/** The name under which a module exports itself as one value. */
export const WHOLE_EXPORT = '=';

/** Where an import leads. */
export type ModuleTarget =
  | { readonly kind: 'file'; readonly path: string }
  /** A directory of files that share names (a Go package), or a package without a file of its own (Python namespace). */
  | { readonly kind: 'directory'; readonly path: string }
  /** Not in the workspace: `package` is what one would install or the standard module, `path` the full specifier. */
  | { readonly kind: 'external'; readonly package: string; readonly path: string };

/** Stands between the name and the variant of a package in the signature of a Module symbol. */
export const PACKAGE_VARIANT = ' for ';

/** What a module resolver may know of the project. */
export interface ProjectFiles {
  /** Base name of the root folder. */
  readonly rootName: string;
  /** Indexed source files of the language's family, relative, `/` separators, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Configuration files found (package.json, go.mod …), relative, sorted. */
  readonly configFiles: readonly string[];
  /** Text of a configuration file, undefined when it cannot be read. */
  readConfig(path: string): string | undefined;
}

/** Answers where imports lead; undefined means that the import names something that does not exist. */
export interface ModuleResolver {
  resolve(specifier: string, fromPath: string): ModuleTarget | undefined;
}

/** The part of extraction that a hook may use; records are offsets into the walk's output. */
export interface ExtractApi {
  readonly scope: number;
  readonly moduleScope: number;
  readonly exportsScope: number;
  /** The scope that a declaration lands in. */
  declarationScope(isBlock?: boolean): number;
  /** Text of a record. */
  text(record: number): string;
  /** First character offset and 0-based line of a record. */
  start(record: number): number;
  line(record: number): number;
  /** First child record, or -1. */
  firstChild(record: number): number;
  /** Next sibling record within `parent`, or -1. */
  nextSibling(record: number, parent: number): number;
  /** First child of `record` with that grammar field, or -1. */
  childByField(record: number, field: string): number;
  /** Node type of a record. */
  typeOf(record: number): string;
  fieldIs(record: number, field: string): boolean;
  /** Visits a record as a statement. */
  visit(record: number): void;
  visitChildren(record: number): void;
  /** The expression that a record stands for; visits it. */
  expression(record: number): number;
  /** The type that a record stands for. */
  typeExpression(record: number): number;
  nameExpression(name: string, at: number): number;
  memberExpression(object: number, name: string, at: number): number;
  /** Adds an import and returns its number. `name` '' imports the module itself, '*' everything in it. */
  addImport(specifier: string, name: string, at: number, scope?: number): number;
  bindImport(scope: number, name: string, importId: number, at: number): void;
  /**
   * Names the package to which the file belongs, where the files of a directory form packages. `variant` tells the
   * targets of the build for which the file is meant, '' when the default is among them.
   */
  setPackageName(name: string, variant: string): void;
  /** Name of the file without its extension. */
  readonly fileName: string;
  /** The source text before a record. */
  textBefore(record: number): string;
  bindValue(scope: number, name: string, expression: number, at: number): void;
  /** Makes `name` another name of what the expression names. */
  bindAlias(scope: number, name: string, expression: number, at: number): void;
  /** Exports what `local` is bound to at the top of the file as `name`, wherever the file binds it. */
  exportLocal(local: string, name: string, at: number): void;
  /** Exports the value of an expression as `name`, by which a nameless function or class is then called. */
  exportValue(record: number, name: string): void;
  /** Declares symbols for what the record holds and marks them exported under their own names. */
  exportDeclared(record: number, alias: string): void;
}

/** A part of a text, by offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Code for what a descriptor cannot say. */
export interface LanguageHooks {
  /** Called for every node whose rule has role `hook`. */
  extract?(api: ExtractApi, record: number): void;
  createModuleResolver(project: ProjectFiles): ModuleResolver;
  /** What a documentation comment says of types, in languages without types of their own; undefined when nothing. */
  docTypes?(comment: string): DocTypes | undefined;
  /** What the grammar is given instead of a text it cannot parse, valid though it is; no offset may change. */
  repair?(text: string): string;
  /**
   * A second attempt at a text in which the grammar found errors, valid though it may be: the text with the places in
   * `errors` changed, or undefined where there is nothing to try. `lost` are the words in them that belong to nothing that was
   * read. No offset may change.
   */
  mend?(text: string, errors: readonly TextRange[], lost: readonly TextRange[]): string | undefined;
  /** Reads one of the configuration files as the manifest of a package; undefined when it is none. */
  readManifest?(path: string, text: string): ProjectManifest | undefined;
  /** Runs the tests of a project that doesn't say how. */
  readonly testCommand?: string;
}

/** One language: its files, its grammars, its node types, its rules. */
export interface Language {
  readonly id: string;
  /** File extension with its dot → name of the grammar that parses it. */
  readonly extensions: Readonly<Record<string, string>>;
  /** Program that a first line `#!` names, without its version → name of the grammar that parses such a script. */
  readonly interpreters?: Readonly<Record<string, string>>;
  /** Grammar name → npm package and file inside it. */
  readonly grammars: Readonly<Record<string, { readonly package: string; readonly wasm: string }>>;
  /** Base names of configuration files that import resolution reads; one `*` is allowed. */
  readonly configFiles: readonly string[];
  /** Node type → rule; anonymous tokens are written with quotes: `'"async"'`. */
  readonly nodes: Readonly<Record<string, NodeRule>>;
  /** Grammar name → rules for node types that only this one of the grammars has. */
  readonly grammarNodes?: Readonly<Record<string, Readonly<Record<string, NodeRule>>>>;
  readonly binding: BindingRules;
  /** What its text looks like before it is parsed. */
  readonly lexis: Lexis;
  /** A few lines with every construct whose tree is awkward (aliases, fields, extras): what the self-check walks. */
  readonly sample: string;
  readonly hooks: LanguageHooks;
}
