// How names are bound in JavaScript and TypeScript.

import { loadOutline } from '../../entry.ts';
import { completeRules } from '../rules/index.ts';
import { builtinPackage, builtins, valueTypes } from './builtins.ts';
import {
  builtinConstructs,
  builtinResults,
  callbackMembers,
  callingMembers,
  collectionMembers,
  genericFields,
  itemMembers,
  iteratorTypes,
  keyedMembers,
} from './collections.ts';

export const rules = completeRules({
  family: 'ecmascript',
  names: {
    typesApart: true,
    implicitGlobals: true,
    namelessFunction: '<function>',
  },
  classes: {
    receiverParameter: 'this',
    constructors: ['constructor'],
    baseWords: ['extends', 'implements'],
    classMember: 'constructor',
    callMember: '()',
    protocolMembers: { iterate: 'Symbol.iterator', iterateAsync: 'Symbol.asyncIterator' },
    constructMember: 'new()',
    prototypeMember: 'prototype',
    prototypeLink: '__proto__',
    indexNamesMember: true,
    memberDefiners: {
      'Object.defineProperty': 'one',
      'Reflect.defineProperty': 'one',
      'Object.defineProperties': 'listed',
      'Object.setPrototypeOf': 'prototype',
      'Reflect.setPrototypeOf': 'prototype',
      'Object.create': 'made',
      'Object.assign': 'given',
      'util.inherits': 'inherits',
      inherits: 'inherits',
    },
    descriptorMembers: { value: 'value', getter: 'get' },
    staticsApart: true,
  },
  calls: {
    functionMembers: new Map([
      ['apply', 'applies'],
      ['call', 'calls'],
      ['bind', 'gives'],
      ['toString', 'other'],
    ]),
    restType: 'Array',
    argumentsName: 'arguments',
  },
  types: {
    transparentGenerics: [
      'Readonly',
      'Partial',
      'Required',
      'NonNullable',
      'Omit',
      'Pick',
      'Extract',
      'NoInfer',
    ],
    derivedGenerics: {
      ReturnType: 'result',
      Parameters: 'parameters',
      ConstructorParameters: 'parameters',
      InstanceType: 'instance',
      Awaited: 'awaited',
      Exclude: 'others',
    },
    keyedGenerics: ['Record'],
    mappingGenerics: ['Map', 'ReadonlyMap', 'WeakMap', 'Record'],
    typeArguments: true,
    castsKeepFunctions: true,
    receiverGeneric: 'ThisType',
    selfTypes: [],
  },
  flow: {
    conjunction: '&&',
    testsByResult: 'and-assertions',
  },
  modules: {
    exports: 'explicit',
    defaultName: 'default',
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
    exportObjects: ['module.exports', 'exports'],
    // The others are those of compilers.
    exportAdders: ['Object.assign', '__exportStar', 'tslib_1.__exportStar', '__export', '__reExport'],
    sharedNamespace: 'global',
  },
  library: {
    builtins,
    globalObjects: ['globalThis', 'window', 'self', 'global'],
    valueTypes,
    builtinPackage,
    outline: {
      load: () => loadOutline('ecmascript'),
      iterable: 'javascript.Iterable',
      asyncIterable: 'javascript.AsyncIterable',
      awaitable: 'javascript.PromiseLike',
      record: 'javascript.Record',
      keepers: [],
      packagesGiveTheirOwn: true,
      otherNames: { 'javascript.iterator': 'javascript.Generator' },
    },
    sparseLists: true,
    fillsMembers: true,
    collectionMembers,
    callingMembers,
    keyedMembers,
    itemMembers,
    setUps: {
      listen: 'starts a server',
      createServer: 'starts a server',
      parseArgs: 'reads the command line',
    },
    listType: 'Array',
    listTypes: ['Array', 'Set'],
    rangeTypes: ['Array'],
    iteratorTypes,
    promiseType: 'Promise',
    stepType: 'IteratorResult',
    outcomeTypes: ['PromiseFulfilledResult', 'PromiseRejectedResult'],
    asyncIterator: 'AsyncGenerator',
    genericFields,
    builtinResults,
    builtinConstructs,
    callbackMembers,
  },
  publication: {
    privateNames: /^[_#]/,
    privateSignatures: /^(?:\w+ )*private /,
    sealedNames: /^#/,
    ambientSignatures: /^(?:export )?declare /,
    // What operators, JSON, promises, iteration, event targets and custom elements call.
    implicitNames:
      /^(?:toString|toJSON|toLocaleString|valueOf|then|handleEvent|Symbol\..*|\[.*|(?:connected|disconnected|adopted|attributeChanged)Callback)$/,
  },
});

/** The configuration files that import resolution reads. */
export const configFiles: readonly string[] = [
  'package.json',
  'tsconfig*.json',
  'jsconfig.json',
  'pnpm-workspace.yaml',
  'lerna.json',
];
