// The settings of this window as VS Code holds them: read, watched, and warned about when a value is not followed.
import * as vscode from 'vscode';
import { escapeMessage } from '../markdown.ts';
import { SETTINGS_SECTION } from '../../server/protocol/settingDeclarations.ts';
import { t } from '../../server/protocol/l10n.ts';
import { getDeclaration, readSetting, readSettings } from './readSettings.ts';
import type { ReadSettings, WrittenSetting } from './readSettings.ts';

/** The variable that names the cache directory: the whole program reads it, whoever starts it. */
const CACHE_VARIABLE = 'CBM_CACHE_DIR';

/** What holds for a folder now. Values that nobody wrote are left to the server's defaults. */
export function loadSettings(scope: vscode.Uri | undefined): ReadSettings {
  return readSettings(findWritten(scope));
}

/** The value in force of one setting that only the extension knows. */
export function getSetting(id: string, scope?: vscode.Uri): string {
  const declaration = getDeclaration(id);
  return String(readSetting(declaration, findWritten(scope)(id)).value ?? declaration.default);
}

/**
 * Gives the setting `cacheDir` to this process and to the terminals of this window, unless the environment names a
 * directory already. Returns whether it changed.
 */
export function applyCacheDir(
  environment: NodeJS.ProcessEnv,
  terminals: vscode.EnvironmentVariableCollection,
  inherited: string | undefined,
): boolean {
  if (inherited) return false;
  const wanted = getSetting('cacheDir') || undefined;
  if (environment[CACHE_VARIABLE] === wanted) return false;
  if (wanted === undefined) {
    delete environment[CACHE_VARIABLE];
    terminals.delete(CACHE_VARIABLE);
  } else {
    environment[CACHE_VARIABLE] = wanted;
    terminals.replace(CACHE_VARIABLE, wanted);
  }
  return true;
}

/** Shows each warning once in the life of the window, with the way to the setting. */
export class SettingWarnings {
  readonly #shown = new Set<string>();

  show({ warnings }: ReadSettings): void {
    for (const { id, message } of warnings) {
      if (this.#shown.has(message)) continue;
      this.#shown.add(message);
      void offerSettings(`${SETTINGS_SECTION}.${id}`, message);
    }
  }
}

async function offerSettings(name: string, message: string): Promise<void> {
  const open = t('Open Setting');
  const chosen = await vscode.window.showWarningMessage(escapeMessage(`Codebase Memory: ${message}`), open);
  if (chosen === open) await vscode.commands.executeCommand('workbench.action.openSettings', name);
}

/** What was written at the narrowest level, none for a default. A machine's setting is not read from a workspace. */
function findWritten(scope: vscode.Uri | undefined): WrittenSetting {
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION, scope ?? null);
  return (id) => {
    const found = configuration.inspect<unknown>(id);
    if (getDeclaration(id).scope === 'machine') return found?.globalValue;
    return found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
  };
}
