// The vocabulary of the graph: node kinds, edge kinds, tiers and reasons. The order is the stored number: append, or raise
// SCHEMA_VERSION. A kind stands here once something makes it.

/** What a node of the graph can be. The index is the number stored in `symbol.kind`. */
export const NODE_KINDS = [
  'Project',
  'Folder',
  'File',
  'Module',
  'Class',
  'Interface',
  'Enum',
  'Type',
  'Function',
  'Method',
  'Field',
  'Variable',
  'Package',
  'External',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** What an edge of the graph can say. The index is the number stored in `edge.kind`. */
export const EDGE_KINDS = [
  'CONTAINS',
  'DEFINES',
  'IMPORTS',
  'CALLS',
  'REFERENCES',
  'USES_TYPE',
  'INHERITS',
  'IMPLEMENTS',
  'OVERRIDES',
  'DECORATES',
  'TESTS',
] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Every edge by which code names a symbol; the others say how definitions stand to each other. */
export const NAMING_KINDS = [
  'CALLS',
  'REFERENCES',
  'USES_TYPE',
  'INHERITS',
  'IMPLEMENTS',
  'DECORATES',
  'IMPORTS',
] as const satisfies readonly EdgeKind[];

/**
 * How far an edge can be trusted, best first. `confirmed` is what a language server or the index of a compiler has said of the
 * same text.
 */
export const TIERS = ['confirmed', 'exact', 'inferred', 'possible'] as const;
export type Tier = (typeof TIERS)[number];

/** Calls that are followed from a symbol, one after the other, unless somebody asks for more. */
export const CALL_DEPTH = 3;

/** So far away a test may be from a change to be run for it. */
export const TEST_DEPTH = 5;

/**
 * Why an edge exists: the closed vocabulary. Each reason belongs to one tier, so an edge stores the reason alone.
 * The index is the number stored in `edge.reason`.
 */
export const REASONS = [
  { name: 'structure', tier: 'exact' },
  { name: 'local', tier: 'exact' },
  { name: 'import', tier: 'exact' },
  { name: 'self', tier: 'exact' },
  { name: 'super', tier: 'exact' },
  { name: 'member', tier: 'exact' },
  { name: 'package', tier: 'exact' },
  { name: 'builtin', tier: 'exact' },
  { name: 'annotation', tier: 'inferred' },
  { name: 'constructed', tier: 'inferred' },
  { name: 'assigned', tier: 'inferred' },
  { name: 'returned', tier: 'inferred' },
  { name: 'field', tier: 'inferred' },
  { name: 'element', tier: 'inferred' },
  { name: 'inherited', tier: 'inferred' },
  { name: 'flow', tier: 'inferred' },
  { name: 'structural', tier: 'inferred' },
  { name: 'name-only', tier: 'possible' },
  { name: 'typed', tier: 'exact' },
  { name: 'linkage', tier: 'exact' },
  { name: 'variant', tier: 'inferred' },
  { name: 'undeclared', tier: 'inferred' },
  { name: 'confirmed', tier: 'confirmed' },
] as const satisfies readonly { name: string; tier: Tier }[];
export type Reason = (typeof REASONS)[number]['name'];
