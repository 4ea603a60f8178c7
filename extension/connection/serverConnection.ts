// The connection of one window to the server of one folder: joins or starts it, tells it the settings, and comes back by
// itself after a crash, an upgrade or a restart. Knows nothing of VS Code; whoever shows something listens to `events`.
import { EventEmitter } from 'node:events';
import { checkRoot } from '../../server/discover/checkRoot.ts';
import { CodedError, messageOf } from '../../server/errors.ts';
import { forgiveCrashes } from '../../server/ownership/crashes.ts';
import type { Discovery } from '../../server/ownership/discovery.ts';
import { getCacheRoot, getWorkspaceDir, getWorkspaceFiles } from '../../server/ownership/paths.ts';
import type { RpcMethod, RpcRequests } from '../../server/protocol/rpc.ts';
import type { ServerStatus, SessionReport } from '../../server/protocol/status.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { findServer, stopServer } from '../../server/serve/connect.ts';
import { t } from '../../server/protocol/l10n.ts';
import { countAttempt, getWaitMs } from './backoff.ts';
import { ServerNotReached, ServerOff } from './errors.ts';
import type { ConnectionState, OffReason } from './state.ts';

/** A command that needs the server waits this long for it. */
const PATIENCE_MS = 25_000;
/** A window whose server was stopped looks this often whether somebody else started one. */
const LOOK_INTERVAL_MS = 2000;
/** Failures that trying again does not change. */
const FINAL_CODES = new Set(['CRASH_LOOP', 'NODE_TOO_OLD', 'NEWER_INDEX', 'PROTOCOL_MISMATCH']);
/** What helps in a window and is not in the message, which speaks of the command line. */
const ADVICE: Readonly<Record<string, string>> = {
  CRASH_LOOP: t('"Restart Server" tries again.'),
  NEWER_INDEX: t('Update the extension, or make the index anew with "Clear Cache…".'),
  PROTOCOL_MISMATCH: t('Reload the window to use the version of the extension that is installed now.'),
};
/** Exit code of a folder that may not be indexed. */
const NO_INPUT = 66;

/** What is sent with `settings/set`; null means "the default". */
export type SettingsChange = RpcRequests['settings/set']['params'];

export interface ConnectionOptions {
  readonly folder: string;
  /** The program that is started when there is no server. */
  readonly entryFile: string;
  readonly version: string;
  /** The settings as they are now; asked on every connect. */
  readonly settings: () => SettingsChange;
  /** Awaited before a server is looked for. */
  readonly prepare?: () => Promise<void>;
  /** All folders of the window: a session of one may ask what only another knows. */
  readonly folders?: () => readonly string[];
  readonly log: (message: string) => void;
}

interface ConnectionEvents {
  state: [ConnectionState];
  sessions: [readonly SessionReport[]];
}

export class ServerConnection {
  readonly events = new EventEmitter<ConnectionEvents>();
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { kind: 'off', why: 'closed' };
  #live: { readonly connection: RpcConnection; readonly discovery: Discovery } | undefined;
  /** Changes with every start and end, so that an attempt of before notices that it is not wanted any more. */
  #era = 0;
  /** Whether the server said that it ends for good. */
  #staysAway = false;
  #wake: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The server's last word about itself; undefined without a connection. */
  get status(): ServerStatus | undefined {
    return this.#state.kind === 'connected' ? this.#state.status : undefined;
  }

  /** The connection of now, undefined without one. */
  get live(): RpcConnection | undefined {
    return this.#live?.connection;
  }

  /** The server that is connected, with its token; undefined without a connection. */
  get discovery(): Discovery | undefined {
    return this.#live?.discovery;
  }

