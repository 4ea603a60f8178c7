// What is done around Claude Code in a window. It is loaded after the window has opened, or with the first of its commands.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { CodedError, messageOf } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';
import { escapeMessage } from '../markdown.ts';
import { addInstructions } from './addInstructions.ts';
import { connectClaudeCode, disconnectClaudeCode } from './connectClaudeCode.ts';
import { copyConfiguration } from './copyConfiguration.ts';
import type { ClaudeCommand } from './commandNames.ts';
import { installPlugin, offerPluginUpdate } from './installPlugin.ts';
import { Instructions } from './instructions.ts';
import { offerConnection, offerNewAddress } from './offers.ts';
import { PlanPreview } from './planPreview.ts';
import { Plugin } from './plugin.ts';
import { Registration } from './registration.ts';
import { getRegistrationKind, refreshLauncher } from './window.ts';
import type { ClaudeWindow } from './window.ts';

const COMMANDS: Readonly<Record<ClaudeCommand, (window: ClaudeWindow) => Promise<unknown>>> = {
  connectClaudeCode: (window) => connectClaudeCode(window),
  disconnectClaudeCode,
  copyMcpConfiguration: copyConfiguration,
  installClaudePlugin: installPlugin,
  addInstructions,
};

/** What the commands share from now on. */
export function openClaudeWindow(
  context: vscode.ExtensionContext,
  services: ClaudeWindow['services'],
): ClaudeWindow {
  const preview = new PlanPreview();
  context.subscriptions.push(preview);
  const { version } = context.extension.packageJSON as { readonly version: string };
  const surroundings = { home: homedir(), environment: process.env };
  const registration = new Registration(surroundings);
  return {
    services,
    registration,
    plugin: new Plugin(surroundings, registration.journal),
    instructions: new Instructions(registration.journal),
    review: preview.review,
    version,
    pluginSource: context.asAbsolutePath('media/claude-plugin'),
  };
}

/** Runs a command; a failure is shown. */
export function runClaudeCommand(window: ClaudeWindow, command: ClaudeCommand): Promise<unknown> {
  return COMMANDS[command](window).catch((error: unknown) => showFailure(window, error));
}

/** Writes the launcher. */
export { refreshLauncher };

/** Asks what is to be asked. */
export async function makeOffers(window: ClaudeWindow): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  if (getRegistrationKind() === 'http') {
    for (const { folder } of window.services.folders.list()) await offerNewAddress(window, folder);
  }
  if (getRegistrationKind() !== 'off') await offerPluginUpdate(window);
  await offerConnection(window);
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
