/** Exit codes of `codebase-memory`, after sysexits(3) where one fits. `--help` prints this table. */
export const EXIT_CODES = {
  ok: { code: 0, meaning: 'success' },
  failure: { code: 1, meaning: 'the command failed; stderr says why' },
  usage: { code: 2, meaning: 'unknown command, option or argument' },
  noInput: { code: 66, meaning: 'the folder is missing, unreadable or refused' },
  cacheNotWritable: { code: 73, meaning: 'the cache directory cannot be written' },
  ownedElsewhere: { code: 75, meaning: 'another server owns this workspace' },
  interrupted: { code: 130, meaning: 'it was left with Ctrl-C before it was done' },
} as const;
