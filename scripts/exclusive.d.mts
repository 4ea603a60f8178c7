/** See exclusive.mjs. */
export function runExclusively<Result>(
  lockFolder: string,
  onWait: (pid: number) => void,
  work: (addProcess: (pid: number) => void) => Promise<Result>,
): Promise<Result>;
