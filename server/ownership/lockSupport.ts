// Whether the locks of a folder hold for everybody who reaches it. Some mounts keep them to this machine: a second machine would
// own the same index at the same time, and neither would know.

import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Options of a mount with which locks of files are not told to the server, by the type of the file system. */
const LOCAL_LOCKS: Readonly<Record<string, RegExp>> = {
  nfs: /^(?:nolock|local_lock=(?:all|posix))$/,
  nfs4: /^(?:nolock|local_lock=(?:all|posix))$/,
  cifs: /^(?:nobrl|nolock)$/,
  smb3: /^(?:nobrl|nolock)$/,
  lustre: /^localflock$/,
};

/** Why the locks of a folder do not hold, as the mount says it. */
export interface LockProblem {
  readonly type: string;
  readonly option: string;
}

/** What Linux says of the mounts that this process sees, proc(5); undefined on other systems. */
export function readMountInfo(): string | undefined {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    // Another system, or a kernel without it.
    return undefined;
  }
}

/** Why locks in an existing folder don't hold; undefined when they do, or nothing is known. */
export function findLockProblem(folder: string, mountInfo = readMountInfo()): LockProblem | undefined {
  const real = realpathSync.native(folder);
  let nearest: { readonly point: string; readonly type: string; readonly options: string[] } | undefined;
  for (const line of mountInfo?.split('\n') ?? []) {
    const [left = '', right = ''] = line.split(' - ');
    const [, , , , escaped = '', own = ''] = left.split(' ');
    const [type = '', , shared = ''] = right.split(' ');
    const point = unescape(escaped);
    const isAround = real === point || point === '/' || real.startsWith(`${point}/`);
    // Of two mounts at one point the later one is seen.
    if (type === '' || !isAround || (nearest && nearest.point.length > point.length)) continue;
    nearest = { point, type, options: [...own.split(','), ...shared.split(',')] };
  }
  const pattern = nearest && Object.hasOwn(LOCAL_LOCKS, nearest.type) ? LOCAL_LOCKS[nearest.type] : undefined;
  const option = pattern && nearest!.options.find((one) => pattern.test(one));
  return option === undefined ? undefined : { type: nearest!.type, option };
}

/** A folder for caches whose locks hold: below the home where that has some, else on the disk of this machine. */
export function suggestCacheRoot(mountInfo = readMountInfo()): string {
  const below = findLockProblem(homedir(), mountInfo) ? '/var/tmp' : join(homedir(), '.cache');
  return join(below, 'codebase-memory');
}

/** Blanks and the like are written as octal numbers. */
function unescape(point: string): string {
  return point.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
