import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findUnrepeatableTools,
  getProtocolHeaders,
  isRequest,
  parseMessage,
} from '../../server/bridge/message.ts';
import { RestartLimit } from '../../server/bridge/restartLimit.ts';

const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };

test('a request of the 2026 era repeats version, method and name in headers, names beyond ASCII encoded', () => {
  assert.deepEqual(
    getProtocolHeaders({ method: 'tools/call', id: 1, params: { name: 'explore', _meta } }, undefined),
    {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'explore',
    },
  );
  const odd = getProtocolHeaders({ method: 'tools/call', id: 1, params: { name: 'é', _meta } }, undefined);
  assert.equal(odd['mcp-name'], '=?base64?w6k=?=');
});

test('a request of the older era carries the negotiated version, initialize none', () => {
  assert.deepEqual(getProtocolHeaders({ method: 'tools/list', id: 1 }, '2025-11-25'), {
    'mcp-protocol-version': '2025-11-25',
  });
  assert.deepEqual(getProtocolHeaders({ method: 'initialize', id: 1 }, '2025-11-25'), {});
});

test('requests, notifications and answers are told apart', () => {
  assert.equal(isRequest({ method: 'ping', id: 0 }), true);
  assert.equal(isRequest({ method: 'notifications/initialized' }), false);
  assert.equal(isRequest({ id: 1 }), false);
  assert.equal(parseMessage('"text"'), undefined);
  assert.equal(parseMessage('{'), undefined);
});

test('only a tool that neither reads only nor is idempotent is not repeated', () => {
  const tools = [
    { name: 'read', annotations: { readOnlyHint: true } },
    { name: 'index', annotations: { readOnlyHint: false, idempotentHint: true } },
    { name: 'append', annotations: { readOnlyHint: false } },
    { name: 'plain' },
  ];
  assert.deepEqual(findUnrepeatableTools({ result: { tools } }), ['append']);
  assert.deepEqual(findUnrepeatableTools({ error: {} }), []);
});

const connect = () => Promise.resolve('server');

test('a server that keeps dying unanswered is not started a sixth time, an answer clears the count', async () => {
  const limit = new RestartLimit();
  for (let round = 0; round < 12; round += 1) {
    await limit.run(connect);
    limit.noteAnswer();
  }
  for (let round = 0; round < 5; round += 1) await limit.run(connect);
  await assert.rejects(limit.run(connect), { code: 'RESTART_LIMIT' });
});
