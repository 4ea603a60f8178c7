// A review of a change: what it breaks and what it leaves unused, told by two states of the index. That of the base is made from
// the one of now and the texts that git has of the files that differ; no second index of the tree is made.

import type { ChangedFile } from '../discover/changedFiles.ts';
import { findGitBase } from '../discover/gitBase.ts';
import { findGitChanges } from '../discover/gitChanges.ts';
import { createGate } from '../indexer/gate.ts';
import { openGeneration } from '../store/generation.ts';
import { sealGeneration } from '../store/sealGeneration.ts';
import { deleteDatabase } from '../store/writeGeneration.ts';
import { makeBaseGeneration } from './baseGeneration.ts';
import { BaseIncomplete, NotCommitted } from './errors.ts';
import { nameFindings } from './findings.ts';
import type { Found } from './findings.ts';
import { describeFormerTree } from './formerTree.ts';
import type { FormerTree } from './formerTree.ts';
import { GraphRows } from './graphRows.ts';
import { findLostUses } from './lostUses.ts';
import { findNewDeadCode } from './newDeadCode.ts';
import type { ReviewJob, Reviewed } from './messages.ts';

/** Reviews a tree. Rejects with a coded error that says what is missing. */
export async function reviewTree(job: ReviewJob, signal: AbortSignal): Promise<Reviewed> {
  const { against, copy, options } = job;
  sealGeneration(copy);
  if (against.kind === 'nothing') {
    const generation = openGeneration(copy, { mmapBytes: 0 });
    try {
      const found = await findNewDeadCode({ generation, options }, undefined, () => true);
      return {
        base: undefined,
        below: '',
        changedFiles: 0,
        uncommitted: [],
        unread: [],
        findings: nameFindings(found),
      };
    } finally {
      generation.close();
    }
  }
  const { root, scratch } = job;
  const excludedDirs = options.forbidden.dirs;
  const base = await findGitBase(root, against.name, { scratch, excludedDirs }, signal);
  const { maxFileSizeBytes } = options;
  const source = { root, scratch, gate: createGate(options), overlays: [], excludedDirs, maxFileSizeBytes };
  const { files } = await findGitChanges(source, { kind: 'disk', since: base.commit }, signal);
  const { files: open } = await findGitChanges(source, { kind: 'disk' }, signal);
  const uncommitted = open.map(({ path }) => path);
  if (against.isCommittedOnly && uncommitted.length > 0) throw NotCommitted(uncommitted, uncommitted.length);
  const unknown = files.filter(({ isUnknown }) => isUnknown).map(({ path }) => path);
  if (unknown.length > 0) throw BaseIncomplete(unknown, unknown.length);
  const found = files.length === 0 ? [] : await compareStates(job, files);
  const { commit, name, head, below } = base;
  return {
    base: { commit, name, head },
    below,
    changedFiles: files.length,
    uncommitted,
    unread: files.filter(({ reason }) => reason !== '').map(({ path, reason }) => ({ path, why: reason })),
    findings: nameFindings(found),
  };
}

async function compareStates({ copy, options }: ReviewJob, files: readonly ChangedFile[]): Promise<Found[]> {
  const former = describeFormerTree({ files });
  const file = copy.replace(/(\.db\.tmp)?$/, '-base.db.tmp');
  const formerOptions = {
    ...options,
    overlays: former.overlays,
    exclude: [...options.exclude, ...former.exclude],
  };
  const { generation, differing } = await makeBaseGeneration(options, formerOptions, { copy, file });
  const head = openGeneration(copy, { mmapBytes: 0 });
  try {
    const [baseRows, headRows] = [new GraphRows(generation), new GraphRows(head)];
    const lost = findLostUses({
      base: baseRows,
      head: headRows,
      differing: listDiffering(headRows, differing, former),
      linesOf: createLineReader(options),
      formerLinesOf: createLineReader(formerOptions),
      formerPathOf: (path) => former.movedFrom.get(path) ?? path,
      isChanged: createChangeReader(files),
    });
    const dead = await findNewDeadCode(
      { generation: head, options },
      { generation, options: formerOptions, former, defines: (...names) => baseRows.defines(...names) },
      (...names) => headRows.defines(...names),
    );
    return [...lost, ...dead];
  } finally {
    head.close();
    generation.close();
    deleteDatabase(file);
  }
}

/** Files of now whose rows may be others than at the base. */
function listDiffering(
  head: GraphRows,
  differing: ReadonlySet<string> | undefined,
  { movedFrom }: FormerTree,
): string[] {
  const all = [...head.hashes().keys()];
  return all.filter((path) => !differing || differing.has(path) || movedFrom.has(path)).sort();
}

function createLineReader(options: ReviewJob['options']): (path: string) => readonly string[] {
  const gate = createGate(options);
  const known = new Map<string, readonly string[]>();
  return (path) => {
    let lines = known.get(path);
    if (!lines) {
      try {
        lines = gate.read(path).text.split(/\r\n|\n|\r/);
      } catch {
        lines = [];
      }
      known.set(path, lines);
    }
    return lines;
  };
}

function createChangeReader(files: readonly ChangedFile[]): (path: string) => boolean {
  const changed = new Set(files.map(({ path }) => path));
  return (path) => changed.has(path);
}
