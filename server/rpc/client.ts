// The client's end of the window socket: dial, prove to know the token and see that the server does, then typed requests.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { createMessageConnection, ErrorCodes, ResponseError, SocketMessageWriter } from 'vscode-jsonrpc/node';
import type { Message } from 'vscode-jsonrpc/node';
import type {
  ClientHello,
  RpcMethod,
  RpcNotification,
  RpcNotifications,
  RpcRequests,
} from '../protocol/rpc.ts';
import { CodedError } from '../errors.ts';
import { createNonce, isSameSecret, makeProof } from '../ownership/epoch.ts';
import { MAX_MESSAGE_BYTES } from './boundedReader.ts';
import { ForeignServer, fromResponseError, MessageTooLarge, ServerGone } from './errors.ts';
import { Inbox } from './inbox.ts';

/** A server that is busy answers late; one that does not answer for so long is not waited for. */
const HANDSHAKE_DEADLINE_MS = 10_000;

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

/** What a client says of itself, and the token that it proves to know. */
export type Introduction = Omit<ClientHello, 'nonce' | 'proof'> & { readonly token: string };

/**
 * Connects to the socket at `path` and introduces itself, within `deadlineMs`. Rejects when nobody listens, when the token
 * is not accepted, and with FOREIGN_SERVER when who listens does not know it. The token itself is not sent.
 */
export async function dialRpc(
  path: string,
  introduction: Introduction,
  deadlineMs: number = HANDSHAKE_DEADLINE_MS,
): Promise<RpcConnection> {
  const socket = await openSocket(path, deadlineMs);
  const inbox = new Inbox(socket);
  const writer = new SocketMessageWriter(socket, {
    contentTypeEncoder: { name: 'application/json', encode },
  });
  const connection = createMessageConnection(inbox, writer, undefined, {
    messageStrategy: inbox.strategy,
  });
  const closed = inbox.drained();
  let unsent: CodedError | undefined;
  connection.onError(([error]) => {
    if (error instanceof CodedError) unsent = error;
    else socket.destroy();
  });
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
      if (unsent && error instanceof ResponseError && error.code === ErrorCodes.MessageWriteError)
        throw unsent;
      const coded = fromResponseError(error);
      if (coded === error && socket.destroyed) throw ServerGone.from(error);
      throw coded;
    } finally {
      isPending = false;
    }
  };
  const { token, ...hello } = introduction;
  const nonce = createNonce();
  const deadline = setTimeout(() => socket.destroy(), deadlineMs);
  try {
    const proof = makeProof(token, 'client', path, nonce);
    const answer = await request('client/hello', { ...hello, nonce, proof });
    if (!isSameSecret(answer.proof ?? '', makeProof(token, 'server', path, nonce))) throw ForeignServer(path);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(deadline);
  }
  return {
    request,
    onNotification: (name, listener) => void connection.onNotification(name, listener),
    closed,
    close: () => socket.destroy(),
  };
}

/** What the server would not read is not sent: it could only close the connection. */
function encode(message: Message): Promise<Uint8Array> {
  const bytes = Buffer.from(JSON.stringify(message), 'utf8');
  if (bytes.length > MAX_MESSAGE_BYTES)
    return Promise.reject(MessageTooLarge(bytes.length, MAX_MESSAGE_BYTES));
  return Promise.resolve(bytes);
}

function openSocket(path: string, deadlineMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const deadline = setTimeout(() => socket.destroy(ServerGone()), deadlineMs);
    socket.once('close', () => clearTimeout(deadline));
    socket.once('error', reject);
    socket.once('connect', () => {
      clearTimeout(deadline);
      socket.off('error', reject);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}
