// Which members the types of the standard have (ECMA-262, edition of 2026), so that a member that none of them has is not
// taken for one of theirs.

import { builtinPackage } from './builtins.ts';
import { builtinResults, collectionMembers } from './collections.ts';

const OBJECT = 'hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf';
const ITERATOR =
  'next return throw drop every filter find flatMap forEach map reduce some take toArray ' +
  'includes join concat';
const SEARCHED =
  'at every find findIndex findLast findLastIndex forEach includes indexOf join lastIndexOf length';
const ARRAY =
  `${SEARCHED} concat entries filter flat flatMap keys map reduce reduceRight slice some toReversed toSorted ` +
  'toSpliced values with';
const DATE_PARTS = 'Date FullYear Hours Milliseconds Minutes Month Seconds';

const MEMBERS: Readonly<Record<string, string>> = {
  Object: '',
  Function: 'apply arguments bind call caller length name prototype',
  Array: `${ARRAY} copyWithin fill pop push reverse shift sort splice unshift`,
  ReadonlyArray: ARRAY,
  tuple: `${ARRAY} copyWithin fill pop push reverse shift sort splice unshift`,
  String:
    'anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fixed fontcolor fontsize includes indexOf ' +
    'isWellFormed italics lastIndexOf length link localeCompare match matchAll normalize padEnd padStart repeat ' +
    'replace replaceAll search slice small split startsWith strike sub substr substring sup toLocaleLowerCase ' +
    'toLocaleUpperCase toLowerCase toUpperCase toWellFormed trim trimEnd trimLeft trimRight trimStart',
  Number: 'toExponential toFixed toPrecision',
  Boolean: '',
  BigInt: '',
  Symbol: 'description',
  RegExp:
    'compile dotAll exec flags global hasIndices ignoreCase lastIndex multiline source sticky test unicode unicodeSets',
  Date:
    `getDay getTime getTimezoneOffset getUTCDay getYear setTime setYear toDateString toGMTString toISOString toJSON ` +
    `toLocaleDateString toLocaleTimeString toTimeString toUTCString ${DATE_PARTS.split(' ')
      .flatMap((part) => [`get${part}`, `getUTC${part}`, `set${part}`, `setUTC${part}`])
      .join(' ')}`,
  Error: 'cause code errors message name stack',
  Iterable: '',
  Promise: 'catch finally then',
  PromiseLike: 'then',
  Map: 'clear delete entries forEach get getOrInsert getOrInsertComputed has keys set size values',
  ReadonlyMap: 'entries forEach get has keys size values',
  Set:
    'add clear delete difference entries forEach has intersection isDisjointFrom isSubsetOf isSupersetOf keys size ' +
    'symmetricDifference union values',
  ReadonlySet:
    'difference entries forEach has intersection isDisjointFrom isSubsetOf isSupersetOf keys size symmetricDifference ' +
    'union values',
  WeakMap: 'delete get getOrInsert getOrInsertComputed has set',
  WeakSet: 'add delete has',
  WeakRef: 'deref',
  Iterator: ITERATOR,
  IterableIterator: ITERATOR,
  Generator: ITERATOR,
  AsyncIterator: 'next return throw',
  AsyncIterableIterator: 'next return throw',
  AsyncGenerator: 'next return throw',
};

const members: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(MEMBERS).map(([type, names]) => [type, new Set(`${OBJECT} ${names}`.split(' '))]),
);
const anyMember: ReadonlySet<string> = new Set(`${OBJECT} ${Object.values(MEMBERS).join(' ')}`.split(' '));

/**
 * Whether `type` of `packageName` can have a member: false for a type of the standard that lacks it, and for what a member
 * of one gives when that is no type of the standard, or hands out what somebody else made.
 */
export function canHaveMember(packageName: string, type: string, name: string): boolean {
  // Symbols, written in brackets, are left alone.
  if (packageName !== builtinPackage || !/^[A-Za-z]/.test(name)) return true;
  const known = members.get(type);
  if (known) return known.has(name);
  if (Object.hasOwn(builtinResults, type)) return false;
  const dot = type.indexOf('.');
  if (dot < 0 || !members.has(type.slice(0, dot))) return true;
  const giver = type.slice(type.lastIndexOf('.') + 1);
  const { result } = collectionMembers.get(giver) ?? {};
  const handsOut = result === 'element' || result === 'mapped' || result === 'item';
  return !handsOut && anyMember.has(name);
}
