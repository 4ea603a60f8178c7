import { readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../errors.ts';
import { skipReasonOf } from './errors.ts';
import type { Overlay } from './overlay.ts';
import type { ReadGate } from './readGate.ts';

/** What a look at the changes of a workspace needs. */
export interface ChangeSource {
  readonly root: string;
  /** A folder of ours for the views of repositories. */
  readonly scratch: string;
  readonly gate: ReadGate;
  readonly overlays: readonly Overlay[];
  readonly excludedDirs: readonly string[];
  /** Larger files are told by name alone. */
  readonly maxFileSizeBytes: number;
}

/** What lies on disk, or what a window shows of it, for a comparison. */
export class DiskTexts {
  readonly #source: ChangeSource;
  readonly #overlaid: ReadonlySet<string>;

  constructor(source: ChangeSource) {
    this.#source = source;
    this.#overlaid = new Set(source.overlays.map(({ path }) => path));
  }

  isOverlaid(path: string): boolean {
    return this.#overlaid.has(path);
  }

  /** The contents of a file, or why they can't be had. */
  read(path: string): { readonly after: Buffer | undefined; readonly reason: string } {
    const { root, gate, maxFileSizeBytes } = this.#source;
    try {
      const size = this.isOverlaid(path) ? 0 : statSync(join(root, path), { throwIfNoEntry: false })?.size;
      if ((size ?? 0) > maxFileSizeBytes) return { after: undefined, reason: 'larger than the size limit' };
      return { after: gate.readBytes(path), reason: '' };
    } catch (error) {
      if (error instanceof CodedError) return { after: undefined, reason: skipReasonOf(error) };
      throw error;
    }
  }

  /** What a symbolic link leads to, as git stores it; nothing when it is none. */
  readLink(path: string): Buffer {
    try {
      return Buffer.from(readlinkSync(join(this.#source.root, path)));
    } catch {
      return Buffer.alloc(0);
    }
  }
}
