// What the main thread and the change thread say to each other.

import type { ChangedFile, ChangeNote } from '../discover/changedFiles.ts';
import type { ChangeQuestion } from '../discover/gitSides.ts';
import type { IndexedText } from '../text/wordSearch.ts';
import type { IndexOptions } from './messages.ts';
import type { OutlineChanges } from './symbolChanges.ts';

/** `workerData` of the change worker. */
export interface ChangesWorkerData {
  readonly role: 'changes';
  readonly assetsDir: string;
}

/** A changed file with what changed in it. */
export interface FileChange extends Pick<ChangedFile, 'path' | 'status' | 'from'>, OutlineChanges {
  /** '' when no language claims it: then, as with a reason, nothing is known of its inside. */
  readonly language: string;
  /** Why nothing is known of its inside, '' when all is. */
  readonly reason: string;
  /** What the parser could not read of either text. */
  readonly problems: readonly string[];
  /** Lines of the later text where a name stands that is imported in another way than before; 1-based. */
  readonly importUses: readonly { readonly name: string; readonly lines: readonly number[] }[];
  /** Hex SHA-1 of the bytes of the later text, '' without one: tells whether the index holds this text. */
  readonly hash: string;
}

/** All changes that were asked for. */
export interface WorkspaceChanges {
  /** The commit compared with, '' when there is none; and what was compared: `disk`, `index` or a commit. */
  readonly base: string;
  readonly to: string;
  readonly files: readonly FileChange[];
  readonly notes: readonly ChangeNote[];
}

/** A line where a name is written, outside of comments. */
export interface Occurrence {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The name that was looked for; what stands there may be what a file calls it. */
  readonly name: string;
  /** The line, trimmed; cut when it is long. */
  readonly text: string;
}

/** Occurrences of names, and whether there are more of them than are told. */
export interface Occurrences {
  readonly found: readonly Occurrence[];
  readonly isComplete: boolean;
}

/** What the change worker is asked. */
export type ChangesQuestion =
  | {
      readonly type: 'compare';
      readonly options: IndexOptions;
      readonly scratch: string;
      readonly question: ChangeQuestion;
    }
  | {
      readonly type: 'occurrences';
      readonly options: IndexOptions;
      readonly names: readonly string[];
      /** Names one state of the index; its texts come along where the thread does not know that state. */
      readonly snapshot: string;
      readonly texts?: readonly IndexedText[];
    };

/** What it answers. */
export type ChangesAnswer =
  | { readonly changes: WorkspaceChanges }
  | { readonly occurrences: Occurrences }
  /** It has to be told the texts of that state. */
  | { readonly lacks: 'texts' };
