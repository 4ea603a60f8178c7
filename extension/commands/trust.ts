import * as vscode from 'vscode';

/** VS Code's own page on which a person trusts the folders of the window. */
const MANAGE_TRUST = 'workbench.trust.manage';

/**
 * Whether a command may do something for this workspace. Where it may not, the person reads why, with the way to change
 * it. Each command asks by itself: what the palette hides is still reached by buttons, keys and other extensions.
 */
export function checkTrust(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

async function offerTrust(): Promise<void> {
  const manage = 'Manage Trust';
  const chosen = await vscode.window.showWarningMessage(
    'Codebase Memory: This workspace is not trusted, so nothing is started or written for it.',
    manage,
  );
  if (chosen === manage) await vscode.commands.executeCommand(MANAGE_TRUST);
}
