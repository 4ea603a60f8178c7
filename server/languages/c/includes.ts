// Where `#include` leads. Which folders the compiler is told to search says compile_commands.json, where there is one; else the tree
// shows them: an included path ends with what is written, and folders called `include` are meant to be searched.

import type { ModuleResolver, ModuleTarget, ProjectFiles } from '../language.ts';
import { baseNameOf, directoryOf, isWithin, joinPath, sharedDepth } from '../projectPaths.ts';
import { readSearchedFolders } from './compileCommands.ts';
import { standardHeaders } from './library.ts';

/** Names of folders that are searched by convention, with those below `include` that stand beside it. */
const ROOT_NAMES = new Set(['include', 'inc', 'uapi']);

/** Resolves the written path, with its delimiters. */
export function createIncludeResolver(project: ProjectFiles): ModuleResolver {
  const pathsByName = new Map<string, string[]>();
  for (const path of project.paths) {
    const name = baseNameOf(path);
    const known = pathsByName.get(name);
    if (known) known.push(path);
    else pathsByName.set(name, [path]);
  }
  const found = new Map<string, string | undefined>();
  const searched = readSearchedFolders(project);
  const ofAll = new Map<string, string | undefined>();
  const foundIn = (folders: readonly string[], written: string): readonly string[] =>
    folders.flatMap((folder) => joinPath(folder, written) ?? []).filter((path) => project.has(path));
  // A header is read by files of which each has folders of its own: where these differ, it is guessed.
  const told = (written: string, fromPath: string): string | undefined => {
    if (searched === undefined) return undefined;
    const own = searched.of(fromPath);
    if (own !== undefined) return foundIn(own, written)[0];
    if (!ofAll.has(written)) {
      const paths = new Set(foundIn(searched.all, written));
      ofAll.set(written, paths.size === 1 ? [...paths][0] : undefined);
    }
    return ofAll.get(written);
  };

  const search = (written: string, from: string, isQuoted: boolean): string | undefined => {
    const suffix = `/${written}`;
    const isStandard = standardHeaders.has(written);
    const roots: { readonly path: string; readonly root: string }[] = [];
    for (const path of pathsByName.get(baseNameOf(written)) ?? []) {
      if (path !== written && !path.endsWith(suffix)) continue;
      const root = path.slice(0, Math.max(0, path.length - suffix.length));
      // The C library comes with the compiler; a file called like its headers is meant only where it is searched for.
      if (isStandard && !isQuoted && !ROOT_NAMES.has(baseNameOf(root))) continue;
      roots.push({ path, root });
    }
    return nearest(roots, from);
  };

  return {
    switches: () => searched?.macros ?? new Map(),
    resolve(specifier, fromPath): ModuleTarget | undefined {
      const isQuoted = specifier.startsWith('"');
      const written = specifier.slice(1, -1);
      const from = directoryOf(fromPath);
      const beside = isQuoted ? joinPath(from, written) : undefined;
      if (beside !== undefined && project.has(beside)) return { kind: 'file', path: beside };
      const listed = told(written, fromPath);
      if (listed !== undefined) return { kind: 'file', path: listed };
      const key = `${from}\0${specifier}`;
      let path = found.get(key);
      if (path === undefined && !found.has(key)) {
        const plain = joinPath('', written.replace(/^(?:\.\.?\/)+/, ''));
        path = plain === undefined || plain === '' ? undefined : search(plain, from, isQuoted);
        found.set(key, path);
      }
      if (path !== undefined) return { kind: 'file', path };
      return isQuoted ? undefined : { kind: 'external', package: written, path: written };
    },
  };
}

/** The file whose root is nearest to the reader, of equally near ones that in the outermost root; undefined for a draw. */
function nearest(
  candidates: readonly { readonly path: string; readonly root: string }[],
  from: string,
): string | undefined {
  let best: string | undefined;
  let bestRank = [-1, 0, 0];
  for (const { path, root } of candidates) {
    const isAround = isWithin(from, root);
    const rank = [
      sharedDepth(root, from),
      isAround || ROOT_NAMES.has(baseNameOf(root)) ? 1 : 0,
      -root.split('/').length,
    ];
    const difference = rank.map((value, index) => value - bestRank[index]!).find((value) => value !== 0) ?? 0;
    if (difference > 0) [best, bestRank] = [path, rank];
    else if (difference === 0) best = undefined;
  }
  return best;
}
