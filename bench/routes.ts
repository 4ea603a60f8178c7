// `npm run bench:routes -- [--project django] [--write]`: answers the questions of test/questions/ twice, by searching and
// reading and by the tools of the built program over MCP, and counts the tokens of both; --write puts the result into
// docs/TOKENS.md. --show prints every answer.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import { findFaults, loadQuestions } from './questionSet.ts';
import type { ProjectQuestions, Question } from './questionSet.ts';
import { formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace } from './server.ts';

const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    write: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});

const tokensFile = join(import.meta.dirname, '..', 'docs', 'TOKENS.md');
const HEADING = '## Sixty questions, two ways';

/** What one way to an answer cost, and what is wrong with the answer. */
interface Route {
  readonly calls: number;
  readonly tokens: number;
  readonly faults: readonly string[];
}

interface Result {
  readonly project: string;
  readonly question: string;
  readonly why: string | undefined;
  readonly tools: Route;
  readonly search: Route;
}

const projects = loadQuestions().filter(
  ({ project }) => values.project === undefined || project === values.project,
);
const results: Result[] = [];
const origins: string[] = [];
for (const project of projects) results.push(...(await askAll(project)));

process.stdout.write(
  `${formatTable(
    ['question', 'tools', 'calls', 'search', 'calls', ''],
    results.map(({ project, question, tools, search }) => [
      `${project}: ${question.slice(0, 60)}`,
      ...[tools.tokens, tools.calls, search.tokens, search.calls].map(String),
      [...tools.faults, ...search.faults.map((fault) => `search ${fault}`)].join(', ').slice(0, 120),
    ]),
  )}\n\n${summarize(results).join('\n')}\n`,
);
process.stdout.write(`\nWritten to ${writeResult('routes', { origins, results })}\n`);
if (values.write) writeSection(formatSection());

async function askAll({ project, language, questions }: ProjectQuestions): Promise<Result[]> {
  const corpus = fetchCorpus(project);
  origins.push(`${language}: ${corpus.origin}`);
  using workspace = new BenchWorkspace(corpus.folder);
  workspace.index();
  const discovery = await workspace.startServer();
  const answered: Result[] = [];
  for (const question of questions) {
    // A session of its own: what one answer gave is not left out of the next.
    using client = new EndpointClient(discovery);
    const tools = await askTools(client, question);
    const search = searchText(workspace.root, question);
    if (values.show) process.stdout.write(`### ${question.question}\n${tools}\n--- searched:\n${search}\n\n`);
    answered.push({
      project,
      question: question.question,
      why: question.why,
      tools: routeOf(question.calls.length, tools, question),
      // Who searches sifts what is found: only what is lacking makes that answer wrong.
      search: routeOf(question.search.length, search, { must: question.must, mustNot: [] }, question.search),
    });
  }
  return answered;
}

/** `known` is what one knows who asks: no token of the answer, but part of what it says. */
function routeOf(
  calls: number,
  answer: string,
  expected: Pick<Question, 'must' | 'mustNot'>,
  known: readonly string[] = [],
): Route {
  return {
    calls,
    tokens: countTokens(answer),
    faults: findFaults([...known, answer].join('\n'), expected),
  };
}

/** The texts of the tools' answers; what a tool refuses to answer counts as it is said. */
async function askTools(client: EndpointClient, { calls }: Question): Promise<string> {
  const texts: string[] = [];
  for (const { tool, arguments: args } of calls) {
    try {
      const { content } = (await client.callTool(tool, args)) as { content: readonly { text: string }[] };
      texts.push(...content.map(({ text }) => text));
    } catch (error) {
      texts.push(String(error));
    }
  }
  return texts.join('\n');
}

