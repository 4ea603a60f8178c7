import * as vscode from 'vscode';
import { describeMenu, listMenu } from '../status/menu.ts';
import type { MenuItem } from '../status/menu.ts';
import type { Command } from './command.ts';

/** The menu of the item in the status bar: the state of each folder, as it goes on, and what can be done. */
export const showMenu: Command = {
  onlyLooks: true,
  async run({ folders }) {
    const item = await pick(folders);
    if (item) await vscode.commands.executeCommand(item.command, ...(item.arguments ?? []));
    return item?.command;
  },
};

function pick(folders: Parameters<Command['run']>[0]['folders']): Promise<MenuItem | undefined> {
  const menu = vscode.window.createQuickPick<vscode.QuickPickItem & { item: MenuItem }>();
  menu.items = listMenu(folders.listStates()).map((item) => {
    const { icon, label, detail = '' } = item;
    return { label: `$(${icon}) ${label}`, detail, item };
  });
  const follow = () => {
    menu.title = describeMenu(folders.listStates());
  };
  follow();
  const subscription = folders.onDidChange(follow);
  return new Promise((resolve) => {
    menu.onDidAccept(() => {
      resolve(menu.selectedItems[0]?.item);
      menu.hide();
    });
    menu.onDidHide(() => {
      subscription.dispose();
      menu.dispose();
      resolve(undefined);
    });
    menu.show();
  });
}
