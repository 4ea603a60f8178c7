/** What counts as used from outside of the workspace. */
export interface PublicationRules {
  /** Where nothing says which names are exported: files that make a folder a package for others, when they match. */
  readonly publishedBy?: Readonly<Record<string, RegExp>>;
  /** Names that stay in the module, or of members in the class, that they belong to. */
  readonly privateNames?: RegExp;
  /** Signatures of what is exported, where nothing else is. */
  readonly publicSignatures?: RegExp;
  /** Signatures of members that only their class may use. */
  readonly privateSignatures?: RegExp;
  /** Those of `privateNames` by which nothing outside of the class can reach a member. */
  readonly sealedNames?: RegExp;
  /** Signatures of what is only declared, and has its body elsewhere. */
  readonly ambientSignatures?: RegExp;
  /** Comments above a function that hand it to a linker or to other programs, which then reach it by name. */
  readonly reachedByComment?: RegExp;
  /** Files of which a tool calls the public functions by their names, as their text says. */
  readonly toolFiles?: RegExp;
  /** Names of functions and members that the language, its library or its tools call by themselves. */
  readonly implicitNames?: RegExp;
}

export const PUBLICATION_DEFAULTS = {} satisfies PublicationRules;
