// How a command reaches the server of a workspace.
import { checkRoot } from '../discover/checkRoot.ts';
import type { Discovery } from '../ownership/discovery.ts';
import { getCacheRoot } from '../ownership/paths.ts';
import { parseEnvironmentSettings } from '../protocol/settings.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import { dialRpc } from '../rpc/client.ts';
import type { RpcConnection } from '../rpc/client.ts';
import { connectServer, findServer } from '../serve/connect.ts';
import { NotRunning } from '../serve/errors.ts';
import type { CommandContext } from './command.ts';

const DIAL_ATTEMPTS = 3;

/** The checked root a command works on: its argument, --folder, or the current directory. */
export function getRoot({ values }: CommandContext, argument?: string): string {
  const named = argument ?? values['folder'];
  return checkRoot(typeof named === 'string' ? named : process.cwd(), getCacheRoot());
}

/** Asks the workspace's server, started if there is none, and leaves it whatever happens. */
export async function askServer<Result>(
  root: string,
  context: CommandContext,
  ask: (connection: RpcConnection) => Promise<Result>,
): Promise<Result> {
  const { connection } = await connectStarting(root, context);
  return ask(connection).finally(() => connection.close());
}

/** A connection to the workspace's server, started if there is none. */
export async function connectStarting(
  root: string,
  { entryFile, version }: CommandContext,
): Promise<{ discovery: Discovery; connection: RpcConnection }> {
  for (let attempt = 1; ; attempt += 1) {
    const discovery = await connectServer({ root, entryFile, version });
    try {
      return { discovery, connection: await dial(discovery, version) };
    } catch (error) {
      // It ended between the two steps: the next attempt finds or starts another.
      if (attempt === DIAL_ATTEMPTS || (await findServer(root))?.epoch === discovery.epoch) throw error;
    }
  }
}

/** A connection to the workspace's server; throws NOT_RUNNING when there is none. */
export async function connectRunning(root: string, { version }: CommandContext): Promise<RpcConnection> {
  const discovery = await findServer(root);
  if (!discovery) throw NotRunning(root);
  return dial(discovery, version);
}

/** A connection to this server, with the handshake of a command line. */
export function dial({ rpcPath, token }: Discovery, version: string): Promise<RpcConnection> {
  const { mmapBytes, checkpointMode } = parseEnvironmentSettings(process.env).settings;
  // The server may have been started by somebody with another environment.
  const environment = {
    ...(mmapBytes === undefined ? {} : { mmapBytes }),
    ...(checkpointMode === undefined ? {} : { checkpointMode }),
  };
  return dialRpc(rpcPath, { token, kind: 'cli', version, protocol: PROTOCOL_VERSION, environment });
}
