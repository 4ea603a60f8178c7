import * as vscode from 'vscode';
import { runProgram } from '../reports/runProgram.ts';
import { pickFolder, say, withNotice } from './command.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

const CONFIRM = t('Clear and Index Anew');

/** Deletes the index of a folder after a question, and makes a new one. Also for an index that cannot be used. */
export const clearCache: Command = {
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return false;
    const { folder, connection } = picked;
    const detail = t(
      'The server is stopped, the index of this folder is deleted from the cache and made anew. ' +
        'Questions of sessions wait for the new one. Your files are not touched.',
    );
    const options = { modal: true, detail };
    const question = t('Clear the index of {folder}?', { folder: folder.name });
    if ((await vscode.window.showWarningMessage(question, options, CONFIRM)) !== CONFIRM) return false;
    await withNotice(t('Clearing the index of {folder}', { folder: folder.name }), async () => {
      await connection.stop('the cache is cleared');
      try {
        await runProgram(['clear', connection.getRoot(), '--yes']);
      } finally {
        connection.start();
      }
      await connection.getConnection();
    });
    say(t('The index of {folder} is being made anew', { folder: folder.name }));
    return true;
  },
};
