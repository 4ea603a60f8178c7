import { formatCount } from '../../server/protocol/numbers.ts';
import { t } from '../../server/protocol/l10n.ts';
import { pickFolder, say } from './command.ts';
import type { Command } from './command.ts';

/** Folds the log into the database file, in the mode of the setting. Resolves with what SQLite reported. */
export const checkpointDatabase: Command = {
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return undefined;
    const report = await picked.connection.request('store/checkpoint', {});
    if (!report) throw new Error(t('No index is open yet. Wait for the first index run to end.'));
    const [done, total] = [formatCount(report.checkpointed), formatCount(report.log)];
    const pages =
      report.log === 1 ? t('{done} of 1 page', { done }) : t('{done} of {total} pages', { done, total });
    say(
      report.busy
        ? t('Checkpoint: {pages} written; somebody was reading, the rest follows by itself', { pages })
        : t('Checkpoint: {pages} written', { pages }),
    );
    return report;
  },
};
