// `npm run bench -- [--corpus django]… [--runs 3] [--workers 2]`: what a full index costs, beside what parsing alone
// costs on the same files in the same run. Their ratio does not depend on the machine.
// The index is measured from outside: CPU time and peak memory are those of the whole server process.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadVersion } from '../server/entry.ts';
import type { GenerationSummary } from '../server/protocol/status.ts';
import { dialServer } from '../server/serve/dial.ts';
import { fetchCorpus } from './corpora.ts';
import type { FetchedCorpus } from './corpora.ts';
import { formatMegabytes, formatSeconds, formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace, findUsage } from './server.ts';
import { listSourceFiles } from './sourceFiles.ts';

const UNCHANGED_LOOKS = 5;

interface ParseRun {
  files: number;
  bytes: number;
  wallMs: number;
  cpuMs: number;
  peakRssBytes: number;
}

interface IndexRun {
  /** As a person waits: from the command to its answer, the start of the server included. */
  wallMs: number;
  /** Afterwards, asked of the server: to find that nothing has changed. */
  unchangedMs: number;
  cpuMs: number;
  peakRssBytes: number;
  summary: GenerationSummary;
}

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', multiple: true, default: ['django', 'go', 'ts'] },
    runs: { type: 'string', default: '3' },
    workers: { type: 'string', default: '0' },
    'parse-only': { type: 'boolean', default: false },
  },
});
const runs = Math.max(1, Number(values.runs));

const results = [];
for (const name of values.corpus) {
  try {
    results.push(await measureCorpus(fetchCorpus(name)));
  } catch (error) {
    // The other corpora are still worth their minutes.
    process.exitCode = 1;
    process.stderr.write(`${name}: ${describeFailure(error)}\n`);
  }
}
process.stdout.write(`\n${formatResults(results)}\n`);
process.stdout.write(`\nWritten to ${writeResult('index', { runs, workers: values.workers, results })}\n`);

async function measureCorpus(corpus: FetchedCorpus) {
  const temporary = mkdtempSync(join(tmpdir(), 'codebase-memory-bench-'));
  try {
    const listFile = join(temporary, 'files.json');
    const files = listSourceFiles(corpus.folder);
    if (files.length === 0) throw new Error(`${corpus.folder} holds no file of a language that is indexed.`);
    writeFileSync(listFile, JSON.stringify(files));
    const parseRuns: ParseRun[] = [];
    const indexRuns: IndexRun[] = [];
    // In turns, so that a slow minute of the machine falls on both.
    for (let run = 1; run <= runs; run++) {
      process.stderr.write(`${corpus.name}: run ${run} of ${runs}\n`);
      parseRuns.push(parseAll(corpus.folder, listFile));
      if (!values['parse-only']) indexRuns.push(await indexAll(corpus.folder));
    }
    return { corpus: corpus.name, origin: corpus.origin, parseRuns, indexRuns };
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message} ${describeFailure(error.cause)}` : error.message.trim();
}

function parseAll(folder: string, listFile: string): ParseRun {
  const script = join(import.meta.dirname, 'parseOnly.ts');
  return JSON.parse(
    execFileSync(process.execPath, [script, folder, listFile], { encoding: 'utf8' }),
  ) as ParseRun;
}

async function indexAll(folder: string): Promise<IndexRun> {
  using workspace = new BenchWorkspace(folder, values.workers === '0' ? {} : { CBM_WORKERS: values.workers });
  const startedAt = performance.now();
  const { pid, indexRuns, summary } = workspace.index();
  const wallMs = performance.now() - startedAt;
  if (!summary) throw new Error('The index command reported no generation.');
  if (indexRuns !== 1) throw new Error(`The server indexed ${indexRuns} times instead of once.`);
  const usage = findUsage(pid) ?? { cpuMs: summary.cpuMs, peakRssBytes: 0 };
  return { wallMs, ...usage, summary, unchangedMs: await timeUnchanged(workspace) };
}

async function timeUnchanged(workspace: BenchWorkspace): Promise<number> {
  const connection = await dialServer(await workspace.startServer(), loadVersion(), 'cli');
  const samples: number[] = [];
  for (let look = 0; look < UNCHANGED_LOOKS; look++) {
    const startedAt = performance.now();
    await connection.request('index/run', { full: false });
    samples.push(performance.now() - startedAt);
  }
  connection.close();
  return median(samples);
}

function formatResults(measured: readonly Awaited<ReturnType<typeof measureCorpus>>[]): string {
  const headings = [
    'corpus',
    'files',
    'MB',
    'wall s',
    'CPU s',
    'parse s',
    'ratio',
    'peak MB',
    'db MB',
    'symbols',
    'edges',
    'unchanged ms',
  ];
  const rows = measured.map(({ corpus, parseRuns, indexRuns }) => {
    const parseCpuMs = median(parseRuns.map((run) => run.cpuMs));
    const parsed = [String(parseRuns[0]?.files), formatMegabytes(parseRuns[0]?.bytes ?? 0)];
    const summary = indexRuns[0]?.summary;
    if (!summary) return [corpus, ...parsed, '', '', formatSeconds(parseCpuMs)];
    const cpuMs = median(indexRuns.map((run) => run.cpuMs));
    return [
      corpus,
      ...parsed,
      formatSeconds(median(indexRuns.map((run) => run.wallMs))),
      formatSeconds(cpuMs),
      formatSeconds(parseCpuMs),
      (cpuMs / parseCpuMs).toFixed(2),
      formatMegabytes(Math.max(...indexRuns.map((run) => run.peakRssBytes))),
      formatMegabytes(summary.databaseBytes),
      String(summary.symbols),
      String(summary.edges),
      median(indexRuns.map((run) => run.unchangedMs)).toFixed(0),
    ];
  });
  return formatTable(headings, rows);
}
