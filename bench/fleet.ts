// A fleet of any size, and what asking it costs. `generate` makes repositories of two kinds: copies of exported ones under names of their
// own, of which each lacks other rows, and made-up ones that use names of all others. `measure` asks it and says what each question took.
//
//   node bench/fleet.ts generate --base <exported commits> --out <folder> --repositories 1000 --copies 200 --edges 20000
//   node bench/fleet.ts measure --data <folder> [--clickhouse http://a:8123,http://b:8123 --cluster name]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ClickHouse } from '../server/fleet/clickhouse.ts';
import { openCluster } from '../server/fleet/clusterTables.ts';
import { listCommits, openCommit, pathOf } from '../server/fleet/dataFolder.ts';
import type { StoredCommit } from '../server/fleet/dataFolder.ts';
import { DuckDb, quoteText } from '../server/fleet/duckdb.ts';
import type { FleetEngine } from '../server/fleet/engine.ts';
import { openFiles } from '../server/fleet/filesEngine.ts';
import { makeKeyFilter } from '../server/fleet/keyFilter.ts';
import { loadFleet } from '../server/fleet/load.ts';
import type { FleetQuestion } from '../server/fleet/messages.ts';
import { answerQuestion } from '../server/fleet/questions.ts';
import { columnsOf, TABLE_NAMES, TABLES, type TableName } from '../server/fleet/tables.ts';

const DATABASE = 'fleet_bench';
/** Definitions and public names of a made-up repository. */
const SYMBOLS = 2000;
const NAMES = 400;
const ROUNDS = 5;
const SQL_TYPES = { text: 'VARCHAR', u64: 'UBIGINT', u32: 'UINTEGER', u8: 'UTINYINT' } as const;

const key = (...parts: string[]): string =>
  `CAST('0x' || left(sha256(${parts.join(' || chr(0) || ')}), 16) AS UBIGINT)`;

/** The path of the file that the n-th definition of a made-up repository is in. */
const file = (n: string): string => `'src/file' || (${n} % 100) || '.ts'`;

/** The rows of the `at`-th made-up repository, whose uses of others are of those before it. */
function makeUp(at: number, edges: number): Readonly<Record<TableName, string>> {
  const me = `'made-${at}'`;
  const symbol = (n: string) => key("'symbol'", me, `CAST(${n} AS VARCHAR)`);
  const other = `(hash(e, ${at}) % ${Math.max(1, at)})`;
  // A few packages and names are used by very many, most by few.
  const name = `(CASE WHEN e % 3 = 0 THEN hash(e) % 10 ELSE hash(e, ${at}, 1) % ${NAMES} END)`;
  const outside = `(e % 7 = 0 AND ${at} > 0)`;
  const target = `'made-' || ${other}`;
  return {
    repositories: `SELECT ${me} AS repository, 'c1' AS commit_id, '' AS exported_at, '' AS indexed_at, '' AS program, 100 AS files, ${SYMBOLS} AS symbols, ${edges} AS edges, '' AS not_listed`,
    packages: `SELECT ${me} AS repository, 'package.json' AS path, 'npm' AS manager, ${me} AS package, '1.2.3' AS version, requires, CASE WHEN requires = '' THEN '' ELSE '^1.0.0' END AS accepts FROM (SELECT CASE WHEN e = 0 THEN '' ELSE ${target} END AS requires FROM range(20) AS t(e))`,
    files: `SELECT ${me} AS repository, ${file('n')} AS path, 'typescript' AS language, 200 AS lines, 6000 AS bytes, 'indexed' AS status, '' AS owners FROM range(100) AS t(n)`,
    symbols: `SELECT ${me} AS repository, ${symbol('n')} AS symbol_key, 'codebase-memory npm ' || ${me} || ' 1.2.3 f' || n || '().' AS symbol, 'npm' AS manager, ${me} AS package, '1.2.3' AS version, 'Function' AS kind, 'f' || n AS name, 'src.f' || n AS qualified, ${file('n')} AS path, n // 100 * 9 + 1 AS line, n // 100 * 9 + 8 AS end_line, 1 AS exported, 0 AS test, CASE WHEN n % 97 = 0 THEN 1 ELSE 0 END AS deprecated, CASE WHEN n % 50 = 0 THEN CAST(n % 1000 + 1 AS UBIGINT) ELSE hash(n, ${at}) END AS body_key, '@team-' || (n % 7) AS owners FROM range(${SYMBOLS}) AS t(n)`,
    names: `SELECT ${me} AS repository, ${key("'name'", "'npm'", me, "'f' || n")} AS name_key, 'npm' AS manager, ${me} AS package, '1.2.3' AS version, 'f' || n AS name, 0 AS member, 'Function' AS kind, ${file('n')} AS path, n // 100 * 9 + 1 AS line, CASE WHEN n % 97 = 0 THEN 1 ELSE 0 END AS deprecated, ${symbol('n')} AS symbol_key, ${symbol('n')} AS top_key, '' AS other_package, '' AS other_name FROM range(${NAMES}) AS t(n)`,
    edges: `SELECT ${me} AS repository, CASE WHEN ${outside} THEN ${key("'name'", "'npm'", target, `'f' || ${name}`)} ELSE ${symbol(`hash(e, ${at}, 2) % ${SYMBOLS}`)} END AS target_key, ${symbol(`e % ${SYMBOLS}`)} AS source_key, 'src.f' || (e % ${SYMBOLS}) AS source, 'CALLS' AS kind, CASE WHEN e % 5 = 0 THEN 'inferred' ELSE 'exact' END AS tier, 'import' AS reason, ${file(`(e % ${SYMBOLS})`)} AS path, e // ${SYMBOLS} + e % ${SYMBOLS} // 100 * 9 AS line, 0 AS test, '@team-' || (e % 7) AS owners, CASE WHEN ${outside} THEN 1 ELSE 0 END AS outside, CASE WHEN ${outside} THEN 'npm' ELSE '' END AS manager, CASE WHEN ${outside} THEN ${target} ELSE '' END AS package, CASE WHEN ${outside} THEN 'f' || ${name} ELSE '' END AS name, CASE WHEN ${outside} THEN '^1.0.0' ELSE '' END AS accepts FROM range(${edges}) AS t(e)`,
  };
}

