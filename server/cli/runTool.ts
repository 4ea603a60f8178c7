import { CodedError } from '../errors.ts';
import type { CommandContext } from './command.ts';

/** Calls a tool of the server for `root`, which is started when there is none, and prints its answer. */
export async function runTool(
  context: CommandContext,
  root: string,
  tool: string,
  args: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { out, values } = context;
  const { askServer } = await import('./workspace.ts');
  const result = await askServer(root, context, (connection) =>
    connection.request('query/run', { tool, arguments: args }),
  );
  const text = result.content.map((part) => part.text).join('\n');
  if (result.isError) throw new CodedError('TOOL_ERROR', text, 1);
  if (values['json']) out.json(result.structuredContent ?? result.content);
  else out.line(text);
  return 0;
}
