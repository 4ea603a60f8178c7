import type { CheckpointMode } from './generation.ts';

/** What the main thread may ask of the store thread. */
export type StoreRequest = { readonly id: number } & (
  | { readonly type: 'query'; readonly query: string; readonly input: unknown; readonly budgetMs: number }
  | { readonly type: 'switch'; readonly file: string; readonly mmapBytes: number }
  | { readonly type: 'tune'; readonly mmapBytes: number }
  | { readonly type: 'checkpoint'; readonly mode: CheckpointMode }
  | { readonly type: 'verify'; readonly check: 'quick' | 'integrity' }
  | { readonly type: 'close' }
);

/** The answer to the request of the same id. */
export type StoreAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly code: string; readonly message: string };
    };
