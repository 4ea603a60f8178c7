// The same questions to ClickHouse: the answers are those of DuckDB, to the row, whatever died on the way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { askFleet } from '../../server/fleet/askFleet.ts';
import { ClickHouse } from '../../server/fleet/clickhouse.ts';
import { openCluster } from '../../server/fleet/clusterTables.ts';
import { listCommits, pathOf } from '../../server/fleet/dataFolder.ts';
import { DuckDb } from '../../server/fleet/duckdb.ts';
import { openFiles } from '../../server/fleet/filesEngine.ts';
import { loadFleet } from '../../server/fleet/load.ts';
import { answerQuestion } from '../../server/fleet/questions.ts';
import type { FleetQuestion, LoadedData } from '../../server/fleet/messages.ts';
import { makeFolder } from '../team/teamTree.ts';
import { ASKED } from './askedQuestions.ts';
import { exportTrees, FleetTree, TREES } from './fleetTrees.ts';
import { Shards, withoutCluster } from './shards.ts';

const skip = withoutCluster;
const SIGNAL = new AbortController().signal;
/** Texts that formats between the engines could change. */
const ODD = {
  'package.json': JSON.stringify({
    name: 'o\'dd, "pack\\age"',
    version: '1',
    dependencies: { tools: '>=1,<"2"' },
  }),
  "we'ird \\ na,me.js": "const { old } = require('tools');\nexports.ünï = function ünï() { old(); };\n",
};

const ended: (() => void)[] = [];
let shards: Shards;
let data = '';

before(async () => {
  if (skip) return;
  const t = { after: (work: () => void) => void ended.push(work) } as never;
  data = await exportTrees(t, { ...TREES, odd: ODD });
  shards = await Shards.start(makeFolder(t));
  Object.assign(process.env, shards.environment);
});
after(async () => {
  if (skip) return;
  // It is missing when it could not be started.
  await (shards as Shards | undefined)?.close();
  for (const work of ended) work();
});

function load(database: string, more: { isPruned?: boolean; from?: string } = {}): Promise<LoadedData> {
  const { isPruned = false, from = data } = more;
  const { addresses } = shards;
  return loadFleet({ type: 'load', data: from, addresses, database, cluster: 'fleet', isPruned }, SIGNAL);
}

async function compare(database: string, questions: readonly FleetQuestion[], from = data): Promise<void> {
  const files = openFiles(from, await DuckDb.open());
  const cluster = await openCluster(new ClickHouse(shards.addresses[1]!, SIGNAL), database);
  for (const question of questions) {
    const expected = await answerQuestion(files, question);
    assert.deepEqual(await answerQuestion(cluster, question), expected, JSON.stringify(question));
  }
  await Promise.all([files.close(), cluster.close()]);
}

const counts = async (database: string) =>
  Promise.all(
    ['edges', 'names', 'symbols'].map((table) => shards.run(0, `SELECT count(*) FROM ${database}.${table}`)),
  );

test('fifty questions have the same answers, to the row, and rows lie on both shards', { skip }, async () => {
  const { loaded, alreadyThere } = await load('one');
  assert.deepEqual([loaded, alreadyThere], [7, 0]);
  await compare('one', ASKED);
  for (const at of [0, 1] as const)
    assert.ok(Number(await shards.run(at, 'SELECT count(*) FROM one.edges_rows')) > 5);
});

test('what is loaded twice is there once', { skip }, async () => {
  await load('twice');
  const rows = await counts('twice');
  assert.deepEqual((await load('twice')).alreadyThere, 7);
  assert.deepEqual(await counts('twice'), rows);
});

test(
  'a load that dies half-way is not seen, and a repeated one brings the same rows',
  { skip },
  async (t) => {
    const database = 'dead';
    const folder = join(makeFolder(t), 'data');
    cpSync(join(data, 'legacy'), join(folder, 'legacy'), { recursive: true });
    await load(database, { from: folder });
    cpSync(data, folder, { recursive: true });
    // Edges come last: everything else of all repositories is there when these can't be read.
    const file = pathOf(listCommits(folder).at(-1)!, 'edges');
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.alloc(whole.length, 7));
    await assert.rejects(load(database, { from: folder }), /DuckDB: .*parquet/);
    assert.ok(Number(await shards.run(0, 'SELECT count(*) FROM dead.names')) > 40);
    const address = shards.addresses[0]!;
    const ask = (question: FleetQuestion) =>
      askFleet({ type: 'query', place: { kind: 'clickhouse', address, database }, question }, SIGNAL);
    assert.deepEqual(
      (await ask({ name: 'repositories' })).rows.map(([one]) => one),
      ['legacy'],
    );
    writeFileSync(file, whole);
    await load(database, { from: folder });
    await compare(database, ASKED.slice(0, 8));
  },
);

test(
  'rows of dead loads and of replaced commits are taken out when that is asked for',
  { skip },
  async (t) => {
    const tree = new FleetTree(t, 'tools', TREES['tools']!);
    const folder = await exportTrees(t, { legacy: TREES['legacy']! });
    await tree.export(folder);
    await load('pruned', { from: folder });
    const [rows] = await counts('pruned');
    await tree.export(folder);
    assert.equal((await load('pruned', { from: folder })).loaded, 1);
    assert.notEqual((await counts('pruned'))[0], rows);
    await compare('pruned', [{ name: 'users', subject: 'tools:old' }, { name: 'unused' }], folder);
    assert.ok((await load('pruned', { from: folder, isPruned: true })).removed > 10);
    await shards.settle(0, 'pruned');
    await shards.settle(1, 'pruned');
    assert.equal((await counts('pruned'))[0], rows);
    await compare('pruned', [{ name: 'users', subject: 'tools:old' }, { name: 'unused' }], folder);
  },
);

