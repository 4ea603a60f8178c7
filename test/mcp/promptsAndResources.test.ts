// Prompts and resources as a client sees them, over the real tools.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { createMcpServerFactory } from '../../server/mcp/server.ts';
import { offerOver } from './offer.ts';
import { openShop } from './toolsWorkspace.ts';

async function connect(t: TestContext): Promise<Client> {
  const makeServer = createMcpServerFactory(
    offerOver(await openShop(t), ['Cart', 'Cart.save', 'main']),
    { version: '1.0.0', instructions: '' },
    () => 'default',
  );
  const [near, far] = InMemoryTransport.createLinkedPair();
  await (await makeServer({ era: 'legacy' })).connect(far);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(near);
  t.after(() => client.close());
  return client;
}

async function readText(client: Client, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  const [content] = contents;
  assert.ok(content && 'text' in content && content.mimeType === 'text/plain', uri);
  return content.text;
}

async function write(client: Client, name: string, args: Record<string, string> = {}): Promise<string> {
  const { messages } = await client.getPrompt({ name, arguments: args });
  const [message] = messages;
  assert.ok(message?.content.type === 'text' && messages.length === 1);
  return message.content.text;
}

test('a prompt comes with the facts, so that nothing is left to be asked first', async (t) => {
  const client = await connect(t);
  const { prompts } = await client.listPrompts();
  assert.deepEqual(
    prompts.map(({ name }) => name),
    ['explore', 'review_changes', 'find_dead_code'],
  );
  assert.match(
    await write(client, 'explore', { question: 'Cart save' }),
    /Cart save[^]*Cart\.save cart\.py:5/,
  );
  assert.match(await write(client, 'find_dead_code', { path: 'cart.py' }), /in cart\.py can be deleted/);
});

test('what a tool could not do is said in the prompt: there is no repository here', async (t) => {
  assert.match(await write(await connect(t), 'review_changes'), /git/i);
});

test('an unknown prompt or argument, and a missing one, are refused with what there is', async (t) => {
  const client = await connect(t);
  const cases: [string, Record<string, string>, RegExp][] = [
    ['refactor', {}, /no prompt "refactor".*explore, review_changes, find_dead_code/],
    ['explore', {}, /needs the argument "question"/],
    ['explore', { question: '  ' }, /needs the argument "question"/],
    ['explore', { question: 'x', depth: '3' }, /no argument "depth".*question/],
  ];
  for (const [name, args, message] of cases) {
    await assert.rejects(client.getPrompt({ name, arguments: args }), message);
  }
});

test('parameters of the wrong kind are refused as such, each by its name', async (t) => {
  const client = await connect(t);
  const cases: [string, Record<string, unknown>, RegExp][] = [
    ['prompts/get', { name: 'explore', arguments: { question: 3 } }, /"arguments\.question".*number/],
    ['prompts/get', { name: 'explore', arguments: 'x' }, /"arguments".*string/],
    ['prompts/get', { name: 7 }, /"name".*number/],
    ['prompts/list', { cursor: null }, /"cursor".*null/],
    ['resources/read', { uri: [] }, /"uri".*array/],
    ['completion/complete', { ref: { type: 'ref/resource', uri: 'x' }, argument: {} }, /"argument\.name"/],
    ['completion/complete', { ref: { type: 'other' }, argument: { name: 'a', value: '' } }, /"ref\.type"/],
  ];
  for (const [method, params, message] of cases) {
    await assert.rejects(client.request({ method, params }, z.unknown()), (error: Error) => {
      assert.match(error.message, message);
      return (error as { code?: unknown }).code === -32_602;
    });
  }
});

test('status, architecture and any symbol can be read by address', async (t) => {
  const client = await connect(t);
  const { resources } = await client.listResources();
  assert.deepEqual(
    resources.map(({ uri }) => uri),
    ['codebase://status', 'codebase://architecture'],
  );
  assert.match(await readText(client, 'codebase://status'), /shop/);
  assert.match(await readText(client, 'codebase://architecture'), /cart/);
  const { resourceTemplates } = await client.listResourceTemplates();
  assert.deepEqual(
    resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    ['codebase://symbol/{name}'],
  );
  const symbol = await readText(client, 'codebase://symbol/cart.add_item');
  assert.match(symbol, /cart\.items\.append\(item\)/);
  assert.match(symbol, /main/, 'with its callers');
  assert.match(await readText(client, 'codebase://symbol/cart.py%3A9'), /add_item/, 'a place is a name too');
  assert.match(
    await readText(client, 'codebase://symbol/add_itm'),
    /add_item/,
    'a name that is none gets near ones',
  );
});

test('an address that is none is not found', async (t) => {
  const client = await connect(t);
  for (const uri of [
    'codebase://symbol/',
    'codebase://symbol/%E0%A4%A',
    'codebase://other',
    'file:///etc/passwd',
  ]) {
    await assert.rejects(client.readResource({ uri }), /not found/i, uri);
  }
});

test('the name of a symbol is completed, and nothing else is', async (t) => {
  const client = await connect(t);
  const complete = async (uri: string, name: string, value: string) => {
    const ref = { type: 'ref/resource', uri } as const;
    return (await client.complete({ ref, argument: { name, value } })).completion.values;
  };
  assert.deepEqual(await complete('codebase://symbol/{name}', 'name', 'Ca'), ['Cart', 'Cart.save']);
  assert.deepEqual(await complete('codebase://symbol/{name}', 'other', 'Ca'), []);
  const prompt = { type: 'ref/prompt', name: 'explore' } as const;
  const asked = await client.complete({ ref: prompt, argument: { name: 'question', value: 'Ca' } });
  assert.deepEqual(asked.completion.values, []);
});

/** What nobody means to ask. */
const ODD = [
  ' ',
  '\u0000',
  '%',
  '%00',
  '{name}',
  '../../etc/passwd',
  '((((',
  '*',
  '"',
  '--upload-pack=x',
  '𝕏'.repeat(3000),
  'a'.repeat(100_000),
  '\uD800',
];

test('whatever is asked is answered with words or refused with a reason', async (t) => {
  const client = await connect(t);
  const asked = (value: string): (() => Promise<unknown>)[] => [
    () => readText(client, `codebase://symbol/${value}`),
    () => client.readResource({ uri: value }),
    () => write(client, 'explore', { question: value }),
    () => write(client, 'find_dead_code', { path: value }),
    () => write(client, 'review_changes', { since: value }),
    () => write(client, value),
    () =>
      client.complete({
        ref: { type: 'ref/resource', uri: 'codebase://symbol/{name}' },
        argument: { name: 'name', value },
      }),
    () => client.complete({ ref: { type: 'ref/resource', uri: value }, argument: { name: value, value } }),
  ];
  for (const value of ODD) {
    for (const [at, ask] of asked(value).entries()) {
      const answer = await ask().catch((error: Error) => error.message);
      assert.ok(JSON.stringify(answer).length > 10, `${at}: ${value.slice(0, 20)}`);
    }
  }
});
