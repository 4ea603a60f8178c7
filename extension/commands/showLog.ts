import { showServerLog } from '../reports/serverLog.ts';
import { pickFolder } from './command.ts';
import type { Command } from './command.ts';

/** Shows the log of the server, which goes on growing there; also that of one that has ended. */
export const showLog: Command = {
  onlyLooks: true,
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) {
      services.output.show();
      return undefined;
    }
    return showServerLog(picked.folder, picked.connection.getRoot());
  },
};
