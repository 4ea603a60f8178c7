// What the thread for SCIP is asked, and what it answers.

import type { AnsweredSite, SitesToConfirm } from '../protocol/rpc.ts';

export interface ExportJob {
  readonly type: 'export';
  readonly root: string;
  /** A copy of a generation, the thread's own. */
  readonly copy: string;
  /** The index to write. */
  readonly file: string;
  readonly excludedDirs: readonly string[];
  readonly version: string;
}

export interface ExportedIndex {
  readonly documents: number;
  /** Files that are not what was indexed any more. */
  readonly changed: number;
  readonly definitions: number;
  readonly references: number;
  /** Of the references, those of which the name is not written where they are. */
  readonly unplaced: number;
  /** Symbols of other packages. */
  readonly outside: number;
  readonly bytes: number;
}

/** Opens an index; what follows is asked of it. */
export interface OpenJob {
  readonly type: 'open';
  readonly root: string;
  readonly file: string;
  readonly excludedDirs: readonly string[];
  /** Whether an index of this program's own is to be opened. */
  readonly isOwnAllowed: boolean;
}

/** A document that says something of a file as it is. */
export interface ImportedDocument {
  readonly file: string;
  /** SHA-1 of the text. */
  readonly hash: string;
}

export interface OpenedIndex {
  /** Name and version of what made it. */
  readonly tool: string;
  readonly documents: readonly ImportedDocument[];
  /** Files that have another text than the index. */
  readonly stale: readonly string[];
  /** Documents without a file of the workspace, or that can't be read. */
  readonly missing: number;
  readonly occurrences: number;
}

/** What the index says of these call sites. */
export interface AnswerJob {
  readonly type: 'answer';
  readonly file: string;
  readonly sites: SitesToConfirm['sites'];
}

export type ScipJob = ExportJob | OpenJob | AnswerJob;
export type ScipAnswer<Job extends ScipJob> = Job extends ExportJob
  ? ExportedIndex
  : Job extends OpenJob
    ? OpenedIndex
    : readonly AnsweredSite[];
