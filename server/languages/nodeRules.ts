// What the node types of a grammar mean: the roles that extraction knows, the slots in which it finds their parts, and the
// rule that a language gives for one node type.

import type { NodeKind } from '../protocol/graph.ts';

/**
 * What a node means to extraction. Node types without a rule are transparent: their children count as children of the
 * nearest ancestor that has one, and inherit its field.
 */
export type Role =
  /** An identifier that is read where it stands. */
  | 'name'
  /** A name with qualifiers, a member of the package that `hooks.qualify` tells; its last child is the name. */
  | 'qualified-name'
  /** slots: object, property; without slots they are the first child and the last. */
  | 'member'
  /** slots: object, property: a member of a type or module. */
  | 'path'
  /** slots: object, property (the index expression). */
  | 'subscript'
  /** slots: function, or object and property of a call that has no node for its callee; arguments. */
  | 'call'
  /** slots: function (the class), arguments. A `class-body` in it is that of a nameless class which extends the class. */
  | 'construct'
  /** The list of arguments of a call. slots: name, of the argument that follows. */
  | 'arguments'
  /** Stands for all arguments of a call: the callee is the value, and is not called. */
  | 'callee-mark'
  /** slots: name, value: an argument that can have a name; without a slot for the value it is the last child. */
  | 'keyword-argument'
  /** slots: name, parameters, result, body, receiver. Declares a symbol when it has a name. */
  | 'function'
  /** slots: name, bases, body, parameters: fields that are declared beside the name, each read by a method of its name. */
  | 'class'
  /** The body of a class. */
  | 'class-body'
  /** slots: name, arguments, body: a constant of an enumeration that is an instance of it, with a class of its own if it has a body. */
  | 'instance-constant'
  /** slots: name, value: a named type that is no class by itself (alias, defined type). */
  | 'type-declaration'
  /** slots: name, type, value; a member variable of a class. */
  | 'field'
  /** slots: name, parameters, result: a method without a body. */
  | 'signature'
  /** slots: type, bases, body, typeParameters: members that are declared for a type outside of it. */
  | 'extension'
  /** A list of types, of which a value is all: the bases of an interface, the bounds of a type parameter. */
  | 'bounds'
  /** slots: name (a type), bases: further bounds of a type parameter. */
  | 'bound'
  /** slots: type, of each field: fields of a class that have numbers for names. */
  | 'numbered-fields'
  /** slots: name, body: a member of an enumeration that its values are made by. */
  | 'variant'
  /** slots: name, arguments: a mark before a declaration. */
  | 'mark'
  /** A list of base types; every child is one. */
  | 'extends'
  | 'implements'
  /** The list of parameters. */
  | 'parameters'
  /** slots: name, type, value; one that `collects`, without slots: its type, then its name. */
  | 'parameter'
  /** slots: left, right, type; without slots they are the first child and the last. */
  | 'assign'
  /** slots: left, right, type: names or lists on both sides, bound pair by pair; a lone call gives one part to each. */
  | 'assign-lists'
  /** What stands side by side, as values or as targets; a list of one is its child. */
  | 'list'
  /** slots: left, right; reads both, binds nothing. */
  | 'update'
  /** Declares variables with the scope of the rule. slots: type, of all of them. */
  | 'declare'
  /** slots: left, right, type: left takes each element of right. */
  | 'loop'
  /** slots: left, right: the first name on the left takes each key of right, the second each element. */
  | 'keyed-loop'
  /** slots: body: its first child is looped over, the second takes each element, or is a `pair` for key and element. */
  | 'each-loop'
  /** slots: value, name: name is bound to what entering value gives, or to an instance of it in a `catch`. */
  | 'bind-as'
  | 'catch'
  /** A pattern whose children are bound element by element. */
  | 'sequence-pattern'
  /** A pattern whose children are bound by member name. */
  | 'object-pattern'
  /** slots: type: what made the value, then patterns for what it was given. */
  | 'constructor-pattern'
  /** slots: type: what made the value, then `pair-pattern`s for its fields. */
  | 'fields-pattern'
  /** A name, then a pattern that the same value matches. */
  | 'capture-pattern'
  /** A type, then a name for a value of it. */
  | 'typed-name'
  /** slots: property, value (inside an object pattern). */
  | 'pair-pattern'
  /** slots: left, right: a pattern with a default. */
  | 'default-pattern'
  | 'rest-pattern'
  | 'return'
  | 'yield'
  | 'await'
  /** slots: left, right: the value is either one. */
  | 'choice'
  /** The value, or the type, is any of its children. */
  | 'any-of'
  | 'self'
  | 'super'
  /** slots: left, right: an operator; in a type it is a union. With `operates` it can have a left operand alone. */
  | 'operator'
  /** Gives what leads to the value of its first child. */
  | 'address'
  /** The object in whose place stands what its class gives for that, where it has such; see `standInMember`. */
  | 'behind'
  /** The sign of an operator whose value is one of its operands. */
  | 'choice-mark'
  /** The sign of an operator whose right operand is read only when the left one holds, or only when not; its value is neither. */
  | 'logic-mark'
  /** The sign of an operator that tells whether its left operand is an instance of its right one. */
  | 'type-test-mark'
  /** The sign of an operator that holds when its operand does not. */
  | 'negation-mark'
  /** slots: name, type: what a function returns that tells whether the parameter `name` is of the type. */
  | 'predicate'
  /** slots: body: builds a collection of it. */
  | 'comprehension'
  /** A literal of the type named by the rule; its children are still visited. */
  | 'literal'
  /** slots: type (of the elements), value: a new array. */
  | 'array-value'
  /** A literal list or tuple. */
  | 'sequence'
  /** A literal list whose parts are `pair`s of one or two children: with two, the first is the key of the second. */
  | 'items'
  /** An object literal whose members can be looked up. */
  | 'object'
  /** slots: property, value. */
  | 'pair'
  /** A name in an object literal that stands for key and value. */
  | 'shorthand'
  /** slots: type, value: a value seen as a type. */
  | 'cast'
  /** slots: type, value: a cast, or a call of what the type names when that has type arguments: `f[T](value)`. */
  | 'conversion'
  /** slots: name, value: chooses by the type of value, which `name` stands for in each `type-case`. */
  | 'type-switch'
  /** slots: type: the branch for a type. */
  | 'type-case'
  /** slots: value: an operator before its operand; gives the same value, or an element of it by an `element-mark`. */
  | 'unary'
  | 'element-mark'
  /** slots: type, body: a value of the type, made in place. */
  | 'composite'
  /** slots: object (the generic type), arguments. */
  | 'generic'
  | 'type-arguments'
  /** slots: object: a function with type arguments. */
  | 'instantiated'
  /** A value, then what it is indexed by. */
  | 'index'
  /** slots: name, type (its bound): a type that stands for any type within the bound. */
  | 'type-parameter'
  /** A type, then what it is indexed by: the type of the member that a text names, else of its elements. */
  | 'indexed-type'
  /** The names of the members of a type. */
  | 'keys-of'
  /** A type whose only value is the text or number that is written. */
  | 'literal-type'
  /** slots: object, key, left, right: a type that is tested, what it is tested to be, and what is meant if it is and if not. */
  | 'conditional-type'
  /** A name for a part of a type that is tested. */
  | 'inferred-type'
  /** A value inside a type: the type is that of the value. */
  | 'type-of'
  /** slots: name, body: a named scope whose exported names are its members. */
  | 'namespace'
  /** The body of an enumeration: each name in it, bare or as a field, is a member. */
  | 'enumerators'
  /** slots: name, type, value, parameters: a member that is read and assigned like a field; its `accessor`s run then. */
  | 'property'
  /** The interface through which alone a member is reached by its name. */
  | 'member-of'
  /** The body of a function, or of what a property gives, that is the expression it gives. */
  | 'result-body'
  /** What is done when a property is read or assigned. */
  | 'accessor'
  /** slots: object, function: reaches a part of the object if there is one; in the other slot the object is not named. */
  | 'conditional-access'
  /** slots: property, of the object of the `conditional-access` around: a member, or what stands under an index. */
  | 'accessed-member'
  | 'accessed-item'
  /** What is put into a new object: values for its members, by assignments, and elements. */
  | 'object-initializer'
  /** Makes an object of the type that its place expects. */
  | 'construct-expected'
  /** Clauses, each of which can bind names for those behind it; its value is a sequence of what the last one gives. */
  | 'query'
  /** slots: name, type: the name stands for each element of what follows. */
  | 'query-source'
  /** A name, then what it stands for. */
  | 'query-name'
  /** Gives what its first child is, for each combination of what the names stand for. */
  | 'query-result'
  /** The list of type parameters of the declaration that it stands in. */
  | 'type-parameters'
  /** The name of a type parameter, then types within which it stands. */
  | 'type-bounds'
  /** slots: type, name: a pattern for values of a type, with patterns for parts of it. */
  | 'typed-pattern'
  /** A mark on a parameter of a constructor that makes it a field of the class too. */
  | 'promotes'
  /** A type listed among the members of another, which takes over its members; elsewhere the type itself. */
  | 'embedded'
  /** Types listed among the members of a class, which takes over the members of each; `member-alias` clauses follow. */
  | 'mixes-in'
  /** A member of such a type, and the name by which the class has it; with `constant` that is its own one. */
  | 'member-alias'
  /** A type whose instances hold elements of the child type; `literal` tells such types apart. */
  | 'collection-type'
  /** slots: key, value. */
  | 'map-type'
  /** Among the members of a type: what instances have under names that are not declared. slots: key, value. */
  | 'index-signature'
  /** Among the members of a type it is the member through which instances are called, or the one that `literal` names. */
  | 'function-type'
  /** The value is that of its last child: several expressions of which one counts. */
  | 'last'
  /** The type is its child: pointer, readonly, parenthesised. */
  | 'same-type'
  /** A literal map of the type named by the rule; its children are pairs and spreads. */
  | 'entries'
  /** Takes over the items of its child. */
  | 'spread'
  /** The part of a sequence from one position to another, as an index. */
  | 'range'
  /** Opens a block scope where the language has them. */
  | 'block'
  | 'decorated'
  | 'decorator'
  /** Names that are bound in an outer scope. */
  | 'outer-module'
  | 'outer-function'
  /** slots: value (a condition), body: runs the body when the condition holds. */
  | 'branch'
  /** slots: value: the condition in its first child holds for what follows in the block. */
  | 'assertion'
  /** slots: value, body: the value is that of the `arm` in the body whose pattern matches. */
  | 'select'
  /** slots: left (a pattern), right: the value. */
  | 'arm'
  /** slots: left, right: the values of its blocks; what else stands in it is the condition, whose names the left one sees. */
  | 'conditional'
  /** slots: value (one or several): it is matched against the patterns of each `case` in it. */
  | 'match'
  /** slots: body: runs when the `case-pattern` in it matches. */
  | 'case'
  | 'case-pattern'
  /** A pattern for instances: the name of the type, then patterns or `keyword-pattern`s for its parts. */
  | 'class-pattern'
  /** A pattern for the member whose name is the first child. */
  | 'keyword-pattern'
  /** Patterns of which one has to match. */
  | 'alternatives'
  /** Leaves what is around it. */
  | 'leave'
  /** Its blocks always run. */
  | 'straight'
  /** An identifier that is read where it stands; a local name makes no fact. */
  | 'free-name'
  /** A name that is read as a type wherever it stands. */
  | 'type-name'
  /** slots: object, property: a member, which makes a fact only as a part of what is called. */
  | 'field-access'
  /** slots: function, arguments: a call whose arguments are read and not followed. */
  | 'direct-call'
  /** slots: left, right: one of two values, followed where it is called or stored. */
  | 'direct-choice'
  /** slots: type: a value of the type; what else stands in it is read and not followed. */
  | 'direct-cast'
  /** slots: left, right: gives a member or variable a value, of which only functions are followed. */
  | 'store'
  /** A list of values, or of `pair`s, in the order of the members or elements that they are for. */
  | 'initializer'
  /** slots: type, body: a value of the type that is made by an `initializer`. */
  | 'typed-initializer'
  /** A block whose local names are not followed. */
  | 'local-block'
  /** slots: type, name, body: a function whose parameters stand beside its name. See declarators.ts of extraction. */
  | 'definition'
  /** slots: type, name: declares what stands in `name`, be it variable, member or a function without a body. */
  | 'declaration'
  /** A pointer in a declaration: parameters beside it are not those of the name in it. */
  | 'declarator'
  /** slots: type, name: declares names for a type. */
  | 'typedef'
  /** slots: name, body: a class whose name is seen in the whole file; without a body it names the class. */
  | 'tagged-type'
  /** slots: name: a constant of an enumeration, seen in the whole file. */
  | 'enumerator'
  /** slots: name, parameters, value: a name for a text. */
  | 'macro'
  /** Handed to the hook of the descriptor. */
  | 'hook'
  /** A mark on the enclosing declaration: sets the flag of the rule. */
  | 'flag'
  /** Comments: kept as documentation of what follows. */
  | 'comment'
  /** Not descended into. */
  | 'ignore'
  /** Recorded so that its parent can tell its children apart; otherwise transparent. */
  | 'plain';

