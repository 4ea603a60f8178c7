import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatBytes, formatCount, formatFiles } from '../../protocol/numbers.ts';
import type { ExportedCommit } from '../../fleet/messages.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../errors.ts';
import { FOLDER_ARGUMENT, JSON_OPTION } from '../options.ts';

const FORMATS = ['scip', 'parquet'] as const;

/** `export --format scip|parquet [folder]`: the index as files that other programs read. */
export const exportCommand = defineCommand({
  name: 'export',
  summary:
    'Writes the index for other programs: SCIP for code search and review, Parquet for questions about many repositories',
  argument: FOLDER_ARGUMENT,
  options: {
    format: { type: 'string', value: 'format', choices: FORMATS, isRequired: true, meaning: 'of the file' },
    out: {
      type: 'string',
      value: 'file or folder',
      meaning:
        'the file to write, index.scip in this folder unless given; for Parquet the folder with the data of all repositories',
    },
    repository: {
      type: 'string',
      value: 'name',
      meaning: 'for Parquet: what this one is called; by its remote origin, or its folder, unless given',
    },
    'any-tree': { type: 'boolean', meaning: 'for Parquet: also when the tree is not as it was committed' },
    ...JSON_OPTION,
  },
  example: 'export --format scip --out index.scip',
  async run(context) {
    if (context.values['format'] === undefined)
      throw UsageError(`export wants --format: ${FORMATS.join(', ')}.`);
    return context.values['format'] === 'parquet' ? exportParquet(context) : exportScip(context);
  },
});

async function exportScip(context: CommandContext): Promise<number> {
  const { out, positionals, values, entryFile, version } = context;
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
    removeCopy(copy);
  }
}

async function exportParquet(context: CommandContext): Promise<number> {
  const { out, positionals, values, entryFile } = context;
  const { out: data, repository } = values;
  if (typeof data !== 'string') throw UsageError('export --format parquet wants --out: a folder.');
  const [{ askServer, getRoot }, { runFleetJob }] = await Promise.all([
    import('../workspace.ts'),
    import('../../fleet/fleetThread.ts'),
  ]);
  const root = getRoot(context, positionals[0]);
  const copy = await askServer(root, context, (connection) => connection.request('artifact/copy', {}));
  try {
    const exported = await runFleetJob(entryFile, {
      type: 'export',
      root,
      data: resolve(data),
      repository: typeof repository === 'string' ? repository : undefined,
      isAnyTree: values['any-tree'] === true,
      entryFile,
      ...copy,
    });
    if (values['json']) out.json(exported);
    else for (const line of describeExported(exported)) out.line(line);
    return 0;
  } finally {
    removeCopy(copy.file);
  }
}

function describeExported(exported: ExportedCommit): string[] {
  const {
    folder,
    repository,
    commit,
    files,
    symbols,
    names,
    edges,
    outside,
    bytes,
    changed,
    notListed,
    repositories,
  } = exported;
  return [
    `Wrote     ${folder}, ${formatBytes(bytes)}`,
    `Commit    ${commit} of ${repository}; data of ${formatCount(repositories)} ${repositories === 1 ? 'repository is' : 'repositories are'} there`,
    `Holds     ${formatFiles(files)}, ${formatCount(symbols)} symbols with ${formatCount(names)} names for others, ` +
      `${formatCount(edges)} edges, ${formatCount(outside)} of them to other packages`,
    ...(changed > 0 ? [`Left out  texts of ${formatFiles(changed)} that changed meanwhile`] : []),
    ...(notListed.length > 0
      ? [`Left out  further names of ${notListed.join(', ')}, which has too many`]
      : []),
  ];
}

function removeCopy(copy: string): void {
  for (const beside of ['', '-wal', '-journal', '-sums']) rmSync(copy + beside, { force: true });
}
