// What a tool is: one file that declares its face and answers one kind of question. Everything all tools share
// (validation, deadline, budget, cursor, freshness, errors) is policy.ts and none of a tool's business.

import { z } from 'zod';
import type { FleetAnswer, FleetQuestion } from '../fleet/messages.ts';
import type { ObservedCalls } from '../evidence/observedCalls.ts';
import type { DecisionRecords } from '../discover/decisionRecords.ts';
import type { ChangeQuestion } from '../discover/gitSides.ts';
import type { Mentions } from '../discover/mentions.ts';
import type { Occurrences, WorkspaceChanges } from '../indexer/changesMessages.ts';
import type { TextAnswer, TextSearch } from '../indexer/textMessages.ts';
import type { ToolProfile } from '../protocol/settings.ts';
import type { Freshness, ServerStatus } from '../protocol/status.ts';
import type { Queries } from '../queries/client.ts';
import type { CallMemory, SourceBlock } from './sessionMemory.ts';
import type { AskingSession } from './sessions.ts';
import type { PackedOccurrences } from '../text/packedOccurrences.ts';

/** Files of which a window shows a text that is not saved: paths, sorted. */
export interface UnsavedFiles {
  /** Answered from the unsaved text. */
  readonly overlaid: readonly string[];
  /** Of these, another window shows yet another text. */
  readonly differing: readonly string[];
  /** The index has not caught up with the text, or with its end. */
  readonly pending: readonly string[];
}

/** A workspace that has an index in the cache, as seen from outside of its database. */
export interface IndexedWorkspace {
  /** The last part of the path. */
  readonly name: string;
  readonly root: string;
  readonly generation: number;
  /** When the generation was published, in milliseconds since 1970. */
  readonly indexedAtMs: number;
  /** Of the database and what SQLite keeps beside it. */
  readonly databaseBytes: number;
  /** The server that runs for it; undefined when none is known of. */
  readonly serverPid: number | undefined;
}

/** The indexes in the cache that the served one lies in. Opens no database. */
export interface IndexedWorkspaces {
  /** All of them, by root; the served one among them once it is indexed. */
  list(): readonly IndexedWorkspace[];
  /** Deletes the index of a workspace that no server owns; the bytes that were freed. Rejects with a coded error. */
  delete(workspace: IndexedWorkspace): Promise<number>;
}

/** All that tools may touch of the server. */
export interface ToolContext {
  readonly queries: Queries;
  /**
   * The result of `read`, whose questions are all answered from one state of the index; it may be run more than once.
   * `onAnswer` is called as each answer comes in, while nothing newer is known than what it is of.
   */
  readOneState<Result>(read: (queries: Queries) => Promise<Result>, onAnswer?: () => void): Promise<Result>;
  readonly workspace: { readonly root: string; readonly name: string };
  readonly workspaces: IndexedWorkspaces;
  /** Text and SHA-1 of a file of the workspace as a window shows it unsaved, else from disk, through the read gate. Throws a coded error when it can't be read. */
  readText(path: string): { readonly text: string; readonly hash: string };
  /** The bytes of a file of the workspace, text or not, through the read gate. Throws a coded error when it can't be read. */
  readBytes(path: string): Buffer;
  readonly decisions: DecisionRecords;
  /** Calls that were seen running. */
  readonly observed: ObservedCalls;
  /** Where names stand in the text of the workspace, see Mentions. Rejects with a coded error. */
  findMentions(names: readonly string[], signal: AbortSignal): Promise<Mentions>;
  /** Every occurrence of a name in the texts of the index, as far as `budgetMs` allows. Rejects with a coded error. */
  findWord(name: string, budgetMs: number): Promise<PackedOccurrences>;
  /** What git says has changed, file by file and definition by definition. Rejects with a coded error. */
  findChanges(question: ChangeQuestion, signal: AbortSignal): Promise<WorkspaceChanges>;
  /** Where names stand in the texts of the index, outside of comments. Rejects with a coded error. */
  findOccurrences(names: readonly string[], signal: AbortSignal): Promise<Occurrences>;
  /** Lines of the texts of the workspace that match, also of files that are not indexed. Rejects with a coded error. */
  searchTexts(question: TextSearch, signal: AbortSignal): Promise<TextAnswer>;
  unsaved(): UnsavedFiles;
  status(): ServerStatus;
  freshness(): Freshness;
  /** Waits until the index has caught up with the disk, at most so long; does nothing when it has. */
  waitFresh(patienceMs: number): Promise<void>;
  /** Asks the repositories of a fleet, where one is set up. Rejects with a coded error. */
  askFleet(question: FleetQuestion, signal: AbortSignal): Promise<FleetAnswer>;
  /** Brings the index up to date, or makes it from nothing; resolves when that is done. Rejects with a coded error. */
  requestIndex(isFresh: boolean): Promise<void>;
  /** Which tools sessions are offered now. */
  profile(): ToolProfile;
  /** Hears of the files that an answer speaks of. */
  noteAsked(files: readonly string[]): void;
  /** The session that asks; undefined for a window or a command line. */
  asking(): AskingSession | undefined;
}

