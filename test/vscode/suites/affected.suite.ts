// The tests that changes of the working tree may break, in VS Code's own view of tests.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { openAt, waitForStatus } from './inWindow.ts';

const REPORT = 'scripts/report.mjs';
/** Between two looks. */
const BETWEEN_MS = 100;

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

/** Waits until VS Code itself knows tests of two extensions in a file: they reach it a moment later. */
async function untilListed(uri: vscode.Uri): Promise<void> {
  for (;;) {
    const tests = await vscode.commands.executeCommand<string[][]>('vscode.testing.getTestsInFile', uri);
    if (new Set(tests.map(([controller]) => controller)).size === 2) return;
    await setTimeout(BETWEEN_MS);
  }
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

  test('where an extension owns the tests of a file, that runs them and no command does', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const uri = vscode.Uri.joinPath(folder!.uri, 'scripts/report.test.mjs');
    const owner = vscode.tests.createTestController('somebody.else', 'Somebody else');
    const item = owner.createTestItem('report', 'a report is made', uri);
    owner.items.add(item);
    let runs = 0;
    const twice = Promise.withResolvers<void>();
    owner.createRunProfile('Run', vscode.TestRunProfileKind.Run, (request) => {
      const testRun = owner.createTestRun(request);
      testRun.passed(item);
      testRun.end();
      runs += 1;
      if (runs === 2) twice.resolve();
    });
    const commands: string[] = [];
    const started = vscode.tasks.onDidStartTask(({ execution: { task } }) =>
      commands.push(task.definition.type),
    );
    try {
      await vscode.commands.executeCommand('testing.refreshTests');
      await untilListed(uri);
      // Once because all tests are asked for, and once more because this extension hands its own over.
      await vscode.commands.executeCommand('testing.runAll');
      await twice.promise;
      assert.deepEqual(commands, []);
    } finally {
      started.dispose();
      owner.dispose();
    }
  });
});
