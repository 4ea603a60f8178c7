// What V8 made of our scripts the last time is kept beside them, so that the next process or thread compiles nothing that was
// compiled before: half of what a small tree costs, and most of a short command. It is kept once the functions of a start have run,
// as only what has run is compiled. It is code, so it is believed only where nobody else can have written it.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import zlib from 'node:zlib';
import { writeFileAtomically } from './ownership/atomicFile.ts';
import { findFolderPrivacy, findPrivateFile } from './ownership/privateFile.ts';

/** A thread that goes on is at rest by then, or does what it will do for long. */
const KEPT_AFTER_MS = 5000;

/** The largest has 2 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

/** V8 does not check what it is given, and an unreadable disk must not end every start. Behind it: how often it was kept. */
const SUM_BYTES = 4;
const HEAD_BYTES = 8;

/** What one start runs is not all that the next one does, so that the first few add to it. */
const KEPT_TIMES = 4;

/**
 * What the script in `file` evaluates to, compiled by what is kept in `folder` for this `role`. The first few starts keep
 * it, after a while or when the thread ends before that without a failure; a folder that can't be written, or that is not private,
 * keeps nothing.
 */
export function loadScript(file: string, folder: string, role: string): unknown {
  const source = readFileSync(file, 'latin1');
  // Another V8, or one with other flags, refuses it.
  const tag = cachedDataVersionTag();
  const kept = join(folder, `${basename(file)}-${role}-${tag.toString(16)}`);
  const found = readKept(kept);
  const script = new Script(source, { filename: file, ...(found && { cachedData: found.code }) });
  const times = found && script.cachedDataRejected !== true ? found.times : 0;
  if (times < KEPT_TIMES) keepLater(script, kept, folder, tag, times + 1);
  return script.runInThisContext();
}

function readKept(file: string): { readonly code: Buffer; readonly times: number } | undefined {
  // Its absence tells an old Node.
  if (typeof zlib.crc32 !== 'function') return undefined;
  const found = findPrivateFile(file, MAX_BYTES);
  if (!Buffer.isBuffer(found) || found.length <= HEAD_BYTES) return undefined;
  if (zlib.crc32(found.subarray(SUM_BYTES)) !== found.readUInt32LE(0)) return undefined;
  return { code: found.subarray(HEAD_BYTES), times: found.readUInt32LE(SUM_BYTES) };
}

function keepLater(script: Script, file: string, folder: string, tag: number, times: number): void {
  if (typeof zlib.crc32 !== 'function') return;
  let isKept = false;
  const keep = () => {
    if (isKept || (process.exitCode ?? 0) !== 0 || cachedDataVersionTag() !== tag) return;
    isKept = true;
    try {
      if (!isPrivate(folder)) return;
      const content = Buffer.concat([Buffer.alloc(HEAD_BYTES), script.createCachedData()]);
      content.writeUInt32LE(times, SUM_BYTES);
      content.writeUInt32LE(zlib.crc32(content.subarray(SUM_BYTES)));
      writeFileAtomically(file, content);
    } catch {
      // The next start compiles again.
    }
  };
  setTimeout(keep, KEPT_AFTER_MS).unref();
  process.once('exit', keep);
}

/** Makes the folder where it is missing. */
function isPrivate(folder: string): boolean {
  if (findFolderPrivacy(folder) === undefined) mkdirSync(folder, { mode: 0o700 });
  return findFolderPrivacy(folder) === 'private';
}
