// A complete engine of a hundred lines: indexes the names and sizes of files, so that ownership, transports and life
// cycle are tested with real processes and without parsing.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ReadGate } from '../../../server/discover/readGate.ts';
import { Overlays } from '../../../server/serve/overlays.ts';
import type { Engine, EngineContext, GenerationFile } from '../../../server/serve/engine.ts';
import type { GenerationSummary } from '../../../server/protocol/status.ts';
import { until } from './until.ts';

interface Snapshot {
  readonly files: Record<string, string>;
  /** What made it. */
  readonly code: string;
}

/** Slows index runs down, so that a test can act during one. */
const delayMs = Number(process.env['TINY_ENGINE_DELAY_MS'] ?? 0);
/** A file that index runs wait for, so that a test decides when they end. */
const gate = process.env['TINY_ENGINE_GATE'];
/** Version of its format, to play an older or a newer program. */
const schemaVersion = Number(process.env['TINY_ENGINE_SCHEMA'] ?? 1);
/** What it says of its program, to play one of the same version and format that finds something else. */
const code = process.env['TINY_ENGINE_CODE'] ?? '';
/** A signal that the engine dies of as soon as it is to index. */
const deathSignal = process.env['TINY_ENGINE_DIES_OF'];

export async function createTinyEngine({ root, freshness, log }: EngineContext): Promise<Engine> {
  let open: (GenerationFile & { snapshot: Snapshot }) | undefined;
  return {
    schemaVersion,
    loadTools: async () => ({
      tools: [
        {
          name: 'count_files',
          title: 'Count files',
          description: 'Number of indexed files.',
          input: z.object({ suffix: z.string().optional() }),
          readOnly: true,
          alwaysLoad: true,
        },
      ],
      async callTool(name, args) {
        if (name !== 'count_files')
          return failure(`UNKNOWN_TOOL: no tool "${name}". The tools are: count_files.`);
        const unknown = Object.keys(args).find((key) => key !== 'suffix' && key !== 'format');
        if (unknown) return failure(`UNKNOWN_ARGUMENT: no argument "${unknown}". The arguments are: suffix.`);
        if (args['suffix'] === 'crash') process.kill(process.pid, 'SIGKILL');
        const suffix = typeof args['suffix'] === 'string' ? args['suffix'] : '';
        const files = Object.keys(open?.snapshot.files ?? {}).filter((path) => path.endsWith(suffix)).length;
        const { generation, stale } = freshness();
        const rows = { files, generation, stale, pid: process.pid };
        const text = args['format'] === 'json' ? JSON.stringify(rows) : `${files} files`;
        return { structuredContent: rows, content: [{ type: 'text', text }] };
      },
    }),
    findEnclosing: (places) => Promise.resolve(places.map(() => undefined)),
    suggestNames: () => Promise.resolve([]),
    outline: () => Promise.resolve({ hash: '', symbols: [] }),
    listFolder: () => Promise.resolve({ entries: [] }),
    countUses: () => Promise.resolve([]),
    askGraph: () => Promise.resolve({ nodes: [], edges: [], edgeTotal: 0, nodeTotal: 0, note: '' }),
    findGraphNodes: () => Promise.resolve([]),
    affectedTests: () => Promise.resolve([]),
    testCommand: () => Promise.resolve(null),
    confirmations: () => Promise.reject(new Error('There are no call sites.')),
    completeName: () => Promise.resolve([]),
    async open(generation) {
      const snapshot = JSON.parse(readFileSync(generation.file, 'utf8')) as Snapshot;
      open = { ...generation, snapshot };
      return summarize(generation, snapshot);
    },
    async checkFresh() {
      const before = open?.snapshot.files ?? {};
      const now = takeSnapshot(root).files;
      const paths = new Set([...Object.keys(before), ...Object.keys(now)]);
      const isOfOtherCode = open !== undefined && open.snapshot.code !== code;
      return { dirtyFiles: [...paths].filter((path) => before[path] !== now[path]).sort(), isOfOtherCode };
    },
    overlays: new Overlays({
      gate: new ReadGate(root, { dirs: [], files: [] }),
      extensions: [],
      isSource: () => false,
      maxBytes: () => 0,
    }),
    early: { files: 0, want: () => {}, prefer: () => {} },
    watch: () => Promise.resolve(),
    watcher: 'none',
    update: () => Promise.resolve('rebuild' as const),
    summarize: () => Promise.reject(new Error('nothing was updated')),
    async index(generation, _isFresh, onProgress) {
      log.info('index begins', { generation: generation.generation });
      if (deathSignal) process.kill(process.pid, deathSignal);
      const snapshot = takeSnapshot(root);
      if (snapshot.files['fail-index']) throw new Error('the disk is full');
      const totalFiles = Object.keys(snapshot.files).length;
      const counts = { totalFiles, bytes: 0, totalBytes: 0 };
      onProgress({ phase: 'parse', files: 0, ...counts });
      await new Promise((resolve) => {
        setTimeout(resolve, delayMs);
      });
      if (gate) await until(() => existsSync(gate));
      onProgress({ phase: 'parse', files: totalFiles, ...counts });
      writeFileSync(generation.file, JSON.stringify(snapshot));
      return summarize(generation, snapshot);
    },
    async *dump({ format }) {
      yield `# ${format}\n`;
      for (const path of Object.keys(open?.snapshot.files ?? {})) yield `${path}\n`;
    },
    applySettings: () => Promise.resolve(),
    checkpoint: () => Promise.resolve(null),
    copyGeneration: () => Promise.reject(new Error('there is nothing to copy')),
    inspect: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  };
}

function failure(text: string) {
  return { content: [{ type: 'text', text }] as const, isError: true };
}

function takeSnapshot(root: string): Snapshot {
  const files: Record<string, string> = {};
  for (const name of readdirSync(root).sort()) {
    const { mtimeMs, size } = statSync(join(root, name));
    files[name] = `${mtimeMs}:${size}`;
  }
  return { files, code };
}

function summarize({ generation, file }: GenerationFile, snapshot: Snapshot): GenerationSummary {
  return {
    generation,
    files: Object.keys(snapshot.files).length,
    partialFiles: 0,
    symbols: 0,
    edges: 0,
    unresolved: 0,
    edgesByTier: {},
    skipped: [],
    databaseBytes: statSync(file).size,
    sourceBytes: 0,
    wallMs: 0,
    cpuMs: 0,
  };
}
