// `npm run bench:reconcile -- [--corpora django,ts] [--names 100]`: asks who uses random symbols, and holds the account of
// their names in the text against what ripgrep counts: the same number, and a sum that comes to it. Needs `rg`.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import { formatTable, percentile, writeResult } from './report.ts';
import { pickSymbols } from './sampledSymbols.ts';
import { BenchWorkspace } from './server.ts';

const { values } = parseArgs({
  options: {
    corpora: { type: 'string', default: 'django,ts,go-subset,js,linux-subset' },
    names: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});

interface Outcome {
  readonly name: string;
  readonly place: string;
  readonly counted: number;
  readonly ripgrep: number;
  readonly sum: number;
  readonly unresolved: number;
  readonly ms: number;
  readonly account: string;
}

const results = [];
const wrong: Outcome[] = [];
for (const corpusName of values.corpora.split(',')) {
  const outcomes = await measure(corpusName, Number(values.names));
  const bad = outcomes.filter(({ counted, ripgrep, sum }) => counted !== ripgrep || sum !== counted);
  wrong.push(...bad);
  const small = outcomes.filter(({ counted }) => counted <= 500).map(({ ms }) => ms);
  results.push({
    corpus: corpusName,
    names: outcomes.length,
    exact: outcomes.length - bad.length,
    occurrences: outcomes.reduce((total, { counted }) => total + counted, 0),
    unresolved: outcomes.reduce((total, { unresolved }) => total + unresolved, 0),
    withoutRest: outcomes.filter(({ unresolved }) => unresolved === 0).length,
    p50Ms: percentile(small, 0.5),
    p99Ms: percentile(small, 0.99),
  });
}
const rows = results.map((one) => [
  one.corpus,
  String(one.names),
  String(one.exact),
  String(one.occurrences),
  String(one.unresolved),
  String(one.withoutRest),
  one.p50Ms.toFixed(1),
  one.p99Ms.toFixed(1),
]);
const headings = ['', 'names', 'exact', 'occurrences', 'unresolved', 'nothing left', 'p50 ms', 'p99 ms'];
process.stdout.write(`${formatTable(headings, rows)}\n`);
for (const { name, place, counted, ripgrep, sum, account } of wrong.slice(0, 20))
  process.stdout.write(
    `\n${name} ${place}: ripgrep ${ripgrep}, counted ${counted}, sum ${sum}\n  ${account}\n`,
  );
process.stdout.write(`\nWritten to ${writeResult('reconcile', { results, wrong })}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;

async function measure(corpusName: string, wanted: number): Promise<Outcome[]> {
  using workspace = new BenchWorkspace(fetchCorpus(corpusName).folder);
  workspace.index();
  const dump = workspace.run('dump', '--canonical').split('\n');
  const files = dump.flatMap((row) => {
    const [kind, path, , , , , status] = row.split('\t');
    return kind === 'file' && status !== 'skipped' ? [path!] : [];
  });
  const places = pickSymbols(dump, wanted, Number(values.seed));
  using client = new EndpointClient(await workspace.startServer());
  // The first question reads every text once.
  await client.callTool('trace_path', { function_name: places[0]!, mode: 'references', limit: 1 });
  const outcomes: Outcome[] = [];
  for (const place of places) {
    const startedAt = performance.now();
    const answer = await client.callTool('trace_path', {
      function_name: place,
      mode: 'references',
      limit: 1,
    });
    const ms = performance.now() - startedAt;
    const account = accountIn(answer);
    const name = /^"(.*?)" stands/.exec(account)?.[1];
    if (name === undefined)
      throw new Error(`${place}: no account in ${JSON.stringify(answer).slice(0, 500)}`);
    outcomes.push({
      name,
      place,
      ...readAccount(account),
      ripgrep: countWords(workspace.root, files, name),
      ms,
      account,
    });
  }
  return outcomes;
}

function accountIn(answer: unknown): string {
  const { content } = answer as { content: readonly { text: string }[] };
  return content[0]!.text.split('\n').find((line) => /^".*" stands \d/.test(line)) ?? '';
}

/** The total that an account names and the sum of its parts. */
function readAccount(account: string): { counted: number; sum: number; unresolved: number } {
  const counted = Number(/ stands (\d+)/.exec(account)?.[1] ?? -1);
  const unresolved = Number(/(\d+) unresolved/.exec(account)?.[1] ?? 0);
  const flat = account.replaceAll(/ \([^()]*(?:\([^()]*\)[^()]*)*\)/g, '');
  const parts = / files?: (.*?)\./.exec(flat)?.[1] ?? '';
  const sum = [...parts.matchAll(/(?:^|[,;] )(\d+)/g)].reduce(
    (total, [, number]) => total + Number(number),
    0,
  );
  return { counted, sum, unresolved };
}

function countWords(root: string, files: readonly string[], name: string): number {
  let total = 0;
  for (let from = 0; from < files.length; from += 2000) {
    const args = [
      '-a',
      '-w',
      '-F',
      '-o',
      '-I',
      '-N',
      '--no-config',
      '-e',
      name,
      '--',
      ...files.slice(from, from + 2000),
    ];
    try {
      const found = execFileSync('rg', args, {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: 'pipe',
      });
      total += found.split('\n').filter((line) => line !== '').length;
    } catch (error) {
      // 1: nothing found.
      if ((error as { status?: number }).status !== 1) throw error;
    }
  }
  return total;
}
