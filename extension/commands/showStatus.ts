import { formatStatusReport } from '../reports/statusReport.ts';
import { showReport } from '../reports/showReport.ts';
import { NoFolder } from '../connection/errors.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Opens a page with what every server of this window says about itself. Resolves with its text. */
export const showStatus: Command = {
  id: 'codebaseMemory.showStatus',
  onlyLooks: true,
  async run({ folders }) {
    const served = folders.list();
    if (served.length === 0) throw NoFolder();
    const states = await Promise.all(
      served.map(async ({ folder, connection }) => {
        // Fresh where there is a server; none is started to be looked at.
        const status =
          connection.status && (await connection.request('status/get', {}).catch(() => undefined));
        const state = status ? ({ kind: 'connected', status } as const) : connection.state;
        return { name: folder.name, state };
      }),
    );
    const text = formatStatusReport(states);
    await showReport(t('Status'), text);
    for (const { connection } of served) await connection.noteCrashRead();
    return text;
  },
};
