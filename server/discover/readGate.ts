// The one way files of the workspace are read, for parsing, snippets and text search alike. It owns: inside the root
// by real path, regular files only, never a file of the index itself. It does not know which files belong to the
// index (discover) nor what their text means.

import { hash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

import { decodeText } from './decodeText.ts';
import { FileBinary, FileMissing, FileOutsideRoot, FileUnreadable, systemCodeOf } from './errors.ts';
import { ForbiddenFiles } from './forbiddenFiles.ts';
import { isInside, realPathOrResolved } from './paths.ts';
import { type FileBytes, readRegularFile } from './readRegularFile.ts';

/** The text of one file, as read once. */
export interface SourceText {
  /** Without byte order mark; line ends as on disk. */
  readonly text: string;
  /** Hex SHA-1 of the bytes on disk. */
  readonly hash: string;
  readonly sizeBytes: number;
  /** From before the read, so that a write in between shows up as a changed file. */
  readonly mtimeMs: number;
  /** What was lost in decoding, in words for a person. */
  readonly problems: string[];
}

/** Far above the size limit of discover: it only protects callers that name a file themselves. */
const defaultLimitBytes = 64 * 1024 * 1024;

/** Reads files of one workspace and nothing else. Synchronous; about 15 µs per small file above the read itself. */
export class ReadGate {
  readonly #root: string;
  readonly #limitBytes: number;
  readonly #dirs: readonly string[];
  #forbidden: ForbiddenFiles;

  /** `forbidden.dirs`: the cache; `forbidden.files`: lock, database and WAL, refused under any name they appear by. */
  constructor(
    root: string,
    forbidden: { readonly dirs: readonly string[]; readonly files: readonly string[] },
    limitBytes: number = defaultLimitBytes,
  ) {
    this.#root = realPathOrResolved(root);
    this.#limitBytes = limitBytes;
    this.#dirs = forbidden.dirs;
    this.#forbidden = new ForbiddenFiles(forbidden.dirs, forbidden.files);
  }

  /** Replaces the list of forbidden files: the database has another name after a switch of generation. */
  forbidFiles(files: readonly string[]): void {
    this.#forbidden = new ForbiddenFiles(this.#dirs, files);
  }

  /** The text of a file, by path below the root or absolute. Throws a coded error when it may not or can't be read. */
  read(path: string): SourceText {
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

  /** Hex SHA-1 of the bytes of a file, text or not; the same refusals as `read`. */
  hashFile(path: string): string {
    return hash('sha1', this.#readBytes(path).bytes, 'hex');
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
