// Claude Code's own configuration file: where it is, what is in it, and how to replace it safely beside a running Claude
// Code. Knows nothing of what is written. Uses the lock Claude Code itself uses: a folder `<file>.lock`, given up by its
// owner when it is older than ten seconds (seen with 2.1.330, which waits for one and takes it over after that time).
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../server/errors.ts';
import { ConfigBusy, ConfigInvalid, ConfigReadOnly } from './errors.ts';

const LOCK_STALE_MS = 10_000;
const LOCK_PATIENCE_MS = 15_000;
const LOCK_POLL_MS = 50;
/** Claude Code keeps what belongs to one user here; so do we when we make the file. */
const PRIVATE = 0o600;

/** The text of the file, undefined when there is no file. A byte order mark is part of the text. */
export type ConfigText = string | undefined;

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

/** Reads the file. Throws CLAUDE_CONFIG_INVALID when it is no UTF-8 text. */
export function loadConfigText(file: string): ConfigText {
  const bytes = readIfThere(file);
  if (!bytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw ConfigInvalid.from(error, file, 'it is not UTF-8 text');
  }
}

/**
 * Replaces the text of the file while no Claude Code writes it; undefined deletes it. `decide` gets the text as it is
 * then and returns the new one, or nothing to leave the file alone. Links are written through; mode and place stay.
 * Throws CLAUDE_CONFIG_READ_ONLY, CLAUDE_CONFIG_BUSY, and what `decide` throws, leaving the file as it was.
 */
export async function replaceConfigText(
  file: string,
  decide: (current: ConfigText) => { readonly text: ConfigText } | undefined,
): Promise<void> {
  const lock = `${file}.lock`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    await takeLock(file, lock);
  } catch (error) {
    throw isRefusal(error) ? ConfigReadOnly.from(error, file, messageOf(error)) : error;
  }
  try {
    const decided = decide(loadConfigText(file));
    if (!decided) return;
    const target = followLinks(file);
    checkWritable(file, target);
    if (decided.text === undefined) rmSync(target, { force: true });
    else writeThrough(target, decided.text);
  } catch (error) {
    throw isRefusal(error) ? ConfigReadOnly.from(error, file, messageOf(error)) : error;
  } finally {
    releaseLock(lock);
  }
}

async function takeLock(file: string, lock: string): Promise<void> {
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  while (!tryLock(lock)) {
    const heldSince = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (heldSince !== undefined && Date.now() - heldSince > LOCK_STALE_MS) releaseLock(lock);
    else if (Date.now() > deadline) throw ConfigBusy(file, LOCK_PATIENCE_MS / 1000);
    else await sleep(LOCK_POLL_MS * (0.5 + Math.random()));
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

function releaseLock(lock: string): void {
  try {
    rmdirSync(lock);
  } catch {
    // Somebody else found it stale and took it away.
  }
}

/** The file behind all links; a link to a file that does not exist yet counts too. */
function followLinks(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    try {
      return resolve(dirname(file), readlinkSync(file));
    } catch {
      return file;
    }
  }
}

function checkWritable(file: string, target: string): void {
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  // Renaming over it would succeed; who marked it read-only did not mean that.
  if (mode !== undefined && (mode & 0o200) === 0) throw ConfigReadOnly(file, 'it is marked read-only');
}

function writeThrough(target: string, text: string): void {
  const temporary = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: PRIVATE, flush: true });
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
