// The finished graph of a program, and of an edit what changes in it.

export { outlineFiles } from './outline.ts';
export type { OutlinedFile } from './outline.ts';
export { PastedNames } from './pastedNames.ts';
export type { PublicModule } from './publicNames.ts';
export { Resolution } from './resolution.ts';
export { resolveDelta, resolveGraph, resolveWhole } from './resolve.ts';
