// Runs git. The one place that does: by an absolute path that is not in the workspace, in a process group that is ended
// as a whole, and with nothing of the user's or the repository's configuration in its environment.

import { spawn } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { devNull } from 'node:os';
import { defineError } from '../errors.ts';
import { isInside, realPathOrResolved } from './paths.ts';

/** git could not be run, or did not answer as it should. */
const GitFailed = defineError('GIT_FAILED', (what: string) => what);

/** git was ended because it took too long; what it was asked says nothing of the repository. */
export const GitTimedOut = defineError(
  'GIT_TIMED_OUT',
  (command: string, budgetMs: number) =>
    `git ${command} took longer than ${budgetMs / 1000} s and was ended; it goes faster when asked again`,
);

/** Longest time that one command of git may take. */
export const COMMAND_BUDGET_MS = 15_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** The program, absolute and real; undefined when the PATH leads to none outside of `workspace`. */
export function findGitProgram(workspace: string, path = process.env['PATH'] ?? ''): string | undefined {
  const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
  const root = realPathOrResolved(workspace);
  for (const folder of path.split(delimiter)) {
    // An empty or relative entry means the folder that somebody happens to stand in.
    if (!isAbsolute(folder)) continue;
    for (const name of names) {
      const program = findExecutable(join(folder, name));
      // The entry is run, not what it links to: a wrapper may go by its own name. Neither may be in the workspace.
      if (program === undefined || isInside(program, root)) continue;
      if (!isInside(realPathOrResolved(folder), root)) return join(folder, name);
    }
  }
  return undefined;
}

function findExecutable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** What a command of git is run with. */
export interface GitRun {
  readonly program: string;
  /** What it is told of the repository: `GIT_DIR` and the like. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly budgetMs?: number;
}

/** Reads what a command writes while it writes it; returning false ends the command. */
export type OutputReader = (chunk: Buffer) => void;

/**
 * Runs a command to its end and returns what it wrote. Rejects with GIT_FAILED, in git's own words, when it fails or
 * writes too much, with GIT_TIMED_OUT when it takes too long; nothing that it has started outlives that.
 */
export async function runGit(run: GitRun, args: readonly string[], input?: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  await streamGit(run, args, input, (chunk) => {
    bytes += chunk.byteLength;
    if (bytes > MAX_OUTPUT_BYTES) throw GitFailed(`git ${args[0]} wrote more than ${MAX_OUTPUT_BYTES} bytes`);
    chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

/** The same, handing on what is written instead of keeping it. What `read` throws ends the command. */
export function streamGit(
  { program, environment, cwd, signal, budgetMs = COMMAND_BUDGET_MS }: GitRun,
  args: readonly string[],
  input: string | undefined,
  read: OutputReader,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(program, args, {
      cwd,
      env: { ...createEnvironment(program), ...environment },
      // A group of its own: whatever git starts is ended with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let told = '';
    let isSettled = false;
    const settle = (end: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      end();
    };
    const fail = (error: unknown): void => {
      endGroup(child.pid);
      child.stdout.destroy();
      settle(() => reject(error instanceof Error ? error : new Error(String(error))));
    };
    const abort = (): void => fail(GitFailed('the question was given up'));
    const timer = setTimeout(() => fail(GitTimedOut(args[0]!, budgetMs)), budgetMs);
    signal.addEventListener('abort', abort, { once: true });
    child.on('error', (error) => fail(GitFailed.from(error, `git could not be started: ${error.message}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch (error) {
        fail(error);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (told.length < 4096) told += chunk.toString();
    });
    // git may end before it has read all of its input, which its exit tells better.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.on('close', (code, endedBy) => {
      if (code === 0) settle(resolve);
      else
        settle(() =>
          reject(GitFailed(told.trim().split('\n', 1)[0] || `git ${args[0]} ended with ${code ?? endedBy}`)),
        );
    });
  });
}

/** Ends a command with all that it has started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/**
 * What every command gets: none of the variables that redirect git, none of the files of configuration that belong to the
 * user or the system, no transport, no lazy fetch of what a partial clone lacks, and no lock.
 */
function createEnvironment(program: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(GIT_|SSH_ASKPASS|PAGER$|EDITOR$|VISUAL$)/i.test(name),
  );
  return {
    ...Object.fromEntries(own),
    PATH: dirname(program),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
  };
}
