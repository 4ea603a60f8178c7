// Starts the server of a workspace as a process of its own that survives whoever started it.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, lstatSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { findServerRuntime } from '../entry.ts';
import { CodedError, messageOf } from '../errors.ts';
import { SERVER_ALLOCATOR, SERVER_FLAGS } from '../memory.ts';
import { CacheNotWritable, NodeTooOld } from '../ownership/errors.ts';
import { findExitNote, writeExitNote } from '../ownership/exitNote.ts';
import { getWorkspaceFiles } from '../ownership/paths.ts';
import { findPrivateText } from '../ownership/privateFile.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';
import { ServerDidNotStart } from './errors.ts';
import { findStartError } from './startError.ts';

/** Another client's attempt that is younger than this and has no process yet is waited for. */
const TICKET_MS = 1500;
/** One whose process lives is waited for longer: on a busy machine a start takes seconds, and a second one makes it worse. */
const LIVING_TICKET_MS = 10_000;

/** One attempt to start a server; `failure` is set when the process ended and a further attempt would end the same. */
export interface ServerStart {
  hasEnded: boolean;
  failure: CodedError | undefined;
}

/**
 * Starts a server unless another client did so just now. Returns the attempt to watch, undefined when it is left to the
 * other one. Losing the lock race is no failure: then another server is coming up.
 */
export function startServer(root: string, workspaceDir: string, entryFile: string): ServerStart | undefined {
  const files = getWorkspaceFiles(workspaceDir);
  if (!takeTicket(files.startTicket)) return undefined;
  const runtime = findServerRuntime();
  if (!runtime) throw NodeTooOld(process.versions.node);
  clearAway(files.startError);
  const start: ServerStart = { hasEnded: false, failure: undefined };
  const errors = openErrors(join(workspaceDir, 'stderr.log'));
  try {
    const child = spawn(runtime, [...SERVER_FLAGS, entryFile, 'serve', '--detached', root], {
      cwd: workspaceDir,
      detached: true,
      stdio: ['ignore', 'ignore', errors],
      windowsHide: true,
      env: getServerEnvironment(process.env),
    });
    noteStarted(files.startTicket, child.pid);
    child.once('error', (error) => {
      start.hasEnded = true;
      // What is missing is the folder then: somebody has deleted it just now, and the next attempt makes it again.
      if (isMissing(error) && existsSync(runtime)) return;
      start.failure = ServerDidNotStart.from(error, error.message, files.log);
    });
    child.once('exit', (code, signal) => {
      start.hasEnded = true;
      noteExit(files.exitNote, child.pid, code, signal);
      returnTicket(files.startTicket, child.pid);
      start.failure = describeExit(code, signal, workspaceDir);
    });
    child.unref();
  } finally {
    closeSync(errors);
  }
  return start;
}

/**
 * What a server gets of the environment of whoever started it: it outlives that one and works for others too, so neither
 * options of Node, which load code into it, nor folders of the PATH that depend on where one stands.
 */
export function getServerEnvironment(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(given).filter(
    ([name]) => !/^NODE_(?:OPTIONS|PATH|REPL_EXTERNAL_MODULE)$/i.test(name),
  );
  const environment = kept.map(
    ([name, value]) => [name, isPath(name) ? keepAbsolute(value) : value] as const,
  );
  return { ...SERVER_ALLOCATOR, ...Object.fromEntries(environment), ELECTRON_RUN_AS_NODE: '1' };
}

function isMissing(error: Error): boolean {
  return 'code' in error && error.code === 'ENOENT';
}

function isPath(name: string): boolean {
  return name.toUpperCase() === 'PATH';
}

function keepAbsolute(folders: string | undefined): string | undefined {
  return folders
    ?.split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .join(delimiter);
}

// Whoever started the server is the only one who learns by which signal it died; the next server asks for it. A note of
// the server's own, or of the client that ended it, says more.
function noteExit(file: string, pid: number | undefined, code: number | null, signal: string | null): void {
  const isOrderly = code === EXIT_CODES.ok.code || code === EXIT_CODES.ownedElsewhere.code;
  if (pid === undefined || isOrderly || findExitNote(file, pid)) return;
  try {
    writeExitNote(file, { pid, code, signal, note: '' });
  } catch {
    // Without it the next server only knows that the end was not orderly.
  }
}

function describeExit(
  code: number | null,
  signal: NodeJS.Signals | null,
  workspaceDir: string,
): CodedError | undefined {
  if (code === 0 || code === EXIT_CODES.ownedElsewhere.code) return undefined;
  const told = findStartError(workspaceDir);
  if (told) return told;
  if (code === EXIT_CODES.cacheNotWritable.code)
    return CacheNotWritable(workspaceDir, 'the server could not write there');
  return ServerDidNotStart(signal ?? `exit code ${code}`, join(workspaceDir, 'stderr.log'));
}

/** Frees a name in the folder of the workspace, whatever lies there: a pipe would be waited for, a folder can't be written. */
function clearAway(file: string): void {
  try {
    rmSync(file, { recursive: true, force: true });
  } catch (error) {
    throw CacheNotWritable.from(error, file, messageOf(error));
  }
}

function openErrors(file: string): number {
  clearAway(file);
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    throw CacheNotWritable.from(error, file, messageOf(error));
  }
}

// Only a courtesy that saves processes: the lock alone decides, and a ticket left by a crash is ignored soon.
function takeTicket(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  // One of the future is as old as one of the past: the clock was set.
  if (found && isTicketValid(file, Math.abs(Date.now() - found.mtimeMs))) return false;
  if (found) clearAway(file);
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw CacheNotWritable.from(error, file, String(error));
  }
}

// On a full disk the ticket stays without a number and counts for less time.
function noteStarted(file: string, pid: number | undefined): void {
  try {
    if (pid !== undefined) writeFileSync(file, String(pid));
  } catch {
    // The server itself says what is wrong with the disk.
  }
}

function isTicketValid(file: string, ageMs: number): boolean {
  const pid = readTicket(file);
  if (pid === undefined) return ageMs < TICKET_MS;
  return ageMs < LIVING_TICKET_MS && isRunning(pid);
}

// By then it may be the ticket of another client, whose start must not be doubled.
function returnTicket(file: string, pid: number | undefined): void {
  if (readTicket(file) === pid) rmSync(file, { force: true });
}

function readTicket(file: string): number | undefined {
  const found = findPrivateText(file);
  return typeof found === 'object' ? Number(found.text) || undefined : undefined;
}

/** A number that another process has got since then only costs a little patience. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
