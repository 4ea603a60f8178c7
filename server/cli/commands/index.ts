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
    const { connectStarting, getRoot } = await import('../workspace.ts');
    const { out, positionals, values } = context;
    const { connection } = await connectStarting(getRoot(context, positionals[0]), context);
    const full = values['full'] === true;
    const status = await followIndex(connection, out, () => connection.request('index/run', { full }));
    connection.close();
    if (values['json']) out.json(status);
    else for (const line of formatStatus(status)) out.line(line);
    return 0;
  },
});
