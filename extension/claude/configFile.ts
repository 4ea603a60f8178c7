// Claude Code's own configuration file: where it is, what is in it, and how to replace it safely beside a running Claude
// Code. Knows nothing of what is written. Uses the lock Claude Code itself uses: a folder `<file>.lock`, given up by its
// owner when it is older than ten seconds (seen with 2.1.330, which waits for one and takes it over after that time).
import { existsSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../server/errors.ts';
import { makeFolder } from '../../server/ownership/paths.ts';
import { ConfigBusy, ConfigInvalid, ConfigLockInvalid, ConfigReadOnly } from './errors.ts';
import { codeOf, isRefusal, loadText, NotText, replaceText } from './textFile.ts';
import type { FileText } from './textFile.ts';

export type { FileText as ConfigText } from './textFile.ts';

const LOCK_STALE_MS = 10_000;
const LOCK_PATIENCE_MS = 15_000;
const LOCK_POLL_MS = 50;
/** Claude Code keeps what belongs to one user here; so do we when we make the file. */
const PRIVATE = 0o600;

/**
 * The file in which Claude Code keeps servers of the user and of projects: `.config.json` in its own folder where an old
 * installation left one, else `.claude.json` in $CLAUDE_CONFIG_DIR or in the home directory.
 */
export function findConfigFile(
  home: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const configDir = environment['CLAUDE_CONFIG_DIR'];
  const legacy = join(configDir || join(home, '.claude'), '.config.json');
  return existsSync(legacy) ? legacy : join(configDir || home, '.claude.json');
}

/** Reads the file. Throws CLAUDE_CONFIG_INVALID when it is no regular file of UTF-8 text. */
export function loadConfigText(file: string): FileText {
  try {
    return loadText(file);
  } catch (error) {
    throw error instanceof NotText ? ConfigInvalid.from(error, file, error.message) : error;
  }
}

/**
 * Replaces the text of the file while no Claude Code writes it; undefined deletes it. `decide` gets the text as it is
 * then and returns the new one, or nothing to leave the file alone. Links are written through; mode and place stay.
 * Throws CLAUDE_CONFIG_READ_ONLY, CLAUDE_CONFIG_BUSY, and what `decide` throws, leaving the file as it was.
 */
export async function replaceConfigText(
  file: string,
  decide: (current: FileText) => { readonly text: FileText } | undefined,
): Promise<void> {
  const lock = `${file}.lock`;
  try {
    makeFolder(dirname(file));
    await takeLock(file, lock);
  } catch (error) {
    throw isRefusal(error) ? ConfigReadOnly.from(error, file, messageOf(error)) : error;
  }
  try {
    const decided = decide(loadConfigText(file));
    if (decided) replaceText(file, decided.text, PRIVATE);
  } catch (error) {
    throw isRefusal(error) ? ConfigReadOnly.from(error, file, messageOf(error)) : error;
  } finally {
    releaseLock(lock);
  }
}

async function takeLock(file: string, lock: string): Promise<void> {
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  while (!tryLock(lock)) {
    const held = lstatSync(lock, { throwIfNoEntry: false });
    // What is no folder is nobody's lock and not ours to take away: waiting changes nothing.
    if (held && !held.isDirectory()) throw ConfigLockInvalid(file);
    if (performance.now() > deadline) throw ConfigBusy(file, LOCK_PATIENCE_MS / 1000);
    if (held && Math.abs(Date.now() - held.mtimeMs) > LOCK_STALE_MS && releaseLock(lock)) continue;
    await sleep(LOCK_POLL_MS * (0.5 + Math.random()));
  }
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether it went by this: not when somebody else took it away, or put something into it. */
function releaseLock(lock: string): boolean {
  try {
    rmdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
