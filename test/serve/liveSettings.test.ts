import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveSettings } from '../../server/serve/liveSettings.ts';

test('a setting of a window replaces the default, and null takes it back', () => {
  const live = new LiveSettings({});
  assert.deepEqual([live.values.mmapBytes, live.sourceOf('mmapBytes')], [67_108_864, 'default']);
  assert.deepEqual(live.changeByWindow({ mmapBytes: 0, checkpointMode: 'truncate' }), []);
  assert.deepEqual([live.values.mmapBytes, live.sourceOf('mmapBytes')], [0, 'setting']);
  assert.deepEqual([live.values.checkpointMode, live.sourceOf('checkpointMode')], ['TRUNCATE', 'setting']);
  live.changeByWindow({ mmapBytes: null });
  assert.deepEqual([live.values.mmapBytes, live.sourceOf('mmapBytes')], [67_108_864, 'default']);
  assert.equal(live.values.checkpointMode, 'TRUNCATE', 'what was not named stays');
});

test('the environment wins over what a window says, before and after', () => {
  const live = new LiveSettings({ CBM_SQLITE_MMAP_SIZE: '4096' });
  live.changeByWindow({ mmapBytes: 8192 });
  assert.deepEqual([live.values.mmapBytes, live.sourceOf('mmapBytes')], [4096, 'environment']);
});

test('a negative size is none; what is no value falls back to the default and is named', () => {
  const live = new LiveSettings({ CBM_SQLITE_CHECKPOINT_MODE: 'NOW' });
  live.changeByWindow({ mmapBytes: -1 });
  assert.equal(live.values.mmapBytes, 0);
  const warnings = live.changeByWindow({ mmapBytes: '64 MB', unknownToThisVersion: 1 });
  assert.equal(live.values.mmapBytes, 67_108_864);
  assert.match(warnings.join(), /mmapBytes=64 MB is not a number.*default 67108864/);
  assert.equal(live.warnings.length, 2, 'the bad variable of the environment is named too');
});

test('the environment of a later client counts on a server that another one started', () => {
  const live = new LiveSettings({});
  assert.equal(live.changeByClient({ mmapBytes: 0 }), true);
  assert.deepEqual([live.values.mmapBytes, live.sourceOf('mmapBytes')], [0, 'environment']);
  assert.equal(live.changeByClient({}), false, 'a client without variables changes nothing');
  assert.equal(live.values.mmapBytes, 0);
});
