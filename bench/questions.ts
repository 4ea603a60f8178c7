// `npm run bench:questions`: asks explore the natural-language questions of test/questions/, as a session would with no other
// argument, and tells how often the right symbol comes first, how often it is in the answer at all, and what answers cost.
// nl-*.json are the questions that the floors are for; unseen-*.json were written before a change of the ranking and are
// there to see whether it holds elsewhere.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { z } from 'zod';
import { fetchCorpus } from './corpora.ts';
import { formatTable, median, writeResult } from './report.ts';
import { BenchWorkspace } from './server.ts';

const questionsFolder = join(import.meta.dirname, '..', 'test', 'questions');

/** A project and what is asked about it; `symbols` are the right answers, each as good as the others. */
const questionSet = z.object({
  project: z.string(),
  /** The weights of the ranking were chosen with these questions. */
  isTunedOn: z.boolean(),
  questions: z.array(z.object({ question: z.string(), symbols: z.array(z.string()) })),
});
const named = z.object({ qualified_name: z.string() });
const exploration = z.object({ symbols: z.array(named), others: z.array(named).default([]) });

const results = readdirSync(questionsFolder)
  .filter((file) => /^(?:nl|unseen)-.*\.json$/.test(file))
  .map((file) => askAll(questionSet.parse(JSON.parse(readFileSync(join(questionsFolder, file), 'utf8')))));

const rows = results.map(({ project, isTunedOn, asked, first, inAnswer, tokens }) => [
  project,
  isTunedOn ? 'yes' : 'no',
  ...[asked, first, inAnswer, median(tokens), Math.max(...tokens)].map(String),
]);
const headings = ['project', 'tuned on', 'questions', 'first', 'in the answer', 'median tokens', 'most'];
process.stdout.write(`${formatTable(headings, rows)}\n`);
for (const { missed } of results)
  for (const question of missed) process.stdout.write(`missed: ${question}\n`);
process.stdout.write(`\nWritten to ${writeResult('questions', { results })}\n`);

function askAll({ project, isTunedOn, questions }: z.infer<typeof questionSet>) {
  using workspace = new BenchWorkspace(fetchCorpus(project).folder);
  workspace.index();
  const tokens: number[] = [];
  const missed: string[] = [];
  let first = 0;
  for (const { question, symbols } of questions) {
    const ask = (...more: string[]): string =>
      workspace.run('query', 'explore', '--arg', `query=${question}`, ...more);
    tokens.push(countTokens(ask()));
    const answer = exploration.parse(JSON.parse(ask('--arg', 'format=json')));
    const names = [...answer.symbols, ...answer.others].map((row) => row.qualified_name);
    const at = names.findIndex((name) => symbols.some((right) => `.${name}`.endsWith(`.${right}`)));
    if (at === 0) first++;
    if (at < 0) missed.push(question);
  }
  const asked = questions.length;
  return { project, isTunedOn, asked, first, inAnswer: asked - missed.length, tokens, missed };
}
