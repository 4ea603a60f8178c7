import type { ModuleResolver, ModuleTarget, ProjectFiles } from '../../server/languages/language.ts';

/** A project made of path → text; whatever `isConfig` accepts is a configuration file, the rest are sources. */
export function makeProject(
  files: Readonly<Record<string, string>> | readonly string[],
  isConfig: RegExp,
  rootName = 'project',
): ProjectFiles {
  const texts = new Map(
    Array.isArray(files) ? files.map((path: string) => [path, '']) : Object.entries(files),
  );
  const all = [...texts.keys()].sort();
  const sources = new Set(all.filter((path) => !isConfig.test(path)));
  return {
    rootName,
    paths: [...sources],
    has: (path) => sources.has(path),
    configFiles: all.filter((path) => isConfig.test(path)),
    readConfig: (path) => texts.get(path),
  };
}

/** One line per answer: `a/b.ts`, `a/b/`, `external package path` or `nothing`. */
export function describeTarget(target: ModuleTarget | undefined): string {
  if (target === undefined) return 'nothing';
  if (target.kind === 'external') return `external ${target.package} ${target.path}`;
  if (target.kind === 'package') return `package ${target.name}`;
  return target.kind === 'directory' ? `${target.path}/` : target.path;
}

/** Answers of a resolver for imports of one file. */
export function importsOf(resolver: ModuleResolver, fromPath: string): (specifier: string) => string {
  return (specifier) => describeTarget(resolver.resolve(specifier, fromPath));
}
