// Rows of symbols as answers show them. Owns how a symbol is described and its degree; knows no ranking.

import { SymbolFlag } from '../graph.ts';
import { NODE_KINDS, type NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { CALLS, isNamedSql } from './vocabulary.ts';

/** A symbol as every answer shows it. Lines are 1-based; an external leaf has no file and line 0. */
export interface SymbolRow {
  readonly name: string;
  readonly kind: NodeKind;
  readonly qualified_name: string;
  readonly file: string;
  readonly line: number;
  readonly start_line: number;
  readonly end_line: number;
}

/** A symbol with what its definition says. Empty strings when the source has none. */
export interface SymbolDetail extends SymbolRow {
  readonly language: string;
  readonly signature: string;
  readonly doc: string;
  /** Names of the flags of graph.ts that are set, such as `exported` and `async`. */
  readonly flags: readonly string[];
}

interface StoredSymbol {
  name: string;
  kind: number;
  qualified_name: string;
  file: string;
  line: number;
  start_line: number;
  end_line: number;
  language: string;
  signature: string;
  doc: string;
  flags: number;
}

const COLUMNS = `n.text AS name, s.kind, s.qualified_name, ifnull(f.path, '') AS file, s.line, s.start_line, s.end_line`;
const TABLES = 'FROM symbol s JOIN name n ON n.id = s.name LEFT JOIN file f ON f.id = s.file';
const FROM = `${TABLES} WHERE s.id = ?`;

/** The symbol with this id; throws when there is none, because ids come from the same generation. */
export function getSymbol(generation: Generation, id: number): SymbolRow {
  const row = generation.rows<StoredSymbol>(`SELECT ${COLUMNS} ${FROM}`).get(id);
  if (!row) throw new Error(`symbol ${id} is not in this generation`);
  return { ...row, kind: NODE_KINDS[row.kind]! };
}

/** The symbols of a file that have a name, by id. */
export function listSymbolsOf(
  generation: Generation,
  file: number,
): { readonly id: number; readonly row: SymbolRow }[] {
  const sql = `SELECT s.id, ${COLUMNS} ${TABLES} WHERE s.file = ? AND ${isNamedSql('s')} ORDER BY s.id`;
  return generation
    .rows<StoredSymbol & { id: number }>(sql)
    .all(file)
    .map(({ id, kind, ...row }) => ({ id, row: { ...row, kind: NODE_KINDS[kind]! } }));
}

/** Like `getSymbol`, with signature, doc comment, language and flags. */
export function getSymbolDetail(generation: Generation, id: number): SymbolDetail {
  const sql = `SELECT ${COLUMNS}, ifnull(f.language, '') AS language, ifnull(s.signature, '') AS signature,
    ifnull(s.doc, '') AS doc, s.flags ${FROM}`;
  const row = generation.rows<StoredSymbol>(sql).get(id);
  if (!row) throw new Error(`symbol ${id} is not in this generation`);
  const flags = Object.entries(SymbolFlag).flatMap(([name, bit]) => ((row.flags & bit) === 0 ? [] : [name]));
  return { ...row, kind: NODE_KINDS[row.kind]!, flags };
}

/** Number of edges of one kind that end at the symbol. */
export function countInbound(generation: Generation, id: number, kind: number = CALLS): number {
  return (
    generation.values<number>('SELECT count(*) FROM edge WHERE target = ? AND kind = ?').get(id, kind) ?? 0
  );
}

/** Number of edges of one kind that start at the symbol. */
export function countOutbound(generation: Generation, id: number, kind: number = CALLS): number {
  return (
    generation.values<number>('SELECT count(*) FROM edge WHERE source = ? AND kind = ?').get(id, kind) ?? 0
  );
}
