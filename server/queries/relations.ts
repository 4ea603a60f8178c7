// What one symbol has to do with others, as an answer shows it: each relation with its exact number and its first sites.
// Callers come in the order of their files and sites, callees in the order in which they are called, those outside last.

import { isTestPath } from '../languages/testPaths.ts';
import type { EdgeKind, NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { edgeNumber, isNamedSql } from './vocabulary.ts';

/** Each relation: its edges, and which end of them the symbol is. */
const RELATIONS = {
  bases: { kinds: ['INHERITS', 'IMPLEMENTS'], end: 'source' },
  subclasses: { kinds: ['INHERITS'], end: 'target' },
  implementers: { kinds: ['IMPLEMENTS', 'INHERITS'], end: 'target' },
  overrides: { kinds: ['OVERRIDES'], end: 'target' },
  overridden: { kinds: ['OVERRIDES'], end: 'source' },
  callers: { kinds: ['CALLS'], end: 'target' },
  callees: { kinds: ['CALLS'], end: 'source' },
  tests: { kinds: ['TESTS'], end: 'target' },
  uses: { kinds: ['CALLS', 'REFERENCES', 'USES_TYPE', 'DECORATES'], end: 'target' },
} as const satisfies Readonly<
  Record<string, { readonly kinds: readonly EdgeKind[]; readonly end: 'source' | 'target' }>
>;
export type RelationName = keyof typeof RELATIONS;

/** The symbol at the other end. `file` and `line` are those of the first site, of a definition where there is none. */
export interface RelatedSymbol {
  readonly qualified_name: string;
  readonly file: string;
  readonly line: number;
  /** Of what calls or uses the symbol: the lines of all sites. */
  readonly lines?: readonly number[];
}

/** One relation that a symbol has. */
export interface Relation {
  readonly relation: RelationName;
  /** Symbols at the other end, each once. */
  readonly total: number;
  /** Of these, the ones in tests, and the ones in files that a build made of others; they come last. */
  readonly in_tests: number;
  readonly in_copies: number;
  readonly rows: readonly RelatedSymbol[];
}

/** What tells most of each kind, in the order in which it is told. */
export function relationsOfKind(kind: NodeKind): readonly RelationName[] {
  switch (kind) {
    case 'Function':
      return ['callers', 'callees'];
    case 'Method':
      return ['overridden', 'overrides', 'callers', 'callees'];
    case 'Class':
      return ['bases', 'subclasses', 'uses'];
    case 'Interface':
      return ['bases', 'implementers', 'uses'];
    default:
      return ['uses'];
  }
}

/** The symbols that stand in a relation to `id`: exact number, at most `limit` rows. */
export function findRelation(
  generation: Generation,
  id: number,
  relation: RelationName,
  limit: number,
): Relation {
  const { kinds, end } = RELATIONS[relation];
  const other = end === 'source' ? 'target' : 'source';
  type Row = [name: string, path: string, site: number, line: number, file: number, sites: string];
  // The site of an edge stands in the file of its source: for what a symbol calls, in its own.
  const rows = generation
    .tuples<Row>(
      `SELECT o.qualified_name, ifnull(f.path, ''), min(e.line), o.line, ifnull(f.id, -1),
              group_concat(DISTINCT e.line)
       FROM edge e JOIN symbol o ON o.id = e.${other} LEFT JOIN file f ON f.id = ${other === 'source' ? 'o.file' : '(SELECT file FROM symbol WHERE id = e.source)'}
       WHERE e.${end} = ? AND e.kind IN (${kinds.map(edgeNumber).join()}) AND o.id <> e.${end} AND ${isNamedSql('o')}
       GROUP BY o.id ORDER BY ${other === 'source' ? '2, 3' : 'o.file IS NULL, 3, 1'}`,
    )
    .all(id);
  const isTest = ([, path]: Row): boolean => other === 'source' && isTestPath(path);
  const isCopy = ([, , , , fileId]: Row): boolean => other === 'source' && isBuilt(generation, fileId);
  const copies = rows.filter(isCopy);
  const tests = rows.filter((row) => isTest(row) && !isCopy(row));
  const first = [...rows.filter((row) => !isTest(row) && !isCopy(row)), ...tests, ...copies];
  return {
    relation,
    total: rows.length,
    in_tests: tests.length,
    in_copies: copies.length,
    rows: first.slice(0, limit).map(([qualified_name, file, site, line, , sites]) => {
      const lines = other === 'source' ? linesOf(sites) : [];
      return lines.length > 1
        ? { qualified_name, file, line: site, lines }
        : { qualified_name, file, line: site || line };
    }),
  };
}

function linesOf(sites: string): number[] {
  return sites
    .split(',')
    .map(Number)
    .sort((a, b) => a - b);
}
