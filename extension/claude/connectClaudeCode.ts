import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';
import { escapeMessage } from '../markdown.ts';
import { noteDone } from '../done.ts';
import { findClaude, verifyConnection } from './claudeClient.ts';
import type { Verification } from './claudeClient.ts';
import { copyConfiguration } from './copyConfiguration.ts';
import type { Outcome } from './registration.ts';
import { describeVerification } from './verificationText.ts';
import type { NotAsked } from './verificationText.ts';
import { getRegistrationKind, listInstructionFiles, placeBridgeEntry, placeHttpEntry } from './window.ts';
import type { ClaudeWindow, PlacedEntry } from './window.ts';

const COPY = t('Copy Configuration');
const KEEP = t('Keep It');
const UNDO = t('Undo');

/**
 * Plans, shows, writes after a yes, and asks Claude Code whether it is connected. Resolves with what was done. An entry
 * for one folder is for `folder`, else for the one that the person means.
 */
export async function connectClaudeCode(
  window: ClaudeWindow,
  folder?: vscode.WorkspaceFolder,
): Promise<Outcome | 'off'> {
  const kind = getRegistrationKind();
  if (kind === 'off') {
    void offerWhenOff(window);
    return 'off';
  }
  const placed = kind === 'http' ? await placeForFolder(window, folder) : placeBridgeEntry(window);
  if (!placed) return 'declined';
  const outcome = await window.registration.connect(placed.entry, placed.projectKey, window.review);
  window.services.output.info(`Connect Claude Code (${kind}): ${outcome}`);
  if (outcome !== 'declined') await noteDone('connected');
  if (outcome !== 'declined') {
    report(window, placed, outcome === 'written').catch((error: unknown) =>
      window.services.output.error(messageOf(error)),
    );
  }
  return outcome;
}

/**
 * Takes everything of ours away again: entries, the plugin, and the instructions in files of projects, each after the person
 * has seen what that changes. Resolves with `written` if anything was.
 */
export async function disconnectClaudeCode(window: ClaudeWindow): Promise<Outcome> {
  const { registration, plugin, instructions, review } = window;
  const outcomes = [await registration.disconnect(review), await plugin.remove(review)];
  for (const file of instructions.list(listInstructionFiles())) {
    outcomes.push(await instructions.remove(file, review));
  }
  const outcome = (['written', 'declined'] as const).find((each) => outcomes.includes(each)) ?? 'unchanged';
  window.services.output.info(`Disconnect Claude Code: ${outcomes.join(', ')}`);
  if (outcome === 'written')
    inform(t('Claude Code is disconnected. Sessions that run keep it until they end.'));
  if (outcome === 'unchanged') inform(t('Claude Code was not connected; nothing was changed.'));
  return outcome;
}

async function placeForFolder(
  window: ClaudeWindow,
  named: vscode.WorkspaceFolder | undefined,
): Promise<PlacedEntry | undefined> {
  const folder = named ?? (await window.services.folderOf());
  return folder && placeHttpEntry(window, folder);
}

/** Says that the setting is against it, with the ways out. */
export async function offerWhenOff(window: ClaudeWindow): Promise<void> {
  const open = t('Open Setting');
  const chosen = await vscode.window.showInformationMessage(
    t('Connecting Claude Code is turned off by the setting codebaseMemory.claude.registration.'),
    open,
    COPY,
  );
  if (chosen === open) {
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      'codebaseMemory.claude.registration',
    );
  }
  if (chosen === COPY) await copyConfiguration(window);
}

/** Says whether Claude Code reaches the server, in its own words, and offers to take the change back. */
async function report(window: ClaudeWindow, { folder }: PlacedEntry, isNew: boolean): Promise<void> {
  const asked = await askClaude(folder);
  window.services.output.info(`Claude Code: ${JSON.stringify(asked)}`);
  const { text, isGood } = describeVerification(asked, isNew, folder ? 'Local config' : 'User config');
  const isConnected = typeof asked === 'object' && asked.kind === 'connected';
  // The first one is highlighted: it must not be the one that takes back what was just done.
  const actions = [...(isConnected ? [] : [COPY]), ...(isNew ? [KEEP, UNDO] : [])];
  const show = isGood ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const chosen = await show(escapeMessage(text), ...actions);
  if (chosen === COPY) await copyConfiguration(window);
  if (chosen !== UNDO) return;
  const undone = await window.registration.undo();
  inform(undone === 'written' ? t('The change was taken back.') : t('There was nothing to take back.'));
}

/** Runs nothing in a folder that is not trusted: asking starts the server of the folder. */
async function askClaude(named: vscode.WorkspaceFolder | undefined): Promise<Verification | NotAsked> {
  const claude = findClaude(homedir(), process.env);
  if (claude === undefined) return 'no command';
  const folder = named ?? vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (!folder || !vscode.workspace.isTrusted) return 'no folder';
  const location = vscode.ProgressLocation.Notification;
  const title = t('Asking Claude Code whether it is connected…');
  return vscode.window.withProgress({ location, title }, () =>
    verifyConnection(claude, folder.uri.fsPath, process.env),
  );
}

function inform(text: string): void {
  void vscode.window.showInformationMessage(escapeMessage(text));
}
