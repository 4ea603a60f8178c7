import { defineCommand } from '../command.ts';
import { runTool } from '../runTool.ts';
import { FOLDER_ARGUMENT, getCount, JSON_OPTION } from '../options.ts';

/** `dead [folder]`: functions that nothing uses, as search_graph tells them. */
export const deadCommand = defineCommand({
  name: 'dead',
  summary: 'Lists functions and methods that nothing uses or names',
  argument: FOLDER_ARGUMENT,
  options: {
    path: { type: 'string', value: 'pattern', meaning: 'only in files that match, such as src/*.ts' },
    exported: { type: 'boolean', meaning: 'also what is exported and used nowhere' },
    limit: { type: 'string', value: 'number', meaning: 'how many at most; 500 unless given' },
    ...JSON_OPTION,
  },
  example: 'dead ~/src/shop --path "src/*" --limit 50',
  async run(context) {
    const { path, exported } = context.values;
    const limit = getCount(context, 'limit') ?? 500;
    const { getRoot } = await import('../workspace.ts');
    return runTool(context, getRoot(context, context.positionals[0]), 'search_graph', {
      max_degree: 0,
      direction: 'inbound',
      exclude_entry_points: true,
      include_exported: exported === true,
      limit,
      max_tokens: 100_000,
      ...(path === undefined ? {} : { file_pattern: path }),
    });
  },
});
