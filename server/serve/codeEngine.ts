// The engine that indexes code: ties the index run, the store thread, the read gate and the tools together for one
// workspace. Decides nothing about when to index or which generation is current.

import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ReadGate } from '../discover/readGate.ts';
import { FreshnessCheck } from '../indexer/freshnessCheck.ts';
import type { IndexOptions } from '../indexer/messages.ts';
import { runIndex } from '../indexer/runIndex.ts';
import { createToolRegistry } from '../mcp/policy.ts';
import { TOOLS } from '../mcp/tools/index.ts';
import { EDGE_KINDS, TIERS } from '../protocol/graph.ts';
import type { DumpRequest } from '../protocol/rpc.ts';
import type { GenerationSummary, SkippedGroup } from '../protocol/status.ts';
import type { DumpChunk } from '../queries/dump.ts';
import { createQueries } from '../queries/index.ts';
import type { Queries } from '../queries/index.ts';
import { startStore } from '../store/client.ts';
import type { StoreNotice } from '../store/messages.ts';
import { SCHEMA_VERSION } from '../store/schema.ts';
import type { Engine, EngineContext, GenerationFile } from './engine.ts';
import { UnknownDumpFilter } from './errors.ts';

/** Files named per reason in a summary. */
const SKIPPED_EXAMPLES = 3;
/** Skipped files that a summary looks at. */
const SKIPPED_LIMIT = 5000;

/** Makes the engine of a workspace; starts the store thread. */
export function createCodeEngine(context: EngineContext): Promise<Engine> {
  const { root, entryFile, assetsDir, epoch, runFile, guards, log } = context;
  let forbidden = forbid(context);
  const gate = new ReadGate(root, { dirs: [...forbidden.dirs], files: [...forbidden.files] });
  const tuning = () => {
    const { mmapBytes, checkpointMode } = context.settings();
    return { mmapBytes, checkpointMode };
  };
  const store = startStore({
    entryFile,
    ...tuning(),
    fence: { epoch, runFile, isOn: guards.epochFence },
    onNotice: (notice) => hearStore(notice, context),
    // Without its thread the server could only fail; the next one opens the database anew.
    onCrash: (error) => context.abandon(error.message),
  });
  const queries = createQueries(store);
  const options = (): IndexOptions => {
    const { maxFileSizeBytes, exclude, includeGenerated, workers } = context.settings();
    return { root, assetsDir, entryFile, forbidden, maxFileSizeBytes, exclude, includeGenerated, workers };
  };
  const check = new FreshnessCheck(options);
  const tools = createToolRegistry(TOOLS, {
    queries,
    workspace: { root, name: root.slice(root.lastIndexOf('/') + 1) },
    readText: (path) => gate.read(path),
    status: () => context.status(),
    freshness: () => context.freshness(),
  });

  const engine: Engine = {
    tools,
    schemaVersion: SCHEMA_VERSION,
    async open(generation, integrityCheck) {
      const { file } = generation;
      const meta = await store.switchTo(file, integrityCheck);
      forbidden = forbid(context, file);
      gate.forbidFiles(forbidden.files);
      check.setIndexed(await queries.listFileStates({}), Number(meta['indexedAtMs'] ?? 0));
      return loadSummary(queries, generation);
    },
    async checkFresh() {
      return { dirtyFiles: await check.run() };
    },
    async index({ generation, file }, onProgress) {
      const started = performance.now();
      const cpu = process.cpuUsage();
      const meta = { epoch, version: context.version, indexedAtMs: String(Date.now()) };
      const { counts, sourceBytes, phases } = await runIndex(
        { options: options(), generationFile: file, meta },
        onProgress,
      );
      const { user, system } = process.cpuUsage(cpu);
      log.info('indexed', { ...counts, ...phases });
      return {
        ...counts,
        generation,
        skipped: [],
        databaseBytes: counts.bytes,
        sourceBytes,
        wallMs: performance.now() - started,
        cpuMs: (user + system) / 1000,
      };
    },
    dump: (request) => dump(queries, request),
    applySettings: () => store.tune(tuning()),
    checkpoint: async (mode) => (await store.checkpoint(mode)) ?? null,
    inspect: async () => (await store.facts()) ?? null,
    async close() {
      await Promise.all([store.close(), check.close()]);
    },
  };
  return Promise.resolve(engine);
}

/** What the read gate refuses: the cache, and by (device, inode) the files that this process holds locks on. */
function forbid(
  { workspaceDir, lockFile, guards }: EngineContext,
  database?: string,
): IndexOptions['forbidden'] {
  if (!guards.readGate) return { dirs: [], files: [] };
  const files = [lockFile, ...(database === undefined ? [] : [database, `${database}-wal`])];
  return { dirs: [dirname(workspaceDir)], files };
}

function hearStore(notice: StoreNotice, { log, reportDamage, abandon }: EngineContext): void {
  if (notice.notice === 'damaged') reportDamage(notice.file, notice.why);
  else if (notice.notice === 'fenced') abandon(notice.why);
  else log.warn('checkpoint incomplete', { ...notice });
}

async function loadSummary(
  queries: Queries,
  { generation, file: database }: GenerationFile,
): Promise<GenerationSummary> {
  const { counts, problems } = await queries.indexStatus({ limit: SKIPPED_LIMIT, offset: 0 });
  const groups = new Map<string, string[]>();
  for (const { file, status, reason } of problems) {
    if (status !== 'skipped') continue;
    const files = groups.get(reason);
    if (files) files.push(file);
    else groups.set(reason, [file]);
  }
  const skipped: SkippedGroup[] = [...groups].map(([reason, files]) => ({
    reason,
    files: files.length,
    examples: files.slice(0, SKIPPED_EXAMPLES),
  }));
  return {
    generation,
    files: counts.indexed_files + counts.partial_files,
    symbols: counts.symbols,
    edges: counts.edges,
    unresolved: counts.unresolved_sites,
    edgesByTier: counts.edges_by_tier,
    skipped,
    databaseBytes: statSync(database).size,
    sourceBytes: counts.bytes,
    wallMs: 0,
    cpuMs: 0,
  };
}

/** The text of a dump, piece by piece. Throws UNKNOWN_DUMP_FILTER for a kind or tier that does not exist. */
async function* dump(queries: Queries, { format, kind, tier }: DumpRequest): AsyncGenerator<string> {
  const kinds = kind === undefined ? undefined : [pick(kind.toUpperCase(), EDGE_KINDS)];
  const tiers = tier === undefined ? undefined : [pick(tier.toLowerCase(), TIERS)];
  for (let from: number | undefined = 0; from !== undefined;) {
    const chunk: DumpChunk =
      format === 'edges'
        ? await queries.dumpEdges({ from, ...(kinds && { kinds }), ...(tiers && { tiers }) })
        : await queries.dumpCanonical({ from });
    if (chunk.lines.length > 0) yield `${chunk.lines.join('\n')}\n`;
    from = chunk.next;
  }
}

function pick<Name extends string>(name: string, known: readonly Name[]): Name {
  const found = known.find((one) => one === name);
  if (found === undefined) throw UnknownDumpFilter(name, known);
  return found;
}
