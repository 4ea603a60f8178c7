import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeProof } from '../../server/ownership/epoch.ts';
import { PROTOCOL_VERSION } from '../../server/protocol/status.ts';
import { dialRpc } from '../../server/rpc/client.ts';
import { createSandbox } from '../process/support/sandbox.ts';

const hello = { token: 'secret', kind: 'window', version: '1.0.0', protocol: PROTOCOL_VERSION } as const;

/** A message as it goes over the wire. */
function frame(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

test('a connection has ended for its holder only after what came before the end was handed out', async (t) => {
  const path = join(createSandbox(t).root, 'socket');
  const count = 200;
  // Answers the handshake and the question after it; the last answer, many notifications and the end come at once.
  const server = createServer((socket) => {
    let isGreeted = false;
    socket.on('data', (chunk) => {
      if (!isGreeted) {
        const { nonce } = JSON.parse(String(chunk).split('\r\n\r\n')[1] ?? '').params as { nonce: string };
        const proof = makeProof(hello.token, 'server', path, nonce);
        socket.write(frame({ id: 0, result: { version: '', epoch: '', proof } }));
      } else {
        const notes = Array.from({ length: count }, (_, at) =>
          frame({ method: 'server/ending', params: { reason: String(at), stayAway: true } }),
        );
        socket.end(`${notes.join('')}${frame({ id: 1, result: [] })}`);
      }
      isGreeted = true;
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.after(() => server.close());

  const connection = await dialRpc(path, hello);
  const heard: string[] = [];
  connection.onNotification('server/ending', ({ reason }) => heard.push(reason));
  const answer = connection.request('sessions/list', {});
  await connection.closed;
  assert.equal(heard.length, count);
  assert.equal(heard.at(-1), String(count - 1));
  assert.deepEqual(await answer, []);
});

test('a client that meets another program on the socket of its server tells it nothing of the token', async (t) => {
  const path = join(createSandbox(t).root, 'socket');
  let heard = '';
  const impostor = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      heard += String(chunk);
      socket.write(frame({ id: 0, result: { version: '', epoch: '', proof: 'x'.repeat(43) } }));
    });
  });
  await new Promise<void>((resolve) => impostor.listen(path, resolve));
  t.after(() => impostor.close());
  await assert.rejects(dialRpc(path, hello), { code: 'FOREIGN_SERVER' });
  assert.match(heard, /client\/hello/);
  assert.ok(!heard.includes(hello.token));
});

test('a server that takes the connection and says nothing is given up', async (t) => {
  const path = join(createSandbox(t).root, 'socket');
  const silent = createServer((socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => silent.listen(path, resolve));
  t.after(() => silent.close());
  await assert.rejects(dialRpc(path, hello, 50), { code: 'SERVER_GONE' });
});
