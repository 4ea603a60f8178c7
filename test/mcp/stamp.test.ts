import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderStamp, stampFreshness } from '../../server/mcp/stamp.ts';
import type { FileProblem, Stamp, UnsavedFiles } from '../../server/mcp/tool.ts';
import type { Freshness, ServerStatus } from '../../server/protocol/status.ts';
import { idleStatus } from './toolsWorkspace.ts';

const FRESH: Freshness = { generation: 1, indexing: false, stale: false, dirtyFiles: [], skippedFiles: 0 };
const SAVED: UnsavedFiles = { overlaid: [], differing: [], pending: [] };
const PROGRESS: ServerStatus['progress'] = {
  phase: 'parse',
  files: 1,
  totalFiles: 4,
  bytes: 0,
  totalBytes: 0,
};
const CALM: Stamp = {
  generation: 1,
  indexing: false,
  stale: false,
  dirty_files: [],
  dirty_total: 0,
  overlaid_files: [],
  differing_files: [],
  skipped_files: [],
  skipped_total: 0,
};

/** The stamp of an answer about a.py. */
function stampOf(
  freshness: Partial<Freshness>,
  unsaved: Partial<UnsavedFiles> = {},
  progress: ServerStatus['progress'] = null,
): Stamp {
  const status = (): ServerStatus => ({ ...idleStatus('/shop'), progress });
  const moment = { freshness: { ...FRESH, ...freshness }, unsaved: { ...SAVED, ...unsaved } };
  return stampFreshness({ status }, moment, ['a.py'], []);
}

function problemOf(file: string): FileProblem {
  return { file, status: 'skipped', reason: 'too large' };
}

test('an answer is stale when the tree has moved on, or an editor has', () => {
  assert.equal(stampOf({}).stale, false);
  assert.equal(stampOf({ stale: true }).stale, true);
  const { stale, dirty_files, dirty_total } = stampOf(
    { dirtyFiles: ['b.py'] },
    { pending: ['b.py', 'a.py'] },
  );
  assert.deepEqual([stale, dirty_files, dirty_total], [true, ['a.py', 'b.py'], 2]);
});

test('how far indexing is stands in the stamp while it is under way, and what is missing while it is the first', () => {
  const progress = { phase: 'parse', files: 1, total_files: 4 };
  const partial = { files: 2, total_files: 4, percent: 50 };
  const cases: [Partial<Freshness>, ServerStatus['progress'], Partial<Stamp>][] = [
    [{}, PROGRESS, {}],
    [{ indexing: true }, null, {}],
    [{ indexing: true }, PROGRESS, { progress }],
    [{ generation: null, earlyFiles: 2 }, null, {}],
    [{ generation: null, earlyFiles: 2, indexing: true }, PROGRESS, { progress, partial }],
  ];
  for (const [freshness, now, expected] of cases) {
    const stamp = stampOf(freshness, {}, now);
    const told = {
      ...(stamp.progress ? { progress: stamp.progress } : {}),
      ...(stamp.partial ? { partial: stamp.partial } : {}),
    };
    assert.deepEqual(told, expected);
  }
});

test('of unsaved files those are named that the answer speaks of', () => {
  const { overlaid_files, differing_files } = stampOf(
    {},
    { overlaid: ['a.py', 'b.py'], differing: ['a.py', 'c.py'] },
  );
  assert.deepEqual([overlaid_files, differing_files], [['a.py'], ['a.py']]);
});

test('a reader is told what is amiss, and nothing else', () => {
  const progress = { phase: 'parse', files: 1, total_files: 4 };
  const cases: [Partial<Stamp>, string][] = [
    [{}, ''],
    [{ indexing: true }, '[indexing under way: this is the index from before]'],
    [{ indexing: true, progress }, '[indexing under way (1 of 4 files): this is the index from before]'],
    [
      { indexing: true, progress: { ...progress, files: 0, total_files: 0 } },
      '[indexing under way: this is the index from before]',
    ],
    [{ overlaid_files: ['a.py'] }, '[overlay, unsaved text of an editor: a.py]'],
    [
      { differing_files: ['a.py'] },
      '[windows show different unsaved versions, the latest edit counts: a.py]',
    ],
    [
      { overlaid_files: ['a.py'], dirty_files: ['a.py'], dirty_total: 1 },
      '[overlay, unsaved text of an editor: a.py]\n[edited since indexed: a.py]',
    ],
    [
      { overlaid_files: ['a.py'], dirty_files: ['a.py', 'c.py'], dirty_total: 2 },
      '[overlay, unsaved text of an editor: a.py]\n[edited since indexed: a.py]\n[1 other files changed since they were indexed]',
    ],
    [{ dirty_files: ['a.py', 'c.py'], dirty_total: 2 }, '[changed since indexed, read from disk: a.py]'],
    [{ dirty_files: ['c.py'], dirty_total: 1 }, '[1 other files changed since they were indexed]'],
    [{ skipped_files: ['a.py', 'b.py', 'c.py'].map(problemOf) }, '[a.py, b.py, c.py skipped: too large]'],
    [
      { skipped_files: ['a.py', 'b.py', 'c.py', 'd.py'].map(problemOf) },
      '[a.py, b.py, c.py and 1 more skipped: too large]',
    ],
  ];
  for (const [stamp, text] of cases) assert.equal(renderStamp({ ...CALM, ...stamp }, ['a.py', 'b.py']), text);
});
