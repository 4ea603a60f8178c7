// The resources: what a person attaches to a conversation by address. Each is the answer of one tool.
import { ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { McpServer, Resource, ResourceTemplateType } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { GRAPH_PAGE_URI, readGraphPage } from './graphPage.ts';
import type { ToolRegistry } from './registry.ts';
import { LIST_PARAMETERS, serveRequest } from './requests.ts';

/** What a server has in resources. */
export interface ResourceRegistry {
  readonly resources: readonly Resource[];
  readonly templates: readonly ResourceTemplateType[];
  /** The text behind an address; rejects with ResourceNotFoundError where there is none. */
  read(uri: string): Promise<{ readonly mimeType: string; readonly text: string }>;
  /** Values of a template's variable that begin with what was typed, the best first. */
  complete(template: string, variable: string, typed: string): Promise<readonly string[]>;
}

const MIME_TYPE = 'text/plain';
/** As many as the protocol lets an answer have. */
const MAX_COMPLETIONS = 100;
const SYMBOL = 'codebase://symbol/';
const SYMBOL_TEMPLATE = `${SYMBOL}{name}`;

const RESOURCES: readonly (Resource & { readonly tool: string })[] = [
  {
    uri: 'codebase://status',
    name: 'status',
    title: 'Status of the code index',
    description: 'What is indexed, what is not and why, and whether indexing is under way.',
    mimeType: MIME_TYPE,
    tool: 'index_status',
  },
  {
    uri: 'codebase://architecture',
    name: 'architecture',
    title: 'Architecture of the codebase',
    description: 'Entry points, packages, folders and the most used symbols.',
    mimeType: MIME_TYPE,
    tool: 'get_architecture',
  },
];

const TEMPLATES: readonly ResourceTemplateType[] = [
  {
    uriTemplate: SYMBOL_TEMPLATE,
    name: 'symbol',
    title: 'A symbol with its source, callers and callees',
    description: 'A symbol by name or qualified name, such as Cart.add: source, callers and callees.',
    mimeType: MIME_TYPE,
  },
];

/** The resources of the product over its tools. `completeName` finds names of symbols that begin with a text. */
export function createResources(
  tools: Pick<ToolRegistry, 'callTool'>,
  completeName: (typed: string) => Promise<readonly string[]>,
): ResourceRegistry {
  const ask = async (tool: string, args: Readonly<Record<string, unknown>>) => {
    const { content } = await tools.callTool(tool, args);
    return { mimeType: MIME_TYPE, text: content.map(({ text }) => text).join('\n') };
  };
  return {
    resources: RESOURCES.map(({ tool: _tool, ...resource }) => resource),
    templates: TEMPLATES,
    async read(uri) {
      const resource = RESOURCES.find((each) => each.uri === uri);
      if (resource) return ask(resource.tool, {});
      if (uri === GRAPH_PAGE_URI) return readGraphPage();
      const name = findSymbolName(uri);
      if (name === undefined) throw new ResourceNotFoundError(uri);
      // Whoever attaches it again wants all of it again.
      return ask('get_code_snippet', { qualified_name: name, include_neighbors: true, again: true });
    },
    async complete(template, variable, typed) {
      return template === SYMBOL_TEMPLATE && variable === 'name' ? completeName(typed) : [];
    },
  };
}

const READ_PARAMETERS = z.object({ uri: z.string() });
const COMPLETE_PARAMETERS = z.object({
  ref: z.discriminatedUnion('type', [
    z.object({ type: z.literal('ref/resource'), uri: z.string() }),
    z.object({ type: z.literal('ref/prompt'), name: z.string() }),
  ]),
  argument: z.object({ name: z.string(), value: z.string() }),
});

/** Answers the requests for resources and for values of their addresses. */
export function serveResources({ server }: McpServer, registry: ResourceRegistry): void {
  serveRequest(server, 'resources/list', LIST_PARAMETERS, () => ({ resources: [...registry.resources] }));
  serveRequest(server, 'resources/templates/list', LIST_PARAMETERS, () => ({
    resourceTemplates: [...registry.templates],
  }));
  serveRequest(server, 'resources/read', READ_PARAMETERS, async ({ uri }) => ({
    contents: [{ uri, ...(await registry.read(uri)) }],
  }));
  serveRequest(server, 'completion/complete', COMPLETE_PARAMETERS, async ({ ref, argument }) => {
    const found =
      ref.type === 'ref/resource' ? await registry.complete(ref.uri, argument.name, argument.value) : [];
    const values = found.slice(0, MAX_COMPLETIONS);
    return { completion: { values, total: found.length, hasMore: found.length > values.length } };
  });
}

function findSymbolName(uri: string): string | undefined {
  if (!uri.startsWith(SYMBOL) || uri.length === SYMBOL.length) return undefined;
  try {
    return decodeURIComponent(uri.slice(SYMBOL.length));
  } catch {
    return undefined;
  }
}