  /** The real path of the folder. Throws a coded error when it may not be indexed. */
  getRoot(): string {
    return checkRoot(this.#options.folder, getCacheRoot());
  }

  /** Joins or starts the server, and again whenever it goes away. Does nothing while that is under way. */
  start(): void {
    if (this.#state.kind === 'connecting' || this.#state.kind === 'connected') return;
    this.#era += 1;
    this.#staysAway = false;
    this.#set({ kind: 'connecting', attempt: 0 });
    void this.#keepConnected(this.#era);
    this.#wake();
  }

  /** Leaves the server, which goes on without this window, and does not come back before `start`. */
  leave(why: OffReason): void {
    this.#era += 1;
    this.#live?.connection.close();
    this.#live = undefined;
    this.#set({ kind: 'off', why });
    if (why === 'stopped') this.#awaitServer();
    this.#wake();
  }

  /** While a window is off because somebody stopped the server: joins one that was started elsewhere. */
  #awaitServer(): void {
    const era = this.#era;
    const timer = setInterval(() => {
      if (era !== this.#era) return clearInterval(timer);
      // It costs one look for a file while there is none.
      findServer(this.getRoot()).then(
        (found) => found && era === this.#era && this.start(),
        () => clearInterval(timer),
      );
    }, LOOK_INTERVAL_MS);
    timer.unref();
  }

  /** Ends the server for all windows, which do not start it again by themselves; resolves when it has ended. */
  async stop(reason: string): Promise<void> {
    await this.#end(reason, true);
    this.leave('stopped');
  }

  /** Ends the server if it runs, and starts a new one; all other windows join that. Crashes so far are forgiven. */
  async restart(): Promise<void> {
    await this.#end('restart', false);
    forgiveCrashes(getWorkspaceFiles(getWorkspaceDir(this.getRoot())).crashes);
    this.leave('closed');
    this.start();
    await this.getConnection();
  }

  /** Asks the server, waiting for it as far as that is reasonable; starts it again if somebody had stopped it. */
  async request<Method extends RpcMethod>(
    method: Method,
    params: RpcRequests[Method]['params'],
  ): Promise<RpcRequests[Method]['result']> {
    if (this.#state.kind === 'off' && this.#state.why === 'stopped') this.start();
    return this.requestIfOn(method, params);
  }

  /**
   * Asks for what a window shows by itself, such as a lens or a row. No server is started for it that somebody stopped:
   * rejects with SERVER_OFF then.
   */
  async requestIfOn<Method extends RpcMethod>(
    method: Method,
    params: RpcRequests[Method]['params'],
  ): Promise<RpcRequests[Method]['result']> {
    return (await this.getConnection()).request(method, params);
  }

  /** Tells the server the settings as they are now; without a connection that happens on the next connect. */
  async sendSettings(): Promise<void> {
    await this.#live?.connection.request('settings/set', this.#options.settings());
  }

  /** Tells the server that a person has read of the crash of the last one, so that no window goes on telling it. */
  async noteCrashRead(): Promise<void> {
    await this.#live?.connection.request('crash/read', {}).catch(() => {});
  }

  /** The connection, once there is one. Rejects with SERVER_OFF, SERVER_NOT_REACHED or why the server can't start. */
  async getConnection(): Promise<RpcConnection> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      if (this.#live) return this.#live.connection;
      const state = this.#state;
      if (state.kind === 'off') throw ServerOff(state.why);
      if (state.kind === 'failed' && !state.retries) throw new CodedError(state.code, state.message, 1);
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw ServerNotReached(state.kind === 'failed' ? state.message : t('it takes long.'));
      await this.#nextState(leftMs);
    }
  }

  async #end(reason: string, stayAway: boolean): Promise<void> {
    const live = this.#live;
    if (live) {
      // Should it end before it answers, that is what was wanted.
      await live.connection.request('server/stop', { reason, stayAway }).catch(() => {});
      await live.connection.closed;
      return;
    }
    // One that this window could not talk to, such as one of another version.
    const found = await findServer(this.getRoot());
    if (found) await stopServer(found, this.#options.version);
  }

  #nextState(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.events.off('state', done);
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      this.events.on('state', done);
    });
  }

  async #keepConnected(era: number): Promise<void> {
    for (let attempt = 0; ;) {
      await this.#pause(getWaitMs(attempt), era);
      if (era !== this.#era) return;
      const startedAt = performance.now();
      try {
        const { closed } = await this.#connect(era);
        await closed;
        if (era !== this.#era) return;
        this.#live = undefined;
        if (this.#staysAway) return this.leave('stopped');
        this.#options.log('The connection to the server ended.');
        attempt = countAttempt(attempt, performance.now() - startedAt) - 1;
        this.#set({ kind: 'connecting', attempt });
      } catch (error) {
        if (era !== this.#era) return;
        this.#live = undefined;
        if (!this.#noteFailure(error)) return;
      }
      attempt += 1;
    }
  }

  /** Connects once; `closed` of the result resolves when that connection ends. */
  async #connect(era: number): Promise<Pick<RpcConnection, 'closed'>> {
    const { entryFile, version, settings, folders, log, prepare } = this.#options;
    await prepare?.();
    // Loaded here: the window that opens does not wait for the wire.
    const { joinServer } = await import('../../server/serve/dial.ts');
    const joined = await joinServer(
      { root: this.getRoot(), entryFile, version, settings: settings(), folders: folders?.() },
      'window',
    );
    const { connection, discovery } = joined;
    if (era !== this.#era) {
      connection.close();
      return connection;
    }
    this.#listen(connection, era);
    await connection.request('settings/set', settings());
    const status = await connection.request('status/get', {});
    if (era === this.#era) {
      log(`Connected to process ${discovery.pid}, version ${discovery.version}.`);
      this.#live = joined;
      this.#set({ kind: 'connected', status });
    }
    return connection;
  }

  #listen(connection: RpcConnection, era: number): void {
    const isLive = () => era === this.#era && this.#live?.connection === connection;
    connection.onNotification('status/changed', (status) => {
      if (isLive()) this.#set({ kind: 'connected', status });
    });
    connection.onNotification('index/progress', (progress) => {
      if (isLive() && this.status) this.#set({ kind: 'connected', status: { ...this.status, progress } });
    });
    connection.onNotification('sessions/changed', (sessions) => {
      if (isLive()) this.events.emit('sessions', sessions);
    });
    connection.onNotification('server/ending', ({ reason, stayAway }) => {
      this.#options.log(`The server ends: ${reason}.`);
      if (era === this.#era) this.#staysAway = stayAway;
    });
  }

  /** Returns whether trying again makes sense. */
  #noteFailure(error: unknown): boolean {
    const code = error instanceof CodedError ? error.code : 'INTERNAL';
    const isFolderRefused = error instanceof CodedError && error.exitCode === NO_INPUT;
    const retries = !FINAL_CODES.has(code) && !isFolderRefused;
    this.#options.log(`${code}: ${messageOf(error)}`);
    const advice = ADVICE[code];
    const message = advice === undefined ? messageOf(error) : `${messageOf(error)} ${advice}`;
    this.#set({ kind: 'failed', code, message, retries });
    return retries;
  }

  async #pause(waitMs: number, era: number): Promise<void> {
    if (waitMs === 0 || era !== this.#era) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    this.events.emit('state', state);
  }
}
