import { CodedError, messageOf } from '../errors.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';
import type { Workspace } from './workspace.ts';

/**
 * Calls tools through the registry once there is something to answer from, and after a look at whether the tree has
 * moved on. What stands in the way becomes a result with `isError`, so that an agent reads what to do.
 */
export function createToolCaller(registry: ToolRegistry, workspace: Workspace): ToolRegistry['callTool'] {
  const patient = new Set(
    registry.tools.filter((tool) => !tool.answersWithoutIndex).map((tool) => tool.name),
  );
  return async (name, args) => {
    try {
      if (patient.has(name)) await workspace.waitForGeneration();
      await workspace.checkRecent();
      return await registry.callTool(name, args);
    } catch (error) {
      return describeFailure(error);
    }
  };
}

function describeFailure(error: unknown): ToolCallResult {
  const code = error instanceof CodedError ? error.code : 'INTERNAL';
  return { content: [{ type: 'text', text: `${code}: ${messageOf(error)}` }], isError: true };
}
