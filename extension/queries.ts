// Questions of this window to the index, with their answers as types. The words are those of the tools, which answer
// sessions the same way. Knows nothing of what is shown.
import type { GapCause } from '../server/protocol/fileGap.ts';
import type { EdgeKind, NodeKind, Tier } from '../server/protocol/graph.ts';
import type { ServerConnection } from './connection/serverConnection.ts';

/** A definition; `file` is relative to the folder and empty for something outside of it. */
export interface FoundSymbol {
  readonly name: string;
  readonly kind: NodeKind;
  readonly qualified_name: string;
  readonly file: string;
  readonly line: number;
}

/** A hit of a search. */
export interface SearchHit extends FoundSymbol {
  readonly signature?: string;
  readonly in_degree: number;
  readonly out_degree: number;
  /** How many copies of it in the output of a build were left out. */
  readonly copies?: number;
}

export type CallDirection = 'inbound' | 'outbound';

/** A caller or callee one hop away, with the call as written. */
export interface CallRow extends FoundSymbol {
  readonly external: boolean;
  readonly tier: Tier;
  readonly reason: string;
  readonly site_file: string;
  readonly site_lines: readonly number[];
}

/** What is one hop away from a symbol. */
export interface Calls {
  readonly roots: readonly FoundSymbol[];
  readonly rows: readonly CallRow[];
  /** How many there are in all. */
  readonly total: number;
  /** Call sites that name the symbol and are not known to mean it. */
  readonly unresolvedSites: number;
  /** Rows that were left out because a build made their files of others. */
  readonly hiddenCopies: number;
}

/** A file that is not wholly in the index. */
export interface FileProblem {
  readonly file: string;
  readonly status: 'partial' | 'skipped';
  readonly reason: string;
  readonly cause: GapCause;
  /** Where it begins, 1-based; 0 where no line is to blame. */
  readonly line: number;
}

type Asking = Pick<ServerConnection, 'request'> & Partial<Pick<ServerConnection, 'getRoot'>>;
type Arguments = Readonly<Record<string, unknown>>;

/** The budget of an answer that nobody pays for by the token. */
const MAX_TOKENS = 100_000;
const CALL_LIMIT = 200;
const UNUSED_LIMIT = 200;
const PROBLEM_LIMIT = 5000;
const PROBLEM_PAGE = 1000;

/** Definitions by a name or some words, the best first. */
export async function searchSymbols(server: Asking, query: string, limit: number): Promise<SearchHit[]> {
  const answer = await ask(server, 'search_graph', { query, limit, fields: ['signature'] });
  return answer['results'] as SearchHit[];
}

/** Names that may have been meant by a text that finds nothing, the likeliest first. */
export async function suggestNames(server: Asking, text: string): Promise<readonly string[]> {
  return server.request('query/suggest', { text });
}

/** Definitions of exactly this name. */
export async function findByName(server: Asking, name: string): Promise<FoundSymbol[]> {
  const answer = await ask(server, 'search_graph', { query: name, limit: 50, fields: [] });
  return (answer['results'] as SearchHit[]).filter((hit) => hit.name === name && hit.file !== '');
}

/** Which edges a question follows; by default calls that are known. */
export interface Following {
  readonly edges?: readonly EdgeKind[];
  readonly tiers?: readonly Tier[];
}

/** What calls a symbol or is called by it, or stands to it in another way; `symbol` may be a place, `file:line`. */
export async function findCalls(
  server: Asking,
  symbol: string,
  direction: CallDirection,
  { edges, tiers = ['exact', 'inferred'] }: Following = {},
): Promise<Calls> {
  const answer = await ask(server, 'trace_path', {
    function_name: symbol,
    mode: 'calls',
    direction,
    depth: 1,
    limit: CALL_LIMIT,
    tiers,
    ...(edges ? { edge_types: edges } : {}),
  });
  return {
    roots: answer['function'] as FoundSymbol[],
    rows: answer['rows'] as CallRow[],
    total: answer['total'] as number,
    unresolvedSites: answer['unresolved_sites'] as number,
    hiddenCopies: answer['hidden_copies'] as number,
  };
}

/** The same for a definition: by its place, which means it alone where its name means several. */
export async function findCallsOf(
  server: Asking,
  { qualified_name, file, line }: FoundSymbol,
  direction: CallDirection,
  following?: Following,
): Promise<Calls> {
  const named = await findCalls(server, qualified_name, direction, following).catch(() => undefined);
  const isAlone = named?.roots.length === 1 && named.roots[0]?.file === file;
  if (isAlone || file === '') return named ?? NOTHING;
  return findCalls(server, `${file}:${line}`, direction, following);
}

const NOTHING: Calls = { roots: [], rows: [], total: 0, unresolvedSites: 0, hiddenCopies: 0 };

/** What a file defines and nothing in the workspace uses or names. */
export async function findUnused(server: Asking, file: string): Promise<SearchHit[]> {
  const answer = await ask(server, 'search_graph', {
    file_pattern: file,
    max_degree: 0,
    direction: 'inbound',
    exclude_entry_points: true,
    limit: UNUSED_LIMIT,
    fields: [],
  });
  return (answer['results'] as SearchHit[]).filter((hit) => hit.file === file);
}

/** Every use of a symbol that is known and every place that names it, in the words of the tool. */
export async function describeUses(server: Asking, symbol: string): Promise<string> {
  const args = { function_name: symbol, mode: 'references' };
  const { content } = await server.request('query/run', { tool: 'trace_path', arguments: args });
  return content.map(({ text }) => text).join('\n');
}

/** The files that are not wholly in the index, by path, and how many there are in all. */
export async function listFileProblems(
  server: Asking,
): Promise<{ problems: readonly FileProblem[]; total: number }> {
  const problems: FileProblem[] = [];
  for (let cursor: unknown; ;) {
    const answer = await ask(server, 'index_status', { limit: PROBLEM_PAGE, ...(cursor ? { cursor } : {}) });
    problems.push(...(answer['problems'] as FileProblem[]));
    cursor = answer['next_cursor'];
    const isWhole = cursor === undefined || problems.length >= PROBLEM_LIMIT;
    if (isWhole) return { problems, total: answer['total'] as number };
  }
}

/** A tool's structured answer. Rejects with what the tool says when it cannot answer. */
async function ask(server: Asking, tool: string, args: Arguments): Promise<Arguments> {
  // Of this folder alone: what it does not know would be asked of the others in the window, whose paths mean other files.
  const project = server.getRoot?.();
  const result = await server.request('query/run', {
    tool,
    arguments: { ...args, ...(project === undefined ? {} : { project }), max_tokens: MAX_TOKENS },
  });
  if (result.isError || !result.structuredContent) {
    throw new Error(result.content.map(({ text }) => text).join('\n') || `${tool} gave no answer.`);
  }
  return result.structuredContent;
}
