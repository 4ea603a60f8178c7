import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import type { FoundSymbol } from '../../../extension/queries.ts';
import type { CheckpointReport, ServerStatus } from '../../../server/protocol/status.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { getExtension, openAt, run, waitForStatus, waitForTab } from './inWindow.ts';

suite('commands', () => {
  test('every command that package.json names is there', async () => {
    await getExtension().activate();
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  test('every command has a title, the category and a condition under which it can run', () => {
    const odd = manifest.contributes.commands.filter(
      ({ title, category, enablement }) => !title || category !== 'Codebase Memory' || !enablement,
    );
    assert.deepEqual(odd, []);
  });

  test('Reindex Workspace resolves with the status after it', async () => {
    const { status: before } = await waitForStatus();
    const status = await run<ServerStatus>('reindexWorkspace');
    assert.equal(status?.pid, before.pid);
    assert.equal(status?.freshness.stale, false);
  });

  test('Rebuild Index From Scratch makes a new generation', async () => {
    const { status: before } = await waitForStatus();
    const status = await run<ServerStatus>('rebuildIndex');
    assert.ok((status?.freshness.generation ?? 0) > (before.freshness.generation ?? 0));
  });

  test('Show Status and Run Doctor open pages that name the server', async () => {
    const { status } = await waitForStatus();
    assert.match((await run<string>('showStatus')) ?? '', new RegExp(`process ${status.pid},`));
    await waitForTab('Codebase Memory Status');
    assert.match((await run<string>('runDoctor')) ?? '', new RegExp(`\\b${status.pid}\\b`));
    await waitForTab('Codebase Memory Doctor');
  });

  test('Show Callers means the symbol under the cursor, at its definition and at a call', async () => {
    await waitForStatus();
    await openAt('service/main.py', 'checkout(cart');
    const atDefinition = await run<FoundSymbol>('showCallers');
    assert.equal(atDefinition?.qualified_name, 'service.main.checkout');
    await openAt('service/main.py', 'checkout(Cart())');
    const atCall = await run<FoundSymbol>('showCallees');
    assert.equal(atCall?.qualified_name, 'service.main.checkout');
  });

  test('Show Callers on a word that is no symbol resolves with nothing', async () => {
    await waitForStatus();
    await openAt('service/shop/cart.py', 'Adds an item');
    assert.equal(await run<FoundSymbol>('showCallers'), undefined);
  });

  test('Checkpoint Database reports what SQLite did', async () => {
    await waitForStatus();
    const report = await run<CheckpointReport>('checkpointDatabase');
    assert.equal(report?.mode, 'PASSIVE');
    assert.equal(report?.checkpointed, report?.log);
  });

  test('Restart Server leads to another process, Stop Server to none until it is restarted', async () => {
    const { status: before, served } = await waitForStatus();
    const restarted = await run<ServerStatus>('restartServer');
    assert.notEqual(restarted?.pid, before.pid);
    await run('stopServer');
    assert.deepEqual(served.connection.state, { kind: 'off', why: 'stopped' });
    assert.match((await run<string>('showStatus')) ?? '', /The server was stopped/);
    const again = await run<ServerStatus>('restartServer');
    assert.equal(again?.root, before.root);
    assert.equal(served.connection.state.kind, 'connected');
  });
});
