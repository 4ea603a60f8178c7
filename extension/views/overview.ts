import * as vscode from 'vscode';
import { limitRate } from '../../server/serve/rate.ts';
import type { Folders } from '../folders.ts';
import { ModelTree } from './modelTree.ts';
import { describeOverview } from './overviewModel.ts';

/** An index run has news ten times a second. */
const REDRAW_INTERVAL_MS = 400;

/** The view Overview: the state of every folder, drawn again whenever a server says something new. */
export function showOverview(folders: Folders): vscode.Disposable {
  const tree = new ModelTree(() => describeOverview(folders.listStates()));
  const view = vscode.window.createTreeView('codebaseMemory.overview', { treeDataProvider: tree });
  const redraw = limitRate(REDRAW_INTERVAL_MS, () => view.visible && tree.refresh());
  return vscode.Disposable.from(
    view,
    folders.onDidChange(redraw),
    view.onDidChangeVisibility(({ visible }) => visible && tree.refresh()),
  );
}
