import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeWindow, LINKED_COMMANDS } from '../../../extension/status/statusText.ts';
import type { ConnectionState } from '../../../extension/connection/state.ts';
import { connected, firstIndex, statusOf } from '../statusOf.ts';

function show(state: ConnectionState) {
  return describeWindow([{ name: 'shop', state }]);
}

test('the status bar says ready, indexing with percent, stale, off, starting or error', () => {
  const stale = { ...statusOf().freshness, stale: true, dirtyFiles: ['a.ts'] };
  const problem = { code: 'INDEX_FAILED', message: 'The disk is full.' };
  const texts = [
    show(connected()),
    show(connected(firstIndex)),
    show(connected({ freshness: stale })),
    show({ kind: 'off', why: 'stopped' }),
    show({ kind: 'connecting', attempt: 0 }),
    show(connected({ problem })),
    show({ kind: 'failed', code: 'CRASH_LOOP', message: 'It ended too often.', retries: false }),
  ].map(({ text }) => text.replace(/^\$\(\S+\) /, ''));
  assert.deepEqual(texts, [
    'Index ready',
    'Index indexing 41 %',
    'Index stale',
    'Index off',
    'Index starting',
    'Index error',
    'Index error',
  ]);
});

test('the tooltip has contents by tier, generation, owner, windows, sessions, time and the knobs in force', () => {
  const { tooltip, severity } = show(connected());
  assert.equal(severity, 'none');
  for (const fact of [
    '| Files | 2,800, 2 skipped |',
    '| Symbols | 43,210 |',
    '| Edges | 100,000: 70,000 exact, 30,000 inferred |',
    '| Possible | 9,000 call sites known by name only |',
    '| Generation | 3, 12.0 MB |',
    '| Owner | process 4711, version 1.2.3 |',
    '| Windows | 2 |',
    '| Sessions | 1 |',
    '| mmap | 67,108,864 bytes \\(default\\) |',
    '| Checkpoint | PASSIVE \\(default\\) |',
  ]) {
    assert.ok(tooltip.includes(fact), `${fact} in\n${tooltip}`);
  }
  assert.match(tooltip, /\| Indexed \| .*2026.*in 4\.2 s \|/);
  for (const command of LINKED_COMMANDS) assert.ok(tooltip.includes(`(command:${command})`));
});

test('an untrusted workspace is off with a warning that says why', () => {
  const { text, tooltip, severity } = show({ kind: 'off', why: 'untrusted' });
  assert.match(text, /off/);
  assert.equal(severity, 'warning');
  assert.match(tooltip, /not trusted.*nothing is started/);
});

test('mapping that is off against the wish says why', () => {
  const { sqlite } = statusOf();
  const mmap = { ...sqlite.mmap, bytes: 0, whyOff: 'the cache lies on nfs' };
  const { tooltip } = show(connected({ sqlite: { ...sqlite, mmap }, warnings: ['mmap is off.'] }));
  assert.match(tooltip, /\| mmap \| off .*because the cache lies on nfs \|/);
  assert.match(tooltip, /\$\(warning\) mmap is off\./);
});

test('with several folders the one that needs attention most is shown, and all are in the tooltip', () => {
  const { text, tooltip } = describeWindow([
    { name: 'calm', state: connected() },
    { name: 'busy', state: connected(firstIndex) },
    { name: 'quiet', state: { kind: 'off', why: 'stopped' } },
  ]);
  assert.match(text, /indexing/);
  for (const name of ['calm', 'busy', 'quiet']) assert.match(tooltip, new RegExp(`· ${name}\\*\\*`));
});

test('what a folder or a message is called does not become markup', () => {
  const { tooltip } = describeWindow([
    {
      name: 'a|b](command:evil)',
      state: { kind: 'failed', code: 'X', message: '<img src=x> [y](z)', retries: true },
    },
  ]);
  assert.ok(!tooltip.includes('](command:evil)'));
  assert.doesNotMatch(tooltip, /(?<!\\)<img/);
});
