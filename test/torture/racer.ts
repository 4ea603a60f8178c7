// A process that tries for the lock of a directory when told, and lets it go when told.
import { join } from 'node:path';
import { acquireLock } from '../../server/ownership/lock.ts';
import type { WorkspaceLock } from '../../server/ownership/lock.ts';

let lock: WorkspaceLock | undefined;

process.on('message', (directory: string) => {
  if (directory === '') {
    lock?.release();
    lock = undefined;
    process.send?.('released');
    return;
  }
  try {
    lock = acquireLock(join(directory, 'lock.db'), directory);
    process.send?.('won');
  } catch (error) {
    process.send?.(error instanceof Error && 'code' in error ? error.code : String(error));
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
