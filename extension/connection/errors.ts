import { defineError } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';
import { describeOff } from './state.ts';
import type { OffReason } from './state.ts';

/** A command needs the server, and none is wanted for the folder. */
export const ServerOff = defineError('SERVER_OFF', (why: OffReason) => describeOff(why));

/** A command needs the server, which was not reached in time. */
export const ServerNotReached = defineError('SERVER_NOT_REACHED', (why: string) =>
  t('The server could not be reached: {why} "Run Doctor" shows what is in the way.', { why }),
);

/** There is nothing here that a command could show: no failure, so it is said quietly. */
export const NothingHere = defineError('NOTHING_HERE', (what: string) => what);

/** A command needs a folder on disk. */
export const NoFolder = defineError('NO_FOLDER', () =>
  t('No folder is open. Open the folder of a project first.'),
);

/** The window shows only folders that are on no disk. */
export const OnlyVirtual = defineError('ONLY_VIRTUAL', () => describeOff('virtual'));
