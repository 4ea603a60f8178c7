// The socket of windows and command lines: admits a client by token, then hands its requests to the handlers.
// Knows no method by name except the handshake.
import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createMessageConnection, SocketMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { isNonce, isSameSecret, makeProof } from '../ownership/epoch.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import type { ClientHello } from '../protocol/rpc.ts';
import { WaitingRoom } from '../waitingRoom.ts';
import { BoundedReader, MAX_MESSAGE_BYTES } from './boundedReader.ts';
import { NotAdmitted, ProtocolMismatch, toResponseError } from './errors.ts';
import type { Broadcast, Handlers, RpcClient } from './handlers.ts';

/** From a client that is not admitted yet. */
const MAX_HELLO_BYTES = 65_536;

export interface RpcServerOptions {
  readonly path: string;
  readonly token: string;
  readonly epoch: string;
  readonly version: string;
  readonly handlers: Handlers;
  /** Called when a client was admitted; its handshake is answered when this is done. */
  readonly onClient: (client: RpcClient) => Promise<void> | undefined;
}

export interface RpcServer {
  readonly broadcast: Broadcast;
  /** Number of admitted clients that are connected, of one kind if it is named. */
  readonly clientCount: (kind?: ClientHello['kind']) => number;
  close(): Promise<void>;
}

/** Listens on `path`. The caller holds the lock of the workspace, so what lies there is a leftover and is removed. */
export async function listenRpc(options: RpcServerOptions): Promise<RpcServer> {
  const admitted = new Map<MessageConnection, ClientHello['kind']>();
  const sockets = new Set<Socket>();
  const waitingRoom = new WaitingRoom();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    waitingRoom.enter(socket);
    serveClient(socket, options, admitted, waitingRoom);
  });
  if (process.platform !== 'win32') rmSync(options.path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.path, resolve);
  });
  if (process.platform !== 'win32') chmodSync(options.path, 0o600);
  return {
    async broadcast(name, params) {
      await Promise.allSettled(
        [...admitted.keys()].map((connection) => connection.sendNotification(name, params)),
      );
    },
    clientCount: (kind) =>
      kind === undefined ? admitted.size : [...admitted.values()].filter((one) => one === kind).length,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.end(() => socket.destroy());
      return closed;
    },
  };
}

function serveClient(
  socket: Socket,
  options: RpcServerOptions,
  admitted: Map<MessageConnection, ClientHello['kind']>,
  waitingRoom: WaitingRoom,
): void {
  let client: RpcClient | undefined;
  const reader = new BoundedReader(socket, () => (client ? MAX_MESSAGE_BYTES : MAX_HELLO_BYTES));
  const connection = createMessageConnection(reader, new SocketMessageWriter(socket));
  // What is no message: where the next one begins is not known any more.
  connection.onError(() => socket.destroy());
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => socket.destroy());
  void closed.then(() => {
    admitted.delete(connection);
    connection.dispose();
  });

  connection.onRequest('client/hello', async (hello: ClientHello): Promise<unknown> => {
    const { nonce } = hello;
    // The end of a connection overtakes what came before it: who is gone already would be kept for ever.
    if (socket.destroyed || !isAdmitted(hello, options)) {
      // The connection is closed soon if the client does not.
      return toResponseError(NotAdmitted());
    }
    if (hello.protocol !== PROTOCOL_VERSION && !hello.onlyToStop) {
      return toResponseError(ProtocolMismatch(hello.protocol, PROTOCOL_VERSION));
    }
    waitingRoom.admit(socket);
    client = {
      kind: hello.kind,
      version: hello.version,
      environment: hello.environment,
      folders: hello.folders ?? [],
      closed,
    };
    if (!admitted.has(connection)) {
      admitted.set(connection, hello.kind);
      await options.onClient(client);
    }
    const proof = isNonce(nonce) ? makeProof(options.token, 'server', options.path, nonce) : undefined;
    return { version: options.version, epoch: options.epoch, ...(proof === undefined ? {} : { proof }) };
  });
  for (const [method, handler] of Object.entries(options.handlers)) {
    const handle = handler as (params: unknown, client: RpcClient) => unknown;
    connection.onRequest(method, async (params: unknown) => {
      if (!client) return toResponseError(NotAdmitted());
      try {
        return await handle(params, client);
      } catch (error) {
        return toResponseError(error);
      }
    });
  }
  connection.listen();
}

function isAdmitted({ token, nonce, proof }: ClientHello, options: RpcServerOptions): boolean {
  if (typeof token === 'string') return isSameSecret(token, options.token);
  if (!isNonce(nonce) || typeof proof !== 'string') return false;
  return isSameSecret(proof, makeProof(options.token, 'client', options.path, nonce));
}
