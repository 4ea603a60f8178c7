import type { DiscoverOptions, Discovery } from './discovery.ts';
import { SourceNames } from './sourceNames.ts';
import { Walk } from './walk.ts';

/**
 * Lists the source files of a workspace by walking it once. Opens nothing but ignore files and git's configuration.
 * Throws the system's error when the root itself can't be listed, so that a root that went away is not read as empty.
 */
export function discover(options: DiscoverOptions): Discovery {
  const walk = new Walk(options, new SourceNames(options.languages));
  const { files, configFiles, skipped, ignoredCount, isByText, others } = walk.run();
  return {
    files: sortByPath(files),
    configFiles: configFiles.sort(),
    skipped: sortByPath(skipped),
    ignoredCount,
    isByText,
    others,
  };
}

/** Sorted, each path once: names that are not UTF-8 can look alike. */
function sortByPath<T extends { readonly path: string }>(list: T[]): T[] {
  list.sort((left, right) => (left.path < right.path ? -1 : 1));
  return list.filter((file, index) => file.path !== list[index - 1]?.path);
}
