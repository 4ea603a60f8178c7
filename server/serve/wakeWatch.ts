/** When a timer is late by so much, the process did not run: the machine slept, or somebody stopped the process. */
const GAP_MS = 4000;
const TICK_MS = 3000;

/**
 * Calls `onWake` with the length of the gap after every time this process stood still. `now` is a clock that goes on
 * while the machine sleeps. Returns what ends the watch; it does not keep the process alive.
 */
export function watchForWake(
  onWake: (gapMs: number) => void,
  { now = Date.now, tickMs = TICK_MS, gapMs = GAP_MS } = {},
): () => void {
  let last = now();
  const timer = setInterval(() => {
    const gap = now() - last - tickMs;
    last = now();
    if (gap > gapMs) onWake(gap);
  }, tickMs);
  timer.unref();
  return () => clearInterval(timer);
}
