// What a window tells of its unsaved documents, over a real socket to handlers that write down what they hear.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { BufferFeed } from '../../../extension/buffers/bufferFeed.ts';
import type { ShownDocument } from '../../../extension/buffers/bufferFeed.ts';
import { PROTOCOL_VERSION } from '../../../server/protocol/status.ts';
import { dialRpc } from '../../../server/rpc/client.ts';
import type { Handlers } from '../../../server/rpc/handlers.ts';
import { listenRpc } from '../../../server/rpc/server.ts';

/** A server that takes small texts of Python files, and a window's feed. */
async function openFeed(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'codebase-memory-feed-'));
  const heard: string[] = [];
  const shown: (readonly string[])[] = [];
  const news = new EventEmitter<{ heard: [] }>();
  const hear = (line: string): void => {
    heard.push(line);
    news.emit('heard');
  };
  const handlers: Partial<Handlers> = {
    'buffers/shown': ({ paths }) => {
      shown.push(paths);
      return {};
    },
    'buffers/accepted': () => ({ extensions: ['.py'], maxBytes: 10 }),
    'buffers/changed': ({ path, version, text }) => {
      hear(`changed ${path} ${version} ${text}`);
      return { isOverlaid: true };
    },
    'buffers/closed': ({ path }) => {
      hear(`closed ${path}`);
      return {};
    },
  };
  const address = { path: join(folder, 'rpc'), token: 'token', epoch: 'epoch', version: '1.0.0' };
  const server = await listenRpc({
    ...address,
    // The feed asks for nothing else.
    handlers: handlers as Handlers,
    onClient: () => undefined,
  });
  const feed = new BufferFeed(
    () => {},
    () => ['/tree/open.py'],
  );
  const connections: { close(): void }[] = [];
  t.after(async () => {
    feed.dispose();
    for (const connection of connections) connection.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    feed,
    heard,
    shown,
    async connect() {
      const hello = { token: 'token', kind: 'window', version: '1.0.0', protocol: PROTOCOL_VERSION } as const;
      const connection = await dialRpc(address.path, hello);
      connections.push(connection);
      feed.connect(connection);
    },
    async hearUntil(count: number) {
      while (heard.length < count) await once(news, 'heard');
      return heard;
    },
  };
}

function shows(path: string, version: number, text: string, isDirty = true): ShownDocument {
  return { path, version, isDirty, getText: () => text };
}

test('edits in a row are one message with the last text, and saving is told', async (t) => {
  const { feed, connect, hearUntil } = await openFeed(t);
  await connect();
  feed.note(shows('/a.py', 1, 'a'));
  feed.note(shows('/a.py', 2, 'ab'));
  feed.note(shows('/a.py', 3, 'abc'));
  assert.deepEqual(await hearUntil(1), ['changed /a.py 3 abc']);
  feed.note(shows('/a.py', 3, 'abc', false));
  assert.deepEqual(await hearUntil(2), ['changed /a.py 3 abc', 'closed /a.py']);
});

test('what was unsaved before there was a connection is told to each new one', async (t) => {
  const { feed, connect, hearUntil } = await openFeed(t);
  feed.note(shows('/a.py', 7, 'a'));
  feed.note(shows('/b.py', 1, 'b'));
  await connect();
  const wanted = ['changed /a.py 7 a', 'changed /b.py 1 b'];
  assert.deepEqual((await hearUntil(2)).toSorted(), wanted);
  feed.forget('/b.py');
  feed.connect(undefined);
  await connect();
  assert.equal((await hearUntil(4)).at(-1), 'changed /a.py 7 a');
});

test('what the server does not take is not sent, and a text that grew too large is withdrawn', async (t) => {
  const { feed, heard, connect, hearUntil } = await openFeed(t);
  await connect();
  feed.note(shows('/a.txt', 1, 'a'));
  feed.note(shows('/big.py', 1, 'x'.repeat(11)));
  feed.note(shows('/a.py', 1, 'a'));
  feed.note(shows('/saved.py', 1, 'a'));
  feed.forget('/saved.py');
  await hearUntil(1);
  feed.note(shows('/a.py', 2, 'é'.repeat(6)));
  await hearUntil(2);
  assert.deepEqual(heard, ['changed /a.py 1 a', 'closed /a.py']);
});

test('each new connection is told first which documents are open', async (t) => {
  const { feed, shown, connect, hearUntil } = await openFeed(t);
  feed.note(shows('/a.py', 1, 'a'));
  await connect();
  await hearUntil(1);
  assert.deepEqual(shown, [['/tree/open.py']]);
  feed.connect(undefined);
  await connect();
  await hearUntil(2);
  assert.equal(shown.length, 2);
});
