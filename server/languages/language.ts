// What a language is: data that maps the node types of its grammar to roles, plus a few binding rules. What data cannot
// say goes into the one `hooks.ts` beside the descriptor. Core code reads these interfaces and names no language.

import type { NodeKind } from '../protocol/graph.ts';

/**
 * What a node means to extraction. Node types without a rule are transparent: their children count as children of the
 * nearest ancestor that has one, and inherit its field.
 */
export type Role =
  /** An identifier that is read where it stands. */
  | 'name'
  /** slots: object, property. */
  | 'member'
  /** slots: object, property (the index expression). */
  | 'subscript'
  /** slots: function, arguments. */
  | 'call'
  /** slots: function (the class), arguments. */
  | 'construct'
  /** The list of arguments of a call. */
  | 'arguments'
  /** slots: name, value. */
  | 'keyword-argument'
  /** slots: name, parameters, result, body, receiver. Declares a symbol when it has a name. */
  | 'function'
  /** slots: name, bases, body. */
  | 'class'
  /** slots: name, value: a named type that is no class by itself (alias, defined type). */
  | 'type-declaration'
  /** slots: name, type, value; a member variable of a class. */
  | 'field'
  /** slots: name, parameters, result: a method without a body. */
  | 'signature'
  /** A list of base types; every child is one. */
  | 'extends'
  | 'implements'
  /** The list of parameters. */
  | 'parameters'
  /** slots: name, type, value. */
  | 'parameter'
  /** slots: left, right, type. */
  | 'assign'
  /** slots: left, right, type: names or lists on both sides, bound pair by pair; a lone call gives one part to each. */
  | 'assign-lists'
  /** What stands side by side, as values or as targets; a list of one is its child. */
  | 'list'
  /** slots: left, right; reads both, binds nothing. */
  | 'update'
  /** Declares variables with the scope of the rule. */
  | 'declare'
  /** slots: left, right: left takes each element of right. */
  | 'loop'
  /** slots: left, right: the first name on the left takes each key of right, the second each element. */
  | 'keyed-loop'
  /** slots: value, name: name is bound to what entering value gives, or to an instance of it in a `catch`. */
  | 'bind-as'
  | 'catch'
  /** A pattern whose children are bound element by element. */
  | 'sequence-pattern'
  /** A pattern whose children are bound by member name. */
  | 'object-pattern'
  /** slots: property, value (inside an object pattern). */
  | 'pair-pattern'
  /** slots: left, right: a pattern with a default. */
  | 'default-pattern'
  | 'rest-pattern'
  | 'return'
  | 'yield'
  | 'await'
  /** slots: left, right: the value is either one. */
  | 'choice'
  | 'self'
  | 'super'
  /** slots: left, right: an operator; in a type it is a union. */
  | 'operator'
  /** The sign of an operator whose value is one of its operands. */
  | 'choice-mark'
  /** slots: body: builds a collection of it. */
  | 'comprehension'
  /** A literal of the type named by the rule; its children are still visited. */
  | 'literal'
  /** A literal list or tuple. */
  | 'sequence'
  /** An object literal whose members can be looked up. */
  | 'object'
  /** slots: property, value. */
  | 'pair'
  /** A name in an object literal that stands for key and value. */
  | 'shorthand'
  /** slots: type, value: a value seen as a type. */
  | 'cast'
  /** slots: type, value: a cast, or a call of what the type names when that has type arguments: `f[T](value)`. */
  | 'conversion'
  /** slots: name, value: chooses by the type of value, which `name` stands for in each `type-case`. */
  | 'type-switch'
  /** slots: type: the branch for a type. */
  | 'type-case'
  /** slots: value: an operator before its operand; gives the same value, or an element of it by an `element-mark`. */
  | 'unary'
  | 'element-mark'
  /** slots: type, body: a value of the type, made in place. */
  | 'composite'
  /** slots: object (the generic type), arguments. */
  | 'generic'
  | 'type-arguments'
  /** slots: name, type (its bound): a type that stands for any type within the bound. */
  | 'type-parameter'
  /** A value inside a type: the type is that of the value. */
  | 'type-of'
  /** slots: name, body: a named scope whose exported names are its members. */
  | 'namespace'
  /** The body of an enumeration: each name in it, bare or as a field, is a member. */
  | 'enumerators'
  /** A mark on a parameter of a constructor that makes it a field of the class too. */
  | 'promotes'
  /** A type listed among the members of another, which takes over its members; elsewhere the type itself. */
  | 'embedded'
  /** A type whose instances hold elements of the child type; `literal` tells such types apart. */
  | 'collection-type'
  /** slots: key, value. */
  | 'map-type'
  | 'function-type'
  /** The type is its child: pointer, readonly, parenthesised. */
  | 'same-type'
  /** Opens a block scope where the language has them. */
  | 'block'
  | 'decorated'
  | 'decorator'
  /** Names that are bound in an outer scope. */
  | 'outer-module'
  | 'outer-function'
  /** Handed to the hook of the descriptor. */
  | 'hook'
  /** A mark on the enclosing declaration: sets the flag of the rule. */
  | 'flag'
  /** Comments: kept as documentation of what follows. */
  | 'comment'
  /** Not descended into. */
  | 'ignore'
  /** Recorded so that its parent can tell its children apart; otherwise transparent. */
  | 'plain';

