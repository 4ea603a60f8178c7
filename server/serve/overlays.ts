// What the connected windows show and have not saved: one text per file and window, of which the one that was edited last
// stands in the place of the file. Owns what is accepted and whose text counts. It is lost with the window, and with the
// server; nothing of it is written anywhere or told to a log.
import { isAbsolute } from 'node:path';
import { makeOverlay } from '../discover/overlay.ts';
import type { Overlay } from '../discover/overlay.ts';
import type { ReadGate } from '../discover/readGate.ts';
import { CodedError } from '../errors.ts';
import type { AcceptedBuffers, BufferChange } from '../protocol/rpc.ts';
import { BufferInvalid, BufferNotSource, BufferTooLarge, TooManyBuffers } from './errors.ts';

/** A window in which more is unsaved edits by a tool, and can be told by the disk. */
const MAX_BUFFERS = 500;
const MAX_BYTES = 64 * 1024 * 1024;

/** What a buffer belongs to: a connection, by identity. */
export interface BufferOwner {
  /** Resolves when the window is gone. */
  readonly closed: Promise<void>;
}

/** What is accepted, and how it is read. */
export interface OverlayRules {
  /** Decides which paths may be told, and reads what is on disk. */
  readonly gate: Pick<ReadGate, 'locate' | 'read'>;
  /** Ends of the names of source files, such as `.py`. */
  readonly extensions: readonly string[];
  /** Whether a file of this name is source. */
  readonly isSource: (path: string) => boolean;
  readonly maxBytes: () => number;
}

interface Buffer {
  readonly overlay: Overlay;
  readonly version: number;
  /** Grows with every edit of any window. */
  readonly edit: number;
  /** Another window has saved its text since: the disk is newer until this one is edited again. */
  readonly isOutdone: boolean;
}

/** The unsaved texts of all windows of a workspace. */
export class Overlays {
  /** Called with the paths whose text is another now. */
  onChange: (paths: readonly string[]) => void = () => {};
  readonly #rules: OverlayRules;
  /** Path as the index writes it → window → text. */
  readonly #buffers = new Map<string, Map<BufferOwner, Buffer>>();
  /** Window → path as it was told → path as the index writes it. */
  readonly #told = new Map<BufferOwner, Map<string, string>>();
  #edits = 0;

  constructor(rules: OverlayRules) {
    this.#rules = rules;
  }

  /** What a window need not ask for. */
  get accepted(): AcceptedBuffers {
    return { extensions: this.#rules.extensions, maxBytes: this.#rules.maxBytes() };
  }

  /** The texts that count, in path order. */
  list(): Overlay[] {
    return [...this.#buffers.keys()].sort().flatMap((path) => this.find(path) ?? []);
  }

  /** The text that counts for a file, undefined when that is the one on disk. */
  find(path: string): Overlay | undefined {
    let latest: Buffer | undefined;
    for (const buffer of this.#buffers.get(path)?.values() ?? []) {
      if (!buffer.isOutdone && buffer.edit > (latest?.edit ?? 0)) latest = buffer;
    }
    return latest?.overlay;
  }

  /** Files of which a window shows another text than the one that counts, sorted. */
  listDiffering(): string[] {
    const differing = [...this.#buffers].filter(([path, buffers]) => {
      const hash = this.find(path)?.hash;
      return [...buffers.values()].some(({ overlay }) => overlay.hash !== hash);
    });
    return differing.map(([path]) => path).sort();
  }

  /**
   * Takes the text that a window shows; a version older than the last one is ignored, and a text that is on disk is none.
   * Throws a coded error for what is not a source file of the workspace; what was told of it before is dropped then.
   */
  change(owner: BufferOwner, change: BufferChange): { readonly isOverlaid: boolean } {
    const { path: told, version, text } = change;
    if (typeof told !== 'string' || !isAbsolute(told)) throw BufferInvalid('an absolute path');
    if (typeof text !== 'string' || typeof version !== 'number') throw BufferInvalid('a version and a text');
    let overlay: Overlay;
    try {
      overlay = this.#accept(owner, told, text);
    } catch (error) {
      this.close(owner, told);
      throw error;
    }
    const { path } = overlay;
    const before = this.find(path)?.hash;
    const buffers = this.#buffers.get(path) ?? new Map<BufferOwner, Buffer>();
    if (version < (buffers.get(owner)?.version ?? version)) return { isOverlaid: true };
    if (this.#isOnDisk(overlay)) {
      this.close(owner, told);
      return { isOverlaid: false };
    }
    this.#edits += 1;
    this.#buffers.set(path, buffers.set(owner, { overlay, version, edit: this.#edits, isOutdone: false }));
    this.#pathsOf(owner).set(told, path);
    if (overlay.hash !== before) this.onChange([path]);
    return { isOverlaid: true };
  }

  /** The window shows what is on disk, or nothing, of this file. */
  close(owner: BufferOwner, told: string): void {
    const path = this.#told.get(owner)?.get(told);
    if (path === undefined) return;
    this.#told.get(owner)?.delete(told);
    const before = this.find(path)?.hash;
    const buffers = this.#buffers.get(path);
    const closed = buffers?.get(owner);
    buffers?.delete(owner);
    if (closed && buffers && buffers.size > 0 && this.#isOnDisk(closed.overlay)) {
      for (const [other, buffer] of buffers) {
        if (buffer.edit < closed.edit) buffers.set(other, { ...buffer, isOutdone: true });
      }
    }
    if (buffers?.size === 0) this.#buffers.delete(path);
    if (this.find(path)?.hash !== before) this.onChange([path]);
  }

  #drop(owner: BufferOwner): void {
    for (const told of this.#told.get(owner)?.keys() ?? []) this.close(owner, told);
    this.#told.delete(owner);
  }

  #accept(owner: BufferOwner, told: string, text: string): Overlay {
    const path = this.#rules.gate.locate(told);
    if (!this.#rules.isSource(path)) throw BufferNotSource(told);
    const overlay = makeOverlay(path, text);
    const limit = this.#rules.maxBytes();
    if (overlay.sizeBytes > limit) throw BufferTooLarge(told, overlay.sizeBytes, limit);
    let count = 1;
    let bytes = overlay.sizeBytes;
    for (const [other, buffers] of this.#buffers) {
      for (const [holder, buffer] of buffers) {
        if (other === path && holder === owner) continue;
        count += 1;
        bytes += buffer.overlay.sizeBytes;
      }
    }
    if (count > MAX_BUFFERS || bytes > MAX_BYTES) throw TooManyBuffers(told);
    return overlay;
  }

  #isOnDisk({ path, text }: Overlay): boolean {
    try {
      return this.#rules.gate.read(path).text === text;
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
  }

  #pathsOf(owner: BufferOwner): Map<string, string> {
    let paths = this.#told.get(owner);
    if (!paths) {
      this.#told.set(owner, (paths = new Map<string, string>()));
      void owner.closed.then(() => this.#drop(owner));
    }
    return paths;
  }
}
