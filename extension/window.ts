// Puts the parts of this window together. Everything slow begins after `openWindow` has returned.
import * as vscode from 'vscode';
import { loadVersion } from '../server/entry.ts';
import { SETTINGS_SECTION } from '../server/protocol/settingDeclarations.ts';
import { t } from '../server/protocol/l10n.ts';
import { sendUnsavedBuffers } from './buffers/unsavedBuffers.ts';
import { registerClaudeCommands } from './claude/index.ts';
import { registerCommands } from './commands/index.ts';
import { CONFIRM_SETTING, ConfirmCalls } from './confirm/confirmCalls.ts';
import { followWalkthrough } from './done.ts';
import { provideForEditor } from './editor/index.ts';
import { OtherProviders } from './editor/otherProviders.ts';
import { Folders } from './folders.ts';
import { GraphPanel } from './graph/graphPanel.ts';
import { provideLanguageModelTools } from './languageModelTools.ts';
import { provideMcpServers } from './mcpServers.ts';
import { watchServerLogs } from './reports/serverLog.ts';
import { registerReports } from './reports/showReport.ts';
import type { Services } from './services.ts';
import { whileOn } from './settings/whileOn.ts';
import { ArtifactConsent } from './settings/artifactConsent.ts';
import { applyCacheDir, loadSettings, SettingWarnings } from './settings/windowSettings.ts';
import { showFirstIndex } from './status/firstIndex.ts';
import { showStatusBar } from './status/statusBar.ts';
import { provideAffectedTests } from './tests/affectedTests.ts';
import { CallTree } from './views/callTree.ts';
import { showFiles } from './views/files.ts';
import { showOverview } from './views/overview.ts';
import { showProblems } from './views/problems.ts';
import { SearchResults } from './views/searchResults.ts';
import { showSessions } from './views/sessions.ts';

/** Joins or starts the server of every folder, and shows what it does. Resolves before any of that is done. */
export function openWindow(context: vscode.ExtensionContext): Pick<Services, 'folders'> {
  const output = vscode.window.createOutputChannel('Codebase Memory', { log: true });
  const inheritedCacheDir = process.env['CBM_CACHE_DIR'];
  const terminals = context.environmentVariableCollection;
  const applyCache = () => applyCacheDir(process.env, terminals, inheritedCacheDir);
  applyCache();

  const warnings = new SettingWarnings();
  const consent = new ArtifactConsent(context.globalState);
  const folders = new Folders({
    version: loadVersion(),
    output,
    settings: ({ uri }) => {
      const read = loadSettings(uri);
      warnings.show(read);
      return consent.filter(uri, read.change);
    },
    prepare: (folder) => consent.ask(folder, loadSettings(folder.uri).change),
  });
  const calls = new CallTree();
  const graph = new GraphPanel(folders, context.workspaceState);
  const search = new SearchResults(folders);
  const others = new OtherProviders();
  const services: Services = {
    output,
    folders,
    others,
    calls,
    graph,
    search,
    folderOf: () => pickFolder(folders),
    connection(folder) {
      const served = folders.get(folder);
      if (!served) throw folders.whyNone();
      return served.connection;
    },
  };
  context.subscriptions.push(
    output,
    folders,
    calls,
    graph,
    search,
    registerReports(),
    watchServerLogs(),
    registerCommands(services),
    followWalkthrough(),
    showStatusBar(folders),
    showFirstIndex(folders),
    folders.onDidChange((served) => {
      if (served) void calls.follow(served);
    }),
    showOverview(folders),
    showFiles(folders),
    showSessions(folders),
    showProblems(folders),
    provideMcpServers(folders),
    provideForEditor(folders, others, output),
    whileOn(CONFIRM_SETTING, () => new ConfirmCalls(folders, others, (message) => output.debug(message))),
    provideAffectedTests(folders, (message) => output.debug(message)),
    provideLanguageModelTools(folders, context.extension.packageJSON),
    sendUnsavedBuffers(folders, output),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(SETTINGS_SECTION)) return;
      if (applyCache()) folders.reconnect();
      else sendSettings(folders, output);
    }),
  );
  registerClaudeCommands(context, services);
  return { folders };
}

function sendSettings(folders: Folders, output: vscode.LogOutputChannel): void {
  for (const { folder, connection } of folders.list()) {
    connection.sendSettings().catch((error: unknown) => {
      // The connection ended; the next one begins with the settings.
      output.warn(`${folder.name}: ${String(error)}`);
    });
  }
}

async function pickFolder(folders: Folders): Promise<vscode.WorkspaceFolder | undefined> {
  const served = folders.list();
  if (served.length < 2) return served[0]?.folder;
  const active = vscode.window.activeTextEditor?.document.uri;
  const current = active && folders.find(active);
  if (current) return current.folder;
  const picked = await vscode.window.showWorkspaceFolderPick({ placeHolder: t('For which folder?') });
  return picked && folders.get(picked)?.folder;
}
