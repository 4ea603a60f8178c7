/** What calls pass, and what looks like a call. */
export interface CallRules {
  /** Functions can be called on their first argument as if they were methods of it. */
  readonly extensionFunctions?: boolean;
  /**
   * The functions of the most derived class that take the arguments are chosen from, without those that replace others;
   * which one runs is that of the object.
   */
  readonly nearestClassFirst?: boolean;
  /** A function that is called by its name is sought in the packages of what it is given, too. */
  readonly argumentPackages?: boolean;
  /** Where what is known of the arguments leaves several functions of a name, none of them is meant. */
  readonly onlyDecided?: boolean;
  /**
   * Functions that take the same can differ by whether the object that they are called on may be changed. `constant` and
   * `reached` are the generic types of what may not be, and of what a member only leads to; the shape of a function tells on
   * which objects it is called.
   */
  readonly constness?: {
    readonly constant: string;
    readonly reached: string;
    readonly isConstant: (shape: string) => boolean;
  };
  /**
   * Functions that take the same can differ by whether what they are given is held by anything else: what the shape of one says
   * of a parameter, what a signature says of what it gives, and which functions of the library give up what they are handed.
   */
  readonly temporaries?: {
    readonly takes: (shape: string, place: number) => boolean;
    readonly gives: (signature: string) => boolean;
    readonly movers: readonly string[];
  };
  /** Functions that take a function, which a text can name, and which of their arguments that is. */
  readonly callablesByName?: ReadonlyMap<string, number>;
  /** Functions that give the member of an object that a text names, else what they are given behind it. */
  readonly membersByName?: readonly string[];
  /** Stands in such a text between a class and its method. */
  readonly memberSign?: string;
  /** A list of an object or class and a text names the method of it that is called so. */
  readonly pairsName?: boolean;
  /** Words that can stand before parentheses without being called. */
  readonly wordsBeforeParentheses?: readonly string[];
  /**
   * Members that every function has: a call of one calls the function with the arguments behind the first or with those in
   * the list that is the second, or gives the function, or does something else.
   */
  readonly functionMembers?: ReadonlyMap<string, 'calls' | 'applies' | 'gives' | 'other'>;
  /** Arguments can be named, and those left out that have a default. */
  readonly namedArguments?: boolean;
  /** A lone argument that is a call with several results passes each of them: `Must(Open())`. */
  readonly spreadsResults?: boolean;
  /** A function that is written last is for the last parameter. */
  readonly functionLast?: boolean;
  /** Functions that take any number of arguments count where no other fits. */
  readonly openLast?: boolean;
  /** Of functions that take the arguments the one is meant that fits each of them as well as any other, and one better. */
  readonly closestFit?: boolean;
  /** Functions of one name can differ in the type arguments of their parameters alone. */
  readonly typeArgumentsCount?: boolean;
  /**
   * What an object of unknown type is, is told by what it is called and by what is called on it: `methods` are names of members
   * that are methods, `common` those of them that tell nothing because the library has them, `ofValues` those that collections and
   * texts have: an object is not told by what it is called where it is asked for no more than these.
   */
  readonly namesTell?: {
    readonly methods: RegExp;
    readonly common: ReadonlySet<string>;
    readonly ofValues: ReadonlySet<string>;
  };
  /** Stands behind the names of what the compiler writes out: they are apart from all other names. */
  readonly macroMark?: string;
  /** The built-in type that holds what a function takes beyond its parameters. */
  readonly restType?: string;
  /** The name that stands for all that a function is given. */
  readonly argumentsName?: string;
}

export const CALL_DEFAULTS = {} satisfies CallRules;
