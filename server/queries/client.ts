// The typed face of the questions for threads that ask them; what answers is loaded in the store thread alone.

import type { Generation } from '../store/generation.ts';
import type { queryHandlers } from './index.ts';

type Handlers = typeof queryHandlers;
type InputOf<Handler> = Handler extends (generation: Generation, input: infer Input) => unknown
  ? Input
  : never;

/** The same questions for the main thread. Each rejects with the coded error of the store thread. */
export type Queries = {
  readonly [Name in keyof Handlers]: (
    input: unknown extends InputOf<Handlers[Name]> ? Record<string, never> : InputOf<Handlers[Name]>,
    options?: { budgetMs?: number },
  ) => Promise<ReturnType<Handlers[Name]>>;
};

/** Something that carries a question to the store thread: a StoreClient. */
export interface Asker {
  ask(query: string, input: unknown, options?: { budgetMs?: number }): Promise<unknown>;
}

/** The typed questions over `client`. */
export function createQueries(client: Asker): Queries {
  const ask = (name: string) => (input: unknown, options?: { budgetMs?: number }) =>
    client.ask(name, input, options);
  // By whatever name: to know the questions here would load all that answers them. What has a `then` is taken for a promise.
  const find = (_target: object, name: string | symbol) =>
    typeof name === 'string' && name !== 'then' ? ask(name) : undefined;
  return new Proxy({}, { get: find }) as Queries;
}
