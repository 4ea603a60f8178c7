import * as vscode from 'vscode';
import { SETTINGS_SECTION } from '../../server/protocol/settingDeclarations.ts';
import { getSetting } from './windowSettings.ts';

/** Keeps what `register` registers for as long as the setting is on. */
export function whileOn(setting: string, register: () => vscode.Disposable): vscode.Disposable {
  let registered: vscode.Disposable | undefined;
  const follow = () => {
    const isOn = getSetting(setting) === 'true';
    if (isOn === (registered !== undefined)) return;
    registered?.dispose();
    registered = isOn ? register() : undefined;
  };
  follow();
  const subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${SETTINGS_SECTION}.${setting}`)) follow();
  });
  return { dispose: () => vscode.Disposable.from(subscription, registered ?? { dispose() {} }).dispose() };
}
