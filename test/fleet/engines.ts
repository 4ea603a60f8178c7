// The engines of the fleet, which no install of this project brings: a test that asks for them has them installed, once, where
// `npm ci --prefix fleet` puts them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runExclusively } from '../../scripts/exclusive.mjs';
import { ENGINE_VERSIONS } from '../../server/fleet/engines.ts';
import { runNpm } from '../acceptance/support/tools.ts';
import { requireCondition } from '../require.ts';
import type { SkipOption } from '../require.ts';

const root = join(import.meta.dirname, '..', '..');
export const fleetPackage = join(root, 'fleet');
const modules = join(fleetPackage, 'node_modules');

/** Why nothing can be asked of engines here: they are missing, and the registry can't be reached. */
export const withoutEngines: SkipOption = requireCondition(
  isInstalled() || (await install()),
  'the engines of the fleet are missing: npm ci --prefix fleet',
);

function isInstalled(): boolean {
  // npm writes the list of what it installed as its last act.
  if (!existsSync(join(modules, '.package-lock.json'))) return false;
  return Object.entries(ENGINE_VERSIONS).every(([name, wanted]) => {
    const file = join(modules, name, 'package.json');
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === wanted;
  });
}

function install(): Promise<boolean> {
  const lock = join(root, '.artifacts', 'fleet.lock');
  return runExclusively(lock, sayWaiting, async (addProcess) => {
    if (isInstalled()) return true;
    say('Installing the engines of the fleet (once, 72 MB) …');
    return runNpm(fleetPackage, ['ci'], addProcess);
  });
}

function sayWaiting(pid: number): void {
  say(`Waiting for process ${pid}, which installs the engines of the fleet …`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
