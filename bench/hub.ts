// `npm run bench:hub -- [--folder <folder or corpus> --file <path in it>] [--edits 10]`: one function is added to a file on which much of a
// tree depends, those of sympy, pandas and three unless told; how long a command takes from its start to the answer that has it, what
// the same question takes on an open connection, and the CPU time of the server. Edits a copy of the folder.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import { makeFunction } from './edits.ts';
import { formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace, findRunTime } from './server.ts';

/** A corpus, and a file in it on which much depends. */
const HUBS = [
  ['sympy', 'core/basic.py'],
  ['pandas', 'core/frame.py'],
  ['three', 'three/src/core/Object3D.js'],
] as const;

const PATIENCE_MS = 15_000;
/** After an edit nothing more happens for so long before the next one. */
const PAUSE_MS = 1000;

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    file: { type: 'string', default: '' },
    edits: { type: 'string', default: '10' },
  },
});
const edits = Math.max(1, Number(values.edits));
const hubs: readonly (readonly [folder: string, path: string])[] =
  values.folder === undefined ? HUBS : [[values.folder, values.file]];
for (const [name, path] of hubs) {
  const source = fetchCorpus(name).folder;
  const base = mkdtempSync(join(tmpdir(), 'codebase-memory-bench-hub-'));
  const folder = join(base, basename(resolve(source)));
  try {
    cpSync(source, folder, { recursive: true, verbatimSymlinks: true });
    await measure(folder, path);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function measure(folder: string, path: string): Promise<void> {
  using workspace = new BenchWorkspace(folder);
  workspace.index();
  const discovery = await workspace.startServer();
  using client = new EndpointClient(discovery);
  const file = join(workspace.root, path);
  let text = readFileSync(file, 'utf8');
  let edit = 0;
  const time = async (find: (name: string) => Promise<string> | string): Promise<[number, number]> => {
    const name = `benchHub${edit++}`;
    text += makeFunction(extname(path), name);
    const runBefore = findRunTime(discovery.pid);
    writeFileSync(file, text);
    const startedAt = performance.now();
    const answer = await find(name);
    const wallMs = performance.now() - startedAt;
    if (!/total\W+1\b/.test(answer)) throw new Error(`${name} was missed: ${answer}`);
    await setTimeout(PAUSE_MS);
    return [wallMs, findRunTime(discovery.pid) - runBefore];
  };
  const byCommand = (name: string) =>
    workspace.run(
      'query',
      'search_graph',
      ...Object.entries(describeQuestion(name)).flatMap(([key, value]) => ['--arg', `${key}=${value}`]),
      '--folder',
      workspace.root,
    );
  const byConnection = async (name: string) =>
    JSON.stringify(await client.callTool('search_graph', describeQuestion(name)));
  const rows = [];
  for (const [label, find] of [
    ['command', byCommand],
    ['connection', byConnection],
  ] as const) {
    // The first one finds code that has not been optimised, and is told apart.
    const samples: [number, number][] = [];
    for (let at = 0; at <= edits; at++) samples.push(await time(find));
    const [first, ...others] = samples;
    const cells = [
      first![0],
      median(others.map(([wall]) => wall)),
      Math.max(...others.map(([wall]) => wall)),
    ];
    const cpu = median(others.map(([, cpuMs]) => cpuMs));
    rows.push({ label, samples, cells: [...cells, cpu] });
  }
  const headings = [
    `${basename(folder)}, ${path}`,
    'first ms',
    'p50 ms',
    'slowest ms',
    'CPU ms of the server',
  ];
  const lines = rows.map(({ label, cells }) => [label, ...cells.map((cell) => cell.toFixed(0))]);
  process.stdout.write(`${formatTable(headings, lines)}\n`);
  process.stdout.write(`\nWritten to ${writeResult('hub', { folder, path, edits, rows })}\n`);
}

function describeQuestion(name: string) {
  return { name_pattern: `^${name}$`, wait_fresh_ms: PATIENCE_MS, format: 'json' };
}
