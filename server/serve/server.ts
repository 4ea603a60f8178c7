// The server process of one workspace, on its main thread: publishes itself, keeps the index current, and ends when nobody
// needs it or its ownership is in doubt. Deliberately knows nothing of parsing, SQL or tools, nor of how ownership is
// taken and guarded.
import { CRASH_WINDOW_MS } from '../ownership/crashes.ts';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { hasModernNode } from '../entry.ts';
import { messageOf } from '../errors.ts';
import { setThreadFlags } from '../memory.ts';
import { http } from '../nodeHttp.ts';
import { createHttpListener } from '../mcp/http.ts';
import type { McpHttp } from '../mcp/http.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import { Sessions } from '../mcp/sessions.ts';
import { removeDiscovery, writeDiscovery } from '../ownership/discovery.ts';
import { createToken } from '../ownership/epoch.ts';
import { CacheNotWritable, NodeTooOld } from '../ownership/errors.ts';
import { getRpcPath, getWorkspaceDir, removeRuntimeFolder } from '../ownership/paths.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import type { Settings } from '../protocol/settings.ts';
import type { ServerStatus } from '../protocol/status.ts';
import { listenRpc } from '../rpc/server.ts';
import type { RpcServer } from '../rpc/server.ts';
import { WaitingRoom } from '../waitingRoom.ts';
import { describeServer } from './describeServer.ts';
import type { Engine, EngineFactory } from './engine.ts';
import { createHandlers } from './handlers.ts';
import { IdleExit } from './idle.ts';
import { KeptLedger } from './keptLedger.ts';
import { Knobs } from './knobs.ts';
import { Ownership } from './ownership.ts';
import { listenOnRememberedPort } from './port.ts';
import { limitRate } from './rate.ts';
import type { TestSeams } from './seams.ts';
import { clearStartError } from './startError.ts';
import { createIndexedWorkspaces } from './indexedWorkspaces.ts';
import { createWorkspaceRouter } from './otherWorkspaces.ts';
import { createToolCaller } from './toolCalls.ts';
import { within } from './within.ts';
import { Workspace } from './workspace.ts';

/** Requests that are still running get this long when the server ends. */
const DRAIN_MS = 5000;

/** A server that nobody reaches within this time has no client. */
const START_GRACE_MS = 10_000;

/** Windows hear of sessions and of each other this often at most. */
const TIDINGS_INTERVAL_MS = 500;

/**
 * An idle connection costs nothing, and closing one under a client's next request costs that client a retry. A request
 * comes from this machine, so it is there at once.
 */
const HTTP_TIMES = {
  keepAliveTimeout: 3_600_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
};

export interface ServerOptions {
  /** A real path that `checkRoot` accepted. */
  readonly root: string;
  readonly entryFile: string;
  readonly assetsDir: string;
  readonly version: string;
  readonly createEngine: EngineFactory;
  readonly seams?: TestSeams | undefined;
}

/**
 * Runs the server of a workspace until it ends by itself or is told to; resolves with why it ended. Throws
 * OWNED_ELSEWHERE, CACHE_NOT_WRITABLE, CRASH_LOOP or NODE_TOO_OLD before anything was served. The caller ends the
 * process after.
 */
export async function runServer(options: ServerOptions): Promise<string> {
  if (!hasModernNode()) throw NodeTooOld(process.versions.node);
  setThreadFlags();
  let ownership: Ownership | undefined;
  try {
    ownership = await Ownership.take(options.root, options.version, options.seams);
    return await new WorkspaceServer(options, ownership).run();
  } catch (error) {
    ownership?.log.error('server failed', { message: messageOf(error) });
    if (!isDiskFailure(error)) throw error;
    throw CacheNotWritable.from(error, getWorkspaceDir(options.root), messageOf(error));
  } finally {
    ownership?.release();
  }
}

