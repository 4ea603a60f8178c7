// What windows and command lines may ask of the server. Knows nothing of sockets.
import { CodedError } from '../errors.ts';
import { ServerGone } from '../rpc/errors.ts';
import type { Handlers, RpcClient } from '../rpc/handlers.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';
import type { CheckpointMode, Settings } from '../protocol/settings.ts';
import type { CheckpointReport, ServerStatus, SessionReport } from '../protocol/status.ts';
import type { Engine } from './engine.ts';
import type { Workspace } from './workspace.ts';

export interface HandlerContext {
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly callTool: (name: string, args: Readonly<Record<string, unknown>>) => Promise<ToolCallResult>;
  /** Makes a call for a context of another server's session. */
  readonly callElsewhere: (context: string, call: () => Promise<ToolCallResult>) => Promise<ToolCallResult>;
  /** The status with what the store says now. */
  readonly inspect: () => Promise<ServerStatus>;
  readonly setSettings: (settings: Readonly<Record<string, unknown>>) => Promise<Settings>;
  /** Runs a checkpoint, in the mode of the settings unless one is named. */
  readonly checkpoint: (mode: CheckpointMode | undefined) => Promise<CheckpointReport | null>;
  /** Takes note that a person knows of the crash of the last server. */
  readonly noteCrashRead: () => void;
  readonly listSessions: () => readonly SessionReport[];
  readonly isEnding: () => boolean;
  readonly stop: (reason: string, stayAway: boolean) => void;
}

/** The handlers of one server. Dumps belong to the client that opened them and end with it. */
export function createHandlers(context: HandlerContext): Handlers {
  const { engine, workspace } = context;
  const dumps = new Map<RpcClient, Map<number, AsyncIterator<string>>>();
  let lastDump = 0;
  return {
    'status/get': () => context.inspect(),
    'index/run': async ({ full }) => {
      await workspace.index(full);
      return context.inspect();
    },
    'index/wait': async () => {
      await workspace.waitForRun();
      return context.inspect();
    },
    'query/run': async ({ tool, arguments: args, context: asking }) => {
      const call = () => context.callTool(tool, args);
      const result = await (asking === undefined ? call() : context.callElsewhere(asking, call));
      // The index closes before the socket does: what fails in between is for the next server to answer.
      if (result.isError && context.isEnding()) throw ServerGone();
      return result;
    },
    'query/suggest': ({ text }) => engine.suggestNames(text),
    'editor/outline': ({ file }) => engine.outline(file),
    'editor/uses': ({ file, lines }) => engine.countUses(file, lines),
    'files/list': ({ folder }) => engine.listFolder(folder),
    'graph/ask': async (question) => {
      await workspace.waitForGeneration();
      await workspace.checkRecent();
      return engine.askGraph(question);
    },
    'graph/find': ({ text }) => engine.findGraphNodes(text),
    'confirm/next': async ({ shown, without, max }) => {
      const confirmations = await engine.confirmations();
      return confirmations.next(shown, without, max);
    },
    'confirm/sample': async ({ count, seed }) => {
      await workspace.waitForGeneration();
      return (await engine.confirmations()).sample(count, seed);
    },
    'confirm/answers': async ({ file, hash, by, sites }) => {
      const confirmations = await engine.confirmations();
      return confirmations.take(file, hash, by, sites);
    },
    'confirm/judge': async ({ file, hash, sites }) => {
      const confirmations = await engine.confirmations();
      return confirmations.judge(file, hash, sites);
    },
    'confirm/sites': async ({ file }) => {
      await workspace.waitForGeneration();
      return (await engine.confirmations()).sitesOf(file);
    },
    'confirm/import': async (part) => (await engine.confirmations()).import(part),
    'confirm/forget': async () => {
      await workspace.waitForGeneration();
      return (await engine.confirmations()).forgetImported();
    },
    'tests/affected': async ({ since }) => {
      await workspace.waitForGeneration();
      await workspace.checkRecent();
      return engine.affectedTests(since);
    },
    'tests/command': ({ file, names }) => engine.testCommand(file, names),
    'dump/open': async (request, client) => {
      await workspace.waitForGeneration();
      await workspace.waitForRun();
      lastDump += 1;
      let ofClient = dumps.get(client);
      if (!ofClient) {
        dumps.set(client, (ofClient = new Map()));
        void client.closed.then(() => endDumps(dumps, client));
      }
      ofClient.set(lastDump, engine.dump(request)[Symbol.asyncIterator]());
      return { dump: lastDump };
    },
    'dump/read': async ({ dump }, client) => {
      const iterator = dumps.get(client)?.get(dump);
      if (!iterator) throw new CodedError('UNKNOWN_DUMP', 'This dump was not opened, or has ended.', 1);
      const { done, value } = await iterator.next();
      if (!done) return { text: value };
      dumps.get(client)?.delete(dump);
      return { text: null };
    },
    'settings/set': (settings) => context.setSettings(settings),
    'store/checkpoint': async ({ mode }) => {
      await workspace.waitForGeneration();
      return context.checkpoint(mode);
    },
    'artifact/copy': async () => {
      await workspace.index(false);
      return engine.copyGeneration();
    },
    'buffers/accepted': () => engine.overlays.accepted,
    'buffers/changed': (change, client) => engine.overlays.change(client, change),
    'buffers/closed': ({ path }, client) => {
      engine.overlays.close(client, path);
      return {};
    },
    'buffers/shown': ({ paths }) => {
      engine.early.prefer(paths);
      return {};
    },
    'crash/read': () => {
      context.noteCrashRead();
      return {};
    },
    'sessions/list': () => context.listSessions(),
    'server/stop': ({ reason, stayAway = false }) => {
      context.stop(reason, stayAway);
      return {};
    },
  } satisfies Handlers;
}

function endDumps(dumps: Map<RpcClient, Map<number, AsyncIterator<string>>>, client: RpcClient): void {
  for (const iterator of dumps.get(client)?.values() ?? []) void iterator.return?.();
  dumps.delete(client);
}
