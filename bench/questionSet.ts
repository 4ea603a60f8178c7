// The questions of test/questions/routes-*.json: what is asked of a project, what a right answer says, and two ways to it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const questionsFolder = join(import.meta.dirname, '..', 'test', 'questions');

const question = z.strictObject({
  question: z.string(),
  /** Asked without the name of anything in the code. */
  isInWords: z.boolean().default(false),
  /** Facts of the right answer: names and texts, or places as file:line. */
  must: z.array(z.string()).min(1),
  /** What an answer of a tool says only when it is wrong; a search prints it among the rest. */
  mustNot: z.array(z.string()).default([]),
  /** The commands of one who knows the language and searches with care: finds the places, then reads around them. */
  search: z.array(z.string()).min(1),
  calls: z
    .array(z.strictObject({ tool: z.string(), arguments: z.record(z.string(), z.unknown()) }))
    .min(1)
    .max(2),
  /** Why the tools were found not to know it; told while that is so. */
  why: z.string().optional(),
});
const questionsOfProject = z.strictObject({
  /** The name of a corpus. */
  project: z.string(),
  language: z.string(),
  questions: z.array(question),
});

export type Question = z.infer<typeof question>;
export type ProjectQuestions = z.infer<typeof questionsOfProject>;

/** All questions, by project. */
export function loadQuestions(): ProjectQuestions[] {
  return readdirSync(questionsFolder)
    .filter((file) => file.startsWith('routes-'))
    .toSorted()
    .map((file) => questionsOfProject.parse(JSON.parse(readFileSync(join(questionsFolder, file), 'utf8'))));
}

/**
 * What is wrong with an answer: the facts of `must` that it lacks and those of `mustNot` that it says. A place counts as
 * said where its line number follows its path, in the same line or below a line that starts a group of that file.
 */
export function findFaults(answer: string, { must, mustNot }: Pick<Question, 'must' | 'mustNot'>): string[] {
  const places = findPlaces(answer);
  const says = (fact: string) =>
    isPlace(fact) ? places.has(fact) : new RegExp(`(?<![\\w$])${escapePattern(fact)}(?![\\w$])`).test(answer);
  return [
    ...must.filter((fact) => !says(fact)).map((fact) => `lacks ${fact}`),
    ...mustNot.filter(says).map((fact) => `says ${fact}`),
  ];
}

function escapePattern(text: string): string {
  return text.replaceAll(/[$*+?.()[\]{}|\\^/]/g, String.raw`\$&`);
}

const PATH = /[\w$@.-]+(?:\/[\w$@.-]+)*\.(?:py|go|ts|tsx|js|c|h)\b/g;

function isPlace(fact: string): boolean {
  return /\.\w+:\d+$/.test(fact);
}

/** Each number of the text with each path of its line, or with the path that the last line before it named. */
function findPlaces(text: string): ReadonlySet<string> {
  const places = new Set<string>();
  let paths: readonly string[] = [];
  for (const line of text.split('\n')) {
    const named = line.match(PATH);
    if (named) paths = named;
    for (const number of line.match(/(?<![\w.])\d+(?![\w.])/g) ?? [])
      for (const path of paths) places.add(`${path}:${number}`);
  }
  return places;
}
