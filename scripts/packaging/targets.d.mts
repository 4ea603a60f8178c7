/** See targets.mjs. */
export const TARGETS: readonly string[];
export const SIZE_LIMITS: { readonly target: number; readonly universal: number };
export function listNativeNames(target?: string): { readonly sqlite: string; readonly watcher: string }[];
export function findOwnTarget(): string | undefined;
export function getPackageFileName(
  manifest: { readonly name: string; readonly version: string },
  target?: string,
): string;
