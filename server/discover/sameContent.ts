// Whether a file on disk holds what git has stored, as far as that can be told without the programs that a repository
// names for converting files. Knows line ends, pointers of Git LFS and `$Id$`; not what other filters do.

import { hash } from 'node:crypto';

/** A pointer of Git LFS, version 1: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n[\s\S]*?^oid sha256:([0-9a-f]{64})\n[\s\S]*?^size (\d+)\n?/m;
const LFS_POINTER_BYTES = 1024;

/** The id that git would give these bytes as they are. */
function gitIdOf(bytes: Buffer, isSha256: boolean): string {
  const stored = Buffer.concat([Buffer.from(`blob ${bytes.byteLength}\0`), bytes]);
  return hash(isSha256 ? 'sha256' : 'sha1', stored, 'hex');
}

/** Whether bytes on disk are those of the blob `id`: as they are, or with the line ends that git stores. */
export function isStoredAs(bytes: Buffer, id: string): boolean {
  const isSha256 = id.length === 64;
  if (gitIdOf(bytes, isSha256) === id) return true;
  const unified = unifyLineEnds(bytes);
  return unified !== bytes && gitIdOf(unified, isSha256) === id;
}

/** How two contents differ; `line-ends` for nothing but how lines end, `same` for what is stored in another form. */
export function compareContents(stored: Buffer, onDisk: Buffer): 'same' | 'line-ends' | 'different' {
  if (stored.equals(onDisk)) return 'same';
  const pointer = findLfsPointer(stored);
  if (pointer && pointer.sizeBytes === onDisk.byteLength && hash('sha256', onDisk, 'hex') === pointer.sha256)
    return 'same';
  const [one, other] = [unifyLineEnds(stored), unifyLineEnds(onDisk)];
  if (one.equals(other)) return 'line-ends';
  if (other.includes('$Id') && collapseIds(one).equals(collapseIds(other))) return 'same';
  return 'different';
}

/** What a pointer of Git LFS stands for; undefined for other contents. */
export function findLfsPointer(
  bytes: Buffer,
): { readonly sha256: string; readonly sizeBytes: number } | undefined {
  if (bytes.byteLength > LFS_POINTER_BYTES) return undefined;
  const match = LFS_POINTER.exec(bytes.toString('latin1'));
  return match ? { sha256: match[1]!, sizeBytes: Number(match[2]) } : undefined;
}

/** The same bytes when no line ends in CRLF. */
function unifyLineEnds(bytes: Buffer): Buffer {
  let at = bytes.indexOf('\r\n');
  if (at < 0) return bytes;
  const unified = Buffer.allocUnsafe(bytes.byteLength);
  let length = 0;
  let from = 0;
  for (; at >= 0; at = bytes.indexOf('\r\n', at + 2)) {
    length += bytes.copy(unified, length, from, at);
    from = at + 1;
  }
  length += bytes.copy(unified, length, from);
  return unified.subarray(0, length);
}

/** `$Id: …$`, which git may write into a file, as it is stored. */
function collapseIds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\$Id:[^$\n]*\$/g, '$Id$'), 'latin1');
}
