import * as vscode from 'vscode';
import { noteDone } from '../done.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Asks for a text and shows what it finds in the view Search; `text` is taken without a question. */
export const searchInView: Command = {
  async run({ folders, search }, given: unknown) {
    if (folders.list().length === 0) throw folders.whyNone();
    const text =
      typeof given === 'string'
        ? given
        : await vscode.window.showInputBox({
            title: t('Search Symbols'),
            prompt: t('A name, or a few words of it: "get user" finds getUser and get_user'),
            value: search.text,
          });
    if (text === undefined) return false;
    await search.show(text.trim());
    await noteDone('searched');
    return true;
  },
};

/** Empties the view Search. */
export const clearSearch: Command = {
  run: ({ search }) => search.show(''),
};
