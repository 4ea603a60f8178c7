// How a command reaches the server of a workspace.
import { checkRoot } from '../discover/checkRoot.ts';
import type { Discovery } from '../ownership/discovery.ts';
import { getCacheRoot } from '../ownership/paths.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import { dialRpc } from '../rpc/client.ts';
import type { RpcConnection } from '../rpc/client.ts';
import { connectServer, findServer } from '../serve/connect.ts';
import { NotRunning } from '../serve/errors.ts';
import type { CommandContext } from './command.ts';

/** The checked root a command works on: its argument, --folder, or the current directory. */
export function getRoot({ values }: CommandContext, argument?: string): string {
  const named = argument ?? values['folder'];
  return checkRoot(typeof named === 'string' ? named : process.cwd(), getCacheRoot());
}

/** A connection to the workspace's server, started if there is none. */
export async function connectStarting(
  root: string,
  { entryFile, version }: CommandContext,
): Promise<{ discovery: Discovery; connection: RpcConnection }> {
  const discovery = await connectServer({ root, entryFile, version });
  return { discovery, connection: await dial(discovery, version) };
}

/** A connection to the workspace's server; throws NOT_RUNNING when there is none. */
export async function connectRunning(root: string, { version }: CommandContext): Promise<RpcConnection> {
  const discovery = await findServer(root);
  if (!discovery) throw NotRunning(root);
  return dial(discovery, version);
}

function dial({ rpcPath, token }: Discovery, version: string): Promise<RpcConnection> {
  return dialRpc(rpcPath, { token, kind: 'cli', version, protocol: PROTOCOL_VERSION });
}