/** The rows of the `at`-th copy of a commit: other names and keys, and each hundredth use left out, another one in each copy. */
function copyOf(base: StoredCommit, at: number): Readonly<Record<TableName, string>> {
  const mine = `repository || '-copy-${at}' AS repository`;
  const own = (column: string) => `CASE WHEN ${column} = 0 THEN 0 ELSE xor(${column}, hash(${at})) END`;
  const from = (table: TableName) => `FROM read_parquet(${quoteText(pathOf(base, table))})`;
  const renamed = `package || '-copy-${at}'`;
  return {
    repositories: `SELECT * REPLACE (${mine}) ${from('repositories')}`,
    packages: `SELECT * REPLACE (${mine}, ${renamed} AS package) ${from('packages')}`,
    files: `SELECT * REPLACE (${mine}) ${from('files')}`,
    symbols: `SELECT * REPLACE (${mine}, ${own('symbol_key')} AS symbol_key, ${renamed} AS package) ${from('symbols')}`,
    names: `SELECT * REPLACE (${mine}, ${key("'name'", 'manager', renamed, 'name')} AS name_key, ${renamed} AS package, ${own('symbol_key')} AS symbol_key, ${own('top_key')} AS top_key) ${from('names')}`,
    edges: `SELECT * REPLACE (${mine}, CASE WHEN outside = 1 THEN target_key ELSE ${own('target_key')} END AS target_key, ${own('source_key')} AS source_key) ${from('edges')} WHERE hash(path, line, ${at}) % 100 <> 0`,
  };
}

async function writeCommit(
  duck: DuckDb,
  data: string,
  repository: string,
  rows: Readonly<Record<TableName, string>>,
): Promise<void> {
  const place = openCommit(data, repository, 'c1');
  const counts: [TableName, number][] = [];
  for (const table of TABLE_NAMES) {
    const path = quoteText(join(place.folder, place.fileOf(table)));
    const columns = columnsOf(table).map(([name, type]) => `CAST(${name} AS ${SQL_TYPES[type]}) AS ${name}`);
    await duck.run(
      `COPY (SELECT ${columns.join(', ')} FROM (${rows[table]}) ORDER BY ${TABLES[table].order.join(', ')}) TO ${path} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)`,
    );
    const [row] = await duck.rows(`SELECT count(*) FROM read_parquet(${path})`);
    counts.push([table, Number(row?.[0])]);
  }
  const written = (table: TableName) => `read_parquet(${quoteText(join(place.folder, place.fileOf(table)))})`;
  const list = async (sql: string) => (await duck.rows(sql)).map(([one]) => String(one));
  const said = {
    repository,
    commit: 'c1',
    exportedAt: new Date().toISOString(),
    indexedAt: new Date().toISOString(),
  };
  place.publish(
    {
      ...said,
      program: 'bench',
      uses: await list(
        `SELECT DISTINCT manager || ' ' || package FROM ${written('edges')} WHERE outside = 1`,
      ),
      offers: await list(`SELECT DISTINCT manager || ' ' || package FROM ${written('names')}`),
      handsOn: await list(
        `SELECT DISTINCT manager || ' ' || other_package FROM ${written('names')} WHERE other_package <> ''`,
      ),
      targets: makeKeyFilter(
        (await list(`SELECT DISTINCT target_key FROM ${written('edges')}`)).map((one) => BigInt(one)),
      ),
      notListed: [],
    },
    Object.fromEntries(counts) as Record<TableName, number>,
  );
}

