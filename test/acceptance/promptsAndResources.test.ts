// Prompts, resources and completion of the built product, for clients of both eras of the protocol.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

/** What the newer era says in every request instead of once. */
const MODERN = {
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  },
};

for (const [era, always] of [
  ['2025-11-25', {}],
  ['2026-07-28', MODERN],
] as const) {
  test(`a ${era} session on a bridge gets prompts, reads resources and completes names`, async (t) => {
    const product = new Product(t);
    product.writeAll(SHOP);
    const bridge = product.openBridge();
    if (always !== MODERN) await bridge.initialize();
    const ask = async (method: string, params: Record<string, unknown> = {}): Promise<string> => {
      const answer = await bridge.request(method, { ...params, ...always });
      assert.ok(answer['result'], JSON.stringify(answer));
      return JSON.stringify(answer['result']);
    };
    assert.match(await ask('prompts/list'), /explore.*review_changes.*find_dead_code/);
    const prompt = { name: 'explore', arguments: { question: 'who adds items to a Cart' } };
    assert.match(await ask('prompts/get', prompt), /Cart\.add/);
    assert.match(await ask('resources/list'), /codebase:\/\/status.*codebase:\/\/architecture/);
    assert.match(await ask('resources/templates/list'), /codebase:\/\/symbol\/\{name\}/);
    const symbol = await ask('resources/read', { uri: 'codebase://symbol/Cart.add' });
    assert.match(symbol, /self\.items\.append\(item\)/);
    assert.match(symbol, /checkout/);
    const ref = { type: 'ref/resource', uri: 'codebase://symbol/{name}' };
    const completed = await ask('completion/complete', { ref, argument: { name: 'name', value: 'form' } });
    assert.match(completed, /"formatMoney"/);
    assert.equal(await bridge.end(), 0);
  });
}
