import { statSync } from 'node:fs';
import { RootMissing } from './errors.ts';
import { codeOf } from './generations.ts';
import type { CodedError } from '../errors.ts';

/**
 * Throws ROOT_MISSING when the workspace's folder is gone: a tree that is gone looks like one whose files were all
 * deleted, and nobody wants that indexed.
 */
export function assertRoot(root: string): void {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw RootMissing(root);
}

/** Whether that was thrown. */
export function isRootMissing(error: unknown): error is CodedError {
  return codeOf(error) === RootMissing.code;
}
