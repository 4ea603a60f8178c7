import { defineError } from '../errors.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';

/** The command line was not understood: one sentence, to which the command line adds where the help is. */
export const UsageError = defineError('USAGE', (what: string) => what, EXIT_CODES.usage.code);
