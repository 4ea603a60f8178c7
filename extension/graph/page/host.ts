// Whoever shows the page: an editor's window, or a client of MCP that renders apps. Owns how each is spoken to.
import type { GraphAnswer, GraphNode, GraphQuestion } from '../../../server/protocol/graphView.ts';

/** What the page needs of whoever shows it. */
export interface Host {
  ask(question: GraphQuestion): Promise<GraphAnswer>;
  find(text: string): Promise<readonly GraphNode[]>;
  /** Undefined where there is no editor. */
  readonly open?: (file: string, line: number, hasFocus: boolean) => void;
  save(name: string, content: Blob): Promise<void>;
  /** Undefined where no cursor can be followed. */
  readonly follow?: (isOn: boolean) => void;
  loadState(): unknown;
  keepState(state: unknown): void;
  /** Begins to listen; told once the page can be drawn. */
  listen(listener: HostListener): void;
}

/** What a host tells unasked. */
export interface HostListener {
  show(root: string, isFollowing: boolean): void;
  showQuestion(question: GraphQuestion): void;
  refresh(): void;
}

/** Questions under way, by number. */
export class Pending {
  readonly #waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  /** A page that begins anew does not take the answers of the one before. */
  #last = Math.floor(Math.random() * 1e9);

  /** Sends a question with a number of its own; the value is what its answer holds. */
  send(send: (id: number) => void): Promise<unknown> {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      send(id);
    });
  }

  resolve(id: number, value: unknown): void {
    this.#waiting.get(id)?.resolve(value);
    this.#waiting.delete(id);
  }

  reject(id: number, message: string): void {
    this.#waiting.get(id)?.reject(new Error(message));
    this.#waiting.delete(id);
  }
}
