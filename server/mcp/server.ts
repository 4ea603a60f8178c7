// The MCP server of one request: tools only, listed and called through the registry. Knows nothing of HTTP.
// It uses the SDK's request handlers instead of its tool registration: that one would answer an unknown argument with
// a validation message of its own, where the registry names the arguments that exist.
import { McpServer } from '@modelcontextprotocol/server';
import type { CallToolResult, McpServerFactory, Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ToolProfile } from '../protocol/settings.ts';
import { isOffered } from './profile.ts';
import type { ToolPresentation, ToolRegistry } from './registry.ts';

/** What the server says about itself in `initialize` and `server/discover`. */
export interface McpIdentity {
  readonly version: string;
  readonly instructions: string;
}

/** What an agent reads before it chooses a tool. */
export const INSTRUCTIONS =
  'An index of the code in this workspace: definitions, callers, callees, imports and inheritance, each with file and ' +
  'line. Prefer it to text search for "where is", "who calls", "what does this call" and "how does this work": start ' +
  'with explore, then trace_path and get_code_snippet. Every answer carries `freshness`: dirty_files names files that ' +
  'changed since they were indexed; read those from disk.';

/**
 * Makes the function that builds an MCP server; the tools are described once, so building one is cheap. Those of `profile`
 * are listed, as it is when they are asked for.
 */
export function createMcpServerFactory(
  registry: ToolRegistry,
  identity: McpIdentity,
  profile: () => ToolProfile,
): McpServerFactory {
  const described = registry.tools.map((tool) => ({ tool, description: describeTool(tool) }));
  const listTools = (): Tool[] =>
    described.filter(({ tool }) => isOffered(tool, profile())).map(({ description }) => description);
  return ({ era }) => createMcpServer(listTools, registry, identity, era === 'modern');
}

function createMcpServer(
  listTools: () => Tool[],
  registry: ToolRegistry,
  identity: McpIdentity,
  // The older era would have to hear of it on a stream of its session, and there are no sessions.
  listChanged: boolean,
): McpServer {
  const mcp = new McpServer(
    { name: 'codebase-memory', title: 'Codebase Memory', version: identity.version },
    { capabilities: { tools: { listChanged } }, instructions: identity.instructions },
  );
  mcp.server.setRequestHandler('tools/list', () => ({ tools: listTools() }));
  mcp.server.setRequestHandler('tools/call', async ({ params }): Promise<CallToolResult> => {
    const result = await registry.callTool(params.name, params.arguments ?? {});
    return {
      content: result.content.map(({ type, text }) => ({ type, text })),
      ...(result.structuredContent ? { structuredContent: { ...result.structuredContent } } : {}),
      ...(result.isError ? { isError: true } : {}),
    };
  });
  return mcp;
}

function describeTool(tool: ToolPresentation): Tool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: objectSchema(tool.input, 'input'),
    outputSchema: objectSchema(tool.output, 'output'),
    annotations: {
      title: tool.title,
      readOnlyHint: tool.readOnly,
      destructiveHint: tool.isDestructive ?? false,
      idempotentHint: tool.readOnly || (tool.idempotent ?? false),
      openWorldHint: false,
    },
    ...(tool.alwaysLoad ? { _meta: { 'anthropic/alwaysLoad': true } } : {}),
  };
}

function objectSchema(schema: z.ZodType, io: 'input' | 'output'): Tool['inputSchema'] {
  const json = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  if (json.type !== 'object') throw new TypeError('The schema of a tool must be an object.');
  return json as Tool['inputSchema'];
}
