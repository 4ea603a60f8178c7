// What the threads of an index run say to each other. Facts travel as transferred integers and joined text, never as
// objects per row.

import type { FileChanges, IndexedFile } from '../discover/compareWithIndex.ts';
import type { Overlay } from '../discover/overlay.ts';
import type { GenerationCounts } from '../store/writeGeneration.ts';
import type { FileGap } from '../protocol/fileGap.ts';
import type { IndexProgress } from '../protocol/status.ts';
import type { GraphDefinitions, GraphDelta, GraphFile } from '../graph.ts';
import type { ProjectManifest } from '../languages/manifest.ts';

/**
 * Heap of the threads of a run. A young generation of this size is collected a few times per run instead of dozens:
 * 5 % less CPU on Django. The stack is for deeply nested code; the old generation keeps its default.
 */
export const INDEXING_LIMITS = { maxYoungGenerationSizeMb: 64, stackSizeMb: 32 } as const;

/** The same where memory is limited: a smaller young generation is collected more often. */
export const TIGHT_LIMITS = { ...INDEXING_LIMITS, maxYoungGenerationSizeMb: 16 } as const;

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
  /** Resident memory of the process at which a run stops, 0 or nothing for none. */
  readonly memoryLimitBytes?: number;
  /** Where parsed facts are kept, and the name of what this version of the program makes of a file; not kept without. */
  readonly cache?: {
    readonly folder: string;
    readonly fingerprint: string;
    /** With facts that were pulled from elsewhere, for this workspace alone. */
    readonly pulled?: string;
  };
  /** Unsaved texts that stand in the place of files. */
  readonly overlays?: readonly Overlay[];
  /** Where the threads of a run say which file they are at work on, see WorkMark. */
  readonly workMark?: SharedArrayBuffer;
}

/** `workerData` of a parse worker. */
export interface ParseWorkerData {
  readonly role: 'parse';
  readonly options: IndexOptions;
}

/** `workerData` of the index worker. */
export interface IndexWorkerData {
  readonly role: 'index';
}

/**
 * Main thread → index worker. One request at a time, but for `define`, `prefer` and `save`; `end` and `commit` have no answer.
 */
export type IndexRequest =
  /**
   * Writes the whole tree into `generationFile`. `isFresh` trusts nothing that is known. The file does not exist yet, or
   * `isPulled`: it was made elsewhere, and is brought up to date if it can be believed.
   */
  | {
      readonly type: 'build';
      readonly options: IndexOptions;
      readonly generationFile: string;
      readonly meta: Readonly<Record<string, string>>;
      readonly isFresh: boolean;
      readonly isPulled?: boolean;
    }
  /** Takes up what the open generation holds, when the facts for it are at hand. */
  | { readonly type: 'recall'; readonly options: IndexOptions; readonly stored: StoredIndex }
  /** Says what the open generation lacks. */
  | {
      readonly type: 'update';
      readonly options: IndexOptions;
      readonly hints?: readonly string[] | undefined;
    }
  /** The same with the rows of more files. */
  | { readonly type: 'extend'; readonly paths: readonly string[] }
  /** The database has taken what was built or said last. */
  | { readonly type: 'commit' }
  /** It has not: nothing is known of it any more. */
  | { readonly type: 'forget' }
  /** Asks for one piece of what files define that the build under way has parsed; answered when there is one. */
  | { readonly type: 'define' }
  /** These files are to be parsed before others, in this build and later ones. */
  | { readonly type: 'prefer'; readonly paths: readonly string[] }
  /** Puts what was parsed into the cache of facts. */
  | { readonly type: 'save' }
  | { readonly type: 'end' };

/** One file to parse. */
export interface ParseRequest {
  readonly path: string;
  /** Index into `languages`. */
  readonly language: number;
}

/** Index worker → parse worker; an empty list ends the worker. */
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
  /** Why it was skipped; undefined when it was parsed. */
  readonly skipped: FileGap | undefined;
  /** What is missing although it was parsed. */
  readonly problems: readonly FileGap[];
}

/** Parse worker → index worker. */
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

/** What became of a generation from elsewhere: in how many files the tree differed, or why it was not taken. */
export type Adoption =
  | { readonly isAdopted: true; readonly differing: number }
  | { readonly isAdopted: false; readonly why: string };

/** What an update comes to. */
export type Update =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'delta'; readonly delta: GraphDelta }
  /** Too much has changed: a new generation is written faster. What was parsed is kept for that. */
  | { readonly kind: 'rebuild' };

/** What a generation holds, for taking it up again. Columns of symbols are in the order of their ids. */
export interface StoredIndex {
  readonly files: readonly GraphFile[];
  /** See Graph.lookups. */
  readonly lookups: readonly Int32Array[];
  readonly taken: Taken;
  readonly symbols: {
    readonly id: Int32Array;
    /** Index into `files`. */
    readonly file: Int32Array;
    readonly kind: Uint8Array;
    readonly line: Int32Array;
    readonly startLine: Int32Array;
    /** Index into `names`, -1 for a name that is missing. */
    readonly name: Int32Array;
    readonly names: readonly string[];
  };
  /** The first id that no symbol has. */
  readonly nextId: number;
}

/** The state of the tree that was indexed: what a later comparison starts from. */
export interface Taken {
  /** When the look at the disk began. */
  readonly indexedAtMs: number;
  /** Configuration file → hash. */
  readonly configs: Readonly<Record<string, string>>;
  /** What those of them say that are manifests of packages. */
  readonly manifests: readonly ProjectManifest[];
}

/** Index worker → main thread. Every answer comes after the progress of its run. */
export type IndexAnswer =
  | { readonly type: 'progress'; readonly progress: IndexProgress }
  /** Files of the build under way and their symbols, without edges, under numbers that only these pieces share. */
  | { readonly type: 'defined'; readonly definitions: GraphDefinitions }
  | {
      readonly type: 'built';
      readonly counts: GenerationCounts;
      readonly sourceBytes: number;
      readonly phases: PhaseTimes;
      readonly taken: Taken;
      /** Of a file that was pulled. */
      readonly adoption?: Adoption;
    }
  | { readonly type: 'recalled'; readonly isWarm: boolean }
  | { readonly type: 'saved' }
  | { readonly type: 'updated'; readonly update: Update; readonly taken: Taken }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/** `workerData` of the check worker. */
export interface CheckWorkerData {
  readonly role: 'check';
  readonly options: IndexOptions;
}

/** Main thread → check worker: what is known, or a check under the settings of now. */
export type CheckRequest =
  | { readonly type: 'close' }
  | { readonly type: 'files'; readonly files: readonly IndexedFile[]; readonly taken: Taken }
  | { readonly type: 'changes'; readonly changes: FileChanges; readonly taken: Taken }
  | {
      readonly type: 'check';
      readonly settings: Pick<
        IndexOptions,
        'maxFileSizeBytes' | 'exclude' | 'includeGenerated' | 'forbidden' | 'overlays'
      >;
    };

/** Check worker → main thread. */
export interface CheckAnswer {
  readonly dirtyFiles: readonly string[];
  /** Why the tree could not be compared. */
  readonly failure?: string;
}
