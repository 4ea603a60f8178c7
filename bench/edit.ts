// `npm run bench:edit -- [--corpus django] [--edits 40]`: how long one new function in a file of some 500 lines takes: in the
// engine, from saving it to an answer that has it, and from telling the server of it unsaved. Edits a copy of the corpus.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadVersion } from '../server/entry.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../server/ownership/paths.ts';
import { dialServer } from '../server/serve/dial.ts';
import { fetchCorpus } from './corpora.ts';
import { makeFunction, takesFunction } from './edits.ts';
import { EndpointClient } from './endpoint.ts';
import { formatTable, median, percentile, writeResult } from './report.ts';
import { BenchWorkspace, findUsage } from './server.ts';
import { listSourceFiles } from './sourceFiles.ts';

const WANTED_LINES = 500;
/** An answer waits at most so long. */
const PATIENCE_MS = 15_000;
/** After an edit nothing more happens for so long before the next one. */
const PAUSE_MS = 400;
const { values } = parseArgs({
  options: { corpus: { type: 'string', default: 'django' }, edits: { type: 'string', default: '40' } },
});
const edits = Number(values.edits);
const corpus = fetchCorpus(values.corpus);
const base = mkdtempSync(join(tmpdir(), 'codebase-memory-bench-edit-'));
const folder = join(base, basename(corpus.folder));
try {
  cpSync(corpus.folder, folder, { recursive: true, verbatimSymlinks: true });
  await measure(pickFile());
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** The file whose length is nearest to the wanted one, of those that a function can be added to. */
function pickFile(): string {
  const sizes = listSourceFiles(folder)
    .filter(({ path }) => takesFunction(extname(path)))
    .map(({ path }) => ({ path, lines: readFileSync(join(folder, path), 'utf8').split('\n').length }))
    .map(({ path, lines }) => ({ path, distance: Math.abs(lines - WANTED_LINES) }));
  const nearest = sizes.toSorted((a, b) => a.distance - b.distance)[0];
  if (!nearest) throw new Error(`There is no file in ${folder} to which a function can be added.`);
  return nearest.path;
}

async function measure(path: string): Promise<void> {
  using workspace = new BenchWorkspace(folder);
  workspace.index();
  const discovery = await workspace.startServer();
  using client = new EndpointClient(discovery);
  const connection = await dialServer(discovery, loadVersion(), 'window');
  const log = getWorkspaceFiles(getWorkspaceDir(workspace.root)).log;
  const file = join(workspace.root, path);
  let text = readFileSync(file, 'utf8');
  let version = 0;

  const has = async (name: string, patienceMs: number): Promise<boolean> => {
    const args = { name_pattern: `^${name}$`, wait_fresh_ms: patienceMs, format: 'json' };
    const { content } = (await client.callTool('search_graph', args)) as { content: { text: string }[] };
    return (JSON.parse(content[0]!.text) as { total: number }).total === 1;
  };
  /** The thread that knows the tree is there, and the file has been parsed once. */
  const warmUp = async (): Promise<void> => {
    writeFileSync(file, `${text}\n`);
    await has('nothing', PATIENCE_MS);
    writeFileSync(file, text);
    await has('nothing', PATIENCE_MS);
    await sleep(PAUSE_MS);
  };
  /** Makes one edit after another and times how long it takes until `isDone`. */
  const time = async (
    label: string,
    edit: (text: string) => unknown,
    isDone: (name: string) => Promise<boolean>,
  ) => {
    const wallMs: number[] = [];
    let missed = 0;
    const updatesBefore = readUpdates(log).length;
    const rebuildsBefore = countRebuilds(log);
    const usedBefore = findUsage(discovery.pid)?.cpuMs ?? 0;
    for (let at = 0; at < edits; at++) {
      const name = `bench_${label.replaceAll(/\W/g, '_')}_${at}`;
      text += makeFunction(extname(path), name);
      const startedAt = performance.now();
      await edit(text);
      if (!(await isDone(name))) missed += 1;
      wallMs.push(performance.now() - startedAt);
      await sleep(PAUSE_MS);
      await connection.request('index/wait', {});
    }
    const cpuMs = ((findUsage(discovery.pid)?.cpuMs ?? 0) - usedBefore) / edits;
    const updates = readUpdates(log).slice(updatesBefore);
    return { label, wallMs, cpuMs, missed, updates, rebuilds: countRebuilds(log) - rebuildsBefore };
  };

  await warmUp();
  const save = (content: string): void => writeFileSync(file, content);
  const rows = [
    await time('saved, waiting', save, (name) => has(name, PATIENCE_MS)),
    await time('saved, asking', save, async (name) => {
      const deadline = performance.now() + PATIENCE_MS;
      while (!(await has(name, 0))) if (performance.now() > deadline) return false;
      return true;
    }),
    await time(
      'typed, waiting',
      (content) => connection.request('buffers/changed', { path: file, version: ++version, text: content }),
      (name) => has(name, PATIENCE_MS),
    ),
  ];
  connection.close();
  report(path, rows);
}

interface Update {
  readonly wallMs: number;
  readonly cpuMs: number;
}

function readEvents(log: string): (Update & { event: string })[] {
  return readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Update & { event: string });
}

function readUpdates(log: string): Update[] {
  return readEvents(log).filter(({ event }) => event === 'updated');
}

/** Edits that reached so much that the index was written anew: they are in no row of the engine. */
function countRebuilds(log: string): number {
  return readEvents(log).filter(({ event }) => event === 'generation published').length;
}

function report(
  path: string,
  rows: readonly {
    label: string;
    wallMs: number[];
    cpuMs: number;
    missed: number;
    updates: Update[];
    rebuilds: number;
  }[],
): void {
  const engine = rows.map(({ label, updates, rebuilds }) => [
    `engine, ${label}`,
    ...(updates.length > 0 ? formatSamples(updates.map(({ wallMs }) => wallMs)) : ['–', '–']),
    updates.length > 0 ? median(updates.map(({ cpuMs }) => cpuMs)).toFixed(0) : '–',
    '',
    String(rebuilds),
  ]);
  const answers = rows.map(({ label, wallMs, cpuMs, missed }) => [
    `answer, ${label}`,
    ...formatSamples(wallMs),
    cpuMs.toFixed(0),
    String(missed),
    '',
  ]);
  const headings = [`${corpus.name}, ${path}`, 'p50 ms', 'p95 ms', 'CPU ms', 'missed', 'rebuilds'];
  process.stdout.write(`${formatTable(headings, [...engine, ...answers])}\n`);
  process.stdout.write(`\nWritten to ${writeResult('edit', { corpus: corpus.name, path, edits, rows })}\n`);
}

function formatSamples(samples: readonly number[]): [string, string] {
  return [median(samples).toFixed(0), percentile(samples, 0.95).toFixed(0)];
}
