import { emptyManifest, type ProjectManifest } from '../manifest.ts';
import { baseNameOf } from '../projectPaths.ts';

/** Reads a project file; undefined for other files. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  if (!path.endsWith('.csproj')) return undefined;
  const plain = text.replaceAll(/<!--[^]*?-->/g, '');
  const references = [...plain.matchAll(/<PackageReference\s[^>]*Include\s*=\s*"([^"]*)"/g)];
  const version = /<Version>\s*([^<$]*?)\s*<\/Version>/.exec(plain)?.[1];
  return {
    ...emptyManifest(path),
    ...(version === undefined ? {} : { version }),
    name:
      /<AssemblyName>\s*([^<]*?)\s*<\/AssemblyName>/.exec(plain)?.[1] ??
      baseNameOf(path).slice(0, -'.csproj'.length),
    tests: ['dotnet test'],
    dependsOn: [...new Set(references.map(([, name]) => name!))],
  };
}
