// What discovery is asked and what it answers.

import type { SkippedFile } from './folderContents.ts';
import type { FolderListings } from './folderListings.ts';
import type { SuffixCount } from './otherFiles.ts';
import type { Overlay } from './overlay.ts';
import type { LanguageTable } from './sourceNames.ts';

/** What to look for, and what to leave out. */
export interface DiscoverOptions {
  /** As returned by `checkRoot`. */
  readonly root: string;
  /** Absolute; the cache. */
  readonly excludedDirs: readonly string[];
  readonly maxFileSizeBytes: number;
  /** Patterns in gitignore syntax, seen from the root; they outrank every ignore file. */
  readonly exclude: readonly string[];
  /** Take minified code too, copied web libraries and vendored folders of any size. */
  readonly includeGenerated: boolean;
  /** A vendored folder of more source files is left out and named; 10,000 unless said. */
  readonly maxVendoredFiles?: number;
  readonly languages: LanguageTable;
  /** Every file counts, whatever its name; one that no language claims has the language ''. */
  readonly takesAll?: boolean;
  /** Texts in the place of files; one without a file counts as a file if its folder is there, or was. */
  readonly overlays?: readonly Overlay[] | undefined;
  /** What an earlier walk over the same root knows of its folders. */
  readonly listings?: FolderListings | undefined;
}

export interface SourceFile {
  /** Relative to the root, `/` separators. */
  readonly path: string;
  /** Language id. */
  readonly language: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** The files of a workspace; every list is sorted by path in code unit order. */
export interface Discovery {
  readonly files: SourceFile[];
  readonly configFiles: string[];
  readonly skipped: SkippedFile[];
  /** How many files of a known language and whole folders the ignore rules left out. */
  readonly ignoredCount: number;
  /** The text of some files told whose they are. */
  readonly isByText: boolean;
  /** What no language claims, the most frequent suffixes; files that ignore rules name are among them. */
  readonly others: readonly SuffixCount[];
}
