// `npm run bench:confirm -- --folder <folder> --server pyright|typescript [--sites 500]`: what a window does while nobody types, with a
// language server over its own protocol: of the calls that matter most, how many edges it confirms, refutes and adds, what it
// leaves open, and how long it is asked. `--list` prints what it does not confirm.
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PROTOCOL_VERSION } from '../server/protocol/status.ts';
import type { AnsweredPlace, CallSiteKey, JudgedSite } from '../server/protocol/rpc.ts';
import { dialRpc } from '../server/rpc/client.ts';
import { AskedServer } from './askedServer.ts';
import type { ServerName } from './askedServer.ts';
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

using workspace = new BenchWorkspace(folder);
workspace.index();
const { rpcPath, token } = await workspace.startServer();
const window = await dialRpc(rpcPath, { token, kind: 'window', version: '0', protocol: PROTOCOL_VERSION });
using server = await AskedServer.start(values.server as ServerName, folder);

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

/** Asks about what is next; false when there is nothing, or nothing but new sites beyond those that are wanted. */
async function askNext(): Promise<boolean> {
  const asked = await window.request('confirm/next', { shown: [], without: WITHOUT, max: 60 });
  if (!asked) return false;
  const { file, hash } = asked;
  const keyOf = ({ caller, offset, name }: CallSiteKey) => `${file} ${caller} ${offset} ${name}`;
  const wantedSites = asked.sites.filter((site, at) => said.has(keyOf(site)) || said.size + at < wanted);
  if (wantedSites.length === 0) return false;
  for (const site of await server.ask({ file, sites: wantedSites })) {
    const judged = await window.request('confirm/judge', { file, hash, sites: [site] });
    await window.request('confirm/answers', { file, hash, by: values.server, sites: [site] });
    if (site.isUnwritten === true) unwritten.add(keyOf(site));
    else said.set(keyOf(site), { places: site.places, judged });
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
        (server.askedMs / Math.max(1, said.size)).toFixed(1),
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
