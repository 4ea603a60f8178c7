// The small expression language in which extraction writes down what the code says, and resolve evaluates it. One row:
// [op, a, b, scope, line, position]; `a` and `b` depend on the op, rows are named by their index in the file.

export const Op = {
  /** Something whose value is not followed. */
  unknown: 0,
  /** a: name, b: 1 where it is read as a type, `AS_OPERATOR` where the sign of an operator stands for it. */
  name: 1,
  /** a: object, b: name. */
  member: 2,
  /** a: callee, b: arguments (index into the argument table, -1 none). */
  call: 3,
  /** a: class, b: arguments. */
  construct: 4,
  self: 5,
  /** a: how it is written. */
  super: 6,
  /** a: name of the literal's type, b: name of the constant where it can be a key. */
  literal: 7,
  /** a: symbol of a function or class written in place. */
  symbol: 8,
  /** a: expression that is awaited. */
  await: 9,
  /** a: expression, b: 1 for a loop that waits at each step; an element of it. */
  iterate: 10,
  /** a: expression, b: 1 for a statement that waits; what a `with` on it binds. */
  enter: 11,
  /** a: expression, b: position in the sequence it gives. */
  element: 12,
  /** a, b: expressions; the value is either. */
  choice: 13,
  /** a: type expression; an instance of it. */
  instance: 14,
  /** a: name of the sequence's type, b: elements (index into the argument table). */
  sequence: 15,
  /** a: scope whose names are the members. */
  object: 16,
  /** a: expression, b: index expression. */
  subscript: 17,
  /** a: generic type, b: its arguments (index into the argument table). */
  generic: 18,
  /** a: element type: instances hold elements of it; b: name of the collection type, 0 for the usual one. */
  collection: 19,
  /** a: result type, b: types of the parameters (index into the argument table). */
  functionType: 20,
  /** a: key type, b: value type. */
  mapping: 22,
  /** a: import; the module or member that it names. */
  imported: 23,
  /** a: expression; in a type: the type of its value. */
  typeOf: 24,
  /** a: expression; what a loop over it counts by: the keys of a map, the positions of a list. */
  key: 26,
  /** a: expression of a generic type, b: which of its type parameters. */
  typeParameter: 27,
  /** a: expression, b: the class, or sequence of classes, that its value was found to be an instance of. */
  guarded: 28,
  /** a: name of the map's type, b: (key, value) pairs (index into the argument table); a key is the name of a constant, 0
   * for any other, '*' for all items of the value. */
  entries: 29,
  /** a: collection, b: the (key, value) pair that is put into it, and behind it the key as a value where that is followed. */
  withItem: 30,
  /** a: sequence, b: name of the range; the part of it. */
  range: 31,
  /** a: exception, or class of one, that is thrown. */
  thrown: 32,
  /** a: type or -1, b: `Tested`; what a function returns that tells whether something is of the type. */
  predicate: 33,
  /** a: callee, b: `Tested`; the type that it tests for. */
  tested: 34,
  /** a: symbol of a function, b: position; what its calls pass from there on, as a sequence. */
  rest: 35,
  /** a: function that is called without a call being written; what it gives. */
  result: 36,
  /** a, b: expressions; the second where nothing is known of the first. */
  otherwise: 37,
  /** a: type that is given a name where types are values. */
  typeAlias: 38,
  /** a: callee, b: type; the type where the callee returns only when its argument holds, a test for that type. */
  asserted: 39,
  /** a: expression, b: position; what its value holds in the field that stands there among those of its class. */
  part: 40,
  /** a: expression of a type or module, of which a member is named. */
  qualifier: 41,
  /** a: what makes values, b: list of one: the key tells which of the things it is given (see `positionalName`), the value what
   * it made; what that was given. */
  given: 42,
  /** a: expression, b: `Led`; what leads to its value, or what its value leads to. */
  led: 43,
  /** a: call, b: position; what the parameter is that takes the argument there, which the call gives a value. */
  taken: 44,
  /** a: type, b: expression; what the type says that a value is, and the function that the value is. */
  cast: 45,
  /** a: type, b: list of three types: what it is tested to be, what it stands for if it is, and if not. */
  conditional: 46,
  /** a: what it is where nothing else tells, b: list of two: a type, and what it is indexed by. */
  indexed: 47,
  /** a: type; the names of its members. */
  keysOf: 48,
} as const;

/**
 * What `Op.led` gives: what leads to a value, what a value leads to, or what stands in for it where a member is asked for. Types
 * do not tell the first two from the value. `operand` is a value on which the sign of an operator calls a member; `next` is the
 * same of what such a call is on, which calls nothing of the project; `other` is what such a call is given, where what it is on
 * is of the library.
 */
export const Led = { to: 0, from: 1, standIn: 2, operand: 3, next: 4, other: 5 } as const;

/** For `Op.name`: the function of an operator is meant, which its operands tell. */
export const AS_OPERATOR = 2;

/**
 * What a function tests: its first argument, by what it returns or by returning at all, what it is called on, or whether its
 * first argument holds.
 */
export const Tested = { argument: 0, assertedArgument: 1, receiver: 2, condition: 3 } as const;

/** The key, in a list of arguments, of a type argument. */
export const TYPE_ARGUMENT = '<>';

/** The key, in a list of the parameters of a function type, of what the function is called on. */
export const RECEIVER = '.';

/** The key, in a list of arguments or entries, of what stands for any number of them. */
export const SPREAD = '*';

/** The key of an item that is put behind all others. */
export const APPENDED = '+';

/** The name of a member that is assigned under an index that is not known. */
export const INDEXED = '[]';

/** Under which name a type is bound that shares its own with others which have other numbers of type parameters. */
export function countedName(name: string, parameters: number): string {
  return parameters === 0 ? name : `${name}\`${parameters}`;
}

/** A name without how many type parameters go with it. */
export function plainName(name: string): string {
  const mark = name.indexOf('`');
  return mark < 0 ? name : name.slice(0, mark);
}

/** The name of a member that is given a value by its position among the members of its type. */
export function positionalName(position: number): string {
  return `#${position}`;
}

/** How a name comes to be bound. */
export const BindingKind = {
  /** payload: symbol. */
  symbol: 1,
  /** payload: import. */
  import: 2,
  /** payload: position among the parameters; value: default expression or -1. */
  parameter: 3,
  /** payload: expression, -1 when only the type is known. */
  value: 4,
  /** Bound, but to nothing that is followed. */
  unknown: 5,
  /** `global x`: the module's name. */
  outerModule: 6,
  /** `nonlocal x`: the enclosing function's name. */
  outerFunction: 7,
  /** payload: expression; another name of the same thing. */
  alias: 8,
  /** payload: position among the type parameters; type: the bound or -1. */
  typeParameter: 9,
} as const;

/** `arrow` is a function without an own receiver; `exports` holds what a module gives away, `object` an object's members,
 * `namespace` is a named scope that is also seen from the outside. */
export const ScopeKind = {
  module: 0,
  class: 1,
  function: 2,
  block: 3,
  exports: 4,
  object: 5,
  arrow: 6,
  namespace: 7,
} as const;

/**
 * `alias` is another name of the type, `underlying` the type that a new named type is made from, `metaclass` no base, `before` a
 * type whose members come before those of the class, `ofClass` one whose members the class has itself, `ofTaker` one whose members each class has itself that takes this one over.
 */
export const BaseKind = {
  extends: 0,
  implements: 1,
  embeds: 2,
  alias: 3,
  underlying: 4,
  metaclass: 5,
  before: 6,
  ofClass: 7,
  ofTaker: 8,
} as const;
