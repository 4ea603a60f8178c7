import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from '../../../extension/settings/readSettings.ts';
import { SETTING_DECLARATIONS } from '../../../server/protocol/settingDeclarations.ts';
import { DEFAULT_SETTINGS } from '../../../server/protocol/settings.ts';
import { LiveSettings } from '../../../server/serve/liveSettings.ts';

function read(written: Readonly<Record<string, unknown>>) {
  return readSettings((id) => written[id]);
}

test('every setting of the server is declared once, and a window that nobody configured asks for its defaults', () => {
  const keys = SETTING_DECLARATIONS.flatMap(({ key }) => key ?? []);
  assert.deepEqual(keys.toSorted(), Object.keys(DEFAULT_SETTINGS).toSorted());
  assert.equal(new Set(SETTING_DECLARATIONS.map(({ id }) => id)).size, SETTING_DECLARATIONS.length);
  const { change, warnings } = read({});
  assert.ok(Object.values(change).every((value) => value === null));
  assert.deepEqual(warnings, []);
});

test('values are sent in the units of the server', () => {
  const { change } = read({
    'sqlite.mmapSize': 0,
    'sqlite.checkpointMode': 'TRUNCATE',
    'index.maxFileSizeKb': 3,
    'server.idleExitMinutes': 2,
    'server.memoryLimitMb': 512,
    'index.exclude': ['docs/**'],
    'index.includeGenerated': true,
  });
  const live = new LiveSettings({});
  assert.deepEqual(live.changeByWindow(change), []);
  assert.deepEqual(live.values, {
    ...DEFAULT_SETTINGS,
    mmapBytes: 0,
    checkpointMode: 'TRUNCATE',
    maxFileSizeBytes: 3072,
    idleExitMs: 120_000,
    memoryLimitBytes: 512 * 1024 * 1024,
    exclude: ['docs/**'],
    includeGenerated: true,
  });
});

test('a default in the words of people is the default of the server', () => {
  const written = Object.fromEntries(SETTING_DECLARATIONS.map((one) => [one.id, one.default]));
  const live = new LiveSettings({});
  live.changeByWindow(read(written).change);
  assert.deepEqual(live.values, DEFAULT_SETTINGS);
});

test('a value that makes no sense is named together with the value used instead', () => {
  const { change, warnings } = read({
    'sqlite.mmapSize': -5,
    'sqlite.checkpointMode': 'NOW',
    'index.workers': 'many',
    'index.exclude': 'docs',
    'server.logLevel': 3,
    'claude.registration': 'carrier pigeon',
  });
  assert.equal(change.mmapBytes, null);
  assert.equal(change.checkpointMode, null);
  assert.deepEqual(
    warnings.map(({ message }) => message),
    [
      'codebaseMemory.sqlite.mmapSize is -5, which is not a whole number of at least 0; 67108864 is used instead.',
      'codebaseMemory.sqlite.checkpointMode is "NOW", which is not one of PASSIVE, FULL, RESTART, TRUNCATE; "PASSIVE" is used instead.',
      'codebaseMemory.index.exclude is "docs", which is not a list of patterns; [] is used instead.',
      'codebaseMemory.index.workers is "many", which is not a whole number of at least 0; 0 is used instead.',
      'codebaseMemory.server.logLevel is 3, which is not one of error, warn, info; "info" is used instead.',
      'codebaseMemory.claude.registration is "carrier pigeon", which is not one of bridge, http, off; "bridge" is used instead.',
    ],
  );
});

test('no setting takes a value of another type or below its bound', () => {
  for (const { id, kind, key } of SETTING_DECLARATIONS) {
    const wrong = kind.type === 'integer' ? [kind.minimum - 1, 1.5, 1e300, '7', true] : [{}, 7];
    for (const value of wrong) {
      const { change, warnings } = read({ [id]: value });
      assert.equal(warnings.length, 1, `${id} ${JSON.stringify(value)}`);
      if (key) assert.equal(change[key], null, id);
    }
  }
});

test('a word may be written in any case, and a long value is cut in the warning', () => {
  assert.equal(read({ 'sqlite.checkpointMode': 'full' }).change.checkpointMode, 'FULL');
  const [warning] = read({ 'index.workers': 'x'.repeat(500) }).warnings;
  assert.ok(warning && warning.message.length < 200);
});
