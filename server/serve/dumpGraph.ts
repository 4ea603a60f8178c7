// The text of a dump, piece by piece and all of one state of the index. Knows neither rows nor where the text goes.
import { EDGE_KINDS, TIERS } from '../protocol/graph.ts';
import type { DumpRequest } from '../protocol/rpc.ts';
import type { DumpChunk } from '../queries/dump.ts';
import type { StoreClient } from '../store/client.ts';
import { UnknownDumpFilter } from './errors.ts';

/**
 * Yields the pieces. Throws UNKNOWN_DUMP_FILTER for a kind or tier that does not exist, and SNAPSHOT_GONE when the index
 * changed between two pieces: together they would be of no state that ever was.
 */
export async function* dumpGraph(
  store: Pick<StoreClient, 'askOf'>,
  { format, kind, tier }: DumpRequest,
): AsyncGenerator<string> {
  const kinds = kind === undefined ? undefined : [pick(kind.toUpperCase(), EDGE_KINDS)];
  const tiers = tier === undefined ? undefined : [pick(tier.toLowerCase(), TIERS)];
  const query = format === 'edges' ? 'dumpEdges' : 'dumpCanonical';
  const filter = format === 'edges' ? { ...(kinds && { kinds }), ...(tiers && { tiers }) } : {};
  let known: string | undefined;
  for (let from: number | undefined = 0; from !== undefined;) {
    const { value, snapshot } = await store.askOf(query, { from, ...filter }, known);
    const { lines, next } = value as DumpChunk;
    known = snapshot;
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
    from = next;
  }
}

function pick<Name extends string>(name: string, known: readonly Name[]): Name {
  const found = known.find((one) => one === name);
  if (found === undefined) throw UnknownDumpFilter(name, known);
  return found;
}
