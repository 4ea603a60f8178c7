// Who asks: the MCP sessions of the last minutes with what they cost. The endpoint itself is stateless, so this is
// bookkeeping for people and nothing depends on it. A bridge names its session in a header; clients that speak HTTP
// themselves are told apart by their user agent. Keeps no arguments and no answers.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ToolCallResult } from '../protocol/rpc.ts';
import type { SessionReport } from '../protocol/status.ts';
import { estimateTokens } from './budget.ts';

/** The header in which a bridge names its session. */
export const SESSION_HEADER = 'x-codebase-memory-session';

const CLIENT_KEY = 'io.modelcontextprotocol/clientInfo';
/** A session without a connection is remembered this long. */
const FORGET_AFTER_MS = 600_000;
const SESSION_LIMIT = 200;
const NAME_LIMIT = 80;

interface Session {
  readonly id: string;
  readonly via: SessionReport['via'];
  readonly sockets: Set<Socket>;
  readonly startedAt: number;
  client: string;
  version: string;
  calls: number;
  tokens: number;
  lastTool: string | null;
  lastAt: number;
}

export class Sessions {
  readonly #byKey = new Map<string, Session>();
  readonly #asking = new AsyncLocalStorage<Session>();
  readonly #onChange: () => void;

  /** `onChange` is called whenever a report would differ from the one before. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Runs `serve` on behalf of the session that sent the request, so that the calls in it are counted there. */
  run<Result>(request: IncomingMessage, body: unknown, serve: () => Result): Result {
    const session = this.#note(request);
    const info = findClientInfo(body);
    if (info) {
      session.client = info.name;
      session.version = info.version;
    }
    this.#onChange();
    return this.#asking.run(session, serve);
  }

  /** Counts an answer for the session that asked; nothing outside of `run`. */
  noteAnswer(tool: string, { content }: ToolCallResult): void {
    const session = this.#asking.getStore();
    if (!session) return;
    session.calls += 1;
    session.tokens += content.reduce((sum, { text }) => sum + estimateTokens(text), 0);
    session.lastTool = tool.slice(0, NAME_LIMIT);
    session.lastAt = Date.now();
    this.#onChange();
  }

  /** The sessions that are connected or were heard of lately, the busiest first. */
  list(): SessionReport[] {
    this.#forget();
    return [...this.#byKey.values()]
      .sort((a, b) => b.calls - a.calls || a.startedAt - b.startedAt)
      .map(report);
  }

  #note(request: IncomingMessage): Session {
    const named = request.headers[SESSION_HEADER];
    const agent = request.headers['user-agent'] ?? 'HTTP client';
    const key = typeof named === 'string' ? `bridge ${named}` : `http ${agent}`;
    const now = Date.now();
    let session = this.#byKey.get(key);
    if (!session) {
      this.#forget();
      session = {
        id: createHash('sha256').update(key).digest('hex').slice(0, 12),
        via: typeof named === 'string' ? 'bridge' : 'http',
        sockets: new Set(),
        startedAt: now,
        client: typeof named === 'string' ? 'bridge' : agent.slice(0, NAME_LIMIT),
        version: '',
        calls: 0,
        tokens: 0,
        lastTool: null,
        lastAt: now,
      };
      this.#byKey.set(key, session);
    }
    session.lastAt = now;
    this.#follow(session, request.socket);
    return session;
  }

  #follow({ sockets }: Session, socket: Socket): void {
    if (sockets.has(socket) || socket.destroyed) return;
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.#onChange();
    });
  }

  #forget(): void {
    const oldest = Date.now() - FORGET_AFTER_MS;
    const silent = [...this.#byKey].filter(([, { sockets }]) => sockets.size === 0);
    silent.sort(([, a], [, b]) => a.lastAt - b.lastAt);
    for (const [key, { lastAt }] of silent) {
      if (lastAt < oldest || this.#byKey.size >= SESSION_LIMIT) this.#byKey.delete(key);
    }
  }
}

function report({ id, via, sockets, startedAt, client, version, calls, tokens, lastTool, lastAt }: Session) {
  return {
    id,
    client,
    version,
    via,
    isConnected: sockets.size > 0,
    calls,
    tokens,
    lastTool,
    startTime: new Date(startedAt).toISOString(),
    lastTime: new Date(lastAt).toISOString(),
  };
}

/** Who the client says it is: once in `initialize` in the older era of the protocol, in every request in the newer. */
function findClientInfo(body: unknown): { name: string; version: string } | undefined {
  const params = (body as { params?: Readonly<Record<string, unknown>> | null } | null | undefined)?.params;
  const meta = params?.['_meta'] as Readonly<Record<string, unknown>> | null | undefined;
  const info = (meta?.[CLIENT_KEY] ?? params?.['clientInfo']) as
    | Readonly<Record<string, unknown>>
    | undefined;
  const name = info?.['name'];
  if (typeof name !== 'string' || name === '') return undefined;
  const version = info?.['version'];
  return {
    name: name.slice(0, NAME_LIMIT),
    version: typeof version === 'string' ? version.slice(0, NAME_LIMIT) : '',
  };
}
