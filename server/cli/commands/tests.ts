import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { FOLDER_OPTION } from '../options.ts';
import { runTool } from '../runTool.ts';

/** `tests <symbol>`: the tests that reach a symbol, as trace_path tells them. */
export const testsCommand = defineCommand({
  name: 'tests',
  usage: '<symbol> [--depth N] [--folder F] [--json]',
  summary: 'Lists the tests that reach a symbol, nearest first',
  options: { depth: { type: 'string' }, ...FOLDER_OPTION, json: { type: 'boolean' } },
  maxPositionals: 1,
  async run(context) {
    const [symbol] = context.positionals;
    if (symbol === undefined) throw UsageError('Name the symbol: a name, a qualified name or file:line.');
    const { depth } = context.values;
    const { getRoot } = await import('../workspace.ts');
    return runTool(context, getRoot(context), 'trace_path', {
      function_name: symbol,
      mode: 'tests',
      ...(depth === undefined ? {} : { depth: Number(depth) }),
    });
  },
});
