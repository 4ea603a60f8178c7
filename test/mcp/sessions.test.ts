import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { Agent, createServer, IncomingMessage, request } from 'node:http';
import { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { estimateTokens } from '../../server/mcp/budget.ts';
import type { FindEnclosing } from '../../server/mcp/grepRoute.ts';
import { SESSION_HEADER, Sessions } from '../../server/mcp/sessions.ts';

const TEXT = 'x'.repeat(40);
const ANSWER = {
  content: [{ type: 'text' as const, text: TEXT }],
  structuredContent: { symbols: [{ file: 'a.py', line: 12 }] },
};
const find: FindEnclosing = (places) =>
  Promise.resolve(
    places.map(({ file }) => ({ kind: 'Function', file, start_line: 1, end_line: 30 }) as const),
  );

/** A server that only keeps book, and a way to ask it as a session. */
async function openBook(t: TestContext) {
  let changes = 0;
  const estimates = new EventEmitter();
  const sessions = new Sessions(
    () => (changes += 1),
    ({ grepTokens }) => grepTokens > 0 && estimates.emit('made'),
  );
  const server = createServer((incoming, response) => {
    const body = { params: { clientInfo: { name: 'client', version: '1' } } };
    void sessions
      .run(incoming, body, () => sessions.count('explore', () => Promise.resolve(ANSWER), find))
      .then(() => response.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  let sockets = 0;
  server.on('connection', () => (sockets += 1));
  const { port } = server.address() as AddressInfo;
  return {
    sessions,
    port,
    changes: () => changes,
    /** Resolves when what search would have cost is known of another answer. */
    estimated: () => once(estimates, 'made'),
    /** How many connections there have been. */
    sockets: () => sockets,
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
    ['client', 2, 2 * estimateTokens(TEXT), 'explore', false],
  );
  assert.ok(book.changes() >= 4, 'whoever shows it hears of every request, answer and end');
});

test('what search would have cost is counted once for what was read already', async (t) => {
  const book = await openBook(t);
  for (let call = 0; call < 2; call += 1) {
    const estimated = book.estimated();
    await book.ask('a');
    await estimated;
  }
  const [session] = book.sessions.list();
  assert.deepEqual(
    session?.tools.map(({ tool, calls }) => [tool, calls]),
    [['explore', 2]],
  );
  assert.equal(session?.grepTokens, 2 * (estimateTokens('a.py') + 12) + 300);
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

test('what a session was given is known per name, else per connection, and per agent where the client says so', () => {
  const sessions = new Sessions(() => {});
  const memoryOf = (incoming: IncomingMessage, body: unknown = {}) =>
    sessions.run(incoming, body, () => sessions.asking()?.memory);
  const [first, second] = [new Socket(), new Socket()];
  assert.equal(memoryOf(named(first)), memoryOf(named(second)));
  const agent = { params: { _meta: { 'claudecode/agentId': 'reviewer' } } };
  assert.notEqual(memoryOf(named(first), agent), memoryOf(named(first)));
  assert.equal(memoryOf(named(first), agent), memoryOf(named(second), agent));
  assert.equal(memoryOf(nameless(first)), memoryOf(nameless(first)));
  assert.notEqual(memoryOf(nameless(first)), memoryOf(nameless(second)), 'two clients may look alike');
  assert.deepEqual(
    sessions.list().map(({ via }) => via),
    ['bridge', 'http'],
  );
  assert.equal(sessions.asking(), undefined);
});

test('a connection that has ended before its request is looked at does not count as one', () => {
  const sessions = new Sessions(() => {});
  const socket = new Socket();
  const isConnected = () => {
    sessions.run(named(socket), {}, () => {});
    return sessions.list().map((session) => session.isConnected);
  };
  assert.deepEqual(isConnected(), [true]);
  assert.deepEqual(isConnected(), [true]);
  const ended = new Sessions(() => {});
  socket.destroy();
  ended.run(named(socket), {}, () => {});
  assert.deepEqual(
    ended.list().map((session) => session.isConnected),
    [false],
  );
});

test('a client that initializes again has nothing in its context', () => {
  const sessions = new Sessions(() => {});
  const incoming = asking(new Socket(), { [SESSION_HEADER]: 'http-1' });
  const give = (body: unknown) =>
    sessions.run(incoming, body, () => {
      const memory = sessions.asking()?.memory.open('explore', false);
      const lines = Array.from({ length: 40 }, (_, line) => `value = compute(${line})`);
      const block = { file: 'a.py', from: 1, lines };
      const given = memory?.findGiven(block, 'h') !== undefined;
      memory?.noteGiven([block]);
      return given;
    });
  assert.deepEqual(
    [give({}), give({}), give({ method: 'initialize' }), give({})],
    [false, true, false, true],
  );
  assert.equal(
    sessions.run(incoming, {}, () => sessions.asking()?.forgetGiven()),
    1,
  );
  assert.equal(give({}), false);
});

test('a context of another server’s session has a memory here, until it begins anew there', async () => {
  const [here, there] = [new Sessions(() => {}), new Sessions(() => {})];
  const lines = Array.from({ length: 40 }, (_, line) => `value = compute(${line})`);
  const block = { file: 'a.py', from: 1, lines };
  const answers: boolean[] = [];
  const answer = () => {
    const memory = there.asking()?.memory.open('explore', false);
    answers.push(memory?.findGiven(block, 'h') !== undefined);
    memory?.noteGiven([block]);
    return Promise.resolve(ANSWER);
  };
  const incoming = asking(new Socket(), { [SESSION_HEADER]: '1-a' });
  const ask = () =>
    here.run(incoming, {}, () => there.runElsewhere(here.asking()?.memory.name ?? '', answer));
  await ask();
  await ask();
  here.run(incoming, {}, () => here.asking()?.forgetGiven());
  await ask();
  assert.deepEqual(answers, [false, true, false]);
  assert.deepEqual(there.list(), [], 'it is counted where it asked');
});

function named(socket: Socket): IncomingMessage {
  return asking(socket, { [SESSION_HEADER]: '1-a' });
}

function nameless(socket: Socket): IncomingMessage {
  return asking(socket, { 'user-agent': 'client/1' });
}

function asking(socket: Socket, headers: Record<string, string>): IncomingMessage {
  const incoming = new IncomingMessage(socket);
  Object.assign(incoming.headers, headers);
  return incoming;
}

test('a connection that names ever more sessions does not make the server remember them all', async (t) => {
  const book = await openBook(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  for (let count = 0; count < 450; count += 1) {
    const outgoing = request({ port: book.port, agent, headers: { [SESSION_HEADER]: `s${count}` } });
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');
  }
  assert.equal(book.sockets(), 1);
  assert.ok(book.sessions.list().length <= 200, String(book.sessions.list().length));
  assert.equal(book.sessions.list().filter(({ isConnected }) => isConnected).length, 1);
});
