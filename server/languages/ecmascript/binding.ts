// How names are bound in JavaScript and TypeScript.

import type { BindingRules } from '../language.ts';
import { builtinPackage, builtins, collectionMembers } from './builtins.ts';

export const binding: BindingRules = {
  classScopeVisible: 'never',
  receiver: 'keyword',
  exports: 'explicit',
  moduleUnit: 'file',
  submoduleSeparator: '',
  packageFile: '',
  constructors: ['constructor'],
  callConstructs: false,
  callMember: '',
  builtins,
  builtinPackage,
  textType: '',
  docstrings: false,
  family: 'ecmascript',
  structuralInterfaces: false,
  propertyDecorators: [],
  classMethodDecorators: [],
  staticMethodDecorators: [],
  importFunctions: ['require', 'import'],
  superFunction: '',
  transparentGenerics: ['Readonly', 'Partial', 'Required', 'NonNullable', 'Awaited', 'Omit', 'Pick'],
  classGenerics: [],
  mappingGenerics: ['Map', 'ReadonlyMap', 'WeakMap', 'Record'],
  exportObjects: ['module.exports', 'exports'],
  prototypeMember: 'prototype',
  typesApart: true,
  collectionMembers,
  functionMembers: ['apply', 'bind', 'call', 'toString'],
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
