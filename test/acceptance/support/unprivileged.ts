import { spawnSync } from 'node:child_process';
import { requireCondition } from '../../require.ts';
import type { SkipOption } from '../../require.ts';
import { UNPRIVILEGED, program } from './product.ts';

/** For the `skip` option of tests that run the product as a user for whom permissions hold. */
export function requirePermissions(): SkipOption {
  const canRun =
    process.platform !== 'win32' &&
    spawnSync(process.execPath, [program, '--version'], UNPRIVILEGED).status === 0;
  return requireCondition(
    canRun,
    'user 65534 cannot read this clone: run the tests as an ordinary user, or clone to a folder that all may read',
  );
}
