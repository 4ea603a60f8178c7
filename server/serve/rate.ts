/** A function that runs `act` at once, and while it is called more often than every `intervalMs`, once per interval. */
export function limitRate(intervalMs: number, act: () => void): () => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const run = () => {
    timer = undefined;
    lastAt = performance.now();
    act();
  };
  return () => {
    if (timer) return;
    const waitMs = intervalMs - (performance.now() - lastAt);
    if (waitMs <= 0) run();
    else timer = setTimeout(run, waitMs).unref();
  };
}
