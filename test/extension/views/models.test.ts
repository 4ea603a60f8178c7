import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOverview } from '../../../extension/views/overviewModel.ts';
import { describeEntries } from '../../../extension/views/filesModel.ts';
import { describeProblems, groupOf } from '../../../extension/views/problemsModel.ts';
import { describeFound, describeHits } from '../../../extension/views/searchModel.ts';
import { describeSessions } from '../../../extension/views/sessionsModel.ts';
import type { SearchHit } from '../../../extension/queries.ts';
import type { TreeNode } from '../../../extension/views/treeNode.ts';
import type { ServerStatus, SessionReport } from '../../../server/protocol/status.ts';
import { connected, firstIndex, statusOf } from '../statusOf.ts';

const session: SessionReport = {
  id: 's1',
  client: 'claude-code',
  version: '2.1.330',
  via: 'bridge',
  isConnected: true,
  calls: 12,
  tokens: 3456,
  ms: 240,
  grepTokens: 14_234,
  tools: [{ tool: 'trace_path', calls: 12, tokens: 3456, ms: 240, grepTokens: 14_234 }],
  kept: { blocks: 2, tokens: 800 },
  lastTool: 'trace_path',
  startTime: '2026-11-23T08:00:00.000Z',
  lastTime: '2026-11-23T08:05:00.000Z',
};

const LARGE = {
  status: 'skipped',
  reason: 'larger than the size limit',
  cause: 'left-out',
  line: 0,
} as const;

const ENTRY = { isFolder: false, files: 1, partial: 0, skipped: 0, symbols: 0, reason: '', line: 0 } as const;

/** What the overview says of answers. */
function findAnswers(changes: Partial<ServerStatus>): string | undefined {
  const [row] = describeOverview([{ name: 'shop', state: connected(changes) }]);
  const found = row?.children?.find(({ label }) => label === 'Answers');
  return found && `${found.description}\n${found.tooltip}`;
}

function labels(nodes: readonly TreeNode[] | undefined): string[] {
  return (nodes ?? []).map(({ label }) => label);
}

test('the overview has a row for each folder, complaints before facts, and a way out of a failure', () => {
  const [ready, failed, off] = describeOverview([
    { name: 'shop', state: connected({ warnings: ['mmap is off.', 'It crashed: out of memory.'] }) },
    { name: 'broken', state: { kind: 'failed', code: 'X', message: 'It does not start.', retries: true } },
    { name: 'secret', state: { kind: 'off', why: 'untrusted' } },
  ]);
  assert.equal(ready?.description, 'ready');
  assert.deepEqual(labels(ready?.children).slice(0, 4), ['mmap is off.', 'It crashed', 'Fresh', 'Contents']);
  assert.deepEqual(
    [ready?.children?.[1]?.description, ready?.children?.[1]?.tooltip],
    ['out of memory.', 'It crashed: out of memory.'],
  );
  assert.match(failed?.children?.[0]?.tooltip ?? '', /It does not start\./);
  assert.equal(failed?.children?.[0]?.command?.id, 'codebaseMemory.runDoctor');
  assert.match(off?.children?.[0]?.tooltip ?? '', /not trusted/);
  assert.equal(off?.children?.[0]?.command?.id, 'workbench.trust.manage');
});

test('the overview says what the answers have cost, once there are some', () => {
  const ledger = { calls: 3, tokens: 1200, ms: 9, grepTokens: 9870, since: '2026-11-23T08:00:00.000Z' };
  assert.match(
    findAnswers({ ledger }) ?? '',
    /^3 calls, 1,200 tokens\nAnswers: 3 calls, 1,200 tokens, about 9,900 by text search; since 2026-11-23 /,
  );
  assert.equal(findAnswers({}), undefined);
});

test('the overview follows an index run', () => {
  const [row] = describeOverview([{ name: 'shop', state: connected(firstIndex) }]);
  assert.equal(row?.description, 'indexing 41 %');
  assert.equal(row?.children?.[0]?.description, 'parse: 1,200 of 2,800 files');
});

test('a session is shown by the name of its client, with calls and tokens served', () => {
  const [windows, row] = describeSessions([{ name: 'shop', sessions: [session], windows: 2 }]);
  assert.equal(windows?.label, '2 windows');
  assert.deepEqual(
    [row?.label, row?.description, row?.icon],
    ['claude-code 2.1.330', '12 calls, 3,456 tokens', 'vm-active'],
  );
  assert.match(row?.tooltip ?? '', /last `trace_path`/);
  assert.match(row?.tooltip ?? '', /about 14,000 by text search \(estimated\)/);
  assert.match(row?.tooltip ?? '', /800 tokens of source were not sent twice/);
  const [tool] = row?.children ?? [];
  assert.deepEqual(
    [tool?.label, tool?.description],
    ['trace_path', '12 calls, 3,456 tokens; about 14,000 by text search'],
  );
});

test('without sessions there is a way to connect one, and a session that left looks different', () => {
  const [, nobody] = describeSessions([{ name: 'shop', sessions: [], windows: 1 }]);
  assert.equal(nobody?.command?.id, 'codebaseMemory.connectClaudeCode');
  const gone = { ...session, isConnected: false, via: 'http', calls: 1 } as const;
  const [, row] = describeSessions([{ name: 'shop', sessions: [gone], windows: 1 }]);
  assert.deepEqual([row?.icon, row?.description], ['vm-outline', '1 call, 3,456 tokens · HTTP']);
});

