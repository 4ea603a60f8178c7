import * as vscode from 'vscode';
import type { ServerStatus } from '../../server/protocol/status.ts';
import { t } from '../../server/protocol/l10n.ts';
import { escapeMessage } from '../markdown.ts';
import { describeUsers } from '../status/facts.ts';
import { pickFolder, say, withNotice } from './command.ts';
import type { Command } from './command.ts';

const STOP = t('Stop It');

/** Asks first when somebody else uses the server; true to go on. */
async function confirmForOthers(name: string, status: ServerStatus | undefined): Promise<boolean> {
  const windows = Math.max(0, (status?.windows ?? 0) - 1);
  const sessions = status?.sessions ?? 0;
  if (windows + sessions === 0) return true;
  const detail = t(
    'It is used by others: {users} beside this window. The next question of a session starts it again.',
    { users: describeUsers({ windows, sessions }) },
  );
  const question = escapeMessage(t('Stop the server of {folder}?', { folder: name }));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, STOP)) === STOP;
}

/** Ends the server for all windows, after a question where others use it; a session of Claude Code that asks something starts it again. */
export const stopServer: Command = {
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return;
    const { folder, connection } = picked;
    if (!(await confirmForOthers(folder.name, connection.status))) return;
    const named = { folder: folder.name };
    await withNotice(t('Stopping the server of {folder}', named), () =>
      connection.stop('stopped from a window'),
    );
    say(t('The server of {folder} is stopped', named));
  },
};
