import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import { createNonce, makeProof } from '../../server/ownership/epoch.ts';
import { createHttpListener, MAX_BODY_BYTES } from '../../server/mcp/http.ts';
import type { ToolRegistry } from '../../server/mcp/registry.ts';
import type { ToolProfile } from '../../server/protocol/settings.ts';
import { createMcpServerFactory } from '../../server/mcp/server.ts';
import { offerOver } from './offer.ts';

const token = 't'.repeat(43);

const registry: ToolRegistry = {
  tools: [
    {
      name: 'add',
      title: 'Add',
      description: 'Adds two numbers.',
      input: z.object({ left: z.number().default(1), right: z.number() }),
      readOnly: true,
      alwaysLoad: true,
    },
    {
      name: 'forget',
      title: 'Forget',
      description: 'Forgets all sums.',
      input: z.object({}),
      readOnly: false,
      isDestructive: true,
      profile: 'full',
      searchHint: 'clear',
    },
  ],
  callTool(name, args) {
    if (name !== 'add' || 'extra' in args) {
      const text = `${name} got ${Object.keys(args).join(', ')}`;
      return Promise.resolve({ content: [{ type: 'text', text }], isError: true });
    }
    const sum = Number(args['left']) + Number(args['right']);
    return Promise.resolve({ structuredContent: { sum }, content: [{ type: 'text', text: String(sum) }] });
  },
};

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Endpoint {
  readonly url: string;
  readonly host: string;
  /** Changes which tools are offered, and tells of it. */
  readonly changeProfile: (to: ToolProfile) => void;
  /** Posts to /mcp with valid headers; an undefined header is left out. */
  readonly post: (body: string, headers?: Record<string, string | undefined>) => Promise<Answer>;
  readonly send: (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ) => Promise<Answer>;
}

async function createEndpoint(t: TestContext): Promise<Endpoint> {
  let host = '';
  let profile: ToolProfile = 'default';
  const { listener, drain, noteToolsChanged } = createHttpListener({
    admission: () => ({ host, token }),
    loadMcpServer: async () =>
      createMcpServerFactory(
        offerOver(registry),
        { version: '1.2.3', instructions: 'Use add.' },
        () => profile,
      ),
    health: () => ({ name: 'codebase-memory', epoch: 'e' }),
    onRequest: () => () => {},
    onError: () => {},
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(async () => {
    server.close();
    await drain();
    server.closeAllConnections();
  });
  const send: Endpoint['send'] = (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const outgoing = request(`http://${host}${path}`, { method, headers, agent: false });
      outgoing.once('error', reject);
      outgoing.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      outgoing.end(body);
    });
  return {
    url: `http://${host}/mcp`,
    host,
    send,
    changeProfile(to) {
      profile = to;
      noteToolsChanged();
    },
    post(body, headers = {}) {
      const all = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      };
      const present = Object.entries(all).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      return send('POST', '/mcp', Object.fromEntries(present), body);
    },
  };
}

const listTools = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

function modern(method: string, params: Record<string, unknown> = {}): [string, Record<string, string>] {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const headers: Record<string, string> = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method };
  if (typeof params['name'] === 'string') headers['mcp-name'] = params['name'];
  return [JSON.stringify({ jsonrpc: '2.0', id: 7, method, params: { ...params, _meta } }), headers];
}

function parseResult(answer: Answer): Record<string, unknown> {
  const { result } = JSON.parse(answer.text) as { result?: Record<string, unknown> };
  assert.ok(result, answer.text);
  return result;
}

test('a missing, wrong, shorter or differently made token is refused with 401 and what to do', async (t) => {
  const { post } = await createEndpoint(t);
  for (const authorization of [
    undefined,
    'Bearer wrong',
    `Bearer ${token.slice(1)}`,
    `Basic ${token}`,
    `Bearer ${token}x`,
  ]) {
    const answer = await post(listTools, { authorization });
    assert.equal(answer.status, 401);
    assert.match(answer.text, /UNAUTHORIZED.*codebase-memory/);
    assert.ok(!answer.text.includes(token));
  }
  assert.equal((await post(listTools)).status, 200);
});

