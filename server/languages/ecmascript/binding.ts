// How names are bound in JavaScript and TypeScript.

import { completeRules } from '../defaultRules.ts';
import { builtinPackage, builtins } from './builtins.ts';
import {
  builtinCallbacks,
  builtinConstructs,
  builtinResults,
  callbackMembers,
  collectionMembers,
  entryTypes,
  genericFields,
  itemMembers,
  libraryCallbacks,
  selfKeyedTypes,
} from './collections.ts';
import { canHaveMember } from './typeMembers.ts';

export const binding = completeRules({
  exports: 'explicit',
  constructors: ['constructor'],
  // What operators, JSON, promises, iteration, event targets and custom elements call.
  implicitNames:
    /^(?:toString|toJSON|toLocaleString|valueOf|then|handleEvent|Symbol\..*|\[.*|(?:connected|disconnected|adopted|attributeChanged)Callback)$/,
  callMember: '()',
  constructMember: 'new()',
  builtins,
  globalObjects: ['globalThis', 'window', 'self', 'global'],
  builtinPackage,
  family: 'ecmascript',
  importFunctions: ['require', 'import'],
  // Of TypeScript and tslib, Babel, esbuild.
  importWrappers: [
    '__importDefault',
    '__importStar',
    '_interopRequireDefault',
    '_interopRequireWildcard',
    '_interopDefault',
    '_interopNamespace',
    '__toESM',
  ],
  transparentGenerics: ['Readonly', 'Partial', 'Required', 'NonNullable', 'Awaited', 'Omit', 'Pick'],
  mappingGenerics: ['Map', 'ReadonlyMap', 'WeakMap', 'Record'],
  exportObjects: ['module.exports', 'exports'],
  prototypeMember: 'prototype',
  prototypeLink: '__proto__',
  indexNamesMember: true,
  sparseLists: true,
  memberDefiners: {
    'Object.defineProperty': 'one',
    'Reflect.defineProperty': 'one',
    'Object.defineProperties': 'listed',
    'Object.setPrototypeOf': 'prototype',
    'Reflect.setPrototypeOf': 'prototype',
    'Object.create': 'made',
  },
  descriptorMembers: { value: 'value', getter: 'get' },
  typesApart: true,
  collectionMembers,
  itemMembers,
  listType: 'Array',
  promiseType: 'Promise',
  stepType: 'IteratorResult',
  outcomeTypes: ['PromiseFulfilledResult', 'PromiseRejectedResult'],
  asyncIterator: 'AsyncIterator',
  genericFields,
  entryTypes,
  selfKeyedTypes,
  functionMembers: new Map([
    ['apply', 'applies'],
    ['call', 'calls'],
    ['bind', 'gives'],
    ['toString', 'other'],
  ]),
  staticsApart: true,
  typeArguments: true,
  conjunction: '&&',
  testsByResult: true,
  receiverGeneric: 'ThisType',
  implicitGlobals: true,
  namelessFunction: '<function>',
  restType: 'Array',
  argumentsName: 'arguments',
  builtinResults,
  builtinConstructs,
  builtinCallbacks,
  libraryCallbacks,
  callbackMembers,
  canHaveMember,
  selfTypes: [],
});

/** The configuration files that import resolution reads. */
export const configFiles: readonly string[] = [
  'package.json',
  'tsconfig*.json',
  'jsconfig.json',
  'pnpm-workspace.yaml',
  'lerna.json',
];
