import { defineError } from '../errors.ts';

/** A caller's regular expression that the linear-time engine does not accept. */
export const BadPattern = defineError(
  'BAD_PATTERN',
  (argument: string, pattern: string, why: string) =>
    `${argument} is not a valid regular expression (${why}): ${pattern}. ` +
    `RE2 syntax: no back-references and no look-around; write (?i) for any case.`,
);
