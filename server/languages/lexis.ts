// What the text of a language looks like to somebody who looks for words in it without parsing: what is comment, what is
// a literal text, what brings names from elsewhere. Data only; the scanning is server/text/.

/** A literal text: how it begins and ends. */
export interface TextForm {
  readonly open: string;
  readonly close: string;
  /** A backslash takes the next character with it. */
  readonly hasEscapes: boolean;
  /** It can go on behind the end of a line. */
  readonly isMultiline: boolean;
  /** What begins a piece of code in it, which ends with `}`. */
  readonly hole?: string;
  /** It has holes only behind these letters. */
  readonly holePrefix?: RegExp;
}

/** The lexical rules of one language. */
export interface Lexis {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** What comments are not for people in which this stands: orders to tools of the language. */
  readonly directives?: RegExp;
  /** Lines before which a comment still speaks of the file. */
  readonly fileClauses?: RegExp;
  /** Stands in comments that give names to types. */
  readonly typeTags?: RegExp;
  /** Stands in comments that tell the type of a variable by its name. */
  readonly variableTags?: RegExp;
  /** Tried in this order where several begin alike. */
  readonly texts: readonly TextForm[];
  /** A slash where a value can begin opens a regular expression. */
  readonly hasSlashPatterns?: boolean;
  /** `<name` can be an element of markup. */
  readonly hasMarkup?: boolean;
  /** `{ name }` stands for a key and its value, or takes the member of that name out of an object. */
  readonly hasShorthands?: boolean;
  /** A brace right behind the name of a type makes a value of it. */
  readonly hasBraceValues?: boolean;
  /** Statements that name what other files define, or what this one gives to others; global and multiline. */
  readonly imports: RegExp;
  /** What stands in such a statement before a name that means a whole module. */
  readonly beforeModule?: RegExp;
  /** The other names of such a statement can mean modules too: those in a package. */
  readonly hasSubmodules?: boolean;
  /** What stands before the name of a function or type that is declared. */
  readonly declaresSymbol?: RegExp;
  /** What stands before a name that a function makes its own; `:=` behind it says the same. */
  readonly declares?: RegExp;
  /** An assignment in a function makes a name its own, unless a statement says that it is an outer one. */
  readonly outerNames?: RegExp;
  /** What a method calls its own object. */
  readonly ownObject: readonly string[];
  /** The sign between a key, or the name of an argument, and its value. */
  readonly keyMark: ':' | '=';
}

/** A text in quotes that ends with its line. */
export function quoted(quote: string): TextForm {
  return { open: quote, close: quote, hasEscapes: true, isMultiline: false };
}
