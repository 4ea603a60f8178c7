/**
 * Ends the server some time after its last use. Whoever uses it takes a hold and gives it back; when nobody holds it
 * for `idleMs()`, `onIdle` is called once. Index runs are no use: what one has parsed is saved, and the next goes on from there;
 * and the tree is looked at again and again, whether anybody asks or not.
 */
export class IdleExit {
  readonly #idleMs: () => number;
  readonly #onIdle: () => void;
  #holds = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(idleMs: () => number, onIdle: () => void) {
    this.#idleMs = idleMs;
    this.#onIdle = onIdle;
    this.restart();
  }

  /** Keeps the server alive until the returned function is called; calling that again does nothing. */
  hold(): () => void {
    this.#holds += 1;
    clearTimeout(this.#timer);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      this.restart();
    };
  }

  /** Measures the idle time from now, with the setting as it is now. */
  restart(): void {
    clearTimeout(this.#timer);
    if (this.#holds === 0) this.#timer = setTimeout(this.#onIdle, this.#idleMs());
  }

  stop(): void {
    this.#holds = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
  }
}
