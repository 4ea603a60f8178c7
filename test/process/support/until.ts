/** Looks, not time: on a busy machine they come more slowly, and what is waited for does too. */
const MOST_LOOKS = 6000;
const LOOK_PAUSE_MS = 5;

/** Waits until `probe` finds something. For what announces itself by no event, such as a process that is gone. */
export async function until<Found>(probe: () => Found | undefined | false): Promise<Found> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const found = probe();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_PAUSE_MS);
    });
  }
  throw new Error(`Waited in vain for ${probe.toString()}.`);
}
