// How layers are packed for the way. Unpacking gives no more than was announced.

import * as zlib from 'node:zlib';
import { promisify } from 'node:util';
import { ArtifactRefused } from './errors.ts';

const LEVEL = 3;
const SPARE_BYTES = 64;

/** Throws where this Node can't pack: 22.15 is the first that can. */
function assertCanPack(): void {
  if (typeof zlib.zstdCompress !== 'function') throw ArtifactRefused('artifacts need Node 22.15 or later');
}

/** The bytes, packed. */
export function pack(bytes: Buffer): Promise<Buffer> {
  assertCanPack();
  const options = { params: { [zlib.constants.ZSTD_c_compressionLevel]: LEVEL } };
  return promisify(zlib.zstdCompress)(bytes, options);
}

/** Exactly `rawBytes` bytes. Rejects with ARTIFACT_REFUSED for anything else. */
export async function unpack(packed: Buffer, rawBytes: number): Promise<Buffer> {
  assertCanPack();
  let bytes: Buffer;
  try {
    // In one piece, with a little more, so that its end is seen without another one: in pieces it takes twice the time.
    const sizes = { maxOutputLength: Math.max(1, rawBytes), chunkSize: rawBytes + SPARE_BYTES };
    bytes = await promisify(zlib.zstdDecompress)(packed, sizes);
  } catch (cause) {
    throw ArtifactRefused.from(cause, 'a layer of it is not what it says');
  }
  if (bytes.length !== rawBytes) throw ArtifactRefused('a layer of it is not what it says');
  return bytes;
}
