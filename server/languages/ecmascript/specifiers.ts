// What the specifier of an import names before anything is looked up.

import { builtinModules } from 'node:module';

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);

/** Whether a specifier without a scheme names a module of the runtime. */
export function isBuiltin(specifier: string): boolean {
  return BUILTINS.has(specifier);
}

/** The package that a specifier names, and what stands behind it. */
export function splitSpecifier(specifier: string): readonly [name: string, subpath: string] {
  const [, name = '', subpath = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(specifier) ?? [];
  return [name, subpath];
}
