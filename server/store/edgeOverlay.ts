// What others know of calls, laid over the edges of a generation while it is open: temporary views of the names of the
// tables stand before them, so that every question sees both. The tables themselves are not touched.

import type { Database } from 'better-sqlite3';
import { EDGE_KINDS, REASONS } from '../protocol/graph.ts';

/** An edge by its ends and line in this generation, and who says something of it. */
export interface OverlaidEdge {
  readonly source: number;
  readonly target: number;
  readonly line: number;
  readonly by: string;
}

/** What is laid over the calls of one file. */
export interface FileOverlay {
  readonly file: string;
  /** Edges that are there for another reason too. */
  readonly confirmed: readonly OverlaidEdge[];
  /** Edges that are not to be seen. */
  readonly refuted: readonly OverlaidEdge[];
  /** Edges beyond those of the table, with the name at the site, by number. */
  readonly added: readonly (OverlaidEdge & { readonly name: number })[];
}

const CALLS = EDGE_KINDS.indexOf('CALLS');
const CONFIRMED = REASONS.findIndex(({ name }) => name === 'confirmed');

const LAYERS = ['confirmed', 'refuted', 'added'] as const;
type Layer = (typeof LAYERS)[number];

const TABLES_SQL = [
  ...LAYERS.map(
    (what) => `CREATE TEMP TABLE IF NOT EXISTS ${what}_edge (
  source INTEGER NOT NULL, target INTEGER NOT NULL, line INTEGER NOT NULL, name INTEGER NOT NULL,
  file TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY (source, target, line)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS temp.${what}_file ON ${what}_edge (file);`,
  ),
  'CREATE INDEX IF NOT EXISTS temp.added_target ON added_edge (target);',
].join('\n');

const CALL_LOOKUP = 'o.source = e.source AND o.target = e.target AND o.line = e.line';
const isSaidSql = (what: Layer) =>
  `e.kind = ${CALLS} AND EXISTS (SELECT 1 FROM ${what}_edge o WHERE ${CALL_LOOKUP})`;

/**
 * The views for these layers. A layer that is empty stands in none: what a view looks up it looks up for every row of every
 * question. What is asked of an added edge are plain subqueries: SQLite makes a join of EXISTS, and reads all added edges
 * in it for each question.
 */
function makeViewsSql(layers: ReadonlySet<Layer>): string {
  const reason = layers.has('confirmed')
    ? `CASE WHEN ${isSaidSql('confirmed')} THEN ${CONFIRMED} ELSE e.reason END`
    : 'e.reason';
  const stored = `
CREATE TEMP VIEW edge AS
SELECT e.source, e.kind, e.target, e.line, ${reason} AS reason, e.site_name
FROM main.edge e ${layers.has('refuted') ? `WHERE NOT (${isSaidSql('refuted')})` : ''}`;
  if (!layers.has('added')) return `${stored};`;
  return `${stored}
UNION ALL
SELECT e.source, ${CALLS}, e.target, e.line, ${CONFIRMED}, e.name
FROM added_edge e
WHERE (SELECT 1 FROM main.symbol s WHERE s.id = e.source)
  AND (SELECT 1 FROM main.symbol s WHERE s.id = e.target)
  AND (SELECT 1 FROM main.edge o WHERE o.kind = ${CALLS} AND ${CALL_LOOKUP}) IS NULL;
CREATE TEMP VIEW unresolved AS
SELECT u.source, u.name, u.line, u.is_local FROM main.unresolved u
WHERE NOT EXISTS (SELECT 1 FROM added_edge o WHERE o.source = u.source AND o.line = u.line AND o.name = u.name);
`;
}

/** What laying something over edges came to. */
interface LaidChange {
  readonly isChanged: boolean;
  /** Statements that were prepared before do not see it. */
  readonly isOtherView: boolean;
}

/** What is laid over the edges of one open database. */
export class EdgeOverlay {
  readonly #db: Database;
  /** The layers that the views of now show. */
  #layers: ReadonlySet<Layer> = new Set();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Whether there is anything. */
  get isLaid(): boolean {
    return this.#layers.size > 0;
  }

  /** Replaces what lies over the calls of these files. */
  lay(files: readonly FileOverlay[]): LaidChange {
    if (!this.isLaid && files.every(isEmpty)) return { isChanged: false, isOtherView: false };
    const db = this.#db;
    db.transaction(() => {
      db.exec(TABLES_SQL);
      for (const what of LAYERS) {
        const remove = db.prepare(`DELETE FROM temp.${what}_edge WHERE file = ?`);
        const insert = db.prepare(`INSERT OR IGNORE INTO temp.${what}_edge VALUES (?, ?, ?, ?, ?, ?)`);
        for (const { file, [what]: edges } of files) {
          remove.run(file);
          for (const edge of edges)
            insert.run(edge.source, edge.target, edge.line, 'name' in edge ? edge.name : 0, file, edge.by);
        }
      }
    })();
    const layers = new Set(
      LAYERS.filter((what) => db.prepare(`SELECT 1 FROM temp.${what}_edge`).get() !== undefined),
    );
    const isOtherView = LAYERS.some((what) => layers.has(what) !== this.#layers.has(what));
    if (isOtherView) {
      db.exec('DROP VIEW IF EXISTS temp.edge; DROP VIEW IF EXISTS temp.unresolved;');
      if (layers.size > 0) db.exec(makeViewsSql(layers));
      this.#layers = layers;
    }
    return { isChanged: true, isOtherView };
  }
}

function isEmpty({ confirmed, refuted, added }: FileOverlay): boolean {
  return confirmed.length === 0 && refuted.length === 0 && added.length === 0;
}
