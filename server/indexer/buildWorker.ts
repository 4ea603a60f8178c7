// The build worker: one thread per index run that discovers, has the files parsed, resolves and writes the generation.
// It owns all memory of the run and takes it along when it ends.

import { parentPort, workerData } from 'node:worker_threads';
import { discover } from '../discover/discover.ts';
import type { Discovery, SourceFile } from '../discover/discovery.ts';
import { ReadGate } from '../discover/readGate.ts';
import { CodedError, messageOf } from '../errors.ts';
import type { Graph, GraphFile } from '../graph.ts';
import { languages } from '../languages/index.ts';
import { languageTable } from '../languages/table.ts';
import type { IndexPhase } from '../protocol/status.ts';
import type { FileFacts } from '../resolve/program.ts';
import { resolveGraph } from '../resolve/resolve.ts';
import { writeGeneration } from '../store/writeGeneration.ts';
import type { BuildMessage, BuildWorkerData, IndexOptions, PhaseTimes } from './messages.ts';
import { parseFiles } from './parsePool.ts';
import type { ParseResult, PoolFile } from './parsePool.ts';
import { createResolverFactory } from './projectFiles.ts';

function post(message: BuildMessage): void {
  parentPort!.postMessage(message);
}

/** Runs one index and ends the thread; the outcome is the last message. */
export async function runBuildWorker(): Promise<void> {
  const data = workerData as BuildWorkerData;
  try {
    post(await build(data));
  } catch (error) {
    const code = error instanceof CodedError ? error.code : 'INDEX_FAILED';
    post({ type: 'failed', code, message: messageOf(error) });
  }
}

async function build({ options, generationFile, meta }: BuildWorkerData): Promise<BuildMessage> {
  const phases: PhaseTimes = { discover: 0, parse: 0, resolve: 0, write: 0 };
  const sum = { files: 0, totalFiles: 0, bytes: 0, totalBytes: 0 };
  let started = performance.now();
  const enter = (phase: IndexPhase) => post({ type: 'progress', progress: { phase, ...sum } });
  const leave = (phase: IndexPhase) => {
    phases[phase] = performance.now() - started;
    started = performance.now();
  };

  enter('discover');
  const discovery = discoverSources(options);
  sum.totalFiles = discovery.files.length;
  sum.totalBytes = discovery.files.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
  leave('discover');

  enter('parse');
  const parsed = await parseFiles(discovery.files, options, (files, bytes) => {
    sum.files += files;
    sum.bytes += bytes;
    enter('parse');
  });
  leave('parse');

  enter('resolve');
  const graph = resolve(discovery, parsed, options);
  leave('resolve');

  enter('write');
  const counts = writeGeneration(generationFile, graph, meta);
  leave('write');
  return { type: 'done', counts, sourceBytes: sum.bytes, phases };
}

/** Discovery with the options of an index run. */
export function discoverSources(options: IndexOptions): Discovery {
  return discover({
    root: options.root,
    excludedDirs: options.forbidden.dirs,
    maxFileSizeBytes: options.maxFileSizeBytes,
    exclude: options.exclude,
    includeGenerated: options.includeGenerated,
    languages: languageTable,
  });
}

function resolve(discovery: Discovery, parsed: ParseResult, options: IndexOptions): Graph {
  const gate = new ReadGate(options.root, {
    dirs: [...options.forbidden.dirs],
    files: [...options.forbidden.files],
  });
  const facts: FileFacts[] = parsed.files.flatMap(({ report, facts: own, strings }) =>
    own
      ? [{ path: report.path, language: languages[report.language]!, facts: own, strings: strings.ints }]
      : [],
  );
  const skipped = discovery.skipped.map(({ path, reason, sizeBytes }) =>
    skippedFile(path, reason, sizeBytes),
  );
  const stats = new Map(discovery.files.map((file) => [file.path, file]));
  const files = [
    ...parsed.files.map((file) => graphFile(file, stats.get(file.report.path)!)),
    ...skipped,
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = facts.map(({ path, language }) => ({ path, family: language.binding.family }));
  return resolveGraph(
    files,
    facts,
    parsed.strings.strings,
    createResolverFactory(gate, options.root, paths, discovery.configFiles),
  );
}

/** A skipped file keeps the size and time of discovery, so that a check sees that it has not changed. */
function graphFile({ report }: PoolFile, found: SourceFile): GraphFile {
  const { path, language, hash, sizeBytes, mtimeMs, lines, skipped, problems } = report;
  if (skipped !== '') return { ...skippedFile(path, skipped, found.sizeBytes), hash, mtimeMs: found.mtimeMs };
  const status = problems.length > 0 ? 'partial' : 'indexed';
  return {
    path,
    language: languages[language]!.id,
    hash,
    sizeBytes,
    mtimeMs,
    lines,
    status,
    reason: problems.join('; '),
  };
}

function skippedFile(path: string, reason: string, sizeBytes: number): GraphFile {
  return { path, language: '', hash: '', sizeBytes, mtimeMs: 0, lines: 0, status: 'skipped', reason };
}