class WorkspaceServer {
  readonly #options: ServerOptions;
  readonly #ownership: Ownership;
  readonly #token = createToken();
  readonly #idle: IdleExit;
  readonly #releaseStart: () => void;
  readonly #knobs: Knobs;
  readonly #waitingRoom = new WaitingRoom();
  readonly #ledger: KeptLedger;
  #workspace: Workspace | undefined;
  #rpc: RpcServer | undefined;
  #mcp: McpHttp | undefined;
  #port = 0;
  #rpcPath = '';
  #isDraining = false;
  #isCrashRead = false;
  /** The folders that each window shows, by its connection. */
  readonly #shown = new Map<Promise<void>, readonly string[]>();
  #watcher = () => 'not started';
  #end: (reason: string) => void = () => {};
  #staysAway = false;
  readonly #tellStatus = limitRate(TIDINGS_INTERVAL_MS, () => this.#broadcastStatus());
  readonly #sessions = new Sessions(
    limitRate(TIDINGS_INTERVAL_MS, () => {
      void this.#rpc?.broadcast('sessions/changed', this.#sessions.list());
      this.#tellStatus();
    }),
    (cost) => this.#ledger.note(cost),
  );

  constructor(options: ServerOptions, ownership: Ownership) {
    this.#options = options;
    this.#ownership = ownership;
    this.#knobs = new Knobs(ownership);
    this.#ledger = new KeptLedger(ownership.files.ledger);
    this.#idle = new IdleExit(
      () => this.#knobs.values.idleExitMs,
      () => this.#end('idle'),
    );
    this.#releaseStart = this.#idle.hold();
  }

  async run(): Promise<string> {
    const ended = new Promise<string>((resolve) => {
      this.#end = resolve;
    });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => this.#end(signal));
    this.#ownership.watch(() => this.#workspace?.recheck());

    const engine = await this.#createEngine();
    const workspace = this.#createWorkspace(engine);
    this.#workspace = workspace;
    let mcp: McpHttp;
    let httpServer: Server;
    try {
      workspace.refuseNewerIndex();
      const callTool = this.#createCaller(engine, workspace);
      mcp = this.#mcp = this.#createMcp(engine, callTool);
      httpServer = http.createServer(HTTP_TIMES, mcp.listener);
      httpServer.on('connection', (socket) => this.#waitingRoom.enter(socket));
      await this.#publish(httpServer, engine, workspace, callTool);
    } catch (error) {
      this.#idle.stop();
      await engine.close();
      throw error;
    }
    // Whoever started this server is on the way to it, however short the idle time is.
    setTimeout(this.#releaseStart, START_GRACE_MS).unref();
    // What is said of the last crash is not said for ever.
    if (this.#ownership.lastRun.crash !== null) setTimeout(this.#tellStatus, CRASH_WINDOW_MS).unref();
    workspace.start(this.#ownership.lastRun.crash === null ? 'quick' : 'integrity');
    void engine.watch((paths) => workspace.noteChange(paths));
    this.#watcher = () => engine.watcher;
    const reason = await ended;
    await this.#drain(reason, mcp, httpServer, engine);
    return reason;
  }

  async #createEngine(): Promise<Engine> {
    const { root, entryFile, assetsDir, version } = this.#options;
    const { workspaceDir, epoch, log, files, guards } = this.#ownership;
    const engine = await this.#options.createEngine({
      root,
      workspaceDir,
      entryFile,
      assetsDir,
      epoch,
      version,
      log,
      lockFile: files.lock,
      runFile: files.run,
      guards,
      runLeastMs: this.#options.seams?.runLeastMs,
      settings: () => this.#knobs.values,
      status: () => this.#getStatus(),
      asking: () => this.#sessions.asking(),
      freshness: () => this.#getStatus().freshness,
      waitFresh: async (patienceMs) => this.#workspace?.waitFresh(patienceMs),
      onWatcher: () => this.#tellStatus(),
      requestIndex: async (full) => {
        await this.#workspace?.index(full);
        return this.#getStatus();
      },
      reportDamage: (file, why) => {
        // A cache directory that was deleted as a whole is no damage to be repaired but the end of this ownership.
        this.#ownership.assertOwner();
        this.#workspace?.replaceDamaged(file, why);
      },
      abandon: (why) => this.#ownership.abandon(why, 'server abandoned'),
    });
    this.#knobs.connect(engine);
    return engine;
  }

  #createCaller(engine: Engine, workspace: Workspace): ToolRegistry['callTool'] {
    const { root, entryFile, version } = this.#options;
    const cacheRoot = dirname(this.#ownership.workspaceDir);
    const workspaces = createIndexedWorkspaces(cacheRoot);
    const takesAnyProject = async (name: string) => {
      const { tools } = await engine.loadTools();
      return tools.some((tool) => tool.name === name && tool.takesAnyProject === true);
    };
    return createWorkspaceRouter(
      createToolCaller(
        () => engine.loadTools(),
        workspace,
        () => this.#ownership.noteUseful(),
      ),
      {
        root,
        cacheRoot,
        entryFile,
        version,
        takesAnyProject,
        list: () => workspaces.list(),
        context: () => this.#sessions.asking()?.memory.name,
        beside: () => [...new Set([...this.#shown.values()].flat())].filter((folder) => folder !== root),
      },
    );
  }

  #createWorkspace(engine: Engine): Workspace {
    const { workspaceDir, epoch, log } = this.#ownership;
    return new Workspace(engine, {
      root: this.#options.root,
      workspaceDir,
      epoch,
      log,
      onChange: () => void this.#broadcastStatus(),
      onProgress: (progress) => void this.#rpc?.broadcast('index/progress', progress),
      assertOwner: () => this.#ownership.assertOwner(),
      onDatabase: (file) => this.#ownership.watchDatabase(file),
      onPublished: () => this.#ownership.noteUseful(),
    });
  }

  #createMcp(engine: Engine, callTool: ToolRegistry['callTool']): McpHttp {
    const { version } = this.#options;
    const { pid } = process;
    const findEnclosing: Engine['findEnclosing'] = (places) => engine.findEnclosing(places);
    const loadMcpServer = async () => {
      const [{ tools }, { createOffer }] = await Promise.all([engine.loadTools(), import('../mcp/offer.ts')]);
      const searches = new Set(tools.filter((tool) => tool.isTextSearch).map(({ name }) => name));
      const registry: ToolRegistry = {
        tools,
        callTool: (name, args) =>
          this.#sessions.count(
            name,
            () => callTool(name, args),
            searches.has(name) ? undefined : findEnclosing,
          ),
      };
      const completeName: Engine['completeName'] = (typed) => engine.completeName(typed);
      return createOffer(registry, completeName, version, () => this.#knobs.values.toolProfile);
    };
    return createHttpListener({
      sessions: this.#sessions,
      admission: () => ({ host: `127.0.0.1:${this.#port}`, token: this.#token }),
      loadMcpServer,
      // Not the epoch: whoever listens here after this server could claim to be it.
      health: () => ({ name: 'codebase-memory', version, pid, protocol: PROTOCOL_VERSION }),
      onAdmitted: (socket) => this.#waitingRoom.admit(socket),
      onRequest: () => {
        // A session that is there may ask at any moment.
        engine.early.want();
        return this.#holdForClient();
      },
      onError: (error) => this.#ownership.log.warn('mcp', { message: error.message }),
    });
  }

  /** Listens for sessions and windows, then says where. */
  async #publish(
    httpServer: Server,
    engine: Engine,
    workspace: Workspace,
    callTool: ToolRegistry['callTool'],
  ): Promise<void> {
    const { root, version } = this.#options;
    const { workspaceDir, files, epoch, startTime, log } = this.#ownership;
    const token = this.#token;
    const rpcPath = (this.#rpcPath = getRpcPath(workspaceDir, epoch));
    const inspect = async () => {
      await Promise.all([this.#knobs.refresh(), workspace.settleSummary()]);
      return this.#getStatus();
    };
    const handlers = createHandlers({
      engine,
      workspace,
      callTool,
      callElsewhere: (context, call) => this.#sessions.runElsewhere(context, call),
      inspect,
      setSettings: async (changed) => {
        const before = this.#knobs.values;
        await this.#knobs.changeByWindow(changed);
        // A run that is under way began with what held then.
        if (describeSelection(this.#knobs.values) !== describeSelection(before))
          void workspace.waitForRun().then(() => workspace.noteChange());
        if (this.#knobs.values.toolProfile !== before.toolProfile) this.#mcp?.noteToolsChanged();
        this.#idle.restart();
        this.#tellStatus();
        return this.#knobs.values;
      },
      checkpoint: (mode) => this.#knobs.checkpoint(mode),
      isEnding: () => this.#isDraining,
      noteCrashRead: () => {
        this.#isCrashRead = true;
        this.#tellStatus();
      },
      listSessions: () => this.#sessions.list(),
      stop: (reason, stayAway) => {
        this.#staysAway = stayAway;
        // Later, so that the answer goes out before the end begins.
        setImmediate(() => this.#end(`stop: ${reason}`));
      },
    });
    this.#port = await listenOnRememberedPort(httpServer, files.workspace);
    this.#rpc = await listenRpc({
      path: rpcPath,
      token,
      epoch,
      version,
      handlers,
      onClient: ({ kind, closed, environment, folders }) => {
        if (kind === 'window') engine.early.want();
        this.#shown.set(closed, folders);
        const release = this.#holdForClient();
        void closed.then(() => {
          this.#shown.delete(closed);
          release();
          this.#tellStatus();
        });
        this.#tellStatus();
        if (environment) return this.#knobs.changeByClient(environment);
        return undefined;
      },
    });
    writeDiscovery(files.discovery, {
      protocol: PROTOCOL_VERSION,
      version,
      pid: process.pid,
      startTime,
      endpoint: this.#getEndpoint(),
      rpcPath,
      token,
      epoch,
    });
    clearStartError(workspaceDir);
    log.info('serving', { root, version, port: this.#port });
  }

  #holdForClient(): () => void {
    const release = this.#idle.hold();
    this.#releaseStart();
    return release;
  }

  /** Ends in the order that loses no answer: no new clients, then the running requests, then the index. */
  async #drain(reason: string, mcp: McpHttp, httpServer: Server, engine: Engine): Promise<void> {
    const { log, files, epoch } = this.#ownership;
    log.info('ending', { reason });
    this.#isDraining = true;
    this.#idle.stop();
    removeDiscovery(files.discovery, epoch);
    httpServer.close();
    await within(DRAIN_MS, this.#broadcastStatus());
    await within(DRAIN_MS, this.#rpc?.broadcast('server/ending', { reason, stayAway: this.#staysAway }));
    await within(DRAIN_MS, mcp.drain());
    httpServer.closeAllConnections();
    this.#ledger.save();
    // The sockets go last: their end tells who asked for it that the index is closed.
    // The database's lock goes with it, which must not look like a loss.
    this.#ownership.watchDatabase(undefined);
    const isClosed = await within(DRAIN_MS, engine.close());
    await within(DRAIN_MS, this.#rpc?.close());
    removeRuntimeFolder(this.#rpcPath);
    // A query that can't be stopped would also block process.exit().
    if (!isClosed) this.#ownership.abandon('a query could not be stopped', 'server abandoned');
    log.info('ended', { reason });
  }

  #getEndpoint(): string {
    return `http://127.0.0.1:${this.#port}/mcp`;
  }

  #broadcastStatus(): Promise<void> | undefined {
    return this.#rpc?.broadcast('status/changed', this.#getStatus());
  }

  #getStatus(): ServerStatus {
    const { root, version } = this.#options;
    return describeServer({
      root,
      version,
      endpoint: this.#getEndpoint(),
      clients: this.#rpc?.clientCount() ?? 0,
      windows: this.#rpc?.clientCount('window') ?? 0,
      sessions: this.#sessions.list().length,
      ledger: this.#ledger.total,
      isDraining: this.#isDraining,
      isCrashRead: this.#isCrashRead,
      ownership: this.#ownership,
      knobs: this.#knobs,
      workspace: this.#workspace,
      watcher: this.#watcher(),
    });
  }
}

function isDiskFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO'].includes(code);
}

/** The settings that decide which files are indexed, to be compared. */
function describeSelection({ exclude, maxFileSizeBytes, includeGenerated }: Settings): string {
  return JSON.stringify([exclude, maxFileSizeBytes, includeGenerated]);
}
