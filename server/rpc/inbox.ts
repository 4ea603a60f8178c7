import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Socket } from 'node:net';
import type { DataCallback, Disposable, Message } from 'vscode-jsonrpc/node';
import { BoundedReader, MAX_MESSAGE_BYTES } from './boundedReader.ts';

/** A message moves on at least once within two turns of the event loop; several turns without one mean that none waits. */
const QUIET_TURNS = 8;

/**
 * Reads the messages of a socket and can tell when all that arrived were handed out. vscode-jsonrpc passes them through
 * two queues, each of which moves one message a turn of the event loop, so the end of a socket overtakes what came before it.
 */
export class Inbox extends BoundedReader {
  #moves = 0;

  /** To be given to the connection that reads from here, as its `messageStrategy`. */
  readonly strategy = {
    handleMessage: <Result>(message: Message, next: (message: Message) => Result): Result => {
      this.#moves += 1;
      return next(message);
    },
  };

  readonly #socket: Socket;

  constructor(socket: Socket) {
    super(socket, () => MAX_MESSAGE_BYTES);
    this.#socket = socket;
  }

  override listen(callback: DataCallback): Disposable {
    return super.listen((message) => {
      this.#moves += 1;
      callback(message);
    });
  }

  /** Resolves when the socket is closed and every message that arrived before was handed out. */
  async drained(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    for (let quiet = 0; quiet < QUIET_TURNS;) {
      const before = this.#moves;
      await nextTurn();
      quiet = this.#moves === before ? quiet + 1 : 0;
    }
  }
}
