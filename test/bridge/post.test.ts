import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { MAX_ANSWER_CHARS, postMessage } from '../../server/bridge/post.ts';
import type { Target } from '../../server/bridge/post.ts';
import { makeProof } from '../../server/ownership/epoch.ts';

const TOKEN = 'a'.repeat(43);

/** A server that knows the token and answers each message as `answer` does. */
async function serve(t: TestContext, answer: (response: ServerResponse) => void): Promise<Target> {
  const server = createServer((request, response) => {
    const challenge = /challenge=(.*)$/.exec(request.url ?? '')?.[1];
    if (challenge === undefined) return answer(response);
    const proof = makeProof(TOKEN, 'server', String(request.headers.host), challenge);
    response.end(JSON.stringify({ proof }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}/mcp`, token: TOKEN };
}

/** Sends `piece` until there is too much of it or nobody listens. */
function sendWithoutEnd(response: ServerResponse, piece: string): void {
  const send = (): void => {
    while (!response.destroyed && response.write(piece));
    response.once('drain', send);
  };
  send();
}

for (const [what, type, piece] of [
  ['an event', 'text/event-stream', `data: ${'x'.repeat(65_536)}`],
  ['lines of an event', 'text/event-stream', `data: ${'x'.repeat(65_536)}\n`],
  ['a body', 'application/json', 'x'.repeat(65_536)],
] as const) {
  test(`${what} without an end is given up, and the connection with it`, async (t) => {
    const gone = Promise.withResolvers<void>();
    const target = await serve(t, (response) => {
      response.once('close', gone.resolve);
      response.writeHead(200, { 'content-type': type });
      sendWithoutEnd(response, piece);
    });
    const result = await postMessage(target, '{}', {}, () => {}, AbortSignal.timeout(60_000));
    assert.deepEqual(result, { ended: 'too long' });
    await gone.promise;
  });
}

test('many events are no long answer', async (t) => {
  const data = 'x'.repeat(1_048_576);
  const events = Math.ceil(MAX_ANSWER_CHARS / data.length) + 2;
  const target = await serve(t, (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let event = 0; event < events; event += 1) response.write(`data: ${data}\n\n`);
    response.end();
  });
  let heard = 0;
  const result = await postMessage(target, '{}', {}, () => (heard += 1), AbortSignal.timeout(60_000));
  assert.deepEqual([result, heard], [{ ended: 'answered' }, events]);
});
