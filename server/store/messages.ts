import type { GraphDefinitions, GraphDelta } from '../graph.ts';
import type { CheckpointMode } from '../protocol/settings.ts';
import type { Fence } from './fence.ts';
import type { IntegrityCheck } from './generation.ts';

/** How a generation is opened and kept. */
export interface StoreTuning {
  /** Bytes of the file that may be memory-mapped, 0 for none. */
  readonly mmapBytes: number;
  /** The mode of the checkpoints that the store runs by itself. */
  readonly checkpointMode: CheckpointMode;
}

/** What the main thread may ask of the store thread. */
export type StoreRequest = { readonly id: number } & (
  | {
      readonly type: 'query';
      readonly query: string;
      readonly input: unknown;
      readonly budgetMs: number;
      /** Refuses the question unless the rows are still those of that answer. */
      readonly snapshot?: string | undefined;
    }
  | {
      readonly type: 'switch';
      readonly file: string;
      readonly check: IntegrityCheck;
      readonly tuning: StoreTuning;
      readonly fence: Fence | undefined;
    }
  /** Takes an edit into the open generation; refused unless that is `file`. */
  | {
      readonly type: 'update';
      readonly file: string;
      readonly delta: GraphDelta;
      readonly meta: Readonly<Record<string, string>>;
    }
  /** Adds definitions to those that answer until the first generation is opened; `file` is theirs, a throw-away one. */
  | { readonly type: 'define'; readonly file: string; readonly definitions: GraphDefinitions }
  /** Throws them away. */
  | { readonly type: 'undefine' }
  | { readonly type: 'tune'; readonly tuning: StoreTuning }
  | { readonly type: 'checkpoint'; readonly mode: CheckpointMode }
  | { readonly type: 'verify'; readonly check: 'quick' | 'integrity' }
  /** Copies what is open into a file that does not exist yet. */
  | { readonly type: 'copy'; readonly file: string }
  | { readonly type: 'facts' }
  | { readonly type: 'rest' }
  | { readonly type: 'close' }
);

/** The answer to the request of the same id. */
export type StoreAnswer =
  | {
      readonly id: number;
      readonly ok: true;
      readonly value: unknown;
      /** Of a question: the same for all answers from the same rows. */
      readonly snapshot?: string | undefined;
    }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly code: string; readonly message: string };
    };

/**
 * What the store thread says unasked. `damaged`: the open file can't be trusted any more and every question about it
 * fails. `fenced`: this process may not write any more.
 */
export type StoreNotice =
  | { readonly notice: 'damaged'; readonly file: string; readonly why: string }
  | { readonly notice: 'fenced'; readonly why: string }
  | { readonly notice: 'checkpointBusy'; readonly log: number; readonly checkpointed: number }
  | { readonly notice: 'checkpointFailed'; readonly why: string };
