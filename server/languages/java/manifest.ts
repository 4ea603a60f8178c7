import { emptyManifest, type ProjectManifest } from '../manifest.ts';
import { baseNameOf } from '../projectPaths.ts';

/** Reads a pom.xml; undefined for other files. Properties in names are left as they are written. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  if (baseNameOf(path) !== 'pom.xml') return undefined;
  const plain = text.replaceAll(/<!--[^]*?-->/g, '');
  const own = plain.replaceAll(/<(parent|dependencies|dependencyManagement|build|profiles)>[^]*?<\/\1>/g, '');
  const dependencies = [...plain.matchAll(/<dependency>([^]*?)<\/dependency>/g)]
    .map(([, dependency]) => dependency!)
    .filter((dependency) => !/<scope>\s*(?:test|provided)\s*<\/scope>/.test(dependency))
    .map((dependency) => `${element(dependency, 'groupId')}:${element(dependency, 'artifactId')}`);
  const version = element(own, 'version');
  return {
    ...emptyManifest(path),
    ...(version === '' || version.includes('$') ? {} : { version }),
    name: element(own, 'artifactId'),
    tests: ['mvn test'],
    dependsOn: [...new Set(dependencies)],
  };
}

/** The text of the first element that is called so, '' when there is none. */
function element(text: string, name: string): string {
  return new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(text)?.[1] ?? '';
}