/** The context of one call. */
export interface ToolCall extends ToolContext {
  /** Rows to skip because a cursor says they were given already; 0 without a cursor. */
  readonly offset: number;
  /** Budget of the answer; a tool that adds text of its own choice keeps it well below. */
  readonly maxTokens: number;
  /** What the session has in its context already. */
  readonly given: CallMemory;
  readonly signal: AbortSignal;
}

/** An argument that is accepted, for instructions written for other servers, and not listed: a model pays for each word. */
export const UNLISTED = { unlisted: true };

/** Arguments every tool takes; the policy handles them. */
const COMMON_INPUT = {
  project: z.string().optional().describe('Another workspace: name, or a path in it.'),
  max_tokens: z.number().int().min(100).max(100_000).default(3000),
  wait_fresh_ms: z
    .number()
    .int()
    .min(0)
    .max(15_000)
    .default(0)
    .meta(UNLISTED)
    .describe('Wait up to so long until the index has caught up with the disk.'),
  format: z.enum(['text', 'tree', 'json']).default('text').describe('json: rows.'),
};

/** The argument of tools whose answer has source. */
const AGAIN_INPUT = {
  again: z.boolean().default(false).describe('Send source that this session was given before.'),
};

/** The argument of tools whose answer has pages. */
const CURSOR_INPUT = {
  cursor: z.string().optional().describe('From the answer before, other arguments unchanged.'),
};

/** A file that is not wholly in the index, and why. */
export interface FileProblem {
  readonly file: string;
  readonly status: 'partial' | 'skipped';
  readonly reason: string;
}

/** How far an answer can be trusted: stamped on every result. */
export interface Stamp {
  /** Which index answered; null while the first one is being built. */
  readonly generation: number | null;
  readonly indexing: boolean;
  /** Given during the first index: the answer knows the definitions of so many files only, and no edges. */
  readonly partial?: { readonly files: number; readonly total_files: number; readonly percent: number };
  readonly progress?: { readonly phase: string; readonly files: number; readonly total_files: number };
  /** The tree has moved on since the index was made. */
  readonly stale: boolean;
  /** Changed since indexed, those of this answer first; at most 20. */
  readonly dirty_files: readonly string[];
  readonly dirty_total: number;
  /** Files of this answer that an editor shows unsaved: answered from that text, not from disk. */
  readonly overlaid_files: readonly string[];
  /** Files of this answer with different unsaved versions in several windows; the latest edit counts. */
  readonly differing_files: readonly string[];
  /** Files of this answer that are not wholly in the index. */
  readonly skipped_files: readonly FileProblem[];
  readonly skipped_total: number;
}

type Shape = Readonly<Record<string, z.ZodType>>;
type Rows = Readonly<Record<string, unknown>>;

