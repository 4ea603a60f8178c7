import { defineCommand } from '../command.ts';
import { followIndex } from '../followIndex.ts';
import { formatStatus } from '../format.ts';

/** `index [folder]`: brings the index up to date and reports it. */
export const indexCommand = defineCommand({
  name: 'index',
  usage: '[folder] [--full] [--json]',
  summary: 'Brings the index up to date; --full builds it anew',
  options: { full: { type: 'boolean' }, json: { type: 'boolean' } },
  maxPositionals: 1,
  async run(context) {
    const { askServer, getRoot } = await import('../workspace.ts');
    const { out, positionals, values } = context;
    const full = values['full'] === true;
    const status = await askServer(getRoot(context, positionals[0]), context, (connection) =>
      followIndex(connection, out, () => connection.request('index/run', { full })),
    );
    if (values['json']) out.json(status);
    else for (const line of formatStatus(status)) out.line(line);
    return 0;
  },
});
