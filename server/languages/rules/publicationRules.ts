/** What counts as used from outside of the workspace. */
export interface PublicationRules {
  /** Where nothing says which names are exported: files that make a folder a package for others, when they match. */
  readonly publishedBy?: Readonly<Record<string, RegExp>>;
  /** Names of functions and members that the language, its library or its tools call by themselves. */
  readonly implicitNames?: RegExp;
}

export const PUBLICATION_DEFAULTS = {} satisfies PublicationRules;
