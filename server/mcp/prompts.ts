// The prompts: questions that a person asks by name, answered with the facts of one tool and what to do with them.
import type { McpServer, Prompt } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { LIST_PARAMETERS, refuse, serveRequest } from './requests.ts';
import type { ToolRegistry } from './registry.ts';

/** What a server has in prompts. */
export interface PromptRegistry {
  readonly prompts: readonly Prompt[];
  /** What the person says by a prompt; rejects with a ProtocolError for an unknown name or a missing argument. */
  write(name: string, args: Readonly<Record<string, string>>): Promise<string>;
}

interface PromptDefinition extends Prompt {
  readonly tool: string;
  toArguments(given: Readonly<Record<string, string>>): Readonly<Record<string, unknown>>;
  /** The text around the tool's answer. */
  frame(given: Readonly<Record<string, string>>, answer: string): string;
}

const DEFINITIONS: readonly PromptDefinition[] = [
  {
    name: 'explore',
    title: 'Explore a question about the code',
    description: 'Answers a question about this codebase from its index.',
    arguments: [
      {
        name: 'question',
        description: 'Such as: how are sessions saved, who calls Cart.add',
        required: true,
      },
    ],
    tool: 'explore',
    toArguments: ({ question }) => ({ query: question, again: true }),
    frame: ({ question }, answer) =>
      `Answer this question about the codebase: ${question}\n\n` +
      `What the code index says (tool explore):\n\n${answer}\n\n` +
      'Answer from this, with file and line. For what is missing ask trace_path or get_code_snippet by name; search ' +
      'text only for what is no code.',
  },
  {
    name: 'review_changes',
    title: 'Review what the changes reach',
    description: 'Reviews the changes of the git work tree, with what they reach and the tests to run.',
    arguments: [
      {
        name: 'since',
        description: 'A commit, tag or branch to compare with; HEAD when left out',
        required: false,
      },
    ],
    tool: 'detect_changes',
    toArguments: ({ since }) => (since ? { since } : {}),
    frame: (_given, answer) =>
      'Review the changes of this work tree.\n\n' +
      `What they are and what they reach (tool detect_changes):\n\n${answer}\n\n` +
      'Read the diff of the changed files. For each changed symbol that others use, check that its callers still hold: ' +
      'trace_path gives them, get_code_snippet their source. Say what breaks, what is not tested, and which tests to ' +
      'run; name file and line. Say so when nothing is wrong.',
  },
  {
    name: 'find_dead_code',
    title: 'Find code that nothing uses',
    description: 'Lists definitions that nothing uses, and asks for a judgement on each.',
    arguments: [
      {
        name: 'path',
        description: 'Glob or part of a path, such as src/billing; everywhere when left out',
        required: false,
      },
    ],
    tool: 'search_graph',
    toArguments: ({ path }) => ({
      max_degree: 0,
      exclude_entry_points: true,
      ...(path ? { file_pattern: path } : {}),
    }),
    frame: ({ path }, answer) =>
      `Which code${path ? ` in ${path}` : ''} can be deleted?\n\n` +
      `What the code index has no use of (tool search_graph):\n\n${answer}\n\n` +
      'Judge each: code may be reached by reflection, by a framework, by a name in configuration or from outside of this ' +
      'workspace; search_code tells where a name stands in any text. List what is safe to delete, what is not sure and ' +
      'why. Delete nothing before you are asked to.',
  },
];

/** The prompts of the product over its tools. */
export function createPrompts(tools: Pick<ToolRegistry, 'callTool'>): PromptRegistry {
  return {
    prompts: DEFINITIONS.map(({ name, title, description, arguments: accepted }) => ({
      name,
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(accepted === undefined ? {} : { arguments: accepted }),
    })),
    async write(name, given) {
      const definition = DEFINITIONS.find((each) => each.name === name);
      if (!definition)
        throw refuse(`There is no prompt "${name}". The prompts are: ${namesOf(DEFINITIONS)}.`);
      const accepted = definition.arguments ?? [];
      const unknown = Object.keys(given).find((key) => !accepted.some((each) => each.name === key));
      if (unknown !== undefined)
        throw refuse(`The prompt ${name} has no argument "${unknown}". It has: ${namesOf(accepted)}.`);
      const missing = accepted.find((each) => each.required && !given[each.name]?.trim());
      if (missing)
        throw refuse(`The prompt ${name} needs the argument "${missing.name}": ${missing.description}.`);
      const answer = await tools.callTool(definition.tool, definition.toArguments(given));
      const text = answer.content.map((part) => part.text).join('\n');
      return definition.frame(given, text);
    },
  };
}

const GET_PARAMETERS = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.string()).default({}),
});

/** Answers the requests for prompts. */
export function servePrompts({ server }: McpServer, registry: PromptRegistry): void {
  serveRequest(server, 'prompts/list', LIST_PARAMETERS, () => ({ prompts: [...registry.prompts] }));
  serveRequest(server, 'prompts/get', GET_PARAMETERS, async ({ name, arguments: given }) => {
    const text = await registry.write(name, given);
    return { messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
}

function namesOf(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(', ');
}
