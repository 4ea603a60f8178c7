// The client's end of the window socket: dial, show the token, then typed requests.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { createMessageConnection, SocketMessageWriter } from 'vscode-jsonrpc/node';
import type {
  ClientHello,
  RpcMethod,
  RpcNotification,
  RpcNotifications,
  RpcRequests,
} from '../protocol/rpc.ts';
import { fromResponseError, ServerGone } from './errors.ts';
import { Inbox } from './inbox.ts';

/** A connection whose handshake is done. Being connected keeps the server alive. */
export interface RpcConnection {
  /** Asks the server; rejects with the coded error of the server, or SERVER_GONE when the connection ends. */
  request<Method extends RpcMethod>(
    method: Method,
    params: RpcRequests[Method]['params'],
  ): Promise<RpcRequests[Method]['result']>;
  onNotification<Name extends RpcNotification>(
    name: Name,
    listener: (params: RpcNotifications[Name]) => void,
  ): void;
  /** Resolves when the connection has ended, whoever ended it, and what came before the end was handed out. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Connects to the socket at `path` and introduces itself. Rejects when nobody listens or the token is not accepted. */
export async function dialRpc(path: string, hello: ClientHello): Promise<RpcConnection> {
  const socket = await openSocket(path);
  const inbox = new Inbox(socket);
  const connection = createMessageConnection(inbox, new SocketMessageWriter(socket), undefined, {
    messageStrategy: inbox.strategy,
  });
  const closed = inbox.drained();
  connection.onError(() => socket.destroy());
  connection.listen();

  const request: RpcConnection['request'] = async (method, params) => {
    let isPending = true;
    const gone = closed.then(() => {
      if (isPending) throw ServerGone();
    });
    // On a connection that is closed already, the request fails at once and nobody waits for this.
    gone.catch(() => {});
    try {
      const answer = connection.sendRequest<RpcRequests[typeof method]['result']>(method, params);
      return await Promise.race([answer, gone.then(() => answer)]);
    } catch (error) {
      const coded = fromResponseError(error);
      if (coded === error && socket.destroyed) throw ServerGone.from(error);
      throw coded;
    } finally {
      isPending = false;
    }
  };
  try {
    await request('client/hello', hello);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    request,
    onNotification: (name, listener) => void connection.onNotification(name, listener),
    closed,
    close: () => socket.destroy(),
  };
}

function openSocket(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}
