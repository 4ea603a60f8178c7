import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { FOLDER_OPTION, getCount, JSON_OPTION } from '../options.ts';
import { runTool } from '../runTool.ts';

/** `tests <symbol>`: the tests that reach a symbol, as trace_path tells them. */
export const testsCommand = defineCommand({
  name: 'tests',
  summary: 'Lists the tests that reach a symbol, nearest first',
  argument: {
    name: 'symbol',
    meaning: 'a name, a qualified name or file:line',
    isRequired: true,
    completes: 'nothing',
  },
  options: {
    depth: { type: 'string', value: 'number', meaning: 'how many calls a test may be away' },
    ...FOLDER_OPTION,
    ...JSON_OPTION,
  },
  example: 'tests checkout --depth 2',
  async run(context) {
    const [symbol] = context.positionals;
    if (symbol === undefined) throw UsageError('Name the symbol: a name, a qualified name or file:line.');
    const depth = getCount(context, 'depth');
    const { getRoot } = await import('../workspace.ts');
    return runTool(context, getRoot(context), 'trace_path', {
      function_name: symbol,
      mode: 'tests',
      ...(depth === undefined ? {} : { depth }),
    });
  },
});
