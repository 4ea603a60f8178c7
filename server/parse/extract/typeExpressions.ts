// Roles that stand for a type: generics, collections, functions, casts.

import {
  BindingKind,
  countedName,
  INDEXED,
  Op,
  RECEIVER,
  SPREAD,
  ScopeKind,
  Tested,
} from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { childOfRole, slotOrFirst, visitOthers } from './children.ts';
import type { Expresser, Extraction, Visitor } from './context.ts';
import { scopeKind, within } from './scopes.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import { addExpression, intern, memberExpression, nameExpression, nameOf } from './writing.ts';

/** `Base[A, B]` read as a type: the children beside the base are its arguments. */
export function expressGenericOf(x: Extraction, record: number, base: number, baseRecord: number): number {
  const pairs: number[] = [];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (child === baseRecord) continue;
    if (x.tree.ruleOf(child).role === 'type-arguments') {
      for (let inner = x.tree.firstChild(child); inner >= 0; inner = x.tree.nextSibling(inner, child)) {
        pairs.push(0, expressKey(x, inner));
      }
    } else pairs.push(0, express(x, child));
  }
  return addExpression(x, Op.generic, base, x.facts.addArguments(pairs), record);
}

/** The name of a generic type where such names are counted; what stands where no type is meant is a function. */
export function countedNameOf(x: Extraction, generic: number, name: number): string {
  const list = childOfRole(x, generic, 'type-arguments');
  const { countedNames } = x.rules.types;
  if (countedNames !== true || list < 0) return x.tree.text(name);
  // Without arguments, `A<,>`, the commas tell.
  const commas = x.tree.text(list).split(',').length;
  let count = 0;
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) count++;
  return countedName(x.tree.text(name), count === 0 ? commas : count);
}

export const expressGeneric: Expresser = (x, record) => {
  const object = slotOrFirst(x, record, 'object');
  if (x.rules.types.countedNames !== true) return expressGenericOf(x, record, express(x, object), object);
  const name = addExpression(x, Op.name, intern(x, countedNameOf(x, record, object)), 1, object);
  return expressGenericOf(x, record, name, object);
};

