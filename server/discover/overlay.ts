import { hash } from 'node:crypto';

/**
 * The time that an unsaved text has in place of a file's. It is that of no file, so that an index which took in the text
 * and outlived the window sees at its next look that the file on disk is another.
 */
export const UNSAVED_MTIME_MS = -1;

/** The text of one file as a window shows it and has not saved it: it stands in the place of what is on disk. */
export interface Overlay {
  /** As the index writes it: relative to the root, `/` separators. */
  readonly path: string;
  readonly text: string;
  /** Hex SHA-1 and size of the bytes that saving it as UTF-8 would write. */
  readonly hash: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** None: a text that is shown could be decoded. */
  readonly problems: never[];
  /** The text of an earlier state of the tree: it counts where the folders of its file are gone, too. */
  readonly isFormer?: true;
}

/** The overlay of `path` with `text`. */
export function makeOverlay(path: string, text: string): Overlay {
  const bytes = Buffer.from(text);
  const stats = { hash: hash('sha1', bytes, 'hex'), sizeBytes: bytes.byteLength, mtimeMs: UNSAVED_MTIME_MS };
  return { path, text, ...stats, problems: [] };
}

/** What `path` held in an earlier state of the tree. */
export function makeFormerText(path: string, text: string): Overlay {
  return { ...makeOverlay(path, text), isFormer: true };
}
