// Types that a language writes in its documentation comments, as they come from the language's hook: the form in which
// extraction reads them. Offsets are characters from the start of the comment.

/** A type; what is not followed is `unknown`. */
export type DocType =
  | { readonly kind: 'name'; readonly names: readonly string[]; readonly at: number }
  | {
      readonly kind: 'import';
      readonly specifier: string;
      readonly names: readonly string[];
      readonly at: number;
    }
  /** An instance of the language's own type of that name. */
  | { readonly kind: 'literal'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'generic';
      readonly base: DocType;
      readonly parameters: readonly DocType[];
      readonly at: number;
    }
  | { readonly kind: 'collection'; readonly of: DocType; readonly at: number }
  | { readonly kind: 'choice'; readonly parts: readonly DocType[]; readonly at: number }
  | { readonly kind: 'typeOf'; readonly of: DocType; readonly at: number }
  | {
      readonly kind: 'function';
      readonly parameters: readonly DocType[];
      readonly result: DocType;
      readonly at: number;
    }
  /** An object of which some members are known. */
  | { readonly kind: 'object'; readonly members: readonly DocumentedName[]; readonly at: number }
  /** A collection of which some items are known, by their keys as code writes them. */
  | { readonly kind: 'items'; readonly items: readonly DocumentedName[]; readonly at: number }
  /** A list of which each item has a type of its own. */
  | { readonly kind: 'tuple'; readonly items: readonly DocType[]; readonly at: number }
  | { readonly kind: 'unknown'; readonly at: number };

/** A name with the type that the comment gives it. */
export interface DocumentedName {
  readonly name: string;
  readonly type: DocType;
  /** The comment only takes it from elsewhere: the file does not give it away. */
  readonly isImported?: boolean;
}

/** A member that a comment gives to the class that follows. */
export interface DocumentedMember extends DocumentedName {
  readonly kind: 'Field' | 'Method';
  readonly isStatic: boolean;
  /** Where its name stands. */
  readonly at: number;
}

/** All that one comment says of types. */
export interface DocTypes {
  /** In the order in which they are documented. */
  readonly parameters: readonly DocumentedName[];
  readonly result: DocType | undefined;
  /** Of the variable, field or value that follows. */
  readonly type: DocType | undefined;
  /** The variable of which `type` is, wherever it is declared. */
  readonly variable?: string;
  /** Of what the function is called on. */
  readonly receiver: DocType | undefined;
  /** Names of types for which callers decide, each with the type within which that is. */
  readonly templates: readonly DocumentedName[];
  /** Of the class that follows. */
  readonly members?: readonly DocumentedMember[];
  /** Bases of that class with their type arguments. */
  readonly bases?: readonly DocType[];
  /** Names that the comment gives to types, for the whole file. */
  readonly declared: readonly DocumentedName[];
}
