/** How values of built-in types are taken for others. */
export interface Conversions {
  /** Type → the built-in types that it is a subtype of or widens to, nearest first. */
  readonly widens: ReadonlyMap<string, readonly string[]>;
  /** Primitive type → the built-in class that boxes it. */
  readonly boxes: ReadonlyMap<string, string>;
  /** Type → those that it is converted to, where nothing fits better. */
  readonly converts?: ReadonlyMap<string, readonly string[]>;
  /** Type → classes of the library of which it makes an object unasked, where nothing else fits. */
  readonly makes?: ReadonlyMap<string, readonly string[]>;
  /** Type → those that a literal of it is taken for besides. */
  readonly constants?: ReadonlyMap<string, readonly string[]>;
  /** Type → those that it is preferred to where neither is converted to the other. */
  readonly preferred?: ReadonlyMap<string, readonly string[]>;
  /** The type of literals that stand for constants of enumerations. */
  readonly enumerationLiteral?: string;
  /** Built-in type → the keyword that names it. */
  readonly words?: ReadonlyMap<string, string>;
  /** Types of other languages, with their packages → the types in their place: built-in ones, or `package:name`. */
  readonly twins?: ReadonlyMap<string, string>;
  /** Classes without subclasses. */
  readonly finals: ReadonlySet<string>;
}

/**
 * What a generic type makes of its arguments. Of the first: `result`, what a call of it gives; `parameters`, a tuple of what it
 * takes; `instance`, an instance of it; `awaited`, what waiting for it gives. `others`: what of the first is not in the second.
 */
export type DerivedType = 'result' | 'parameters' | 'instance' | 'awaited' | 'others';

/** What type expressions mean, and how far declared types decide. */
export interface TypeRules {
  /** Literal type of text, whose literals are read as names in types; '' where types are not quoted. */
  readonly textType: string;
  /** Generic types that stand for their arguments (`Optional[X]`), by the last part of the name. */
  readonly transparentGenerics: readonly string[];
  /** Generic types that stand for the class of their argument (`Type[X]`), by the last part of the name. */
  readonly classGenerics: readonly string[];
  /** Generic types that map keys to values, by the last part of the name. */
  readonly mappingGenerics: readonly string[];
  /** Generic types of the library whose entering gives their first argument. */
  readonly enteredGenerics?: readonly string[];
  /** Generic types that are made from their arguments. */
  readonly derivedGenerics?: Readonly<Record<string, DerivedType>>;
  /** Generic types that have members under any name, each of which is their second argument. */
  readonly keyedGenerics?: readonly string[];
  /** What a comment says of a type counts before what the code says, which can say less. */
  readonly commentsFirst?: boolean;
  /** Type names that mean the type of the receiver. */
  readonly selfTypes: readonly string[];
  /** What a type parameter stands for is followed: from type arguments and from the arguments of calls. */
  readonly typeArguments?: boolean;
  /** A value that is said to be of another type is still the function that it is. */
  readonly castsKeepFunctions?: boolean;
  /** Built-in types that another built-in one, or any type, can stand for. */
  readonly synonyms?: readonly string[];
  /** Generic types of what can be called: a list of the types of its parameters, and the type of what it gives. */
  readonly callableGenerics?: readonly string[];
  /** A generic type whose argument is what the functions of an object of that type are called on. */
  readonly receiverGeneric?: string;
  /** The compiler decides members by declared types: what follows from them is exact, and variables keep their type. */
  readonly typesDecide?: boolean;
  /** What is one of two classes is of the nearest class that is a base of both. */
  readonly joinsToBase?: boolean;
  /** Functions whose first argument is a type, quoted or not. */
  readonly typeFunctions?: readonly string[];
  /** Functions that make a type variable: all their arguments but the first are types. */
  readonly typeVariableFunctions?: readonly string[];
  /** Bases that list the type parameters of a class; without one they are those that its bases name. */
  readonly parameterBases?: readonly string[];
  /** The keyword by which such a function is given the bound of the variable. */
  readonly typeVariableBound?: string;
  /** The generic type of what leads to an object: no value is converted to one by a constructor. */
  readonly pointerGeneric?: string;
  /** Names of types, where names tell them from members. */
  readonly typeNames?: RegExp;
  /** Types of one name are told apart by how many type parameters they have. */
  readonly countedNames?: boolean;
  /** Words in place of a type: it is that of the value. */
  readonly inferredTypes?: readonly string[];
  /** What arguments of built-in types fit, where one of several functions of a name is chosen by its parameters. */
  readonly conversions?: Conversions;
  /** The type of a variable that says that its value is a type. */
  readonly aliasMarker?: string;
}

export const TYPE_DEFAULTS = {
  textType: '',
  transparentGenerics: [],
  classGenerics: [],
  mappingGenerics: [],
  selfTypes: [],
} satisfies TypeRules;
