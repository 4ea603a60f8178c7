// Which version is about to take a workspace over. When an older server ends because a newer client asked it to, every
// client that waits would start one of its own version, and an older one could win again and again. The note makes the
// older ones wait for the newer one, and lets them go on without it when it does not come.
import { rmSync } from 'node:fs';
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';

/** A newer server that is not there after so long does not come. */
const PATIENCE_MS = 10_000;

/** Says that a server of `version` is about to replace an older one. */
export function noteUpdate(file: string, version: string): void {
  writeFileAtomically(file, `${JSON.stringify({ version, timeMs: Date.now() })}\n`);
}

/** The version that is about to serve, if it is newer than `version`; undefined when nobody has to be waited for. */
export function findNewerUpdate(file: string, version: string): string | undefined {
  const note = findJsonFile(file);
  const ageMs = Date.now() - Number(note?.['timeMs']);
  if (typeof note?.['version'] !== 'string' || !(ageMs >= 0 && ageMs < PATIENCE_MS)) return undefined;
  return isOlder(version, note['version']) ? note['version'] : undefined;
}

/** To be called by the server that was waited for, or by one that nobody wants to replace. */
export function clearUpdate(file: string): void {
  rmSync(file, { force: true });
}

/** Whether `left` is an older version than `right`; both are `major.minor.patch`, what follows is not compared. */
export function isOlder(left: string, right: string): boolean {
  const [a, b] = [left, right].map((version) => version.split(/[.+-]/, 3).map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (a?.[part] || 0) - (b?.[part] || 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
