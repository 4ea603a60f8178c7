// What the thread for fleets is asked, and what it answers.

import type { GenerationCopy } from '../protocol/rpc.ts';

export interface ExportCommitJob extends GenerationCopy {
  readonly type: 'export';
  readonly root: string;
  /** The folder with the data of the fleet. */
  readonly data: string;
  /** What the repository is called there; by its remote when it is not given. */
  readonly repository: string | undefined;
  readonly isAnyTree: boolean;
  readonly entryFile: string;
}

export interface ExportedCommit {
  readonly folder: string;
  readonly repository: string;
  readonly commit: string;
  readonly files: number;
  readonly symbols: number;
  readonly names: number;
  readonly edges: number;
  /** Edges that lead to other packages. */
  readonly outside: number;
  readonly bytes: number;
  /** Of which there is data in that folder now. */
  readonly repositories: number;
  /** Files that changed meanwhile. */
  readonly changed: number;
  /** Packages that have more names than are listed. */
  readonly notListed: readonly string[];
}

export type FleetJob = ExportCommitJob;
export type FleetAnswer<Job extends FleetJob> = Job extends ExportCommitJob ? ExportedCommit : never;
