import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EDGE_KINDS } from '../../server/protocol/graph.ts';
import { sealGeneration } from '../../server/store/sealGeneration.ts';

/**
 * Adds to the database of a workspace, which nobody has open, a call that is not in the code: where `source` calls `callee`, it
 * now calls `wrong` too, as far as the index knows. All are qualified names.
 */
export function plantCall(
  workspaceDir: string,
  { source, callee, wrong }: { readonly source: string; readonly callee: string; readonly wrong: string },
): void {
  const name = readdirSync(workspaceDir).find((each) => /^graph-\d+\.db$/.test(each));
  if (name === undefined) throw new Error(`${workspaceDir} has no database.`);
  const file = join(workspaceDir, name);
  const database = new Database(file);
  const { changes } = database
    .prepare(
      `INSERT INTO edge SELECT source, edge.kind, other.id, edge.line, reason, site_name FROM edge
       JOIN symbol caller ON caller.id = source AND caller.qualified_name = :source
       JOIN symbol called ON called.id = target AND called.qualified_name = :callee
       JOIN symbol other ON other.qualified_name = :wrong
       WHERE edge.kind = :kind`,
    )
    .run({ source, callee, wrong, kind: EDGE_KINDS.indexOf('CALLS') });
  database.close();
  if (changes !== 1) throw new Error(`${changes} calls were planted.`);
  sealGeneration(file);
}
