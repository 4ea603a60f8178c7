import { cacheInWorkspace } from './cacheInWorkspace.ts';
import { damage } from './damage.ts';
import { diskFull } from './diskFull.ts';
import { killedIndex } from './killedIndex.ts';
import { killedOwner } from './killedOwner.ts';
import { lockRacers } from './lockRacers.ts';
import { noDescriptors } from './noDescriptors.ts';
import { oldWay, ourWay } from './oldWay.ts';
import type { Scenario } from './scenario.ts';
import { sigbusMatrix } from './sigbusMatrix.ts';
import { soak } from './soak.ts';
import { stoppedOwner } from './stoppedOwner.ts';
import { versions } from './versions.ts';

/**
 * All scenarios, in the order in which they are run: heavy ones first, beside the one that waits, then the longest, so that none is
 * left alone at the end.
 */
export const SCENARIOS: readonly Scenario[] = [
  killedOwner,
  stoppedOwner,
  soak,
  sigbusMatrix,
  killedIndex,
  damage,
  versions,
  cacheInWorkspace,
  lockRacers,
  diskFull,
  ourWay,
  noDescriptors,
  oldWay,
];
