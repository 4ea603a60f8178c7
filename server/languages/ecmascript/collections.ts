// What the outline of the standard library does not say: with what a promise fails, that the elements of a list are known one
// by one, and what is put into a collection.

import { callingMembers as calling } from './outline/names.ts';
import type { BuiltinResult, CollectionMember, ItemMember } from '../language.ts';

/**
 * Functions that hand out what they are given. Of prototypes the declarations say `any`; of promises they know neither the
 * reason of a failure nor which place of a list a result is from.
 */
export const builtinResults: Readonly<Record<string, BuiltinResult>> = {
  Object: 'argument',
  'Object.create': 'argument',
  'Object.getPrototypeOf': 'argument',
  'Object.setPrototypeOf': 'argument',
  'Promise.all': 'promise-of-all',
  'Promise.allSettled': 'promise-of-settled',
  'Promise.any': 'promise-of-any',
  'Promise.race': 'promise-of-any',
  'Promise.reject': 'rejection',
  'Promise.resolve': 'promise',
};

/** What `new` makes of what a function hands to its parameters, and of elements whose places are known. */
export const builtinConstructs: Readonly<Record<string, BuiltinResult>> = {
  Array: 'list',
  Promise: 'executed',
};

/**
 * Methods of promises, whose single element is what they resolve to: declarations know no reasons. Methods of lists that keep
 * the places of elements, or open the lists in it, which is a computed type. An iterator ends with what its function returns.
 */
export const collectionMembers: ReadonlyMap<string, CollectionMember> = new Map<string, CollectionMember>([
  ['then', { callback: ['element'], otherwise: ['reason'], result: 'settled' }],
  ['catch', { callback: ['reason'], result: 'caught' }],
  ['finally', { result: 'collection' }],
  ['concat', { result: 'joined' }],
  ['flat', { result: 'flattened' }],
  ['next', { result: 'step' }],
]);

/** Members that call a function that they are given, with its positions. */
export const callingMembers: ReadonlyMap<string, readonly number[]> = new Map(
  calling.map((line) => {
    const [name = '', positions = ''] = line.split(':');
    return [name, positions.split(',').map(Number)];
  }),
);

/** Members whose first argument is the key of what they give. */
export const keyedMembers: readonly string[] = ['get'];

/** Methods that put something in: no type says so. */
export const itemMembers: ReadonlyMap<string, ItemMember> = new Map<string, ItemMember>([
  ['push', { argument: 0, puts: 'item', every: true }],
  ['unshift', { argument: 0, puts: 'anywhere', every: true }],
  ['fill', { argument: 0, puts: 'anywhere' }],
  ['splice', { argument: 2, puts: 'anywhere', every: true }],
  ['add', { argument: 0, puts: 'item' }],
  ['set', { argument: 0, puts: 'entry' }],
]);

/** Fields that hold a type argument: a step of an iterator is one of two types, of which the name is an alias. */
export const genericFields: ReadonlyMap<string, number> = new Map([['IteratorResult.value', 0]]);

/** Members by which handlers of events are registered, of types of packages too. */
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
