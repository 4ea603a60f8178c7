// All that an MCP client is offered, made from the tools. Loaded with the first request of a session.
import type { McpServerFactory } from '@modelcontextprotocol/server';
import type { ToolProfile } from '../protocol/settings.ts';
import { createPrompts } from './prompts.ts';
import type { ToolRegistry } from './registry.ts';
import { createResources } from './resources.ts';
import { createMcpServerFactory, INSTRUCTIONS } from './server.ts';

/** The factory of MCP servers over `tools`. `completeName` finds names of symbols that begin with a text. */
export function createOffer(
  tools: ToolRegistry,
  completeName: (typed: string) => Promise<readonly string[]>,
  version: string,
  profile: () => ToolProfile,
): McpServerFactory {
  return createMcpServerFactory(
    { tools, prompts: createPrompts(tools), resources: createResources(tools, completeName) },
    { version, instructions: INSTRUCTIONS },
    profile,
  );
}
