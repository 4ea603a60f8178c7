// The edges of declarations and sites. Evaluates nothing itself.

export { isNodeSymbol, namedSymbol } from './analysis.ts';
export type { Analysis, EdgeSink } from './analysis.ts';
export { linkDeclarations } from './declared.ts';
export { DeclarationEdges } from './declarationEdges.ts';
export { EdgeTable, UnresolvedTable } from './edgeTable.ts';
export { emitCounterparts, emitOverrides, emitStructuralInterfaces, linkMembers } from './link.ts';
export { compareReferable, ReferableNames } from './referable.ts';
export { SiteEdges } from './siteEdges.ts';
export { Variables } from './variables.ts';
