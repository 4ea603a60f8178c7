// What the suites share: they run inside the extension host of a window whose folder is the sample project.
import * as vscode from 'vscode';
import type { ServedFolder } from '../../../extension/folders.ts';
import type { Services } from '../../../extension/services.ts';
import type { ServerStatus } from '../../../server/protocol/status.ts';
import manifest from '../../../package.json' with { type: 'json' };

/** The extension of this project as this window runs it. */
export function getExtension(): vscode.Extension<Pick<Services, 'folders'>> {
  const found = vscode.extensions.getExtension<Pick<Services, 'folders'>>(
    `${manifest.publisher}.${manifest.name}`,
  );
  if (!found) throw new Error('The extension is not in this window.');
  return found;
}

/** The folder of this window, once its server has said what `isAwaited` waits for. */
export async function waitForStatus(
  isAwaited: (status: ServerStatus) => boolean = ({ state }) => state === 'ready',
): Promise<{ served: ServedFolder; status: ServerStatus }> {
  const { folders } = await getExtension().activate();
  const find = () => {
    const [served] = folders.list();
    const status = served?.connection.status;
    return served && status && isAwaited(status) ? { served, status } : undefined;
  };
  return new Promise((resolve) => {
    const look = () => {
      const found = find();
      if (!found) return;
      subscription.dispose();
      resolve(found);
    };
    const subscription = folders.onDidChange(look);
    look();
  });
}

/** Runs a command of the extension, `showStatus` for `codebaseMemory.showStatus`, and resolves with its result. */
export function run<Result>(command: string, ...args: unknown[]): Thenable<Result | undefined> {
  return vscode.commands.executeCommand<Result>(`codebaseMemory.${command}`, ...args);
}

/** Opens a file of the sample project with the cursor at the first place that reads `text`. */
export async function openAt(file: string, text: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The window has no folder.');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${file} has no "${text}".`);
  const position = document.positionAt(offset);
  return vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
}

/** Waits until a tab is open whose title has this in it. */
export async function waitForTab(title: string): Promise<void> {
  const { tabGroups } = vscode.window;
  const isOpen = () => tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes(title)));
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!isOpen()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = tabGroups.onDidChangeTabs(look);
    look();
  });
}
