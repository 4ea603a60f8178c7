// A project that is edited all the time, and questions to which the right answer is known at every moment. What never
// changes must always be answered the same; what changes does so in pairs, so that half of an edit is seen; and row numbers
// shift with every edit, so that an answer put together from two generations names the wrong things.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../process/support/sandbox.ts';
import { replaceFile, writeProject } from './project.ts';
import type { Client } from './session.ts';

type Answer = Record<string, unknown>;

/** A tool call, and what is wrong with its answer; undefined when nothing is. */
export interface Question {
  readonly tool: string;
  readonly arguments: Answer;
  findFault(answer: Answer): string | undefined;
}

const ALWAYS = /(?:aaa|pair)\.ts|\btorn|\bshift/;

/** The state of the project after `edits` edits. */
export function writeMovingProject(sandbox: Sandbox, files: number): void {
  writeProject(sandbox, files);
  sandbox.write(
    'chain.ts',
    [
      'export function chainHead() { return chainMiddle(); }',
      'export function chainMiddle() { return chainTail(); }',
      'export function chainTail() { return 1; }',
      '',
    ].join('\n'),
  );
  editMovingProject(sandbox, 0);
}

/** Both halves of the pair get the number of the edit; what comes first in the order of paths comes and goes. */
export function editMovingProject(sandbox: Sandbox, edit: number): void {
  const shifting = Array.from({ length: edit % 5 }, (_, index) => `export function shift${index}() {}\n`);
  if (shifting.length === 0) rmSync(join(sandbox.root, 'aaa.ts'), { force: true });
  else replaceFile(sandbox, 'aaa.ts', shifting.join(''));
  replaceFile(
    sandbox,
    'pair.ts',
    `export function tornLeft${edit}() { return tornRight${edit}(); }\nexport function tornRight${edit}() {}\n`,
  );
}

/** The lines of a canonical dump that no edit changes. */
export function keepUnchangingLines(dump: string): string {
  return dump
    .split('\n')
    .filter((line) => !ALWAYS.test(line))
    .join('\n');
}

/** The numbers of the edits that an answer about the pair shows, each once. */
function findEdits(answer: Answer): number[] {
  const names = JSON.stringify(answer['results'] ?? []).matchAll(/"name":"torn(?:Left|Right)(\d+)"/g);
  return [...new Set([...names].map(([, edit]) => Number(edit)))];
}

/** The edit that an answer of `PAIR` shows. */
export function getEdit(answer: Answer): number {
  return findEdits(answer)[0] ?? -1;
}

function namesOf(answer: Answer, key: string): string {
  return ((answer[key] ?? []) as Answer[]).map(({ name }) => name).join();
}

export const PAIR: Question = {
  tool: 'search_graph',
  arguments: { query: 'torn' },
  findFault(answer) {
    const edits = findEdits(answer);
    if (answer['total'] === 2 && edits.length === 1) return undefined;
    return `${String(answer['total'])} halves of the edits ${edits.join()}`;
  },
};

/** Questions about what never changes. */
export const QUESTIONS: readonly Question[] = [
  {
    tool: 'search_graph',
    arguments: { query: 'theAnchor' },
    findFault: (answer) => expectText(namesOf(answer, 'results'), 'theAnchor'),
  },
  {
    tool: 'trace_path',
    arguments: { function_name: 'chainHead', direction: 'outbound', depth: 2 },
    findFault: (answer) => expectText(namesOf(answer, 'rows'), 'chainMiddle,chainTail'),
  },
  {
    tool: 'trace_path',
    arguments: { function_name: 'chainTail', direction: 'inbound', depth: 2 },
    findFault: (answer) => expectText(namesOf(answer, 'rows'), 'chainMiddle,chainHead'),
  },
  {
    tool: 'get_code_snippet',
    arguments: { qualified_name: 'chain.chainMiddle', include_neighbors: true },
    findFault: (answer) =>
      expectText(String(answer['source']), 'export function chainMiddle() { return chainTail(); }') ??
      expectEach(JSON.stringify(answer['neighbours']), ['chain.chainHead', 'chain.chainTail']),
  },
  {
    tool: 'explore',
    arguments: { query: 'chainHead' },
    findFault: (answer) =>
      expectText(namesOf(answer, 'symbols'), 'chainHead') ??
      expectEach(JSON.stringify(answer['symbols']), ['return chainMiddle()', 'chain.chainMiddle']),
  },
  {
    tool: 'search_code',
    arguments: { pattern: 'theAnchor' },
    findFault: (answer) =>
      expectText(
        ((answer['results'] ?? []) as Answer[]).map(({ symbol }) => symbol).join(),
        'anchor.theAnchor',
      ),
  },
  { tool: 'index_status', arguments: {}, findFault: () => undefined },
];

function expectText(found: string, wanted: string): string | undefined {
  return found === wanted ? undefined : `"${found}" instead of "${wanted}"`;
}

function expectEach(text: string, wanted: readonly string[]): string | undefined {
  const missing = wanted.filter((one) => !text.includes(one));
  return missing.length === 0 ? undefined : `${missing.join()} is missing`;
}

/** Asks one question; resolves with the answer and what is wrong with it. Rejects with a refusal. */
export async function askQuestion(
  client: Pick<Client, 'call'>,
  question: Question,
): Promise<{ answer: Answer; fault: string | undefined; generation: number }> {
  const answer = await client.call(question.tool, question.arguments);
  const { generation } = answer['freshness'] as { generation: number | null };
  return { answer, fault: question.findFault(answer), generation: generation ?? 0 };
}
