// The stdio bridge: carries the messages of one MCP client to the server of the workspace and back, and makes a killed
// server unnoticeable. Forwards without understanding tools; imports as little as possible to start fast.
// Stdout belongs to the protocol.
import { createInterface } from 'node:readline';
import { CodedError, messageOf } from '../errors.ts';
import type { Discovery } from '../ownership/discovery.ts';
import { connectServer, isAlive } from '../serve/connect.ts';
import type { ConnectOptions } from '../serve/connect.ts';
import {
  findNegotiatedVersion,
  findUnrepeatableTools,
  getProtocolHeaders,
  isRequest,
  makeErrorAnswer,
  parseMessage,
} from './message.ts';
import type { ClientMessage } from './message.ts';
import { MAX_ANSWER_CHARS, postMessage } from './post.ts';
import type { PostResult, Probe } from './post.ts';
import { RestartLimit } from './restartLimit.ts';

const ATTEMPTS = 4;
/** A call may take long, but a server that answers nothing at all meanwhile hangs. */
const PROBE_INTERVAL_MS = 5000;
const LISTEN = 'subscriptions/listen';

/** Serves one client on stdin and stdout until stdin ends and every request is answered. */
export async function runBridge(options: ConnectOptions): Promise<void> {
  // The client is gone when its end of the pipe is.
  process.stdout.once('error', () => process.exit(0));
  const bridge = new Bridge(options, (json) => process.stdout.write(`${json}\n`));
  bridge.connect().catch(() => {
    // The first request meets the same failure and reports it.
  });
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.trim() !== '') bridge.accept(line);
  }
  await bridge.drain();
}

class Bridge {
  readonly #options: ConnectOptions;
  readonly #write: (json: string) => void;
  readonly #restarts = new RestartLimit();
  readonly #inFlight = new Map<string | number, AbortController>();
  readonly #listens = new Map<string | number, { line: string; message: ClientMessage }>();
  readonly #work = new Set<Promise<void>>();
  readonly #unrepeatable = new Set<string>();
  #server: Promise<Discovery> | undefined;
  #negotiated: string | undefined;

  constructor(options: ConnectOptions, write: (json: string) => void) {
    this.#options = options;
    this.#write = write;
  }

  /** The server, found or started once until it turns out to be gone. */
  connect(): Promise<Discovery> {
    if (!this.#server) {
      this.#server = this.#restarts.run(() => connectServer(this.#options));
      this.#server.catch(() => {
        this.#server = undefined;
      });
    }
    return this.#server;
  }

  accept(line: string): void {
    const message = parseMessage(line);
    if (!message) {
      this.#write(makeErrorAnswer(null, 'This line is not a JSON-RPC message.', 'PARSE_ERROR', -32_700));
      return;
    }
    if (message.method === 'notifications/cancelled') {
      this.#cancel(message);
      return;
    }
    if (message.method === LISTEN && message.id != null) this.#listens.set(message.id, { line, message });
    const work = this.#forward(line, message).finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  /** Waits for the answers that are due; streams without an end are left. */
  async drain(): Promise<void> {
    for (const id of this.#listens.keys()) this.#inFlight.get(id)?.abort();
    await Promise.all(this.#work);
  }

  async #forward(line: string, message: ClientMessage): Promise<void> {
    const controller = new AbortController();
    if (message.id != null) this.#inFlight.set(message.id, controller);
    try {
      await this.#post(line, message, controller.signal);
    } catch (error) {
      if (!isRequest(message) || controller.signal.aborted) return;
      const code = error instanceof CodedError ? error.code : 'INTERNAL';
      this.#write(makeErrorAnswer(message.id ?? null, messageOf(error), code));
    } finally {
      if (message.id != null) this.#inFlight.delete(message.id);
    }
  }

  async #post(line: string, message: ClientMessage, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const connection = this.connect();
      const server = await connection;
      const result = await postMessage(
        server,
        line,
        getProtocolHeaders(message, this.#negotiated),
        (json) => this.#deliver(json, message),
        signal,
        message.method === LISTEN ? undefined : this.#probe(server),
      );
      if (signal.aborted || result.ended === 'answered') return;
      if (result.ended === 'refused' && result.status !== 401) throw describeRefusal(result);
      if (result.ended === 'too long') throw describeLength(MAX_ANSWER_CHARS);
      // Gone, or another server behind the same port: look for the one that lives now.
      if (this.#server === connection) this.#server = undefined;
      // A listen that broke is posted again with the next call, so that an idle client does not revive the server.
      if (message.method === LISTEN && result.ended === 'broken' && result.answered) return;
      if (attempt === ATTEMPTS || !this.#mayRepeat(message, result)) throw describeBreak(result);
    }
  }

  #probe(server: Discovery): Probe {
    const { hungAfterMs = PROBE_INTERVAL_MS } = this.#options;
    return { intervalMs: Math.min(PROBE_INTERVAL_MS, hungAfterMs), isAlive: () => isAlive(server) };
  }

  #mayRepeat(message: ClientMessage, result: PostResult): boolean {
    if (result.ended !== 'broken' || !result.sent) return true;
    if (result.answered) return false;
    return message.method !== 'tools/call' || !this.#unrepeatable.has(String(message.params?.['name']));
  }

  #deliver(json: string, message: ClientMessage): void {
    this.#restarts.noteAnswer();
    // A message is one line; JSON text has line breaks between tokens only.
    this.#write(json.includes('\n') ? JSON.stringify(JSON.parse(json)) : json);
    if (message.method === 'initialize')
      this.#negotiated = findNegotiatedVersion(JSON.parse(json)) ?? this.#negotiated;
    if (message.method === 'tools/list') {
      for (const name of findUnrepeatableTools(JSON.parse(json))) this.#unrepeatable.add(name);
    }
    if (message.method !== LISTEN) this.#restoreListens();
  }

  // A server answered: streams that an earlier one took with it are opened again.
  #restoreListens(): void {
    for (const [id, { line, message }] of this.#listens) {
      if (this.#inFlight.has(id)) continue;
      const work = this.#forward(line, message).finally(() => this.#work.delete(work));
      this.#work.add(work);
    }
  }

  // The endpoint is stateless: closing the request is what cancels it there.
  #cancel(message: ClientMessage): void {
    const id = message.params?.['requestId'] as string | number;
    this.#listens.delete(id);
    this.#inFlight.get(id)?.abort();
  }
}

function describeRefusal(result: PostResult & { ended: 'refused' }): CodedError {
  return new CodedError('REFUSED', `The server refused the request (${result.status}): ${result.body}`, 1);
}

function describeLength(most: number): CodedError {
  const message = `The answer has more than ${most / 1_000_000} million characters. Ask for less: max_tokens, limit.`;
  return new CodedError('ANSWER_TOO_LONG', message, 1);
}

function describeBreak(result: PostResult): CodedError {
  const why = result.ended === 'broken' ? result.cause.message : 'its token was not accepted';
  return new CodedError('SERVER_GONE', `The server ended before it answered (${why}). Ask again.`, 1);
}
