import * as vscode from 'vscode';
import { confirmNext } from '../confirm/confirmCalls.ts';
import { NothingHere } from '../connection/errors.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Sites that one run asks about: what matters most. */
const SITES = 500;

/** Asks the language servers about calls now, and says what came of it. */
export const confirmCalls: Command = {
  async run(services) {
    const folder = await services.folderOf();
    const served = folder && services.folders.get(folder);
    if (!served) throw NothingHere(t('Open a folder first.'));
    const total = { sites: 0, confirmed: 0, refuted: 0, added: 0 };
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: t('Asking language servers about calls'),
        cancellable: true,
      },
      async (progress, token) => {
        // A server that somebody stopped is started for a person.
        await served.connection.request('status/get', {});
        const without: string[] = [];
        while (!token.isCancellationRequested && total.sites < SITES) {
          const mayGoOn = () => !token.isCancellationRequested;
          const asked = await confirmNext(served, services.others, without, mayGoOn);
          if (!asked) break;
          // A document that shows another text is asked about when it is saved.
          if (!asked.isServed || asked.sites === 0) without.push(asked.language);
          total.sites += asked.sites;
          total.confirmed += asked.counts.confirmed;
          total.refuted += asked.counts.refuted;
          total.added += asked.counts.added;
          progress.report({ message: t('{done} of {total}', { done: total.sites, total: SITES }) });
        }
      },
    );
    const { sites, confirmed, refuted, added } = total;
    void vscode.window.showInformationMessage(
      sites === 0
        ? t('Codebase Memory: there is no call left to ask about, or no language server answers.')
        : t(
            'Codebase Memory: of {sites} calls, {confirmed} edges are confirmed, {refuted} refuted, {added} new.',
            { sites, confirmed, refuted, added },
          ),
    );
    return total;
  },
};
