import { closeSync, fsyncSync, openSync } from 'node:fs';
import { PageSums } from './pageSums.ts';

/**
 * Makes a finished, closed database durable and takes the checksums of its pages, unless they are given. Opening the file is safe here and only
 * here: nobody in this process has it open, so no lock of ours can be dropped.
 */
export function sealGeneration(file: string, sums?: PageSums): void {
  const descriptor = openSync(file, 'r+');
  try {
    (sums ?? PageSums.measure(descriptor)).save(file);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