test('a foreign Host is refused with 403, also the right name with another port or none', async (t) => {
  const { post, host } = await createEndpoint(t);
  for (const wrong of [
    'evil.example',
    'localhost',
    '127.0.0.1',
    '127.0.0.1:1',
    `localhost:${host.split(':')[1]}`,
  ]) {
    assert.equal((await post(listTools, { host: wrong })).status, 403, wrong);
  }
});

test('what a browser sends along is refused with 403, whatever it says', async (t) => {
  const { post, host } = await createEndpoint(t);
  const fromBrowser: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: `http://${host}` },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-origin' },
  ];
  for (const headers of fromBrowser) assert.equal((await post(listTools, headers)).status, 403);
});

test('a body that is not JSON is refused, by its type with 415 and by its text with 400', async (t) => {
  const { post } = await createEndpoint(t);
  for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded']) {
    assert.equal((await post(listTools, { 'content-type': type })).status, 415);
  }
  assert.equal((await post('{"jsonrpc"')).status, 400);
  assert.equal((await post(listTools, { 'content-type': 'application/json; charset=utf-8' })).status, 200);
});

test('a body over the cap is refused with 413, whether its length was declared or not', async (t) => {
  const { post } = await createEndpoint(t);
  const large = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x'.repeat(MAX_BODY_BYTES) });
  assert.equal((await post(large, { 'content-length': String(large.length) })).status, 413);
  assert.equal((await post(large, { 'transfer-encoding': 'chunked' })).status, 413);
});

test('/health answers without a token, tells no secret, and minds the Host', async (t) => {
  const { send } = await createEndpoint(t);
  const healthy = await send('GET', '/health', {});
  assert.equal(healthy.status, 200);
  assert.deepEqual(JSON.parse(healthy.text), { name: 'codebase-memory', epoch: 'e' });
  assert.equal((await send('GET', '/health', { host: 'evil.example' })).status, 403);
  assert.equal((await send('GET', '/elsewhere', {})).status, 404);
});

test('/health proves to who knows the token that it is known here, for this address', async (t) => {
  const { send, host } = await createEndpoint(t);
  const nonce = createNonce();
  const { text } = await send('GET', `/health?challenge=${nonce}`, {});
  assert.equal(
    (JSON.parse(text) as Record<string, unknown>)['proof'],
    makeProof(token, 'server', host, nonce),
  );
  for (const challenge of ['', 'short', 'x'.repeat(65), 'a b'.repeat(8), `${nonce}&challenge=`]) {
    const answer = await send('GET', `/health?challenge=${encodeURIComponent(challenge)}`, {});
    assert.equal(answer.status, 200);
    assert.doesNotMatch(answer.text, /proof/);
  }
});

test('methods that MCP does not know are refused as such, with the token and without', async (t) => {
  const { send } = await createEndpoint(t);
  const authorization = `Bearer ${token}`;
  for (const method of ['TRACE', 'PUT', 'PATCH', 'OPTIONS', 'PROPFIND']) {
    assert.equal((await send(method, '/mcp', { authorization })).status, 405, method);
    assert.equal((await send(method, '/mcp', {})).status, 401, method);
  }
});

/** A call whose argument is this text. */
function callWith(right: string): string {
  return `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"right":${right}}}}`;
}

