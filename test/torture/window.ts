import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Client } from './session.ts';
import type { WindowAnswer, WindowQuestion } from './windowProcess.ts';

type Body = WindowQuestion extends infer Question
  ? Question extends WindowQuestion
    ? Omit<Question, 'id'>
    : never
  : never;

/** A window in a process of its own, on the socket of windows (`windowProcess.ts`). */
export class WindowClient implements Client {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly #waiting = new Map<number, { resolve(answer: WindowAnswer): void; reject(error: Error): void }>();
  #lastId = 0;

  /** Starts the process; it dials the server with its first question. */
  constructor(args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.child = fork(join(import.meta.dirname, 'windowProcess.ts'), args, {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child.on('message', (answer: WindowAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    this.exited = new Promise((resolve) => this.child.once('exit', resolve));
    void this.exited.then(() => {
      for (const { reject } of this.#waiting.values())
        reject(new Error('the window ended before it was answered'));
    });
  }

  get hasEnded(): boolean {
    return !this.child.connected;
  }

  async call(name: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    return this.#send({ tool: name, arguments: args });
  }

  /** Drops its connection; the next question makes another. */
  async reload(): Promise<void> {
    await this.#send({ reload: true });
  }

  end(): Promise<number | null> {
    if (this.child.connected) this.child.disconnect();
    return this.exited;
  }

  async #send(body: Body): Promise<Record<string, unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    if (!this.child.connected) throw new Error('the window has ended');
    const { content, error } = await new Promise<WindowAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.child.send({ id, ...body });
    });
    if (!content) throw new Error(error);
    return content;
  }
}