/** Where the parts of a node are found; each slot names a field of the grammar. */
export const SLOTS = [
  'name',
  'object',
  'property',
  'function',
  'arguments',
  'parameters',
  'body',
  'result',
  'receiver',
  'bases',
  'left',
  'right',
  'type',
  'value',
  'key',
  'typeParameters',
  'parameter',
] as const;
export type Slot = (typeof SLOTS)[number];

/** What one node type means. */
export interface NodeRule {
  readonly role: Role;
  /** Slot → field name of the grammar. */
  readonly slots?: Partial<Readonly<Record<Slot, string>>>;
  /** Kind of the symbol that the node declares. */
  readonly symbol?: NodeKind;
  /** Name of the type of a literal, as the language spells it. */
  readonly literal?: string;
  /** Where the names that it declares live. */
  readonly scope?: 'block' | 'function';
  /** Name of the flag (see SymbolFlag) that a `flag` node sets. */
  readonly flag?: 'async' | 'static' | 'abstract' | 'generator' | 'property' | 'setter';
  /** For `literal`: the type by the text of the node; any other text has no type. */
  readonly literals?: Readonly<Record<string, string>>;
  /** For `assign`: a plain name on the left is one that was declared elsewhere, in this scope or around it. */
  readonly isReassignment?: boolean;
  /** The body of the function is the expression it returns when it is no block. */
  readonly bodyIsResult?: boolean;
  /** For `type-declaration`: another name of the same type, not a new one. */
  readonly constant?: boolean;
  /** For `operator`: the result has the type of the operands. */
  readonly keepsType?: boolean;
  /** For `assign-lists`: without type and value it takes those of the one before it. */
  readonly repeats?: boolean;
  /** For `parameter`: it takes all further arguments as a sequence. */
  readonly collects?: boolean;
}

/** How a member function of a built-in collection treats the elements. */
export interface CollectionMember {
  /** What the parameters of the function it is given get. */
  readonly callback?: readonly ('element' | 'collection')[];
  /** What it gives: an element, the same collection, a collection of the values, or one of what the callback gives. */
  readonly result?: 'element' | 'collection' | 'values' | 'mapped';
}

