// `npm run bench:confirm-idle -- --python <folder> --typescript <folder> [--minutes 30] [--edges 500]`: windows of a real VS Code that
// nobody touches, one on each folder, with VS Code's own server for TypeScript and an extension that runs pyright: how many
// edges of the calls that a window asks about first are confirmed after each fifth of the time, and what that costs.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { findDiscovery } from '../server/ownership/discovery.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../server/ownership/paths.ts';
import { loadVersion } from '../server/entry.ts';
import { findCallColumns } from '../server/protocol/callColumns.ts';
import { dialServer } from '../server/serve/dial.ts';
import { Product } from '../test/acceptance/support/product.ts';
import { packExtension } from '../test/vscode/support/commandCaller.ts';
import { findStatusItem } from '../test/vscode/support/installed.ts';
import { listDescendants } from '../test/vscode/support/processes.ts';
import { setUpVscode } from '../test/vscode/support/setUp.ts';
import { Vscode } from '../test/vscode/support/vscode.ts';
import { buildVsix } from '../test/vscode/support/vsix.ts';
import { installTool } from './accuracy/tools.ts';
import { formatTable } from './report.ts';
import { findUsage } from './server.ts';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    typescript: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    edges: { type: 'string', default: '500' },
  },
});
const MINUTE_MS = 60_000;
const LOOKS = 5;
const READY_MS = 15 * MINUTE_MS;
const PYRIGHT_VERSION = '1.1.414';
/** Marks of files of other languages than the one that is served. */
const OTHERS = { python: ['.js', '.mjs', '.ts'], typescript: ['.py'] };

const { skip, programs } = await setUpVscode();

await test('edges that an untouched window confirms', { skip }, async (t) => {
  const product = new Product(t, { folder: 'none' });
  const vscode = await Vscode.start(t, product, programs!, {
    vsix: await buildVsix(),
    others: [await packPyright(product.base)],
    environment: {
      CBM_IDLE_EXIT_MS: String(60 * MINUTE_MS),
    },
    settings: { 'codebaseMemory.claude.autoConnect': 'never' },
  });
  const subjects = [];
  for (const language of ['python', 'typescript'] as const) {
    const from = values[language];
    if (from === undefined) continue;
    const root = join(product.base, language);
    cpSync(from, root, { recursive: true });
    const known = new Set(vscode.listExtensionHosts());
    const window = await vscode.openWindow(root);
    // On a machine with other work this takes longer than tests wait.
    await findStatusItem(window).filter({ hasText: 'Index ready' }).waitFor({ timeout: READY_MS });
    const edges = await listFirstEdges(product, root, OTHERS[language]);
    const host = vscode.listExtensionHosts().find((pid) => !known.has(pid));
    subjects.push({ language, root, edges, host: host! });
  }
  const rows = [];
  for (let look = 0; look <= LOOKS; look += 1) {
    if (look > 0) await setTimeout((Number(values.minutes) * MINUTE_MS) / LOOKS);
    for (const { language, root, edges, host } of subjects) {
      const now = await readCalls(product, root);
      const tiers = edges.map((edge) => now.get(edge));
      const confirmed = tiers.filter((tier) => tier === 'confirmed').length;
      const servers = listDescendants(host).filter(
        ({ commandLine }) => !commandLine.includes(' --detached '),
      );
      const row = [
        language,
        ((look * Number(values.minutes)) / LOOKS).toFixed(1),
        String(edges.length),
        `${confirmed} (${((100 * confirmed) / edges.length).toFixed(1)} %)`,
        String(tiers.filter((tier) => tier === undefined).length),
        cpuSeconds([host]),
        cpuSeconds(servers.map(({ pid }) => pid)),
      ];
      process.stdout.write(`${row.join('\t')}\n`);
      rows.push(row);
    }
  }
  for (const { root, edges } of subjects) {
    const now = await readCalls(product, root);
    for (const edge of edges)
      if (now.get(edge) !== 'confirmed') process.stdout.write(`${now.get(edge) ?? 'refuted'}\t${edge}\n`);
  }
  process.stdout.write(
    `${formatTable(
      [
        'language',
        'minutes',
        'edges',
        'confirmed',
        'refuted',
        'extension host, CPU s',
        'its language servers',
      ],
      rows,
    )}\n`,
  );
});

async function packPyright(base: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'pyrightExtension.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    define: { PYRIGHT_FOLDER: JSON.stringify(await installTool('pyright', PYRIGHT_VERSION)) },
    write: false,
  });
  mkdirSync(base, { recursive: true });
  return packExtension(
    base,
    'pyright',
    { version: PYRIGHT_VERSION, activationEvents: ['onLanguage:python'] },
    outputFiles[0]!.text,
  );
}

/** The edges of the calls that a window asks about first, as long as nobody has asked anything. Calls without a name are left out. */
async function listFirstEdges(product: Product, root: string, without: readonly string[]): Promise<string[]> {
  const calls = new Map<string, string[]>();
  for (const edge of (await readCalls(product, root)).keys()) {
    const [file, line, name, source, , target] = edge.split('\t');
    if (target === 'external') continue;
    const site = [file, line, name, source].join('\t');
    calls.set(site, [...(calls.get(site) ?? []), edge]);
  }
  const discovery = findDiscovery(getWorkspaceFiles(getWorkspaceDir(root, product.cacheRoot)).discovery)!;
  const window = await dialServer(discovery, loadVersion(), 'window');
  const edges: string[] = [];
  while (edges.length < Number(values.edges)) {
    // What was given out is not given to another window for half a minute, so the next file comes.
    const asked = await window.request('confirm/next', { shown: [], without, max: 10_000 });
    if (!asked) break;
    const rows = readFileSync(join(root, asked.file), 'utf8').split(/\r\n|\r|\n/);
    for (const { caller, line, name } of asked.sites) {
      if (findCallColumns((at) => rows[at], line, name).length === 0) continue;
      edges.push(...(calls.get([asked.file, line, name, caller].join('\t')) ?? []));
    }
  }
  window.close();
  return edges.slice(0, Number(values.edges));
}

/** Edge of a call, as file, line, name, caller, callee and its file → tier. */
async function readCalls(product: Product, root: string): Promise<Map<string, string>> {
  const dump = await product.get(['dump', root, '--edges', '--kind', 'CALLS']);
  return new Map(
    dump.split('\n').flatMap((row) => {
      const [file, line, name, targetFile, , tier, kind, source, target] = row.split('\t');
      return kind === 'CALLS' ? [[[file, line, name, source, target, targetFile].join('\t'), tier!]] : [];
    }),
  );
}

function cpuSeconds(pids: readonly number[]): string {
  const used = pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);
  return (used / 1000).toFixed(1);
}

/** 0 of a process that has ended since it was listed. */
function cpuMsOf(pid: number): number {
  try {
    return findUsage(pid)?.cpuMs ?? 0;
  } catch {
    return 0;
  }
}
