import * as vscode from 'vscode';
import { t } from '../../server/protocol/l10n.ts';

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
  const manage = t('Manage Trust');
  const chosen = await vscode.window.showWarningMessage(
    t('Codebase Memory: This workspace is not trusted, so nothing is started or written for it.'),
    manage,
  );
  if (chosen === manage) await vscode.commands.executeCommand(MANAGE_TRUST);
}
