import { defineError } from '../errors.ts';

/** Texts of the base can't be had. */
export const BaseIncomplete = defineError('BASE_INCOMPLETE', (paths: readonly string[], total: number) => {
  const named = paths.slice(0, 3).join(', ');
  const more = total > 3 ? ` and ${total - 3} more` : '';
  return (
    `The base can't be read: the texts of ${named}${more} are not in this clone, or more files differ than are compared. Fetch all of it, ` +
    'as with `git fetch --refetch --filter=blob:limit=1g origin`, or name a nearer commit with --base.'
  );
});

/** What is checked has to be what was committed, and is not. */
export const NotCommitted = defineError(
  'NOT_COMMITTED',
  (paths: readonly string[], total: number) =>
    `${total} ${total === 1 ? 'file is' : 'files are'} not as committed (${paths.slice(0, 3).join(', ')}${total > 3 ? ', …' : ''}). Commit or stash them, or check without --committed.`,
);

/** A list of known findings can't be read. */
export const BadBaseline = defineError(
  'BAD_BASELINE',
  (file: string, why: string) =>
    `${file} is no list of known findings: ${why}. Write one with \`codebase-memory check --write-baseline ${file}\`.`,
);
