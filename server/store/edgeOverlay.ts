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

const SAME_SITE = 'o.source = e.source AND o.target = e.target AND o.line = e.line';

const VIEWS_SQL = `
CREATE TEMP VIEW edge AS
SELECT e.source, e.kind, e.target, e.line,
  CASE WHEN e.kind = ${CALLS} AND EXISTS (SELECT 1 FROM confirmed_edge o WHERE ${SAME_SITE})
    THEN ${CONFIRMED} ELSE e.reason END AS reason,
  e.site_name
FROM main.edge e
WHERE NOT (e.kind = ${CALLS} AND EXISTS (SELECT 1 FROM refuted_edge o WHERE ${SAME_SITE}))
UNION ALL
SELECT e.source, ${CALLS}, e.target, e.line, ${CONFIRMED}, e.name
FROM added_edge e
WHERE EXISTS (SELECT 1 FROM main.symbol s WHERE s.id = e.source)
  AND EXISTS (SELECT 1 FROM main.symbol s WHERE s.id = e.target)
  AND NOT EXISTS (SELECT 1 FROM main.edge o WHERE o.source = e.source AND o.kind = ${CALLS} AND o.target = e.target AND o.line = e.line);
CREATE TEMP VIEW unresolved AS
SELECT u.source, u.name, u.line, u.is_local FROM main.unresolved u
WHERE NOT EXISTS (SELECT 1 FROM added_edge o WHERE o.source = u.source AND o.line = u.line AND o.name = u.name);
`;

/** What is laid over the edges of one open database. */
export class EdgeOverlay {
  readonly #db: Database;
  #isLaid = false;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Whether there is anything. */
  get isLaid(): boolean {
    return this.#isLaid;
  }

  /** Replaces what lies over the calls of these files. */
  lay(files: readonly FileOverlay[]): void {
    if (!this.#isLaid && files.every(isEmpty)) return;
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
    const count = LAYERS.reduce(
      (sum, what) => sum + Number(db.prepare(`SELECT count(*) FROM temp.${what}_edge`).pluck().get()),
      0,
    );
    if (count > 0 && !this.#isLaid) db.exec(VIEWS_SQL);
    if (count === 0 && this.#isLaid) db.exec('DROP VIEW temp.edge; DROP VIEW temp.unresolved;');
    this.#isLaid = count > 0;
  }
}

function isEmpty({ confirmed, refuted, added }: FileOverlay): boolean {
  return confirmed.length === 0 && refuted.length === 0 && added.length === 0;
}
