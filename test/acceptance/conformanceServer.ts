// The product's MCP transport with the fixtures that the conformance suite asks for: tools, prompts and resources. The suite sends no token, so the
// header is put on each request here, in front of the transport: nothing in the product can leave the check out.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ResourceNotFoundError } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { createHttpListener } from '../../server/mcp/http.ts';
import type { PromptRegistry } from '../../server/mcp/prompts.ts';
import type { ToolPresentation, ToolRegistry } from '../../server/mcp/registry.ts';
import type { ResourceRegistry } from '../../server/mcp/resources.ts';
import { createMcpServerFactory } from '../../server/mcp/server.ts';
import type { ToolCallResult } from '../../server/protocol/rpc.ts';

/** A server for the suite; it ends with `stop`. */
export interface ConformanceServer {
  readonly url: string;
  /** What the transport reported as errors of its own. */
  readonly problems: readonly string[];
  stop(): Promise<void>;
}

/** Starts the transport on a free port of 127.0.0.1. */
export async function startConformanceServer(): Promise<ConformanceServer> {
  const token = 'the-suite-never-sees-it';
  const problems: string[] = [];
  let host = '';
  const { listener, drain } = createHttpListener({
    admission: () => ({ host, token }),
    loadMcpServer: async () =>
      createMcpServerFactory(
        { tools: fixtures, prompts, resources },
        { version: '0.0.0', instructions: 'Fixtures.' },
        () => 'full',
      ),
    health: () => ({}),
    onRequest: () => () => {},
    onError: (error) => problems.push(error.message),
  });
  const server = createServer((request, response) => {
    request.headers.authorization = `Bearer ${token}`;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/mcp`,
    problems,
    async stop() {
      server.close();
      await drain();
      server.closeAllConnections();
    },
  };
}

/** A schema with the keywords of JSON Schema 2020-12 that the suite wants to find unchanged in the list of tools. */
const dialect = z
  .strictObject({ name: z.string().optional(), phone: z.string().optional(), email: z.string().optional() })
  .meta({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: {
      address: { $anchor: 'addressDef', type: 'object', properties: { street: { type: 'string' } } },
    },
    allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
    if: { required: ['name'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { required: ['phone'] },
    else: { required: ['email'] },
  });

const fixtures: ToolRegistry = {
  tools: [
    describeFixture('test_simple_text', 'Answers with a text.'),
    describeFixture('test_error_handling', 'Answers with an error.'),
    describeFixture('json_schema_2020_12_tool', 'Has a schema of many keywords.', dialect),
  ],
  callTool: (name) => Promise.resolve(answerFixture(name)),
};

const prompts: PromptRegistry = {
  prompts: [
    { name: 'test_simple_prompt', description: 'Says one thing.' },
    {
      name: 'test_prompt_with_arguments',
      description: 'Says what it is given.',
      arguments: [
        { name: 'arg1', description: 'First', required: true },
        { name: 'arg2', description: 'Second', required: true },
      ],
    },
  ],
  write: (_name, args) => Promise.resolve(`Said: ${Object.values(args).join(', ')}.`),
};

const resources: ResourceRegistry = {
  resources: [{ uri: 'test://static-text', name: 'static-text', mimeType: 'text/plain' }],
  templates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'text/plain' }],
  read(uri) {
    const text = uri === 'test://static-text' ? 'A text.' : /^test:\/\/template\/(.+)\/data$/.exec(uri)?.[1];
    return text === undefined
      ? Promise.reject(new ResourceNotFoundError(uri))
      : Promise.resolve({ mimeType: 'text/plain', text });
  },
  complete: () => Promise.resolve([]),
};

function answerFixture(name: string): ToolCallResult {
  if (name === 'test_simple_text') return answerText('This is a simple text response for testing.');
  const text =
    name === 'test_error_handling'
      ? 'This tool intentionally returns an error for testing'
      : `UNKNOWN_TOOL: there is no tool "${name}".`;
  return { ...answerText(text), isError: true };
}

function answerText(text: string): ToolCallResult {
  return { content: [{ type: 'text', text }] };
}

function describeFixture(
  name: string,
  description: string,
  input: ToolPresentation['input'] = z.object({}),
): ToolPresentation {
  return { name, title: name, description, input, readOnly: true };
}
