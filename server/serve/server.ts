// The server process of one workspace, on its main thread: takes the lock, publishes itself, keeps the index current,
// and ends when nobody needs it or its ownership is in doubt. Deliberately knows nothing of parsing, SQL or tools.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { hasModernNode } from '../entry.ts';
import { messageOf } from '../errors.ts';
import { createFileLog } from '../log.ts';
import type { Log } from '../log.ts';
import { createHttpListener } from '../mcp/http.ts';
import type { McpHttp } from '../mcp/http.ts';
import { createMcpServerFactory, INSTRUCTIONS } from '../mcp/server.ts';
import { removeDiscovery, writeDiscovery } from '../ownership/discovery.ts';
import { createEpoch, createToken } from '../ownership/epoch.ts';
import { CacheNotWritable, NodeTooOld } from '../ownership/errors.ts';
import type { WorkspaceLock } from '../ownership/lock.ts';
import { ensureWorkspaceDir, getRpcPath, getWorkspaceDir, getWorkspaceFiles } from '../ownership/paths.ts';
import { DEFAULT_SETTINGS, parseEnvironmentSettings } from '../protocol/settings.ts';
import type { Settings } from '../protocol/settings.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import type { ServerState, ServerStatus } from '../protocol/status.ts';
import { listenRpc } from '../rpc/server.ts';
import type { RpcServer } from '../rpc/server.ts';
import type { Engine, EngineFactory } from './engine.ts';
import { createHandlers } from './handlers.ts';
import { IdleExit } from './idle.ts';
import { listenOnRememberedPort } from './port.ts';
import { clearStartError } from './startError.ts';
import { createToolCaller } from './toolCalls.ts';
import { within } from './within.ts';
import { Workspace } from './workspace.ts';

/** Requests that are still running get this long when the server ends. */
const DRAIN_MS = 5000;

/** A server that nobody reaches within this time has no client. */
const START_GRACE_MS = 10_000;

/** An idle connection costs nothing, and closing one under a client's next request costs that client a retry. */
const KEEP_ALIVE_MS = 3_600_000;

export interface ServerOptions {
  /** A real path that `checkRoot` accepted. */
  readonly root: string;
  readonly entryFile: string;
  readonly assetsDir: string;
  readonly version: string;
  readonly createEngine: EngineFactory;
}

/**
 * Runs the server of a workspace until it ends by itself or is told to; resolves with why it ended. Throws
 * OWNED_ELSEWHERE, CACHE_NOT_WRITABLE or NODE_TOO_OLD before anything was served. The caller ends the process after.
 */
export async function runServer(options: ServerOptions): Promise<string> {
  if (!hasModernNode()) throw NodeTooOld(process.versions.node);
  const workspaceDir = getWorkspaceDir(options.root);
  ensureWorkspaceDir(options.root, workspaceDir);
  const files = getWorkspaceFiles(workspaceDir);
  // Loaded only here: on an old Node, better-sqlite3 would end the process without a word.
  const { acquireLock } = await import('../ownership/lock.ts');
  const lock = acquireLock(files.lock, workspaceDir);
  const log = createFileLog(files.log);
  try {
    const server = new WorkspaceServer(options, workspaceDir, lock, log);
    return await server.run();
  } catch (error) {
    log.error('server failed', { message: messageOf(error) });
    throw isDiskFailure(error) ? CacheNotWritable.from(error, workspaceDir, messageOf(error)) : error;
  } finally {
    lock.release();
  }
}

class WorkspaceServer {
  readonly #options: ServerOptions;
  readonly #workspaceDir: string;
  readonly #lock: WorkspaceLock;
  readonly #log: Log;
  readonly #epoch = createEpoch();
  readonly #token = createToken();
  readonly #startTime = new Date().toISOString();
  readonly #environment = parseEnvironmentSettings(process.env);
  readonly #idle: IdleExit;
  readonly #releaseStart: () => void;
  #settings: Settings = { ...DEFAULT_SETTINGS, ...this.#environment.settings };
  #workspace: Workspace | undefined;
  #rpc: RpcServer | undefined;
  #port = 0;
  #isDraining = false;
  #end: (reason: string) => void = () => {};

