import { createPrompts } from '../../server/mcp/prompts.ts';
import type { ToolRegistry } from '../../server/mcp/registry.ts';
import { createResources } from '../../server/mcp/resources.ts';
import type { McpOffer } from '../../server/mcp/server.ts';

/** Tools with the product's prompts and resources over them; names are completed to those of `names` that fit. */
export function offerOver(tools: ToolRegistry, names: readonly string[] = []): McpOffer {
  const complete = (typed: string) => Promise.resolve(names.filter((name) => name.startsWith(typed)));
  return {
    tools,
    prompts: createPrompts(tools),
    resources: createResources(tools, complete),
  };
}
