// Which process a process id means. Ids are used again: before anybody is signalled, the start time and the user must
// be the recorded ones too. Decides nothing about ownership; the lock does.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/**
 * A name of the living process `pid` that no other process ever has: boot and start time on Linux, start time on macOS.
 * Undefined when it has ended, belongs to another user, or the system does not tell (Windows).
 */
export function findProcessIdentity(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return findLinuxIdentity(pid);
    if (process.platform === 'darwin') return findMacIdentity(pid);
  } catch {
    // No such process, or one we may not look at.
  }
  return undefined;
}

/** Whether `pid` is still the process that had `identity`. False when that can't be told: then nobody is signalled. */
export function isSameProcess(pid: number, identity: string | null): boolean {
  return identity !== null && findProcessIdentity(pid) === identity;
}

/** Whether `identity` is of an earlier boot of this machine; false where the system does not tell. */
export function isOfEarlierBoot(identity: string | null): boolean {
  if (process.platform !== 'linux' || identity === null) return false;
  return !identity.startsWith(`${readBootId()}:`);
}

/** Waits until the process has ended, at most `milliseconds`; resolves with whether it has. */
export async function waitForEnd(pid: number, identity: string, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (isSameProcess(pid, identity)) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * Ends exactly the process that `pid` and `identity` name: SIGTERM, then SIGKILL after `graceMs`. Resolves with the
 * signal that was needed, undefined when it had ended before. Another process that got the same id is never signalled.
 */
export async function endProcess(
  pid: number,
  identity: string,
  graceMs: number,
): Promise<'SIGTERM' | 'SIGKILL' | undefined> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isSameProcess(pid, identity)) return undefined;
    try {
      process.kill(pid, signal);
    } catch {
      return undefined;
    }
    if (await waitForEnd(pid, identity, graceMs)) return signal;
  }
  return 'SIGKILL';
}

function findLinuxIdentity(pid: number): string | undefined {
  if (statSync(`/proc/${pid}`).uid !== process.getuid?.()) return undefined;
  const startTicks = parseLinuxStart(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  return startTicks === undefined ? undefined : `${readBootId()}:${startTicks}`;
}

/** When a process started, in ticks, from its line in /proc/<pid>/stat; undefined when it has ended. */
export function parseLinuxStart(stat: string): string | undefined {
  // The name in parentheses may hold anything; what follows it is counted from the state, field 3 of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state === 'Z' || state === 'X' ? undefined : startTicks;
}

function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
}

function findMacIdentity(pid: number): string | undefined {
  const text = execFileSync('/bin/ps', ['-o', 'uid=,stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return parseMacStart(text, process.getuid?.());
}

/** When a process started, from its line of `ps`; undefined when it has ended or is not of this user. */
export function parseMacStart(line: string, user: number | undefined): string | undefined {
  const [uid, state, ...start] = line.trim().split(/\s+/);
  if (Number(uid) !== user || state?.startsWith('Z')) return undefined;
  return start.join(' ') || undefined;
}
