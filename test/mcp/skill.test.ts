// What the skill of the Claude Code plugin and its hooks tell to call is what the tools take.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPluginTexts, makePluginFiles } from '../../extension/claude/pluginFiles.ts';
import { TOOLS } from '../../server/mcp/tools/index.ts';

const source = join(import.meta.dirname, '..', '..', 'media', 'claude-plugin');
const skill = readFileSync(join(source, 'skills', 'code-graph', 'SKILL.md'), 'utf8');

function assertTakes(name: string, args: unknown): void {
  const tool = TOOLS.find((each) => each.name === name);
  assert.ok(tool, `there is no tool ${name}`);
  const taken = tool.inputSchema.safeParse(args);
  assert.ok(taken.success, `${name} ${JSON.stringify(args)}: ${taken.error?.message}`);
}

test('each example of the skill is a call that its tool takes, and every tool of the default profile has one', () => {
  const examples = [...skill.matchAll(/\| `(\w+)` \| `(\{.*\})` \|$/gm)];
  for (const [, name = '', args = ''] of examples) assertTakes(name, JSON.parse(args));
  assert.deepEqual(
    examples.map(([, name = '']) => name).toSorted(),
    TOOLS.filter(({ profile }) => profile === 'default')
      .map(({ name }) => name)
      .toSorted(),
  );
});

test('arguments that the skill names in its text are those of tools', () => {
  const named = [...skill.matchAll(/`"(\w+)": true`/g)].map(([, name]) => name);
  assert.deepEqual(named, ['again', 'new_context']);
  assertTakes('get_code_snippet', { qualified_name: 'Cart.add', again: true });
  assertTakes('explore', { query: 'carts', again: true });
});

test('the hook that calls a tool calls one that takes it', () => {
  const options = { version: '1.0.0', entry: undefined, isConnected: true, hintsFrom: '/cache' };
  const { hooks } = JSON.parse(
    makePluginFiles(loadPluginTexts(source), options).get('hooks/hooks.json') ?? '',
  ) as { hooks: Record<string, { hooks: { type: string; tool?: string; input?: unknown }[] }[]> };
  const calls = Object.values(hooks).flatMap((groups) =>
    groups.flatMap((group) => group.hooks.filter(({ type }) => type === 'mcp_tool')),
  );
  assert.equal(calls.length, 1);
  for (const { tool = '', input } of calls) assertTakes(tool, input);
});
