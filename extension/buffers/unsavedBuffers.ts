// Follows the documents of this window and hands what is unsaved to the server of their folder.
import * as vscode from 'vscode';
import type { Folders, ServedFolder } from '../folders.ts';
import { BufferFeed } from './bufferFeed.ts';

/** Paths of the documents of a folder that this window has open: those in tabs, loaded or not. */
function listOpen(folders: Folders, folder: ServedFolder): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const inputs = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const documents = vscode.workspace.textDocuments.map(({ uri }) => uri);
  const open = [...documents, ...inputs].filter(
    (uri) => uri.scheme === 'file' && folders.find(uri) === folder,
  );
  return [...new Set(open.map(({ fsPath }) => fsPath))];
}

/** Sends unsaved documents of the workspace's files to their servers until it is disposed. */
export function sendUnsavedBuffers(folders: Folders, output: vscode.LogOutputChannel): vscode.Disposable {
  const feeds = new Map<ServedFolder, BufferFeed>();
  const feedOf = (document: vscode.TextDocument): BufferFeed | undefined => {
    if (document.uri.scheme !== 'file') return undefined;
    const served = folders.find(document.uri);
    return served && feeds.get(served);
  };
  const note = (document: vscode.TextDocument): void =>
    feedOf(document)?.note({
      path: document.uri.fsPath,
      // Read when it is sent: the document is a live object.
      get version() {
        return document.version;
      },
      isDirty: document.isDirty,
      getText: () => document.getText(),
    });
  const follow = (): void => {
    const served = folders.list();
    for (const [known, feed] of feeds) {
      if (served.includes(known)) continue;
      feed.dispose();
      feeds.delete(known);
    }
    for (const folder of served) {
      let feed = feeds.get(folder);
      if (!feed) {
        const { name } = folder.folder;
        const log = (message: string): void => output.debug(`${name}: ${message}`);
        feeds.set(folder, (feed = new BufferFeed(log, () => listOpen(folders, folder))));
        for (const document of vscode.workspace.textDocuments) {
          if (document.isDirty && folders.find(document.uri) === folder) note(document);
        }
      }
      feed.connect(folder.connection.live);
    }
  };
  follow();
  return vscode.Disposable.from(
    folders.onDidChange(follow),
    vscode.workspace.onDidOpenTextDocument((document) => document.isDirty && note(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => note(document)),
    vscode.workspace.onDidSaveTextDocument(note),
    vscode.workspace.onDidCloseTextDocument((document) => feedOf(document)?.forget(document.uri.fsPath)),
    { dispose: () => [...feeds.values()].forEach((feed) => feed.dispose()) },
  );
}
