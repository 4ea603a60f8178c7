// What the threads of an index run say to each other. Facts travel as transferred integers and joined text, never as
// objects per row.

import type { IndexedFile } from '../discover/compareWithIndex.ts';
import type { GenerationCounts } from '../store/writeGeneration.ts';
import type { IndexProgress } from '../protocol/status.ts';

/**
 * Heap of the threads of a run. A young generation of this size is collected a few times per run instead of dozens:
 * 5 % less CPU on Django. The stack is for deeply nested code; the old generation keeps its default.
 */
export const INDEXING_LIMITS = { maxYoungGenerationSizeMb: 64, stackSizeMb: 32 } as const;

/** What every thread of a run is told at its start. */
export interface IndexOptions {
  /** As returned by checkRoot. */
  readonly root: string;
  readonly assetsDir: string;
  readonly entryFile: string;
  /** Folders and files that the read gate refuses: the cache and what is open in it. */
  readonly forbidden: { readonly dirs: readonly string[]; readonly files: readonly string[] };
  readonly maxFileSizeBytes: number;
  readonly exclude: readonly string[];
  readonly includeGenerated: boolean;
  /** Parse workers, 0 for one per core. */
  readonly workers: number;
}

/** `workerData` of a parse worker. */
export interface ParseWorkerData {
  readonly role: 'parse';
  readonly options: IndexOptions;
}

/** `workerData` of the build worker. */
export interface BuildWorkerData {
  readonly role: 'build';
  readonly options: IndexOptions;
  /** Where the finished database goes; does not exist yet. */
  readonly generationFile: string;
  readonly meta: Readonly<Record<string, string>>;
}

/** One file to parse. */
export interface ParseRequest {
  readonly path: string;
  /** Index into `languages`. */
  readonly language: number;
}

/** Build worker → parse worker; an empty list ends the worker. */
export interface ParseBatch {
  readonly files: readonly ParseRequest[];
}

/** What became of one file. */
export interface ParsedFileReport {
  readonly path: string;
  readonly language: number;
  readonly hash: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly lines: number;
  /** Integers of its facts in `ParseAnswer.facts`, 0 when it was skipped. */
  readonly length: number;
  /** Why it was skipped; '' when it was parsed. */
  readonly skipped: string;
  /** What is missing although it was parsed. */
  readonly problems: readonly string[];
}

/** Parse worker → build worker. */
export interface ParseAnswer {
  readonly files: readonly ParsedFileReport[];
  readonly facts: Int32Array<ArrayBuffer>;
  /** Strings that this worker had not sent before, one after the other in the order of their numbers, and their lengths. */
  readonly newStrings: string;
  readonly newLengths: Int32Array<ArrayBuffer>;
}

/** Time spent, in milliseconds of wall time. */
export interface PhaseTimes {
  discover: number;
  parse: number;
  resolve: number;
  write: number;
}

/** Build worker → main thread. */
export type BuildMessage =
  | { readonly type: 'progress'; readonly progress: IndexProgress }
  | {
      readonly type: 'done';
      readonly counts: GenerationCounts;
      readonly sourceBytes: number;
      readonly phases: PhaseTimes;
    }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/** `workerData` of the check worker. */
export interface CheckWorkerData {
  readonly role: 'check';
  readonly options: IndexOptions;
}

/** Main thread → check worker: what is known, or a check under the settings of now. */
export type CheckRequest =
  | { readonly type: 'close' }
  | { readonly type: 'files'; readonly files: readonly IndexedFile[]; readonly indexedAtMs: number }
  | {
      readonly type: 'check';
      readonly settings: Pick<
        IndexOptions,
        'maxFileSizeBytes' | 'exclude' | 'includeGenerated' | 'forbidden'
      >;
    };

/** Check worker → main thread. */
export interface CheckAnswer {
  readonly dirtyFiles: readonly string[];
  /** Why the tree could not be compared. */
  readonly failure?: string;
}
