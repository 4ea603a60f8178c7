import { fstatSync, readFileSync, readdirSync } from 'node:fs';

/**
 * A list of more than one page is read in pieces, by position: when a lock before ours is let go between two pieces, ours is
 * passed over. So silence is believed when it repeats.
 */
const LOOKS = 10;

/** Process ids that hold a write lock on an inode by one reading of the list; undefined where there is none. */
type ListOwners = (ino: bigint) => readonly number[] | undefined;

/**
 * Whether the kernel says that this process holds a write lock on `ino`. True as well when the list can't be read: silence is
 * no evidence. `list` is given in tests.
 */
export function isLockListed(ino: bigint, list: ListOwners = listOwners): boolean {
  if (isShownWithDescriptor(ino)) return true;
  const owners = lookFor(ino, list, isOurs);
  return owners === undefined || isOurs(owners);
}

function isOurs(owners: readonly number[]): boolean {
  return owners.includes(process.pid);
}

/** Process ids that hold a write lock on `ino`, from /proc/locks; undefined where there is no such file. */
export function findKernelLockOwners(
  ino: bigint,
  list: ListOwners = listOwners,
): readonly number[] | undefined {
  return lookFor(ino, list, (owners) => owners.length > 0);
}

/** The owners of the first reading that is enough, of the last one when none is. */
function lookFor(
  ino: bigint,
  list: ListOwners,
  isEnough: (owners: readonly number[]) => boolean,
): readonly number[] | undefined {
  for (let look = 1; ; look += 1) {
    const owners = list(ino);
    if (owners === undefined || isEnough(owners) || look === LOOKS) return owners;
  }
}

/** Descriptors of this process through which its locks were seen, by inode. */
const descriptors = new Map<bigint, string>();

/**
 * The same by what the kernel shows of one of our own descriptors, which costs nothing: a look at the list of all locks waits until all
 * processors have passed a point of rest, 10 to 40 ms. False says nothing. Opens nothing: closing a file drops the locks on it.
 */
function isShownWithDescriptor(ino: bigint): boolean {
  if (process.platform !== 'linux') return false;
  const known = descriptors.get(ino);
  if (known !== undefined && showsLock(known, ino)) return true;
  descriptors.delete(ino);
  const found = listDescriptors(ino).find((descriptor) => showsLock(descriptor, ino));
  if (found !== undefined) descriptors.set(ino, found);
  return found !== undefined;
}

function listDescriptors(ino: bigint): string[] {
  try {
    return readdirSync('/proc/self/fd').filter((name) => {
      try {
        return fstatSync(Number(name), { bigint: true }).ino === ino;
      } catch {
        // Closed meanwhile.
        return false;
      }
    });
  } catch {
    return [];
  }
}

/** The kernel shows with a descriptor the locks that this process holds on its file, through whichever descriptor. */
function showsLock(descriptor: string, ino: bigint): boolean {
  try {
    const shown = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1');
    return findOwners(shown.replaceAll(/^lock:\s*/gm, ''), ino).some((owner) => owner === process.pid);
  } catch {
    return false;
  }
}

function listOwners(ino: bigint): number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  let text: string;
  try {
    text = readFileSync('/proc/locks', 'latin1');
  } catch {
    return undefined;
  }
  return findOwners(text, ino);
}

function findOwners(text: string, ino: bigint): number[] {
  // "1: POSIX  ADVISORY  WRITE 123 08:01:456 0 EOF"; lines with "->" are waiters.
  const owners: number[] = [];
  for (const line of text.split('\n')) {
    const found = /^\d+: (?:POSIX|OFDLCK)\s+\S+\s+WRITE (-?\d+) \w+:\w+:(\d+) /.exec(line);
    if (found?.[2] === String(ino)) owners.push(Number(found[1]));
  }
  return owners;
}
