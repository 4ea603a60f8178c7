import { formatStatusReport } from '../reports/statusReport.ts';
import { showReport } from '../reports/showReport.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Opens a page with what every server of this window says about itself. Resolves with its text. */
export const showStatus: Command = {
  onlyLooks: true,
  async run({ folders }) {
    const known = folders.listStates();
    if (known.length === 0) throw folders.whyNone();
    const states = await Promise.all(
      known.map(async ({ name, state, served }) => {
        // Fresh where there is a server; none is started to be looked at.
        const fresh = served?.connection.status
          ? await served.connection.request('status/get', {}).catch(() => undefined)
          : undefined;
        return { name, state: fresh ? ({ kind: 'connected', status: fresh } as const) : state };
      }),
    );
    const text = formatStatusReport(states);
    await showReport(t('Status'), text);
    for (const { connection } of folders.list()) await connection.noteCrashRead();
    return text;
  },
};
