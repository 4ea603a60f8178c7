import { defineError } from '../errors.ts';

/** A caller's regular expression that the linear-time engine does not accept. */
export const BadPattern = defineError(
  'BAD_PATTERN',
  (argument: string, pattern: string, why: string) =>
    `${argument} is not a valid regular expression (${why}): ${pattern}. ` +
    `RE2 syntax: no back-references and no look-around; write (?i) for any case.`,
);

/** A query that would take longer than it may, sorting what it has found included. */
export const QueryTooSlow = defineError(
  'QUERY_TIMEOUT',
  (budgetMs: number) =>
    `The query needs more than ${budgetMs} ms. Begin with a name or a label, shorten paths, and RETURN DISTINCT where it ` +
    'only matters what is reached.',
);

/** A query that would take more memory than it may. */
export const QueryTooLarge = defineError(
  'CYPHER_TOO_LARGE',
  (why: string) =>
    `The query was stopped: ${why}. Return less: properties instead of whole texts, LIMIT, count().`,
);
