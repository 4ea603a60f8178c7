// Claude Code's own configuration file: where it is, what is in it, and how to replace it safely beside a running Claude
// Code. Knows nothing of what is written. Uses the lock Claude Code itself uses: a folder `<file>.lock`, given up by its
// owner when it is older than ten seconds (seen with 2.1.330, which waits for one and takes it over after that time).
import { existsSync, lstatSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
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
 * then and returns the new one, or nothing to leave the file alone; it is asked again when the file was written, or the lock
 * taken over, before the new text was in place. Links are written through; mode and place stay.
 * Throws CLAUDE_CONFIG_READ_ONLY, CLAUDE_CONFIG_BUSY, and what `decide` throws, leaving the file as it was.
 */
export async function replaceConfigText(
  file: string,
  decide: (current: FileText) => { readonly text: FileText } | undefined,
): Promise<void> {
  const lock = `${file}.lock`;
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  try {
    makeFolder(dirname(file));
    for (;;) {
      await takeLock(file, lock, deadline);
      if (replaceLocked(file, lock, decide)) return;
      if (performance.now() > deadline) throw ConfigBusy(file, LOCK_PATIENCE_MS / 1000);
    }
  } catch (error) {
    throw isRefusal(error) ? ConfigReadOnly.from(error, file, messageOf(error)) : error;
  }
}

/**
 * False when somebody else came in between: of several who find an old lock at once, one may take away what another has just made,
 * and a Claude Code that was thought dead may go on.
 */
function replaceLocked(
  file: string,
  lock: string,
  decide: (current: FileText) => { readonly text: FileText } | undefined,
): boolean {
  const [ours, seen] = [identify(lock), identify(file)];
  const isUndisturbed = () => identify(lock) === ours && identify(file) === seen;
  try {
    const decided = decide(loadConfigText(file));
    return decided === undefined || replaceText(file, decided.text, PRIVATE, isUndisturbed);
  } finally {
    if (identify(lock) === ours) releaseLock(lock);
  }
}

/** Names what lies there now, '' for nothing: another one, and another text, has another name. */
function identify(path: string): string {
  try {
    const { dev, ino, ctimeNs, size } = statSync(path, { bigint: true });
    return `${dev} ${ino} ${ctimeNs} ${size}`;
  } catch {
    return '';
  }
}

async function takeLock(file: string, lock: string, deadline: number): Promise<void> {
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
