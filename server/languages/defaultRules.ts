// The binding rules that suit most languages: a descriptor states only where its language differs.

import type { BindingRules } from './language.ts';

/** What nearly every language has another answer to. */
type Stated = Partial<BindingRules> & Pick<BindingRules, 'family' | 'builtinPackage'>;

const DEFAULTS = {
  classScopeVisible: 'never',
  receiver: 'keyword',
  exports: 'all',
  moduleUnit: 'file',
  submoduleSeparator: '',
  packageFile: '',
  constructors: [],
  callConstructs: false,
  callMember: '',
  builtins: [],
  textType: '',
  docstrings: false,
  structuralInterfaces: false,
  propertyDecorators: [],
  classMethodDecorators: [],
  staticMethodDecorators: [],
  importFunctions: [],
  superFunction: '',
  transparentGenerics: [],
  classGenerics: [],
  mappingGenerics: [],
  selfTypes: [],
} satisfies Partial<BindingRules>;

/** The rules of a language that differs in `stated` from most. */
export function completeRules(stated: Stated): BindingRules {
  return { ...DEFAULTS, ...stated };
}
