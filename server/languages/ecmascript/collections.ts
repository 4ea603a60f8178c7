// What the standard library does with what it is given: collections, promises, iterators, objects.

import type { BuiltinResult, CallbackArgument, CollectionMember, ItemMember } from '../language.ts';

/** Functions that hand out what they are given, as the standard says. */
export const builtinResults: Readonly<Record<string, BuiltinResult>> = {
  Object: 'argument',
  'Object.assign': 'arguments',
  'Object.create': 'argument',
  'Object.defineProperties': 'argument',
  'Object.defineProperty': 'argument',
  'Object.entries': 'entries',
  'Object.freeze': 'argument',
  'Object.getPrototypeOf': 'argument',
  'Object.preventExtensions': 'argument',
  'Object.seal': 'argument',
  'Object.setPrototypeOf': 'argument',
  'Object.values': 'values',
  'Array.from': 'elements',
  'Array.of': 'list',
  'Promise.all': 'promise-of-all',
  'Promise.allSettled': 'promise-of-settled',
  'Promise.any': 'promise-of-any',
  'Promise.race': 'promise-of-any',
  'Promise.reject': 'rejection',
  'Promise.resolve': 'promise',
  structuredClone: 'argument',
};

/** What `new` makes of what it is given. */
export const builtinConstructs: Readonly<Record<string, BuiltinResult>> = {
  Array: 'list',
  Map: 'entries',
  Promise: 'executed',
  Set: 'elements',
  WeakMap: 'entries',
  WeakSet: 'elements',
};

/** Functions that call another argument with the elements of the first. */
export const builtinCallbacks: ReadonlyMap<string, number> = new Map([['Array.from', 1]]);

const each: readonly CallbackArgument[] = ['element', 'key', 'collection'];
const pair: readonly CallbackArgument[] = ['element', 'element'];
const eachElement: CollectionMember = { callback: each };
const sameCollection: CollectionMember = { result: 'collection' };
const oneElement: CollectionMember = { result: 'element' };
const foundElement: CollectionMember = { callback: each, result: 'element' };
const someElements: CollectionMember = { callback: each, result: 'collection' };
const reduced: CollectionMember = {
  callback: ['element', 'element', 'other', 'collection'],
  result: 'reduced',
};

/** Methods of arrays, sets, maps, iterators and promises, whose single element is what they resolve to. */
export const collectionMembers: ReadonlyMap<string, CollectionMember> = new Map([
  ['forEach', eachElement],
  ['every', eachElement],
  ['some', eachElement],
  ['findIndex', eachElement],
  ['findLastIndex', eachElement],
  ['reduce', reduced],
  ['reduceRight', reduced],
  ['find', foundElement],
  ['findLast', foundElement],
  ['filter', someElements],
  ['map', { callback: each, result: 'mapped' }],
  ['flatMap', { callback: each, result: 'flat-mapped' }],
  ['then', { callback: ['element'], otherwise: ['reason'], result: 'settled' }],
  ['catch', { callback: ['reason'], result: 'caught' }],
  ['finally', sameCollection],
  ['sort', { callback: pair, result: 'collection' }],
  ['toSorted', { callback: pair, result: 'collection' }],
  ['slice', sameCollection],
  ['splice', sameCollection],
  ['concat', { result: 'joined' }],
  ['flat', { result: 'flattened' }],
  ['reverse', sameCollection],
  ['toReversed', sameCollection],
  ['fill', sameCollection],
  ['values', { result: 'values' }],
  ['keys', { result: 'keys' }],
  ['entries', { result: 'entries' }],
  ['next', { result: 'step' }],
  ['pop', oneElement],
  ['shift', oneElement],
  ['at', oneElement],
  ['get', { result: 'item' }],
]);

/** Methods that put something in. */
export const itemMembers: ReadonlyMap<string, ItemMember> = new Map<string, ItemMember>([
  ['push', { argument: 0, puts: 'item', every: true }],
  ['unshift', { argument: 0, puts: 'anywhere', every: true }],
  ['fill', { argument: 0, puts: 'anywhere' }],
  ['splice', { argument: 2, puts: 'anywhere', every: true }],
  ['add', { argument: 0, puts: 'item' }],
  ['set', { argument: 0, puts: 'entry' }],
]);

/** Fields that hold a type argument. */
export const genericFields: ReadonlyMap<string, number> = new Map([
  ['IteratorResult.value', 0],
  ['PromiseFulfilledResult.value', 0],
  ['PromiseRejectedResult.reason', 0],
]);

/** A loop over one gives pairs of key and value. */
export const entryTypes: readonly string[] = ['Map', 'ReadonlyMap'];

/** Elements are their own keys. */
export const selfKeyedTypes: readonly string[] = ['Set', 'ReadonlySet', 'WeakSet'];

/** Functions that call what they are given, now or later. */
export const libraryCallbacks: Readonly<Record<string, readonly number[]>> = {
  'Array.from': [1],
  Promise: [0],
  addEventListener: [1],
  queueMicrotask: [0],
  requestAnimationFrame: [0],
  requestIdleCallback: [0],
  setImmediate: [0],
  setInterval: [0],
  setTimeout: [0],
  'process.nextTick': [0],
};

/** Members by which handlers of events are registered. */
export const callbackMembers: Readonly<Record<string, readonly number[]>> = {
  addEventListener: [1],
  addListener: [1],
  on: [1],
  once: [1],
  prependListener: [1],
};

/** Types that give one element after the other: what loops and generators make, and the protocols that they have. */
export const iteratorTypes: readonly string[] = [
  'iterator',
  'Iterator',
  'Iterable',
  'Generator',
  'AsyncIterator',
  'AsyncIterable',
  'AsyncGenerator',
];
