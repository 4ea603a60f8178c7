import { EDGE_KINDS, TIERS } from '../../protocol/graph.ts';
import type { DumpRequest } from '../../protocol/rpc.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { createSpool } from '../../spool.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

/** `dump [folder]`: the graph as sorted text. */
export const dumpCommand = defineCommand({
  name: 'dump',
  summary: 'Prints the graph as text: its edges, or all of it',
  argument: FOLDER_ARGUMENT,
  options: {
    edges: { type: 'boolean', meaning: 'one tab-separated row per edge' },
    canonical: { type: 'boolean', meaning: 'the whole graph, sorted, to compare two indexes' },
    kind: {
      type: 'string',
      value: 'kind',
      choices: EDGE_KINDS,
      meaning: 'with --edges: only edges of this kind',
    },
    tier: { type: 'string', value: 'tier', choices: TIERS, meaning: 'with --edges: only edges of this tier' },
    possible: {
      type: 'boolean',
      meaning: 'with --edges: also what only a name suggests, which is no edge of the graph',
    },
  },
  example: 'dump ~/src/shop --edges --kind CALLS',
  async run(context) {
    const { out, positionals } = context;
    const request = parseDumpRequest(context.values);
    const { askServer, getRoot } = await import('../workspace.ts');
    using spool = createSpool();
    await askServer(getRoot(context, positionals[0]), context, async (connection) => {
      // What an earlier attempt brought is of an index that was replaced under it.
      spool.clear();
      await connection.request('index/run', { full: false });
      const { dump } = await connection.request('dump/open', request);
      for (;;) {
        const { text } = await connection.request('dump/read', { dump });
        if (text === null) return;
        spool.add(text);
      }
    });
    for (const text of spool.read()) await out.write(text);
    return 0;
  },
});

function parseDumpRequest(options: Readonly<Record<string, unknown>>): DumpRequest {
  const { edges, canonical, kind, tier, possible } = options;
  if (edges === canonical) throw UsageError('Choose one of --edges and --canonical.');
  if (canonical && (kind !== undefined || tier !== undefined || possible)) {
    throw UsageError('--kind, --tier and --possible belong to --edges; --canonical prints everything.');
  }
  if (tier === 'possible' && !possible) {
    throw UsageError('Rows of the tier possible are no edges of the graph: add --possible to print them.');
  }
  return {
    format: edges ? 'edges' : 'canonical',
    ...(typeof kind === 'string' ? { kind } : {}),
    ...(typeof tier === 'string' ? { tier } : {}),
    ...(possible ? { possible: true } : {}),
  };
}
