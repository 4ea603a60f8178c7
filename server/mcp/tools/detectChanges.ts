import { z } from 'zod';
import { defineTool } from '../tool.ts';
import { symbolShape, tierSchema } from './shapes.ts';
import { count, renderGroups } from './text.ts';

/** Tokens that a row of the lists beside the paged one may take of the budget. */
const TOKENS_PER_ROW = 150;

export const detectChanges = defineTool({
  name: 'detect_changes',
  title: 'What an edit reaches',
  description:
    'Which symbols the changes in the git work tree touch, and who calls them, to a depth, nearest first: what to look ' +
    'at before a commit. Compares with HEAD, or with since / base_branch from where this branch left it; what is not ' +
    'committed always counts. Callers of what was deleted are not in the graph: search_code finds their text.',
  input: {
    since: z.string().min(1).optional().describe('A commit, tag or branch, such as HEAD~5 or v0.5.0.'),
    base_branch: z.string().min(1).optional().describe('The same for a branch; since wins.'),
    scope: z
      .enum(['files', 'symbols', 'impact'])
      .default('impact')
      .describe('files: no more than the changed files. symbols: also what changed in them.'),
    direction: z
      .enum(['inbound', 'outbound', 'both'])
      .default('inbound')
      .describe('inbound: callers of what changed. outbound: what the changed code calls.'),
    depth: z.number().int().min(1).max(15).default(2),
    limit: z.number().int().min(1).max(5000).default(200),
  },
  output: z.object({
    base: z.string().describe('The commit that was compared with.'),
    changed_files_total: z.number(),
    changed_files: z.array(
      z.object({
        file: z.string(),
        status: z.enum(['added', 'modified', 'deleted', 'untracked']),
        indexed: z.boolean(),
        symbols: z.number().describe('Changed definitions in it.'),
      }),
    ),
    changed_symbols_total: z.number(),
    changed_symbols: z.array(z.object(symbolShape)),
    impacted_modules_total: z.number(),
    impacted_modules: z
      .array(z.object({ file: z.string(), symbols: z.number() }))
      .describe('Files with impacted symbols, most first.'),
    total: z.number().describe('Impacted symbols; the changed ones are not among them.'),
    impacted: z.array(
      z.object({
        ...symbolShape,
        direction: z.enum(['inbound', 'outbound']),
        hop: z.number(),
        via: z.string().describe('The neighbour one hop nearer to the change.'),
        tier: tierSchema,
        reason: z.string(),
      }),
    ),
  }),
  readOnly: true,
  searchHint: 'impact, blast radius, review a diff, affected tests',
  rows: 'impacted',
  async run({ since, base_branch, scope, direction, depth, limit }, call) {
    const { base, files } = await call.findChanges(since ?? base_branch, call.signal);
    const found = await call.queries.traceChanges({
      files,
      directions: direction === 'both' ? ['inbound', 'outbound'] : [direction],
      depth: scope === 'impact' ? depth : 0,
      limit,
      offset: call.offset,
    });
    const rows = Math.max(3, Math.floor(call.maxTokens / TOKENS_PER_ROW));
    const symbols = scope === 'files' ? [] : found.symbols;
    return {
      base,
      changed_files_total: files.length,
      changed_files: files.slice(0, rows).map(({ path, status }, at) => ({
        file: path,
        status,
        indexed: found.symbols_of[at] !== undefined,
        symbols: found.symbols_of[at] ?? 0,
      })),
      changed_symbols_total: found.symbols.length,
      changed_symbols: symbols.slice(0, rows),
      impacted_modules_total: found.files.length,
      impacted_modules: found.files.slice(0, rows),
      total: found.total,
      impacted: [...found.impacted],
    };
  },
  files: ({ changed_files, impacted }) => [
    ...changed_files.filter(({ indexed }) => indexed).map(({ file }) => file),
    ...impacted.map(({ file }) => file).filter((file) => file !== ''),
  ],
  render(answer) {
    const { changed_files, changed_symbols, impacted_modules } = answer;
    const lines = [`${count(answer.changed_files_total, 'changed file')} since ${answer.base.slice(0, 12)}`];
    for (const { file, status, indexed, symbols } of changed_files)
      lines.push(`  ${status} ${file}${indexed ? `: ${count(symbols, 'symbol')}` : ''}`);
    lines.push(...more(changed_files, answer.changed_files_total));
    if (changed_symbols.length > 0) {
      lines.push(`${count(answer.changed_symbols_total, 'changed symbol')}:`);
      for (const { kind, qualified_name, file, line } of changed_symbols)
        lines.push(`  ${kind} ${qualified_name} ${file}:${line}`);
      lines.push(...more(changed_symbols, answer.changed_symbols_total));
    }
    if (answer.total === 0) return lines.join('\n');
    lines.push(
      `${count(answer.total, 'impacted symbol')} in ${count(answer.impacted_modules_total, 'file')}:`,
    );
    for (const { file, symbols } of impacted_modules) lines.push(`  ${file} ${symbols}`);
    lines.push(...more(impacted_modules, answer.impacted_modules_total));
    lines.push(
      renderGroups(
        answer.impacted,
        ({ direction, hop }) => `${direction === 'inbound' ? 'callers' : 'callees'}, hop ${hop}`,
        ({ qualified_name, file, line, via, tier, reason }) =>
          `${qualified_name}${file ? ` ${file}:${line}` : ''} via ${via}${tier === 'exact' ? '' : ` (${tier}: ${reason})`}`,
      ),
    );
    return lines.join('\n');
  },
});

/** Tells that a list was cut. */
function more(shown: readonly unknown[], total: number): string[] {
  return shown.length > 0 && shown.length < total ? [`  … ${total - shown.length} more`] : [];
}
