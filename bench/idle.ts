// `npm run bench:idle -- [--corpus django] [--seconds 60]`: what a server costs when nobody asks anything: resident memory
// and CPU time over a while, after the threads of indexing have ended.
import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { KEEP_WARM_MS } from '../server/serve/codeIndex.ts';
import { fetchCorpus } from './corpora.ts';
import { formatMegabytes, formatTable, writeResult } from './report.ts';
import { BenchWorkspace, findRunTime, findUsage } from './server.ts';

/** The threads of indexing end after this time, and the memory they held is given back. */
const SETTLE_MS = KEEP_WARM_MS + 15_000;

const { values } = parseArgs({
  options: { corpus: { type: 'string', default: 'django' }, seconds: { type: 'string', default: '60' } },
});
const seconds = Number(values.seconds);
const corpus = fetchCorpus(values.corpus);
using workspace = new BenchWorkspace(corpus.folder, { CBM_IDLE_EXIT_MS: String(10 * SETTLE_MS) });
workspace.index();
const discovery = workspace.findDiscovery();
if (!discovery) throw new Error('The server has published nothing.');
const { pid } = discovery;
const warm = measure();
await setTimeout(SETTLE_MS);
const before = { ...measure(), runMs: findRunTime(pid) };
await setTimeout(seconds * 1000);
const after = { ...measure(), runMs: findRunTime(pid) };

const idleCpuMs = after.runMs - before.runMs;
const rows = [
  ['right after indexing', formatMegabytes(warm.rssBytes), ''],
  [
    `idle for ${seconds} s`,
    formatMegabytes(after.rssBytes),
    `${idleCpuMs.toFixed(0)} ms (${percent(idleCpuMs)} %)`,
  ],
];
process.stdout.write(`${formatTable([corpus.name, 'RSS', 'CPU'], rows)}\n`);
const descriptors = readdirSync(`/proc/${pid}/fd`).length;
const result = { corpus: corpus.name, seconds, warm, before, after, descriptors };
process.stdout.write(`\n${descriptors} descriptors. Written to ${writeResult('idle', result)}\n`);

function percent(cpuMs: number): string {
  return ((100 * cpuMs) / (seconds * 1000)).toFixed(2);
}

function measure() {
  const usage = findUsage(pid);
  if (!usage) throw new Error('The kernel of this platform does not tell what a process uses.');
  return usage;
}