/** Where the parts of a node are found; each slot names a field of the grammar. */
export const SLOTS = [
  'name',
  'object',
  'property',
  'function',
  'arguments',
  'parameters',
  'body',
  'result',
  'receiver',
  'bases',
  'left',
  'right',
  'type',
  'value',
  'key',
  'typeParameters',
  'parameter',
] as const;
export type Slot = (typeof SLOTS)[number];

/** The functions that signs mean; `[]` is the sign of an index, `[]=` that of one under which something is put. */
export interface OperatorFunctions {
  /** By sign: the name of functions that all operands are given to, which tell which is meant. */
  readonly functions?: Readonly<Record<string, string>>;
  /** By sign: members that are called on the first operand with the others; of several names the first that it has. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** By sign: the member of the second operand that is called with the first where that is of the library and not of the project. */
  readonly reflected?: Readonly<Record<string, string>>;
  /** Signs of two operands that are called on the second. */
  readonly turned?: readonly string[];
}

/** What one node type means. */
export interface NodeRule {
  readonly role: Role;
  /** Slot → field name of the grammar. */
  readonly slots?: Partial<Readonly<Record<Slot, string>>>;
  /** Kind of the symbol that the node declares. */
  readonly symbol?: NodeKind;
  /** Of a name that is written as a list: what stands between its parts when it is told. */
  readonly namePartsJoin?: string;
  /** Name of the type of a literal, as the language spells it. */
  readonly literal?: string;
  /** Where the names that it declares live. */
  readonly scope?: 'block' | 'function';
  /** The grammar has no such node: `hooks.arrange` or `hooks.arrangeFile` writes it. */
  readonly isMade?: boolean;
  /** The text of the node stands for this name. */
  readonly spells?: string;
  /** For names: what is written stands for this other name. */
  readonly respells?: (written: string) => string;
  /** For names: stands before or behind the text of the node in the name. */
  readonly before?: string;
  readonly after?: string;
  /** For names with `before`: the text behind that begins with a capital letter. */
  readonly raises?: boolean;
  /** For `self`: the class around. */
  readonly isClass?: boolean;
  /**
   * For `mixes-in`: the types come before the class itself, or are mixed into the class as an object, or, so, into each class that
   * takes this one over.
   */
  readonly mixes?: 'before' | 'into-class' | 'into-taker';
  /** For `member-alias`: it names a member of instances. */
  readonly isOfInstance?: boolean;
  /** Name of the flag (see SymbolFlag) that a `flag` node sets. */
  readonly flag?:
    | 'async'
    | 'static'
    | 'abstract'
    | 'generator'
    | 'property'
    | 'setter'
    | 'implicit'
    | 'partial';
  /** For `flag`: the flags that the text of the node sets, by that text. */
  readonly flags?: Readonly<
    Record<
      string,
      'async' | 'static' | 'abstract' | 'partial' | 'extension' | 'replaces' | 'expected' | 'actual'
    >
  >;
  /** For `sequence`: its items can have names, by which they are members. */
  readonly namesItems?: boolean;
  /** For `flag`: the text of the node must match. */
  readonly when?: RegExp;
  /** For `literal`: the type by the text of the node; any other text has no type. */
  readonly literals?: Readonly<Record<string, string>>;
  /** For `assign`: a plain name on the left is one that was declared elsewhere, in this scope or around it. */
  readonly isReassignment?: boolean;
  /** The body of the function is the expression it returns when it is no block. */
  readonly bodyIsResult?: boolean;
  /** For `type-declaration`: another name of the same type, not a new one. */
  readonly constant?: boolean;
  /** For `literal`: the type by the letters that end it, in lower case. */
  readonly suffixes?: Readonly<Record<string, string>>;
  /** For `operator`: those signs whose result tells whether something holds, and the type of that. */
  readonly tests?: { readonly signs: readonly string[]; readonly literal: string };
  /** For `operator`: the result has the type of the operands. */
  readonly keepsType?: boolean;
  /**
   * For `operator`, one of one operand among them, `unary`, `assign`, `update`, `subscript` and `index`: functions can be declared for the
   * sign. A text stands before it in the names of all of them.
   */
  readonly operates?: string | OperatorFunctions;
  /** For `operator` with `operates`: signs for which no functions are sought. */
  readonly plainSigns?: readonly string[];
  /** For `operator` of one operand: the signs that give what leads to a value, and what a value leads to. */
  readonly leads?: { readonly to: string; readonly from: string };
  /** For `assign-lists`: without type and value it takes those of the one before it. */
  readonly repeats?: boolean;
  /** For `block`: its value is that of its last child, unless a sign stands behind that. */
  readonly isValue?: boolean;
  /** For `namespace`: without a body it stands in a file of its own, which the hook knows. */
  readonly isElsewhere?: boolean;
  /** For `class`: the type of an object of the class, whatever it is, has this name in it. */
  readonly ownType?: string;
  /** For `function`: belongs to its name. */
  readonly nameMark?: string;
  /** For `assign`: the value is the last child. */
  readonly valueIsLast?: boolean;
  /** For `parameter`: what stands behind its name is what it is when it is not passed. */
  readonly defaultBehindName?: boolean;
  /** For `function`: a call that stands beside its body runs before that. */
  readonly callsFirst?: boolean;
  /** For `construct`: what is made is named by what holds it, a member or a base. */
  readonly startsMember?: boolean;
  /** For `namespace` with `isPackage`: it never stands for the file as a whole. */
  readonly isApart?: boolean;
  /** For `function`: stands before the name in the name of the symbol. */
  readonly prefix?: string;
  /** For `function` and `property`: the name, where none is written. */
  readonly called?: string;
  /** For `class`: what stands beside its name are fields that are read by their names, or no more than names in it. */
  readonly components?: 'fields' | 'names';
  /** For `namespace`: a part of a package, which other parts here and elsewhere add to. */
  readonly isPackage?: boolean;
  /** Holds when its only child does not. */
  readonly isNegation?: boolean;
  /** For `member`: it reads a variable, whose name is declared with the mark of variables before it. */
  readonly readsVariable?: boolean;
  /** For `parameter`: it takes all further arguments as a sequence. */
  readonly collects?: boolean;
  /** On `rest-pattern`: the built-in types of what it collects by name and of the names, `dict` and `str`; the written type is an element's. */
  readonly collectsNamed?: readonly [collection: string, key: string];
}
