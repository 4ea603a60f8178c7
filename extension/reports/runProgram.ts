// Runs this program's own command line, for what must work without a server and is no work for a window.
import { execFile } from 'node:child_process';
import { entryFile, findServerRuntime } from '../../server/entry.ts';
import { NodeTooOld } from '../../server/ownership/errors.ts';

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 4_194_304;

/** What `codebase-memory <args>` prints. Rejects with what it says on its error output. */
export function runProgram(args: readonly string[]): Promise<string> {
  const runtime = findServerRuntime();
  if (!runtime) return Promise.reject(NodeTooOld(process.versions.node));
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const options = { env, timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile(runtime, [entryFile, ...args], options, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message, { cause: error }));
      else resolve(stdout);
    });
  });
}
