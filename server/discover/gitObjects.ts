// Contents of a repository by name: `git cat-file --batch` runs no filter and no conversion.

import { streamGit } from './gitProgram.ts';
import type { GitRun } from './gitProgram.ts';

/** An object, or why it can't be had: it is not in the repository, or is larger than what is asked for. */
export type GitObject =
  | { readonly id: string; readonly type: string; readonly bytes: Buffer }
  | { readonly id: string; readonly type: string; readonly bytes: undefined; readonly sizeBytes: number }
  | undefined;

/**
 * The objects of these names (ids or revisions), in their order. Contents of more than `limitBytes` are passed over; so are
 * all beyond `totalBytes` together. Rejects with GIT_FAILED.
 */
export async function readGitObjects(
  run: GitRun,
  names: readonly string[],
  limitBytes: number,
  totalBytes = Infinity,
): Promise<GitObject[]> {
  if (names.length === 0) return [];
  const reader = new BatchReader(limitBytes, totalBytes);
  await streamGit(run, ['cat-file', '--batch'], names.map((name) => `${name}\n`).join(''), (chunk) =>
    reader.add(chunk),
  );
  return names.map((_, at) => reader.objects[at]);
}

/** The ids of revisions, undefined for one that means nothing here. Rejects with GIT_FAILED. */
export async function resolveRevisions(
  run: GitRun,
  names: readonly string[],
): Promise<(string | undefined)[]> {
  let output = '';
  await streamGit(run, ['cat-file', '--batch-check'], names.map((name) => `${name}\n`).join(''), (chunk) => {
    output += chunk.toString();
  });
  const lines = output.split('\n');
  return names.map((_, at) => /^([0-9a-f]{40,64}) \w+ \d+$/.exec(lines[at] ?? '')?.[1]);
}

/** Cuts the output of `cat-file --batch` into objects while it comes. */
export class BatchReader {
  readonly objects: GitObject[] = [];
  readonly #limitBytes: number;
  #leftInAll: number;
  #head: Buffer = Buffer.alloc(0);
  /** The object whose contents come now; `left` counts its bytes and the line end behind them. */
  #open:
    | { id: string; type: string; sizeBytes: number; left: number; parts: Buffer[] | undefined }
    | undefined;

  constructor(limitBytes: number, totalBytes: number) {
    this.#limitBytes = limitBytes;
    this.#leftInAll = totalBytes;
  }

  add(chunk: Buffer): void {
    let rest = chunk;
    while (rest.byteLength > 0) rest = this.#open ? this.#readContents(rest) : this.#readHead(rest);
  }

  #readHead(chunk: Buffer): Buffer {
    const end = chunk.indexOf(10);
    this.#head = Buffer.concat([this.#head, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (end < 0) return chunk.subarray(chunk.byteLength);
    const head = this.#head.toString();
    this.#head = Buffer.alloc(0);
    const match = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(head);
    if (!match) this.objects.push(undefined);
    else {
      const sizeBytes = Number(match[3]);
      const isWanted = sizeBytes <= this.#limitBytes && sizeBytes <= this.#leftInAll;
      if (isWanted) this.#leftInAll -= sizeBytes;
      this.#open = {
        id: match[1]!,
        type: match[2]!,
        sizeBytes,
        left: sizeBytes + 1,
        parts: isWanted ? [] : undefined,
      };
    }
    return chunk.subarray(end + 1);
  }

  #readContents(chunk: Buffer): Buffer {
    const open = this.#open!;
    const taken = chunk.subarray(0, open.left);
    open.left -= taken.byteLength;
    open.parts?.push(taken);
    if (open.left === 0) {
      const { id, type, sizeBytes, parts } = open;
      this.#open = undefined;
      this.objects.push(
        parts
          ? { id, type, bytes: Buffer.concat(parts).subarray(0, sizeBytes) }
          : { id, type, bytes: undefined, sizeBytes },
      );
    }
    return chunk.subarray(taken.byteLength);
  }
}
