import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from './support/sandbox.ts';

test('`headers` starts the server that nobody runs and prints headers that its endpoint accepts', async (t) => {
  const sandbox = createSandbox(t);
  const { code, stdout, stderr } = await sandbox.run(['headers', sandbox.root]);
  assert.equal(code, 0, stderr);
  const { endpoint, token } = sandbox.discovery();
  const headers = JSON.parse(stdout) as Record<string, string>;
  assert.equal(headers['Authorization'], `Bearer ${token}`);
  const ask = (given: Record<string, string>) =>
    fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...given,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
    });
  assert.equal((await ask(headers)).status, 200);
  assert.equal((await ask({})).status, 401);
});

test('`headers` refuses a folder that may not be indexed, and prints nothing that a client would send', async (t) => {
  const sandbox = createSandbox(t);
  const { code, stdout, stderr } = await sandbox.run(['headers', '/']);
  assert.equal(code, 66);
  assert.equal(stdout, '');
  assert.notEqual(stderr, '');
});
