import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { BridgeClient } from '../process/support/sandbox.ts';

/** What every client of a scenario can do, whatever it speaks. */
export interface Client {
  readonly hasEnded: boolean;
  /** Calls a tool and resolves with its structured content; rejects with what it was refused with. */
  call(name: string, args?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Ends it in an orderly way and resolves with its exit code. */
  end(): Promise<number | null>;
}

/** A bridge whose unanswered questions fail when it ends, instead of being waited for. */
export class Session extends BridgeClient implements Client {
  readonly #failures = new Set<(error: Error) => void>();

  constructor(child: ChildProcessWithoutNullStreams) {
    super(child);
    // What is written to a client that has ended fails; `exited` tells that.
    child.stdin.on('error', () => {});
    void this.exited.then(() => {
      for (const fail of this.#failures) fail(new Error('the client ended before it was answered'));
    });
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  override request(method: string, params?: Record<string, unknown>): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      this.#failures.add(reject);
      void super
        .request(method, params)
        .then(resolve, reject)
        .finally(() => this.#failures.delete(reject));
    });
  }
}
