// `npm run bench:activation -- [--dist <folder> …] [--rounds 7]`: CPU time of the main thread to load the extension and to call its
// `activate`, in fresh processes in turns, with an API of VS Code that has all its members and does nothing. Each `--dist` is a
// build to compare. What VS Code itself takes, and what goes on after `activate` has returned, is not in it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
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
  const api = makeApi();
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'vscode' ? api : load(request, ...rest));
  const require = createRequire(import.meta.url);
  const began = cpuMs();
  const extension = require(file) as { activate(context: unknown): unknown };
  const loaded = cpuMs();
  const packageJSON: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  await extension.activate(makeNothing({ subscriptions: [], extension: { packageJSON } }));
  return { load: loaded - began, activate: cpuMs() - loaded };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Every member that the types of the API name; a window with no folder. */
function makeApi(): object {
  const types = readFileSync(createRequire(import.meta.url).resolve('@types/vscode/index.d.ts'), 'utf8');
  const names = types.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|const|function) (\w+)/gm);
  const known: Readonly<Record<string, unknown>> = {
    l10n: {},
    workspace: makeNothing({ workspaceFolders: [], textDocuments: [], isTrusted: true }),
    window: makeNothing({ visibleTextEditors: [], tabGroups: makeNothing({ all: [] }) }),
  };
  const api = {};
  for (const name of new Set([...names].map(([, found = '']) => found))) {
    let made: unknown;
    const get = () => (made ??= known[name] ?? (/^[A-Z]/.test(name) ? makeClass() : makeNothing()));
    Object.defineProperty(api, name, { enumerable: true, get });
  }
  return api;
}

function makeClass(): unknown {
  return class {
    static from(): object {
      return { dispose() {} };
    }
    event = () => ({ dispose() {} });
    fire(): void {}
    dispose(): void {}
  };
}

/** Whatever is asked of it gives the same. */
function makeNothing(members: Readonly<Record<string, unknown>> = {}): unknown {
  return new Proxy(() => {}, {
    set: () => true,
    get: (_target, key) =>
      Object.hasOwn(members, key) ? members[key as string] : key === 'then' ? undefined : makeNothing(),
    apply: () => makeNothing(),
    construct: () => makeNothing() as object,
  });
}
