// A repository with an index in this process, and a review of what was changed in it since a commit.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { reviewTree } from '../../server/review/review.ts';
import type { Reviewed, ReviewAgainst } from '../../server/review/messages.ts';
import { TeamTree } from '../team/teamTree.ts';

const SIGNAL = new AbortController().signal;
const AGAINST_HEAD: ReviewAgainst = { kind: 'base', name: 'HEAD', isCommittedOnly: false };

/** A work tree that is committed as it is first written. */
export class ReviewedTree extends TeamTree {
  #reviews = 0;

  /** Writes files, and takes those away that have no text. */
  change(files: Readonly<Record<string, string | null>>): void {
    for (const [path, text] of Object.entries(files))
      if (text === null) rmSync(join(this.root, path));
      else this.write({ [path]: text });
  }

  /** Indexes the tree of now and reviews it. */
  async review(against = AGAINST_HEAD): Promise<Reviewed> {
    await this.index();
    const copy = join(this.base, `review-${this.#reviews++}.db`);
    cpSync(this.database, copy);
    const { root, options } = this;
    return reviewTree({ root, copy, options, scratch: join(this.base, 'git'), against }, SIGNAL);
  }
}

/** A repository with these files as its first commit. */
export function commitTree(t: TestContext, files: Readonly<Record<string, string>>): ReviewedTree {
  const tree = new ReviewedTree(t);
  tree.write(files);
  tree.commit();
  return tree;
}

/** Findings in a line each. */
export function tell({ findings }: Reviewed): string[] {
  return findings.map(
    ({ path, line, level, rule, tier, message }) => `${path}:${line} ${level} ${rule} ${tier}: ${message}`,
  );
}
