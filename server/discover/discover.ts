import { type LanguageTable, SourceNames } from './sourceNames.ts';
import { Walk } from './walk.ts';

export type { LanguageTable };

/** What to look for, and what to leave out. */
export interface DiscoverOptions {
  /** As returned by `checkRoot`. */
  readonly root: string;
  /** Absolute; the cache. */
  readonly excludedDirs: readonly string[];
  readonly maxFileSizeBytes: number;
  /** Patterns in gitignore syntax, seen from the root; they outrank every ignore file. */
  readonly exclude: readonly string[];
  /** Take vendored and generated code too. */
  readonly includeGenerated: boolean;
  readonly languages: LanguageTable;
}

export interface SourceFile {
  /** Relative to the root, `/` separators. */
  readonly path: string;
  /** Language id. */
  readonly language: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

export interface SkippedFile {
  /** Printable; a folder that was skipped as a whole ends in `/`. */
  readonly path: string;
  /** In words for a person; the same words for the same cause. */
  readonly reason: string;
  /** 0 when unknown. */
  readonly sizeBytes: number;
}

/** The files of a workspace; every list is sorted by path in code unit order. */
export interface Discovery {
  readonly files: SourceFile[];
  readonly configFiles: string[];
  readonly skipped: SkippedFile[];
  /** How many files of a known language and whole folders the ignore rules left out. */
  readonly ignoredCount: number;
}

/**
 * Lists the source files of a workspace by walking it once. Opens nothing but ignore files and git's configuration.
 * Throws the system's error when the root itself can't be listed, so that a root that went away is not read as empty.
 */
export function discover(options: DiscoverOptions): Discovery {
  const walk = new Walk(options, new SourceNames(options.languages));
  const { files, configFiles, skipped, ignoredCount } = walk.run();
  return {
    files: sortByPath(files),
    configFiles: configFiles.sort(),
    skipped: sortByPath(skipped),
    ignoredCount,
  };
}

/** Sorted, each path once: names that are not UTF-8 can look alike. */
function sortByPath<T extends { readonly path: string }>(list: T[]): T[] {
  list.sort((left, right) => (left.path < right.path ? -1 : 1));
  return list.filter((file, index) => file.path !== list[index - 1]?.path);
}
