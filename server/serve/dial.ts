// How a client gets a connection to the server of a workspace: found or started, dialled, introduced.
import type { Discovery } from '../ownership/discovery.ts';
import type { ClientHello } from '../protocol/rpc.ts';
import { parseEnvironmentSettings } from '../protocol/settings.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import { dialRpc } from '../rpc/client.ts';
import type { RpcConnection } from '../rpc/client.ts';
import { connectServer, findServer } from './connect.ts';
import type { ConnectOptions } from './connect.ts';

const DIAL_ATTEMPTS = 3;

/** A connection and the server it leads to. */
export interface JoinedServer {
  readonly discovery: Discovery;
  readonly connection: RpcConnection;
}

/** A connection to the workspace's server, started if there is none; rejects as `connectServer` does. */
export async function joinServer(options: ConnectOptions, kind: ClientHello['kind']): Promise<JoinedServer> {
  for (let attempt = 1; ; attempt += 1) {
    const discovery = await connectServer(options);
    try {
      return { discovery, connection: await dialServer(discovery, options.version, kind, options.folders) };
    } catch (error) {
      // It ended between the two steps: the next attempt finds or starts another.
      if (attempt === DIAL_ATTEMPTS || (await findServer(options.root))?.epoch === discovery.epoch)
        throw error;
    }
  }
}

/** A connection to this server. The knobs of SQLite that this process's environment sets go with the handshake. */
export function dialServer(
  { rpcPath, token }: Discovery,
  version: string,
  kind: ClientHello['kind'],
  folders?: readonly string[],
): Promise<RpcConnection> {
  const { mmapBytes, checkpointMode } = parseEnvironmentSettings(process.env).settings;
  // The server may have been started by somebody with another environment.
  const environment = {
    ...(mmapBytes === undefined ? {} : { mmapBytes }),
    ...(checkpointMode === undefined ? {} : { checkpointMode }),
  };
  const hello = { token, kind, version, protocol: PROTOCOL_VERSION, environment };
  return dialRpc(rpcPath, folders === undefined ? hello : { ...hello, folders });
}