/** A type written as text, such as `'Name'` or `"list[module.Name | None]"`; -1 for what it cannot read. */
export function expressQuotedType(x: Extraction, record: number): number {
  const text = /^[A-Za-z]*("""|'''|["'])([^]*)\1$/.exec(x.tree.text(record))?.[2];
  if (text === undefined || text.length > MAX_QUOTED_TYPE) return -1;
  const tokens = [...text.matchAll(QUOTED_TOKEN)].map(([token]) => token.trim());
  // What is no token stands between them.
  if (tokens.join('') !== text.replaceAll(/\s+/g, '')) return -1;
  return new QuotedType(x, record, tokens).read();
}

const MAX_QUOTED_TYPE = 1000;
const QUOTED_TOKEN = /[\p{L}_][\p{L}\p{N}_]*|\.\.\.|"[^"]*"|'[^']*'|\d+|[.,|[\]]/gu;

/** Reads names, their arguments and alternatives: `a.B[C, D] | E`. All expressions stand at the place of the text. */
class QuotedType {
  private readonly x: Extraction;
  private readonly record: number;
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(x: Extraction, record: number, tokens: readonly string[]) {
    this.x = x;
    this.record = record;
    this.tokens = tokens;
  }

  /** The whole text as one type; -1 when something is left over. */
  read(): number {
    const type = this.readAlternatives();
    return this.at === this.tokens.length ? type : -1;
  }

  private readAlternatives(): number {
    let type = this.readOne();
    while (this.tokens[this.at] === '|') {
      this.at++;
      const other = this.readOne();
      type = type < 0 ? other : other < 0 ? type : addExpression(this.x, Op.choice, type, other, this.record);
    }
    return type;
  }

  private readOne(): number {
    const { x, record, tokens } = this;
    const first = tokens[this.at];
    if (first === undefined) return -1;
    if (first === '[') {
      // A list of parameters: what is in it is not followed.
      this.readArguments();
      return -1;
    }
    this.at++;
    const inner = /^(["'])(.*)\1$/.exec(first)?.[2];
    if (inner !== undefined) {
      const parts = [...inner.matchAll(QUOTED_TOKEN)].map(([token]) => token);
      return new QuotedType(x, record, parts).read();
    }
    if (!/^[\p{L}_]/u.test(first)) return -1;
    let type = nameExpression(x, first, record);
    while (tokens[this.at] === '.' && tokens[this.at + 1] !== undefined) {
      type = memberExpression(x, type, tokens[this.at + 1]!, record);
      this.at += 2;
    }
    if (tokens[this.at] !== '[') return type;
    const pairs = this.readArguments().flatMap((argument) => [0, argument]);
    return addExpression(x, Op.generic, type, x.facts.addArguments(pairs), record);
  }

  private readArguments(): number[] {
    const list: number[] = [];
    this.at++;
    while (this.at < this.tokens.length && this.tokens[this.at] !== ']') {
      const before = this.at;
      list.push(this.readAlternatives());
      if (this.tokens[this.at] === ',') this.at++;
      else if (this.at === before) break;
    }
    this.at++;
    return list;
  }
}

/**
 * A type that is written at a parameter or a result. Where annotations are read outside of the function, a parameter cannot
 * hide what one names.
 */
export function expressAnnotation(x: Extraction, record: number): number {
  if (record < 0 || !x.annotatesOutside) return expressType(x, record);
  let type = -1;
  const outer = x.facts.tables.scopes.get(x.scope, Column.scopes.parent);
  if (outer < 0) return expressType(x, record);
  within(x, outer, x.owner, () => (type = expressType(x, record)));
  return type;
}

/** A collection of the child type; the rule may name what kind of collection. */
export const expressCollectionType: Expresser = (x, record, rule) => {
  const value = slotOrFirst(x, record, 'value');
  const inner = expressType(x, value);
  visitOthers(x, record, value);
  return inner < 0 ? -1 : addExpression(x, Op.collection, inner, intern(x, rule.literal ?? ''), record);
};

/** A parameter that stands for the receiver, which callers do not pass as an argument. */
function isReceiver(x: Extraction, parameter: number): boolean {
  const name = x.tree.slot(parameter, 'name');
  return name >= 0 && x.tree.ruleOf(name).role === 'self';
}

/** A parameter that takes all arguments from there on. */
function isRest(x: Extraction, parameter: number): boolean {
  const name = x.tree.slot(parameter, 'name');
  return name >= 0 && x.tree.ruleOf(name).role === 'rest-pattern';
}

export const expressFunctionType: Expresser = (x, record) => {
  const pairs: number[] = [];
  let result = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    const typeParameters = x.tree.slot(record, 'typeParameters');
    if (typeParameters >= 0) visit(x, typeParameters);
    const list = x.tree.slot(record, 'parameters');
    for (
      let child = list < 0 ? -1 : x.tree.firstChild(list);
      child >= 0;
      child = x.tree.nextSibling(child, list)
    ) {
      if (x.tree.ruleOf(child).role === 'comment') continue;
      const type = expressType(x, child);
      if (!isReceiver(x, child)) pairs.push(isRest(x, child) ? intern(x, SPREAD) : 0, type);
      else if (x.rules.names.extensionFunctions === true) pairs.push(intern(x, RECEIVER), type);
    }
    result = expressType(x, x.tree.slot(record, 'result'));
  });
  return addExpression(x, Op.functionType, result, x.facts.addArguments(pairs), record);
};

export const expressMapType: Expresser = (x, record) => {
  const keyRecord = x.tree.slot(record, 'key');
  const valueRecord = x.tree.slot(record, 'value');
  const key = expressType(x, keyRecord);
  const value = expressType(x, valueRecord);
  visitOthers(x, record, keyRecord, valueRecord);
  return addExpression(x, Op.mapping, key, value, record);
};

export const expressCast: Expresser = (x, record) => {
  let value = slotOrFirst(x, record, 'value');
  let type =
    x.tree.slotField(record, 'type') !== 0 ? x.tree.slot(record, 'type') : x.tree.nextSibling(value, record);
  if (value >= 0 && x.tree.ruleOf(value).role === 'type-arguments')
    [type, value] = [x.tree.firstChild(value), type];
  const inner = express(x, value);
  if (type < 0) return inner;
  const target = expressType(x, type);
  // Where the type says nothing, the value stays what it is.
  if (target < 0) return inner;
  return inner >= 0 && x.rules.types.castsKeepFunctions === true
    ? addExpression(x, Op.cast, target, inner, record)
    : addExpression(x, Op.instance, target, 0, record);
};

/** `A extends B ? C : D`, where `B` can name parts of `A` for `C`. */
export const expressConditionalType: Expresser = (x, record) => {
  const checked = express(x, x.tree.slot(record, 'object'));
  let [pattern, type] = [-1, -1];
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    bindInferred(x, x.tree.slot(record, 'key'));
    pattern = express(x, x.tree.slot(record, 'key'));
    type = express(x, x.tree.slot(record, 'left'));
  });
  const other = express(x, x.tree.slot(record, 'right'));
  if (checked < 0)
    return type < 0 || other < 0 ? Math.max(type, other) : addExpression(x, Op.choice, type, other, record);
  return addExpression(
    x,
    Op.conditional,
    checked,
    x.facts.addArguments([0, pattern, 0, type, 0, other]),
    record,
  );
};

/** Binds the names that a type which is tested for gives to parts of what is tested, wherever in it they stand. */
function bindInferred(x: Extraction, pattern: number): void {
  if (pattern < 0) return;
  const { role } = x.tree.ruleOf(pattern);
  if (role === 'inferred-type') {
    const name = x.tree.firstChild(pattern);
    if (name >= 0)
      x.facts.addBinding(x.scope, nameOf(x, name), BindingKind.typeParameter, 0, x.tree.start(name));
    return;
  }
  for (let child = x.tree.firstChild(pattern); child >= 0; child = x.tree.nextSibling(child, pattern))
    bindInferred(x, child);
}

/** A name for a part of a type that is tested. */
export const expressInferredType: Expresser = (x, record) => {
  const name = x.tree.firstChild(record);
  if (name < 0) return -1;
  visitOthers(x, record, name);
  return addExpression(x, Op.name, nameOf(x, name), 1, record);
};

/** The type of a value that is named inside of a type. */
export const expressTypeOf: Expresser = (x, record) => {
  const wasType = x.isType;
  x.isType = false;
  const inner = express(x, x.tree.firstChild(record));
  x.isType = wasType;
  return inner < 0 ? -1 : addExpression(x, Op.typeOf, inner, 0, record);
};

/** `[key: string]: Type`, `[K in Keys]: Type`. */
export const visitIndexSignature: Visitor = (x, record) => {
  const value = x.tree.slot(record, 'value');
  if (value < 0 || scopeKind(x) !== ScopeKind.class) return visitChildren(x, record);
  let type = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    visitOthers(x, record, value);
    type = expressType(x, value);
  });
  if (type < 0) return;
  x.facts.addBinding(x.scope, intern(x, INDEXED), BindingKind.value, -1, x.tree.start(record), type);
};

/** Of `{ [K in keyof T]: T[K] }`, which has the members of `T` as they are, the record of `T`; else `type` itself. */
export function unmapped(x: Extraction, type: number): number {
  if (type < 0 || x.tree.ruleOf(type).role !== 'class') return type;
  const signature = x.tree.firstChild(type);
  const isOnly = signature >= 0 && x.tree.nextSibling(signature, type) < 0;
  if (!isOnly || x.tree.ruleOf(signature).role !== 'index-signature') return type;
  const value = x.tree.slot(signature, 'value');
  let clause = x.tree.firstChild(signature);
  while (clause >= 0 && x.tree.ruleOf(clause).role !== 'type-parameter')
    clause = x.tree.nextSibling(clause, signature);
  if (clause < 0 || value < 0 || x.tree.ruleOf(value).role !== 'indexed-type') return type;
  const object = x.tree.firstChild(value);
  const index = object < 0 ? -1 : x.tree.nextSibling(object, value);
  const keys = x.tree.slot(clause, 'type');
  const isItself =
    index >= 0 &&
    keys >= 0 &&
    x.tree.text(index) === x.tree.text(x.tree.slot(clause, 'name')) &&
    x.tree.text(keys).replace(/^keyof\s+/, '') === x.tree.text(object);
  return isItself ? object : type;
}

/** A type where it can be the name of a member: that text, as a literal without a type. */
function expressKey(x: Extraction, record: number): number {
  if (x.tree.ruleOf(record).role !== 'literal-type') return express(x, record);
  const text = /^(["'`])([^"'`\\]+)\1$/.exec(x.tree.text(record))?.[2];
  return text === undefined ? -1 : addExpression(x, Op.literal, intern(x, ''), intern(x, text), record);
}

/** `keyof Type`. */
export const expressKeysOf: Expresser = (x, record) => {
  const type = express(x, x.tree.firstChild(record));
  return type < 0 ? -1 : addExpression(x, Op.keysOf, type, 0, record);
};

/** `Type['member']`, `Type[number]`, `Type[Key]`: the type of what an instance has there. */
export const expressIndexedType: Expresser = (x, record) => {
  const object = x.tree.firstChild(record);
  const index = object < 0 ? -1 : x.tree.nextSibling(object, record);
  const type = express(x, object);
  const key = index < 0 ? -1 : expressKey(x, index);
  if (type < 0 || index < 0) return -1;
  const found = expressIndexed(x, record, type, index);
  return key < 0
    ? found
    : addExpression(x, Op.indexed, found, x.facts.addArguments([0, type, 0, key]), record);
};

/** What an instance of a type has under an index, as far as the type alone tells. */
function expressIndexed(x: Extraction, record: number, type: number, index: number): number {
  const instance = addExpression(x, Op.instance, type, 0, record);
  const name = /^(["'])([^"'\\]+)\1$/.exec(x.tree.text(index))?.[2];
  const position = /^\d+$/.test(x.tree.text(index))
    ? addExpression(x, Op.literal, intern(x, ''), nameOf(x, index), index)
    : -1;
  const part =
    name === undefined
      ? addExpression(x, Op.subscript, instance, position, record)
      : memberExpression(x, instance, name, index);
  return addExpression(x, Op.typeOf, part, 0, record);
}

/** A parameter of a function type: what counts is its type. */
export const expressParameter: Expresser = (x, record) => expressType(x, x.tree.slot(record, 'type'));

/** `name is Type`, `this is Type`; one around another, or around a name, says that the function returns only when it holds. */
export const expressPredicate: Expresser = (x, record) => {
  if (x.tree.slotField(record, 'type') === 0) {
    const inner = x.tree.firstChild(record);
    const role = inner < 0 ? undefined : x.tree.ruleOf(inner).role;
    if (role === 'name') return addExpression(x, Op.predicate, -1, Tested.condition, record);
    const isTyped = role === 'predicate';
    const type = isTyped ? expressType(x, x.tree.slot(inner, 'type')) : -1;
    return type < 0 || isOfReceiver(x, inner)
      ? -1
      : addExpression(x, Op.predicate, type, Tested.assertedArgument, record);
  }
  const type = expressType(x, x.tree.slot(record, 'type'));
  const what = isOfReceiver(x, record) ? Tested.receiver : Tested.argument;
  return type < 0 ? -1 : addExpression(x, Op.predicate, type, what, record);
};

function isOfReceiver(x: Extraction, predicate: number): boolean {
  const name = x.tree.slot(predicate, 'name');
  return name >= 0 && x.tree.ruleOf(name).role === 'self';
}