async function generate(values: Record<string, string | undefined>): Promise<void> {
  const [repositories, copies, edges] = [values['repositories'], values['copies'], values['edges']].map(
    Number,
  );
  const bases = values['base'] === undefined ? [] : listCommits(values['base']);
  const duck = await DuckDb.open();
  const isKept = bases.length > 0 ? copies! : 0;
  for (let at = Number(values['first']); at < repositories!; at++) {
    const base = bases[at % Math.max(1, bases.length)];
    if (at < isKept)
      await writeCommit(duck, values['out']!, `${base!.repository}-copy-${at}`, copyOf(base!, at));
    else await writeCommit(duck, values['out']!, `made-${at - isKept}`, makeUp(at - isKept, edges!));
  }
  await duck.close();
}

/** About a package of the fleet. */
const questionsAbout = (from: string): readonly FleetQuestion[] => [
  { name: 'users', subject: `${from}:f1` },
  { name: 'users', subject: `${from}:f333` },
  { name: 'users', subject: `${from}:f1`, by: 'repository' },
  { name: 'breaks', subject: `${from}:f333`, depth: 2 },
  { name: 'dependents', subject: `${from}@1.2.3` },
  { name: 'unused' },
  { name: 'deprecated' },
  { name: 'duplicates' },
];

async function measure(values: Record<string, string | undefined>): Promise<void> {
  const data = values['data']!;
  const signal = new AbortController().signal;
  const commits = listCommits(data);
  const edges = commits.reduce((sum, { files }) => sum + files.edges.rows, 0);
  process.stdout.write(`${JSON.stringify({ repositories: commits.length, edges })}\n`);
  const addresses = values['clickhouse']?.split(',');
  if (addresses) {
    const job = {
      type: 'load',
      data,
      addresses,
      database: DATABASE,
      cluster: values['cluster'],
      isPruned: false,
    } as const;
    const loaded = await loadFleet(job, signal);
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stdout.write(
      `${JSON.stringify({ ...loaded, edgesPerSecond: Math.round(loaded.edges / loaded.seconds), peakMb })}\n`,
    );
  }
  const answers = new Map<string, string>();
  const open: (() => Promise<FleetEngine>)[] = [
    async () => openFiles(data, await DuckDb.open()),
    ...(addresses ? [() => openCluster(new ClickHouse(addresses[0]!, signal), DATABASE)] : []),
  ];
  for (const opener of open) {
    for (const question of questionsAbout(values['package']!)) {
      const times: number[] = [];
      let said = '';
      for (let round = 0; round < (question.name === 'users' ? ROUNDS : 1); round++) {
        // Each time from nothing, as the command does.
        const start = performance.now();
        const engine = await opener();
        const answer = await answerQuestion(engine, question);
        times.push(performance.now() - start);
        said = JSON.stringify([answer.total, answer.rows]);
        await engine.close();
      }
      times.sort((a, b) => a - b);
      const id = JSON.stringify(question);
      const before = answers.get(id);
      answers.set(id, said);
      const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
      const isSame = before === undefined ? undefined : before === said;
      process.stdout.write(
        `${JSON.stringify({ ...question, total: JSON.parse(said)[0], ms: Math.round(times[times.length >> 1]!), peakMb, isSame })}\n`,
      );
    }
  }
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string' },
    out: { type: 'string' },
    /** The first one to make: several processes can share the work. */
    first: { type: 'string', default: '0' },
    repositories: { type: 'string', default: '1000' },
    copies: { type: 'string', default: '200' },
    edges: { type: 'string', default: '20000' },
    data: { type: 'string' },
    package: { type: 'string', default: 'made-3' },
    clickhouse: { type: 'string' },
    cluster: { type: 'string' },
  },
});
await (positionals[0] === 'generate' ? generate(values) : measure(values));
