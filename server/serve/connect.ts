// Finds the server of a workspace, or starts it. Used by the bridge and the command line, so it imports little.
// Whether a server lives is asked of the server itself, which proves that it knows its token, never of a process id.
import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { basename } from 'node:path';
import { findCrashLoop } from '../ownership/crashes.ts';
import { findDiscovery } from '../ownership/discovery.ts';
import type { Discovery } from '../ownership/discovery.ts';
import { CrashLoop } from '../ownership/errors.ts';
import { ensureWorkspaceDir, getWorkspaceDir, getWorkspaceFiles } from '../ownership/paths.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import { ServerUnreachable } from './errors.ts';
import { endHolder, findHolder } from './holder.ts';
import { rememberSettings } from './rememberedSettings.ts';
import { openProvenSocket } from './provenSocket.ts';
import { startServer } from './spawn.ts';
import type { ServerStart } from './spawn.ts';
import { findNewerUpdate, isOlder, noteUpdate } from './updateNote.ts';
import { within } from './within.ts';

export { isOlder };

/** So long for the proof of a server on its endpoint, and as long again on its socket. */
const PROOF_TIMEOUT_MS = 1000;
const CONNECT_DEADLINE_MS = 20_000;
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 150;
/** A server that was asked to end has this long before it is asked again, or given up as hung. */
const STOP_PATIENCE_MS = 10_000;
/** An owner that answers nothing for so long hangs: no request keeps the main thread of a server for seconds. */
const HUNG_AFTER_MS = 12_000;
/** A machine with several times more work than processors makes a healthy server wait: so many times longer, at most, does a client. */
const MOST_PATIENCE = 4;

export interface ConnectOptions {
  /** A real path that `checkRoot` accepted. */
  readonly root: string;
  readonly entryFile: string;
  readonly version: string;
  /** The settings of the window that asks: a server that has to be started begins with them. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Of a window: all folders that it shows. */
  readonly folders?: readonly string[] | undefined;
  /** Tests need not wait as long as people should before a server counts as hung. */
  readonly hungAfterMs?: number | undefined;
}

/** The server of the workspace if one is published and answers. Starts nothing. */
export async function findServer(root: string): Promise<Discovery | undefined> {
  const discovery = findDiscovery(getWorkspaceFiles(getWorkspaceDir(root)).discovery);
  return discovery && (await isAlive(discovery)) ? discovery : undefined;
}

/**
 * The server of the workspace, started if there is none, replaced if it is older than this client, and ended if it holds
 * the lock but does not answer. Any number of clients may call this at once: one server results. Rejects with the reason
 * the server gave for not starting, or with CRASH_LOOP when starting has become pointless.
 */
export async function connectServer(options: ConnectOptions): Promise<Discovery> {
  const { root, version } = options;
  const patience = getPatience();
  const hungAfterMs = (options.hungAfterMs ?? HUNG_AFTER_MS) * patience;
  const deadlineMs = CONNECT_DEADLINE_MS * patience;
  const workspaceDir = getWorkspaceDir(root);
  let deadline = performance.now() + deadlineMs;
  let silent: { epoch: string; since: number } | undefined;
  let start: ServerStart | undefined;
  let waitMs = FIRST_WAIT_MS;
  while (performance.now() < deadline) {
    const found = await findServer(root);
    if (found && !isOlder(found.version, version)) return found;
    if (found) await replaceServer(found, version, workspaceDir);
    if (start?.failure) throw start.failure;
    const holder = findHolder(workspaceDir);
    if (!holder) {
      const isAwaited = findNewerUpdate(getWorkspaceFiles(workspaceDir).update, version) !== undefined;
      if (!isAwaited && (!start || start.hasEnded)) start = startUnlessCrashing(options, workspaceDir);
    } else if (silent?.epoch !== holder.epoch || found) {
      // It starts, or ends, or hangs: time tells. Starting another would only lose the race for the lock.
      silent = { epoch: holder.epoch, since: performance.now() };
    } else if (performance.now() - silent.since > hungAfterMs) {
      await endHolder(workspaceDir, holder, performance.now() - silent.since);
      deadline = performance.now() + deadlineMs;
    }
    await waitForNews(workspaceDir, waitMs);
    waitMs = Math.min(waitMs * 1.5, LONGEST_WAIT_MS);
  }
  throw ServerUnreachable(Math.round(deadlineMs / 1000), workspaceDir);
}

