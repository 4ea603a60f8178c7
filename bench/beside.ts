// `npm run bench:beside -- [--corpus go-cost] [--pairs 5]`: how much longer a build takes beside background indexing. The build is
// esbuild on this project, over and over for some seconds, on all cores; in turns without and with a server that indexes anew meanwhile.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadVersion } from '../server/entry.ts';
import { dialServer } from '../server/serve/dial.ts';
import { fetchCorpus } from './corpora.ts';
import { formatSeconds, formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace, findRunTime } from './server.ts';

/** Bundles of the server's program that one build makes. */
const BUNDLES = 15;

const root = join(import.meta.dirname, '..');
const BUILD = `
const { build } = require('esbuild');
(async () => {
  for (let at = 0; at < ${BUNDLES}; at++)
    await build({ entryPoints: ['server/main.ts'], bundle: true, write: false, minify: true, platform: 'node', format: 'esm',
      external: ['better-sqlite3', '@parcel/watcher'], logLevel: 'silent' });
})();`;

const { values } = parseArgs({
  options: { corpus: { type: 'string', default: 'go-cost' }, pairs: { type: 'string', default: '5' } },
});
const pairs = Math.max(1, Number(values.pairs));
const corpus = fetchCorpus(values.corpus);
using workspace = new BenchWorkspace(corpus.folder);
workspace.index();
const discovery = await workspace.startServer();
const window = await dialServer(discovery, loadVersion(), 'window');

const aloneMs: number[] = [];
const besideMs: number[] = [];
const indexingCpuMs: number[] = [];
await buildOnce();
for (let pair = 1; pair <= pairs; pair++) {
  process.stderr.write(`round ${pair} of ${pairs}\n`);
  aloneMs.push(await buildOnce());
  const before = findRunTime(discovery.pid);
  let isOver = false;
  const indexing = indexUntil(() => isOver);
  besideMs.push(await buildOnce());
  // Of threads that live; those that parse have ended in part.
  indexingCpuMs.push(findRunTime(discovery.pid) - before);
  isOver = true;
  await indexing;
}
window.close();

const longer = median(besideMs) / median(aloneMs) - 1;
const headings = [
  `a build beside indexing ${corpus.name}`,
  'alone s',
  'beside s',
  'longer %',
  'server CPU s',
];
const row = [
  `median of ${pairs}`,
  formatSeconds(median(aloneMs)),
  formatSeconds(median(besideMs)),
  (100 * longer).toFixed(1),
  formatSeconds(median(indexingCpuMs)),
];
process.stdout.write(`${formatTable(headings, [row])}\n`);
const result = { corpus: corpus.name, aloneMs, besideMs, indexingCpuMs };
process.stdout.write(`\nWritten to ${writeResult('beside', result)}\n`);

/** Makes one index after another until it is told that it is enough. */
async function indexUntil(isEnough: () => boolean): Promise<void> {
  while (!isEnough()) await window.request('index/run', { full: true });
}

async function buildOnce(): Promise<number> {
  const startedAt = performance.now();
  const build = spawn(process.execPath, ['--eval', BUILD], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the build ended with ${code}`);
  return performance.now() - startedAt;
}
