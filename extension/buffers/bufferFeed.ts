// Tells the server of one folder what this window shows and has not saved. Owns when and what is sent; the server takes
// everything back when the connection ends, so each new connection begins with all that is unsaved. Knows nothing of VS
// Code.
import type { AcceptedBuffers } from '../../server/protocol/rpc.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';

/** Edits are collected for so long: fast typing is one message, and an answer still is for what is on screen. */
const DELAY_MS = 150;
/** To make a message of a text and write it costs its window time: a longer one is sent less often. */
const CHARACTERS_PER_MS = 150;
const MOST_DELAY_MS = 1500;

/** A document of the window; `getText` is asked when its text is sent. */
export interface ShownDocument {
  readonly path: string;
  readonly version: number;
  readonly isDirty: boolean;
  getText(): string;
}

/** Where texts are sent. */
export type BufferWire = Pick<RpcConnection, 'request'>;

export class BufferFeed {
  readonly #log: (message: string) => void;
  readonly #listShown: () => readonly string[];
  readonly #dirty = new Map<string, ShownDocument>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Length of the text that was sent last, by path. */
  readonly #lengths = new Map<string, number>();
  /** What the server of now holds. */
  readonly #told = new Set<string>();
  #wire: BufferWire | undefined;
  #accepted: AcceptedBuffers | undefined;

  /** `listShown` gives the paths of all documents that the window has open, saved ones too. */
  constructor(log: (message: string) => void, listShown: () => readonly string[]) {
    this.#log = log;
    this.#listShown = listShown;
  }

  /** Goes on with this connection, undefined when there is none. Does nothing when it is the one of before. */
  connect(wire: BufferWire | undefined): void {
    if (wire === this.#wire) return;
    this.#wire = wire;
    this.#accepted = undefined;
    this.#told.clear();
    if (wire) void this.#begin(wire);
  }

  /** A document was opened, edited, saved or reverted. */
  note(document: ShownDocument): void {
    const { path, isDirty } = document;
    if (!isDirty) return this.forget(path);
    this.#dirty.set(path, document);
    if (this.#timers.has(path)) return;
    this.#timers.set(
      path,
      setTimeout(() => {
        this.#timers.delete(path);
        this.#send(path);
      }, this.#getDelayMs(path)),
    );
  }

  /** The window shows nothing unsaved of this file any more. */
  forget(path: string): void {
    clearTimeout(this.#timers.get(path));
    this.#timers.delete(path);
    this.#dirty.delete(path);
    this.#lengths.delete(path);
    if (this.#told.delete(path)) this.#hear(this.#wire?.request('buffers/closed', { path }));
  }

  /** Ends the sending; what the server holds goes with the connection. */
  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#dirty.clear();
    this.connect(undefined);
  }

  #getDelayMs(path: string): number {
    const own = (this.#lengths.get(path) ?? 0) / CHARACTERS_PER_MS;
    return Math.min(MOST_DELAY_MS, Math.max(DELAY_MS, own));
  }

  async #begin(wire: BufferWire): Promise<void> {
    try {
      // A first index that is under way begins with them.
      this.#hear(wire.request('buffers/shown', { paths: this.#listShown() }));
      const accepted = await wire.request('buffers/accepted', {});
      if (wire !== this.#wire) return;
      this.#accepted = accepted;
      // The others are sent when their time has come.
      for (const path of this.#dirty.keys()) if (!this.#timers.has(path)) this.#send(path);
    } catch (error) {
      // A server that does not know the question takes no unsaved texts.
      this.#log(`Unsaved text is not sent: ${String(error)}`);
    }
  }

  #send(path: string): void {
    const document = this.#dirty.get(path);
    const accepted = this.#accepted;
    if (!document || !accepted) return;
    const name = path.toLowerCase();
    if (!accepted.extensions.some((extension) => name.endsWith(extension.toLowerCase()))) return;
    const text = document.getText();
    this.#lengths.set(path, text.length);
    if (Buffer.byteLength(text) > accepted.maxBytes) {
      if (this.#told.delete(path)) this.#hear(this.#wire?.request('buffers/closed', { path }));
      return;
    }
    this.#told.add(path);
    this.#hear(this.#wire?.request('buffers/changed', { path, version: document.version, text }));
  }

  /** A refusal is a word for the log: answers are for the file on disk then. */
  #hear(answer: Promise<unknown> | undefined): void {
    const wire = this.#wire;
    answer?.catch((error: unknown) => {
      if (wire === this.#wire) this.#log(String(error));
    });
  }
}
