// `npm run bench:answers -- [--corpus django] [--calls 200] [--only explore]`: how long a session waits for an answer of each
// kind over HTTP, beside the CPU that the server and the programs that it runs take for it, which other load changes little.
// The corpus lies in a git work tree with changed, new and deleted files.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import { formatTable, percentile, writeResult } from './report.ts';
import { pickSymbols } from './sampledSymbols.ts';
import { BenchWorkspace, findUsage } from './server.ts';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'django' },
    calls: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const calls = Number(values.calls);

const SYMBOLS = 60;
/** References of a name that occurs more often are no question of every day. */
const MAX_OCCURRENCES = 500;
/** Of so many files one is changed and copied, and of so many of these one is deleted. */
const CHANGE_EVERY = 60;
const DELETE_EVERY = 10;

/** One kind of question, the arguments of its calls, and what an answer may take on a quiet machine: p50 and p99. */
interface QuestionKind {
  readonly label: string;
  readonly tool: string;
  readonly asks: readonly object[];
  readonly boundsMs: readonly [number, number];
}

const corpus = fetchCorpus(values.corpus);
const folder = mkdtempSync(join(tmpdir(), 'codebase-memory-answers-'));
try {
  cpSync(corpus.folder, join(folder, 'tree'), { recursive: true });
  await measure(join(folder, 'tree'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(root: string): Promise<void> {
  using workspace = new BenchWorkspace(root);
  commitAll(workspace.root);
  workspace.index();
  const dump = workspace.run('dump', '--canonical').split('\n');
  changeTree(workspace.root);
  workspace.index();
  const discovery = await workspace.startServer();
  const results = [];
  for (const kind of await listKinds(
    new EndpointClient(discovery),
    pickSymbols(dump, SYMBOLS, Number(values.seed)),
  )) {
    using client = new EndpointClient(discovery);
    const ask = async (at: number): Promise<number> => {
      const startedAt = performance.now();
      await client.callTool(kind.tool, kind.asks[at % kind.asks.length]!);
      return performance.now() - startedAt;
    };
    const firstMs = await ask(0);
    // What is measured is a server that has answered the like before.
    for (let call = 1; call < Math.min(calls, SYMBOLS); call++) await ask(call);
    const before = findUsage(discovery.pid);
    const samples: number[] = [];
    for (let call = 0; call < calls; call++) samples.push(await ask(call));
    const after = findUsage(discovery.pid);
    results.push({
      label: kind.label,
      boundsMs: kind.boundsMs,
      firstMs,
      p50Ms: percentile(samples, 0.5),
      p99Ms: percentile(samples, 0.99),
      maxMs: Math.max(...samples),
      serverCpuMs: before && after && (after.cpuMs - before.cpuMs) / calls,
      childCpuMs: before && after && (after.childCpuMs - before.childCpuMs) / calls,
    });
  }
  const rows = results.map(
    ({ label, boundsMs: [p50, p99], firstMs, p50Ms, p99Ms, maxMs, serverCpuMs, childCpuMs }) => [
      label,
      ...[firstMs, p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(1)),
      ...[serverCpuMs, childCpuMs].map((ms) => ms?.toFixed(1) ?? ''),
      `${p50}, ${p99}`,
      p50Ms <= p50 && p99Ms <= p99 ? 'holds' : 'over',
    ],
  );
  const headings = [
    corpus.name,
    'first ms',
    'p50 ms',
    'p99 ms',
    'max ms',
    'server CPU ms',
    'git CPU ms',
    'bounds',
    '',
  ];
  process.stdout.write(`${formatTable(headings, rows)}\n`);
  process.stdout.write(`\nWritten to ${writeResult('answers', { corpus: corpus.name, calls, results })}\n`);
}

/** All kinds, with questions about the symbols at these places. */
async function listKinds(client: EndpointClient, places: readonly string[]): Promise<QuestionKind[]> {
  const accounts = await Promise.all(
    places.map(async (place) =>
      readAccount(
        await client.callTool('trace_path', { function_name: place, mode: 'references', limit: 1 }),
      ),
    ),
  );
  const few = places.filter((_, at) => accounts[at]!.count <= MAX_OCCURRENCES);
  const names = accounts.map(({ name }) => name);
  const words = loadQuestions() ?? names.map((name) => name.replaceAll('_', ' '));
  const all: QuestionKind[] = [
    {
      label: 'search_graph by name',
      tool: 'search_graph',
      asks: names.map((name) => ({ name_pattern: name })),
      boundsMs: [3, 15],
    },
    {
      label: 'search_graph by words',
      tool: 'search_graph',
      asks: words.map((query) => ({ query })),
      boundsMs: [3, 15],
    },
    {
      label: 'trace_path',
      tool: 'trace_path',
      asks: places.map((place) => ({ function_name: place, depth: 3 })),
      boundsMs: [3, 15],
    },
    // What a session was given before would not be sent again.
    {
      label: 'explore by words',
      tool: 'explore',
      asks: words.map((query) => ({ query, again: true })),
      boundsMs: [20, 80],
    },
    {
      label: 'explore by name',
      tool: 'explore',
      asks: names.map((query) => ({ query, again: true })),
      boundsMs: [20, 80],
    },
    { label: 'detect_changes', tool: 'detect_changes', asks: [{}], boundsMs: [60, 200] },
    { label: 'get_architecture', tool: 'get_architecture', asks: [{}], boundsMs: [20, 80] },
    {
      label: 'trace_path references',
      tool: 'trace_path',
      asks: few.map((place) => ({ function_name: place, mode: 'references' })),
      boundsMs: [30, 120],
    },
  ];
  return all.filter(({ label }) => label.startsWith(values.only));
}

/** The name that an answer accounts for, and how often it stands in the text. */
function readAccount(answer: unknown): { name: string; count: number } {
  const { content } = answer as { content: readonly { text: string }[] };
  const [, name, count] = /^"(.*?)" stands (\d+)/m.exec(content[0]!.text) ?? [];
  if (name === undefined) throw new Error(`No account in ${content[0]!.text.slice(0, 500)}`);
  return { name, count: Number(count) };
}

/** What `test/questions/` asks in words about this corpus; undefined when it asks nothing. */
function loadQuestions(): readonly string[] | undefined {
  const file = join(import.meta.dirname, '..', 'test', 'questions', `nl-${corpus.name}.json`);
  if (!existsSync(file)) return undefined;
  const { questions } = JSON.parse(readFileSync(file, 'utf8')) as {
    questions: readonly { question: string }[];
  };
  return questions.map(({ question }) => question);
}

function commitAll(root: string): void {
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-q', '-m', 'corpus');
}

/** Changes numbers in some files, so that the definitions around them are others, copies these files and deletes a few. */
function changeTree(root: string): void {
  const sources = git(root, 'ls-files', '-z')
    .split('\0')
    .filter((path) => /\.(?:py|ts|js|go|c)$/.test(path));
  const chosen = sources.filter((_, at) => at % CHANGE_EVERY === 0);
  for (const [at, path] of chosen.entries()) {
    const file = join(root, path);
    const text = readFileSync(file, 'utf8');
    writeFileSync(join(dirname(file), `bench_copy_${at}${extname(file)}`), text);
    if (at % DELETE_EVERY === DELETE_EVERY - 1) rmSync(file);
    else writeFileSync(file, text.replaceAll(/\b[01]\b/g, '7'));
  }
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
