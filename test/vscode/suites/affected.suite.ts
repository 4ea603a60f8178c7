// The tests that changes of the working tree may break, in VS Code's own view of tests.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { openAt, waitForStatus } from './inWindow.ts';

const REPORT = 'scripts/report.mjs';

/** The exit code of the next command for tests, with the command. */
function waitForTests(): Promise<{ command: string; code: number | undefined }> {
  return new Promise((resolve) => {
    const subscription = vscode.tasks.onDidEndTaskProcess(({ execution: { task }, exitCode }) => {
      if (task.definition.type !== 'codebaseMemory.tests') return;
      subscription.dispose();
      const { execution } = task;
      const command = execution instanceof vscode.ShellExecution ? (execution.commandLine ?? '') : '';
      resolve({ command, code: exitCode });
    });
  });
}

suite('affected tests', () => {
  test('what a change may break is run by the command of its framework, and nothing else is', async () => {
    const { served } = await waitForStatus();
    const { document } = await openAt(REPORT, 'function countWords');
    const before = document.getText();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(before.indexOf('return')), 'void 0;\n  ');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await served.connection.request('index/run', { full: false });
    const affected = await served.connection.request('tests/affected', {});
    assert.deepEqual(
      affected.map(({ file }) => file),
      ['scripts/report.test.mjs'],
    );
    const ended = waitForTests();
    await vscode.commands.executeCommand('testing.refreshTests');
    await vscode.commands.executeCommand('testing.runAll');
    assert.deepEqual(await ended, { command: 'node --test scripts/report.test.mjs', code: 0 });
  });
});
