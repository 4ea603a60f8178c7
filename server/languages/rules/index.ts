// The rules in which languages differ, in sections. Each has defaults that suit most languages: a descriptor states only
// what differs.

import { CALL_DEFAULTS } from './callRules.ts';
import type { CallRules } from './callRules.ts';
import { CLASS_DEFAULTS } from './classRules.ts';
import type { ClassRules } from './classRules.ts';
import { FLOW_DEFAULTS } from './flowRules.ts';
import type { FlowRules } from './flowRules.ts';
import { LIBRARY_DEFAULTS } from './libraryRules.ts';
import type { LibraryRules } from './libraryRules.ts';
import { MODULE_DEFAULTS } from './moduleRules.ts';
import type { ModuleRules } from './moduleRules.ts';
import { NAME_DEFAULTS } from './nameRules.ts';
import type { NameRules } from './nameRules.ts';
import { PUBLICATION_DEFAULTS } from './publicationRules.ts';
import type { PublicationRules } from './publicationRules.ts';
import { TEST_DEFAULTS } from './testRules.ts';
import type { TestRules } from './testRules.ts';
import { TYPE_DEFAULTS } from './typeRules.ts';
import type { TypeRules } from './typeRules.ts';

export type { FieldDescription } from './classRules.ts';
export type { Notation } from './nameRules.ts';
export type { BuiltinResult, CollectionMember, ItemMember } from './libraryRules.ts';
export type { PlatformRules } from './moduleRules.ts';

/** The rules of one language. */
export interface LanguageRules {
  /** Languages of one family call each other: same-named guesses are sought in the family. */
  readonly family: string;
  readonly names: NameRules;
  readonly classes: ClassRules;
  readonly calls: CallRules;
  readonly types: TypeRules;
  readonly flow: FlowRules;
  readonly modules: ModuleRules;
  readonly library: LibraryRules;
  readonly tests: TestRules;
  readonly publication: PublicationRules;
}

/** What a descriptor says: its family, the package of its built-ins, and of each section what differs from most languages. */
export interface StatedRules {
  readonly family: string;
  readonly names?: Partial<NameRules>;
  readonly classes?: Partial<ClassRules>;
  readonly calls?: Partial<CallRules>;
  readonly types?: Partial<TypeRules>;
  readonly flow?: Partial<FlowRules>;
  readonly modules?: Partial<ModuleRules>;
  readonly library: Partial<Omit<LibraryRules, 'builtins'>> &
    Pick<LibraryRules, 'builtinPackage'> & { readonly builtins?: Iterable<string> };
  readonly tests?: Partial<TestRules>;
  readonly publication?: Partial<PublicationRules>;
}

/** The rules of a language that differs in `stated` from most. */
export function completeRules(stated: StatedRules): LanguageRules {
  return {
    family: stated.family,
    names: { ...NAME_DEFAULTS, ...stated.names },
    classes: { ...CLASS_DEFAULTS, ...stated.classes },
    calls: { ...CALL_DEFAULTS, ...stated.calls },
    types: { ...TYPE_DEFAULTS, ...stated.types },
    flow: { ...FLOW_DEFAULTS, ...stated.flow },
    modules: { ...MODULE_DEFAULTS, ...stated.modules },
    library: { ...LIBRARY_DEFAULTS, ...stated.library, builtins: new Set(stated.library.builtins) },
    tests: { ...TEST_DEFAULTS, ...stated.tests },
    publication: { ...PUBLICATION_DEFAULTS, ...stated.publication },
  };
}
