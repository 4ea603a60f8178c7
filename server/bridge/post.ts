// One HTTP exchange with the endpoint: posts a message, hands back every message of the answer, JSON or event stream.
import { randomUUID } from 'node:crypto';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { http } from '../nodeHttp.ts';
import { openProvenSocket } from '../serve/provenSocket.ts';

/** No tool answers so much; what is longer would only fill the memory of the bridge and of its client. */
export const MAX_ANSWER_CHARS = 16_000_000;

/** A server that is busy answers late; the bridge asks again elsewhere. */
const PROOF_DEADLINE_MS = 5000;

/** Where to post and with which secret. */
export interface Target {
  readonly endpoint: string;
  readonly token: string;
}

/** How an exchange ended. `sent` tells whether the server may have begun to work on the message. */
export type PostResult =
  | { readonly ended: 'answered' }
  | { readonly ended: 'refused'; readonly status: number; readonly body: string }
  | { readonly ended: 'too long' }
  | { readonly ended: 'broken'; readonly sent: boolean; readonly answered: boolean; readonly cause: Error };

/** Connections that carry the token, by the server that has proved itself on each of them. */
const agents = new WeakMap<Target, Agent>();

class ProvenAgent extends http.Agent {
  readonly #target: Target;

  constructor(target: Target) {
    super({ keepAlive: true });
    this.#target = target;
  }

  override createConnection(
    _options: object,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): null {
    const report = callback as (error: Error | null, socket?: Duplex) => void;
    openProvenSocket(this.#target, PROOF_DEADLINE_MS).then(
      (socket) => report(null, socket),
      (error: Error) => report(error),
    );
    return null;
  }
}

function getAgent(target: Target): Agent {
  let agent = agents.get(target);
  if (!agent) agents.set(target, (agent = new ProvenAgent(target)));
  return agent;
}

/** Tells the sessions of bridges apart; the server's header of that name (mcp/sessions.ts) is repeated, not imported. */
const session = { 'x-codebase-memory-session': `${process.pid}-${randomUUID()}` };

/** How a server that has stopped answering is noticed while an answer is awaited. */
export interface Probe {
  readonly intervalMs: number;
  readonly isAlive: () => Promise<boolean>;
}

/**
 * Posts `body`; `onMessage` gets each JSON-RPC message of the answer as text. Never rejects. With a `probe`, an exchange
 * with a server that answers nothing any more ends as broken.
 */
export function postMessage(
  target: Target,
  body: string,
  headers: Readonly<Record<string, string>>,
  onMessage: (json: string) => void,
  signal: AbortSignal,
  probe?: Probe,
): Promise<PostResult> {
  return new Promise((resolve) => {
    let sent = false;
    let answered = false;
    const fail = (cause: Error) => resolve({ ended: 'broken', sent, answered, cause });
    const giveUp = () => {
      resolve({ ended: 'too long' });
      outgoing.destroy();
    };
    const outgoing = http.request(target.endpoint, {
      method: 'POST',
      agent: getAgent(target),
      signal,
      headers: {
        ...headers,
        ...session,
        authorization: `Bearer ${target.token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        accept: 'application/json, text/event-stream',
      },
    });
    outgoing.once('error', fail);
    if (probe) endWhenSilent(outgoing, probe);
    // A connection that was never made has carried nothing; a kept one may have.
    outgoing.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => (sent = true));
      else sent = true;
    });
    outgoing.once('response', (response) => {
      response.setEncoding('utf8');
      response.once('error', fail);
      response.once('close', () => {
        if (!response.complete) fail(new Error('The server closed the connection.'));
      });
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        readEvents(
          response,
          (json) => {
            answered = true;
            onMessage(json);
          },
          giveUp,
        );
        response.once('end', () => resolve({ ended: 'answered' }));
        return;
      }
      readText(
        response,
        (text) => {
          const status = response.statusCode ?? 0;
          const isRpc = text.includes('"jsonrpc"');
          if (text !== '' && (status < 300 || isRpc)) onMessage(text);
          resolve(status < 300 || isRpc ? { ended: 'answered' } : { ended: 'refused', status, body: text });
        },
        giveUp,
      );
    });
    outgoing.end(body);
  });
}

function endWhenSilent(outgoing: ClientRequest, probe: Probe): void {
  const timer = setInterval(() => {
    void probe.isAlive().then((alive) => {
      if (!alive) outgoing.destroy(new Error('The server does not answer any more.'));
    });
  }, probe.intervalMs);
  outgoing.once('close', () => clearInterval(timer));
}

function readText(response: IncomingMessage, onText: (text: string) => void, onTooLong: () => void): void {
  let text = '';
  response.on('data', (chunk: string) => {
    text += chunk;
    if (text.length > MAX_ANSWER_CHARS) onTooLong();
  });
  response.once('end', () => onText(text));
}

// Server-sent events as MCP uses them: `data:` lines, an empty line ends an event, comments keep the stream alive.
function readEvents(response: IncomingMessage, onData: (data: string) => void, onTooLong: () => void): void {
  let rest = '';
  let data: string[] = [];
  /** Of the event that is not complete yet. */
  let length = 0;
  response.on('data', (chunk: string) => {
    length += chunk.length;
    if (length > MAX_ANSWER_CHARS) return onTooLong();
    // What there was of a line is joined, not searched again: a line of many chunks would take quadratic time.
    const [first = '', ...others] = chunk.split('\n');
    const lines = [rest + first, ...others];
    rest = lines.pop() ?? '';
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      else if (line === '' && data.length > 0) {
        const event = data.join('\n');
        data = [];
        length = 0;
        if (event !== '') onData(event);
      }
    }
  });
}
