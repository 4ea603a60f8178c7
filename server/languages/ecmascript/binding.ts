// How names are bound in JavaScript and TypeScript.

import type { BindingRules } from '../language.ts';
import { builtinPackage, builtinResults, builtins, collectionMembers } from './builtins.ts';
import { canHaveMember } from './typeMembers.ts';

export const binding: BindingRules = {
  classScopeVisible: 'never',
  receiver: 'keyword',
  exports: 'explicit',
  moduleUnit: 'file',
  submoduleSeparator: '',
  packageFile: '',
  constructors: ['constructor'],
  // What operators, JSON, promises, iteration and custom elements call.
  implicitNames:
    /^(?:toString|toJSON|toLocaleString|valueOf|then|Symbol\..*|\[.*|(?:connected|disconnected|adopted|attributeChanged)Callback)$/,
  callConstructs: false,
  callMember: '()',
  constructMember: 'new()',
  builtins,
  globalObjects: ['globalThis', 'window', 'self', 'global'],
  builtinPackage,
  textType: '',
  docstrings: false,
  family: 'ecmascript',
  structuralInterfaces: false,
  propertyDecorators: [],
  classMethodDecorators: [],
  staticMethodDecorators: [],
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
  superFunction: '',
  transparentGenerics: ['Readonly', 'Partial', 'Required', 'NonNullable', 'Awaited', 'Omit', 'Pick'],
  classGenerics: [],
  mappingGenerics: ['Map', 'ReadonlyMap', 'WeakMap', 'Record'],
  exportObjects: ['module.exports', 'exports'],
  prototypeMember: 'prototype',
  typesApart: true,
  collectionMembers,
  functionMembers: new Map([
    ['apply', 'calls'],
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
  builtinResults,
  canHaveMember,
  selfTypes: [],
};

/** The configuration files that import resolution reads. */
export const configFiles: readonly string[] = [
  'package.json',
  'tsconfig*.json',
  'jsconfig.json',
  'pnpm-workspace.yaml',
  'lerna.json',
];
