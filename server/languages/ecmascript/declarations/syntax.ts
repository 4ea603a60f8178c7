// What a declaration file says, as far as outlines need it: the shapes that readDeclarations.ts makes of its text.

/** A type as it is written. */
export type WrittenType =
  | { readonly kind: 'name'; readonly name: string; readonly given: readonly WrittenType[] }
  | {
      readonly kind: 'imported';
      readonly from: string;
      readonly name: string;
      readonly given: readonly WrittenType[];
    }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'array'; readonly of: WrittenType }
  | { readonly kind: 'tuple' | 'union' | 'intersection'; readonly parts: readonly WrittenType[] }
  | { readonly kind: 'function' | 'constructor'; readonly signature: WrittenSignature }
  | { readonly kind: 'object'; readonly members: readonly WrittenMember[] }
  | { readonly kind: 'indexed'; readonly of: WrittenType; readonly key: string }
  | { readonly kind: 'mapped'; readonly value: WrittenType }
  | { readonly kind: 'conditional'; readonly parts: readonly WrittenType[] }
  | { readonly kind: 'plain'; readonly name: string }
  | { readonly kind: 'unknown' };

/** A type parameter. */
export interface TypeParameter {
  readonly name: string;
  readonly bound: WrittenType | undefined;
  readonly otherwise: WrittenType | undefined;
}

/** A parameter of a function. */
export interface WrittenParameter {
  readonly name: string;
  readonly isOptional: boolean;
  readonly isRest: boolean;
  readonly type: WrittenType;
}

/** One way to call something. */
export interface WrittenSignature {
  readonly typeParameters: readonly TypeParameter[];
  readonly parameters: readonly WrittenParameter[];
  readonly result: WrittenType;
}

/** A member of a class, an interface or the type of an object. */
export interface WrittenMember {
  readonly kind: 'method' | 'property' | 'call' | 'new' | 'index';
  readonly name: string;
  readonly isStatic: boolean;
  /** Of methods, calls and constructions. */
  readonly signature: WrittenSignature | undefined;
  /** Of properties and of what stands behind any key. */
  readonly type: WrittenType;
}

/** A class or an interface. */
export interface WrittenClass {
  readonly kind: 'class' | 'interface';
  readonly typeParameters: readonly TypeParameter[];
  readonly bases: readonly WrittenType[];
  readonly members: readonly WrittenMember[];
}

/** Something that a name is declared to be; several may share a name. */
export type Written =
  | WrittenClass
  | { readonly kind: 'alias'; readonly typeParameters: readonly TypeParameter[]; readonly type: WrittenType }
  | { readonly kind: 'function'; readonly signature: WrittenSignature }
  | { readonly kind: 'variable'; readonly type: WrittenType }
  | { readonly kind: 'enumeration' }
  | { readonly kind: 'namespace'; readonly scope: WrittenScope }
  | { readonly kind: 'other'; readonly name: string };

/** Where something is imported from: `name` is `*` for all of a module. */
export interface Origin {
  readonly from: string;
  readonly name: string;
}

/** The declarations of a file, a namespace or a module that is declared by its name. */
export interface WrittenScope {
  readonly declared: Map<string, Written[]>;
  readonly imports: Map<string, Origin>;
  /** Exported name → the name here, or where it comes from. */
  readonly exports: Map<string, string | Origin>;
  /** Modules all of whose exports are handed on. */
  readonly stars: string[];
  /** What the module is as a whole, or by default. */
  whole: WrittenType | undefined;
}

/** One declaration file. */
export interface DeclarationFile {
  readonly scope: WrittenScope;
  /** Modules that are declared, or added to, by their name. */
  readonly modules: ReadonlyMap<string, WrittenScope>;
  /** Files that belong to this one. */
  readonly references: readonly string[];
}
