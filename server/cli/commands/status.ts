import { defineCommand } from '../command.ts';
import { formatStatus } from '../format.ts';
import { FOLDER_ARGUMENT, JSON_OPTION } from '../options.ts';

/** `status [folder]`: asks the running server; starts none. */
export const statusCommand = defineCommand({
  name: 'status',
  summary: 'Shows the running server and its index',
  argument: FOLDER_ARGUMENT,
  options: JSON_OPTION,
  example: 'status ~/src/shop',
  async run(context) {
    const { connectRunning, getRoot } = await import('../workspace.ts');
    const { out, positionals, values } = context;
    const connection = await connectRunning(getRoot(context, positionals[0]), context);
    const status = await connection.request('status/get', {}).finally(() => connection.close());
    if (values['json']) out.json(status);
    else for (const line of formatStatus(status)) out.line(line);
    return 0;
  },
});
