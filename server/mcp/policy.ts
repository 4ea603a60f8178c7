// What all tools share, in one place: names, validation, project, cursor, deadline, token budget, freshness stamp and
// errors as results. Knows neither a tool nor the transport.

import { CodedError, messageOf } from '../errors.ts';
import type { WorkspaceChanges } from '../indexer/changesMessages.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';
import { createEchoShortener } from './echoes.ts';
import type { EchoShortener } from './echoes.ts';
import { cutText, estimateTokens, fitRows, shortenLists } from './budget.ts';
import { decodeCursor, encodeCursor, type CursorScope } from './cursor.ts';
import { NotIndexed, ToolNotOffered, ToolTimedOut, UnknownTool } from './errors.ts';
import type { Queries } from '../queries/client.ts';
import type { ToolRegistry } from './registry.ts';
import { isOffered } from './profile.ts';
import { NO_MEMORY } from './sessionMemory.ts';
import { noteMoment, renderStamp, stampFreshness } from './stamp.ts';
import type { Stamp, Tool, ToolContext } from './tool.ts';
import { checkProject, validateArguments } from './validate.ts';

/** The longest a tool may take. The store stops its own queries earlier. */
export const TOOL_BUDGET_MS = 20_000;

/** Files of an answer of which it is looked up whether the index holds them wholly. */
const MAX_CHECKED_FILES = 200;

/** Of the files of an answer those that it names first are what was asked about. */
const MAX_NOTED_FILES = 20;

type Arguments = Readonly<Record<string, unknown>>;

/** The tools over a context, ready for the transport. `callTool` never rejects: errors are results. */
export function createToolRegistry(tools: readonly Tool[], context: ToolContext): ToolRegistry {
  const byName = new Map(
    tools.flatMap((tool) => [tool.name, ...tool.aliases].map((name) => [name, tool] as const)),
  );
  return {
    tools: tools.map((tool) => ({
      name: tool.name,
      title: tool.title,
      description: tool.description,
      input: tool.inputSchema,
      readOnly: tool.readOnly,
      isDestructive: tool.isDestructive,
      idempotent: tool.isIdempotent,
      profile: tool.profile,
      alwaysLoad: tool.alwaysLoad,
      ...(tool.searchHint === undefined ? {} : { searchHint: tool.searchHint }),
      ...(tool.page === undefined ? {} : { page: tool.page }),
      takesAnyProject: tool.takesAnyProject,
      answersWithoutIndex: tool.answersWithoutIndex,
      isTextSearch: tool.isTextSearch,
    })),
    answersEarly: (name, args) => byName.get(name)?.answersEarly(args) ?? false,
    async callTool(name, args) {
      const echoes = createEchoShortener({ [name]: args });
      try {
        const tool = byName.get(name);
        if (!tool) {
          throw UnknownTool(
            name,
            tools.filter((each) => isOffered(each, context.profile())).map((each) => each.name),
            tools.map((each) => each.name),
          );
        }
        if (!isOffered(tool, context.profile())) throw ToolNotOffered(name);
        return await callWithin(tool, args, echoes, context, TOOL_BUDGET_MS);
      } catch (thrown) {
        return describeFailure(thrown, { [name]: args });
      }
    },
  };
}

