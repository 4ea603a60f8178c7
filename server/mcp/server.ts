// The MCP server of one request: tools, prompts and resources, listed and asked through their registries. Knows nothing of
// HTTP.
// It uses the SDK's request handlers instead of its tool registration: that one would answer an unknown argument with
// a validation message of its own, where the registry names the arguments that exist.
import { McpServer } from '@modelcontextprotocol/server';
import type { CallToolResult, McpServerFactory, Tool } from '@modelcontextprotocol/server';
import type { ToolProfile } from '../protocol/settings.ts';
import { describeInput } from './inputSchema.ts';
import { isOffered } from './profile.ts';
import { servePrompts } from './prompts.ts';
import type { PromptRegistry } from './prompts.ts';
import type { ToolPresentation, ToolRegistry } from './registry.ts';
import { LIST_PARAMETERS, serveRequest } from './requests.ts';
import { serveResources } from './resources.ts';
import type { ResourceRegistry } from './resources.ts';

/** What the server says about itself in `initialize` and `server/discover`. */
export interface McpIdentity {
  readonly version: string;
  readonly instructions: string;
}

/** All that a client is offered. */
export interface McpOffer {
  readonly tools: ToolRegistry;
  readonly prompts: PromptRegistry;
  readonly resources: ResourceRegistry;
}

/** What an agent reads before it chooses a tool: which question goes where, and when text search is better. */
export const INSTRUCTIONS = `A current index of this workspace's code: definitions, calls, references, types and tests with file and line. Ask it before searching text.
- "how does X work", "where is X", a question in words: explore
- who calls X, what X calls, references, implementers, overrides, hierarchy, constructions, tests, path between two: trace_path
- the source of one symbol: get_code_snippet
- names by word, pattern, kind or degree: search_graph
- text in any file, also configuration and documents: search_code
- what a change breaks and which tests to run: detect_changes
- first look at the project: get_architecture
- anything else about the graph: query_graph (Cypher); plan_rename and why in the full profile too
Write names as in code (Type.method, pkg.Name, file.py:Class.method) or as file.ts:120. "Who uses" ends in a line that accounts for each occurrence of the word; when nothing is left over there is nothing to grep for. Grep is better for phrases in comments and data, and for what index_status lists as skipped. Lines in [brackets] name what is stale or missing.`;

/**
 * Makes the function that builds an MCP server; the tools are described once, so building one is cheap. Those of `profile`
 * are listed, as it is when they are asked for.
 */
export function createMcpServerFactory(
  offer: McpOffer,
  identity: McpIdentity,
  profile: () => ToolProfile,
): McpServerFactory {
  const described = offer.tools.tools.map((tool) => ({ tool, description: describeTool(tool) }));
  const listTools = (): Tool[] =>
    described.filter(({ tool }) => isOffered(tool, profile())).map(({ description }) => description);
  return ({ era }) => createMcpServer(listTools, offer, identity, era === 'modern');
}

function createMcpServer(
  listTools: () => Tool[],
  { tools, prompts, resources }: McpOffer,
  identity: McpIdentity,
  // The older era would have to hear of it on a stream of its session, and there are no sessions.
  listChanged: boolean,
): McpServer {
  const mcp = new McpServer(
    { name: 'codebase-memory', title: 'Codebase Memory', version: identity.version },
    {
      capabilities: { tools: { listChanged }, prompts: {}, resources: {}, completions: {} },
      instructions: identity.instructions,
    },
  );
  serveRequest(mcp.server, 'tools/list', LIST_PARAMETERS, () => ({ tools: listTools() }));
  mcp.server.setRequestHandler('tools/call', async ({ params }): Promise<CallToolResult> => {
    const result = await tools.callTool(params.name, params.arguments ?? {});
    // Text alone: a client that is given structured content too hands that to its model, at twice the tokens.
    return {
      content: result.content.map(({ type, text }) => ({ type, text })),
      ...(result.isError ? { isError: true } : {}),
    };
  });
  servePrompts(mcp, prompts);
  serveResources(mcp, resources);
  return mcp;
}

function describeTool(tool: ToolPresentation): Tool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: describeInput(tool.input) as Tool['inputSchema'],
    annotations: describeEffects(tool),
    ...describeMeta(tool),
  };
}

/** How Claude Code, which shows most tools on demand, comes to show it, and where its page is. */
function describeMeta({ alwaysLoad, searchHint, page }: ToolPresentation): Pick<Tool, '_meta'> {
  if (alwaysLoad) return { _meta: { 'anthropic/alwaysLoad': true } };
  if (page !== undefined) return { _meta: { ui: { resourceUri: page } } };
  return searchHint === undefined ? {} : { _meta: { 'anthropic/searchHint': searchHint } };
}

/** What a tool does to its surroundings; what a read-only tool implies is not said. */
function describeEffects({ readOnly, isDestructive = false, idempotent = false }: ToolPresentation) {
  if (readOnly) return { readOnlyHint: true, openWorldHint: false };
  return {
    readOnlyHint: false,
    destructiveHint: isDestructive,
    idempotentHint: idempotent,
    openWorldHint: false,
  };
}
