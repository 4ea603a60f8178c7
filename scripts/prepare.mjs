// Makes a clone ready: dependencies, then the build. Does nothing, quickly, where both are up to date.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runExclusively } from './exclusive.mjs';
import { isBuilt } from './freshness.mjs';
import { install, isInstalled } from './install.mjs';
import { callerEnvironment, findRuntime, projectRoot } from './project.mjs';

/**
 * Installs and builds what is missing and returns the Node to run the project on. `say(line)` gets one line for each
 * step that takes time. Throws with a message for a person when a step fails.
 * @param {(line: string) => void} say
 */
export async function prepare(say) {
  if (!isReady()) {
    const lock = join(projectRoot, '.artifacts', 'prepare.lock');
    const onWait = (/** @type {number} */ pid) =>
      say(`Waiting for process ${pid}, which is preparing this clone …`);
    await runExclusively(lock, onWait, (addProcess) => prepareAlone(say, addProcess));
  }
  return getRuntime();
}

function getRuntime() {
  const runtime = findRuntime();
  if (runtime === undefined) throw new Error('There is no Node 22.18 or newer here: run `npm ci`.');
  return runtime;
}

function isReady() {
  return isInstalled() && isBuilt();
}

/**
 * @param {(line: string) => void} say
 * @param {(pid: number) => void} addProcess
 */
async function prepareAlone(say, addProcess) {
  if (!isInstalled()) {
    say('Installing dependencies (once, about half a minute) …');
    await install(addProcess);
  }
  if (!isBuilt()) {
    say('Building …');
    await build();
  }
}

/** @returns {Promise<void>} */
function build() {
  const child = spawn(getRuntime(), [join(projectRoot, 'scripts', 'build.mjs')], {
    cwd: projectRoot,
    env: callerEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${Buffer.concat(output).toString()}\nThe build failed.`)),
    );
  });
}
