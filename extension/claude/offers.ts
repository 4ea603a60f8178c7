// What the window offers by itself, at most once: to connect Claude Code, and to follow a server that has a new address.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { escapeMessage } from '../markdown.ts';
import { getSetting } from '../settings/windowSettings.ts';
import { findClaude } from './claudeClient.ts';
import { connectClaudeCode } from './connectClaudeCode.ts';
import { isOwnEntry } from './entry.ts';
import { findProjectKey } from './projectKey.ts';
import { getRegistrationKind } from './window.ts';
import type { ClaudeWindow } from './window.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Asks once per machine whether Claude Code is to be connected, where there is a Claude Code that is not. */
export async function offerConnection(window: ClaudeWindow): Promise<void> {
  const { registration } = window;
  const isDue = registration.isOfferDue({
    autoConnect: getSetting('claude.autoConnect'),
    kind: getRegistrationKind(),
    hasCommand: findClaude(homedir(), process.env) !== undefined,
  });
  if (!isDue || !registration.journal.beginQuestion()) return;
  const [connect, later, never] = [t('Connect…'), t('Not Now'), t('Never')];
  try {
    const chosen = await vscode.window.showInformationMessage(
      t('Let Claude Code use the code graph of your folders? You see what is written before it is.'),
      connect,
      later,
      never,
    );
    const answer = chosen === connect ? 'connect' : chosen === never ? 'never' : 'later';
    registration.journal.writeAnswer(answer);
    if (chosen === connect) await connectClaudeCode(window);
  } finally {
    registration.journal.endQuestion();
  }
}

/** Offers to update the HTTP entry of a folder whose server has another address than the entry says. */
export async function offerNewAddress(window: ClaudeWindow, folder: vscode.WorkspaceFolder): Promise<void> {
  const { registration, services } = window;
  const entry = registration.findEntry(findProjectKey(folder.uri.fsPath));
  if (!isOwnEntry(entry) || typeof entry !== 'object' || entry === null || !('url' in entry)) return;
  await services.connection(folder).getConnection();
  const endpoint = services.connection(folder).discovery?.endpoint;
  if (endpoint === undefined || entry.url === endpoint) return;
  const update = t('Update…');
  const chosen = await vscode.window.showWarningMessage(
    escapeMessage(
      t('The server of {folder} has a new address, which Claude Code does not know.', {
        folder: folder.name,
      }),
    ),
    update,
  );
  if (chosen === update) await connectClaudeCode(window, folder);
}
