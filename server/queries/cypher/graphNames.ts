// The names of the graph as a query writes them: labels, types, properties; in the spelling of the schema and in those that
// instructions for codebase-memory-mcp use. Owns their SQL over the tables; knows no clause.

import { SymbolFlag } from '../../graph.ts';
import {
  EDGE_KINDS,
  NODE_KINDS,
  REASONS,
  TIERS,
  type EdgeKind,
  type NodeKind,
} from '../../protocol/graph.ts';
import { CALLS, edgeNumber, kindNumber, tierOf, tierRank } from '../vocabulary.ts';
import { findNearest, Refusal, suggestOf } from './refusal.ts';
import type { Named } from './syntax.ts';
import { BOOLEAN, INTEGER, listOf, TEXT, type ValueType } from './values.ts';

/** Kinds of which no row exists: folders and packages are parts of paths and of qualified names. */
const UNSTORED: ReadonlySet<NodeKind> = new Set(['Project', 'Folder', 'File', 'Package']);
const MODULE = kindNumber('Module');

/** The labels that a node can have. A File is the module that a file is. */
export const LABELS: readonly string[] = ['File', ...NODE_KINDS.filter((kind) => !UNSTORED.has(kind))];

const ADVICE_FOR_LABELS: Readonly<Record<string, string>> = {
  folder: 'Use (f:File) WHERE f.file STARTS WITH "folder/".',
  project: 'There is one project: match without a label.',
  package: 'Use (e:External) WHERE e.qualified_name STARTS WITH "package:".',
};

/** SQL that holds for the symbols with a label. Refuses a label that there is not. */
function labelCondition(symbol: string, label: Named): string {
  const name = findName(label.name, LABELS);
  if (name === undefined) {
    const advice = ADVICE_FOR_LABELS[label.name.toLowerCase()] ?? suggestOf(label.name, 'the labels', LABELS);
    throw new Refusal(label.at, `no node has the label ${label.name}`, advice);
  }
  if (name === 'File') return `(${symbol}.kind = ${MODULE} AND ${symbol}.parent IS NULL)`;
  return `${symbol}.kind = ${kindNumber(name as NodeKind)}`;
}

/** SQL that holds for rows that have all of these labels, of each of which one is enough. */
export function labelConditions(row: string, labels: readonly (readonly Named[])[]): string {
  const all = labels.map((any) => `(${any.map((label) => labelCondition(row, label)).join(' OR ')})`);
  return `(${all.join(' AND ')})`;
}

/** SQL for the name of a kind, given the column that holds its number. */
function nameOfNumber(column: string, names: readonly string[]): string {
  return `CASE ${column} ${names.map((name, number) => `WHEN ${number} THEN '${name}'`).join(' ')} END`;
}

/** SQL for the label of a symbol. */
export function labelSql(symbol: string): string {
  return nameOfNumber(`${symbol}.kind`, NODE_KINDS);
}

/** DEFINES is not stored: a symbol's parent says it. */
export const DEFINES = edgeNumber('DEFINES');

const TYPE_NAMES: ReadonlyMap<string, EdgeKind> = new Map<string, EdgeKind>([
  ...EDGE_KINDS.map((kind) => [kind, kind] as const),
  ['CONTAINS', 'DEFINES'],
  ['DEFINES_METHOD', 'DEFINES'],
  ['CALL_REFERENCE', 'REFERENCES'],
  ['USAGE', 'REFERENCES'],
  ['USES', 'REFERENCES'],
  ['EXTENDS', 'INHERITS'],
  ['TESTS_FILE', 'TESTS'],
]);
/** The types that a relationship can have. */
export const TYPES: readonly EdgeKind[] = EDGE_KINDS.filter((kind) => kind !== 'CONTAINS');

/** The number of a type. Refuses one that there is not. */
export function typeNumber({ name, at }: Named): number {
  const kind = TYPE_NAMES.get(name.toUpperCase());
  if (kind) return edgeNumber(kind);
  if (/^CONTAINS_/i.test(name))
    throw new Refusal(at, 'folders are no nodes', 'Use (f:File) WHERE f.file STARTS WITH "folder/".');
  throw new Refusal(at, `no relationship has the type ${name}`, suggestOf(name, 'the types', TYPES));
}

/** SQL for the type of a relationship, given the column that holds its number. */
export function typeSql(column: string): string {
  return nameOfNumber(column, EDGE_KINDS);
}

/** A property: its SQL over a row, and what it is. */
interface Property {
  readonly sql: (row: string) => string;
  readonly type: ValueType;
}

const NODE_PROPERTIES: Readonly<Record<string, Property>> = {
  name: { type: TEXT, sql: (s) => `(SELECT text FROM name WHERE id = ${s}.name)` },
  qualified_name: { type: TEXT, sql: (s) => `${s}.qualified_name` },
  label: { type: TEXT, sql: labelSql },
  file: { type: TEXT, sql: (s) => `(SELECT path FROM file WHERE id = ${s}.file)` },
  line: { type: INTEGER, sql: (s) => `${s}.line` },
  start_line: { type: INTEGER, sql: (s) => `${s}.start_line` },
  end_line: { type: INTEGER, sql: (s) => `${s}.end_line` },
  lines: { type: INTEGER, sql: (s) => `(${s}.end_line - ${s}.start_line + 1)` },
  signature: { type: TEXT, sql: (s) => `${s}.signature` },
  doc: { type: TEXT, sql: (s) => `${s}.doc` },
  language: { type: TEXT, sql: (s) => `(SELECT language FROM file WHERE id = ${s}.file)` },
  in_degree: { type: INTEGER, sql: (s) => degreeSql('source', 'target', s) },
  out_degree: { type: INTEGER, sql: (s) => degreeSql('target', 'source', s) },
  id: { type: INTEGER, sql: (s) => `${s}.id` },
  ...Object.fromEntries(
    Object.entries(SymbolFlag).map(([flag, bit]) => [
      flag,
      { type: BOOLEAN, sql: (s: string) => `(${s}.flags & ${bit} <> 0)` },
    ]),
  ),
};

