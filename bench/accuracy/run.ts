// `npm run accuracy -- --suite <name> --data <folder> [--list wrong|missing|all] [--category <text>] [--option k=v]…`:
// precision and recall of our edges against a truth that nobody here wrote. A suite is a file in suites/.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeResult } from '../report.ts';
import { findOurGraph } from './ourEdges.ts';
import { formatMistakes, formatScores, precisionOf, recallOf, sumOf } from './report.ts';
import { Score } from './score.ts';
import type { Suite, SuiteContext } from './suite.ts';
import { installTool } from './tools.ts';

const suitesFolder = join(import.meta.dirname, 'suites');

const { values } = parseArgs({
  options: {
    suite: { type: 'string' },
    data: { type: 'string' },
    /** Only categories and cases that hold this text. */
    only: { type: 'string', default: '' },
    list: { type: 'string', default: 'none' },
    option: { type: 'string', multiple: true, default: [] },
  },
});

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

async function main(): Promise<void> {
  const suite = await loadSuite(values.suite);
  if (values.data === undefined || !existsSync(values.data))
    throw new Error(`--data has to name an existing folder: ${suite.data}`);
  const versions: Record<string, string> = {};
  const context: SuiteContext = {
    data: realpathSync(resolve(values.data)),
    options: new Map(values.option.map(readOption)),
    log: (line) => process.stderr.write(`${line}\n`),
    installTool,
    noteVersion: (of, version) => void (versions[of] = version),
  };
  const score = new Score();
  let cases = 0;
  for await (const one of suite.load(context)) {
    if (!`${one.category} ${one.name}`.includes(values.only)) continue;
    cases++;
    const { folder, exclude = [], includeGenerated = false, edgeKinds = ['CALLS'] } = one;
    score.addCase(one, await findOurGraph({ folder, exclude, includeGenerated }, edgeKinds));
  }
  if (cases === 0) throw new Error(`No case was found in ${context.data}: ${suite.data}`);
  printResult(suite, score, cases, versions);
}

function printResult(
  suite: Suite,
  score: Score,
  cases: number,
  versions: Readonly<Record<string, string>>,
): void {
  const { categories, mistakes } = score;
  const listed = mistakes.filter(({ kind }) => values.list === 'all' || values.list === kind);
  if (listed.length > 0) process.stdout.write(`${formatMistakes(listed)}\n\n`);
  const tools = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  process.stdout.write(`${suite.name}: ${suite.description}\n${cases} cases; ${tools.join(', ')}\n\n`);
  process.stdout.write(`${formatScores(categories)}\n`);
  const total = sumOf(categories);
  const figures = {
    precisionOfExact: precisionOf(total.exact),
    precision: precisionOf(total.all),
    recall: recallOf(total.all),
  };
  const result = { suite: suite.name, cases, versions, figures, total, categories, mistakes };
  process.stdout.write(`\nWritten to ${writeResult(`accuracy-${suite.name}`, result)}\n`);
}

async function loadSuite(name: string | undefined): Promise<Suite> {
  const names = readdirSync(suitesFolder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));
  if (name === undefined || !names.includes(name))
    throw new Error(`--suite has to be one of: ${names.join(', ')}`);
  const loaded = (await import(join(suitesFolder, `${name}.ts`))) as { readonly suite: Suite };
  return loaded.suite;
}

function readOption(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
