import { emptyManifest, type ProjectManifest } from '../manifest.ts';
import { baseNameOf } from '../projectPaths.ts';

/** Reads a composer.json; undefined for other files and for one that is no JSON object. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  if (baseNameOf(path) !== 'composer.json') return undefined;
  const composer = parseObject(text);
  if (!composer) return undefined;
  const scripts = composer.scripts;
  const hasTests = isObject(scripts) && Object.hasOwn(scripts, 'test');
  return {
    ...emptyManifest(path),
    ...(typeof composer.version === 'string' ? { version: composer.version } : {}),
    name: typeof composer.name === 'string' ? composer.name : '',
    ...(hasTests ? { tests: ['composer test'] } : {}),
    // What belongs to the platform is no package: `php`, `ext-json`.
    dependsOn: isObject(composer.require)
      ? Object.keys(composer.require).filter((name) => name.includes('/'))
      : [],
    ranges: Object.fromEntries(
      Object.entries(isObject(composer.require) ? composer.require : {}).flatMap(([one, range]) =>
        one.includes('/') && typeof range === 'string' ? [[one, range]] : [],
      ),
    ),
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
