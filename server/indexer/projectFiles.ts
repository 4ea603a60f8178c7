// What module resolvers see of the project: the indexed paths of their family and the texts of configuration files.

import { basename } from 'node:path';
import type { ReadGate } from '../discover/readGate.ts';
import type { ModuleResolver } from '../languages/language.ts';
import type { ResolverFactory } from '../resolve/scopes/index.ts';
import type { Installed } from './installedPackages.ts';

/** Makes the module resolvers of a run, one for each family; configuration files are read through the gate, a failing one counts as absent. `installed` is what packages declare outside. */
export function createResolverFactory(
  gate: ReadGate,
  root: string,
  files: readonly { readonly path: string; readonly family: string }[],
  configFiles: readonly string[],
  installed?: Installed,
): ResolverFactory {
  const readConfig = (path: string): string | undefined => {
    try {
      return gate.read(path).text;
    } catch {
      return undefined;
    }
  };
  const made = new Map<string, ReturnType<ResolverFactory>>();
  return (language) => {
    const known = made.get(language.rules.family);
    if (known) return known;
    const paths = files.filter(({ family }) => family === language.rules.family).map(({ path }) => path);
    const all = new Set(paths);
    const modules = language.hooks.createModuleResolver({
      rootName: basename(root),
      paths,
      has: (path) => all.has(path),
      configFiles,
      readConfig,
    });
    const { family } = language.rules;
    const resolver: ModuleResolver = {
      resolve: (specifier, fromPath) => modules.resolve(specifier, fromPath),
      ...(modules.projectOf && { projectOf: (path) => modules.projectOf!(path) }),
      ...(modules.nearness && { nearness: (path, other) => modules.nearness!(path, other) }),
      ...(modules.importsOf && { importsOf: (project) => modules.importsOf!(project) }),
      ...(modules.switches && { switches: () => modules.switches!() }),
      ...(installed && { installed: () => installed.outlineOf(family) }),
    };
    made.set(family, resolver);
    return resolver;
  };
}
