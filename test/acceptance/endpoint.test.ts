// Who the real server answers, and what a caller reads who asks for something that does not exist.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { Product } from './support/product.ts';

const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

test('without its token 401, from a foreign Host or with any Origin 403, else an answer', async (t) => {
  const product = new Product(t);
  product.write('a.py', 'def f(): pass\n');
  await product.get(['index', product.root]);
  const { endpoint, token } = product.discovery;
  const { host, port } = new URL(endpoint);
  const authorization = `Bearer ${token}`;
  const cases: [number, Record<string, string>][] = [
    [200, { authorization }],
    [401, {}],
    [401, { authorization: 'Bearer wrong' }],
    [401, { authorization: `Bearer ${token.slice(0, -1)}` }],
    [401, { authorization: token }],
    [403, { authorization, host: 'evil.example' }],
    [403, { authorization, host: `localhost:${port}` }],
    [403, { authorization, host: '127.0.0.1' }],
    [403, { authorization, origin: 'https://evil.example' }],
    [403, { authorization, origin: `http://${host}` }],
    [403, { authorization, origin: 'null' }],
    [403, { origin: 'https://evil.example' }],
  ];
  for (const [status, headers] of cases) {
    const answer = await post(endpoint, headers);
    assert.equal(answer.status, status, `${JSON.stringify(headers)}: ${answer.text}`);
    assert.ok(!answer.text.includes(token));
  }
  assert.equal((await post(`${endpoint}?token=${token}`, {})).status, 401, 'a token in the address is none');
});

test('the server listens on the loopback address only', async (t) => {
  const product = new Product(t);
  product.write('a.py', 'def f(): pass\n');
  await product.get(['index', product.root]);
  assert.equal(new URL(product.discovery.endpoint).hostname, '127.0.0.1');
  const others = listOtherAddresses();
  const { port } = new URL(product.discovery.endpoint);
  for (const address of others) {
    await assert.rejects(
      post(`http://${address}:${port}/mcp`, {}),
      /ECONNREFUSED|EADDRNOTAVAIL|EHOSTUNREACH/,
    );
  }
});

test('an unknown tool or argument is answered with the ones that exist, as a result an agent reads', async (t) => {
  const product = new Product(t);
  product.write('a.py', 'def f(): pass\n');
  const bridge = product.openBridge();
  await bridge.initialize();
  const ask = async (name: string, args: Record<string, unknown>): Promise<string> => {
    const answer = await bridge.request('tools/call', { name, arguments: args });
    const result = answer['result'] as { isError?: boolean; content: { text: string }[] };
    assert.equal(result.isError, true, JSON.stringify(answer));
    return result.content.map(({ text }) => text).join('\n');
  };
  assert.match(await ask('find_everything', {}), /find_everything.*search_graph.*trace_path.*index_status/s);
  assert.match(await ask('search_graph', { nam_pattern: 'x' }), /nam_pattern.*name_pattern.*file_pattern/s);
  assert.match(await ask('trace_path', {}), /function_name.*missing.*accepts.*function_name/s);
  assert.match(await ask('trace_path', { function_name: 'f', depth: 'deep' }), /depth/);
  assert.match(await ask('search_graph', { name_pattern: '(' }), /name_pattern|pattern/);
  assert.match(await ask('search_graph', { project: 'another' }), /another/);
  assert.equal(await bridge.end(), 0);
});

function listOtherAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}

function post(url: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const all = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    };
    const outgoing = request(url, { method: 'POST', headers: all, agent: false, timeout: 5000 });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.end(LIST);
  });
}
