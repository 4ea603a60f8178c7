// Many sessions on one project, with the real engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killServer } from '../process/support/sandbox.ts';
import type { BridgeClient } from '../process/support/sandbox.ts';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

const CALLERS_OF_ADD = ['service.main.checkout', 'service.main.main'];

test('eight bridges at once: one server, one index run, eight correct answers', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const bridges = Array.from({ length: 8 }, () => product.openBridge());
  const answers = await Promise.all(
    bridges.map(async (bridge) => {
      await bridge.initialize();
      return findCallersOfAdd(bridge);
    }),
  );
  assert.equal(answers.length, 8);
  for (const answer of answers) assert.deepEqual(answer, CALLERS_OF_ADD);
  const events = product.readLog().map(({ event }) => event);
  assert.equal(events.filter((event) => event === 'serving').length, 1);
  assert.equal(events.filter((event) => event === 'generation published').length, 1);
  const status = JSON.parse(await product.get(['status', product.root, '--json'])) as Record<string, unknown>;
  assert.deepEqual([status['indexRuns'], status['pid']], [1, product.discovery.pid]);
  assert.deepEqual(await Promise.all(bridges.map((bridge) => bridge.end())), Array(8).fill(0));
});

test('SIGKILL of the server between two calls of a bridge: the second call answers', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const bridge = product.openBridge();
  await bridge.initialize();
  assert.deepEqual(await findCallersOfAdd(bridge), CALLERS_OF_ADD);
  const before = product.discovery;
  await killServer(before);
  assert.deepEqual(await findCallersOfAdd(bridge), CALLERS_OF_ADD);
  assert.notEqual(product.discovery.pid, before.pid);
  assert.equal(await bridge.end(), 0);
});

async function findCallersOfAdd(bridge: BridgeClient): Promise<string[]> {
  const answer = await bridge.call('trace_path', { function_name: 'Cart.add', direction: 'inbound' });
  const callers = answer['rows'] as { qualified_name: string }[];
  return callers.map(({ qualified_name }) => qualified_name).sort();
}