test('several folders have their sessions and problems apart', () => {
  const folders = ['a', 'b'].map((name) => ({ name, sessions: [session], windows: 1 }));
  assert.deepEqual(labels(describeSessions(folders)), ['a', 'b']);
  const problems = ['a', 'b'].map((name) => ({
    name,
    folder: `file:///${name}`,
    complaints: [],
    problems: [],
    total: 0,
  }));
  assert.deepEqual(labels(describeProblems(problems)), ['a', 'b']);
});

test('problems are grouped by what is the matter, and a click opens the file at the line that is named', () => {
  const rows = describeProblems([
    {
      name: 'shop',
      folder: 'file:///projects/shop',
      complaints: ['The last server crashed.'],
      problems: [
        {
          file: 'src/deep/gap.x',
          status: 'partial',
          reason: 'syntax errors: line 12',
          cause: 'syntax',
          line: 12,
        },
        { file: 'slow.x', status: 'skipped', reason: 'the parser failed on it', cause: 'given-up', line: 0 },
        { ...LARGE, file: 'big.x' },
        { ...LARGE, file: 'huge.x' },
      ],
      total: 10,
    },
  ]);
  assert.deepEqual(labels(rows), [
    'The last server crashed.',
    'Quarantined',
    'Parse gaps',
    'Skipped',
    '… and 6 more files',
  ]);
  const [gap] = rows[2]?.children ?? [];
  assert.deepEqual(gap?.place, { folder: 'file:///projects/shop', file: 'src/deep/gap.x', line: 12 });
  assert.equal(gap?.description, 'src/deep · syntax errors: line 12');
  const [reason] = rows[3]?.children ?? [];
  assert.deepEqual([reason?.label, reason?.description], ['larger than the size limit', '2 files']);
});

test('a file the parser gave up on is quarantined, not merely skipped', () => {
  const gap = { ...LARGE, file: 'a' };
  assert.equal(groupOf({ ...gap, cause: 'given-up' }), 'quarantined');
  assert.equal(groupOf({ ...gap, status: 'partial', cause: 'given-up' }), 'quarantined');
  assert.equal(groupOf(gap), 'skipped');
  assert.equal(groupOf({ ...gap, status: 'partial', cause: 'syntax' }), 'gaps');
});

test('of a folder without sources a row says what it holds instead, and leads to what is indexed', () => {
  const nothing = { seen: [{ suffix: '.rs', files: 3 }], known: ['.py'] };
  const [row] = describeOverview([
    { name: 'rust', state: connected({ summary: { ...statusOf().summary!, files: 0, nothing } }) },
  ]);
  const [empty] = row?.children ?? [];
  assert.deepEqual(
    [empty?.label, empty?.description, empty?.command?.id],
    ['Nothing to index', '3 × .rs', 'codebaseMemory.showStatus'],
  );
});

test('a folder says how much of it is in the index, and is asked for what is in it when it is opened', async () => {
  const asked: string[] = [];
  const [folder, gap, skipped] = describeEntries(
    {
      root: 'file:///shop',
      path: 'src',
      entries: [
        { ...ENTRY, name: 'cart', isFolder: true, files: 12, symbols: 340, partial: 1, skipped: 2 },
        { ...ENTRY, name: 'gap.py', symbols: 3, partial: 1, reason: 'a gap', line: 7 },
        { ...ENTRY, name: 'large.py', skipped: 1, reason: 'too large' },
      ],
    },
    (path) => {
      asked.push(path);
      return Promise.resolve([]);
    },
  );
  assert.equal(folder?.description, '12 files, 340 symbols, 1 partly, 2 skipped');
  assert.equal(folder?.icon, 'warning');
  await folder?.load?.();
  assert.deepEqual(asked, ['src/cart']);
  assert.equal(gap?.description, '3 symbols: a gap');
  assert.deepEqual(gap?.place, { folder: 'file:///shop', file: 'src/gap.py', line: 7 });
  assert.deepEqual([skipped?.description, skipped?.icon], ['skipped: too large', 'circle-slash']);
});

test('what a search finds leads to its place, by folder where there are several', () => {
  const hit: SearchHit = {
    name: 'add',
    kind: 'Method',
    qualified_name: 'Cart.add',
    file: 'cart.py',
    line: 7,
    in_degree: 2,
    out_degree: 0,
  };
  const shop = { name: 'shop', folder: 'file:///shop', hits: [hit] };
  const [row] = describeHits([shop]);
  assert.deepEqual([row?.label, row?.description], ['add', 'cart.py:7']);
  assert.match(row?.tooltip ?? '', /Cart\.add[^]*2 callers/);
  assert.deepEqual(row?.place, { folder: 'file:///shop', file: 'cart.py', line: 7 });
  const both = describeHits([shop, { ...shop, name: 'tools' }]);
  assert.deepEqual(labels(both), ['shop', 'tools']);
  assert.equal(describeFound('add', [shop]), '');
  assert.equal(describeFound('zzz', [{ ...shop, hits: [] }]), 'Nothing is named like "zzz"');
});

test('a folder that is on no disk says so', () => {
  const [row] = describeOverview([{ name: 'cloud', state: { kind: 'off', why: 'virtual' } }]);
  assert.equal(row?.children?.[0]?.label, 'On no disk: not indexed');
  assert.match(row?.children?.[0]?.tooltip ?? '', /Clone it, or open it in a remote window/);
});
