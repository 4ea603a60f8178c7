// Where the cache of a workspace lives and how it is made. Knows nothing of what is stored in it.
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import { CacheNotWritable } from './errors.ts';
import { writeFileAtomically } from './atomicFile.ts';

/** The longest path of a unix socket that Linux (107) and macOS (103) both accept. */
const MAX_SOCKET_PATH = 103;

/** The directory of all workspaces' caches: $CBM_CACHE_DIR, else the platform's place for caches. */
export function getCacheRoot(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (environment['CBM_CACHE_DIR']) return resolve(environment['CBM_CACHE_DIR']);
  const name = 'codebase-memory';
  if (environment['XDG_CACHE_HOME']) return resolve(environment['XDG_CACHE_HOME'], name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', name);
  if (process.platform === 'win32' && environment['LOCALAPPDATA'])
    return join(environment['LOCALAPPDATA'], name);
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
    mkdirSync(workspaceDir, { recursive: true, mode: 0o700 });
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
export function getRpcPath(workspaceDir: string, epoch: string): string {
  const name = hashRoot(workspaceDir);
  if (process.platform === 'win32') return `\\\\.\\pipe\\codebase-memory-${name}-${epoch.slice(0, 16)}`;
  const beside = join(workspaceDir, 'rpc.sock');
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH) return beside;
  const directory = join(tmpdir(), `codebase-memory-${userInfo().uid}`);
  const short = join(directory, `${name}.sock`);
  const chosen =
    Buffer.byteLength(short) <= MAX_SOCKET_PATH ? directory : `/tmp/codebase-memory-${userInfo().uid}`;
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  ensurePrivate(chosen);
  return join(chosen, `${name}.sock`);
}

function ensurePrivate(directory: string): void {
  if (process.platform === 'win32') return;
  const found = lstatSync(directory);
  if (!found.isDirectory()) throw new Error(`${directory} is not a directory`);
  const uid = process.getuid?.();
  if (found.uid !== uid) throw new Error(`${directory} belongs to user ${found.uid}, not to ${uid}`);
  if ((found.mode & 0o077) !== 0) chmodSync(directory, 0o700);
}
