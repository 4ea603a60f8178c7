// Which top-level modules are those of the standard library.

import { modules } from './outline/names.ts';

const STANDARD = new Set(modules);

/** Whether a top-level name is a module of Python's standard library. */
export function isStandardModule(name: string): boolean {
  return STANDARD.has(name);
}
