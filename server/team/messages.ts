// What the thread for artifacts is asked and answers.

import type { ArtifactConfig, Maker } from './artifact.ts';
import type { Patience } from './places/requests.ts';

/** `workerData` of the thread. */
export interface TeamWorkerData {
  readonly role: 'team';
}

interface AnyJob {
  /** A real path. */
  readonly root: string;
  readonly reference: string;
  /** A folder of ours for views of the repository. */
  readonly scratch: string;
  /** Where nothing is read. */
  readonly excludedDirs: readonly string[];
  readonly maker: Maker;
  /** Shorter ones are for tests. */
  readonly patience?: Patience;
}

/** Pulls into a database that does not exist yet. */
export interface PullJob extends AnyJob {
  readonly type: 'pull';
  readonly database: string;
  /** The folder of facts from elsewhere, see IndexOptions.cache. */
  readonly pulled: string;
}

/** Pushes a copy of a generation, which is changed for that. */
export interface PushJob extends AnyJob {
  readonly type: 'push';
  readonly copy: string;
  readonly cache: { readonly folder: string; readonly fingerprint: string; readonly pulled: string };
  /** Also when the tree is not as it was committed. */
  readonly isAnyTree: boolean;
}

/** Says what would be pulled. */
export interface InspectJob extends AnyJob {
  readonly type: 'inspect';
}

export type TeamJob = PullJob | PushJob | InspectJob;

export interface PulledArtifact {
  readonly commit: string;
  /** Commits between it and HEAD. */
  readonly behind: number;
  readonly files: number;
  /** Of all its layers. */
  readonly bytes: number;
}

export interface PushedArtifact {
  readonly place: string;
  readonly commit: string;
  /** The artifact that it goes on from. */
  readonly before: string | undefined;
  readonly files: number;
  readonly layers: number;
  readonly bytes: number;
  /** What the place had not. */
  readonly sentLayers: number;
  readonly sentBytes: number;
}

export interface InspectedArtifact {
  readonly place: string;
  readonly config: ArtifactConfig;
  readonly behind: number;
  /** Why it would not be taken here; null when it would. */
  readonly refused: string | null;
}

/** The answer to each job. */
export type TeamAnswer<Job extends TeamJob> = Job extends PullJob
  ? PulledArtifact
  : Job extends PushJob
    ? PushedArtifact
    : InspectedArtifact;
