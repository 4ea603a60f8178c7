import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { SETTING_DECLARATIONS, SETTINGS_SECTION } from '../../../server/protocol/settingDeclarations.ts';
import { DEFAULT_SETTINGS } from '../../../server/protocol/settings.ts';
import { loadSettings } from '../../../extension/settings/windowSettings.ts';
import { waitForStatus } from './inWindow.ts';

const CHANGED = ['sqlite.mmapSize', 'sqlite.checkpointMode', 'index.exclude'] as const;

const configuration = () => vscode.workspace.getConfiguration(SETTINGS_SECTION);

suite('settings', () => {
  teardown(async () => {
    for (const id of CHANGED) await configuration().update(id, undefined, vscode.ConfigurationTarget.Global);
  });

  test('VS Code knows every declared setting with its default', () => {
    for (const { id, default: value } of SETTING_DECLARATIONS) {
      assert.deepEqual(configuration().inspect(id)?.defaultValue, value, id);
    }
  });

  test('a change reaches the running server, and so does taking it back', async () => {
    const { status: before } = await waitForStatus();
    await configuration().update('sqlite.mmapSize', 4096, vscode.ConfigurationTarget.Global);
    await configuration().update('sqlite.checkpointMode', 'FULL', vscode.ConfigurationTarget.Global);
    const { status } = await waitForStatus(
      ({ sqlite }) => sqlite.mmap.bytes === 4096 && sqlite.checkpoint.mode === 'FULL',
    );
    assert.equal(status.pid, before.pid);
    assert.equal(status.sqlite.mmap.source, 'setting');

    for (const id of CHANGED) await configuration().update(id, undefined, vscode.ConfigurationTarget.Global);
    const { status: after } = await waitForStatus(({ sqlite }) => sqlite.mmap.source === 'default');
    assert.equal(after.sqlite.mmap.bytes, DEFAULT_SETTINGS.mmapBytes);
  });

  test('a value that makes no sense is read as the default, whatever the setting', async () => {
    for (const { id, kind, key } of SETTING_DECLARATIONS) {
      const wrong = kind.type === 'integer' ? kind.minimum - 1 : 7;
      await configuration().update(id, wrong, vscode.ConfigurationTarget.Global);
      const { change, warnings } = loadSettings(undefined);
      assert.deepEqual(
        warnings.map((warning) => warning.id),
        [id],
      );
      if (key) assert.equal(change[key], null, id);
      await configuration().update(id, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('what is excluded leaves the index of the running server, and comes back', async () => {
    const { status: before } = await waitForStatus();
    const files = before.summary?.files ?? 0;
    await configuration().update('index.exclude', ['service/shop/**'], vscode.ConfigurationTarget.Global);
    const { status } = await waitForStatus(({ summary }) => (summary?.files ?? files) < files);
    assert.equal(status.pid, before.pid);
    await configuration().update('index.exclude', undefined, vscode.ConfigurationTarget.Global);
    await waitForStatus(({ summary }) => summary?.files === files);
  });

  test('a setting of the machine is not taken from the workspace', async () => {
    const machine = SETTING_DECLARATIONS.filter(({ scope }) => scope === 'machine').map(({ id }) => id);
    assert.ok(machine.includes('cacheDir'));
    for (const id of machine) {
      await assert.rejects(
        async () => configuration().update(id, 'never', vscode.ConfigurationTarget.Workspace),
        id,
      );
    }
  });
});
