import * as vscode from 'vscode';
import { countSkipped } from '../../server/protocol/fileCounts.ts';
import type { ServerStatus } from '../../server/protocol/status.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { listFileProblems } from '../queries.ts';
import { listComplaints } from '../status/facts.ts';
import { followFolders, ModelTree } from './modelTree.ts';
import { describeProblems } from './problemsModel.ts';

/** The view Problems: what is not wholly in the index. Asks again when a new generation answers. */
export function showProblems(folders: Folders): vscode.Disposable {
  const tree = new ModelTree(async () => {
    const known = await Promise.all(folders.list().map(load));
    return describeProblems(known.flat());
  });
  const view = vscode.window.createTreeView('codebaseMemory.problems', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const following = followFolders(folders, view, tree, ({ connection: { status } }) =>
    status ? describeAnswered(status) : '',
  );
  return vscode.Disposable.from(view, following);
}

/** An edit changes what is missing, and neither the epoch nor the generation. */
function describeAnswered(status: ServerStatus): string {
  const { epoch, freshness, summary } = status;
  const missing = summary ? [summary.partialFiles, ...Object.values(countSkipped(summary))] : [];
  return [epoch, freshness.generation, freshness.stale, ...missing, ...listComplaints(status)].join();
}

async function load({ folder, connection }: ServedFolder) {
  const { status } = connection;
  if (!status) return [];
  const { problems, total } = await listFileProblems(connection).catch(() => ({ problems: [], total: 0 }));
  const complaints = listComplaints(status);
  return [{ name: folder.name, folder: folder.uri.toString(), complaints, problems, total }];
}
