import { EDGE_KINDS, REASONS, type EdgeKind, type Reason, type Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { withInitializers, withMembers } from './trace.ts';
import { CALLS, tierOf } from './vocabulary.ts';

/** An edge with why it is there. */
export interface ExplainedEdge {
  readonly kind: EdgeKind;
  readonly source: string;
  readonly target: string;
  readonly file: string;
  readonly line: number;
  readonly tier: Tier;
  readonly reason: Reason;
  /** The name at the site when that is not the target's. */
  readonly written: string;
  /** What a language server said of it and which one; an edge that is refuted is in no other answer. */
  readonly said?: { readonly verdict: 'confirmed' | 'refuted'; readonly by: string };
}

const MAX_EDGES = 50;

/**
 * Edges from what is in `from` to what `to` means, at most 50. A class or file stands for what is in it as a source, a class
 * for what makes its instances as a target.
 */
export function findEdgesBetween(
  generation: Generation,
  { from, to }: { from: readonly number[]; to: readonly number[] },
): ExplainedEdge[] {
  const targets = new Set(withInitializers(generation, to));
  type Row = [target: number, kind: number, line: number, reason: number, name: number];
  const stored = generation.tuples<Row>(
    'SELECT target, kind, line, reason, site_name FROM main.edge WHERE source = ?',
  );
  const added = generation.isLaidOver
    ? generation.tuples<Row>(
        `SELECT e.target, e.kind, e.line, e.reason, e.site_name FROM edge e WHERE e.source = ?
         AND NOT EXISTS (SELECT 1 FROM main.edge o WHERE o.source = e.source AND o.kind = e.kind
           AND o.target = e.target AND o.line = e.line)`,
      )
    : undefined;
  const saidOf = createSaidReader(generation);
  const nameOf = generation.values<string>('SELECT text FROM name WHERE id = ?');
  const labelOf = generation.tuples<[qualifiedName: string, file: string | null]>(
    'SELECT s.qualified_name, f.path FROM symbol s LEFT JOIN file f ON f.id = s.file WHERE s.id = ?',
  );
  const found: ExplainedEdge[] = [];
  for (const source of withMembers(generation, from)) {
    generation.checkDeadline();
    for (const [target, kind, line, reason, name] of [...stored.all(source), ...(added?.all(source) ?? [])]) {
      if (!targets.has(target) || found.length === MAX_EDGES) continue;
      const [sourceName, file] = labelOf.get(source)!;
      found.push({
        kind: EDGE_KINDS[kind]!,
        source: sourceName,
        target: labelOf.get(target)![0],
        file: file ?? '',
        line,
        tier: tierOf(reason),
        reason: REASONS[reason]!.name,
        written: name === 0 ? '' : (nameOf.get(name) ?? ''),
        ...saidOf(source, target, line, kind),
      });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

type Said = Pick<ExplainedEdge, 'said'>;

/** What language servers said of an edge; nothing of most. */
function createSaidReader(
  generation: Generation,
): (source: number, target: number, line: number, kind: number) => Said {
  if (!generation.isLaidOver) return () => ({});
  const ofEdge = (table: string) =>
    generation.values<string>(`SELECT by FROM temp.${table} WHERE source = ? AND target = ? AND line = ?`);
  const [confirmed, added, refuted] = ['confirmed_edge', 'added_edge', 'refuted_edge'].map(ofEdge);
  return (source, target, line, kind) => {
    if (kind !== CALLS) return {};
    const yes = confirmed!.get(source, target, line) ?? added!.get(source, target, line);
    if (yes !== undefined) return { said: { verdict: 'confirmed', by: yes } };
    const no = refuted!.get(source, target, line);
    return no === undefined ? {} : { said: { verdict: 'refuted', by: no } };
  };
}
