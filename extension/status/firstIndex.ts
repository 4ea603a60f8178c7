import * as vscode from 'vscode';
import { getPercent } from '../../server/protocol/progress.ts';
import { t } from '../../server/protocol/l10n.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { describeProgress } from './facts.ts';

/** Shows the first index of a folder as a notification with progress; later ones show in the status bar alone. */
export function showFirstIndex(folders: Folders): vscode.Disposable {
  const shown = new Set<ServedFolder>();
  return folders.onDidChange((served) => {
    if (!served || shown.has(served) || !isFirstIndex(served)) return;
    shown.add(served);
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: t('Codebase Memory indexes {folder} for the first time', { folder: served.folder.name }),
    };
    void vscode.window
      .withProgress(options, (progress) => followIndex(folders, served, progress))
      .then(() => shown.delete(served));
  });
}

function isFirstIndex({ connection: { status } }: ServedFolder): boolean {
  return status !== undefined && status.freshness.indexing && status.freshness.generation === null;
}

function followIndex(
  folders: Folders,
  served: ServedFolder,
  progress: vscode.Progress<{ message: string; increment: number }>,
): Promise<void> {
  let percent = 0;
  return new Promise((resolve) => {
    const subscription = folders.onDidChange(() => {
      const { status } = served.connection;
      if (!status || !isFirstIndex(served)) {
        subscription.dispose();
        resolve();
        return;
      }
      const now = Math.max(percent, getPercent(status.progress));
      progress.report({ message: describeProgress(status), increment: now - percent });
      percent = now;
    });
  });
}
