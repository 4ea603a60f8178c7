import { CodedError, messageOf } from '../errors.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';
import type { Workspace } from './workspace.ts';

/** What a tool's error begins with when the database turned out to be broken under it. */
const DAMAGE = 'STORE_DAMAGED';

/**
 * Calls tools through the registry once there is something to answer from, and after a look at whether the tree has
 * moved on. What stands in the way becomes a result with `isError`, so that an agent reads what to do.
 * A call that met a broken database is made once more on the one that replaces it. `onAnswer` hears of every success.
 */
export function createToolCaller(
  registry: ToolRegistry,
  workspace: Workspace,
  onAnswer: () => void,
): ToolRegistry['callTool'] {
  const patient = new Set(
    registry.tools.filter((tool) => !tool.answersWithoutIndex).map((tool) => tool.name),
  );
  return async (name, args) => {
    try {
      if (patient.has(name)) await workspace.waitForGeneration();
      await workspace.checkRecent();
      let result = await registry.callTool(name, args);
      if (isDamaged(result)) {
        await workspace.waitForGeneration();
        result = await registry.callTool(name, args);
      }
      if (!result.isError) onAnswer();
      return result;
    } catch (error) {
      return describeFailure(error);
    }
  };
}

function isDamaged({ isError, content }: ToolCallResult): boolean {
  return isError === true && content[0]?.text.startsWith(DAMAGE) === true;
}

function describeFailure(error: unknown): ToolCallResult {
  const code = error instanceof CodedError ? error.code : 'INTERNAL';
  return { content: [{ type: 'text', text: `${code}: ${messageOf(error)}` }], isError: true };
}
