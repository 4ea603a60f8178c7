import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import { getCacheRoot } from '../../server/ownership/paths.ts';
import { t } from '../../server/protocol/l10n.ts';
import { findClaude, verifyPlugin } from './claudeClient.ts';
import { offerWhenOff } from './connectClaudeCode.ts';
import { makeBridgeEntry } from './entry.ts';
import { loadPluginTexts, makePluginFiles } from './pluginFiles.ts';
import type { Outcome } from './registration.ts';
import { getRegistrationKind, refreshLauncher } from './window.ts';
import type { ClaudeWindow } from './window.ts';

/** Writes the plugin for Claude Code after the person has seen its files; asks Claude Code whether it loads it. */
export async function installPlugin(window: ClaudeWindow): Promise<Outcome | 'off'> {
  if (getRegistrationKind() === 'off') {
    void offerWhenOff(window);
    return 'off';
  }
  const hasHooks = await chooseHooks();
  if (hasHooks === undefined) return 'declined';
  const outcome = await window.plugin.install(makeFiles(window, hasHooks), window.review);
  window.services.output.info(`Install Claude Code plugin: ${outcome}`);
  if (outcome !== 'declined') {
    report(window, outcome === 'written').catch((error: unknown) =>
      window.services.output.error(messageOf(error)),
    );
  }
  return outcome;
}

/** Offers the files of this version where those of another are installed and nobody changed them. */
export async function offerPluginUpdate(window: ClaudeWindow): Promise<void> {
  const files = makeFiles(window, window.plugin.hasHooks());
  if (!window.plugin.isOutdated(files)) return;
  const update = t('Update…');
  const chosen = await vscode.window.showInformationMessage(
    t('The Claude Code plugin of Codebase Memory is from another version of this extension.'),
    update,
  );
  if (chosen === update) await window.plugin.install(files, window.review);
}

/** The plugin as it would be written now. */
function makeFiles(window: ClaudeWindow, hasHooks: boolean): ReadonlyMap<string, string> {
  return makePluginFiles(loadPluginTexts(window.pluginSource), {
    version: window.version,
    // An HTTP entry belongs to one folder: beside a bridge for all there would be two servers.
    entry: getRegistrationKind() === 'bridge' ? makeBridgeEntry(refreshLauncher(window)) : undefined,
    isConnected: window.registration.findEntry(undefined) !== undefined,
    hintsFrom: hasHooks ? getCacheRoot() : undefined,
  });
}

/** The hooks are a script for a POSIX shell. */
async function chooseHooks(): Promise<boolean | undefined> {
  if (process.platform === 'win32') return false;
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: t('With hooks'),
        detail: t('Sessions and subagents are told of the index in one line'),
        hasHooks: true,
      },
      {
        label: t('Without hooks'),
        detail: t('The MCP server and the skill alone'),
        hasHooks: false,
      },
    ],
    {
      title: t('Install Claude Code Plugin'),
      placeHolder: t('You see every file before it is written'),
    },
  );
  return chosen?.hasHooks;
}

async function report(window: ClaudeWindow, isNew: boolean): Promise<void> {
  const claude = findClaude(homedir(), process.env);
  const status = claude && (await verifyPlugin(claude, homedir(), process.env));
  window.services.output.info(`Claude Code plugin: ${status ?? 'not asked'}`);
  const done = isNew ? t('The plugin is installed') : t('The plugin was there already');
  if (status !== undefined && !status.includes('loaded')) {
    void vscode.window.showWarningMessage(
      t('{done}, but Claude Code says of it: {status}.', { done, status }),
    );
    return;
  }
  const undo = t('Undo');
  const chosen = await vscode.window.showInformationMessage(
    t('{done}; new sessions of Claude Code use it.', { done }),
    ...(isNew ? [undo] : []),
  );
  if (chosen !== undo) return;
  // What it takes away was seen when it was written.
  await window.plugin.remove(() => Promise.resolve(true));
  void vscode.window.showInformationMessage(t('The plugin was removed again.'));
}
