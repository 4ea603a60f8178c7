// What the thread for reviews is asked, and what it answers.

import type { IndexOptions } from '../indexer/messages.ts';
import type { Finding } from './findings.ts';

/** What a state of the tree is compared with. */
export type ReviewAgainst =
  /** The commit at which HEAD left what is named, or the main branch. */
  | { readonly kind: 'base'; readonly name: string | undefined; readonly isCommittedOnly: boolean }
  /** Nothing: all there is, as far as one state tells it. */
  | { readonly kind: 'nothing' };

export interface ReviewJob {
  readonly root: string;
  /** A copy of the open generation, the thread's own; what it makes beside it begins with the same name. */
  readonly copy: string;
  readonly options: IndexOptions;
  /** A folder of ours for views of the repository. */
  readonly scratch: string;
  readonly against: ReviewAgainst;
}

/** What a review found. */
export interface Reviewed {
  /** Undefined when there was nothing to compare with. */
  readonly base: { readonly commit: string; readonly name: string; readonly head: string } | undefined;
  /** The root below the top of the repository, '' when it is the top or there is none. */
  readonly below: string;
  readonly changedFiles: number;
  /** Files that differ from HEAD: they were checked as they are. */
  readonly uncommitted: readonly string[];
  /** Files that differ and of which nothing is known, with why. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
  readonly findings: readonly Finding[];
}
