// `npm run bench:start -- [--corpus django] [--runs 10]`: from starting the server of a workspace that has an index to
// its first answer through the MCP endpoint.
import { parseArgs } from 'node:util';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import { formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace } from './server.ts';

const { values } = parseArgs({
  options: { corpus: { type: 'string', default: 'django' }, runs: { type: 'string', default: '10' } },
});

const corpus = fetchCorpus(values.corpus);
using workspace = new BenchWorkspace(corpus.folder);
workspace.index();

const reachableMs: number[] = [];
const answeredMs: number[] = [];
for (let run = 0; run < Number(values.runs); run++) {
  workspace.stop();
  const startedAt = performance.now();
  const discovery = await workspace.startServer();
  reachableMs.push(performance.now() - startedAt);
  using client = new EndpointClient(discovery);
  await client.callTool('search_graph', { name_pattern: 'main' });
  answeredMs.push(performance.now() - startedAt);
}

const describe = (label: string, samples: number[]) => [
  label,
  median(samples).toFixed(0),
  Math.max(...samples).toFixed(0),
];
const rows = [describe('reachable', reachableMs), describe('first answer', answeredMs)];
process.stdout.write(`${formatTable([corpus.name, 'median ms', 'max ms'], rows)}\n`);
process.stdout.write(
  `\nWritten to ${writeResult('start', { corpus: corpus.name, reachableMs, answeredMs })}\n`,
);
