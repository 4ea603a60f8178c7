// `npm run bench:query -- [--corpus django] [--calls 500]`: how long tools take through the MCP endpoint, one call at a
// time over a connection that stays open, as one session would see it.
import { parseArgs } from 'node:util';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import { formatTable, percentile, writeResult } from './report.ts';
import { BenchWorkspace } from './server.ts';

const { values } = parseArgs({
  options: { corpus: { type: 'string', default: 'django' }, calls: { type: 'string', default: '500' } },
});
const calls = Number(values.calls);

/** A called symbol of the corpus. */
interface Callee {
  readonly name: string;
  readonly qualifiedName: string;
}

/** What is asked about each of them. */
const QUESTIONS = [
  {
    label: 'search_graph by name',
    tool: 'search_graph',
    ask: ({ name }: Callee) => ({ name_pattern: name }),
  },
  {
    label: 'trace_path depth 3',
    tool: 'trace_path',
    ask: ({ qualifiedName }: Callee) => ({ function_name: qualifiedName, depth: 3 }),
  },
];

const corpus = fetchCorpus(values.corpus);
using workspace = new BenchWorkspace(corpus.folder);
workspace.index();
const callees = pickCallees(workspace.run('dump', '--edges', '--kind', 'CALLS'));
const discovery = workspace.findDiscovery();
if (!discovery) throw new Error('The server has published nothing.');
using client = new EndpointClient(discovery);

const results = [];
for (const { label, tool, ask } of QUESTIONS) {
  const samples: number[] = [];
  const failures: string[] = [];
  // The first round warms up what a session would have warm after its first questions.
  for (let call = -callees.length; call < calls; call++) {
    const callee = callees[(call + callees.length) % callees.length];
    if (!callee) continue;
    const startedAt = performance.now();
    try {
      await client.callTool(tool, ask(callee));
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
    if (call >= 0) samples.push(performance.now() - startedAt);
  }
  if (failures.length > 0)
    process.stderr.write(`${label}: ${failures.length} failed, such as: ${failures[0]}\n`);
  results.push({
    question: label,
    calls,
    failures: failures.length,
    p50Ms: percentile(samples, 0.5),
    p99Ms: percentile(samples, 0.99),
    maxMs: Math.max(...samples),
  });
}

const rows = results.map((result) => [
  result.question,
  ...[result.p50Ms, result.p99Ms, result.maxMs].map((ms) => ms.toFixed(2)),
]);
process.stdout.write(`${formatTable([corpus.name, 'p50 ms', 'p99 ms', 'max ms'], rows)}\n`);
process.stdout.write(
  `\nWritten to ${writeResult('query', { corpus: corpus.name, callees: callees.length, results })}\n`,
);

/** Called symbols, spread evenly over the corpus: the same ones in each run. */
function pickCallees(edges: string): Callee[] {
  const called = new Map(edges.split('\n').flatMap(calleeOf));
  const all = [...called].map(([qualifiedName, name]) => ({ qualifiedName, name }));
  const step = Math.max(1, Math.floor(all.length / 100));
  const picked = all.filter((_, index) => index % step === 0);
  if (picked.length === 0) throw new Error('The index holds no calls to ask about.');
  return picked;
}

/** Qualified name and name of the symbol that a row of `dump --edges` calls; nothing for one outside the corpus. */
function calleeOf(row: string): [string, string][] {
  const [, , name = '', targetFile = 'external', , , , , qualifiedName = ''] = row.split('\t');
  return targetFile === 'external' ? [] : [[qualifiedName, name]];
}
