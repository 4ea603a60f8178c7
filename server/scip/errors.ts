import { defineError } from '../errors.ts';

/** What was named is no index that can be read. */
export const BadIndex = defineError(
  'BAD_SCIP_INDEX',
  (file: string, why: string) => `${file} is no SCIP index that can be read: ${why}.`,
);

/** What this program wrote itself confirms nothing of what it says. */
export const OwnIndex = defineError(
  'OWN_SCIP_INDEX',
  (file: string) =>
    `${file} was written by this program: it can confirm nothing. Take the index of a compiler, or compare with --dry-run.`,
);
