// What a session pays before it has asked anything: the list of tools and the instructions, counted as o200k_base counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { Client } from '@modelcontextprotocol/client';
import { createMcpServerFactory, INSTRUCTIONS } from '../../server/mcp/server.ts';
import { offerOver } from './offer.ts';
import { openShop } from './toolsWorkspace.ts';

test('the tools of the default profile cost a session at most 3,200 tokens', async (t) => {
  const shop = await openShop(t);
  const makeServer = createMcpServerFactory(
    offerOver(shop),
    { version: '1.0.0', instructions: INSTRUCTIONS },
    () => 'default',
  );
  const [near, far] = InMemoryTransport.createLinkedPair();
  const server = await makeServer({ era: 'legacy' });
  await server.connect(far);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(near);
  t.after(() => client.close());
  const { tools } = await client.listTools();
  const tokens = countTokens(JSON.stringify({ tools }));
  assert.ok(tokens <= 3200, `${tokens} tokens`);
  assert.ok(tools.length >= 8);
});

test('the instructions cost at most 350 tokens and are not cut by a client that cuts at 2,048 characters', () => {
  assert.ok(countTokens(INSTRUCTIONS) <= 350, `${countTokens(INSTRUCTIONS)} tokens`);
  assert.ok(INSTRUCTIONS.length <= 2048, `${INSTRUCTIONS.length} characters`);
});
