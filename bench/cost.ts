// `npm run bench:cost -- [--peer] [--pairs 3]`: CPU and memory of a first index of one file, of 38 files and of Django, beside
// those of parsing alone and, with `--peer`, of another program, in turns within one run. Django is fetched once.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchCorpus } from './corpora.ts';
import { Peer, PEER } from './peer.ts';
import { formatMegabytes, formatSeconds, formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace, findUsage } from './server.ts';
import { listSourceFiles } from './sourceFiles.ts';

const FEW = 38;

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakRssBytes: number;
}

/** Name of a column → one cost a round. */
type Costs = Record<'ours' | 'parse' | 'peer', Cost[]>;

const { values } = parseArgs({
  options: {
    peer: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '3' },
    folder: { type: 'string', multiple: true, default: [] },
  },
});
const pairs = Math.max(1, Number(values.pairs));
const scratch = mkdtempSync(join(tmpdir(), 'codebase-memory-cost-'));
try {
  using peer = values.peer ? new Peer() : undefined;
  const results = [];
  for (const [name, folder] of listTrees()) results.push({ name, ...(await measure(name, folder, peer)) });
  process.stdout.write(`\n${formatResults(results)}\n`);
  process.stdout.write(`\nWritten to ${writeResult('cost', { pairs, peer: PEER, results })}\n`);
} finally {
  rmSync(scratch, { recursive: true });
}

/** The trees that are measured: those that are named, else the three. */
function listTrees(): [name: string, folder: string][] {
  if (values.folder.length > 0) return values.folder.map((folder) => [folder, folder]);
  const one = join(scratch, 'one');
  mkdirSync(one);
  writeFileSync(join(one, 'a.py'), 'def a():\n    return b()\n\n\ndef b():\n    return 1\n');
  const django = fetchCorpus('django').folder;
  const few = join(scratch, 'few');
  const files = listSourceFiles(django);
  for (let at = 0; at < FEW; at++) {
    // Spread over the tree, so that they are as large as its files are.
    const { path } = files[Math.floor((at * files.length) / FEW)]!;
    mkdirSync(dirname(join(few, path)), { recursive: true });
    cpSync(join(django, path), join(few, path));
  }
  return [
    ['one file', one],
    [`${FEW} files`, few],
    ['Django', django],
  ];
}

async function measure(name: string, folder: string, peer: Peer | undefined) {
  const files = listSourceFiles(folder);
  const listFile = join(scratch, 'files.json');
  writeFileSync(listFile, JSON.stringify(files));
  const costs: Costs = { ours: [], parse: [], peer: [] };
  for (let round = 1; round <= pairs; round++) {
    process.stderr.write(`${name}: round ${round} of ${pairs}\n`);
    costs.ours.push(indexOnce(folder));
    costs.parse.push(parseOnce(folder, listFile));
    if (peer) costs.peer.push(await peer.index(folder));
  }
  return { files: files.length, costs };
}

function indexOnce(folder: string): Cost {
  using workspace = new BenchWorkspace(folder);
  const startedAt = performance.now();
  const { pid, summary } = workspace.index();
  const wallMs = performance.now() - startedAt;
  const usage = findUsage(pid) ?? { cpuMs: summary?.cpuMs ?? 0, peakRssBytes: 0 };
  return { wallMs, cpuMs: usage.cpuMs, peakRssBytes: usage.peakRssBytes };
}

function parseOnce(folder: string, listFile: string): Cost {
  const script = join(import.meta.dirname, 'parseOnly.ts');
  return JSON.parse(execFileSync(process.execPath, [script, folder, listFile], { encoding: 'utf8' })) as Cost;
}

function formatResults(results: readonly { name: string; files: number; costs: Costs }[]): string {
  const headings = ['tree', 'files', 'wall s', 'CPU s', 'peak MB', 'parse s', 'CPU ÷ parse'];
  const ofPeer = ['peer CPU s', 'peer MB', 'CPU ÷ peer', 'MB ÷ peer'];
  const rows = results.map(({ name, files, costs: { ours, parse, peer } }) => {
    const cpuMs = median(ours.map((cost) => cost.cpuMs));
    const parseMs = median(parse.map((cost) => cost.cpuMs));
    const peakBytes = median(ours.map((cost) => cost.peakRssBytes));
    const own = [
      name,
      String(files),
      formatSeconds(median(ours.map((cost) => cost.wallMs))),
      formatSeconds(cpuMs),
      formatMegabytes(peakBytes),
      formatSeconds(parseMs),
      (cpuMs / parseMs).toFixed(2),
    ];
    if (peer.length === 0) return own;
    const peerMs = median(peer.map((cost) => cost.cpuMs));
    const peerBytes = median(peer.map((cost) => cost.peakRssBytes));
    const ratios = [(cpuMs / peerMs).toFixed(2), (peakBytes / peerBytes).toFixed(2)];
    return [...own, formatSeconds(peerMs), formatMegabytes(peerBytes), ...ratios];
  });
  return formatTable(values.peer ? [...headings, ...ofPeer] : headings, rows);
}
