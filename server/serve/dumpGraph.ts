// The text of a dump, piece by piece and all of one state of the index, however slowly it is read: it is written into a
// temporary file first, as fast as the store answers. Knows neither rows nor where the text goes.
import { CodedError } from '../errors.ts';
import { EDGE_KINDS, TIERS } from '../protocol/graph.ts';
import type { DumpRequest } from '../protocol/rpc.ts';
import type { DumpChunk } from '../queries/dump.ts';
import { createSpool } from '../spool.ts';
import type { Spool } from '../spool.ts';
import type { StoreClient } from '../store/client.ts';
import { SnapshotGone } from '../store/errors.ts';
import { UnknownDumpFilter } from './errors.ts';
import type { Hold } from './hold.ts';

/** A change that waited for one reading may come in the middle of the next. */
const ATTEMPTS = 3;

/**
 * Yields the pieces. Throws UNKNOWN_DUMP_FILTER for a kind or tier that does not exist, and SNAPSHOT_GONE when the index
 * changed again and again while it was read: pieces of several states would be of none that ever was.
 */
export async function* dumpGraph(
  store: Pick<StoreClient, 'askOf'>,
  { format, kind, tier }: DumpRequest,
  hold: Hold,
): AsyncGenerator<string> {
  const kinds = kind === undefined ? undefined : [pick(kind.toUpperCase(), EDGE_KINDS)];
  const tiers = tier === undefined ? undefined : [pick(tier.toLowerCase(), TIERS)];
  const query = format === 'edges' ? 'dumpEdges' : 'dumpCanonical';
  const filter = format === 'edges' ? { ...(kinds && { kinds }), ...(tiers && { tiers }) } : {};
  using spool = createSpool();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await hold.during(() => fill(spool, (from, known) => store.askOf(query, { from, ...filter }, known)));
      break;
    } catch (error) {
      const isGone = error instanceof CodedError && error.code === SnapshotGone.code;
      if (!isGone || attempt === ATTEMPTS) throw error;
      spool.clear();
    }
  }
  yield* spool.read();
}

async function fill(
  spool: Spool,
  ask: (from: number, known: string | undefined) => ReturnType<StoreClient['askOf']>,
): Promise<void> {
  let known: string | undefined;
  for (let from: number | undefined = 0; from !== undefined;) {
    const { value, snapshot } = await ask(from, known);
    const { lines, next } = value as DumpChunk;
    known = snapshot;
    if (lines.length > 0) spool.add(`${lines.join('\n')}\n`);
    from = next;
  }
}

function pick<Name extends string>(name: string, known: readonly Name[]): Name {
  const found = known.find((one) => one === name);
  if (found === undefined) throw UnknownDumpFilter(name, known);
  return found;
}
