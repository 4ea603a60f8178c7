// A client that calls tools through the bridge, as a session does that starts it over stdio.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ToolClient } from './endpoint.ts';
import { readToolAnswer } from './endpoint.ts';
import { bundleFile } from './server.ts';

const PROTOCOL = '2025-11-25';

/** One bridge process. `using` ends it. */
export class BridgeClient implements ToolClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (line: string) => void>();
  /** Resolves when the bridge has answered `initialize`. */
  readonly greeted: Promise<unknown>;
  readonly #ended: Promise<never>;
  #lastId = 0;

  /** Starts the bridge of the workspace at `root` with this environment. */
  constructor(root: string, environment: NodeJS.ProcessEnv) {
    this.#process = spawn(process.execPath, [bundleFile, 'mcp', root], { env: environment, cwd: root });
    this.#process.stderr.resume();
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const { id } = JSON.parse(line) as { id?: number };
      if (id === undefined) return;
      this.#waiting.get(id)?.(line);
      this.#waiting.delete(id);
    });
    this.#ended = new Promise((_resolve, reject) => {
      this.#process.once('error', reject);
      this.#process.once('exit', (code) => reject(new Error(`The bridge ended (exit code ${code}).`)));
    });
    // It ends at last, when nobody waits for it any more.
    this.#ended.catch(() => {});
    const clientInfo = { name: 'bench', version: '1' };
    this.greeted = this.#ask('initialize', { protocolVersion: PROTOCOL, capabilities: {}, clientInfo }).then(
      () => this.#send({ method: 'notifications/initialized' }),
    );
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async callTool(name: string, args: object): Promise<unknown> {
    await this.greeted;
    return readToolAnswer(name, await this.#ask('tools/call', { name, arguments: args }));
  }

  #ask(method: string, params: object): Promise<string> {
    const id = ++this.#lastId;
    const answer = new Promise<string>((resolve) => this.#waiting.set(id, resolve));
    this.#send({ id, method, params });
    return Promise.race([answer, this.#ended]);
  }

  #send(message: object): void {
    this.#process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  [Symbol.dispose](): void {
    this.#process.stdin.end();
    this.#process.kill();
  }
}
