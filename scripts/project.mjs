// Where the project is and which Node runs it. Plain JavaScript for Node 20: it runs before anything is installed.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the project. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** The command-line bundle, what `npm start` runs. */
export const bundleFile = join(projectRoot, 'dist', 'codebase-memory.mjs');

/** The oldest Node that runs the tests and TypeScript sources without a build. */
const OLDEST_RUNTIME = { major: 22, minor: 18 };

/**
 * The Node that the project itself runs on: the one of the npm package `node`, else this one when it is new enough,
 * else undefined. better-sqlite3 crashes the process on Node 20, so the caller's Node is never just assumed to do.
 */
export function findRuntime() {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = join(projectRoot, 'node_modules', 'node', 'bin', executable);
  if (existsSync(packaged)) return packaged;
  return isNewEnough(process.versions.node) ? process.execPath : undefined;
}

/**
 * Whether a version such as '24.21.0' can run the project.
 * @param {string} version
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_RUNTIME.major || (major === OLDEST_RUNTIME.major && minor >= OLDEST_RUNTIME.minor);
}

/**
 * The environment without the project's own `node_modules/.bin` in front of PATH: there, `npm` and `node` are the
 * caller's. `npm ci` needs that, because it deletes the Node it would otherwise run on.
 * @param {NodeJS.ProcessEnv} environment
 */
export function callerEnvironment(environment = process.env) {
  const ownBin = join('node_modules', '.bin');
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (environment[pathName] ?? '').split(delimiter);
  return {
    ...environment,
    [pathName]: folders.filter((folder) => !folder.endsWith(ownBin)).join(delimiter),
  };
}
