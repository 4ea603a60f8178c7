// The team's artifacts as the engine of a workspace uses them: one pull for a first index, in a thread that exists for it, and
// what has to be known of the index for a push. Loads nothing of what artifacts need itself.

import { rmSync } from 'node:fs';
import { messageOf } from '../errors.ts';
import type { Adoption, IndexOptions } from '../indexer/messages.ts';
import type { Log } from '../log.ts';
import { formatBytes, formatCount, formatFiles } from '../protocol/numbers.ts';
import type { GenerationCopy } from '../protocol/rpc.ts';
import type { PulledArtifact } from '../team/messages.ts';

export interface ArtifactsOptions {
  readonly root: string;
  readonly entryFile: string;
  readonly log: Log;
  readonly cache: Required<NonNullable<IndexOptions['cache']>>;
  /** A folder of ours for views of the repository. */
  readonly scratch: string;
  readonly excludedDirs: readonly string[];
  /** What makes the facts and rows of now. */
  readonly maker: () => GenerationCopy['maker'];
}

/** Pulls, and says what became of it. */
export class Artifacts {
  readonly #options: ArtifactsOptions;
  readonly #closing = new AbortController();
  #pulled: PulledArtifact | undefined;
  #said: string | undefined;

  constructor(options: ArtifactsOptions) {
    this.#options = options;
  }

  /** Of a summary: what became of the artifact, if one was to be used. */
  get note(): { readonly artifact?: string } {
    return this.#said === undefined ? {} : { artifact: this.#said };
  }

  /** Pulls into `database`, which does not exist yet; false when there is nothing to be believed. Never rejects. */
  async pull(reference: string, database: string): Promise<boolean> {
    const { root, entryFile, log, cache, scratch, excludedDirs, maker } = this.#options;
    const job = {
      type: 'pull',
      root,
      reference,
      scratch,
      excludedDirs,
      maker: maker(),
      database,
      pulled: cache.pulled,
    } as const;
    try {
      const { runTeamJob } = await import('../team/teamThread.ts');
      this.#pulled = await runTeamJob(entryFile, job, this.#closing.signal);
      log.info('artifact pulled', { ...this.#pulled });
      return true;
    } catch (error) {
      this.#refuse(messageOf(error).replace(/\.$/, ''));
      return false;
    }
  }

  /** Takes note of what the index thread made of what was pulled. */
  noteAdoption(adoption: Adoption | undefined): void {
    const pulled = this.#pulled;
    this.#pulled = undefined;
    if (!pulled || !adoption) return;
    if (!adoption.isAdopted) {
      // Its facts are believed no more than its rows.
      rmSync(this.#options.cache.pulled, { recursive: true, force: true });
      this.#refuse(`that of commit ${pulled.commit.slice(0, 10)}: ${adoption.why}`);
      return;
    }
    const { behind, commit, bytes } = pulled;
    const distance =
      behind === 0 ? 'this commit' : `${formatCount(behind)} commit${behind === 1 ? '' : 's'} back`;
    this.#said =
      `taken from commit ${commit.slice(0, 10)} (${distance}), ${formatBytes(bytes)}, ` +
      `${formatFiles(adoption.differing)} differed`;
    this.#options.log.info('artifact taken', { commit, behind, differing: adoption.differing });
  }

  /** What a push has to know of a copy of the open generation. */
  describeCopy(file: string): Omit<GenerationCopy, 'sources'> {
    const { cache, scratch, excludedDirs, maker } = this.#options;
    return { file, cache, scratch, excludedDirs, maker: maker() };
  }

  /** Gives up what is under way. */
  close(): void {
    this.#closing.abort();
  }

  #refuse(why: string): void {
    this.#said = `not used: ${why}`;
    this.#options.log.warn('artifact not used', { why });
  }
}
