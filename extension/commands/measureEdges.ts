import * as vscode from 'vscode';
import type { JudgedSite } from '../../server/protocol/rpc.ts';
import { t } from '../../server/protocol/l10n.ts';
import { askLanguageServers } from '../confirm/languageServers.ts';
import { formatMeasured, summarize } from '../confirm/measureText.ts';
import type { Measured } from '../confirm/measureText.ts';
import { NothingHere } from '../connection/errors.ts';
import { toUri } from '../editor/located.ts';
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
        measure(served, token, (done, of) =>
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
  token: vscode.CancellationToken,
  report: (done: number, of: number) => void,
): Promise<Measured> {
  const { connection } = served;
  const sample = await connection.request('confirm/sample', {
    count: SITES,
    seed: Math.floor(Math.random() * 2 ** 32),
  });
  const sites: JudgedSite[] = [];
  const by = new Set<string>();
  let unanswered = 0;
  for (const [at, asked] of sample.entries()) {
    if (token.isCancellationRequested) break;
    const said = await askLanguageServers(served, asked, () => !token.isCancellationRequested);
    const answered = said.sites.filter(({ places }) => places.length > 0);
    unanswered += asked.sites.length - answered.length;
    if (answered.length > 0) {
      by.add(said.by);
      const { file, hash } = asked;
      sites.push(...(await connection.request('confirm/judge', { file, hash, sites: answered })));
    }
    report(at + 1, sample.length);
  }
  return { sites, unanswered, by: [...by] };
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
