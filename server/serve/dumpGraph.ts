// The text of a dump, piece by piece and all of one state of the index, however slowly it is read: it is written into a
// temporary file first, as fast as the store answers. Knows neither rows nor where the text goes.
import { EDGE_KINDS, TIERS } from '../protocol/graph.ts';
import type { DumpRequest } from '../protocol/rpc.ts';
import type { DumpChunk } from '../queries/dump.ts';
import { createSpool } from '../spool.ts';
import type { StoreClient } from '../store/client.ts';
import { UnknownDumpFilter } from './errors.ts';
import type { Hold } from './hold.ts';
import { readOneState, type AskOne } from './oneState.ts';

/**
 * Yields the pieces. Throws UNKNOWN_DUMP_FILTER for a kind or tier that does not exist, and SNAPSHOT_GONE when the index
 * changed again and again while it was read: pieces of several states would be of none that ever was.
 */
export async function* dumpGraph(
  store: Pick<StoreClient, 'askOf'>,
  { format, kind, tier, possible }: DumpRequest,
  hold: Hold,
): AsyncGenerator<string> {
  const kinds = kind === undefined ? undefined : [pick(kind.toUpperCase(), EDGE_KINDS)];
  const tiers = tier === undefined ? undefined : [pick(tier.toLowerCase(), TIERS)];
  const query = format === 'edges' ? 'dumpEdges' : 'dumpCanonical';
  const filter =
    format === 'edges'
      ? { ...(kinds && { kinds }), ...(tiers && { tiers }), ...(possible && { possible }) }
      : {};
  using spool = createSpool();
  const fill = async (ask: AskOne) => {
    spool.clear();
    for (let from: number | undefined = 0; from !== undefined;) {
      const { lines, next } = (await ask(query, { from, ...filter })) as DumpChunk;
      if (lines.length > 0) spool.add(`${lines.join('\n')}\n`);
      from = next;
    }
  };
  await readOneState(store, hold, fill, { isLong: true });
  yield* spool.read();
}

function pick<Name extends string>(name: string, known: readonly Name[]): Name {
  const found = known.find((one) => one === name);
  if (found === undefined) throw UnknownDumpFilter(name, known);
  return found;
}
