// `npm run bench:measure -- --folder <folder> --server pyright|typescript [--sites 300] [--seed 1]`: Measure Edges of a window beside
// `npm run accuracy`, on the same call sites: what each says of precision and of recall. The language servers are the same, what
// is made of their answers is not.
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { measureSites } from '../extension/confirm/measureSites.ts';
import { summarize } from '../extension/confirm/measureText.ts';
import { PROTOCOL_VERSION } from '../server/protocol/status.ts';
import { dialRpc } from '../server/rpc/client.ts';
import { findOurGraph } from './accuracy/ourEdges.ts';
import { formatMistakes, sumOf } from './accuracy/report.ts';
import { Score } from './accuracy/score.ts';
import type { Suite } from './accuracy/suite.ts';
import { suite as pyright } from './accuracy/suites/pyright.ts';
import { suite as typescript } from './accuracy/suites/typescript.ts';
import { installTool } from './accuracy/tools.ts';
import { AskedServer } from './askedServer.ts';
import type { ServerName } from './askedServer.ts';
import { formatTable } from './report.ts';
import { BenchWorkspace } from './server.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.' },
    server: { type: 'string', default: 'pyright' },
    sites: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
});
const SUITES: Readonly<Record<ServerName, Suite>> = { pyright, typescript };
/** Marks of the files that a server knows. */
const MARKS: Readonly<Record<ServerName, RegExp>> = {
  pyright: /\.py$/,
  typescript: /\.(?:[cm]?[jt]s|[jt]sx)$/,
};

const folder = realpathSync(resolve(values.folder));
const name = values.server as ServerName;

using workspace = new BenchWorkspace(folder);
workspace.index();
const { rpcPath, token } = await workspace.startServer();
const window = await dialRpc(rpcPath, { token, kind: 'window', version: '0', protocol: PROTOCOL_VERSION });
using server = await AskedServer.start(name, folder);
const sample = (
  await window.request('confirm/sample', { count: Number(values.sites), seed: Number(values.seed) })
).filter(({ file }) => MARKS[name].test(file));
const measured = await measureSites(sample, {
  async rest(ms) {
    await setTimeout(ms);
    return true;
  },
  async ask(asked) {
    const { file, hash } = asked;
    const sites = (await server.ask(asked)).filter(({ places }) => places.length > 0);
    return { judged: await window.request('confirm/judge', { file, hash, sites }), by: name };
  },
});
window.close();

/** Sites of one line and name are one to the harness of accuracy. */
const keyOf = (site: { file: string; line: number; name: string }) =>
  `${site.file}:${site.line} ${site.name}`;
const keys = new Set(measured.sites.map(keyOf));
const score = new Score();
const context = {
  data: folder,
  options: new Map<string, string>(),
  log: () => {},
  installTool,
  noteVersion: () => {},
};
for await (const one of SUITES[name].load(context)) {
  if (one.truth.by !== 'site') continue;
  const sites = one.truth.sites.filter((site) => keys.has(keyOf(site)));
  const { exclude = [], includeGenerated = false, edgeKinds = ['CALLS'] } = one;
  const graph = await findOurGraph({ folder: one.folder, exclude, includeGenerated }, edgeKinds);
  score.addCase({ ...one, truth: { by: 'site', sites } }, graph);
}
const { all } = sumOf(score.categories);
const { precision, recall } = summarize(measured);
const rows = [
  ['Measure Edges', precision.right, precision.of, recall.right, recall.of],
  ['npm run accuracy', all.right, all.judged, all.found, all.wanted],
] as const;
const percent = (right: number, of: number) => ((100 * right) / of).toFixed(1);
process.stdout.write(
  `${formatTable(
    [`${measured.sites.length} call sites`, 'edges', 'precision, %', 'calls', 'recall, %'],
    rows.map(([what, right, of, found, wanted]) => [
      what,
      String(of),
      percent(right, of),
      String(wanted),
      percent(found, wanted),
    ]),
  )}\n${formatMistakes(score.mistakes)}\n`,
);
for (const { file, line, name: called, edges, missing } of measured.sites) {
  if (missing.length === 0 && !edges.some(({ verdict }) => verdict === 'refuted')) continue;
  process.stdout.write(`measured: ${file}:${line} ${called} ${missing.map((one) => one.name).join()}\n`);
}
