import { join } from 'node:path';
import { acquireLock } from '../../../server/ownership/lock.ts';

const directory = process.argv[2] ?? '';

process.on('message', () => {
  try {
    acquireLock(join(directory, 'lock.db'), directory);
    process.send?.('won');
  } catch (error) {
    process.send?.(error instanceof Error && 'code' in error ? error.code : String(error));
  }
});
process.send?.('ready');