/** How names are bound, where languages differ. */
export interface BindingRules {
  /** Where names of a class body are seen without a receiver: nowhere, in the body itself, or in its methods too. */
  readonly classScopeVisible: 'never' | 'body' | 'always';
  /** What a method calls its own object: its first parameter, or a keyword (role `self`), or a declared receiver. */
  readonly receiver: 'first-parameter' | 'keyword' | 'declared';
  /** Which names another file can import. */
  readonly exports: 'all' | 'explicit' | 'capitalised';
  /** What shares its top-level names: one file, or all files of a directory with the same package name. */
  readonly moduleUnit: 'file' | 'directory';
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
  /** The members through which an instance is looped over, indexed and entered by `with`. */
  readonly protocolMembers?: { readonly iterate: string; readonly subscript: string; readonly enter: string };
  /** Names that are always bound, to what the language itself provides. */
  readonly builtins: readonly string[];
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
  /** The decorator that makes the first parameter the class / removes it. */
  readonly classMethodDecorators: readonly string[];
  readonly staticMethodDecorators: readonly string[];
  /** Functions that import the module named by their only argument. */
  readonly importFunctions: readonly string[];
  /** The built-in function whose call gives the bases of the current class; '' where a keyword does. */
  readonly superFunction: string;
  /** Generic types that stand for their arguments (`Optional[X]`), for the class of theirs (`Type[X]`), and that map
   * keys to values. Compared with the last part of the name. */
  readonly transparentGenerics: readonly string[];
  readonly classGenerics: readonly string[];
  readonly mappingGenerics: readonly string[];
  /** Expressions that stand for what the module exports: a member assigned to one is exported under its name, and an
   * assignment to one itself replaces all (`module.exports = x`). */
  readonly exportObjects?: readonly string[];
  /** The member of a function or class that holds the members of its instances, where there is one. */
  readonly prototypeMember?: string;
  /** A name that only stands for a type is not seen where a value is read; one name can stand for both. */
  readonly typesApart?: boolean;
  /** Member functions of built-in collections, by name. */
  readonly collectionMembers?: ReadonlyMap<string, CollectionMember>;
  /** Members that every function has. */
  readonly functionMembers?: readonly string[];
  /** Type names that mean the type of the receiver. */
  readonly selfTypes: readonly string[];
  /** Names belong to the innermost block unless a rule says otherwise. */
  readonly blockScoped?: boolean;
  /** A name inside a function is seen only after its declaration; before it stands for what is further out. */
  readonly declaredBeforeUse?: boolean;
  /** The compiler decides members by declared types: what follows from them is exact, and variables keep their type. */
  readonly typesDecide?: boolean;
  /** The name that binds nothing. */
  readonly blankName?: string;
  /** Those of `builtins` that are types. Where calling a type does not construct, it converts to the type. */
  readonly builtinTypes?: readonly string[];
  /** The only members that built-in types have, as `type.member`. */
  readonly builtinMembers?: readonly string[];
  /** Built-in functions that give their first argument, or an instance of the type that it names. */
  readonly builtinResults?: Readonly<Record<string, 'argument' | 'instance'>>;
  /** Members of bases are sought depth first unless said here: the nearest level first. */
  readonly memberSearch?: 'breadth-first';
  /** Packages of a directory that others cannot import: programs. */
  readonly topPackages?: readonly string[];
  /** Ends the names of packages and files that only tests see. */
  readonly testSuffix?: string;
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

/** Code for what a descriptor cannot say. */
export interface LanguageHooks {
  /** Called for every node whose rule has role `hook`. */
  extract?(api: ExtractApi, record: number): void;
  createModuleResolver(project: ProjectFiles): ModuleResolver;
  /** What the grammar is given instead of a text it cannot parse, valid though it is; no offset may change. */
  repair?(text: string): string;
}

/** One language: its files, its grammars, its node types, its rules. */
export interface Language {
  readonly id: string;
  /** File extension with its dot → name of the grammar that parses it. */
  readonly extensions: Readonly<Record<string, string>>;
  /** Grammar name → npm package and file inside it. */
  readonly grammars: Readonly<Record<string, { readonly package: string; readonly wasm: string }>>;
  /** Base names of configuration files that import resolution reads; one `*` is allowed. */
  readonly configFiles: readonly string[];
  /** Node type → rule; anonymous tokens are written with quotes: `'"async"'`. */
  readonly nodes: Readonly<Record<string, NodeRule>>;
  /** Grammar name → rules for node types that only this one of the grammars has. */
  readonly grammarNodes?: Readonly<Record<string, Readonly<Record<string, NodeRule>>>>;
  readonly binding: BindingRules;
  /** A few lines with every construct whose tree is awkward (aliases, fields, extras): what the self-check walks. */
  readonly sample: string;
  readonly hooks: LanguageHooks;
}
