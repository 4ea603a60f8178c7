import * as vscode from 'vscode';
import { t } from '../../server/protocol/l10n.ts';
import { askLanguageServers } from '../confirm/languageServers.ts';
import { measureSites } from '../confirm/measureSites.ts';
import { formatMeasured, summarize } from '../confirm/measureText.ts';
import type { Measured } from '../confirm/measureText.ts';
import { NothingHere } from '../connection/errors.ts';
import { toUri } from '../editor/located.ts';
import type { OtherProviders } from '../editor/otherProviders.ts';
import type { ServedFolder } from '../folders.ts';
import { showReport } from '../reports/showReport.ts';
import type { Command } from './command.ts';

const SITES = 300;
const COPY = t('Copy Without Names');

/** Compares the edges of call sites all over the workspace with what its language servers say, and shows what differs. */
export const measureEdges: Command = {
  async run(services) {
    const folder = await services.folderOf();
    const served = folder && services.folders.get(folder);
    if (!served) throw NothingHere(t('Open a folder first.'));
    const measured = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: t('Asking language servers about call sites'),
        cancellable: true,
      },
      (progress, token) =>
        measure(served, services.others, token, (done, of) =>
          progress.report({
            increment: 100 / of,
            message: t('{done} of {total} files', { done, total: of }),
          }),
        ),
    );
    if (measured.sites.length === 0)
      throw NothingHere(
        t('No language server answered. Install an extension for the languages of this workspace.'),
      );
    const link = (file: string, line: number) => `${toUri(served, file).toString()}#L${line}`;
    await showReport(t('Measured Edges'), formatMeasured(measured, link));
    void offerCopy(measured);
    return summarize(measured);
  },
};

async function measure(
  served: ServedFolder,
  others: OtherProviders,
  token: vscode.CancellationToken,
  report: (done: number, of: number) => void,
): Promise<Measured> {
  const { connection } = served;
  const sample = await connection.request('confirm/sample', {
    count: SITES,
    seed: Math.floor(Math.random() * 2 ** 32),
  });
  let done = 0;
  return measureSites(sample, {
    async rest(ms) {
      if (ms > 0) await untilCancelled(ms, token);
      return !token.isCancellationRequested;
    },
    async ask(asked) {
      if (token.isCancellationRequested) return { judged: [], by: '' };
      const said = await askLanguageServers(served, others, asked, () => !token.isCancellationRequested);
      const sites = said.sites.filter(({ places }) => places.length > 0);
      const { file, hash } = asked;
      done = Math.min(done + 1, sample.length);
      report(done, sample.length);
      if (sites.length === 0) return { judged: [], by: '' };
      return { judged: await connection.request('confirm/judge', { file, hash, sites }), by: said.by };
    },
  });
}

/** Resolves after so long, or when a person has had enough. */
function untilCancelled(ms: number, token: vscode.CancellationToken): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const subscription = token.onCancellationRequested(() => resolve());
  return promise.finally(() => {
    clearTimeout(timer);
    subscription.dispose();
  });
}

async function offerCopy(measured: Measured): Promise<void> {
  const { precision, recall } = summarize(measured);
  const chosen = await vscode.window.showInformationMessage(
    t(
      'Codebase Memory: {confirmed} of {edges} edges were confirmed, {found} of {calls} calls have their edge.',
      { confirmed: precision.right, edges: precision.of, found: recall.right, calls: recall.of },
    ),
    COPY,
  );
  if (chosen === COPY) await vscode.env.clipboard.writeText(formatMeasured(measured, undefined));
}
