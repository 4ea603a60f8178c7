// Runs a command in a terminal of the folder, where a person sees what it says.
import * as vscode from 'vscode';
import type { TestCommandLine } from '../../server/protocol/rpc.ts';

let runs = 0;

/** Its exit code; undefined when it was stopped. */
export async function runCommand(
  folder: vscode.WorkspaceFolder,
  { framework, command }: TestCommandLine,
  token: vscode.CancellationToken,
): Promise<number | undefined> {
  const shell = new vscode.ShellExecution(command, { cwd: folder.uri.fsPath });
  runs += 1;
  const definition = { type: 'codebaseMemory.tests', run: runs };
  const task = new vscode.Task(definition, folder, framework, 'Codebase Memory', shell, []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, panel: vscode.TaskPanelKind.Dedicated };
  // What ends may do so before its start is told.
  const isIt = (execution: vscode.TaskExecution) => execution.task.definition['run'] === definition.run;
  const ended = Promise.withResolvers<number | undefined>();
  let execution: vscode.TaskExecution | undefined;
  const subscriptions = [
    vscode.tasks.onDidEndTaskProcess((end) => {
      if (isIt(end.execution)) ended.resolve(end.exitCode);
    }),
    // A task that never had a process ends too.
    vscode.tasks.onDidEndTask((end) => {
      if (isIt(end.execution)) ended.resolve(undefined);
    }),
    token.onCancellationRequested(() => execution?.terminate()),
  ];
  try {
    execution = await vscode.tasks.executeTask(task);
    return await ended.promise;
  } finally {
    for (const one of subscriptions) one.dispose();
  }
}
