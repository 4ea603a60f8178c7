import { ReadGate } from '../discover/readGate.ts';
import type { IndexOptions } from './messages.ts';

/** The gate through which an index run reads source files. */
export function createGate({ root, forbidden, maxFileSizeBytes, overlays }: IndexOptions): ReadGate {
  const { dirs, files } = forbidden;
  return new ReadGate(root, { dirs: [...dirs], files: [...files] }, maxFileSizeBytes, overlays);
}