/** A tool as its file declares it. */
export interface ToolDefinition<Input extends Shape, Output extends z.ZodObject> {
  readonly name: string;
  /** Older names that still work but are not listed. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly readOnly: boolean;
  /** It takes something away that is not to be had again at once. */
  readonly isDestructive?: boolean;
  /** Calling it twice does no more than calling it once; read-only tools always are so. */
  readonly isIdempotent?: boolean;
  /** The smallest profile of tools that it belongs to; `default` when it is not said. */
  readonly profile?: ToolProfile;
  readonly alwaysLoad?: boolean;
  /** Words an agent may search tools for that neither name nor description has; for clients that show tools on demand. */
  readonly searchHint?: string;
  /** The address of the page that shows its answers, in clients that render apps. */
  readonly page?: string;
  readonly answersWithoutIndex?: boolean;
  /** It answers what any text search answers; the ledger counts it so. */
  readonly isTextSearch?: boolean;
  /** Whether definitions alone answer these unchecked arguments, no edges; never when it is left out. */
  answersEarly?(args: Rows): boolean;
  /** Key of the array in the output that has pages; the output then has `total`, the exact number of its rows. */
  readonly rows?: Extract<keyof z.infer<Output>, string>;
  run(args: z.infer<z.ZodObject<Input>>, call: ToolCall): Promise<z.infer<Output>>;
  /** The answer as sessions read it: the same facts in few tokens. */
  render(answer: z.infer<Output>): string;
  /** Files the answer speaks of, for the freshness stamp. */
  files?(answer: z.infer<Output>): readonly string[];
  /** Source in the answer, which a session is not sent twice: the tool reads it with `readBlocks`. */
  sources?(answer: z.infer<Output>): readonly SourceBlock[];
  /** Whether nothing was found, so that another workspace may know more. */
  isEmpty?(answer: z.infer<Output>): boolean;
}

/** A tool without its type parameters: the face the policy works with. Arguments are validated by `inputSchema`. */
export interface Tool {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly inputSchema: z.ZodObject;
  readonly readOnly: boolean;
  readonly isDestructive: boolean;
  readonly isIdempotent: boolean;
  readonly profile: ToolProfile;
  /** Its `project` may be another workspace: the tool looks at it itself. */
  readonly takesAnyProject: boolean;
  readonly alwaysLoad: boolean;
  readonly searchHint: string | undefined;
  readonly page: string | undefined;
  readonly answersWithoutIndex: boolean;
  readonly isTextSearch: boolean;
  answersEarly(args: Rows): boolean;
  readonly rows: string | undefined;
  run(args: Rows, call: ToolCall): Promise<Rows>;
  render(answer: Rows): string;
  files(answer: Rows): readonly string[];
  sources(answer: Rows): readonly SourceBlock[];
  isEmpty(answer: Rows): boolean;
}

/**
 * Checks a definition's types and erases them. Adds the common arguments, unless the definition has its own of that name,
 * and a cursor.
 */
export function defineTool<Input extends Shape, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  const paging = definition.rows === undefined ? {} : CURSOR_INPUT;
  const sending = definition.sources === undefined ? {} : AGAIN_INPUT;
  // The policy hands `run` what inputSchema accepted, and `render` what `run` returned: the casts restate that.
  return {
    name: definition.name,
    aliases: definition.aliases ?? [],
    title: definition.title,
    description: definition.description,
    inputSchema: z.strictObject({
      ...definition.input,
      ...sending,
      ...paging,
      ...COMMON_INPUT,
      ...definition.input,
    }),
    readOnly: definition.readOnly,
    isDestructive: definition.isDestructive ?? false,
    isIdempotent: definition.readOnly || (definition.isIdempotent ?? false),
    profile: definition.profile ?? 'default',
    takesAnyProject: Object.hasOwn(definition.input, 'project'),
    alwaysLoad: definition.alwaysLoad ?? false,
    searchHint: definition.searchHint,
    page: definition.page,
    answersWithoutIndex: definition.answersWithoutIndex ?? false,
    isTextSearch: definition.isTextSearch ?? false,
    answersEarly: (args) => definition.answersEarly?.(args) ?? false,
    rows: definition.rows,
    run: (args, call) => definition.run(args as z.infer<z.ZodObject<Input>>, call),
    render: (answer) => definition.render(answer as z.infer<Output>),
    files: (answer) => definition.files?.(answer as z.infer<Output>) ?? [],
    sources: (answer) => definition.sources?.(answer as z.infer<Output>) ?? [],
    isEmpty: (answer) => definition.isEmpty?.(answer as z.infer<Output>) ?? false,
  };
}
