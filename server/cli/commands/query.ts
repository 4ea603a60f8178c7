import { messageOf } from '../../errors.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { FOLDER_OPTION, JSON_OPTION } from '../options.ts';
import { runTool } from '../runTool.ts';

/** `query <tool>`: calls an MCP tool without an MCP client. */
export const queryCommand = defineCommand({
  name: 'query',
  summary: 'Calls a tool as a session does',
  argument: { name: 'tool', meaning: 'its name, such as search_graph', isRequired: true, completes: 'tools' },
  options: {
    arg: {
      type: 'string',
      short: 'a',
      value: 'key=value',
      multiple: true,
      meaning: 'an argument of the tool; a value that is JSON is passed as such',
    },
    ...FOLDER_OPTION,
    ...JSON_OPTION,
  },
  example: 'query trace_path --arg function_name=checkout --arg depth=2',
  async run(context) {
    const { positionals, values } = context;
    const [tool] = positionals;
    if (tool === undefined) throw UsageError('Name the tool to call.');
    const args = parseToolArguments((values['arg'] ?? []) as readonly string[]);
    const { getRoot } = await import('../workspace.ts');
    return runTool(context, getRoot(context), tool, args);
  },
});

function parseToolArguments(pairs: readonly string[]): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw UsageError(`--arg wants key=value, not "${pair}".`);
    args[pair.slice(0, at)] = parseValue(pair.slice(at + 1));
  }
  return args;
}

// Only what can't be meant as a name is JSON: numbers, booleans, lists and objects.
function parseValue(text: string): unknown {
  if (!/^(?:-?\d|true$|false$|null$|[[{"])/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (/^[[{]/.test(text)) throw UsageError.from(error, `${text} is not JSON: ${messageOf(error)}.`);
    return text;
  }
}
