// `npm run bench:confirm -- --folder <folder> --server pyright|typescript [--sites 500]`: what a window does while nobody types, with a
// language server over its own protocol: of the calls that matter most, how many edges it confirms, refutes and adds, what it
// leaves open, and how long it is asked. `--list` prints what it does not confirm.
import { readFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findCallColumns } from '../server/protocol/callColumns.ts';
import { CalledPlaces } from '../extension/confirm/calledPlaces.ts';
import { PROTOCOL_VERSION } from '../server/protocol/status.ts';
import type { AnsweredPlace, CallSiteKey, DefinedPlace, JudgedSite } from '../server/protocol/rpc.ts';
import { dialRpc } from '../server/rpc/client.ts';
import { LanguageServer } from './accuracy/languageServer.ts';
import type { Definition } from './accuracy/languageServer.ts';
import { installTool } from './accuracy/tools.ts';
import { formatTable } from './report.ts';
import { BenchWorkspace } from './server.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.' },
    server: { type: 'string', default: 'pyright' },
    sites: { type: 'string', default: '500' },
    list: { type: 'boolean', default: false },
  },
});
const wanted = Number(values.sites);
const folder = resolve(values.folder);

const SERVERS = {
  pyright: async () => {
    const tool = await installTool('pyright', '1.1.414');
    return LanguageServer.start({
      command: process.execPath,
      args: ['--max-old-space-size=3072', join(tool, 'langserver.index.js'), '--stdio'],
      root: folder,
      configuration: { 'python.analysis': { diagnosticMode: 'openFilesOnly', indexing: false } },
    });
  },
  typescript: async () => {
    const tool = await installTool('typescript-language-server', '6.0.2');
    const typescript = await installTool('typescript', '5.9.3');
    return LanguageServer.start({
      command: process.execPath,
      args: [join(tool, 'lib', 'cli.mjs'), '--stdio'],
      root: folder,
      configuration: {},
      initialization: () => ({ tsserver: { path: join(typescript, 'lib') } }),
    });
  },
};

using workspace = new BenchWorkspace(folder);
workspace.index();
const { rpcPath, token } = await workspace.startServer();
const window = await dialRpc(rpcPath, { token, kind: 'window', version: '0', protocol: PROTOCOL_VERSION });
using server = await SERVERS[values.server as keyof typeof SERVERS]();

/** A window asks again about what was not told the first time, once the language server has read the workspace. */
const AGAIN_MS = 61_000;
const WITHOUT =
  values.server === 'pyright' ? ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.c', '.h'] : ['.py', '.c', '.h'];

/** What was said last of each site whose name is written. */
const said = new Map<
  string,
  { readonly places: readonly AnsweredPlace[]; readonly judged: readonly JudgedSite[] }
>();
/** Calls of something that has no name there. */
const unwritten = new Set<string>();
let askedMs = 0;

const called = new CalledPlaces({
  async findDefinitions(file, positions) {
    const began = performance.now();
    const text = readFileSync(join(folder, file), 'utf8');
    const found = await server.findDefinitions(join(folder, file), languageOf(file), text, positions);
    askedMs += performance.now() - began;
    return found.map((places) => places.map(toPlace));
  },
  readRow: async (file, line) => readFileSync(join(folder, file), 'utf8').split(/\r\n|\r|\n/)[line - 1] ?? '',
});

/** Asks about what is next; false when there is nothing, or nothing but new sites beyond those that are wanted. */
async function askNext(): Promise<boolean> {
  const asked = await window.request('confirm/next', { shown: [], without: WITHOUT, max: 60 });
  if (!asked) return false;
  const { file, hash } = asked;
  const keyOf = ({ caller, offset, name }: CallSiteKey) => `${file} ${caller} ${offset} ${name}`;
  const wantedSites = asked.sites.filter((site, at) => said.has(keyOf(site)) || said.size + at < wanted);
  if (wantedSites.length === 0) return false;
  const text = readFileSync(join(folder, file), 'utf8');
  const rows = text.split(/\r\n|\r|\n/);
  const columns = wantedSites.map(({ line, name }) => findCallColumns((at) => rows[at], line, name));
  const answers = (await called.find(file, columns.flat())) ?? [];
  let at = 0;
  for (const [index, { caller, offset, name }] of wantedSites.entries()) {
    const places = columns[index]!.flatMap(() => answers[at++] ?? []);
    const site = { caller, offset, name, places, isUnwritten: columns[index]!.length === 0 };
    const judged = await window.request('confirm/judge', { file, hash, sites: [site] });
    await window.request('confirm/answers', { file, hash, by: values.server, sites: [site] });
    if (site.isUnwritten) unwritten.add(keyOf(site));
    else said.set(keyOf(site), { places, judged });
  }
  return true;
}

while (await askNext());
await setTimeout(AGAIN_MS);
while (await askNext());
const judged = [...said.values()].flatMap((one) => one.judged);
const edges = judged.flatMap((site) => site.edges.map((edge) => ({ site, edge })));
const ofVerdict = (verdict: string) => edges.filter(({ edge }) => edge.verdict === verdict);
process.stdout.write(
  `${formatTable(
    [
      'sites',
      'not told',
      'no name',
      'edges',
      'confirmed',
      'refuted',
      'unclear',
      'calls added',
      'asked, ms a site',
    ],
    [
      [
        said.size,
        [...said.values()].filter(({ places }) => places.length === 0).length,
        unwritten.size,
        edges.length,
        ofVerdict('confirmed').length,
        ofVerdict('refuted').length,
        ofVerdict('unclear').length,
        judged.reduce((sum, { missing }) => sum + missing.length, 0),
        (askedMs / Math.max(1, said.size)).toFixed(1),
      ].map(String),
    ],
  )}\n`,
);
if (values.list) {
  for (const { site, edge } of edges.filter((one) => one.edge.verdict !== 'confirmed'))
    process.stdout.write(
      `${edge.verdict} ${site.file}:${site.line} ${site.name} → ${edge.target} (${edge.tier} ${edge.reason})${site.isOutside ? ' outside' : ''} ${site.missing.map(({ name }) => name).join()}\n`,
    );
  for (const { file, line, name, missing } of judged.filter((site) => site.missing.length > 0))
    process.stdout.write(`missing ${file}:${line} ${name} ${missing.map((one) => one.name).join()}\n`);
}
window.close();

function languageOf(file: string): string {
  const byMark: Readonly<Record<string, string>> = {
    '.py': 'python',
    '.tsx': 'typescriptreact',
    '.js': 'javascript',
  };
  return byMark[extname(file)] ?? 'typescript';
}

function toPlace({ uri, line, character }: Definition): DefinedPlace {
  const path = relative(folder, fileURLToPath(uri)).replaceAll(sep, '/');
  return { file: path.startsWith('..') ? '' : path, line: line + 1, character };
}
