// Which files of the workspace packages elsewhere can import, and as what.

import type { ImportedAs, ProjectManifest } from '../languages/manifest.ts';
import type { Language } from '../languages/language.ts';
import { directoryOf } from '../languages/projectPaths.ts';
import { isTestPath } from '../languages/testPaths.ts';
import type { PublicModule, Resolution } from '../resolve/graph/index.ts';
import { listFileIds } from '../resolve/program/index.ts';
import { Kind, kindOf, payloadOf } from '../resolve/types/index.ts';

/** The files that can be imported from outside, each as all that it can be imported as. */
export function listPublicModules(
  resolution: Resolution,
  manifests: readonly ProjectManifest[],
): PublicModule[] {
  const { program, modules } = resolution;
  const named = manifests
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => directoryOf(b.path).length - directoryOf(a.path).length);
  return listFileIds(program).flatMap((file) => {
    const { path, language } = program.files[file]!;
    if (isTestPath(path)) return [];
    if (language.rules.modules.moduleUnit === 'package') {
      const name = modules.packageName(file);
      return name === '' ? [] : [{ file, package: name, below: '', isByPath: false }];
    }
    const leadsHere = ({ specifier }: ImportedAs): boolean => {
      if (specifier === undefined) return true;
      const target = modules.resolve(file, specifier);
      if (kindOf(target) === Kind.module) return payloadOf(target) === file;
      return kindOf(target) === Kind.directory && modules.directoryFiles(payloadOf(target)).includes(file);
    };
    const ways = language.hooks.importedAs?.(path, findManifest(named, path, language)) ?? [];
    return ways
      .filter(leadsHere)
      .map(({ package: from, below, isByPath = false }) => ({ file, package: from, below, isByPath }));
  });
}

function findManifest(
  named: readonly ProjectManifest[],
  path: string,
  { hooks: { packageManager = '' } }: Language,
): ProjectManifest | undefined {
  return named.find((one) => {
    const folder = directoryOf(one.path);
    return one.manager === packageManager && (folder === '' || path.startsWith(`${folder}/`));
  });
}
