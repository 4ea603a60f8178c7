// Files with what V8 compiled. It is code that runs unchecked, so it is believed only where nobody but this user can have written
// it, and only whole.
import { mkdirSync } from 'node:fs';
import zlib from 'node:zlib';
import { writeFileAtomically } from './atomicFile.ts';
import { findFolderPrivacy, findPrivateFile } from './privateFile.ts';

/** The largest has 2 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

/** V8 does not check what it is given, and an unreadable disk must not end every start. Behind it: how often it was kept. */
const SUM_BYTES = 4;
const HEAD_BYTES = 8;

/** What is kept, and how often it was written, as whoever writes it counts. */
export interface KeptCode {
  readonly code: Buffer;
  readonly times: number;
}

/** What the file holds; undefined when there is none, or it is not believed. */
export function readKeptCode(file: string): KeptCode | undefined {
  // Its absence tells an old Node.
  if (typeof zlib.crc32 !== 'function') return undefined;
  const found = findPrivateFile(file, MAX_BYTES);
  if (!Buffer.isBuffer(found) || found.length <= HEAD_BYTES) return undefined;
  if (zlib.crc32(found.subarray(SUM_BYTES)) !== found.readUInt32LE(0)) return undefined;
  return { code: found.subarray(HEAD_BYTES), times: found.readUInt32LE(SUM_BYTES) };
}

/** Writes it, unless its folder is not private. Throws what the disk says. */
export function writeKeptCode(file: string, folder: string, { code, times }: KeptCode): void {
  if (!canKeepCode(folder)) return;
  const content = Buffer.concat([Buffer.alloc(HEAD_BYTES), code]);
  content.writeUInt32LE(times, SUM_BYTES);
  content.writeUInt32LE(zlib.crc32(content.subarray(SUM_BYTES)));
  writeFileAtomically(file, content);
}

/** Whether the folder is private; it is made where it is missing. Throws when that is not possible. */
export function canKeepCode(folder: string): boolean {
  if (typeof zlib.crc32 !== 'function') return false;
  if (findFolderPrivacy(folder) === undefined) mkdirSync(folder, { mode: 0o700 });
  return findFolderPrivacy(folder) === 'private';
}
