import { pickFolder, say, withNotice } from './command.ts';
import type { Command } from './command.ts';

/** Ends the server for all windows; a session of Claude Code that asks something starts it again. */
export const stopServer: Command = {
  id: 'codebaseMemory.stopServer',
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return;
    const { folder, connection } = picked;
    await withNotice(`Stopping the server of ${folder.name}`, () => connection.stop('stopped from a window'));
    say(`The server of ${folder.name} is stopped`);
  },
};