  constructor(options: ServerOptions, workspaceDir: string, lock: WorkspaceLock, log: Log) {
    this.#options = options;
    this.#workspaceDir = workspaceDir;
    this.#lock = lock;
    this.#log = log;
    this.#idle = new IdleExit(
      () => this.#settings.idleExitMs,
      () => this.#end('idle'),
    );
    this.#releaseStart = this.#idle.hold();
  }

  async run(): Promise<string> {
    const ended = new Promise<string>((resolve) => {
      this.#end = resolve;
    });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => this.#end(signal));
    this.#watchOwnership();
    for (const warning of this.#environment.warnings) this.#log.warn('setting ignored', { warning });

    const engine = await this.#createEngine();
    const workspace = this.#createWorkspace(engine);
    this.#workspace = workspace;
    let http: McpHttp;
    let httpServer: Server;
    try {
      workspace.refuseNewerIndex();
      const callTool = createToolCaller(engine.tools, workspace);
      http = this.#createHttp(engine, callTool);
      httpServer = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, http.listener);
      await this.#publish(httpServer, engine, workspace, callTool);
    } catch (error) {
      this.#idle.stop();
      await engine.close();
      throw error;
    }
    // Whoever started this server is on the way to it, however short the idle time is.
    setTimeout(this.#releaseStart, START_GRACE_MS).unref();
    workspace.start();
    const reason = await ended;
    await this.#drain(reason, http, httpServer, engine);
    return reason;
  }

  #watchOwnership(): void {
    this.#lock.watch((why) => {
      this.#log.error('ownership lost', { why });
      // Another owner may be writing already. Every orderly end would still write; only this one cannot.
      process.kill(process.pid, 'SIGKILL');
    });
  }

  #createEngine(): Promise<Engine> {
    const { root, entryFile, assetsDir, version } = this.#options;
    return this.#options.createEngine({
      root,
      workspaceDir: this.#workspaceDir,
      entryFile,
      assetsDir,
      epoch: this.#epoch,
      version,
      log: this.#log,
      lockIdentity: this.#lock.identity,
      settings: () => this.#settings,
      status: () => this.#getStatus(),
      freshness: () => this.#getStatus().freshness,
      requestIndex: async (full) => {
        await this.#workspace?.index(full);
        return this.#getStatus();
      },
    });
  }

  #createWorkspace(engine: Engine): Workspace {
    return new Workspace(engine, {
      workspaceDir: this.#workspaceDir,
      epoch: this.#epoch,
      log: this.#log,
      onChange: () => void this.#rpc?.broadcast('status/changed', this.#getStatus()),
      onProgress: (progress) => void this.#rpc?.broadcast('index/progress', progress),
      onRun: () => this.#idle.hold(),
    });
  }

  #createHttp(engine: Engine, callTool: Engine['tools']['callTool']): McpHttp {
    const { version } = this.#options;
    const { pid } = process;
    const registry = { tools: engine.tools.tools, callTool };
    return createHttpListener({
      admission: () => ({ host: `127.0.0.1:${this.#port}`, token: this.#token }),
      createMcpServer: createMcpServerFactory(registry, { version, instructions: INSTRUCTIONS }),
      health: () => ({
        name: 'codebase-memory',
        version,
        pid,
        epoch: this.#epoch,
        protocol: PROTOCOL_VERSION,
      }),
      onRequest: () => this.#holdForClient(),
      onError: (error) => this.#log.warn('mcp', { message: error.message }),
    });
  }

  /** Listens for sessions and windows, then says where. */
  async #publish(
    httpServer: Server,
    engine: Engine,
    workspace: Workspace,
    callTool: Engine['tools']['callTool'],
  ): Promise<void> {
    const { root, version } = this.#options;
    const files = getWorkspaceFiles(this.#workspaceDir);
    const [epoch, token] = [this.#epoch, this.#token];
    const rpcPath = getRpcPath(this.#workspaceDir, epoch);
    const handlers = createHandlers({
      engine,
      workspace,
      callTool,
      status: () => this.#getStatus(),
      setSettings: (changed) => this.#setSettings(changed, engine),
      // Later, so that the answer goes out before the end begins.
      stop: (reason) => void setImmediate(() => this.#end(`stop: ${reason}`)),
    });
    const onClient = ({ closed }: { closed: Promise<void> }) => void closed.then(this.#holdForClient());
    this.#port = await listenOnRememberedPort(httpServer, files.workspace);
    this.#rpc = await listenRpc({ path: rpcPath, token, epoch, version, handlers, onClient });
    writeDiscovery(files.discovery, {
      protocol: PROTOCOL_VERSION,
      version,
      pid: process.pid,
      startTime: this.#startTime,
      endpoint: this.#getEndpoint(),
      rpcPath,
      token,
      epoch,
    });
    clearStartError(this.#workspaceDir);
    this.#log.info('serving', { root, version, port: this.#port });
  }

  #holdForClient(): () => void {
    const release = this.#idle.hold();
    this.#releaseStart();
    return release;
  }

  async #setSettings(changed: Partial<Settings>, engine: Engine): Promise<Settings> {
    // The environment of the server wins over what windows say.
    this.#settings = { ...this.#settings, ...changed, ...this.#environment.settings };
    this.#idle.restart();
    await engine.applySettings();
    return this.#settings;
  }

  /** Ends in the order that loses no answer: no new clients, then the running requests, then the index. */
  async #drain(reason: string, http: McpHttp, httpServer: Server, engine: Engine): Promise<void> {
    this.#log.info('ending', { reason });
    this.#isDraining = true;
    this.#idle.stop();
    removeDiscovery(getWorkspaceFiles(this.#workspaceDir).discovery, this.#epoch);
    httpServer.close();
    await within(DRAIN_MS, this.#rpc?.broadcast('status/changed', this.#getStatus()));
    await within(DRAIN_MS, http.drain());
    httpServer.closeAllConnections();
    await within(DRAIN_MS, this.#rpc?.close());
    const isClosed = await within(DRAIN_MS, engine.close());
    if (!isClosed) {
      this.#log.error('engine did not close');
      // A query that can't be stopped would also block process.exit().
      process.kill(process.pid, 'SIGKILL');
    }
    this.#log.info('ended', { reason });
  }

  #getEndpoint(): string {
    return `http://127.0.0.1:${this.#port}/mcp`;
  }

  #getState(): ServerState {
    if (this.#isDraining) return 'draining';
    if (this.#workspace?.isIndexing) return 'indexing';
    if (this.#workspace?.summary) return 'ready';
    return this.#workspace?.problem ? 'failed' : 'starting';
  }

  #getStatus(): ServerStatus {
    const workspace = this.#workspace;
    return {
      name: 'codebase-memory',
      version: this.#options.version,
      protocol: PROTOCOL_VERSION,
      pid: process.pid,
      epoch: this.#epoch,
      root: this.#options.root,
      workspaceDir: this.#workspaceDir,
      endpoint: this.#getEndpoint(),
      startTime: this.#startTime,
      state: this.#getState(),
      indexRuns: workspace?.indexRuns ?? 0,
      clients: this.#rpc?.clientCount() ?? 0,
      freshness: workspace?.freshness() ?? NOTHING_YET,
      progress: workspace?.progress ?? null,
      summary: workspace?.summary ?? null,
      problem: workspace?.problem ?? null,
      warnings: [...this.#environment.warnings, ...(workspace?.notices ?? [])],
    };
  }
}

const NOTHING_YET = {
  generation: null,
  indexing: false,
  stale: false,
  dirtyFiles: [],
  skippedFiles: 0,
} as const;

function isDiskFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO'].includes(code);
}
