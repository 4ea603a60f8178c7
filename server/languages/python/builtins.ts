// What the outline of Python's library does not say: the attributes of modules, what stands for a function in the code without
// having its type, and which members of collections put something in or look something up.

import { builtins as declared } from './outline/names.ts';
import type { BuiltinResult, ItemMember } from '../language.ts';

/** The names that every module sees without importing them. */
export const builtins: readonly string[] = [
  ...declared,
  ...'__build_class__ __doc__ __file__ __import__ __name__ __package__ __path__ __spec__ reveal_type'.split(
    ' ',
  ),
];

/**
 * Functions that hand out what they are given, where their signature says less: that something is a type, or that a name
 * stands for a function or for what it gives.
 */
export const builtinResults: Readonly<Record<string, BuiltinResult>> = {
  type: 'class',
  staticmethod: 'argument',
  classmethod: 'argument',
  property: 'called',
  'functools.cached_property': 'called',
  'functools.partialmethod': 'argument',
  'weakref.proxy': 'argument',
  'typing.TypeVar': 'type-variable',
  'typing_extensions.TypeVar': 'type-variable',
  'typing.cast': 'instance',
  'typing_extensions.cast': 'instance',
};

/** Members whose first argument is the key of what they give. */
export const keyedMembers: readonly string[] = ['get', 'setdefault', 'pop'];

/** Methods that put something in. */
export const itemMembers: ReadonlyMap<string, ItemMember> = new Map<string, ItemMember>([
  ['append', { argument: 0, puts: 'item' }],
  ['appendleft', { argument: 0, puts: 'item' }],
  ['add', { argument: 0, puts: 'item' }],
  ['insert', { argument: 1, puts: 'item' }],
  ['extend', { argument: 0, puts: 'elements' }],
  ['update', { argument: 0, puts: 'entries' }],
]);

/** Types that give one element after the other: what loops and generators make, and the protocols that they have. */
export const iteratorTypes: readonly string[] = [
  'iterator',
  'generator',
  'Iterator',
  'Iterable',
  'Generator',
  'AsyncIterator',
  'AsyncIterable',
  'AsyncGenerator',
];
