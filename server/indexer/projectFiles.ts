// What module resolvers see of the project: the indexed paths of their family and the texts of configuration files.

import { basename } from 'node:path';
import type { ReadGate } from '../discover/readGate.ts';
import type { ResolverFactory } from '../resolve/scopes/index.ts';

/** Makes the module resolvers of a run; configuration files are read through the gate, a failing one counts as absent. */
export function createResolverFactory(
  gate: ReadGate,
  root: string,
  files: readonly { readonly path: string; readonly family: string }[],
  configFiles: readonly string[],
): ResolverFactory {
  const readConfig = (path: string): string | undefined => {
    try {
      return gate.read(path).text;
    } catch {
      return undefined;
    }
  };
  return (language) => {
    const paths = files.filter(({ family }) => family === language.rules.family).map(({ path }) => path);
    const known = new Set(paths);
    return language.hooks.createModuleResolver({
      rootName: basename(root),
      paths,
      has: (path) => known.has(path),
      configFiles,
      readConfig,
    });
  };
}
