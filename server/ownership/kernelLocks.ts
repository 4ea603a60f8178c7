import { readFileSync } from 'node:fs';

/** Process ids that hold a write lock on `ino`, from /proc/locks; undefined where there is no such file. */
export function findKernelLockOwners(ino: bigint): number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  let text: string;
  try {
    text = readFileSync('/proc/locks', 'latin1');
  } catch {
    return undefined;
  }
  // "1: POSIX  ADVISORY  WRITE 123 08:01:456 0 EOF"; lines with "->" are waiters.
  const owners: number[] = [];
  for (const line of text.split('\n')) {
    const found = /^\d+: (?:POSIX|OFDLCK)\s+\S+\s+WRITE (-?\d+) \w+:\w+:(\d+) /.exec(line);
    if (found?.[2] === String(ino)) owners.push(Number(found[1]));
  }
  return owners;
}
