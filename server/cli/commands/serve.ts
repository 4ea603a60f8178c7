import { CodedError, messageOf } from '../../errors.ts';
import { EXIT_CODES } from '../../protocol/exitCodes.ts';
import type { ServerStatus } from '../../protocol/status.ts';
import type { RpcConnection } from '../../rpc/client.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { describeStop, formatConnectLines } from '../connectLines.ts';
import { followIndex } from '../followIndex.ts';
import { formatSummary } from '../format.ts';
import { waitForInterrupt } from '../interrupt.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

/** `serve [folder]`: joins or starts the server, shows the index run, and keeps the server alive until Ctrl-C. */
export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'Indexes the folder and serves it until Ctrl-C; joins a server that runs',
  argument: FOLDER_ARGUMENT,
  options: { detached: { type: 'boolean', isInternal: true, meaning: 'is the server itself' } },
  example: 'serve ~/src/shop',
  run: (context) => (context.values['detached'] ? runDetached(context) : runForeground(context)),
});

async function runForeground(context: CommandContext): Promise<number> {
  const [{ connectStarting, getRoot }, { ServerGone }] = await Promise.all([
    import('../workspace.ts'),
    import('../../rpc/errors.ts'),
  ]);
  const { out, positionals } = context;
  const root = getRoot(context, positionals[0]);
  let hasLeft = false;
  const interrupted = waitForInterrupt().then(() => {
    hasLeft = true;
    out.note(`Left. ${describeStop(root, context.entryFile)}`);
    return 'interrupted' as const;
  });
  let isFirst = true;
  for (;;) {
    const attempt = connectStarting(root, context);
    const connected = await Promise.race([attempt, interrupted]);
    if (connected === 'interrupted') {
      void attempt.then(({ connection }) => connection.close()).catch(() => {});
      return 0;
    }
    const { connection } = connected;
    const shown = showIndex(connection, context).then((status) => {
      if (status.summary?.nothing) out.line(`\nCtrl-C leaves. ${describeStop(root, context.entryFile)}`);
      else if (isFirst) for (const line of formatConnectLines(status, context.entryFile)) out.line(line);
      else out.note(`Connected to a new server: ${status.endpoint}`);
      isFirst = false;
    });
    // A connection that ends rejects its questions; its end is what is acted on.
    shown.catch((error: unknown) => {
      const isEnd = error instanceof CodedError && error.code === ServerGone.code;
      if (!hasLeft && !isEnd) out.note(messageOf(error));
    });
    const ended = await Promise.race([connection.closed, interrupted]);
    connection.close();
    if (ended === 'interrupted') return 0;
    out.note('The server ended; starting it again.');
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 500)), interrupted]);
  }
}

async function showIndex(connection: RpcConnection, { out }: CommandContext): Promise<ServerStatus> {
  const status = await followIndex(connection, out, () => connection.request('index/wait', {}));
  for (const line of status.summary ? formatSummary(status.summary) : []) out.line(line);
  if (status.problem) out.error(status.problem.message);
  for (const warning of status.warnings) out.note(warning);
  return status;
}

async function runDetached({
  out,
  positionals,
  entryFile,
  version,
  createEngine,
  seams,
}: CommandContext): Promise<number> {
  const [{ checkRoot }, { getCacheRoot, getWorkspaceDir }, { runServer }, { writeStartError }, entry, owned] =
    await Promise.all([
      import('../../discover/checkRoot.ts'),
      import('../../ownership/paths.ts'),
      import('../../serve/server.ts'),
      import('../../serve/startError.ts'),
      import('../../entry.ts'),
      import('../../ownership/errors.ts'),
    ]);
  const root = checkRoot(positionals[0] ?? process.cwd(), getCacheRoot());
  // A server writes nothing but its cache, which is for its user only: SQLite's files too.
  process.umask(0o077);
  try {
    await runServer({ root, entryFile, assetsDir: entry.assetsDir, version, createEngine, seams });
  } catch (error) {
    const isRaceLost = error instanceof Error && 'code' in error && error.code === owned.OwnedElsewhere.code;
    if (!isRaceLost) writeStartError(getWorkspaceDir(root), error);
    out.error(messageOf(error));
    endProcess(error instanceof CodedError ? error.exitCode : EXIT_CODES.failure.code);
  }
  return endProcess(EXIT_CODES.ok.code);
}

/** Whatever still runs (a timer, the socket of a client that does not read) must not keep a server that has ended. */
function endProcess(code: number): never {
  process.exit(code);
}
