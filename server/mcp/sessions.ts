// Who asks: the MCP sessions of the last minutes with what they cost and which source they have been given. The endpoint
// itself is stateless: a session is whatever names itself the same way, and one that is forgotten is told everything again.
// A bridge, or the command that prints the headers of an HTTP entry, names the session in a header; other clients of HTTP
// are told apart by their user agent, and what they were given by their connection, because two of them may look alike.
// Keeps no arguments and no answers.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ToolCallResult } from '../protocol/rpc.ts';
import type { AnswerCost, SessionReport } from '../protocol/status.ts';
import { estimateTokens } from './budget.ts';
import { estimateGrepRoute, listPlaces } from './grepRoute.ts';
import type { FindEnclosing, Place } from './grepRoute.ts';
import { Ledger } from './ledger.ts';
import { SessionMemory } from './sessionMemory.ts';

/** The header in which a bridge names its session. */
export const SESSION_HEADER = 'x-codebase-memory-session';
/** How a session begins its name that has no bridge. */
const HTTP_NAME = 'http-';

const CLIENT_KEY = 'io.modelcontextprotocol/clientInfo';
/** Where Claude Code says for which of its conversations and agents it calls, when it does. */
const CONTEXT_KEYS = ['claudecode/sessionId', 'claudecode/agentId'];
/** A session without a connection is remembered this long. */
const FORGET_AFTER_MS = 600_000;
const SESSION_LIMIT = 200;
/** Estimates are made after this long without an answer, so that they don't stand in the way of the next question. */
const QUIET_MS = 300;
const MAX_ESTIMATES = 500;
const CONTEXT_LIMIT = 50;
const NAME_LIMIT = 80;

interface Session {
  readonly id: string;
  readonly via: SessionReport['via'];
  readonly isNamed: boolean;
  readonly sockets: Set<Socket>;
  readonly startedAt: number;
  readonly ledger: Ledger;
  /** Spans of source that the session would have read, had it searched. */
  readonly read: Set<string>;
  /** By connection and by what the client says of its contexts. */
  readonly memories: Map<string, SessionMemory>;
  client: string;
  version: string;
  lastTool: string | null;
  lastAt: number;
}

/** The session that asks, as tools see it. */
export interface AskingSession {
  /** What the context that asks has been given. */
  readonly memory: SessionMemory;
  /** Undefined for a session that is another server's. */
  report(): SessionReport | undefined;
  /** Everything is sent again, to all contexts of the session; how many blocks they had been given. */
  forgetGiven(): number;
}

