import { isVendoredPath } from '../languages/copiedPaths.ts';
import type { Generation } from '../store/generation.ts';
import { manifestsOf } from './manifests.ts';

/** Whether a file is code of others that came with the project: part of the program, and seldom what a question is about. */
export function isVendored(generation: Generation, path: string): boolean {
  const packages = generation.derived(
    'folders of packages',
    () => new Set(manifestsOf(generation).map((manifest) => folderOf(manifest.path))),
  );
  return isVendoredPath(path, packages);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
