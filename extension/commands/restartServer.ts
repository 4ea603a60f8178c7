import { pickFolder, say, withNotice } from './command.ts';
import type { Command } from './command.ts';

/** Ends the server and starts a new one, which all windows join; also the way out after it crashed too often. */
export const restartServer: Command = {
  id: 'codebaseMemory.restartServer',
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return undefined;
    const { folder, connection } = picked;
    await withNotice(`Restarting the server of ${folder.name}`, () => connection.restart());
    say(`${folder.name} has a new server, process ${connection.status?.pid ?? 'unknown'}`);
    return connection.status;
  },
};
