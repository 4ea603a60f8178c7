import { CodedError, messageOf } from '../errors.ts';

const MAX_FAILURES = 5;
const WINDOW_MS = 600_000;

/**
 * Stops reviving a server that keeps dying before it answers: after five such connections in ten minutes the next one
 * fails at once and says why. A server that answered was worth starting, so an answer clears the count.
 */
export class RestartLimit {
  #connectedAt: number[] = [];
  #lastFailure = '';

  noteAnswer(): void {
    this.#connectedAt = [];
  }

  async run<Result>(connect: () => Promise<Result>): Promise<Result> {
    const now = performance.now();
    this.#connectedAt = this.#connectedAt.filter((at) => now - at < WINDOW_MS);
    if (this.#connectedAt.length >= MAX_FAILURES) {
      const why = this.#lastFailure ? ` Last failure: ${this.#lastFailure}` : '';
      throw new CodedError(
        'RESTART_LIMIT',
        `The server ended ${MAX_FAILURES} times within 10 minutes without an answer and is not started again for now.` +
          `${why} Run \`codebase-memory doctor\` to see what is wrong.`,
        1,
      );
    }
    this.#connectedAt.push(now);
    try {
      return await connect();
    } catch (error) {
      this.#lastFailure = messageOf(error);
      throw error;
    }
  }
}
