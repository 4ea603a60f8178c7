// Literal values: constants, lists and maps written in place, what is put into them, and what stands under an index.

import { Op } from '../../facts/expressions.ts';
import type { Entry } from '../calls/index.ts';
import type { ExprId, ListId, NameId, ScopeId } from '../program/index.ts';
import {
  Kind,
  UNKNOWN,
  builtinInstance,
  elementAt,
  elements,
  kindOf,
  merged,
  namedItems,
  positional,
  subscripted,
} from '../types/index.ts';
import type { Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { indexedMembers } from './members.ts';

/** Items of a literal list beyond these are not followed. */
const MAX_ITEMS = 16;
/** Entries of a literal map beyond these are not followed. */
const MAX_ENTRIES = 64;

/** A constant of a built-in type. */
export function literal(infer: Infer, name: NameId, scope: ScopeId): Value {
  const { builtinPackage } = infer.rulesOf(scope).library;
  return builtinInstance(infer.types, builtinPackage, infer.program.strings[name]!);
}

/** A literal map. */
export function literalMap(infer: Infer, name: NameId, list: ListId, scope: ScopeId): Value {
  const { columns } = infer;
  const entries: Entry[] = [];
  const length = Math.min(columns.listLength(list), MAX_ENTRIES);
  for (let index = 0; index < length; index++)
    entries.push({
      key: columns.listKey(list, index),
      value: infer.evaluate(columns.listValue(list, index)),
    });
  const base = literal(infer, name, scope);
  return length === 0 ? base : infer.collections.withEntries(base, entries);
}

/** A collection into which something is put. */
export function withItem(infer: Infer, value: Value, list: ListId, scope: ScopeId): Value {
  if (value === UNKNOWN) return value;
  const key = infer.columns.listKey(list, 0);
  const item = infer.evaluate(infer.columns.listValue(list, 0));
  const keyValue = infer.evaluate(infer.columns.listValue(list, 1));
  return infer.collections.withItem(value, key, item, infer.rulesOf(scope), keyValue);
}

/** The item of a collection that is known under a constant key, undefined where items are not known. */
export function knownItem(infer: Infer, value: Value, index: ExprId): Value | undefined {
  const isConstant = index >= 0 && infer.columns.op(index) === Op.literal;
  return infer.collections.item(value, isConstant ? infer.columns.b(index) : 0);
}

/** What `value[index]` gives. */
export function itemAt(infer: Infer, value: Value, index: ExprId): Value {
  const indexed = indexedMembers(infer, value);
  if (indexed !== UNKNOWN) return indexed;
  if (kindOf(value) === Kind.union) return itemOfUnion(infer, value, index);
  const item = knownItem(infer, value, index);
  if (item !== undefined) return item;
  // What is declared for an index counts before what a loop would meet at that place: an index of a map is a key.
  const isDeclared = index >= 0 && infer.rulesOf(infer.columns.scopeOf(index)).types.typesDecide === true;
  const declared = isDeclared ? subscripted(infer.types, value) : UNKNOWN;
  if (declared !== UNKNOWN) return declared;
  const key = index >= 0 && infer.columns.op(index) === Op.literal ? infer.columns.b(index) : 0;
  const position = key > 0 ? infer.collections.position(key) : undefined;
  const element = position === undefined ? UNKNOWN : elementAt(infer.types, value, position);
  return element === UNKNOWN ? subscripted(infer.types, value) : element;
}

function itemOfUnion(infer: Infer, value: Value, index: ExprId): Value {
  const version = merged(infer.types, value);
  if (kindOf(version) !== Kind.union) return itemAt(infer, version, index);
  let joined = UNKNOWN;
  infer.values.each(value, (one) => (joined = infer.values.join(joined, itemAt(infer, one, index))));
  return joined;
}

/** A literal list; what is spread out in it counts by its elements, whose number has to be known. */
export function sequence(infer: Infer, name: NameId, list: ListId, scope: ScopeId): Value {
  const { columns } = infer;
  const base = literal(infer, name, scope);
  const parameters: Value[] = [];
  let isCounted = true;
  const length = Math.min(columns.listLength(list), MAX_ITEMS);
  for (let index = 0; index < length; index++) {
    const value = infer.evaluate(columns.listValue(list, index));
    if (!columns.isSpread(list, index)) {
      parameters.push(value);
      continue;
    }
    const parts = positional(infer.types, value);
    isCounted &&= parts !== undefined;
    parameters.push(...(parts ?? [elements(infer.types, value)]));
  }
  if (parameters.every((value) => value === UNKNOWN)) return base;
  if (isCounted && parameters.length <= MAX_ITEMS) {
    const items = parameters.length === length ? namedItems(columns, list, parameters) : undefined;
    return infer.values.generic(base, parameters, Kind.generic, items);
  }
  const element = parameters.reduce((joined, one) => infer.values.join(joined, one), UNKNOWN);
  return infer.values.generic(base, [element]);
}
