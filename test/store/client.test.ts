import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createQueries } from '../../server/queries/client.ts';
import { startStore } from '../../server/store/client.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { GraphBuilder, shopGraph, temporaryDirectory } from './graphBuilder.ts';

const entryFile = join(import.meta.dirname, 'storeWorker.ts');

test('questions are answered from the generation that was current when they were asked', async (t) => {
  const directory = temporaryDirectory(t);
  const [first, second] = [join(directory, 'graph-1.db'), join(directory, 'graph-2.db')];
  writeGeneration(first, shopGraph(), { epoch: 'one' });
  writeGeneration(second, new GraphBuilder().build(), { epoch: 'two' });
  const store = startStore({ entryFile, mmapBytes: 0 });
  t.after(() => store.close());
  const queries = createQueries(store);
  assert.deepEqual(await store.switchTo(first), { epoch: 'one' });
  const before = queries.searchGraph({ query: 'save', limit: 10, offset: 0 });
  const switched = store.switchTo(second);
  const after = queries.searchGraph({ query: 'save', limit: 10, offset: 0 });
  assert.equal((await before).total, 2);
  assert.deepEqual(await switched, { epoch: 'two' });
  assert.equal((await after).total, 0);
  assert.ok(!existsSync(`${first}-wal`), 'the old file is closed');
});

test('a file that can not be opened leaves the old generation serving', async (t) => {
  const directory = temporaryDirectory(t);
  const file = join(directory, 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  const store = startStore({ entryFile, mmapBytes: 0 });
  t.after(() => store.close());
  await store.switchTo(file);
  await assert.rejects(store.switchTo(join(directory, 'missing.db')), { code: 'STORE_UNREADABLE' });
  assert.equal((await createQueries(store).searchGraph({ query: 'save', limit: 10, offset: 0 })).total, 2);
  assert.equal(await store.verify('quick'), 'ok');
});

test('closing answers what was asked, leaves no log and refuses what comes later', async (t) => {
  const directory = temporaryDirectory(t);
  const file = join(directory, 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  const store = startStore({ entryFile, mmapBytes: 0 });
  await store.switchTo(file);
  const asked = store.ask('searchGraph', { query: 'save', limit: 10, offset: 0 });
  await Promise.all([store.close(), store.close()]);
  assert.equal(((await asked) as { total: number }).total, 2);
  assert.deepEqual(readdirSync(directory), ['graph-1.db', 'graph-1.db-sums']);
  await assert.rejects(store.ask('searchGraph', {}), { code: 'STORE_CLOSED' });
});

test('an unknown question and a question without a generation are errors with a code', async (t) => {
  const store = startStore({ entryFile, mmapBytes: 0 });
  t.after(() => store.close());
  await assert.rejects(store.ask('searchGraph', {}), { code: 'STORE_CLOSED' });
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  await store.switchTo(file);
  await assert.rejects(store.ask('toString', {}), { code: 'UNKNOWN_QUERY' });
});

test('a thread that dies rejects what waits and says so once', async () => {
  const { promise, resolve } = Promise.withResolvers<Error>();
  const missing = join(import.meta.dirname, 'no-such-worker.ts');
  const store = startStore({ entryFile: missing, mmapBytes: 0, onCrash: resolve });
  await assert.rejects(store.ask('searchGraph', {}), { code: 'STORE_CLOSED' });
  assert.match((await promise).message, /thread failed/);
});
