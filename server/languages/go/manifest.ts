import { emptyManifest, type ProjectManifest } from '../manifest.ts';
import { baseNameOf } from '../projectPaths.ts';

/** Reads a go.mod; undefined for other files. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  if (baseNameOf(path) !== 'go.mod') return undefined;
  const direct = text.split('\n').filter((line) => !line.includes('// indirect'));
  const required = direct.join('\n').matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+v\S+/gm);
  return {
    ...emptyManifest(path),
    name: /^module\s+"?([^\s"]+)/m.exec(text)?.[1] ?? '',
    dependsOn: [...required].map(([, name]) => name!),
  };
}
