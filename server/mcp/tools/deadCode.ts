// Dead code as search_graph answers it: what the graph has no user for, checked against the text of the workspace.

import { canBeBuilt } from '../../discover/mentions.ts';
import { DEAD_CODE_KINDS, type DeadCodeInput, type UnusedSymbol } from '../../queries/deadCode.ts';
import type { SearchHit } from '../../queries/search.ts';
import type { ToolCall } from '../tool.ts';
import { readOrSkip } from '../answers/source.ts';

/** The verdict on what the graph has no user for. */
interface DeadCode {
  /** Nothing names them, in code or in text, and nothing outside the workspace can. */
  readonly dead: readonly UnusedSymbol[];
  /** The same, but exported: unused here, perhaps used elsewhere. */
  readonly unusedExports: readonly UnusedSymbol[];
  /** How many were spared because some text holds their name or a piece that it could be built from. */
  readonly spared: number;
}

/**
 * Finds dead code. Each symbol without a user in the graph is looked for in the text of the workspace: a mention that
 * the graph does not account for (a string, a template, a call on an unknown object) spares it.
 */
async function judgeDeadCode(call: ToolCall, input: DeadCodeInput): Promise<DeadCode> {
  const unused = await call.queries.findUnused(input);
  if (unused.length === 0) return { dead: [], unusedExports: [], spared: 0 };
  const found = await call.findMentions(
    [...new Set(unused.map(({ name }) => writtenName(name)))],
    call.signal,
  );
  const alive = new Set(found.frequent);
  const unexplained = await call.queries.findUnexplained({ mentions: found.mentions });
  const placesOf = Map.groupBy(
    unexplained.map((at) => found.mentions[at]!),
    ({ name }) => name,
  );
  const certain = unused.filter(({ name, file, start_line, end_line }) => {
    const written = writtenName(name);
    if (alive.has(written) || canBeBuilt(written, found)) return false;
    const isInside = (place: { file: string; line: number }): boolean =>
      place.file === file && place.line >= start_line && place.line <= end_line;
    return (placesOf.get(written) ?? []).every(isInside);
  });
  const isPublished = await createPublicationReader(call);
  const exported = new Set(certain.filter((symbol) => symbol.isPublic && isPublished(symbol)));
  return {
    dead: certain.filter((symbol) => !exported.has(symbol)),
    unusedExports: [...exported],
    spared: unused.length - certain.length,
  };
}

/**
 * Tells whether public names of a file are there for others. Where a language has no word for that, they are when a
 * manifest in a folder around the file makes a package of it, and for the program itself otherwise.
 */
async function createPublicationReader(call: ToolCall): Promise<(symbol: UnusedSymbol) => boolean> {
  const { languages } = await import('../../languages/index.ts');
  const manifestsOf = new Map(languages.map(({ id, rules }) => [id, rules.publication.publishedBy]));
  const known = new Map<string, boolean>();
  const isPackage = (folder: string, manifests: Readonly<Record<string, RegExp>>): boolean => {
    const answer = known.get(folder);
    if (answer !== undefined) return answer;
    const isHere = Object.entries(manifests).some(([file, pattern]) => {
      const text = readOrSkip(call, folder === '' ? file : `${folder}/${file}`);
      return text !== undefined && pattern.test(text);
    });
    const result = isHere || (folder !== '' && isPackage(folderOf(folder), manifests));
    known.set(folder, result);
    return result;
  };
  return ({ file, language }) => {
    const manifests = manifestsOf.get(language);
    return manifests === undefined || isPackage(folderOf(file), manifests);
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A private name without its mark, as words are counted. */
function writtenName(name: string): string {
  return name.startsWith('#') ? name.slice(1) : name;
}

/** Code without callers, entry points left out: what instructions for such servers ask when they mean dead code. */
export function asksForDeadCode(args: {
  readonly exclude_entry_points: boolean;
  readonly max_degree?: number | undefined;
  readonly min_degree?: number | undefined;
  readonly direction: string;
  readonly relationship?: string | undefined;
  readonly label?: string | undefined;
}): boolean {
  const { label, relationship = 'CALLS' } = args;
  const isOfCallables = label === undefined || DEAD_CODE_KINDS.some((kind) => kind === label);
  const isOfCalls = relationship === 'CALLS' && args.direction !== 'outbound';
  return args.exclude_entry_points && args.max_degree === 0 && !args.min_degree && isOfCalls && isOfCallables;
}

type DeadHit = SearchHit & { readonly unused: 'dead' | 'exported' };

/** One page of dead code: `withExported` adds what only code outside the workspace could use. The note tells what was left out. */
export async function searchDeadCode(
  call: ToolCall,
  what: DeadCodeInput,
  { withExported, limit, offset }: { withExported: boolean; limit: number; offset: number },
): Promise<{ total: number; hits: DeadHit[]; note: string }> {
  const { dead, unusedExports, spared } = await judgeDeadCode(call, what);
  const listed = [
    ...dead.map((symbol) => [symbol, 'dead'] as const),
    ...(withExported ? unusedExports.map((symbol) => [symbol, 'exported'] as const) : []),
  ];
  const hits = listed
    .slice(offset, offset + limit)
    .map(([{ isPublic: _isPublic, ...symbol }, unused]): DeadHit =>
      Object.assign(symbol, { in_degree: 0, out_degree: 0, unused }),
    );
  const notes: string[] = [];
  if (!withExported && unusedExports.length > 0) {
    notes.push(
      `${unusedExports.length} exported that nothing in the workspace uses are left out: include_exported=true.`,
    );
  }
  if (spared > 0) notes.push(`${spared} without callers are named in some text and may be reached that way.`);
  if (listed.length === 0) notes.unshift('Nothing is certainly dead.');
  return { total: listed.length, hits, note: notes.join(' ') };
}
