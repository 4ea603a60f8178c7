import { EDGE_KINDS, REASONS, type EdgeKind, type Reason, type Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { withInitializers, withMembers } from './trace.ts';
import { tierOf } from './vocabulary.ts';

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
  const edges = generation.tuples<[target: number, kind: number, line: number, reason: number, name: number]>(
    'SELECT target, kind, line, reason, site_name FROM edge WHERE source = ?',
  );
  const nameOf = generation.values<string>('SELECT text FROM name WHERE id = ?');
  const labelOf = generation.tuples<[qualifiedName: string, file: string | null]>(
    'SELECT s.qualified_name, f.path FROM symbol s LEFT JOIN file f ON f.id = s.file WHERE s.id = ?',
  );
  const found: ExplainedEdge[] = [];
  for (const source of withMembers(generation, from)) {
    generation.checkDeadline();
    for (const [target, kind, line, reason, name] of edges.all(source)) {
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
      });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}
