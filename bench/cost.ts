// `npm run bench:cost -- [--peer] [--pairs 3] [--set small|large|packages] [--busy loops]`: CPU and memory of a first index, beside
// those of parsing alone and, with `--peer`, of another program, in turns within one run. The small set is one file, 38 files and
// Django, the large one Go, TypeScript and Linux, the third eight whole packages; `--folder` names others. With `--busy` so many
// processes that do nothing but run lie beside every second pair. Corpora are fetched once.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchCorpus, packageNames } from './corpora.ts';
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

interface Result {
  readonly name: string;
  readonly files: number;
  readonly costs: Costs;
  /** The same beside processes that run all the time. */
  readonly busy: Costs;
}

const LARGE = ['go-cost', 'ts-cost', 'linux-cost'];

/** Processes that run all the time, until they are disposed of. */
class BusyLoops implements Disposable {
  readonly #processes;

  constructor(count: number) {
    this.#processes = Array.from({ length: count }, () =>
      spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
    );
  }

  [Symbol.dispose](): void {
    for (const one of this.#processes) one.kill('SIGKILL');
  }
}

const { values } = parseArgs({
  options: {
    peer: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '3' },
    set: { type: 'string', default: 'small' },
    busy: { type: 'string', default: '0' },
    folder: { type: 'string', multiple: true, default: [] },
  },
});
const pairs = Math.max(1, Number(values.pairs));
const busyLoops = Number(values.busy);
const scratch = mkdtempSync(join(tmpdir(), 'codebase-memory-cost-'));
try {
  using peer = values.peer ? new Peer() : undefined;
  const results: Result[] = [];
  for (const [name, folder] of listTrees()) {
    results.push(await measure(name, folder, peer));
    // A long run that is ended has told what it knows.
    if (values.set !== 'small') process.stdout.write(`\n${formatResults(results)}\n`);
  }
  process.stdout.write(`\n${formatResults(results)}\n`);
  if (busyLoops > 0) process.stdout.write(`\n${formatBusy(results)}\n`);
  const run = { pairs, set: values.set, busyLoops, peer: PEER, results };
  process.stdout.write(`\nWritten to ${writeResult('cost', run)}\n`);
} finally {
  rmSync(scratch, { recursive: true });
}

/** The trees that are measured: those that are named, else those of the set. */
function listTrees(): [name: string, folder: string][] {
  if (values.folder.length > 0) return values.folder.map((folder) => [folder, folder]);
  if (values.set === 'large') return LARGE.map((name) => [name, fetchCorpus(name).folder]);
  if (values.set === 'packages') return packageNames.map((name) => [name, fetchCorpus(name).folder]);
  if (values.set !== 'small') throw new Error(`There is no set "${values.set}": small, large or packages.`);
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

async function measure(name: string, folder: string, peer: Peer | undefined): Promise<Result> {
  const files = listSourceFiles(folder);
  const listFile = join(scratch, 'files.json');
  writeFileSync(listFile, JSON.stringify(files));
  const costs: Costs = { ours: [], parse: [], peer: [] };
  const busy: Costs = { ours: [], parse: [], peer: [] };
  const addPair = async (to: Costs) => {
    to.ours.push(indexOnce(folder));
    to.parse.push(parseOnce(folder, listFile));
    if (peer) to.peer.push(await peer.index(folder));
  };
  for (let round = 1; round <= pairs; round++) {
    process.stderr.write(`${name}: round ${round} of ${pairs}\n`);
    await addPair(costs);
    if (busyLoops === 0) continue;
    using _loops = new BusyLoops(busyLoops);
    await addPair(busy);
  }
  return { name, files: files.length, costs, busy };
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

function cpuOf(costs: readonly Cost[]): number {
  return median(costs.map(({ cpuMs }) => cpuMs));
}

function peakOf(costs: readonly Cost[]): number {
  return median(costs.map(({ peakRssBytes }) => peakRssBytes));
}

function formatResults(results: readonly Result[]): string {
  const headings = ['tree', 'files', 'wall s', 'CPU s', 'peak MB', 'parse s', 'CPU ÷ parse'];
  const ofPeer = ['peer CPU s', 'peer MB', 'CPU ÷ peer', 'MB ÷ peer'];
  const rows = results.map(({ name, files, costs: { ours, parse, peer } }) => {
    const own = [
      name,
      String(files),
      formatSeconds(median(ours.map((cost) => cost.wallMs))),
      formatSeconds(cpuOf(ours)),
      formatMegabytes(peakOf(ours)),
      formatSeconds(cpuOf(parse)),
      (cpuOf(ours) / cpuOf(parse)).toFixed(2),
    ];
    if (peer.length === 0) return own;
    const ratios = [cpuOf(ours) / cpuOf(peer), peakOf(ours) / peakOf(peer)];
    return [
      ...own,
      formatSeconds(cpuOf(peer)),
      formatMegabytes(peakOf(peer)),
      ...ratios.map((ratio) => ratio.toFixed(2)),
    ];
  });
  return formatTable(values.peer ? [...headings, ...ofPeer] : headings, rows);
}

/** What the index costs beside busy loops, against what it costs without them and against the peer's beside them. */
function formatBusy(results: readonly Result[]): string {
  const headings = [
    `beside ${busyLoops} busy loops`,
    'wall s',
    'CPU s',
    'CPU ÷ quiet',
    'peer CPU s',
    'CPU ÷ peer',
  ];
  const rows = results.map(({ name, costs, busy }) => [
    name,
    formatSeconds(median(busy.ours.map((cost) => cost.wallMs))),
    formatSeconds(cpuOf(busy.ours)),
    (cpuOf(busy.ours) / cpuOf(costs.ours)).toFixed(2),
    ...(busy.peer.length > 0
      ? [formatSeconds(cpuOf(busy.peer)), (cpuOf(busy.ours) / cpuOf(busy.peer)).toFixed(2)]
      : ['–', '–']),
  ]);
  return formatTable(headings, rows);
}
