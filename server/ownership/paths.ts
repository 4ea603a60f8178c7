// Where the cache of a workspace lives and how it is made. Knows nothing of what is stored in it.
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { basename, dirname, join, resolve, win32 } from 'node:path';
import { messageOf } from '../errors.ts';
import { CacheNotWritable, NoRuntimeFolder } from './errors.ts';
import { writeFileAtomically } from './atomicFile.ts';

/** The longest path of a unix socket that Linux (107) and macOS (103) both accept. */
const MAX_SOCKET_PATH = 103;

/** The directory of all workspaces' caches: $CBM_CACHE_DIR, else the platform's place for caches. */
export function getCacheRoot(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment['CBM_CACHE_DIR']) return resolve(environment['CBM_CACHE_DIR']);
  const name = 'codebase-memory';
  if (environment['XDG_CACHE_HOME']) return resolve(environment['XDG_CACHE_HOME'], name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', name);
  if (platform === 'win32' && environment['LOCALAPPDATA'])
    return win32.join(environment['LOCALAPPDATA'], name);
  return join(homedir(), '.cache', name);
}

/** The first 16 hex digits of the hash of the root: the stable, short name of a workspace. */
export function hashRoot(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 16);
}

/** The cache directory of the workspace at `root`, which must be a real path. Makes nothing. */
export function getWorkspaceDir(root: string, cacheRoot: string = getCacheRoot()): string {
  const slug = basename(root)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 40);
  return join(cacheRoot, `${slug || 'workspace'}-${hashRoot(root)}`);
}

/** Names of the files in a workspace's cache directory. */
export function getWorkspaceFiles(workspaceDir: string) {
  return {
    lock: join(workspaceDir, 'lock.db'),
    discovery: join(workspaceDir, 'server.json'),
    current: join(workspaceDir, 'current.json'),
    workspace: join(workspaceDir, 'workspace.json'),
    settings: join(workspaceDir, 'settings.json'),
    ledger: join(workspaceDir, 'ledger.json'),
    observed: join(workspaceDir, 'observed.json'),
    confirmed: join(workspaceDir, 'confirmed.json'),
    startError: join(workspaceDir, 'start-error.json'),
    startTicket: join(workspaceDir, 'starting'),
    update: join(workspaceDir, 'update.json'),
    run: join(workspaceDir, 'run.json'),
    exitNote: join(workspaceDir, 'exit.json'),
    crashes: join(workspaceDir, 'crashes.json'),
    log: join(workspaceDir, 'server.log'),
  };
}

/** Makes the cache directory of a workspace, private to this user, and notes whose it is. Throws CACHE_NOT_WRITABLE. */
export function ensureWorkspaceDir(root: string, workspaceDir: string): void {
  try {
    makeFolder(workspaceDir, 0o700);
    ensurePrivate(workspaceDir);
    accessSync(workspaceDir, constants.R_OK | constants.W_OK | constants.X_OK);
    const { workspace } = getWorkspaceFiles(workspaceDir);
    if (!statSync(workspace, { throwIfNoEntry: false }))
      writeFileAtomically(workspace, JSON.stringify({ root }));
  } catch (error) {
    throw CacheNotWritable.from(error, workspaceDir, messageOf(error));
  }
}

/**
 * The address of the window socket: in the workspace's cache directory, or in a private directory for temporary files
 * when that path is too long for a socket; on Windows a named pipe. `epoch` keeps pipe names of successive servers apart.
 */
export function getRpcPath(
  workspaceDir: string,
  epoch: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const name = hashRoot(workspaceDir);
  if (platform === 'win32') return `\\\\.\\pipe\\codebase-memory-${name}-${epoch.slice(0, 16)}`;
  const beside = join(workspaceDir, 'rpc.sock');
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH) return beside;
  const folder = [tmpdir(), '/tmp']
    .map((base) => findRuntimeFolder(base, name))
    .find((made) => made !== undefined);
  if (folder === undefined) throw NoRuntimeFolder(workspaceDir, tmpdir());
  return join(folder, `${name}.sock`);
}

/** Removes the folder of a socket that was made for it alone, once the socket is closed. */
export function removeRuntimeFolder(rpcPath: string): void {
  const folder = dirname(rpcPath);
  if (!basename(folder).startsWith(`${getRuntimeName()}-`)) return;
  try {
    rmdirSync(folder);
  } catch {
    // Something else lies in it.
  }
}

/**
 * A private folder below `base` in which a socket of this name has a path that is short enough: the one that all servers
 * of this user share, or one for this server alone where that name is taken by somebody else.
 */
function findRuntimeFolder(base: string, name: string): string | undefined {
  const shared = join(base, getRuntimeName());
  if (Buffer.byteLength(join(`${shared}-XXXXXX`, `${name}.sock`)) > MAX_SOCKET_PATH) return undefined;
  try {
    if (!statSync(shared, { throwIfNoEntry: false })) mkdirSync(shared, { mode: 0o700 });
    ensurePrivate(shared);
    return shared;
  } catch {
    // Taken, or nothing can be made there, which the next line finds out.
  }
  try {
    return mkdtempSync(`${shared}-`);
  } catch {
    return undefined;
  }
}

function getRuntimeName(): string {
  return `codebase-memory-${userInfo().uid}`;
}

/**
 * Makes a folder and those above it. Throws what the file system says; Node's own way of it never returns where the system
 * denies that a folder exists in which it lets nothing be made, as below /proc.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process was faster.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function ensurePrivate(directory: string): void {
  if (process.platform === 'win32') return;
  const found = lstatSync(directory);
  if (!found.isDirectory()) throw new Error(`${directory} is not a directory`);
  const uid = process.getuid?.();
  if (found.uid !== uid) throw new Error(`${directory} belongs to user ${found.uid}, not to ${uid}`);
  if ((found.mode & 0o077) === 0) return;
  chmodSync(directory, 0o700);
  if ((lstatSync(directory).mode & 0o022) !== 0)
    throw new Error(`${directory} is open to other users, and its file system keeps it so`);
}
