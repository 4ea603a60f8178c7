// The part of the extension that connects Claude Code: its commands, the launcher, and what it offers by itself. What is
// written and how is in the modules beside, which know no VS Code.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { CodedError, messageOf } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';
import { escapeMessage } from '../markdown.ts';
import { checkTrust } from '../commands/trust.ts';
import { addInstructions } from './addInstructions.ts';
import { connectClaudeCode, disconnectClaudeCode } from './connectClaudeCode.ts';
import { copyConfiguration } from './copyConfiguration.ts';
import { installPlugin, offerPluginUpdate } from './installPlugin.ts';
import { Instructions } from './instructions.ts';
import { offerConnection, offerNewAddress } from './offers.ts';
import { PlanPreview } from './planPreview.ts';
import { Plugin } from './plugin.ts';
import { Registration } from './registration.ts';
import { getRegistrationKind, refreshLauncher } from './window.ts';
import type { ClaudeWindow } from './window.ts';

/** Each command of this part; titles and enablement are in package.json. */
const COMMANDS: Record<string, (window: ClaudeWindow) => Promise<unknown>> = {
  'codebaseMemory.connectClaudeCode': (window) => connectClaudeCode(window),
  'codebaseMemory.disconnectClaudeCode': disconnectClaudeCode,
  'codebaseMemory.copyMcpConfiguration': copyConfiguration,
  'codebaseMemory.installClaudePlugin': installPlugin,
  'codebaseMemory.addInstructions': addInstructions,
};

/** Registers the commands and, after this turn, writes the launcher and asks what is to be asked. */
export function registerClaudeCommands(
  context: vscode.ExtensionContext,
  services: ClaudeWindow['services'],
): void {
  const preview = new PlanPreview();
  const { version } = context.extension.packageJSON as { readonly version: string };
  const surroundings = { home: homedir(), environment: process.env };
  const registration = new Registration(surroundings);
  const window: ClaudeWindow = {
    services,
    registration,
    plugin: new Plugin(surroundings, registration.journal),
    instructions: new Instructions(registration.journal),
    review: preview.review,
    version,
    pluginSource: context.asAbsolutePath('media/claude-plugin'),
  };
  context.subscriptions.push(preview);
  for (const [id, run] of Object.entries(COMMANDS)) {
    const handler = async () => {
      if (!checkTrust()) return undefined;
      return run(window).catch((error: unknown) => showFailure(window, error));
    };
    context.subscriptions.push(vscode.commands.registerCommand(id, handler));
  }
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('codebaseMemory.cacheDir'))
        attempt(window, () => refreshLauncher(window));
    }),
  );
  // Whoever opens the window does not wait for files.
  setImmediate(() => {
    attempt(window, () => refreshLauncher(window));
    attempt(window, () => makeOffers(window));
  });
}

async function makeOffers(window: ClaudeWindow): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  if (getRegistrationKind() === 'http') {
    for (const { folder } of window.services.folders.list()) await offerNewAddress(window, folder);
  }
  if (getRegistrationKind() !== 'off') await offerPluginUpdate(window);
  await offerConnection(window);
}

/** For what nobody asked for: a failure goes to the log and into no one's way. */
function attempt(window: ClaudeWindow, work: () => unknown): void {
  Promise.resolve()
    .then(work)
    .catch((error: unknown) => window.services.output.warn(`Claude Code: ${messageOf(error)}`));
}

async function showFailure(window: ClaudeWindow, error: unknown): Promise<void> {
  window.services.output.error(messageOf(error));
  const copy = t('Copy Configuration');
  const isAboutFile = error instanceof CodedError && error.code.startsWith('CLAUDE_CONFIG');
  const chosen = await vscode.window.showErrorMessage(
    escapeMessage(messageOf(error)),
    ...(isAboutFile ? [copy] : []),
  );
  if (chosen === copy) await copyConfiguration(window);
}
