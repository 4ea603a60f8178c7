/** Sorted keys as the bytes of a row; in the order of the machine, which an index never leaves. */
export function packLookups({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The keys of a row, none where there is no row. */
export function unpackLookups(bytes: Uint8Array | undefined): Int32Array {
  const keys = new Int32Array((bytes?.byteLength ?? 0) / Int32Array.BYTES_PER_ELEMENT);
  if (bytes) new Uint8Array(keys.buffer).set(bytes);
  return keys;
}
