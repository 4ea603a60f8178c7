// The one way files of the workspace are read, for parsing, snippets and text search alike. It owns: inside the root
// by real path, regular files only, never a file of the index itself. It does not know which files belong to the
// index (discover) nor what their text means.

import { hash } from 'node:crypto';
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

import type { FileGap } from '../protocol/fileGap.ts';
import { decodeText } from './decodeText.ts';
import {
  FileBinary,
  FileForbidden,
  FileMissing,
  FileNotRegular,
  FileOutsideRoot,
  FileUnreadable,
  systemCodeOf,
} from './errors.ts';
import { ForbiddenFiles } from './forbiddenFiles.ts';
import type { Overlay } from './overlay.ts';
import { isInside, realPathOrResolved, toIndexPath } from './paths.ts';
import { type FileBytes, kindOf, readRegularFile } from './readRegularFile.ts';

/** The text of one file, as read once. */
export interface SourceText {
  /** Without byte order mark; line ends as on disk. */
  readonly text: string;
  /** Hex SHA-1 of the bytes on disk. */
  readonly hash: string;
  readonly sizeBytes: number;
  /** From before the read, so that a write in between shows up as a changed file. */
  readonly mtimeMs: number;
  /** What was lost in decoding. */
  readonly problems: FileGap[];
}

/** Far above the size limit of discover: it only protects callers that name a file themselves. */
const defaultLimitBytes = 64 * 1024 * 1024;

/** Reads files of one workspace and nothing else. Synchronous; about 15 µs per small file above the read itself. */
export class ReadGate {
  readonly #root: string;
  readonly #limitBytes: number;
  readonly #dirs: readonly string[];
  #forbidden: ForbiddenFiles;
  readonly #overlays: ReadonlyMap<string, Overlay>;

  /**
   * `forbidden.dirs`: the cache; `forbidden.files`: lock, database and WAL, refused under any name they appear by.
   * `overlays` are read in the place of the files of these paths.
   */
  constructor(
    root: string,
    forbidden: { readonly dirs: readonly string[]; readonly files: readonly string[] },
    limitBytes: number = defaultLimitBytes,
    overlays: readonly Overlay[] = [],
  ) {
    this.#root = realPathOrResolved(root);
    this.#limitBytes = limitBytes;
    this.#overlays = new Map(overlays.map((overlay) => [overlay.path, overlay]));
    this.#dirs = forbidden.dirs;
    this.#forbidden = new ForbiddenFiles(forbidden.dirs, forbidden.files);
  }

  /** Replaces the list of forbidden files: the database has another name after a switch of generation. */
  forbidFiles(files: readonly string[]): void {
    this.#forbidden = new ForbiddenFiles(this.#dirs, files);
  }

  /** The text of a file, by path below the root or absolute. Throws a coded error when it may not or can't be read. */
  read(path: string): SourceText {
    const unsaved = this.#overlays.get(path);
    if (unsaved) return unsaved;
    const { bytes, stats } = this.#readBytes(path);
    const { text, problems } = decodeText(bytes);
    if (text === undefined) throw FileBinary(path);
    return {
      text,
      hash: hash('sha1', bytes, 'hex'),
      sizeBytes: bytes.byteLength,
      mtimeMs: stats.mtimeMs,
      problems,
    };
  }

  /** The bytes of a file, text or not, as saving its unsaved text would write them; the same refusals as `read`. */
  readBytes(path: string): Buffer {
    const unsaved = this.#overlays.get(path);
    return unsaved ? Buffer.from(unsaved.text) : this.#readBytes(path).bytes;
  }

  /** Hex SHA-1 of the bytes of a file, text or not; the same refusals as `read`. */
  hashFile(path: string): string {
    return this.#overlays.get(path)?.hash ?? hash('sha1', this.#readBytes(path).bytes, 'hex');
  }

  /**
   * The path, as the index writes it, of a regular file that may be read, or of one that could be made in a folder that
   * is there. Opens nothing; the same refusals as `read`.
   */
  locate(path: string): string {
    if (path.includes('\0')) throw FileMissing(path);
    const absolute = resolve(this.#root, path);
    const isThere = lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;
    const real = isThere
      ? this.#resolve(absolute)
      : join(this.#resolve(dirname(absolute)), basename(absolute));
    if (this.#forbidden.hasPath(real)) throw FileForbidden(path);
    const stats = lstatSync(real, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) throw FileNotRegular(path, kindOf(stats));
    if (stats && this.#forbidden.hasIdentity(stats)) throw FileForbidden(path);
    return toIndexPath(this.#root, real);
  }

  /** The names in a folder below the root, sorted; none where there is no such folder that may be read. */
  list(folder: string): readonly string[] {
    try {
      return readdirSync(this.#resolve(join(this.#root, folder))).sort();
    } catch {
      return [];
    }
  }

  #readBytes(path: string): FileBytes {
    return readRegularFile(this.#resolve(path), path, this.#forbidden, this.#limitBytes);
  }

  /** Paths outside get one answer whether they exist or not, so that callers can't probe the disk. */
  #resolve(path: string): string {
    if (path.includes('\0')) throw FileMissing(path);
    const absolute = resolve(this.#root, path);
    const isLexicallyInside = isInside(absolute, this.#root);
    if (!isLexicallyInside && !isAbsolute(path)) throw FileOutsideRoot(path);
    let real: string;
    try {
      real = realpathSync.native(absolute);
    } catch (error) {
      if (!isLexicallyInside) throw FileOutsideRoot.from(error, path);
      const code = systemCodeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') throw FileMissing.from(error, path);
      throw FileUnreadable.from(error, path, code ?? 'unknown error');
    }
    if (!isInside(real, this.#root)) throw FileOutsideRoot(path);
    return real;
  }
}