/** How many times longer than usual is waited on a machine that is as busy as this one; the load is 0 where none is told. */
export function getPatience(load = loadavg()[0] ?? 0, processors = availableParallelism()): number {
  return Math.min(MOST_PATIENCE, Math.max(1, load / processors));
}

/** Resolves when a server has published itself, after `milliseconds` at the latest. */
function waitForNews(workspaceDir: string, milliseconds: number): Promise<void> {
  const published = basename(getWorkspaceFiles(workspaceDir).discovery);
  return new Promise((resolve) => {
    let watcher: FSWatcher | undefined;
    const end = (): void => {
      clearTimeout(timer);
      watcher?.close();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    try {
      watcher = watch(workspaceDir, { persistent: false }, (_event, name) => {
        if (name === published) end();
      });
      watcher.once('error', () => watcher?.close());
    } catch {
      // There is no directory yet, or nothing more can be watched: time tells as well.
    }
  });
}

function startUnlessCrashing(
  { root, entryFile, settings }: ConnectOptions,
  workspaceDir: string,
): ServerStart | undefined {
  const loop = findCrashLoop(getWorkspaceFiles(workspaceDir).crashes);
  if (loop) throw CrashLoop(loop.length, loop.at(-1)?.how ?? '');
  // Not earlier: a server that runs is reached even when its cache directory can't be written any more.
  ensureWorkspaceDir(root, workspaceDir);
  if (settings) noteSettings(workspaceDir, settings);
  return startServer(root, workspaceDir, entryFile);
}

function noteSettings(workspaceDir: string, settings: Readonly<Record<string, unknown>>): void {
  try {
    rememberSettings(getWorkspaceFiles(workspaceDir).settings, settings);
  } catch {
    // The server hears them when the window has reached it.
  }
}

/** Asks an older server to end, and lets clients of its age know that they need not start another. */
async function replaceServer(older: Discovery, version: string, workspaceDir: string): Promise<void> {
  try {
    noteUpdate(getWorkspaceFiles(workspaceDir).update, version);
  } catch {
    // A cache that can't be written: the older clients may start one in vain, no more.
  }
  await stopServer(older, version);
}

/** Asks a server to finish its requests and end; resolves when its connection is closed, or has not closed in time. */
export async function stopServer(discovery: Discovery, version: string): Promise<void> {
  const { dialRpc } = await import('../rpc/client.ts');
  const { token, rpcPath } = discovery;
  try {
    const hello = { token, kind: 'cli', version, protocol: PROTOCOL_VERSION, onlyToStop: true } as const;
    const connection = await dialRpc(rpcPath, hello);
    await connection.request('server/stop', { reason: `asked by version ${version}` });
    await within(STOP_PATIENCE_MS, connection.closed);
    connection.close();
  } catch {
    // It ended meanwhile; if not, the caller finds it alive and asks again.
  }
}

/**
 * Whether the server that was published answers and proves to be it. One whose endpoint is crowded, by connections that
 * anybody on this machine may open, is asked on its socket, which is open to this user only.
 */
export async function isAlive(discovery: Discovery): Promise<boolean> {
  try {
    (await openProvenSocket(discovery, PROOF_TIMEOUT_MS)).destroy();
    return true;
  } catch (error) {
    if (codeOf(error) === 'ECONNREFUSED') return false;
  }
  try {
    const { dialRpc } = await import('../rpc/client.ts');
    const { token, rpcPath, version, protocol } = discovery;
    const hello = { token, kind: 'cli', version, protocol, onlyToStop: true } as const;
    (await dialRpc(rpcPath, hello, PROOF_TIMEOUT_MS)).close();
    return true;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
