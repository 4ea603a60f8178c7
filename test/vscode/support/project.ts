import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '../../acceptance/support/product.ts';

/** Sources that are there with the dependencies: 332 files and 3 MB of TypeScript. */
const zod = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'zod', 'src');

/** Copies the sources of zod into the folder of a product. */
export function copyZod({ root }: Product): void {
  copyFolder(zod, root);
}

/**
 * Copies a real project: those sources, or the folder that the environment variable CBM_TEST_PROJECT names, such as a
 * checkout of Django.
 */
export function copyProject({ root }: Product): void {
  copyFolder(process.env['CBM_TEST_PROJECT'] ?? zod, root);
}

function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}
