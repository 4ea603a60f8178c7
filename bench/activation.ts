// `npm run bench:activation -- [--dist <folder> …] [--rounds 7]`: CPU time of the main thread to load the extension and to call its
// `activate`, in fresh processes in turns, with an API of VS Code that has all its members and does nothing. Each `--dist` is a
// build to compare. What VS Code itself takes, and what goes on after `activate` has returned, is not in it.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeContext, prepareApi } from '../test/extension/window/vscodeStandIn.ts';
import { formatTable, median } from './report.ts';

const projectRoot = join(import.meta.dirname, '..');
/** Modules of Node that an extension host has loaded before any extension. */
const LOADED = [
  'child_process',
  'crypto',
  'events',
  'fs/promises',
  'http',
  'net',
  'os',
  'path',
  'stream',
  'url',
  'util',
];

const { values } = parseArgs({
  options: {
    dist: { type: 'string', multiple: true, default: [join(projectRoot, 'dist')] },
    rounds: { type: 'string', default: '7' },
    probe: { type: 'string' },
  },
});

if (values.probe === undefined) compare();
else process.stdout.write(JSON.stringify(await probe(values.probe)), () => process.exit());

function compare(): void {
  const measured = new Map<string, { load: number; activate: number }[]>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const dist of values.dist) {
      const args = [import.meta.filename, '--probe', resolve(dist, 'extension.cjs')];
      const printed = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
      const all = measured.get(dist) ?? [];
      all.push(JSON.parse(printed) as { load: number; activate: number });
      measured.set(dist, all);
    }
  }
  const rows = [...measured].map(([dist, all]) => [
    dist,
    median(all.map(({ load }) => load)).toFixed(1),
    median(all.map(({ activate }) => activate)).toFixed(1),
  ]);
  process.stdout.write(`${formatTable(['CPU, ms, medians', 'load', 'activate'], rows)}\n`);
}

async function probe(file: string): Promise<{ load: number; activate: number }> {
  for (const name of LOADED) await import(`node:${name}`);
  const [loadExtension, context] = [prepareApi(), makeContext()];
  const began = cpuMs();
  const extension = loadExtension(file);
  const loaded = cpuMs();
  await extension.activate(context);
  return { load: loaded - began, activate: cpuMs() - loaded };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