test(
  'a shard that dies in a load or before a question costs an error that says what to do',
  { skip },
  async () => {
    await load('shot');
    await shards.kill(1);
    const place = { kind: 'clickhouse', address: shards.addresses[0]!, database: 'shot' } as const;
    const question = { name: 'users', subject: 'tools:old' };
    await assert.rejects(
      askFleet({ type: 'query', place, question }, SIGNAL),
      /ClickHouse: http:\/\/127\.0\.0\.1:\d+ says: /,
    );
    await assert.rejects(load('shot2'), /can't be reached, .* Start it, or name another address/);
    await shards.startOne(1);
    await compare('shot', ASKED.slice(0, 4));
    await load('shot2');
    await compare('shot2', ASKED.slice(0, 4));
  },
);

test(
  'a server that is killed in the middle of a statement, an insert or a load costs an error, and no half of it is seen',
  { skip },
  async (t) => {
    await load('middle');
    const rows = await counts('middle');
    const server = new ClickHouse(shards.addresses[1]!, SIGNAL);
    const isSaid = /can't be reached, or ended while it was asked/;
    const asked = assert.rejects(server.rows('SELECT count(*) FROM system.numbers'), isSaid);
    await shards.killWhile(1, 'FROM system.numbers');
    await asked;
    await shards.startOne(1);
    // What is never all there: the first rows come, more than a server waits for before it begins, and then nothing.
    const pipe = join(makeFolder(t), 'rows');
    execFileSync('mkfifo', [pipe]);
    const writer = createWriteStream(pipe).on('error', () => {});
    writer.write('1,"x","half","","",1\n'.repeat(100_000));
    const inserted = assert.rejects(server.insertFile('middle.commits_rows', pipe), isSaid);
    await shards.killWhile(1, 'INSERT INTO middle.commits_rows');
    await inserted;
    writer.destroy();
    await server.close();
    await shards.startOne(1);
    assert.equal(await shards.run(1, "SELECT count(*) FROM middle.commits WHERE repository = 'x'"), '0');
    assert.deepEqual(await counts('middle'), rows);
    await compare('middle', ASKED.slice(0, 4));
    // Whenever it comes, as soon as the first table has rows.
    const loading = Promise.allSettled([load('middle2')]);
    await shards.killOnce(1, 'SELECT count(*) FROM middle2.symbols_rows');
    await loading;
    await shards.startOne(1);
    await load('middle2');
    await compare('middle2', ASKED.slice(0, 4));
  },
);

test('wrong users, names and places are refused with what to do', { skip }, async () => {
  const ask = (address: string, database: string) =>
    askFleet(
      { type: 'query', place: { kind: 'clickhouse', address, database }, question: { name: 'unused' } },
      SIGNAL,
    );
  const [address] = shards.addresses as [string];
  await assert.rejects(ask(address, 'nowhere'), /has no data of a fleet\. Load some with/);
  await assert.rejects(ask(address, 'no; where'), /is no name of a database/);
  await assert.rejects(ask('file:///x', 'one'), /is no address of a ClickHouse/);
  await assert.rejects(
    ask('http://user:word@127.0.0.1:1', 'one'),
    /Name user and password in CBM_CLICKHOUSE_USER/,
  );
  await assert.rejects(ask('http://127.0.0.1:1', 'one'), /can't be reached/);
  process.env['CBM_CLICKHOUSE_PASSWORD'] = 'wrong';
  try {
    await assert.rejects(ask(address, 'one'), /does not let this user in\. Set CBM_CLICKHOUSE_USER/);
  } finally {
    Object.assign(process.env, shards.environment);
  }
  await load('old');
  await shards.run(0, 'ALTER TABLE old.commits_rows DELETE WHERE 1');
  await shards.settle(0, 'old');
  await assert.rejects(ask(address, 'old'), /holds no commit\. Load some/);
  await shards.run(0, "INSERT INTO old.commits_rows VALUES (1, 'x', 'c', '', '', 99)");
  await assert.rejects(ask(address, 'old'), /has tables of version 99, and this program reads 1/);
  const job = {
    type: 'load',
    data,
    addresses: shards.addresses,
    database: 'x',
    cluster: undefined,
    isPruned: false,
  } as const;
  await assert.rejects(loadFleet(job, SIGNAL), /Several shards are a cluster/);
});

test('one server needs no cluster', { skip }, async () => {
  const addresses = shards.addresses.slice(0, 1);
  await loadFleet(
    { type: 'load', data, addresses, database: 'single', cluster: undefined, isPruned: false },
    SIGNAL,
  );
  const place = { kind: 'clickhouse', address: addresses[0]!, database: 'single' } as const;
  for (const question of ASKED.filter((_, at) => at % 7 === 0))
    assert.deepEqual(
      await askFleet({ type: 'query', place, question }, SIGNAL),
      await askFleet({ type: 'query', place: { kind: 'folder', data }, question }, SIGNAL),
    );
});
