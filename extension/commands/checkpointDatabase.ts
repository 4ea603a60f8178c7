import { formatCount } from '../../server/protocol/numbers.ts';
import { pickFolder, say } from './command.ts';
import type { Command } from './command.ts';

/** Folds the log into the database file, in the mode of the setting. Resolves with what SQLite reported. */
export const checkpointDatabase: Command = {
  id: 'codebaseMemory.checkpointDatabase',
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return undefined;
    const report = await picked.connection.request('store/checkpoint', {});
    if (!report) throw new Error('No index is open yet. Wait for the first index run to end.');
    const pages = `${formatCount(report.checkpointed)} of ${formatCount(report.log)} ${report.log === 1 ? 'page' : 'pages'}`;
    const busy = report.busy ? '; somebody was reading, the rest follows by itself' : '';
    say(`Checkpoint: ${pages} written${busy}`);
    return report;
  },
};
