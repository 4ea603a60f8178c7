// `npm start -- [folder] [options]`: prepares the clone, then serves a folder.
// Runs on the caller's Node (20 or newer); the server runs on the Node that the project brings.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { prepare } from './prepare.mjs';
import { bundleFile } from './project.mjs';

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const FORWARD_AFTER_MS = 250;

try {
  const runtime = await prepare((line) => process.stderr.write(`${line}\n`));
  await serve(runtime);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @param {string} runtime */
async function serve(runtime) {
  // npm runs scripts in the project's root; a relative folder, or none, is meant from where the command was typed.
  const callerFolder = process.env.INIT_CWD ?? '';
  const child = spawn(runtime, [bundleFile, 'serve', ...process.argv.slice(2)], {
    cwd: existsSync(callerFolder) ? callerFolder : process.cwd(),
    stdio: 'inherit',
  });
  for (const signal of SIGNALS) process.on(signal, () => forward(child, signal));
  const [code, signal] = /** @type {[number | null, NodeJS.Signals | null]} */ (await once(child, 'close'));
  process.exitCode = code ?? 1;
  if (!signal) return;
  for (const name of SIGNALS) process.removeAllListeners(name);
  process.kill(process.pid, signal);
}

/**
 * Passes a signal on, unless the child got it too and ends by itself: twice would turn a leave into a forced end.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function forward(child, signal) {
  // A terminal sends Ctrl-C to the whole group.
  if (signal === 'SIGINT' && process.stdin.isTTY) return;
  setTimeout(() => child.kill(signal), FORWARD_AFTER_MS).unref();
}
