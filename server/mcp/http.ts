// The HTTP side of MCP: admission, then the SDK's stateless handler for both protocol eras. Knows no tool.
import { once } from 'node:events';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isNonce, makeProof } from '../ownership/epoch.ts';
import { bodyTooLarge, refuseBody, refuseForeign, refuseMethod, refuseUnauthorized } from './auth.ts';
import type { Admission, Refusal } from './auth.ts';
import type { MessageHandler } from './messageHandler.ts';
import type { Sessions } from './sessions.ts';

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

/** Deeper than any message of the protocol; what works on messages by recursion fails at some thousand. */
const MAX_DEPTH = 100;

const LISTEN = 'subscriptions/listen';

export interface McpHttpOptions {
  /** Read per request: the port is known only after listening. */
  readonly admission: () => Admission;
  /** Called with the first admitted request: what it loads costs as much as the rest of a start. */
  readonly loadMcpServer: () => Promise<McpServerFactory>;
  /** The public answer of GET /health; must hold no secret. */
  readonly health: () => Readonly<Record<string, unknown>>;
  /** Called when a connection has shown the token. */
  readonly onAdmitted?: (socket: Socket) => void;
  /** Called when an admitted MCP request begins; the returned function when it has ended. */
  readonly onRequest: () => () => void;
  readonly onError: (error: Error) => void;
  /** Keeps book of who asks; nobody does without it. */
  readonly sessions?: Sessions;
}

/** The HTTP side of MCP, to be given to a server of `node:http`. */
export interface McpHttp {
  /** Serves /mcp and /health. */
  readonly listener: RequestListener;
  /** Tells the clients that listen that the list of tools is another one now. */
  readonly noteToolsChanged: () => void;
  /** Waits for the requests that have an end, then closes the streams that have none. */
  readonly drain: () => Promise<void>;
}

/** Makes the HTTP side of MCP. Nothing is kept between requests. */
export function createHttpListener(options: McpHttpOptions): McpHttp {
  const running = new Set<ServerResponse>();
  let handler: Promise<MessageHandler> | undefined;
  const loadHandler = (): Promise<MessageHandler> => {
    handler ??= loadMessageHandler(options).catch((error: unknown) => {
      handler = undefined;
      throw error;
    });
    return handler;
  };

  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const admission = options.admission();
    const path = request.url?.split('?', 1)[0];
    const foreign = refuseForeign(request, admission);
    if (foreign) return refuse(response, foreign);
    if (path === '/health' && request.method === 'GET') {
      return sendJson(response, 200, { ...options.health(), ...prove(request.url, admission) });
    }
    if (path !== '/mcp') {
      return refuse(response, { status: 404, code: 'NOT_FOUND', message: 'The MCP endpoint is /mcp.' });
    }
    const refusal =
      refuseUnauthorized(request.headers, admission) ??
      refuseMethod(request.method) ??
      (request.method === 'POST' ? refuseBody(request.headers, MAX_BODY_BYTES) : undefined);
    if (refusal) return refuse(response, refusal);
    options.onAdmitted?.(request.socket);
    const body = request.method === 'POST' ? await readBody(request) : undefined;
    if (body === 'too large') return refuse(response, bodyTooLarge(MAX_BODY_BYTES));
    if (body === 'not json' || body === 'too deep') {
      const error =
        body === 'not json'
          ? { code: -32_700, message: 'The body is not JSON.' }
          : { code: -32_600, message: `A message may be nested ${MAX_DEPTH} levels deep at most.` };
      return sendJson(response, 400, { jsonrpc: '2.0', id: null, error });
    }
    response.once('close', options.onRequest());
    if (!isEndless(body?.value)) track(running, response);
    const { serve: serveMessage } = await loadHandler();
    const serve = () => serveMessage(request, response, body?.value);
    await (options.sessions ? options.sessions.run(request, body?.value, serve) : serve());
  };
  return {
    listener: (request, response) => {
      listener(request, response).catch((error: unknown) => {
        options.onError(error instanceof Error ? error : new Error(String(error)));
        response.destroy();
      });
    },
    // Before the first request nobody listens.
    noteToolsChanged: () => void handler?.then(({ noteToolsChanged }) => noteToolsChanged()),
    async drain() {
      while (running.size > 0) await Promise.all([...running].map((response) => once(response, 'close')));
      await (await handler)?.close();
    },
  };
}

async function loadMessageHandler({ loadMcpServer, onError }: McpHttpOptions): Promise<MessageHandler> {
  const [{ createMessageHandler }, createMcpServer] = await Promise.all([
    import('./messageHandler.ts'),
    loadMcpServer(),
  ]);
  return createMessageHandler(createMcpServer, MAX_BODY_BYTES, onError);
}

/** What shows a client that this is the server whose token it knows, before it sends that token. */
function prove(url: string | undefined, { host, token }: Admission): { proof?: string } {
  const nonce = new URLSearchParams(url?.split('?', 2)[1]).get('challenge');
  return isNonce(nonce) ? { proof: makeProof(token, 'server', host, nonce) } : {};
}

/** Whether a request opens a stream that lasts until one side leaves. */
function isEndless(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'method' in message && message.method === LISTEN;
}

function track(running: Set<ServerResponse>, response: ServerResponse): void {
  running.add(response);
  response.once('close', () => running.delete(response));
}

async function readBody(
  request: IncomingMessage,
): Promise<{ value: unknown } | 'too large' | 'not json' | 'too deep'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not destroy the request: the refusal still has to be written to its connection.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return 'too large';
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isDeeper(value, MAX_DEPTH) ? 'too deep' : { value };
  } catch {
    return 'not json';
  }
}

/** Whether lists and objects in `value` lie within more than `depth` others. Walks by level, whatever the depth is. */
function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let at = 0; at <= depth; at += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  // The body may still be arriving: the connection ends with the answer instead of reading it.
  response.setHeader('connection', 'close');
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, status, { error: { code, message } });
}

function sendJson(response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
