import { NotIndexed } from '../mcp/errors.ts';
import { describeFailure } from '../mcp/policy.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';
import { GenerationDamaged, StoreClosed } from '../store/errors.ts';
import type { Workspace } from './workspace.ts';

/**
 * The errors of a tool when the database turned out to be broken under it, or was taken away after the call had found one.
 * By then the next generation is on its way.
 */
const OVERTAKEN = new Set([GenerationDamaged.code, StoreClosed.code, NotIndexed.code]);
/** Harm may come twice. */
const ATTEMPTS = 4;

/**
 * Calls tools through the registry once there is something to answer from, and after a look at whether the tree has
 * moved on. What stands in the way becomes a result with `isError`, so that an agent reads what to do.
 * A call that met a broken database is made again on the one that replaces it. `onAnswer` hears of every success.
 */
export function createToolCaller(
  loadRegistry: () => Promise<ToolRegistry>,
  workspace: Pick<Workspace, 'waitForGeneration' | 'checkRecent'>,
  onAnswer: () => void,
): ToolRegistry['callTool'] {
  return async (name, args) => {
    try {
      const registry = await loadRegistry();
      const isPatient = registry.tools.some((tool) => tool.name === name && !tool.answersWithoutIndex);
      if (isPatient) await workspace.waitForGeneration(registry.answersEarly?.(name, args));
      // Who waits for the newest state has all of the tree looked at by that.
      if (!(Number(args['wait_fresh_ms']) > 0)) await workspace.checkRecent();
      let result = await registry.callTool(name, args);
      for (let attempt = 2; isOvertaken(result) && attempt <= ATTEMPTS; attempt += 1) {
        await workspace.waitForGeneration();
        result = await registry.callTool(name, args);
      }
      if (!result.isError) onAnswer();
      return result;
    } catch (error) {
      return describeFailure(error, args);
    }
  };
}

function isOvertaken({ code }: ToolCallResult): boolean {
  return code !== undefined && OVERTAKEN.has(code);
}
