import { pickFolder, say, withNotice } from './command.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Ends the server and starts a new one, which all windows join; also the way out after it crashed too often. */
export const restartServer: Command = {
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return undefined;
    const { folder, connection } = picked;
    await withNotice(t('Restarting the server of {folder}', { folder: folder.name }), () =>
      connection.restart(),
    );
    const pid = connection.status?.pid ?? t('unknown');
    say(t('{folder} has a new server, process {pid}', { folder: folder.name, pid }));
    return connection.status;
  },
};
