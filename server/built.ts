// The entry of the built program, in each process and thread: finds the script that holds its part and runs that. Names of
// scripts tell their content, so that a server which runs on while the program is built anew never mixes the two.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { loadScript } from './keptCode.ts';
import { getGroup, getRole } from './workers/roles.ts';
import type { WorkerGroup } from './workers/roles.ts';

/** File names in `chunks/`, filled in by the build. */
declare const SCRIPTS: Readonly<Record<'program' | WorkerGroup, string>>;

/** What the build makes a script: a function that fills in what it exports. */
type Script = (
  module: { exports?: { readonly run: () => Promise<void> | void } },
  require: NodeJS.Require,
  filename: string,
  dirname: string,
  url: string,
) => void;

const name = isMainThread ? 'program' : getGroup();
const folder = join(import.meta.dirname, 'chunks');
const file = join(folder, SCRIPTS[name]);
const script = loadScript(file, join(import.meta.dirname, 'code'), findRole()) as Script;
const module: Parameters<Script>[0] = {};
script(module, createRequire(import.meta.url), file, folder, import.meta.url);
await module.exports?.run();

/** What is run of the script: another part of it is compiled for each command and each kind of thread. */
function findRole(): string {
  if (!isMainThread) return getRole();
  return /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0] ?? 'none';
}
