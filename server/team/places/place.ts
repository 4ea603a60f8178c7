import type { Blob } from '../artifact.ts';

/** Where artifacts are kept. What is read is not checked here. Methods reject with words for a person. */
export interface Place {
  /** The manifest under a tag; undefined when there is none. */
  findManifest(tag: string): Promise<Uint8Array | undefined>;
  /** The bytes of a blob, no more than it says. */
  readBlob(blob: Blob): Promise<Buffer>;
  hasBlob(blob: Blob): Promise<boolean>;
  writeBlob(blob: Blob, bytes: Buffer): Promise<void>;
  /** Publishes an artifact, all blobs of which are there. */
  writeManifest(tag: string, bytes: Buffer): Promise<void>;
  close(): void;
}
