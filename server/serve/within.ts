/** Waits for `work`, at most `milliseconds`; resolves with whether it was done by then. Rejects as `work` does. */
export async function within(milliseconds: number, work: Promise<void> | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = Promise.resolve(work).then(() => true);
  return Promise.race([done, patience]).finally(() => clearTimeout(timer));
}
