// The store thread's loop: one open generation at a time, questions answered in the order they came. Owns the
// connection; the handlers are handed in, so this file knows no question. Runs in a worker thread.

import type { MessagePort } from 'node:worker_threads';
import { CodedError, messageOf } from '../errors.ts';
import { releaseMemory } from '../memory.ts';
import { Fenced } from '../ownership/errors.ts';
import { GenerationDamaged, SnapshotGone, StoreClosed, UnknownQuery } from './errors.ts';
import { isDamageCode, openGeneration } from './generation.ts';
import type { Generation } from './generation.ts';
import type { StoreAnswer, StoreNotice, StoreRequest } from './messages.ts';
import { EarlyDefinitions } from './earlyDefinitions.ts';
import { Upkeep } from './upkeep.ts';
import { changesOf, writeDelta } from './writeDelta.ts';

/** Answers one question from one database. The input comes from the typed wrapper of the caller. */
export type QueryHandler = (generation: Generation, input: never) => unknown;
export type QueryHandlers = Readonly<Record<string, QueryHandler>>;

/** The generation that answers. */
interface Current {
  readonly generation: Generation;
  readonly upkeep: Upkeep;
}

/** Serves `port` until it is told to close; then the database is closed and the port with it. */
export function serveStore(port: MessagePort, handlers: QueryHandlers): void {
  const store = new Store(handlers, (notice) => port.postMessage(notice));
  port.on('message', (request: StoreRequest) => {
    port.postMessage(store.answer(request));
    if (request.type === 'close') port.close();
  });
}

class Store {
  readonly #handlers: QueryHandlers;
  readonly #notify: (notice: StoreNotice) => void;
  #current: Current | undefined;
  #opened = 0;
  /** Answers while no generation is open. */
  #early: EarlyDefinitions | undefined;

  constructor(handlers: QueryHandlers, notify: (notice: StoreNotice) => void) {
    this.#handlers = handlers;
    this.#notify = notify;
  }

  answer(request: StoreRequest): StoreAnswer {
    const current = this.#current;
    try {
      // Looked up after the question: what it saw can't be newer.
      const value = this.#run(request);
      return { id: request.id, ok: true, value, snapshot: this.#snapshot() };
    } catch (thrown) {
      const code = thrown instanceof CodedError ? thrown.code : sqliteCode(thrown);
      const message = messageOf(thrown);
      if (code === Fenced.code) this.#notify({ notice: 'fenced', why: message });
      if (!isDamageCode(code) || request.type === 'switch') return failure(request.id, code, message);
      current?.upkeep.noteDamage(message);
      return failure(request.id, GenerationDamaged.code, message);
    }
  }

  #run(request: StoreRequest): unknown {
    const current = this.#current;
    switch (request.type) {
      case 'query': {
        const generation = current?.generation ?? this.#early?.generation;
        if (!generation) throw StoreClosed('no generation has been built yet');
        const handler = Object.hasOwn(this.#handlers, request.query)
          ? this.#handlers[request.query]
          : undefined;
        if (!handler) throw UnknownQuery(request.query);
        if (request.snapshot !== undefined && request.snapshot !== this.#snapshot()) throw SnapshotGone();
        const ask = () =>
          generation.withinMs(request.budgetMs, () => handler(generation, request.input as never));
        return current ? current.upkeep.guard(ask) : ask();
      }
      case 'switch': {
        const { file, check, tuning, fence } = request;
        // The new file opens before the old one closes: a file that can't be opened leaves the old one serving.
        const generation = openGeneration(file, { mmapBytes: tuning.mmapBytes, check, fence });
        this.#close();
        this.#throwAwayEarly();
        this.#opened += 1;
        this.#current = { generation, upkeep: new Upkeep(generation, tuning, this.#notify) };
        return generation.meta();
      }
      case 'update': {
        const { file, delta, meta } = request;
        if (current?.generation.file !== file) throw StoreClosed('another generation has been opened since');
        return current.upkeep.guard(() =>
          current.generation.write((db) => writeDelta(db, delta, meta), changesOf),
        );
      }
      case 'define':
        this.#early ??= new EarlyDefinitions(request.file);
        this.#early.add(request.definitions);
        return undefined;
      case 'undefine':
        this.#throwAwayEarly();
        return undefined;
      case 'tune':
        current?.upkeep.tune(request.tuning);
        return undefined;
      case 'checkpoint':
        return current?.upkeep.guard(() => current.upkeep.checkpoint(request.mode));
      case 'verify':
        return current?.generation.verify(request.check);
      case 'copy':
        if (!current) throw StoreClosed('no generation has been built yet');
        return current.upkeep.guard(() => current.generation.copyTo(request.file));
      case 'facts':
        return current?.upkeep.facts();
      case 'rest':
        current?.generation.forgetDerived();
        void releaseMemory();
        return undefined;
      case 'close':
        this.#throwAwayEarly();
        this.#close();
        return undefined;
      default:
        return undefined;
    }
  }

  #throwAwayEarly(): void {
    this.#early?.throwAway();
    this.#early = undefined;
  }

  #snapshot(): string {
    return `${this.#opened}.${this.#current?.generation.revision ?? 0}`;
  }

  #close(): void {
    const closing = this.#current;
    this.#current = undefined;
    closing?.upkeep.close();
    try {
      closing?.generation.close();
    } catch (error) {
      // A file that others have broken may refuse its last checkpoint; its connection is gone all the same.
      if (!isDamageCode(sqliteCode(error))) throw error;
    }
  }
}

function failure(id: number, code: string, message: string): StoreAnswer {
  return { id, ok: false, error: { code, message } };
}

/** better-sqlite3 names SQLite's own result code in `code`. */
function sqliteCode(thrown: unknown): string {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : 'QUERY_FAILED';
}
