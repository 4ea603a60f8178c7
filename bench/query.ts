// `npm run bench:query -- [--corpus django] [--calls 500]`: how long tools take as sessions see it: through the endpoint and
// through the bridge, one session and eight at once, while nothing else happens and while the index is made anew.
import { parseArgs } from 'node:util';
import { loadVersion } from '../server/entry.ts';
import { dialServer } from '../server/serve/dial.ts';
import { BridgeClient } from './bridge.ts';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import type { ToolClient } from './endpoint.ts';
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
const discovery = await workspace.startServer();
const window = await dialServer(discovery, loadVersion(), 'cli');

const WAYS: Readonly<Record<string, () => ToolClient>> = {
  HTTP: () => new EndpointClient(discovery),
  bridge: () => new BridgeClient(workspace.root, workspace.environment),
};
const results = [];
for (const [way, open] of Object.entries(WAYS)) {
  for (const count of [1, 8]) {
    const clients = Array.from({ length: count }, open);
    for (const isIndexing of [false, true]) {
      for (const question of QUESTIONS) {
        const stop = isIndexing ? indexWithoutPause() : undefined;
        const samples = (await Promise.all(clients.map((client) => ask(client, question, calls)))).flat();
        const indexRuns = (await stop?.()) ?? 0;
        results.push({ question: question.label, way, clients: count, indexRuns, ...summarize(samples) });
      }
    }
    for (const client of clients) client[Symbol.dispose]();
  }
}
window.close();

const rows = results.map(({ question, way, clients, indexRuns, p50Ms, p99Ms, maxMs }) => [
  question,
  way,
  String(clients),
  indexRuns > 0 ? `${indexRuns} runs` : '',
  ...[p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(2)),
]);
const headings = [corpus.name, 'way', 'sessions', 'indexing', 'p50 ms', 'p99 ms', 'max ms'];
process.stdout.write(`${formatTable(headings, rows)}\n`);
process.stdout.write(
  `\nWritten to ${writeResult('query', { corpus: corpus.name, calls, callees: callees.length, results })}\n`,
);

/** Asks one question about one callee after another and returns how long each answer took, in milliseconds. */
async function ask(
  client: ToolClient,
  { tool, ask: argumentsFor }: (typeof QUESTIONS)[number],
  count: number,
): Promise<number[]> {
  const samples: number[] = [];
  // The first round warms up what a session would have warm after its first questions.
  for (let call = -callees.length; call < count; call++) {
    const startedAt = performance.now();
    await client.callTool(tool, argumentsFor(callees[(call + callees.length) % callees.length]!));
    if (call >= 0) samples.push(performance.now() - startedAt);
  }
  return samples;
}

/** Makes the index from nothing, again and again; the answer ends that and tells how often it was made. */
function indexWithoutPause(): () => Promise<number> {
  const end = new AbortController();
  let runs = 0;
  const indexing = (async () => {
    for (; !end.signal.aborted; runs++) await window.request('index/run', { full: true });
  })();
  return async () => {
    end.abort();
    await indexing;
    return runs;
  };
}

function summarize(samples: readonly number[]) {
  return {
    p50Ms: percentile(samples, 0.5),
    p99Ms: percentile(samples, 0.99),
    maxMs: Math.max(...samples),
  };
}

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
