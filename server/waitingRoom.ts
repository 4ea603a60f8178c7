// Connections that have not shown yet who they are. Anybody on this machine may open them, so they are few and short, and
// the newest stay: a client shows its token at once, and who only holds connections can't keep it out.
import type { Socket } from 'node:net';

/** Each costs a descriptor, of which some systems give a process 256. */
const PLACES = 32;
const PATIENCE_MS = 10_000;

export class WaitingRoom {
  readonly #waiting = new Map<Socket, NodeJS.Timeout>();

  /** Takes a connection in, which is closed in ten seconds, or when 32 others have come after it, unless it is admitted. */
  enter(socket: Socket): void {
    const [longest] = this.#waiting.keys();
    if (longest && this.#waiting.size >= PLACES) this.#close(longest);
    const timer = setTimeout(() => this.#close(socket), PATIENCE_MS);
    this.#waiting.set(socket, timer);
    socket.once('close', () => this.admit(socket));
  }

  /** The connection has shown the token: it stays as long as it likes. */
  admit(socket: Socket): void {
    clearTimeout(this.#waiting.get(socket));
    this.#waiting.delete(socket);
  }

  #close(socket: Socket): void {
    this.admit(socket);
    socket.destroy();
  }
}
