// The server's log as a page that grows. The file is read, not asked for, because the log matters most when the server
// does not answer.
import * as vscode from 'vscode';
import { getWorkspaceDir, getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { t } from '../../server/protocol/l10n.ts';
import { followLog } from './logFile.ts';
import { setPage } from './showReport.ts';

const followed = new Map<string, { dispose(): void }>();

/** Opens the end of the log of the server of a folder, and follows it while the page is open. Resolves with the text. */
export async function showServerLog(folder: vscode.WorkspaceFolder, root: string): Promise<string> {
  const { log } = getWorkspaceFiles(getWorkspaceDir(root));
  const page = t('Codebase Memory Server ({folder}).log', { folder: folder.name });
  let uri = setPage(page, '');
  followed.get(uri.path)?.dispose();
  followed.set(
    uri.path,
    followLog(log, (text) => (uri = setPage(page, text))),
  );
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: true });
  editor.revealRange(document.lineAt(document.lineCount - 1).range);
  return document.getText();
}

/** Stops following a log whose page was closed, and all of them at the end. */
export function watchServerLogs(): vscode.Disposable {
  const closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    followed.get(uri.path)?.dispose();
    followed.delete(uri.path);
  });
  return vscode.Disposable.from(closing, {
    dispose() {
      for (const one of followed.values()) one.dispose();
      followed.clear();
    },
  });
}
