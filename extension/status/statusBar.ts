import * as vscode from 'vscode';
import { noteDone } from '../done.ts';
import type { Folders } from '../folders.ts';
import { describeWindow, LINKED_COMMANDS } from './statusText.ts';

const BACKGROUNDS = {
  none: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
};

/** The status bar item of the window, and the context key `codebaseMemory.state` for `when` clauses. */
export function showStatusBar(folders: Folders): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('codebaseMemory.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Codebase Memory';
  item.command = 'codebaseMemory.showMenu';
  let shownWord = '';
  const update = () => {
    const states = folders.listStates();
    if (states.length === 0) return item.hide();
    const { text, spoken, tooltip, severity, word } = describeWindow(states);
    item.text = text;
    item.tooltip = makeTooltip(tooltip);
    item.backgroundColor = BACKGROUNDS[severity];
    item.accessibilityInformation = { label: `Codebase Memory: ${spoken}` };
    item.show();
    if (word === shownWord) return;
    shownWord = word;
    void vscode.commands.executeCommand('setContext', 'codebaseMemory.state', word);
    if (word === 'ready') void noteDone('indexed');
  };
  update();
  return vscode.Disposable.from(item, folders.onDidChange(update));
}

function makeTooltip(markdown: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(markdown, true);
  tooltip.isTrusted = { enabledCommands: LINKED_COMMANDS };
  return tooltip;
}
