import type {
  ClientHello,
  RpcMethod,
  RpcNotification,
  RpcNotifications,
  RpcRequests,
} from '../protocol/rpc.ts';

/** One connected client that has shown the token. */
export interface RpcClient {
  readonly kind: 'cli' | 'window';
  readonly version: string;
  /** The knobs that its environment sets. */
  readonly environment: ClientHello['environment'];
  readonly folders: readonly string[];
  /** Resolves when the client is gone. */
  readonly closed: Promise<void>;
}

/** One handler per method except the handshake: a missing one is a compile error. */
export type Handlers = {
  [Method in Exclude<RpcMethod, 'client/hello'>]: (
    params: RpcRequests[Method]['params'],
    client: RpcClient,
  ) => RpcRequests[Method]['result'] | Promise<RpcRequests[Method]['result']>;
};

/**
 * Sends a notification to every connected client. Resolves when it is written, and with it every answer that was given
 * before; never rejects.
 */
export type Broadcast = <Name extends RpcNotification>(
  name: Name,
  params: RpcNotifications[Name],
) => Promise<void>;
