import { languages } from './index.ts';
import type { ProjectManifest } from './manifest.ts';

/** Reads a configuration file as the manifest of a package; undefined when it is none, or can't be read. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  for (const { hooks } of languages) {
    const manifest = hooks.readManifest?.(path, text);
    if (manifest) return { ...manifest, manager: hooks.packageManager ?? '' };
  }
  return undefined;
}

/** Why nothing is taken from a configuration file, in words for a person; undefined where it can be read. */
export function findConfigProblem(path: string, text: string): string | undefined {
  for (const { hooks } of languages) {
    const problem = hooks.findConfigProblem?.(path, text);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What runs the tests of a language where no manifest says it; '' when that is not known. */
export function testCommandOf(language: string): string {
  return languages.find(({ id }) => id === language)?.hooks.testCommand ?? '';
}
