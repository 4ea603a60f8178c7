import { emptyManifest, type ProjectManifest } from '../manifest.ts';

/** Reads a gemspec; undefined for other files. It is a program: only what it says as plain texts is read. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  if (!path.endsWith('.gemspec')) return undefined;
  const string = String.raw`["']([\w.-]+)["']`;
  const name = new RegExp(String.raw`\.name\s*=\s*${string}`).exec(text)?.[1] ?? '';
  const version = new RegExp(String.raw`\.version\s*=\s*${string}`).exec(text)?.[1];
  const executables = new RegExp(String.raw`\.executables?\s*=\s*(?:\[\s*)?${string}`).exec(text)?.[1];
  const needed = text.matchAll(new RegExp(String.raw`\.add_(?:runtime_)?dependency[\s(]+${string}`, 'g'));
  return {
    ...emptyManifest(path),
    name,
    ...(version === undefined ? {} : { version }),
    commands: executables === undefined ? [] : [{ name: executables, target: `bin/${executables}` }],
    dependsOn: [...needed].map(([, one]) => one!),
  };
}