test('a message that is nested without end is refused, whatever it says', async (t) => {
  const { post } = await createEndpoint(t);
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  for (const body of [deep, callWith(deep), callWith('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000))]) {
    const { status, text } = await post(body);
    assert.equal(status, 400);
    assert.match(text, /100 levels/);
  }
  assert.equal((await post(callWith('['.repeat(90) + ']'.repeat(90)))).status, 200);
});

test('a request with two Host headers is refused, whichever comes first', async (t) => {
  const { host } = await createEndpoint(t);
  for (const hosts of [
    [host, 'evil.example'],
    ['evil.example', host],
  ]) {
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1');
    const lines = hosts.map((each) => `Host: ${each}\r\n`).join('');
    socket.end(`GET /health HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(String(answer), /^HTTP\/1\.1 403 /);
    socket.destroy();
  }
});

test('a 2025-11-25 client initializes, lists and calls', async (t) => {
  const { url } = await createEndpoint(t);
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
  await client.connect(transport);
  t.after(() => client.close());
  assert.equal(client.getServerVersion()?.name, 'codebase-memory');
  assert.equal(client.getInstructions(), 'Use add.');
  const { tools } = await client.listTools();
  assert.equal(tools[0]?.annotations?.readOnlyHint, true);
  assert.deepEqual(tools[0]?._meta, { 'anthropic/alwaysLoad': true });
  assert.deepEqual(tools[0]?.inputSchema.required, ['right']);
  const result = await client.callTool({ name: 'add', arguments: { left: 2, right: 3 } });
  assert.deepEqual(result.content, [{ type: 'text', text: '5' }]);
  assert.equal(result.structuredContent, undefined, 'a client would hand it to its model beside the text');
  assert.equal(tools[0]?.outputSchema, undefined);
});

test('a 2026-07-28 client discovers, lists and calls', async (t) => {
  const { post } = await createEndpoint(t);
  const discovered = parseResult(await post(...modern('server/discover')));
  assert.deepEqual(discovered['supportedVersions'], ['2026-07-28']);
  const listed = parseResult(await post(...modern('tools/list')));
  assert.equal((listed['tools'] as { name: string }[])[0]?.name, 'add');
  const called = parseResult(
    await post(...modern('tools/call', { name: 'add', arguments: { left: 2, right: 3 } })),
  );
  assert.deepEqual(called['content'], [{ type: 'text', text: '5' }]);
  assert.equal(called['structuredContent'], undefined);
});

test('a tool of the full profile is listed from the moment that profile is chosen, with what it does', async (t) => {
  const endpoint = await createEndpoint(t);
  const list = async () =>
    parseResult(await endpoint.post(...modern('tools/list')))['tools'] as {
      name: string;
      annotations: Record<string, unknown>;
      _meta?: Record<string, unknown>;
    }[];
  assert.deepEqual(
    (await list()).map(({ name }) => name),
    ['add'],
  );
  endpoint.changeProfile('full');
  const [, forget] = await list();
  const { readOnlyHint, destructiveHint, idempotentHint } = forget?.annotations ?? {};
  assert.deepEqual([readOnlyHint, destructiveHint, idempotentHint], [false, true, false]);
  assert.deepEqual(forget?._meta, { 'anthropic/searchHint': 'clear' });
});

test('a client that listens hears that the tools have changed; one of the older era is not promised it', async (t) => {
  const endpoint = await createEndpoint(t);
  const [body, headers] = modern('subscriptions/listen', { notifications: { toolsListChanged: true } });
  const heard = Promise.withResolvers<void>();
  const outgoing = request(endpoint.url, {
    method: 'POST',
    agent: false,
    headers: {
      ...headers,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
  });
  t.after(() => outgoing.destroy());
  outgoing.once('error', () => {});
  outgoing.once('response', (response) => {
    response.once('error', () => {});
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      if (chunk.includes('acknowledged')) endpoint.changeProfile('full');
      if (chunk.includes('notifications/tools/list_changed')) heard.resolve();
    });
  });
  outgoing.end(body);
  await heard.promise;
  const initialize = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  });
  const { text } = await endpoint.post(initialize);
  assert.match(text, /"listChanged":false/);
});

test('unknown tools and arguments reach the registry, which words the error', async (t) => {
  const { post } = await createEndpoint(t);
  const extra = parseResult(
    await post(...modern('tools/call', { name: 'add', arguments: { extra: 1, right: 2 } })),
  );
  assert.equal(extra['isError'], true);
  assert.deepEqual(extra['content'], [{ type: 'text', text: 'add got extra, right' }]);
  const unknown = parseResult(await post(...modern('tools/call', { name: 'nope', arguments: {} })));
  assert.equal(unknown['isError'], true);
});

test('no session is needed and none is given: requests of any order and connection answer', async (t) => {
  const { post, send } = await createEndpoint(t);
  for (let round = 0; round < 3; round += 1) {
    assert.equal((await post(listTools, { 'mcp-protocol-version': '2025-11-25' })).status, 200);
  }
  const authorization = `Bearer ${token}`;
  assert.equal((await send('GET', '/mcp', { authorization, accept: 'text/event-stream' })).status, 405);
  assert.equal((await send('DELETE', '/mcp', { authorization })).status, 405);
});
