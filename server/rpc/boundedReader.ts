import type { Socket } from 'node:net';
import { SocketMessageReader } from 'vscode-jsonrpc/node';
import type { DataCallback, Disposable } from 'vscode-jsonrpc/node';

/** The largest message that is read or sent, in bytes: an unsaved file of ten times the default limit fits. */
export const MAX_MESSAGE_BYTES = 64 * 1_048_576;

/** Reads the messages of a socket, and closes it when a message is larger than `maxBytes` says at that time. */
export class BoundedReader extends SocketMessageReader {
  readonly #socket: Socket;
  readonly #maxBytes: () => number;
  #pendingBytes = 0;

  constructor(socket: Socket, maxBytes: () => number) {
    super(socket);
    this.#socket = socket;
    this.#maxBytes = maxBytes;
    // Its timer would go on for ever, and keep the connection, when the end comes in the middle of a message.
    this.partialMessageTimeout = 0;
  }

  override listen(callback: DataCallback): Disposable {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#pendingBytes += chunk.length;
      if (this.#pendingBytes > this.#maxBytes()) this.#socket.destroy();
    });
    return super.listen((message) => {
      this.#pendingBytes = 0;
      callback(message);
    });
  }
}
