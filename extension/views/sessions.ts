import * as vscode from 'vscode';
import type { SessionReport } from '../../server/protocol/status.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { followFolders, ModelTree } from './modelTree.ts';
import { describeSessions } from './sessionsModel.ts';

/** The view Sessions: who is connected to the servers of this window. Asks once, then hears of changes. */
export function showSessions(folders: Folders): vscode.Disposable {
  const heard = new WeakMap<
    ServedFolder,
    { readonly epoch: string; readonly sessions: readonly SessionReport[] }
  >();
  const followed = new WeakSet<ServedFolder>();
  const follow = (served: ServedFolder) => {
    if (followed.has(served)) return;
    followed.add(served);
    served.connection.events.on('sessions', (sessions) => {
      heard.set(served, { epoch: served.connection.status?.epoch ?? '', sessions });
      if (view.visible) tree.refresh();
    });
  };
  const load = async (served: ServedFolder) => {
    follow(served);
    const { connection, folder } = served;
    const { status } = connection;
    if (!status) return [];
    let known = heard.get(served);
    if (known?.epoch !== status.epoch) {
      const sessions = await connection.requestIfOn('sessions/list', {}).catch(() => []);
      heard.set(served, (known = { epoch: status.epoch, sessions }));
    }
    return [{ name: folder.name, sessions: known.sessions, windows: status.windows }];
  };
  const tree = new ModelTree(async () => {
    const known = await Promise.all(folders.list().map(load));
    return describeSessions(known.flat());
  });
  const view = vscode.window.createTreeView('codebaseMemory.sessions', { treeDataProvider: tree });
  const following = followFolders(
    folders,
    view,
    tree,
    ({ connection: { status } }) => `${status?.epoch} ${status?.windows}`,
  );
  return vscode.Disposable.from(view, following);
}
