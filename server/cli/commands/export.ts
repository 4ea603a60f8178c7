import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatBytes, formatCount, formatFiles } from '../../protocol/numbers.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { FOLDER_ARGUMENT, JSON_OPTION } from '../options.ts';

const FORMATS = ['scip'] as const;

/** `export --format scip [folder]`: the index as a file that other programs read. */
export const exportCommand = defineCommand({
  name: 'export',
  summary: 'Writes the index as a file for other programs: SCIP, which code search and review tools read',
  argument: FOLDER_ARGUMENT,
  options: {
    format: { type: 'string', value: 'format', choices: FORMATS, isRequired: true, meaning: 'of the file' },
    out: {
      type: 'string',
      value: 'file',
      meaning: 'the file to write; index.scip in this folder unless given',
    },
    ...JSON_OPTION,
  },
  example: 'export --format scip --out index.scip',
  async run(context) {
    const { out, positionals, values, entryFile, version } = context;
    if (values['format'] === undefined) throw UsageError(`export wants --format: ${FORMATS.join(', ')}.`);
    const [{ askServer, getRoot }, { ScipThread }] = await Promise.all([
      import('../workspace.ts'),
      import('../../scip/scipThread.ts'),
    ]);
    const root = getRoot(context, positionals[0]);
    const file = resolve(typeof values['out'] === 'string' ? values['out'] : 'index.scip');
    const { file: copy, excludedDirs } = await askServer(root, context, (connection) =>
      connection.request('artifact/copy', {}),
    );
    const thread = new ScipThread(entryFile);
    try {
      const exported = await thread.ask({ type: 'export', root, copy, file, excludedDirs, version });
      if (values['json']) out.json({ file, ...exported });
      else {
        const { documents, definitions, references, unplaced, outside, changed, bytes } = exported;
        out.line(`Wrote     ${file}, ${formatBytes(bytes)}`);
        out.line(
          `Holds     ${formatFiles(documents)}, ${formatCount(definitions)} definitions, ${formatCount(references)} ` +
            `references (${formatCount(unplaced)} without a name of their own), ${formatCount(outside)} symbols of other packages`,
        );
        if (changed > 0) out.line(`Left out  ${formatFiles(changed)} that changed meanwhile`);
      }
      return 0;
    } finally {
      await thread.close();
      for (const beside of ['', '-wal', '-journal', '-sums']) rmSync(copy + beside, { force: true });
    }
  },
});
