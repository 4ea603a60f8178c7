// Configuration files of a build that say nothing because they are broken: they are told like files that are left out.

import { lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { skipReasonOf } from '../discover/errors.ts';
import type { SkippedFile } from '../discover/folderContents.ts';
import type { ReadGate } from '../discover/readGate.ts';
import { findConfigProblem } from '../languages/manifests.ts';
import { languageTable } from '../languages/table.ts';

interface Judged {
  readonly stamp: string;
  readonly reason: string | undefined;
}

/** Judges configuration files, and keeps the judgement from one look at a tree to the next. */
export class ConfigProblems {
  #known = new Map<string, Judged>();

  /** Those of `paths` that cannot be used, with the reason. */
  find(root: string, paths: readonly string[], gate: ReadGate): SkippedFile[] {
    const before = this.#known;
    this.#known = new Map();
    const written = paths.filter((path) => languageTable.builtConfigFiles.includes(basename(path)));
    return written.flatMap((path) => {
      const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
      const sizeBytes = stats?.size ?? 0;
      const stamp = `${stats?.ino} ${sizeBytes} ${stats?.mtimeMs} ${stats?.ctimeMs}`;
      const last = before.get(path);
      const judged = last?.stamp === stamp ? last : { stamp, reason: judge(path, gate) };
      this.#known.set(path, judged);
      return judged.reason === undefined ? [] : [{ path, reason: judged.reason, sizeBytes }];
    });
  }
}

function judge(path: string, gate: ReadGate): string | undefined {
  try {
    return findConfigProblem(path, gate.read(path).text);
  } catch (error) {
    return skipReasonOf(error);
  }
}