/** What the commands print, in the folder of the project. */
function searchText(folder: string, { search }: Question): string {
  return search
    .map((command) => {
      const { error, status, stdout, stderr } = spawnSync('sh', ['-c', command], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      if (error) throw error;
      // ripgrep ends with 1 when nothing matches.
      if (status !== 0 && status !== 1) throw new Error(`${command}: ${stderr}`);
      return stdout;
    })
    .join('\n');
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`;
}

/** The figures of all questions together, a line each. */
function summarize(all: readonly Result[]): string[] {
  const total = (way: 'tools' | 'search', of: 'tokens' | 'calls') =>
    all.reduce((sum, result) => sum + result[way][of], 0);
  const right = (way: 'tools' | 'search') => all.filter((result) => result[way].faults.length === 0).length;
  const tokensOf = (way: 'tools' | 'search') => all.map((result) => result[way].tokens);
  return [
    '| all questions | tools | to reach | search and read |',
    '|:--|--:|--:|--:|',
    row(
      'right',
      `${right('tools')} of ${all.length} (${percent(right('tools'), all.length)})`,
      '95 %',
      `${right('search')} of ${all.length}`,
    ),
    row('tokens in all', total('tools', 'tokens'), '', total('search', 'tokens')),
    row('of the search route', percent(total('tools', 'tokens'), total('search', 'tokens')), '60 %', ''),
    row('median', median(tokensOf('tools')), '700', median(tokensOf('search'))),
    row('most', Math.max(...tokensOf('tools')), '3,000', Math.max(...tokensOf('search'))),
    row(
      'calls a question',
      (total('tools', 'calls') / all.length).toFixed(2),
      '1.3',
      (total('search', 'calls') / all.length).toFixed(2),
    ),
  ];
}

function row(label: string, one: string | number, floor: string, other: string | number): string {
  return `| ${label} | ${one} | ${floor} | ${other} |`;
}

function formatSection(): string {
  const ripgrep = execFileSync('rg', ['--version'], { encoding: 'utf8' }).split('\n', 1)[0];
  const machine = `${cpus()[0]?.model}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${ripgrep}`;
  const failures = results.flatMap(({ project, question, why, tools, search }) => [
    ...tellFaults(`${project}, “${question}”: the tools’ answer`, tools, why),
    ...tellFaults(`${project}, “${question}”: what was searched and read`, search),
  ]);
  return [
    HEADING,
    '',
    `Written by \`npm run bench:routes -- --write\` on ${new Date().toISOString().slice(0, 10)} (${machine}).`,
    '',
    'The questions, their right answers and both ways stand in `test/questions/routes-*.json`: ten for each of six projects,',
    `${projects.flatMap(({ questions }) => questions).filter(({ isInWords }) => isInWords).length} of them in words that name nothing of the code. The right answers were worked out by reading the sources.`,
    'An answer is right when it says every fact, a name or a place as file and line, and nothing that it must not say.',
    '',
    '- **tools**: one or two calls over MCP to the built program, each question in a session of its own, the text of the answers.',
    '- **search and read**: a scripted ripgrep for the name, told to leave out tests where the question does, then `sed` of the',
    '  function around each place, of long functions only the head and eight lines before and after. In words: what one would',
    '  search for first, then the function that is the answer, read at once. It guesses right at the first try and opens',
    '  nothing in vain, so it is less than what an agent spends.',
    '- Tokens are o200k counts (gpt-tokenizer) of what is printed; what is written to ask is left out on both sides.',
    '',
    ...origins.map((origin) => `- ${origin}`),
    '',
    ...summarize(results),
    '',
    '| question | tools | calls | right | search | calls | right |',
    '|:--|--:|--:|:-:|--:|--:|:-:|',
    ...results.map(({ project, question, tools, search }) =>
      [
        '',
        `${project}: ${question.replaceAll('_', String.raw`\_`)}`,
        ...[tools, search].flatMap((route) => [
          route.tokens,
          route.calls,
          route.faults.length === 0 ? 'yes' : 'no',
        ]),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
    '',
    ...(failures.length > 0 ? ['What is wrong:', '', ...failures, ''] : []),
  ].join('\n');
}

function tellFaults(what: string, { faults }: Route, why?: string): string[] {
  return faults.length > 0 ? [`- ${what} ${faults.join(', ')}.${why ? ` ${why}` : ''}`] : [];
}

/** Puts the section in the place of the one that is there, or at the end. */
function writeSection(section: string): void {
  const text = readFileSync(tokensFile, 'utf8');
  const start = text.indexOf(HEADING);
  if (start === -1) {
    writeFileSync(tokensFile, `${text.trimEnd()}\n\n${section}`);
    return;
  }
  const end = text.indexOf('\n## ', start);
  writeFileSync(tokensFile, text.slice(0, start) + section + (end === -1 ? '' : text.slice(end)));
}
