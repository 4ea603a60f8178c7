import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Graph, GraphDefinitions } from '../../server/graph.ts';
import { createQueries } from '../../server/queries/client.ts';
import { startStore } from '../../server/store/client.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { GraphBuilder, shopGraph, temporaryDirectory } from './graphBuilder.ts';

const entryFile = join(import.meta.dirname, 'storeWorker.ts');

test('definitions answer piece by piece until a generation does, and then they are gone', async (t) => {
  const directory = temporaryDirectory(t);
  const [early, file] = [join(directory, 'early.db.tmp'), join(directory, 'graph-1.db')];
  const store = startStore({ entryFile, mmapBytes: 0 });
  t.after(() => store.close());
  const queries = createQueries(store);
  const find = async (query: string) => {
    const { hits } = await queries.searchGraph({ query, limit: 10, offset: 0 });
    return hits.map(({ qualified_name, file: path, line }) => `${qualified_name} ${path}:${line}`);
  };

  await store.define(early, define('a', 'getUser', 0));
  assert.deepEqual(await find('getUser'), ['a.getUser a.py:1']);
  assert.deepEqual(await find('saveUser'), []);
  await store.define(early, define('b', 'saveUser', 1));
  await store.define(early, define('c', 'getUser', 2));
  assert.deepEqual(await find('saveUser'), ['b.saveUser b.py:1']);
  assert.deepEqual(await find('user'), ['a.getUser a.py:1', 'b.saveUser b.py:1', 'c.getUser c.py:1']);
  const { matches, total } = await queries.getSnippet({ symbol: 'b.saveUser' });
  assert.deepEqual([total, matches[0]?.file], [1, 'b.py']);
  assert.deepEqual(await queries.listFileHashes({ files: ['c.py', 'd.py'] }), ['hash of c.py', '']);

  writeGeneration(file, shopGraph(), {});
  await store.switchTo(file);
  assert.equal(existsSync(early), false);
  assert.deepEqual(await find('getUser'), []);
});

test('definitions that are thrown away answer nothing more, and closing the store throws them away too', async (t) => {
  const directory = temporaryDirectory(t);
  const early = join(directory, 'early.db.tmp');
  const store = startStore({ entryFile, mmapBytes: 0 });
  await store.define(early, define('a', 'getUser', 0));
  await store.undefine();
  await assert.rejects(store.ask('searchGraph', {}), { code: 'STORE_CLOSED' });
  assert.deepEqual(readdirSync(directory), []);
  await store.define(early, define('a', 'getUser', 0));
  await store.close();
  assert.deepEqual(readdirSync(directory), []);
});

/** One file with one function. */
function define(stem: string, name: string, firstId: number): GraphDefinitions {
  const graph = new GraphBuilder();
  graph.symbol('Function', `${stem}.${name}`, graph.file(`${stem}.py`), 1);
  const { files, strings, symbols }: Graph = graph.build();
  return { files, strings, symbols, ids: Int32Array.of(firstId) };
}
