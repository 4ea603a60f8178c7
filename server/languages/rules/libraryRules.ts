// What the library that comes with a language declares, as far as edges of the project lead through it: which names it
// binds, what its collections hold and hand out, and which functions are called back.

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
  /** What it gives: the same collection; the collection with the arguments behind it, or with its collections laid open; a
   * step of an iterator; a promise of what the callback gives, for the value or for what went wrong. */
  readonly result: 'collection' | 'joined' | 'flattened' | 'step' | 'settled' | 'caught';
}

/** What a callback of a collection gets: an element, or why a promise failed. */
type CallbackArgument = 'element' | 'reason';

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

/** The outline of the standard library, see server/resolve/library/outline.ts. */
export interface OutlineRules {
  /** Its text. */
  readonly load: () => string;
  /** The class of what a loop runs over, whose first type argument is an element. */
  readonly iterable: string;
  /** The class of what a loop runs over that waits for each element, likewise. */
  readonly asyncIterable?: string;
  /** The class of what one can wait for, whose first type argument that gives. */
  readonly awaitable?: string;
  /** The class of what calls give that have to be waited for, whose last type argument waiting for it gives. */
  readonly coroutine?: string;
  /** The class of objects by any keys, whose second type argument is what their members hold. */
  readonly record?: string;
  /** Members by which an object stands for a function that it was given: it is called instead. */
  readonly keepers: readonly string[];
  /** Names of types that no code writes, as the library calls them. */
  readonly otherNames?: Readonly<Record<string, string>>;
  /** The other way round: types of the library whose names code writes otherwise, below their package. */
  readonly writtenNames?: Readonly<Record<string, string>>;
  /** What a function of another package gives is never the function or the object that it was given. */
  readonly packagesGiveTheirOwn?: boolean;
  /** The class that types of functions extend, and the member through which such a function is called. */
  readonly functionTypes?: { readonly base: string; readonly member: string };
  /** Types for which a function can stand that is written in place → the member through which it is called. */
  readonly functionalTypes?: Readonly<Record<string, string>>;
  /** A type within a class stands as a member of the class that holds what the type is. */
  readonly typesAreMembers?: boolean;
  /** Each module is a package of its own, rather than a part of the one that its name begins with. */
  readonly modulesArePackages?: boolean;
}

/** What the library of a language declares. */
export interface LibraryRules {
  /** What is known of the standard library; without it that is what the rest of this section says. */
  readonly outline?: OutlineRules;
  /** Package name of built-ins, the `package` of their external leaf. */
  readonly builtinPackage: string;
  /** Names that are always bound, to what the language itself provides. */
  readonly builtins: ReadonlySet<string>;
  /** Those of `builtins` whose members are the global names: code adds its own to them. */
  readonly globalObjects?: readonly string[];
  /** The built-in type of some of `builtins` that are values, by name. */
  readonly valueTypes?: Readonly<Record<string, string>>;
  /** Those of `builtins` that are types. Where calling a type does not construct, it converts to the type. */
  readonly builtinTypes?: readonly string[];
  /** Types of the standard library that values are converted to, as `package:name`, beside those of the outline. */
  readonly libraryTypes?: ReadonlySet<string>;
  /** What `new` makes of built-in types when it is given something, by name. */
  readonly builtinConstructs?: Readonly<Record<string, BuiltinResult>>;
  /** What calls of functions of the standard library give, by name, with the package before it unless it is built in. */
  readonly builtinResults?: Readonly<Record<string, BuiltinResult>>;
  /**
   * Functions outside of the workspace that call what they are given: positions or keywords of their arguments by
   * `package.name`, without the package for built-in ones.
   */
  readonly libraryCallbacks?: Readonly<Record<string, readonly (number | string)[]>>;
  /** Members of any type outside that do. */
  readonly callbackMembers?: Readonly<Record<string, readonly number[]>>;
  /** Functions of the library that call every function that they are given: their arguments make facts where others don't. */
  readonly callers?: ReadonlySet<string>;
  /** Members of types of the library that call what they are given, with its positions. */
  readonly callingMembers?: ReadonlyMap<string, readonly number[]>;
  /** Members whose first argument is the key of what they give. */
  readonly keyedMembers?: readonly string[];
  /** Member functions of built-in collections, by name. */
  readonly collectionMembers?: ReadonlyMap<string, CollectionMember>;
  /** Member functions that put something into the collection. */
  readonly itemMembers?: ReadonlyMap<string, ItemMember>;
  /** What functions whose call tells where a program begins do: they start a server, or read the command line. */
  readonly setUps?: Readonly<Record<string, 'starts a server' | 'reads the command line'>>;
  /** What is put into a collection that a member holds is followed, besides what the member is assigned. */
  readonly fillsMembers?: boolean;
  /** Places of a list can be left empty. */
  readonly sparseLists?: boolean;
  /** The type of lists that the library makes. */
  readonly listType: string;
  /** Types that hold elements in order: as many types as elements where all are known, else one for all. */
  readonly listTypes: readonly string[];
  /** Types in other packages of the library to which elements are added as to lists. */
  readonly libraryLists?: readonly string[];
  /** Types that hold a fixed number of elements, each of its own type. */
  readonly tupleTypes: readonly string[];
  /** The member of a tuple that an item is: what stands before its number in the name, and the number of the first one. */
  readonly tupleMember?: { readonly prefix: string; readonly first: number };
  /** Lists and tuples of which a range is one of the same type with the elements in it. */
  readonly rangeTypes: readonly string[];
  /** Types that give one element after the other, by the last part of the name. */
  readonly iteratorTypes: readonly string[];
  /** Generic types over which a loop with one name runs element by element. */
  readonly streamTypes?: readonly string[];
  /** The type of promises. */
  readonly promiseType?: string;
  /** The type of what an iterator gives at each step. */
  readonly stepType?: string;
  /** The type of iterators that give promises of what they give at each step. */
  readonly asyncIterator?: string;
  /** The types that tell how a promise came out: well, and badly. */
  readonly outcomeTypes?: readonly string[];
  /** Fields of generic built-in types that hold one of the type arguments, as `type.field`. */
  readonly genericFields?: ReadonlyMap<string, number>;
}

export const LIBRARY_DEFAULTS = {
  builtins: new Set(),
  listType: 'list',
  listTypes: ['list'],
  tupleTypes: ['tuple'],
  rangeTypes: ['list', 'tuple'],
  iteratorTypes: ['iterator'],
} satisfies Partial<LibraryRules>;
