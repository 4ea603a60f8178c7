import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { SETTING_DECLARATIONS, SETTINGS_SECTION } from '../../../server/protocol/settingDeclarations.ts';
import type { SettingKind } from '../../../server/protocol/settingDeclarations.ts';
import { DEFAULT_SETTINGS } from '../../../server/protocol/settings.ts';
import type { Settings } from '../../../server/protocol/settings.ts';
import type { ServedFolder } from '../../../extension/folders.ts';
import { getSetting, loadSettings } from '../../../extension/settings/windowSettings.ts';
import { run, waitForStatus } from './inWindow.ts';

const CHANGED = ['sqlite.mmapSize', 'sqlite.checkpointMode', 'index.exclude', 'team.artifact'] as const;

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

  test('a value that makes no sense is read as the default, whatever its kind', async () => {
    const ofKind = new Map(SETTING_DECLARATIONS.map((declaration) => [declaration.kind.type, declaration]));
    for (const { id, kind, key } of ofKind.values()) {
      for (const wrong of makeWrong(kind)) {
        await configuration().update(id, wrong, vscode.ConfigurationTarget.Global);
        const { change, warnings } = loadSettings(undefined);
        assert.deepEqual(
          warnings.map((warning) => warning.id),
          [id],
          `${id}: ${JSON.stringify(wrong)}`,
        );
        if (key) assert.equal(change[key], null, id);
      }
      await configuration().update(id, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('every setting of the server is in force there as soon as it is changed, its smallest value too', async () => {
    const { served } = await waitForStatus();
    for (const { id, kind, key, unit, variable } of SETTING_DECLARATIONS) {
      // The environment wins: the time after which an idle server ends is one of the tests.
      if (!key || (variable !== undefined && process.env[variable])) continue;
      // Nobody here agrees to a place.
      if (key === 'artifact') continue;
      for (const value of makeRight(id, kind)) {
        await configuration().update(id, value, vscode.ConfigurationTarget.Global);
        const wanted = typeof value === 'number' ? value * (unit ?? 1) : value;
        await untilInForce(served, key, wanted);
      }
      await configuration().update(id, undefined, vscode.ConfigurationTarget.Global);
      await untilInForce(served, key, DEFAULT_SETTINGS[key]);
    }
  });

  test('a place of artifacts that nobody has agreed to is not told to the server', async () => {
    const { served } = await waitForStatus();
    await configuration().update('team.artifact', '/somewhere/else', vscode.ConfigurationTarget.Global);
    assert.equal(loadSettings(served.folder.uri).change.artifact, '/somewhere/else');
    // What is sent after it says all settings.
    await configuration().update('sqlite.mmapSize', 8192, vscode.ConfigurationTarget.Global);
    await untilInForce(served, 'mmapBytes', 8192);
    const { artifact } = await served.connection.request('settings/set', {});
    assert.equal(artifact, DEFAULT_SETTINGS.artifact);
  });

  test('what only windows know is followed at the next use', async () => {
    await configuration().update('claude.registration', 'off', vscode.ConfigurationTarget.Global);
    assert.equal(await run('connectClaudeCode'), 'off');
    for (const [id, value] of [
      ['claude.autoConnect', 'never'],
      ['cacheDir', '/somewhere/else'],
    ] as const) {
      await configuration().update(id, value, vscode.ConfigurationTarget.Global);
      assert.equal(getSetting(id), value);
    }
    for (const id of ['claude.registration', 'claude.autoConnect', 'cacheDir'])
      await configuration().update(id, undefined, vscode.ConfigurationTarget.Global);
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

/** Values of another type, out of bounds, or that are no word of the list. */
function makeWrong(kind: SettingKind): unknown[] {
  if (kind.type === 'integer') return [kind.minimum - 1, kind.minimum + 0.5, '7', true, []];
  if (kind.type === 'boolean') return [1, 'yes', {}];
  if (kind.type === 'patterns') return ['dist', [7], {}];
  return kind.type === 'word' ? ['nothing', 7, []] : [7, false, []];
}

/** Values that are no default; where there is a smallest one, that too, unless nothing would be left to work with. */
function makeRight(id: string, kind: SettingKind): readonly (number | boolean | string | string[])[] {
  if (kind.type === 'integer') return id === 'index.workers' ? [1] : [kind.minimum, 4096];
  if (kind.type === 'boolean') return [true];
  return kind.type === 'word' ? [kind.words.at(-1) ?? ''] : [['nothing/**']];
}

/** Asks the server for its settings until this one is as wanted. */
async function untilInForce(
  { connection }: ServedFolder,
  key: keyof Settings,
  wanted: unknown,
): Promise<void> {
  for (;;) {
    const inForce = await connection.request('settings/set', {});
    if (isDeepStrictEqual(inForce[key], wanted)) return;
  }
}
