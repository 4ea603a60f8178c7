import { defineCommand } from '../command.ts';
import { runTool } from '../runTool.ts';

/** `dead [folder]`: functions that nothing uses, as search_graph tells them. */
export const deadCommand = defineCommand({
  name: 'dead',
  usage: '[folder] [--path P] [--exported] [--limit N] [--json]',
  summary: 'Lists functions and methods that nothing uses or names; --exported adds unused exports',
  options: {
    path: { type: 'string' },
    exported: { type: 'boolean' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
  maxPositionals: 1,
  async run(context) {
    const { path, exported, limit } = context.values;
    const { getRoot } = await import('../workspace.ts');
    return runTool(context, getRoot(context, context.positionals[0]), 'search_graph', {
      max_degree: 0,
      direction: 'inbound',
      exclude_entry_points: true,
      include_exported: exported === true,
      limit: limit === undefined ? 500 : Number(limit),
      max_tokens: 100_000,
      ...(path === undefined ? {} : { file_pattern: path }),
    });
  },
});
