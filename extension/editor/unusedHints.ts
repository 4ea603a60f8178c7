// Hints for what nothing in the workspace uses, in the files that are in sight, and a quick fix that shows why. Asked again
// when the index has changed, once it has been still for a while: whoever types is not told of every half-written word.
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';
import { describeIndexState } from '../connection/state.ts';
import type { Folders } from '../folders.ts';
import { findUnused } from '../queries.ts';
import { locate, toRange } from './located.ts';
import type { Located } from './located.ts';
import { findRanges } from './siteRanges.ts';

const STILL_MS = 2000;
const SOURCE = 'Codebase Memory';
const CODE = 'unused';
const SHOW_WHY = 'codebaseMemory.showWhyUnused';

/** A hint, with the name by which the index knows what is not used. */
class UnusedHint extends vscode.Diagnostic {
  readonly qualifiedName: string;

  constructor(range: vscode.Range, name: string, qualifiedName: string) {
    super(
      range,
      t('Nothing in the workspace uses or names {name}.', { name }),
      vscode.DiagnosticSeverity.Hint,
    );
    this.qualifiedName = qualifiedName;
    this.source = SOURCE;
    this.code = CODE;
    this.tags = [vscode.DiagnosticTag.Unnecessary];
  }
}

/** Shows the hints until it is disposed, and offers the quick fix. */
export class UnusedHints implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #folders: Folders;
  readonly #log: (message: string) => void;
  readonly #shown = vscode.languages.createDiagnosticCollection('codebase-memory');
  readonly #subscriptions: readonly vscode.Disposable[];
  /** What the hints of a file were made of, by its address. */
  readonly #states = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(folders: Folders, log: (message: string) => void) {
    this.#folders = folders;
    this.#log = log;
    this.#subscriptions = [
      folders.onDidChange(() => this.#lookSoon()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#lookSoon()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.#forget(uri))),
    ];
    this.#lookSoon();
  }

  provideCodeActions(
    { uri }: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    // What VS Code hands over are copies, without the name.
    const asked = new Set(
      diagnostics.filter(({ source }) => source === SOURCE).map(({ message }) => message),
    );
    const hints = (this.#shown.get(uri) ?? []).filter(
      (hint) => hint instanceof UnusedHint && asked.has(hint.message) && hint.range.intersection(range),
    );
    return hints.map((hint) => {
      const action = new vscode.CodeAction(t('Show why this is not used'), vscode.CodeActionKind.QuickFix);
      action.diagnostics = [hint];
      const { qualifiedName } = hint as UnusedHint;
      action.command = { title: action.title, command: SHOW_WHY, arguments: [{ uri, qualifiedName }] };
      return action;
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#shown.dispose();
  }

  #forget(uri: vscode.Uri): void {
    this.#states.delete(uri.toString());
    this.#shown.delete(uri);
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const { document } of vscode.window.visibleTextEditors) {
        this.#look(document).catch((error: unknown) => this.#log(`Unused code: ${messageOf(error)}`));
      }
    }, STILL_MS);
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const located = locate(this.#folders, document);
    if (!located) return;
    const state = describeIndexState(located.served.connection.status);
    const key = document.uri.toString();
    if (this.#states.get(key) === state) return;
    this.#states.set(key, state);
    const hints = await findHints(located, document.uri);
    // Another look may have begun meanwhile, or the document was closed.
    if (this.#states.get(key) === state) this.#shown.set(document.uri, hints);
  }
}

async function findHints({ served, file }: Located, uri: vscode.Uri): Promise<UnusedHint[]> {
  const unused = await findUnused(served.connection, file);
  return Promise.all(
    unused.map(async ({ name, qualified_name, line }) => {
      const [range = toRange(line)] = await findRanges(uri, [line], name);
      return new UnusedHint(range, name, qualified_name);
    }),
  );
}
