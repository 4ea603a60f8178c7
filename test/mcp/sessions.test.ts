import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { SESSION_HEADER, Sessions } from '../../server/mcp/sessions.ts';

/** A server that only keeps book, and a way to ask it as a session. */
async function openBook(t: TestContext) {
  let changes = 0;
  const sessions = new Sessions(() => (changes += 1));
  const server = createServer((incoming, response) => {
    sessions.run(incoming, { params: { clientInfo: { name: 'client', version: '1' } } }, () => {
      sessions.noteAnswer('explore', { content: [{ type: 'text', text: 'x'.repeat(40) }] });
    });
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return {
    sessions,
    changes: () => changes,
    /** Asks over a connection of its own and resolves when that is closed on both sides. */
    async ask(session: string) {
      const closed = once(server, 'connection').then(([socket]) =>
        once(socket as NodeJS.EventEmitter, 'close'),
      );
      const outgoing = request({ port, agent: false, headers: { [SESSION_HEADER]: session } });
      outgoing.end();
      const [response] = (await once(outgoing, 'response')) as [NodeJS.ReadableStream];
      response.resume();
      await closed;
    },
  };
}

test('calls and tokens of a session add up over its connections', async (t) => {
  const book = await openBook(t);
  await book.ask('a');
  await book.ask('a');
  const [session, ...others] = book.sessions.list();
  assert.equal(others.length, 0);
  assert.deepEqual(
    [session?.client, session?.calls, session?.tokens, session?.lastTool, session?.isConnected],
    ['client', 2, 20, 'explore', false],
  );
  assert.ok(book.changes() >= 4, 'whoever shows it hears of every request, answer and end');
});

test('a session without a connection is forgotten after ten minutes', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const book = await openBook(t);
  await book.ask('early');
  t.mock.timers.tick(540_000);
  await book.ask('late');
  assert.equal(book.sessions.list().length, 2);
  t.mock.timers.tick(120_000);
  assert.equal(book.sessions.list().length, 1);
});

test('a client that always gives another name does not fill the memory', async (t) => {
  const book = await openBook(t);
  for (let n = 0; n < 220; n += 1) await book.ask(`session ${n}`);
  assert.ok(book.sessions.list().length <= 200);
});
