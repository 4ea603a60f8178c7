import { z } from 'zod';
import { WrongRepository } from '../errors.ts';
import { defineTool } from '../tool.ts';
import { meansWorkspace } from '../validate.ts';
import { indexAtMost, MAX_WAIT_MS } from './indexAtMost.ts';
import { count } from '../answers/text.ts';

export const indexRepository = defineTool({
  name: 'index_repository',
  title: 'Index the workspace',
  description:
    'Brings the index of the served workspace up to date with its files, or with rebuild makes it from nothing, and ' +
    'answers with what it holds then. Needed seldom: edits are taken in as they are saved. Waits up to wait_ms; a longer ' +
    'run goes on and index_status follows it.',
  input: {
    repo_path: z
      .string()
      .optional()
      .describe('Path of the workspace. Not needed: this server indexes one workspace.'),
    rebuild: z
      .boolean()
      .default(false)
      .describe('Reads and resolves every file anew; the index there is answers meanwhile.'),
    wait_ms: z.number().int().min(0).max(MAX_WAIT_MS).default(10_000),
    mode: z
      .enum(['full', 'moderate', 'fast'])
      .default('full')
      .describe('Accepted for compatibility; every index is full.'),
    name: z.string().optional().describe('Accepted for compatibility; has no effect.'),
    persistence: z.boolean().default(false).describe('Accepted for compatibility; has no effect.'),
  },
  output: z.object({
    project: z.string(),
    root: z.string(),
    status: z.enum(['indexed', 'indexing']).describe('indexing: the run goes on.'),
    files: z.number(),
    symbols: z.number(),
    edges: z.number(),
    total: z.number().describe('Reasons for which files were skipped.'),
    skipped: z.array(z.object({ reason: z.string(), files: z.number(), examples: z.array(z.string()) })),
  }),
  readOnly: false,
  isIdempotent: true,
  profile: 'full',
  answersWithoutIndex: true,
  rows: 'skipped',
  async run({ repo_path, rebuild, wait_ms }, call) {
    const { workspace } = call;
    if (repo_path !== undefined && !meansWorkspace(repo_path, workspace))
      throw WrongRepository(repo_path, workspace.root);
    const isDone = await indexAtMost(call, rebuild, wait_ms);
    const { summary } = call.status();
    const skipped = summary?.skipped ?? [];
    return {
      project: workspace.name,
      root: workspace.root,
      status: isDone ? ('indexed' as const) : ('indexing' as const),
      files: summary?.files ?? 0,
      symbols: summary?.symbols ?? 0,
      edges: summary?.edges ?? 0,
      total: skipped.length,
      skipped: skipped
        .slice(call.offset)
        .map(({ reason, files, examples }) => ({ reason, files, examples: [...examples] })),
    };
  },
  render({ project, root, status, files, symbols, edges, skipped }) {
    const lines = [
      `${project} (${root}): ${status === 'indexed' ? 'up to date' : 'still being indexed, index_status tells how far'}`,
      `${count(files, 'file')}, ${count(symbols, 'symbol')}, ${count(edges, 'edge')}`,
    ];
    for (const { reason, files: number, examples } of skipped)
      lines.push(
        `  skipped ${number}, ${reason}: ${examples.join(', ')}${examples.length < number ? ', …' : ''}`,
      );
    return lines.join('\n');
  },
});