export class Sessions {
  readonly #byKey = new Map<string, Session>();
  readonly #asking = new AsyncLocalStorage<{
    readonly session: Session | undefined;
    readonly memory: SessionMemory;
  }>();
  /** Of contexts of other servers' sessions, by name; the one that asked last comes last. */
  readonly #elsewhere = new Map<string, SessionMemory>();
  readonly #sessionOf = new WeakMap<Socket, Session>();
  readonly #socketNames = new WeakMap<Socket, string>();
  readonly #estimates: (() => Promise<void>)[] = [];
  #quiet: NodeJS.Timeout | undefined;
  readonly #onChange: () => void;
  readonly #onCost: (cost: AnswerCost) => void;

  /** `onChange` is called whenever a report would differ from the one before, `onCost` with what an answer has cost. */
  constructor(onChange: () => void, onCost: (cost: AnswerCost) => void = () => {}) {
    this.#onChange = onChange;
    this.#onCost = onCost;
  }

  /** Runs `serve` on behalf of the session that sent the request, so that the calls in it are counted there. */
  run<Result>(request: IncomingMessage, body: unknown, serve: () => Result): Result {
    const session = this.#note(request);
    const info = findClientInfo(body);
    if (info) {
      session.client = info.name;
      session.version = info.version;
    }
    // Whoever begins anew has nothing in its context.
    if (methodOf(body) === 'initialize') for (const each of session.memories.values()) each.forget();
    const memory = this.#getMemory(session, request.socket, body);
    this.#onChange();
    return this.#asking.run({ session, memory }, serve);
  }

  /** Runs `call` for a context of another server's session, which carries a question over; it is counted there. */
  async runElsewhere(context: string, call: () => Promise<ToolCallResult>): Promise<ToolCallResult> {
    const memory = this.#elsewhere.get(context) ?? new SessionMemory();
    this.#elsewhere.delete(context);
    this.#elsewhere.set(context, memory);
    const [oldest] = this.#elsewhere.keys();
    if (this.#elsewhere.size > SESSION_LIMIT && oldest !== undefined) this.#elsewhere.delete(oldest);
    const result = await this.#asking.run({ session: undefined, memory }, call);
    memory.noteAnswer(countTokens(result));
    return result;
  }

  /** The session on whose behalf this is called; undefined outside of `run`. */
  asking(): AskingSession | undefined {
    const asking = this.#asking.getStore();
    if (!asking) return undefined;
    const { session, memory } = asking;
    return {
      memory,
      report: () => session && report(session),
      forgetGiven: () =>
        [...(session?.memories.values() ?? [memory])].reduce((count, each) => count + each.forget(), 0),
    };
  }

  /**
   * Calls a tool and counts its answer for the session that asks; nothing outside of `run`. What the same facts would have
   * cost by text search is found out by `find` when nobody asks; without it the tool is one that searches text.
   */
  async count(
    tool: string,
    call: () => Promise<ToolCallResult>,
    find: FindEnclosing | undefined,
  ): Promise<ToolCallResult> {
    const asking = this.#asking.getStore();
    if (!asking?.session) return call();
    const { session, memory } = asking;
    const started = performance.now();
    const result = await call();
    const ms = performance.now() - started;
    const tokens = countTokens(result);
    memory.noteAnswer(tokens);
    const name = tool.slice(0, NAME_LIMIT);
    this.#noteCost(session, name, { calls: 1, tokens, ms, grepTokens: 0 });
    session.lastTool = name;
    session.lastAt = Date.now();
    const rows = result.isError ? undefined : result.structuredContent;
    if (rows) this.#estimateLater(session, name, listPlaces(rows), find);
    return result;
  }

  /** The sessions that are connected or were heard of lately, the busiest first. */
  list(): SessionReport[] {
    this.#forget();
    return [...this.#byKey.values()]
      .map(report)
      .sort((a, b) => b.calls - a.calls || (a.startTime < b.startTime ? -1 : 1));
  }

  #estimateLater(session: Session, tool: string, places: readonly Place[], find: FindEnclosing | undefined) {
    this.#estimates.push(async () => {
      const grepTokens = await estimateGrepRoute(places, find, session.read);
      if (grepTokens > 0) this.#noteCost(session, tool, { calls: 0, tokens: 0, ms: 0, grepTokens });
    });
    if (this.#estimates.length > MAX_ESTIMATES) this.#estimates.shift();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => void this.#estimate(), QUIET_MS).unref();
  }

  async #estimate(): Promise<void> {
    for (const estimate of this.#estimates.splice(0)) {
      try {
        await estimate();
      } catch {
        // The index is being replaced or closed: this answer stays without an estimate.
      }
    }
  }

  #noteCost({ ledger }: Session, tool: string, cost: AnswerCost): void {
    ledger.note(tool, cost);
    this.#onCost(cost);
    this.#onChange();
  }

  #note(request: IncomingMessage): Session {
    const named = request.headers[SESSION_HEADER];
    const agent = request.headers['user-agent'] ?? 'HTTP client';
    const isNamed = typeof named === 'string';
    const key = isNamed ? `named ${named}` : `http ${agent}`;
    const now = Date.now();
    let session = this.#byKey.get(key);
    if (!session) {
      this.#forget();
      const isBridge = isNamed && !named.startsWith(HTTP_NAME);
      session = {
        id: createHash('sha256').update(key).digest('hex').slice(0, 12),
        via: isBridge ? 'bridge' : 'http',
        isNamed,
        sockets: new Set(),
        startedAt: now,
        ledger: new Ledger(),
        read: new Set(),
        memories: new Map(),
        client: isBridge ? 'bridge' : agent.slice(0, NAME_LIMIT),
        version: '',
        lastTool: null,
        lastAt: now,
      };
      this.#byKey.set(key, session);
    }
    session.lastAt = now;
    this.#follow(session, request.socket);
    return session;
  }

  #getMemory({ memories, isNamed }: Session, socket: Socket, body: unknown): SessionMemory {
    const context = [isNamed ? '' : this.#nameSocket(socket), ...findContext(body)].join(' ');
    let memory = memories.get(context);
    if (!memory) {
      for (const oldest of memories.keys()) {
        if (memories.size < CONTEXT_LIMIT) break;
        memories.delete(oldest);
      }
      memories.set(context, (memory = new SessionMemory()));
    }
    return memory;
  }

  #nameSocket(socket: Socket): string {
    let name = this.#socketNames.get(socket);
    if (name === undefined) this.#socketNames.set(socket, (name = randomUUID()));
    return name;
  }

  /** A connection counts for the session that used it last: one that names many would keep them all. */
  #follow(session: Session, socket: Socket): void {
    const former = this.#sessionOf.get(socket);
    if (former === session || socket.destroyed) return;
    former?.sockets.delete(socket);
    session.sockets.add(socket);
    this.#sessionOf.set(socket, session);
    if (former) return;
    socket.once('close', () => {
      const last = this.#sessionOf.get(socket);
      last?.sockets.delete(socket);
      if (last?.sockets.size === 0) this.#onChange();
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

function report(session: Session): SessionReport {
  const { id, client, version, via, sockets, startedAt, ledger, memories, lastTool, lastAt } = session;
  const kept = [...memories.values()].map((memory) => memory.kept);
  return {
    id,
    client,
    version,
    via,
    isConnected: sockets.size > 0,
    ...ledger.total(),
    tools: ledger.list(),
    kept: {
      blocks: kept.reduce((sum, { blocks }) => sum + blocks, 0),
      tokens: kept.reduce((sum, { tokens }) => sum + tokens, 0),
    },
    lastTool,
    startTime: new Date(startedAt).toISOString(),
    lastTime: new Date(lastAt).toISOString(),
  };
}

function countTokens({ content }: ToolCallResult): number {
  return content.reduce((sum, { text }) => sum + estimateTokens(text), 0);
}

function methodOf(body: unknown): unknown {
  return (body as { method?: unknown } | null | undefined)?.method;
}

/** What the client says of the context it calls for. */
function findContext(body: unknown): string[] {
  const meta = paramsOf(body)?.['_meta'] as Readonly<Record<string, unknown>> | null | undefined;
  return CONTEXT_KEYS.map((key) => meta?.[key])
    .filter((value) => typeof value === 'string')
    .map((value) => value.slice(0, NAME_LIMIT));
}

function paramsOf(body: unknown): Readonly<Record<string, unknown>> | null | undefined {
  return (body as { params?: Readonly<Record<string, unknown>> | null } | null | undefined)?.params;
}

/** Who the client says it is: once in `initialize` in the older era of the protocol, in every request in the newer. */
function findClientInfo(body: unknown): { name: string; version: string } | undefined {
  const params = paramsOf(body);
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
