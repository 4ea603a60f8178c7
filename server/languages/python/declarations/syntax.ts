// What a Python file declares, as it is written.

/** A type, or a value as far as its type is plain. */
export type Expression =
  /** With dots. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'subscript'; readonly of: Expression; readonly parts: readonly Expression[] }
  /** One of them: `a | b`, `a or b`, `a if c else b`. */
  | { readonly kind: 'either'; readonly parts: readonly Expression[] }
  | {
      readonly kind: 'call';
      readonly of: Expression;
      readonly parts: readonly Expression[];
      readonly named: ReadonlyMap<string, Expression>;
    }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'list'; readonly parts: readonly Expression[] }
  /** What stands between the quotes. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ellipsis' }
  /** Of a built-in type. */
  | { readonly kind: 'literal'; readonly type: string }
  | { readonly kind: 'other' };

/** A parameter; `bare` is a lone `*`, and `slash` ends those that are given by position. */
export interface WrittenParameter {
  readonly kind: 'plain' | 'rest' | 'named rest' | 'bare' | 'slash';
  readonly name: string;
  readonly type: Expression | undefined;
  readonly value: Expression | undefined;
}

/** What the body of a function says of its result and of the object that it is called on. */
export interface WrittenBody {
  readonly returned: readonly Expression[];
  /** Variable → what it is given. */
  readonly locals: ReadonlyMap<string, readonly Expression[]>;
  /** Fields of the first parameter. */
  readonly fields: ReadonlyMap<string, WrittenValue>;
  readonly isGenerator: boolean;
}

/** One definition of a function. */
export interface WrittenFunction {
  readonly decorators: readonly Expression[];
  readonly typeParameters: readonly string[];
  readonly parameters: readonly WrittenParameter[];
  readonly result: Expression | undefined;
  /** Undefined in a stub. */
  readonly body: WrittenBody | undefined;
}

export interface WrittenClass {
  readonly kind: 'class';
  readonly decorators: readonly Expression[];
  readonly typeParameters: readonly string[];
  readonly bases: readonly Expression[];
  readonly members: ReadonlyMap<string, Written>;
}

/** All definitions of one name. */
export interface WrittenFunctions {
  readonly kind: 'functions';
  readonly all: WrittenFunction[];
}

/** A name for something of another module. */
export interface WrittenAlias {
  readonly kind: 'alias';
  /** With the module before it. */
  readonly target: string;
  /** Whether it is imported for others. */
  readonly isOffered: boolean;
}

export interface WrittenValue {
  readonly kind: 'value';
  readonly type: Expression | undefined;
  readonly value: Expression | undefined;
  /** Of an alias that is declared as one. */
  readonly typeParameters: readonly string[];
  /** The method that gives a field its value. */
  readonly method?: WrittenFunction;
}

export type Written = WrittenClass | WrittenFunctions | WrittenAlias | WrittenValue;

/** A module. */
export interface WrittenModule {
  readonly name: string;
  readonly isPackage: boolean;
  readonly isStub: boolean;
  readonly names: ReadonlyMap<string, Written>;
  /** Modules of which all names are taken over. */
  readonly stars: readonly string[];
  /** The names of `__all__`. */
  readonly offered: ReadonlySet<string>;
}
