// Arrays with a cell for each row of a table, which one resolution hands on to the next: memory that was in use before costs no
// faults of pages, and leaves no garbage behind.

/** Room for one resolution at a time: whoever asks for a name again gets the same memory, with what was left in it. */
export class Room {
  readonly #buffers = new Map<string, ArrayBuffer>();

  ints(name: string, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#take(name, 4 * length), 0, length);
  }

  shorts(name: string, length: number): Uint16Array<ArrayBuffer> {
    return new Uint16Array(this.#take(name, 2 * length), 0, length);
  }

  bytes(name: string, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#take(name, length), 0, length);
  }

  #take(name: string, bytes: number): ArrayBuffer {
    let buffer = this.#buffers.get(name);
    // An edit adds little: the next one has room too.
    if (!buffer || buffer.byteLength < bytes)
      this.#buffers.set(name, (buffer = new ArrayBuffer(buffer ? 4 * Math.ceil((bytes * 17) / 64) : bytes)));
    return buffer;
  }
}
