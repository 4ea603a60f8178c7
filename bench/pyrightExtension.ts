// An extension that serves Python with the real pyright, as one from a gallery does: the source of a VSIX for a VS Code of the
// benches. It is bundled, which puts in where pyright is.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LanguageServer } from './accuracy/languageServer.ts';

/** The folder of the package pyright. */
declare const PYRIGHT_FOLDER: string;

/** Starts pyright for the first folder of the window. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) return;
  const server = await LanguageServer.start({
    command: process.execPath,
    args: ['--max-old-space-size=3072', join(PYRIGHT_FOLDER, 'langserver.index.js'), '--stdio'],
    root: folder.uri.fsPath,
    configuration: { 'python.analysis': { diagnosticMode: 'openFilesOnly', indexing: false } },
  });
  const opened = new Set<string>();
  context.subscriptions.push(
    { dispose: () => server[Symbol.dispose]() },
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (opened.delete(uri.fsPath)) void server.close(uri.fsPath);
    }),
    vscode.languages.registerDefinitionProvider(
      { language: 'python', scheme: 'file' },
      {
        async provideDefinition(document, { line, character }) {
          const file = document.uri.fsPath;
          if (!opened.has(file)) {
            opened.add(file);
            await server.open(file, document.languageId, document.getText());
          }
          const found = await server.findDefinitionsInOpen(file, { line, character });
          return found.map(
            (one) =>
              new vscode.Location(vscode.Uri.parse(one.uri), new vscode.Position(one.line, one.character)),
          );
        },
      },
    ),
  );
}
