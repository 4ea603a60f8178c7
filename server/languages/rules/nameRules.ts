/** How a name is written with what it stands in. */
export interface Notation {
  /** Between a name and the package, namespace or type that it stands in. */
  readonly separator: string;
  /** Between a type and what it has, where that is another. */
  readonly member?: string;
  /** Between a type and a method that its objects have, and one that it has itself, where these are others. */
  readonly method?: string;
  readonly typeMethod?: string;
  /** The module that a file is, by its path; a file is none where there is no such, and names begin with their package. */
  readonly moduleOf?: (path: string) => string;
}

/** Where names are bound and seen. */
export interface NameRules {
  /** Where names of a class body are seen without a receiver: nowhere, in the body itself, or in its methods too. */
  readonly classScopeVisible: 'never' | 'body' | 'always';
  /** Members of the classes around are seen without a receiver, inherited ones too: the innermost class that has one counts. */
  readonly implicitReceiver?: boolean;
  /**
   * A name that is called is sought among functions alone, and one that is read among all others first: a class can have a
   * field and methods of one name. Functions of one name in one place are overloads.
   */
  readonly functionsApart?: boolean;
  /** Functions stand at the top of files too: those of one name in the files of a package are overloads. */
  readonly packageFunctions?: boolean;
  /**
   * What tells apart functions of one name that are declared in one place and defined in another, by their signatures. Where there
   * is such, a declaration without a body and the definition that it is for are one symbol.
   */
  readonly shapeOf?: (signature: string) => string;
  /** A function can declare the type that it is called on from outside; it is seen by its name as any other. */
  readonly extensionFunctions?: boolean;
  /** The default of a parameter sees the parameters before it. */
  readonly defaultsSeeParameters?: boolean;
  /** Variables are called too: the innermost scope that binds the name counts, whatever it is bound to. */
  readonly variablesCalled?: boolean;
  /** Functions at the top of files are members of every object, which can call them on itself. */
  readonly functionsOfAll?: boolean;
  /** Ends the names of classes that decorators name without it. */
  readonly decoratorSuffix?: string;
  /** Annotations of parameters and results are read in the scope around the function, where parameters are not seen. */
  readonly annotatesOutside?: boolean;
  /** A name that only stands for a type is not seen where a value is read; one name can stand for both. */
  readonly typesApart?: boolean;
  /**
   * Types and modules are named apart from functions, constants and variables: a name is sought among those of its kind alone,
   * scope by scope.
   */
  readonly separateTypes?: boolean;
  /** A variable can be declared again in its block and hides the earlier one from there on; what else a block declares is seen in
   * all of it. */
  readonly redeclares?: boolean;
  /** Names that a pattern binds; any other is a constant that is compared. */
  readonly variables?: RegExp;
  /** What a module calls itself, the one around it, and the one around all. */
  readonly moduleNames?: { readonly self: string; readonly parent: string; readonly root: string };
  /** Where a type stands a name is sought among types alone: a member can have the name of its type. */
  readonly typesAlone?: boolean;
  /** An assignment to a name that nothing declares makes a name of the file. */
  readonly implicitGlobals?: boolean;
  /** Names belong to the innermost block unless a rule says otherwise. */
  readonly blockScoped?: boolean;
  /** A name inside a function is seen only after its declaration; before it stands for what is further out. */
  readonly declaredBeforeUse?: boolean;
  /**
   * Names of variables begin so. A function sees none of those outside of it, other files see none of a file, and a member
   * whose name is given by a variable is not known.
   */
  readonly variableMark?: string;
  /** Names of what stands for the object of a method, the class around, the class of that object, or the bases. */
  readonly receiverNames?: ReadonlyMap<string, 'object' | 'class' | 'class-of-object' | 'bases'>;
  /**
   * A name that begins so is one of the package without a name; so is a function, or what else is no type, whose name its own
   * package does not have.
   */
  readonly globalMark?: string;
  /** What functions that take what is assigned to a property call it. */
  readonly assignedValue?: string;
  /** What a function without a name is called. */
  readonly namelessFunction?: string;
  /** The name that binds nothing. */
  readonly blankName?: string;
  /** How names are written; where there is none, dots stand between their parts, and the path of the file or its package first. */
  readonly notation?: Notation;
  /** The string that stands first in a body documents its owner. */
  readonly docstrings: boolean;
}

export const NAME_DEFAULTS = { classScopeVisible: 'never', docstrings: false } satisfies NameRules;
