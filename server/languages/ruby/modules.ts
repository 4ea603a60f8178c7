// Where `require` leads: to a file below one of the folders that Ruby is told to load from, or to a gem. Constants need no
// import: what a project loads, by `require` or by the names of its files as Zeitwerk does, all files see.

import type { ModuleResolver, ModuleTarget, ProjectFiles } from '../language.ts';

/** Stands before a path that is relative to the file. */
export const RELATIVE = './';

/** Folders that are searched: those of a gem, of its tests, and all of `app` in Rails. */
const LOADED = /(?:^|\/)(?:lib|spec|test|tests|ext|app\/[^/]+)$/;

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function normalized(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Answers where `require` leads in a project. */
export function createModuleResolver(project: ProjectFiles): ModuleResolver {
  const folders = new Set<string>(['']);
  for (const path of project.paths)
    for (let at = folderOf(path); at !== ''; at = folderOf(at)) if (LOADED.test(at)) folders.add(at);
  const sorted = [...folders].sort();
  const find = (path: string): ModuleTarget | undefined => {
    const named = path.endsWith('.rb') ? path : `${path}.rb`;
    return project.has(named) ? { kind: 'file', path: named } : undefined;
  };
  return {
    resolve(specifier, fromPath) {
      if (specifier.startsWith(RELATIVE)) {
        const path = normalized(`${folderOf(fromPath)}/${specifier}`);
        return path === undefined ? undefined : find(path);
      }
      for (const folder of sorted) {
        const found = find(folder === '' ? specifier : `${folder}/${specifier}`);
        if (found) return found;
      }
      const [first = specifier] = specifier.split('/');
      return { kind: 'external', package: first, path: specifier };
    },
  };
}