async function callWithin(
  tool: Tool,
  args: Arguments,
  echoes: EchoShortener,
  context: ToolContext,
  budgetMs: number,
): Promise<ToolCallResult> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(ToolTimedOut(tool.name, budgetMs));
    }, budgetMs);
  });
  try {
    return await Promise.race([call(tool, args, echoes, context, abort.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function call(
  tool: Tool,
  given: Arguments,
  echoes: EchoShortener,
  context: ToolContext,
  signal: AbortSignal,
): Promise<ToolCallResult> {
  const { max_tokens, wait_fresh_ms, format, cursor, again, ...rest } = validateArguments(tool, given);
  const { project, ...others } = rest;
  if (!tool.takesAnyProject) checkProject(project, context.workspace);
  const args = tool.takesAnyProject ? rest : others;
  if (Number(wait_fresh_ms) > 0) await context.waitFresh(Number(wait_fresh_ms));
  const { generation } = context.freshness();
  if (generation === null && !tool.answersWithoutIndex && !isEarly(tool, given, context))
    throw NotIndexed(describeProgress(context));
  const maxTokens = Number(max_tokens);
  const decodeFor = (scope: CursorScope) => (typeof cursor === 'string' ? decodeCursor(scope, cursor) : 0);
  const offset = decodeFor({ tool: tool.name, generation, args });
  // Who asks for rows is a program: it keeps them, or not, as it likes.
  const memory = format === 'json' ? undefined : context.asking()?.memory.open(tool.name, again === true);
  let changes: Promise<WorkspaceChanges> | undefined;
  const run = async (queries: Queries) => {
    const found = await tool.run(args, {
      queries,
      readOneState: (read, onAnswer) => context.readOneState(read, onAnswer),
      workspace: context.workspace,
      workspaces: context.workspaces,
      readText: (path) => context.readText(path),
      readBytes: (path) => context.readBytes(path),
      decisions: context.decisions,
      observed: context.observed,
      findMentions: (names) => context.findMentions(names, signal),
      findWord: (name, budgetMs) => context.findWord(name, budgetMs),
      // Which rows of the index answer changes nothing of what git says: it is asked once, however often the tool runs.
      findChanges: (question) => (changes ??= context.findChanges(question, signal)),
      findOccurrences: (names) => context.findOccurrences(names, signal),
      searchTexts: (question) => context.searchTexts(question, signal),
      askFleet: (question) => context.askFleet(question, signal),
      unsaved: () => context.unsaved(),
      status: () => context.status(),
      freshness: () => context.freshness(),
      waitFresh: (patienceMs) => context.waitFresh(patienceMs),
      requestIndex: (isFresh) => context.requestIndex(isFresh),
      profile: () => context.profile(),
      asking: () => context.asking(),
      noteAsked: (files) => context.noteAsked(files),
      offset,
      maxTokens,
      given: memory ?? NO_MEMORY,
      signal,
    });
    const answer = echoes.rows(found);
    const files = tool.files(answer);
    const touched = [...new Set(files)].slice(0, MAX_CHECKED_FILES);
    const isKnown = context.freshness().generation !== null && touched.length > 0;
    return { answer, files, problems: isKnown ? await queries.listFileProblems({ files: touched }) : [] };
  };
  let moment = noteMoment(context);
  const note = () => {
    moment = noteMoment(context);
  };
  // What writes must not do so twice, and asks little.
  const { answer, files, problems } = await (tool.readOnly
    ? context.readOneState(run, note)
    : run(context.queries).finally(note));
  context.noteAsked(files.slice(0, MAX_NOTED_FILES));
  const freshness = stampFreshness(context, moment, files, problems);
  const scope: CursorScope = { tool: tool.name, generation: freshness.generation, args };
  decodeFor(scope);
  const stampText = renderStamp(freshness, files);
  const render = (part: Arguments): string => {
    if (format === 'json') return JSON.stringify(part);
    return [tool.render(part), ...listTail(part)].filter(Boolean).join('\n');
  };
  const listTail = (part: Arguments): string[] => [
    typeof part['next_cursor'] === 'string' ? `more: cursor=${part['next_cursor']}` : '',
    stampText,
  ];
  /** What does not get shorter by leaving out rows is cut as a text, and is not remembered as given. */
  const finish = (part: Arguments, text: string): ToolCallResult => {
    const isWithin = estimateTokens(text) <= maxTokens;
    if (format === 'json' || isWithin) {
      memory?.noteGiven(tool.sources(part));
      // A program wants all of it, unless it says how much.
      const isWhole = isWithin || given['max_tokens'] === undefined;
      const brief = { ...part, freshness: withoutBlanks(freshness) };
      const shortest = isWhole ? text : shortenLists(brief, tool.rows, maxTokens);
      return toResult(part, shortest, isEmpty);
    }
    const tail = listTail(part).filter(Boolean);
    const left = Math.max(0, maxTokens - estimateTokens(tail.join('\n')));
    return toResult(part, [cutText(tool.render(part), left), ...tail].join('\n'), isEmpty);
  };
  const stamped = { ...answer, freshness };
  const isEmpty = tool.isEmpty(answer);
  if (tool.rows === undefined) return finish(stamped, render(stamped));
  const total = Number(answer['total'] ?? 0);
  const start = firstRow(answer, offset);
  const complete = (part: Arguments, kept: number): Arguments =>
    start + kept < total ? { ...part, next_cursor: encodeCursor(scope, start + kept) } : part;
  const fitted = fitRows(stamped, tool.rows, maxTokens, complete, render);
  return finish(fitted.answer, fitted.text);
}

/** Whether the definitions that are known during the first index answer this call. */
function isEarly(tool: Tool, args: Arguments, context: ToolContext): boolean {
  return (context.freshness().earlyFiles ?? 0) > 0 && tool.answersEarly(args);
}

/** Tools that take an `offset` of their own tell where their first row stands among all. */
function firstRow(answer: Arguments, offset: number): number {
  return typeof answer['offset'] === 'number' ? answer['offset'] : offset;
}

/** A stamp without the fields in which there is nothing to say. */
function withoutBlanks(stamp: Stamp): Partial<Stamp> {
  return Object.fromEntries(Object.entries(stamp).filter(([, value]) => !isBlank(value)));
}

function isBlank(value: unknown): boolean {
  return value === false || value === 0 || (Array.isArray(value) && value.length === 0);
}

function toResult(structuredContent: Arguments, text: string, isEmpty: boolean): ToolCallResult {
  return { structuredContent, content: [{ type: 'text', text }], ...(isEmpty ? { isEmpty } : {}) };
}

function describeProgress(context: ToolContext): string {
  const { progress } = context.status();
  return progress && progress.totalFiles > 0
    ? ` (${progress.phase}: ${progress.files} of ${progress.totalFiles} files)`
    : '';
}

/** What stands in the way of a call with these arguments, as a result that an agent reads. */
export function describeFailure(thrown: unknown, args: Arguments): ToolCallResult {
  const code = thrown instanceof CodedError ? thrown.code : 'INTERNAL';
  const text = `${code}: ${createEchoShortener(args).text(messageOf(thrown))}`;
  return { content: [{ type: 'text', text }], isError: true, code };
}
