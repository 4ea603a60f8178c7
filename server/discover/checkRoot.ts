import { opendirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse, resolve, sep } from 'node:path';

import {
  RootInCache,
  RootIsFilesystemRoot,
  RootIsHome,
  RootMissing,
  RootNotFolder,
  RootUnreadable,
} from './errors.ts';
import { systemCodeOf } from './errors.ts';
import { isInside, realPathOrResolved } from './paths.ts';

/**
 * The real path of a folder that may be indexed. Throws a coded error (exit code 66) for one that is missing, is not
 * a folder, can't be read, is the home directory or the root of the file system, or lies in the cache. Writes nothing.
 */
export function checkRoot(folder: string, cacheRoot?: string): string {
  const asked = resolve(folder);
  const root = findRealPath(asked);
  if (!isFolder(root)) throw RootNotFolder(asked);
  if (parse(root).root === root) throw RootIsFilesystemRoot(root);
  if (root === realPathOrResolved(homedir())) throw RootIsHome(root);
  if (cacheRoot !== undefined) {
    const cache = realPathOrResolved(cacheRoot);
    if (isInside(root, cache)) throw RootInCache(root, cache);
  }
  checkReadable(root);
  return root;
}

function findRealPath(asked: string): string {
  try {
    return realpathSync.native(asked);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT') throw RootMissing.from(error, asked);
    // A component of the path is a file.
    if (code === 'ENOTDIR') throw RootNotFolder.from(error, asked);
    throw RootUnreadable.from(error, asked, code ?? 'unknown error');
  }
}

function isFolder(root: string): boolean {
  try {
    return statSync(root).isDirectory();
  } catch (error) {
    throw RootUnreadable.from(error, root, systemCodeOf(error) ?? 'unknown error');
  }
}

function checkReadable(root: string): void {
  try {
    // Permission bits don't tell everything (ACLs, sandboxes, network mounts): listing and searching it does.
    opendirSync(root).closeSync();
    statSync(`${root}${sep}.`);
  } catch (error) {
    throw RootUnreadable.from(error, root, systemCodeOf(error) ?? 'unknown error');
  }
}
