import { defineError } from '../errors.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';

/** The command line was not understood. */
export const UsageError = defineError(
  'USAGE',
  (what: string) => `${what} \`codebase-memory --help\` shows the commands.`,
  EXIT_CODES.usage.code,
);
