// Pages of text that this window makes, behind the scheme `codebase-memory`: reports in markdown, shown rendered where VS
// Code has its preview, and logs as they are. A page is replaced when it is shown again.
import * as vscode from 'vscode';

const SCHEME = 'codebase-memory';
const pages = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Lets VS Code read the pages. */
export function registerReports(): vscode.Disposable {
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => pages.get(path) ?? '',
  };
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider);
}

/** Makes `text` the content of the page `name`, also where it is shown already. */
export function setPage(name: string, text: string): vscode.Uri {
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
  if (pages.get(uri.path) !== text) {
    pages.set(uri.path, text);
    changed.fire(uri);
  }
  return uri;
}

let shown = 0;

/** Shows `markdown` as the page `title`. */
export async function showReport(title: string, markdown: string): Promise<void> {
  // Under another address each time: a preview that is behind other editors never hears that its page has changed.
  shown += 1;
  const uri = setPage(`Codebase Memory ${title}.md`, markdown).with({ query: String(shown) });
  const document = await vscode.workspace.openTextDocument(uri);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // The markdown extension can be turned off: the text is readable as it is.
    await vscode.window.showTextDocument(document, { preview: true });
  }
}
