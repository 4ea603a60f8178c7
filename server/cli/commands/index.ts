import { EXIT_CODES } from '../../protocol/exitCodes.ts';
import { defineCommand } from '../command.ts';
import { describeStop } from '../connectLines.ts';
import { followIndex } from '../followIndex.ts';
import { formatStatus } from '../format.ts';
import { waitForInterrupt } from '../interrupt.ts';
import { FOLDER_ARGUMENT, JSON_OPTION } from '../options.ts';

/** `index [folder]`: brings the index up to date and reports it. */
export const indexCommand = defineCommand({
  name: 'index',
  summary: 'Brings the index up to date and reports it',
  argument: FOLDER_ARGUMENT,
  options: {
    full: { type: 'boolean', meaning: 'builds it anew; the old index answers until then' },
    ...JSON_OPTION,
  },
  example: 'index ~/src/shop --full',
  async run(context) {
    const { askServer, getRoot } = await import('../workspace.ts');
    const { out, positionals, values } = context;
    const full = values['full'] === true;
    const root = getRoot(context, positionals[0]);
    const asked = askServer(root, context, (connection) =>
      followIndex(connection, out, () => connection.request('index/run', { full })),
    );
    const status = await Promise.race([asked, waitForInterrupt()]);
    if (typeof status === 'string') {
      asked.catch(() => {});
      out.note(`Left. The server goes on indexing. ${describeStop(root, context.entryFile)}`);
      // What is asked of the server would keep this process.
      process.exit(EXIT_CODES.interrupted.code);
    }
    if (values['json']) out.json(status);
    else for (const line of formatStatus(status)) out.line(line);
    return 0;
  },
});
