// The engines, which are no part of this program: a package of their own that somebody installs who asks many repositories at once.
// Owns where they are looked for, which versions count, and what is said when they are missing.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../entry.ts';
import { messageOf } from '../errors.ts';
import { EnginesMissing } from './errors.ts';

/** The folder with `node_modules` in which they are, where that is none of the usual places. */
const PLACE_VARIABLE = 'CBM_FLEET_PACKAGES';

/** Those of `fleet/package.json`, which is not where this program is installed. */
export const ENGINE_VERSIONS = {
  '@clickhouse/client': '1.23.1',
  '@duckdb/node-api': '1.5.6-r.1',
} as const;

/** What the package of an engine exports. Throws FLEET_NOT_INSTALLED with the command that installs it. */
export function loadEngine(name: keyof typeof ENGINE_VERSIONS): unknown {
  const own = join(homedir(), '.codebase-memory', 'fleet');
  const named = process.env[PLACE_VARIABLE];
  const places = named === undefined ? [join(packageRoot, 'fleet'), own] : [named];
  const place = places.find((one) => existsSync(join(one, 'node_modules', name, 'package.json')));
  const command = `npm install --prefix "${named ?? own}" --ignore-scripts --no-audit --save-exact ${Object.entries(
    ENGINE_VERSIONS,
  )
    .map(([one, version]) => `${one}@${version}`)
    .join(' ')}`;
  if (place === undefined) throw EnginesMissing(`${name} is not installed`, command);
  const { version } = JSON.parse(readFileSync(join(place, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  if (version !== ENGINE_VERSIONS[name])
    throw EnginesMissing(`${name} in ${place} is version ${version}, not ${ENGINE_VERSIONS[name]}`, command);
  try {
    return createRequire(join(place, 'package.json'))(name);
  } catch (error) {
    throw EnginesMissing.from(error, `${name} in ${place} can't be loaded: ${messageOf(error)}`, command);
  }
}
