// `npm run bench:bridges -- [--corpus django] [--runs 5]`: what a session that starts a bridge waits for, when there is no index, an
// index without a server, and a server; and what each of some bridges takes that rest beside a server. Takes a minute.
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { BridgeClient } from './bridge.ts';
import { fetchCorpus } from './corpora.ts';
import { formatMegabytes, formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace, findProportionalBytes, findUsage } from './server.ts';

/** Bridges that rest beside each other. */
const RESTING = 4;
/** What the start of a bridge leaves is collected by then, or not soon. */
const REST_MS = 5000;
/** The first index is waited for. */
const PATIENCE_MS = 15_000;

interface Start {
  readonly greetedMs: number;
  readonly answeredMs: number;
}

const { values } = parseArgs({
  options: { corpus: { type: 'string', default: 'django' }, runs: { type: 'string', default: '5' } },
});
const runs = Math.max(1, Number(values.runs));
const corpus = fetchCorpus(values.corpus);
const starts: Record<'no index' | 'no server' | 'a server', Start[]> = {
  'no index': [],
  'no server': [],
  'a server': [],
};
for (let run = 1; run <= runs; run++) {
  process.stderr.write(`round ${run} of ${runs}\n`);
  using workspace = new BenchWorkspace(corpus.folder);
  starts['no index'].push(await startBridge(workspace));
  workspace.index();
  workspace.stop();
  starts['no server'].push(await startBridge(workspace));
  starts['a server'].push(await startBridge(workspace));
}
const resting = await rest();

const rows = Object.entries(starts).map(([label, samples]) => [
  label,
  median(samples.map(({ greetedMs }) => greetedMs)).toFixed(0),
  Math.max(...samples.map(({ greetedMs }) => greetedMs)).toFixed(0),
  median(samples.map(({ answeredMs }) => answeredMs)).toFixed(0),
]);
const headings = [`${corpus.name}, there is`, 'initialize ms', 'slowest ms', 'full answer ms'];
process.stdout.write(`${formatTable(headings, rows)}\n\n`);
const bytes = resting.map(({ pssBytes, rssBytes }, at) => [
  `bridge ${at + 1} of ${RESTING}`,
  formatMegabytes(pssBytes),
  formatMegabytes(rssBytes),
]);
process.stdout.write(`${formatTable(['at rest', 'PSS MB', 'RSS MB'], bytes)}\n`);
process.stdout.write(`\nWritten to ${writeResult('bridges', { corpus: corpus.name, starts, resting })}\n`);

/** A bridge from its start to the answer to `initialize`, and to the first answer of the whole index. */
async function startBridge({ root, environment }: BenchWorkspace): Promise<Start> {
  const startedAt = performance.now();
  using bridge = new BridgeClient(root, environment);
  await bridge.greeted;
  const greetedMs = performance.now() - startedAt;
  while (!(await isAnswered(bridge)));
  return { greetedMs, answeredMs: performance.now() - startedAt };
}

/** Whether the whole index has answered; while the first one is made, there is no answer at times, and part of one at others. */
async function isAnswered(bridge: BridgeClient): Promise<boolean> {
  try {
    await bridge.callTool('trace_path', { function_name: 'get_queryset', wait_fresh_ms: PATIENCE_MS });
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('STILL_INDEXING')) return false;
    throw error;
  }
}

async function rest(): Promise<{ pssBytes: number; rssBytes: number }[]> {
  using workspace = new BenchWorkspace(corpus.folder);
  workspace.index();
  using bridges = new DisposableStack();
  const started = Array.from({ length: RESTING }, () =>
    bridges.use(new BridgeClient(workspace.root, workspace.environment)),
  );
  for (const bridge of started) await bridge.callTool('search_graph', { name_pattern: 'main' });
  await setTimeout(REST_MS);
  return started.map(({ pid }) => ({
    pssBytes: findProportionalBytes(pid),
    rssBytes: findUsage(pid)?.rssBytes ?? 0,
  }));
}
