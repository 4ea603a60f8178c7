import * as vscode from 'vscode';
import { describeIndexState } from '../connection/state.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { describeEntries } from './filesModel.ts';
import { followFolders, ModelTree } from './modelTree.ts';
import { groupByFolder } from './treeNode.ts';
import type { TreeNode } from './treeNode.ts';

/** The view Files: a folder is asked for when it is opened, and again when the index has changed. */
export function showFiles(folders: Folders): vscode.Disposable {
  const tree = new ModelTree(async () => {
    const listed = await Promise.all(
      folders
        .list()
        .filter(({ connection }) => connection.live)
        .map(async (served) => ({ name: served.folder.name, rows: await load(served, '') })),
    );
    return groupByFolder(
      listed.filter(({ rows }) => rows.length > 0),
      ({ rows }) => rows,
    );
  });
  const view = vscode.window.createTreeView('codebaseMemory.files', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const following = followFolders(folders, view, tree, ({ connection }) =>
    describeIndexState(connection.status),
  );
  return vscode.Disposable.from(view, following);
}

async function load(served: ServedFolder, path: string): Promise<TreeNode[]> {
  const { connection, folder } = served;
  const { entries } = await connection
    .requestIfOn('files/list', { folder: path })
    .catch(() => ({ entries: [] }));
  return describeEntries({ root: folder.uri.toString(), path, entries }, (below) => load(served, below));
}
