// How a command reaches the server of a workspace.
import { checkRoot } from '../discover/checkRoot.ts';
import { CodedError } from '../errors.ts';
import type { Discovery } from '../ownership/discovery.ts';
import { getCacheRoot } from '../ownership/paths.ts';
import type { RpcConnection } from '../rpc/client.ts';
import { findServer } from '../serve/connect.ts';
import { dialServer, joinServer } from '../serve/dial.ts';
import type { JoinedServer } from '../serve/dial.ts';
import { NotRunning } from '../serve/errors.ts';
import type { CommandContext } from './command.ts';

const ASK_ATTEMPTS = 5;
/** The server, or the database under it, was replaced while it was asked. */
const OVERTAKEN = new Set(['SERVER_GONE', 'STORE_DAMAGED', 'STORE_CLOSED', 'SNAPSHOT_GONE']);

/** The checked root a command works on: its argument, --folder, or the current directory. */
export function getRoot({ values }: CommandContext, argument?: string): string {
  const named = argument ?? values['folder'];
  return checkRoot(typeof named === 'string' ? named : process.cwd(), getCacheRoot());
}

/**
 * Asks the workspace's server, started if there is none, and leaves it whatever happens. `ask` is called again when the
 * server or its index was replaced meanwhile, so it must not have printed anything before it resolves.
 */
export async function askServer<Result>(
  root: string,
  context: CommandContext,
  ask: (connection: RpcConnection) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const { connection } = await connectStarting(root, context);
    try {
      return await ask(connection);
    } catch (error) {
      // Every question of a command can be asked again; after harm or a crash there is an index again soon.
      const code = error instanceof CodedError ? error.code : '';
      if (attempt === ASK_ATTEMPTS || !OVERTAKEN.has(code)) throw error;
    } finally {
      connection.close();
    }
  }
}

/** A connection to the workspace's server, started if there is none. */
export function connectStarting(root: string, { entryFile, version }: CommandContext): Promise<JoinedServer> {
  return joinServer({ root, entryFile, version }, 'cli');
}

/** A connection to the workspace's server; throws NOT_RUNNING when there is none. */
export async function connectRunning(root: string, { version }: CommandContext): Promise<RpcConnection> {
  const discovery = await findServer(root);
  if (!discovery) throw NotRunning(root);
  return dial(discovery, version);
}

/** A connection to this server, with the handshake of a command line. */
export function dial(discovery: Discovery, version: string): Promise<RpcConnection> {
  return dialServer(discovery, version, 'cli');
}
