// What the thread for fleets is asked, and what it answers.

import type { GenerationCopy } from '../protocol/rpc.ts';
import type { VisibleCommit } from './engine.ts';

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

/** A question about many repositories. */
export interface FleetQuestion {
  /** One of QUESTIONS. */
  readonly name: string;
  readonly subject?: string | undefined;
  /** For users: `repository`, `team` or `version`. */
  readonly by?: string | undefined;
  /** Uses of this tier and better ones. */
  readonly tier?: string | undefined;
  /** Only of this repository. */
  readonly repository?: string | undefined;
  readonly withTests?: boolean | undefined;
  /** For unused: members of classes, too. */
  readonly withMembers?: boolean | undefined;
  /** For breaks: steps. */
  readonly depth?: number | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

export interface FleetAnswer {
  readonly question: string;
  readonly subject: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** How many rows there are in all. */
  readonly total: number;
  /** The offset of the next row; missing at the end. */
  readonly next?: number;
  readonly notes: readonly string[];
  /** How many repositories were asked. */
  readonly repositories: number;
  /** The one whose data is the oldest. */
  readonly oldest: string;
  /** Of the repositories that the rows name. */
  readonly ages: readonly VisibleCommit[];
}

/** Where the data of a fleet is: a folder, or a ClickHouse, any of its servers. */
export type FleetPlace =
  | { readonly kind: 'folder'; readonly data: string }
  | { readonly kind: 'clickhouse'; readonly address: string; readonly database: string };

/** A question, and where the data is. */
export interface QueryJob {
  readonly type: 'query';
  readonly place: FleetPlace;
  readonly question: FleetQuestion;
}

/** Loads the commits of a folder. */
export interface LoadJob {
  readonly type: 'load';
  readonly data: string;
  /** Of all shards. */
  readonly addresses: readonly string[];
  readonly database: string;
  readonly cluster: string | undefined;
  /** Takes out what is not visible. */
  readonly isPruned: boolean;
}

export interface LoadedData {
  readonly database: string;
  readonly shards: number;
  readonly loaded: number;
  readonly alreadyThere: number;
  readonly edges: number;
  /** Rows that were taken out. */
  readonly removed: number;
  readonly seconds: number;
}

export type FleetJob = ExportCommitJob | QueryJob | LoadJob;
export type FleetJobAnswer<Job extends FleetJob> = Job extends ExportCommitJob
  ? ExportedCommit
  : Job extends LoadJob
    ? LoadedData
    : FleetAnswer;
