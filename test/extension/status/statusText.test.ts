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

test('the tooltip says how fresh it is, what is missing, who uses it, and has a link to each command', () => {
  const { tooltip, severity } = show(connected());
  assert.equal(severity, 'none');
  for (const fact of [
    '| Fresh | up to date |',
    '| Contents | 2,800 files, 43,210 symbols |',
    '| Missing | 2 files skipped |',
    '| Used by | 2 windows, 1 session |',
  ]) {
    assert.ok(tooltip.includes(fact), `${fact} in\n${tooltip}`);
  }
  for (const command of LINKED_COMMANDS) assert.ok(tooltip.includes(`(command:${command})`));
});

test('a warning is said in text, icon, tooltip and aloud, not by the colour alone', () => {
  const warnings = ['The last server crashed: it was killed.'];
  const { text, spoken, tooltip, severity } = show(connected({ warnings }));
  assert.deepEqual([severity, text], ['warning', '$(warning) Index ready, 1 warning']);
  assert.equal(spoken, `Index ready. ${warnings[0]}`);
  assert.match(tooltip, /\$\(warning\) The last server crashed: it was killed/);
});

test('a folder with nothing to index is empty, and says why', () => {
  const { summary } = statusOf();
  assert.ok(summary);
  const nothing = { seen: [{ suffix: '.rs', files: 3 }], known: ['.py'] };
  const { text, tooltip, word } = show(connected({ summary: { ...summary, files: 0, nothing } }));
  assert.deepEqual([word, text], ['empty', '$(circle-outline) Index empty']);
  assert.match(tooltip, /There are: 3 × \.rs/);
});

test('an untrusted workspace is off with a warning that says why', () => {
  const { text, tooltip, severity } = show({ kind: 'off', why: 'untrusted' });
  assert.match(text, /off/);
  assert.equal(severity, 'warning');
  assert.match(tooltip, /not trusted.*nothing is started/);
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
