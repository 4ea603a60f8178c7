// Installs the dependencies when the lock file is not what node_modules holds. Knows npm and nothing of the build.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callerEnvironment, findRuntime, projectRoot } from './project.mjs';

const modules = join(projectRoot, 'node_modules');
const stampFile = join(modules, '.prepared');
const lockFile = join(projectRoot, 'package-lock.json');

/** Whether node_modules holds what package-lock.json asks for on this platform. */
export function isInstalled() {
  if (!findRuntime()) return false;
  const wanted = stampOf(readFileSync(lockFile));
  if (readIfThere(stampFile) === wanted) return true;
  if (!hiddenLockSatisfies()) return false;
  writeFileSync(stampFile, wanted);
  return true;
}

/**
 * Runs `npm ci`. `onStart(pid)` is told the process that installs. Throws an error whose message holds npm's output
 * and what to do.
 * @param {(pid: number) => void} onStart
 */
export async function install(onStart) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // The build and the tests need the development packages, whatever the caller's npm leaves out by default.
  const child = spawn(npm, ['ci', '--include=dev', '--no-progress', '--loglevel=error'], {
    cwd: projectRoot,
    env: callerEnvironment(),
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid) onStart(child.pid);
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const outcome = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const text = Buffer.concat(output).toString().trim();
  if (outcome !== 0) throw new Error(`${text}\nnpm ci failed (${outcome}). ${whatToDo(text)}`);
  if (!findRuntime()) {
    throw new Error(
      `${text}\nThe npm package \`node\` was installed without its program, because npm did not run its install script.\n` +
        'Allow it (npm config set ignore-scripts false) or use Node 22.18 or newer, then run the command again.',
    );
  }
  writeFileSync(stampFile, stampOf(readFileSync(lockFile)));
}

/** @param {string} output */
function whatToDo(output) {
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET/.test(output)) {
    return 'The package registry could not be reached: check the network or `npm config get registry`, then run the command again.';
  }
  if (output.includes('ENOSPC'))
    return 'The disk is full: make room (about 1 GB), then run the command again.';
  if (/EACCES|EPERM/.test(output)) return `${projectRoot} must be writable for you.`;
  if (output.includes('in sync')) return 'package.json and package-lock.json differ: run `npm install` once.';
  if (output.includes('ENOENT') && output.includes('spawn'))
    return 'npm was not found on the PATH: install it.';
  return 'Run `npm ci` to see it by itself.';
}

/** npm writes what it installed into node_modules/.package-lock.json, as its last act. */
function hiddenLockSatisfies() {
  const hidden = join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readPackages(hidden);
  const wanted = readPackages(lockFile);
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.optional && !installed[path])) return true;
    return installed[path]?.version === entry.version && installed[path]?.integrity === entry.integrity;
  });
}

/**
 * The packages of a lock file by their folders.
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** @param {Uint8Array} lockBytes */
function stampOf(lockBytes) {
  const digest = createHash('sha256').update(lockBytes).digest('hex');
  return `${digest} ${process.platform}-${process.arch}\n`;
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