/** Other spellings of properties, those of codebase-memory-mcp among them; each flag is also called `is_…`. */
const NODE_ALIASES: Readonly<Record<string, string>> = {
  qn: 'qualified_name',
  file_path: 'file',
  path: 'file',
  kind: 'label',
  type: 'label',
  docstring: 'doc',
  documentation: 'doc',
  line_count: 'lines',
  degree_in: 'in_degree',
  degree_out: 'out_degree',
  ...Object.fromEntries(Object.keys(SymbolFlag).map((flag) => [`is_${flag}`, flag])),
};

/** Distinct callers, or callees. */
function degreeSql(other: string, own: string, symbol: string): string {
  return `(SELECT count(DISTINCT ${other}) FROM edge WHERE ${own} = ${symbol}.id AND kind = ${CALLS})`;
}

/** The number that stands for the reason of a call that only evidence of a run knows. */
export const OBSERVED = REASONS.length;
/** What a run saw: source, target, count, is_known. There is such a table where a query speaks of it. */
export const OBSERVED_TABLE = 'observed';

/** Whether a query speaks of what was seen running. */
export function speaksOfObserved(text: string): boolean {
  return normalize(text).includes('observed');
}

/** Whether a query can look at these calls without following them: it asks for all properties of something. */
export function asksForProperties(text: string): boolean {
  return normalize(text).includes('properties(');
}

const RELATIONSHIP_PROPERTIES: Readonly<Record<string, Property>> = {
  type: { type: TEXT, sql: (r) => typeSql(`${r}.kind`) },
  tier: { type: TEXT, sql: tierSql },
  reason: {
    type: TEXT,
    sql: (r) => nameOfNumber(`${r}.reason`, [...REASONS.map(({ name }) => name), 'observed']),
  },
  observed: {
    type: INTEGER,
    sql: (
      r,
    ) => `(SELECT max(o.count) FROM ${OBSERVED_TABLE} o WHERE o.source = ${r}.source AND o.target = ${r}.target
      AND ${r}.kind = ${CALLS})`,
  },
  line: { type: INTEGER, sql: (r) => `${r}.line` },
  lines: { type: listOf(INTEGER), sql: (r) => siteSql('json_group_array(DISTINCT x.line)', r) },
  sites: { type: INTEGER, sql: (r) => `max(1, ${siteSql('count(*)', r)})` },
  file: {
    type: TEXT,
    sql: (r) => `(SELECT f.path FROM symbol s JOIN file f ON f.id = s.file WHERE s.id = ${r}.source)`,
  },
};

const RELATIONSHIP_ALIASES: Readonly<Record<string, string>> = {
  file_path: 'file',
  site_line: 'line',
  count: 'sites',
  label: 'type',
};

/** Something about all sites of a relationship; they are rows of their own. */
function siteSql(what: string, relationship: string): string {
  return `(SELECT ${what} FROM edge x WHERE x.source = ${relationship}.source AND x.kind = ${relationship}.kind
    AND x.target = ${relationship}.target)`;
}

/** The best tier of any of its sites. */
function tierSql(relationship: string): string {
  const ranks = REASONS.map((_, number) => `WHEN ${number} THEN ${tierRank(tierOf(number))}`).join(' ');
  const best = siteSql(`min(CASE x.reason ${ranks} END)`, relationship);
  return `CASE ${relationship}.reason WHEN ${OBSERVED} THEN 'observed' ELSE ${nameOfNumber(`ifnull(${best}, 0)`, TIERS)} END`;
}

/** The properties of nodes and relationships under the names that answers use. */
export const NODE_PROPERTY_NAMES: readonly string[] = Object.keys(NODE_PROPERTIES);
export const RELATIONSHIP_PROPERTY_NAMES: readonly string[] = Object.keys(RELATIONSHIP_PROPERTIES);

/** The property that a name means. Refuses a name that means none, rather than answer nothing with nulls. */
export function getNodeProperty(name: string, at: number): Property & { readonly name: string } {
  return getProperty(name, at, 'node', NODE_PROPERTIES, NODE_ALIASES);
}

export function getRelationshipProperty(name: string, at: number): Property & { readonly name: string } {
  return getProperty(name, at, 'relationship', RELATIONSHIP_PROPERTIES, RELATIONSHIP_ALIASES);
}

function getProperty(
  written: string,
  at: number,
  what: string,
  properties: Readonly<Record<string, Property>>,
  aliases: Readonly<Record<string, string>>,
): Property & { readonly name: string } {
  const known = Object.keys(properties);
  const name = findName(written, [...known, ...Object.keys(aliases)]);
  const meant = name === undefined ? undefined : Object.hasOwn(properties, name) ? name : aliases[name];
  if (meant !== undefined) return { ...properties[meant]!, name: meant };
  const nearest = findNearest(written, known);
  const advice = nearest ? `Nearest: ${nearest}.` : `There are ${known.join(', ')}.`;
  throw new Refusal(at, `no ${what} has the property ${written}`, advice);
}

/** A name in any case, with or without the underscores of its words; labels also in the plural. */
function findName(written: string, known: readonly string[]): string | undefined {
  if (known.includes(written)) return written;
  const wanted = normalize(written);
  return known.find((name) => normalize(name) === wanted || `${normalize(name)}s` === wanted);
}

function normalize(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}
