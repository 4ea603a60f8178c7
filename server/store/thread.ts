// The store thread's loop: one open generation at a time, questions answered in the order they came. Owns the
// connection; the handlers are handed in, so this file knows no question. Runs in a worker thread.

import type { MessagePort } from 'node:worker_threads';
import { CodedError, messageOf } from '../errors.ts';
import { StoreClosed, UnknownQuery } from './errors.ts';
import { openGeneration, type Generation } from './generation.ts';
import type { StoreAnswer, StoreRequest } from './messages.ts';

/** Answers one question from one database. The input comes from the typed wrapper of the caller. */
export type QueryHandler = (generation: Generation, input: never) => unknown;
export type QueryHandlers = Readonly<Record<string, QueryHandler>>;

/** Serves `port` until it is told to close; then the database is closed and the port with it. */
export function serveStore(port: MessagePort, handlers: QueryHandlers): void {
  let current: Generation | undefined;

  const answer = (request: StoreRequest): unknown => {
    switch (request.type) {
      case 'query': {
        if (!current) throw StoreClosed('no generation has been built yet');
        const handler = Object.hasOwn(handlers, request.query) ? handlers[request.query] : undefined;
        if (!handler) throw UnknownQuery(request.query);
        const generation = current;
        return generation.withinMs(request.budgetMs, () => handler(generation, request.input as never));
      }
      case 'switch': {
        // The new file opens before the old one closes: a file that can't be opened leaves the old one serving.
        const next = openGeneration(request.file, { mmapBytes: request.mmapBytes });
        current?.close();
        current = next;
        return next.meta();
      }
      case 'tune':
        current?.setMmapBytes(request.mmapBytes);
        return undefined;
      case 'checkpoint':
        return current?.checkpoint(request.mode);
      case 'verify':
        return current?.verify(request.check);
      case 'close':
        current?.close();
        current = undefined;
        return undefined;
      default:
        return undefined;
    }
  };

  port.on('message', (request: StoreRequest) => {
    port.postMessage(answerSafely(request, answer));
    if (request.type === 'close') port.close();
  });
}

function answerSafely(request: StoreRequest, answer: (request: StoreRequest) => unknown): StoreAnswer {
  try {
    return { id: request.id, ok: true, value: answer(request) };
  } catch (thrown) {
    const code = thrown instanceof CodedError ? thrown.code : sqliteCode(thrown);
    return { id: request.id, ok: false, error: { code, message: messageOf(thrown) } };
  }
}

/** better-sqlite3 names SQLite's own result code in `code`. */
function sqliteCode(thrown: unknown): string {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : 'QUERY_FAILED';
}
