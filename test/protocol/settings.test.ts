import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEnvironmentSettings } from '../../server/protocol/settings.ts';

test('the environment sets numbers and the checkpoint mode in any case', () => {
  const { settings, warnings } = parseEnvironmentSettings({
    CBM_SQLITE_MMAP_SIZE: '0',
    CBM_SQLITE_CHECKPOINT_MODE: 'truncate',
    CBM_WORKERS: ' 2 ',
    CBM_IDLE_EXIT_MS: '',
  });
  assert.deepEqual(settings, { mmapBytes: 0, checkpointMode: 'TRUNCATE', workers: 2 });
  assert.deepEqual(warnings, []);
});

test('a negative size becomes 0', () => {
  assert.deepEqual(parseEnvironmentSettings({ CBM_SQLITE_MMAP_SIZE: '-5' }).settings, { mmapBytes: 0 });
});

test('garbage is left out and named', () => {
  const { settings, warnings } = parseEnvironmentSettings({
    CBM_SQLITE_MMAP_SIZE: 'lots',
    CBM_SQLITE_CHECKPOINT_MODE: 'NOW',
  });
  assert.deepEqual(settings, {});
  assert.equal(warnings.length, 2);
  assert.match(warnings.join(' '), /CBM_SQLITE_MMAP_SIZE=lots.*PASSIVE, FULL, RESTART, TRUNCATE/);
});
