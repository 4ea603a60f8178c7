import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { openGeneration } from '../../server/store/generation.ts';
import { EDGE_KINDS } from '../../server/protocol/graph.ts';
import { SCHEMA_VERSION } from '../../server/store/schema.ts';
import { sealGeneration } from '../../server/store/sealGeneration.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { openGraph, shopGraph, temporaryDirectory } from './graphBuilder.ts';

test('writing counts what was written, edges by tier', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  const counts = writeGeneration(file, shopGraph(), {});
  const { bytes, ...rows } = counts;
  assert.deepEqual(rows, {
    files: 4,
    symbols: 10,
    edges: 6,
    unresolved: 2,
    edgesByTier: { confirmed: 0, exact: 5, inferred: 1, possible: 0 },
  });
  assert.ok(bytes > 0);
});

test('a site that is listed twice is stored once', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  const graph = shopGraph();
  const { unresolved } = graph;
  const doubled = {
    count: unresolved.count * 2,
    source: twice(unresolved.source),
    name: twice(unresolved.name),
    line: twice(unresolved.line),
    isLocal: Uint8Array.from([...unresolved.isLocal, ...unresolved.isLocal]),
  };
  assert.equal(writeGeneration(file, { ...graph, unresolved: doubled }, {}).unresolved, unresolved.count);
});

test('a written generation is one file and the checksums of its pages, and passes the full check', (t) => {
  const directory = temporaryDirectory(t);
  writeGeneration(join(directory, 'graph-1.db'), shopGraph(), { epoch: 'e1' });
  assert.deepEqual(readdirSync(directory), ['graph-1.db', 'graph-1.db-sums']);
  const generation = openGeneration(join(directory, 'graph-1.db'), { mmapBytes: 0 });
  t.after(() => generation.close());
  assert.equal(generation.verify('integrity'), 'ok');
  assert.deepEqual(generation.meta(), { epoch: 'e1' });
});

test('an open generation has no shared-memory file and refuses every other opener', (t) => {
  const generation = openGraph(t, shopGraph());
  generation.meta();
  assert.ok(!readdirSync(dirname(generation.file)).some((name) => name.endsWith('-shm')));
  const other = new Database(generation.file, { timeout: 0 });
  t.after(() => other.close());
  assert.throws(() => other.prepare('SELECT * FROM meta').all(), { code: 'SQLITE_BUSY' });
  assert.throws(() => openGeneration(generation.file, { mmapBytes: 0 }), { code: 'STORE_BUSY' });
});

test('a file that is no index is refused and left as it is', (t) => {
  const directory = temporaryDirectory(t);
  const garbage = join(directory, 'graph-1.db');
  writeFileSync(garbage, 'not a database, but long enough to be read as one'.repeat(100));
  assert.throws(() => openGeneration(garbage, { mmapBytes: 0 }), { code: 'STORE_DAMAGED' });
  const foreign = join(directory, 'graph-2.db');
  const db = new Database(foreign);
  db.exec('CREATE TABLE t (x)');
  db.close();
  assert.throws(() => openGeneration(foreign, { mmapBytes: 0 }), { code: 'STORE_DAMAGED' });
  assert.deepEqual(readdirSync(directory).sort(), ['graph-1.db', 'graph-2.db']);
});

test('a generation of another schema is refused, a newer one by another code than an older one', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  for (const [schema, code] of [
    [SCHEMA_VERSION + 1, 'STORE_SCHEMA_NEWER'],
    [SCHEMA_VERSION - 1, 'STORE_SCHEMA'],
  ] as const) {
    const db = new Database(file);
    db.pragma(`user_version = ${schema}`);
    db.close();
    sealGeneration(file);
    assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code });
    // One whose sums are of another kind, too.
    rmSync(`${file}-sums`);
    assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code });
  }
});

test('a flipped bit in the schema number is damage, and no reason to refuse the index for ever', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  const db = new Database(file);
  db.pragma(`user_version = ${SCHEMA_VERSION + 2}`);
  db.close();
  assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code: 'STORE_DAMAGED' });
});

test('the mmap size is applied, and a negative one means none', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  const generation = openGeneration(file, { mmapBytes: 1_048_576 });
  t.after(() => generation.close());
  assert.equal(generation.connectionFacts().mmapBytes, 1_048_576);
  generation.setMmapBytes(-5);
  assert.equal(generation.connectionFacts().mmapBytes, 0);
});

test('a query that would never end is stopped at its deadline', (t) => {
  const generation = openGraph(t, shopGraph());
  const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE deadline()`;
  assert.throws(() => generation.withinMs(20, () => generation.values<number>(endless).get()), {
    code: 'QUERY_TIMEOUT',
  });
  assert.equal(generation.values<number>('SELECT count(*) FROM symbol WHERE deadline()').get(), 10);
});

function twice(column: Int32Array): Int32Array {
  return Int32Array.from([...column, ...column]);
}

test('why a database can not be made is said in words that tell what to do', (t) => {
  const file = join(temporaryDirectory(t), 'missing', 'graph-1.db.tmp');
  assert.throws(
    () => writeGeneration(file, shopGraph(), {}),
    /no such file or directory|directory does not exist/,
  );
  const directory = temporaryDirectory(t);
  // A directory where the file should be is one of the many reasons that SQLite has one sentence for.
  assert.throws(() => writeGeneration(directory, shopGraph(), {}), {
    code: 'STORE_UNREADABLE',
    message: /unable to open database file; too many open files/,
  });
});

test('what is laid over calls drops what was derived of edges, and nothing that was derived of symbols', (t) => {
  const generation = openGraph(t, shopGraph());
  const [source, target, line] = generation
    .tuples<[number, number, number]>('SELECT source, target, line FROM edge WHERE kind = ? LIMIT 1')
    .get(EDGE_KINDS.indexOf('CALLS'))!;
  let loads = 0;
  const countSymbols = () =>
    generation.derived('symbols', () => {
      loads += 1;
      return generation.values<number>('SELECT count(*) FROM symbol').get();
    });
  const countCalls = () =>
    generation.derivedOfEdges('calls', (of) => of.values<number>('SELECT count(*) FROM edge').get())!;
  const [symbols, calls] = [countSymbols(), countCalls()];
  const edge = { source, target, line, by: 'Checker' };
  const nothing = { file: 'main.py', confirmed: [], refuted: [], added: [] };

  generation.layOver([{ ...nothing, refuted: [edge] }]);
  assert.deepEqual([countSymbols(), countCalls()], [symbols, calls - 1]);
  generation.layOver([{ ...nothing, added: [{ ...edge, line: line + 1, name: 1 }] }]);
  assert.deepEqual([countSymbols(), countCalls()], [symbols, calls + 1]);
  generation.layOver([{ ...nothing, added: [{ ...edge, name: 1 }] }]);
  assert.equal(countCalls(), calls, 'an edge that is there is none beside it');
  generation.layOver([{ ...nothing, added: [{ ...edge, target: 999_999, name: 1 }] }]);
  assert.equal(countCalls(), calls, 'what it leads to is gone');
  generation.layOver([nothing]);
  assert.equal(countCalls(), calls);
  assert.equal(loads, 1);
});
