// Where names are bound: in scopes, packages, modules and what is linked. Does not know what a binding holds.

export { Ambient } from './ambient.ts';
export { Builds } from './builds.ts';
export { Counterparts } from './counterparts.ts';
export { Extensions } from './extensions.ts';
export { Includes } from './includes.ts';
export { LinkedNames } from './linkage.ts';
export { Modules } from './modules.ts';
export type { ResolverFactory } from './modules.ts';
export { isInNamespace, isQualifier, isVariable } from './namespaces.ts';
export { PackageNames } from './packages.ts';
export { placeOfScope, ScopeIndex } from './scopeIndex.ts';
export { SourceSets } from './sourceSets.ts';
export { Stars } from './stars.ts';
export { MemberNames } from './memberNames.ts';
