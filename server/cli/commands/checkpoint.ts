import { CHECKPOINT_MODES } from '../../protocol/settings.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';

/** `checkpoint [folder]`: folds SQLite's log into the database now and shows what SQLite says of it. */
export const checkpointCommand = defineCommand({
  name: 'checkpoint',
  usage: '[folder] [--mode M] [--json]',
  summary: `Folds the database's log in: ${CHECKPOINT_MODES.join(', ')}`,
  options: { mode: { type: 'string' }, json: { type: 'boolean' } },
  maxPositionals: 1,
  async run(context) {
    const { out, positionals, values } = context;
    const mode = parseMode(values['mode']);
    const { askServer, getRoot } = await import('../workspace.ts');
    const report = await askServer(getRoot(context, positionals[0]), context, (connection) =>
      connection.request('store/checkpoint', mode ? { mode } : {}),
    );
    if (values['json']) {
      out.json(report);
      return 0;
    }
    if (!report) {
      out.line('There is no database to checkpoint.');
      return 0;
    }
    const { busy, log, checkpointed } = report;
    out.line(`mode ${report.mode}  busy ${busy}  log ${log}  checkpointed ${checkpointed}`);
    return 0;
  },
});

function parseMode(given: unknown) {
  if (typeof given !== 'string') return undefined;
  const mode = CHECKPOINT_MODES.find((known) => known === given.toUpperCase());
  if (!mode) throw UsageError(`--mode wants one of ${CHECKPOINT_MODES.join(', ')}, not "${given}".`);
  return mode;
}
