// What a window said last of the settings, kept in the cache of the workspace: a server that a terminal starts follows
// them too, and one that a window starts knows them before its first index run.
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';

/** The settings as a window gave them; not checked. Empty when no window said anything, or it can't be read. */
export function findRememberedSettings(file: string): Readonly<Record<string, unknown>> {
  return findJsonFile(file) ?? {};
}

/** Keeps `settings` for servers to come, without those that are left to the default (null). Throws as the disk does. */
export function rememberSettings(file: string, settings: Readonly<Record<string, unknown>>): void {
  const given = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== null && value !== undefined),
  );
  const text = `${JSON.stringify(given, null, 2)}\n`;
  if (text !== `${JSON.stringify(findRememberedSettings(file), null, 2)}\n`) writeFileAtomically(file, text);
}
