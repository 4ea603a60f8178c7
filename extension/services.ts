import type * as vscode from 'vscode';
import type { ServerConnection } from './connection/serverConnection.ts';
import type { OtherProviders } from './editor/otherProviders.ts';
import type { Folders } from './folders.ts';
import type { GraphPanel } from './graph/graphPanel.ts';
import type { CallTree } from './views/callTree.ts';
import type { SearchResults } from './views/searchResults.ts';

/** What commands may use of this window; put together in window.ts. */
export interface Services {
  readonly output: vscode.LogOutputChannel;
  readonly folders: Folders;
  readonly others: OtherProviders;
  readonly calls: CallTree;
  readonly graph: GraphPanel;
  readonly search: SearchResults;
  /** The folder a command means: the one of the active editor, or the one a person picks; undefined for none. */
  folderOf(): Promise<vscode.WorkspaceFolder | undefined>;
  /** The connection to the server of a folder. Throws NO_FOLDER for one that is not on disk. */
  connection(folder: vscode.WorkspaceFolder): ServerConnection;
}
