import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { PROTOCOL_VERSION } from '../../server/protocol/status.ts';
import { MAX_MESSAGE_BYTES } from '../../server/rpc/boundedReader.ts';
import { dialRpc } from '../../server/rpc/client.ts';
import type { Handlers } from '../../server/rpc/handlers.ts';
import { listenRpc } from '../../server/rpc/server.ts';
import { createSandbox } from '../process/support/sandbox.ts';

const hello = { token: 'secret', kind: 'window', version: '1.0.0', protocol: PROTOCOL_VERSION } as const;

/** A server whose only method tells how long its argument is. */
async function listen(t: TestContext) {
  const path = join(createSandbox(t).root, 'socket');
  const handlers = {
    'query/run': ({ tool }: { tool: string }) => ({ content: [{ type: 'text', text: String(tool.length) }] }),
  } as unknown as Handlers;
  const { token, version } = hello;
  const server = await listenRpc({ path, token, epoch: 'e', version, handlers, onClient: () => undefined });
  t.after(() => server.close());
  return { path, server };
}

async function isClosedBy(path: string, ...pieces: readonly string[]): Promise<boolean> {
  const socket = connect(path);
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  socket.on('error', () => {});
  socket.resume();
  for (const piece of pieces) socket.write(piece);
  await closed;
  return true;
}

test('what is no message ends the connection, and so does a first message without end', async (t) => {
  const { path, server } = await listen(t);
  assert.ok(await isClosedBy(path, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
  assert.ok(await isClosedBy(path, 'Content-Length: -1\r\n\r\n{}'));
  assert.ok(await isClosedBy(path, 'Content-Length: 1e9\r\n\r\n', 'x'.repeat(100_000)));
  assert.ok(await isClosedBy(path, 'Content-Length: 2\r\n\r\n{]'));
  assert.ok(await isClosedBy(path, 'x'.repeat(100_000)));
  assert.equal(server.clientCount(), 0);
});

test('an admitted client may send much, and is told when it is too much, at the cost of that request alone', async (t) => {
  const { path } = await listen(t);
  const connection = await dialRpc(path, hello);
  t.after(() => connection.close());
  const ask = async (length: number) => {
    const { content } = await connection.request('query/run', { tool: 'x'.repeat(length), arguments: {} });
    return content[0]?.text;
  };
  assert.equal(await ask(5_000_000), '5000000');
  await assert.rejects(ask(MAX_MESSAGE_BYTES), { code: 'MESSAGE_TOO_LARGE' });
  assert.equal(await ask(1), '1');
});

test('a client that sends more than is read, whatever it was told, is left', async (t) => {
  const { path } = await listen(t);
  const socket = connect(path);
  socket.on('error', () => {}).resume();
  const first = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'client/hello', params: hello });
  socket.write(`Content-Length: ${Buffer.byteLength(first)}\r\n\r\n${first}`);
  socket.write(`Content-Length: ${MAX_MESSAGE_BYTES * 2}\r\n\r\n`);
  const chunk = Buffer.alloc(1_048_576, 0x20);
  let sent = 0;
  while (!socket.destroyed && sent < MAX_MESSAGE_BYTES * 2) {
    sent += chunk.length;
    if (!socket.write(chunk))
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
  }
  assert.ok(sent < MAX_MESSAGE_BYTES * 1.5, String(sent));
});

test('who introduces itself and is gone at once is no client that stays', async (t) => {
  const { path, server } = await listen(t);
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'client/hello', params: hello });
  const bytes = `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  for (let count = 0; count < 50; count += 1) {
    const socket = connect(path);
    socket.on('error', () => {});
    socket.write(bytes, () => socket.destroy());
    await once(socket, 'close');
  }
  const connection = await dialRpc(path, hello);
  assert.equal((await connection.request('query/run', { tool: 'x', arguments: {} })).content[0]?.text, '1');
  assert.equal(server.clientCount(), 1);
  connection.close();
});
