import { describeIndexed } from '../../server/protocol/fileCounts.ts';
import type { ServerStatus } from '../../server/protocol/status.ts';
import { t } from '../../server/protocol/l10n.ts';
import type { Services } from '../services.ts';
import { pickFolder, say, withNotice } from './command.ts';
import type { Command } from './command.ts';

/** Brings the index up to date with the tree; costs little when nothing changed. */
export const reindexWorkspace: Command = {
  run: (services) => index(services, false),
};

/** Indexes everything anew; the old index answers until the new one is complete. */
export const rebuildIndex: Command = {
  run: (services) => index(services, true),
};

async function index(services: Services, full: boolean): Promise<ServerStatus | undefined> {
  const picked = await pickFolder(services);
  if (!picked) return undefined;
  const { folder, connection } = picked;
  const named = { folder: folder.name };
  const title = full ? t('Rebuilding the index of {folder}', named) : t('Reindexing {folder}', named);
  const status = await withNotice(title, () => connection.request('index/run', { full }));
  const { summary } = status;
  const told = { ...named, contents: summary ? describeIndexed(summary) : t('nothing') };
  say(full ? t('{folder} is indexed anew: {contents}', told) : t('{folder} is up to date: {contents}', told));
  return status;
}
