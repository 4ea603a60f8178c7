import { CHECKPOINT_MODES } from '../../protocol/settings.ts';
import { defineCommand } from '../command.ts';
import { FOLDER_ARGUMENT, JSON_OPTION } from '../options.ts';

/** `checkpoint [folder]`: folds SQLite's log into the database now and shows what SQLite says of it. */
export const checkpointCommand = defineCommand({
  name: 'checkpoint',
  summary: "Folds the database's log into the database file",
  argument: FOLDER_ARGUMENT,
  options: {
    mode: {
      type: 'string',
      value: 'mode',
      choices: CHECKPOINT_MODES,
      meaning: 'how; the setting in force unless given',
    },
    ...JSON_OPTION,
  },
  example: 'checkpoint ~/src/shop --mode TRUNCATE',
  async run(context) {
    const { out, positionals, values } = context;
    const mode = CHECKPOINT_MODES.find((known) => known === values['mode']);
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
