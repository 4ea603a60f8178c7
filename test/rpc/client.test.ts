import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { PROTOCOL_VERSION } from '../../server/protocol/status.ts';
import { dialRpc } from '../../server/rpc/client.ts';
import { createSandbox } from '../process/support/sandbox.ts';

const hello = { token: '', kind: 'window', version: '1.0.0', protocol: PROTOCOL_VERSION } as const;

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
    socket.on('data', () => {
      if (!isGreeted) socket.write(frame({ id: 0, result: { version: '', epoch: '' } }));
      else {
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
