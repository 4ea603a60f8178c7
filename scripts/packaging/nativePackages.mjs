// What of the extension is native: the binaries of better-sqlite3, which its package holds for all platforms, and those
// of @parcel/watcher, one package per platform, of which npm installs only this machine's. The others come from the
// registry that npm is set up for, are compared with package-lock.json, and are kept in .artifacts/.
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { callerEnvironment, projectRoot } from '../project.mjs';
import { extractTarGz } from './archives.mjs';
import { listNativeNames } from './targets.mjs';

const modules = join(projectRoot, 'node_modules');
const cache = join(projectRoot, '.artifacts', 'native');

/**
 * Writes what `require('better-sqlite3')` and `require('@parcel/watcher')` need on `target` (all targets without one)
 * into `folder`/node_modules, each package's JavaScript in one file. Returns esbuild's lists of what went in.
 * @param {string} folder
 * @param {string} [target]
 */
export async function layOutNativePackages(folder, target) {
  const names = listNativeNames(target);
  const sqlite = await bundlePackage(folder, 'better-sqlite3', 'lib/index.js');
  const prebuilds = join(folder, 'node_modules', 'better-sqlite3', 'prebuilds');
  mkdirSync(prebuilds, { recursive: true });
  for (const name of names) {
    const file = `${name.sqlite}.node`;
    copyFileSync(join(modules, 'better-sqlite3', 'prebuilds', file), join(prebuilds, file));
  }
  const watcher = await bundlePackage(folder, '@parcel/watcher', 'index.js');
  for (const name of names)
    await copyWatcher(`@parcel/watcher-${name.watcher}`, join(folder, 'node_modules'));
  return [sqlite, watcher];
}

/**
 * One file instead of a package and its dependencies. It stays where `main` was: there it finds its binaries.
 * @param {string} folder
 * @param {string} name
 * @param {string} main
 */
async function bundlePackage(folder, name, main) {
  const target = join(folder, 'node_modules', name);
  const { metafile } = await build({
    entryPoints: [join(modules, name, main)],
    outfile: join(target, main),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    metafile: true,
    // The binaries are asked for by names put together at run time.
    logLevel: 'error',
  });
  const { version, license } = readManifest(join(modules, name));
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify({ name, version, main, license }, null, 2)}\n`,
  );
  return metafile;
}

/**
 * @param {string} name
 * @param {string} nodeModules
 */
async function copyWatcher(name, nodeModules) {
  const installed = join(modules, name);
  const source = existsSync(join(installed, 'watcher.node')) ? installed : await fetchPackage(name);
  const target = join(nodeModules, name);
  mkdirSync(target, { recursive: true });
  for (const file of ['package.json', 'watcher.node']) copyFileSync(join(source, file), join(target, file));
}

/**
 * The unpacked package in the version and with the content that package-lock.json names.
 * @param {string} name
 */
async function fetchPackage(name) {
  /** @type {{ packages: Record<string, { version?: string, integrity?: string }> }} */
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
  if (!version || !integrity)
    throw new Error(`package-lock.json does not name ${name}: run \`npm install\`.`);
  const folder = join(
    cache,
    `${name.replace('/', '-')}-${version}-${createHash('sha256').update(integrity).digest('hex').slice(0, 8)}`,
  );
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'new-'));
  try {
    const packed = readFileSync(join(staging, await packFromRegistry(name, version, staging)));
    const unpacked = join(staging, 'package');
    checkIntegrity(packed, integrity, `${name}@${version}`);
    extractTarGz(packed, unpacked);
    // Somebody else may have been faster; what is there is the same.
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}

/**
 * @param {string} name
 * @param {string} version
 * @param {string} folder
 */
async function packFromRegistry(name, version, folder) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['pack', `${name}@${version}`, '--json', '--loglevel=error', '--pack-destination', folder];
  try {
    const options = { cwd: folder, env: callerEnvironment(), shell: process.platform === 'win32' };
    const { stdout } = await promisify(execFile)(npm, args, options);
    // A list of npm 11, an object by package of npm 12.
    const answer = /** @type {Record<string, { filename: string }>} */ (JSON.parse(stdout));
    const [packed] = Object.values(answer);
    if (!packed) throw new Error('npm pack named no file.');
    return packed.filename.replace('@', '').replace('/', '-');
  } catch (error) {
    throw new Error(
      `${name}@${version} could not be fetched: ${describeFailure(error)}\nOther platforms' binaries come ` +
        'from the registry. Without it, `npm run package -- --target <this platform>` works with what is installed.',
      { cause: error },
    );
  }
}

/**
 * What a program that failed wrote about it, else that it failed.
 * @param {unknown} error
 */
function describeFailure(error) {
  if (!(error instanceof Error)) return String(error);
  const { stderr } = /** @type {{ stderr?: string }} */ (error);
  return stderr?.trim() || error.message;
}

/**
 * Throws when `packed` is not what `integrity` (`<algorithm>-<digest in base64>`, as in package-lock.json) describes.
 * @param {Uint8Array} packed
 * @param {string} integrity
 * @param {string} what
 */
export function checkIntegrity(packed, integrity, what) {
  const [algorithm = ''] = integrity.split('-');
  const digest = createHash(algorithm).update(packed).digest('base64');
  if (`${algorithm}-${digest}` === integrity) return;
  throw new Error(`${what} is not what package-lock.json names: its digest differs. Nothing was packaged.`);
}

/**
 * @param {string} folder
 * @returns {{ version: string, license: string }}
 */
function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
