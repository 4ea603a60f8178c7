// What the index gives to the editor itself: providers, each while its setting is on.
import * as vscode from 'vscode';
import type { Folders } from '../folders.ts';
import { whileOn } from '../settings/whileOn.ts';
import { CallHierarchy } from './callHierarchy.ts';
import { CodeLenses } from './codeLenses.ts';
import { Hover } from './hover.ts';
import type { OtherProviders } from './otherProviders.ts';
import { Implementations, References } from './references.ts';
import { TypeHierarchy } from './typeHierarchy.ts';
import { UnusedHints } from './unusedHints.ts';
import { WorkspaceSymbols } from './workspaceSymbols.ts';

/** Shown beside what others say. */
const FILES: vscode.DocumentSelector = { scheme: 'file' };
/** Of several providers VS Code asks the one whose selector says most: this one says least, and is asked when it is alone. */
const ANY: vscode.DocumentSelector = '*';

/** Registers what the settings turn on, and follows them. */
export function provideForEditor(
  folders: Folders,
  others: OtherProviders,
  output: vscode.LogOutputChannel,
): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    whileOn('editor.codeLens', () => {
      const lenses = new CodeLenses(folders);
      return vscode.Disposable.from(lenses, languages.registerCodeLensProvider(FILES, lenses));
    }),
    whileOn('editor.hover', () => languages.registerHoverProvider(FILES, new Hover(folders))),
    whileOn('editor.hierarchies', () =>
      vscode.Disposable.from(
        languages.registerCallHierarchyProvider(ANY, new CallHierarchy(folders, others)),
        languages.registerTypeHierarchyProvider(ANY, new TypeHierarchy(folders)),
      ),
    ),
    whileOn('editor.references', () =>
      vscode.Disposable.from(
        languages.registerReferenceProvider(FILES, new References(folders, others)),
        languages.registerImplementationProvider(FILES, new Implementations(folders, others)),
      ),
    ),
    whileOn('editor.workspaceSymbols', () =>
      languages.registerWorkspaceSymbolProvider(new WorkspaceSymbols(folders, others)),
    ),
    whileOn('editor.unusedHints', () => {
      const hints = new UnusedHints(folders, (message) => output.debug(message));
      const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
      return vscode.Disposable.from(hints, languages.registerCodeActionsProvider(FILES, hints, kinds));
    }),
  );
}
