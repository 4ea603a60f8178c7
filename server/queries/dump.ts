// Dumps of the whole graph as sorted text, one source file at a time so that no dump is ever in memory as a whole.
// Owns both formats: `edges` is a contract with scripts, `canonical` is for comparing two indexes with diff.

import { EDGE_KINDS, NODE_KINDS, REASONS, TIERS, type EdgeKind, type Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { findPossibleCallees } from './possible.ts';
import { edgeNumber, EXTERNAL, isOfTier, NAME_ONLY, tierOf } from './vocabulary.ts';

/** A part of a dump; `next` goes into the following question, undefined at the end. */
export interface DumpChunk {
  readonly lines: readonly string[];
  readonly next: number | undefined;
}

export interface DumpEdgesInput {
  readonly kinds?: readonly EdgeKind[];
  readonly tiers?: readonly Tier[];
  /** Also what only a name suggests: rows of the tier `possible`. */
  readonly possible?: boolean;
  /** `next` of the chunk before; 0 or nothing to begin. */
  readonly from?: number;
}

/** A chunk ends with the file in which it reaches this many lines. */
const CHUNK_LINES = 5_000;

/** Bounds the memory of a dump at some 20 MB. */
const MAX_KNOWN_ENDS = 100_000;

/** An end of an edge as the dump shows it. */
interface End {
  readonly name: string;
  readonly kind: number;
  readonly file: string;
  readonly line: number;
  readonly qualifiedName: string;
}

/**
 * One tab-separated line per edge: site_file, site_line, callee_name, target_file (`external` outside the workspace),
 * target_line, tier, kind, source qualified name, target qualified name, reason. Sorted by site file, site line as a
 * number, then the rest as text. All edges unless limited, and `possible` rows only when they are asked for; folders and
 * the project itself have no file.
 */
export function dumpEdges(generation: Generation, input: DumpEdgesInput): DumpChunk {
  const wantedKinds = input.kinds && new Set(input.kinds.map(edgeNumber));
  const tiers = input.tiers ?? TIERS;
  const wantsPossible =
    input.possible === true && tiers.includes('possible') && (input.kinds?.includes('CALLS') ?? true);
  const endOf = createEndReader(generation);
  const edgesOf = generation.tuples<[number, number, number, number, string | null]>(
    `SELECT e.kind, e.target, e.line, e.reason, n.text FROM edge e LEFT JOIN name n ON n.id = e.site_name
     WHERE e.source = ?`,
  );
  return dumpByFile(generation, input.from ?? 0, (file, sources) => {
    const rows: { line: number; rest: string }[] = [];
    const add = (
      source: End,
      target: End,
      kind: number,
      line: number,
      reason: number,
      written: string,
    ): void => {
      const place = target.kind === EXTERNAL ? 'external' : target.file;
      const rest = [
        written || target.name,
        place,
        String(target.line),
        tierOf(reason),
        EDGE_KINDS[kind]!,
        source.qualifiedName,
        target.qualifiedName,
        REASONS[reason]!.name,
      ];
      rows.push({ line, rest: rest.map(escapeCell).join('\t') });
    };
    for (const id of sources) {
      const source = endOf(id);
      for (const [kind, target, line, reason, written] of edgesOf.all(id)) {
        if (wantedKinds && !wantedKinds.has(kind)) continue;
        if (isOfTier(reason, tiers)) add(source, endOf(target), kind, line, reason, written ?? '');
      }
      if (!wantsPossible) continue;
      for (const [target, line] of findPossibleCallees(generation, id)) {
        add(source, endOf(target), edgeNumber('CALLS'), line, NAME_ONLY, '');
      }
    }
    rows.sort((a, b) => a.line - b.line || compareText(a.rest, b.rest));
    return rows.map(({ line, rest }) => `${escapeCell(file)}\t${line}\t${rest}`);
  });
}

/**
 * The whole graph as tab-separated lines: per file a `file` line with hash and status, then its `symbol`, `edge`,
 * `unresolved` and `unresolvedLocal` lines, each block sorted; first what belongs to no file. No row ids and no times, and
 * nothing of what is laid over the edges.
 */
export function dumpCanonical(generation: Generation, { from = 0 }: { from?: number }): DumpChunk {
  const endOf = createEndReader(generation);
  const fileOf = generation.tuples<(string | number)[]>(
    'SELECT language, hash, size, lines, status, reason FROM file WHERE path = ?',
  );
  const symbolOf = generation.tuples<(string | number | null)[]>(
    'SELECT line, start_line, end_line, flags, signature, doc FROM symbol WHERE id = ?',
  );
  const parentOf = generation.values<number | null>('SELECT parent FROM symbol WHERE id = ?');
  const edgesOf = generation.tuples<[number, number, number, number, string | null]>(
    `SELECT e.kind, e.target, e.line, e.reason, n.text FROM main.edge e LEFT JOIN name n ON n.id = e.site_name
     WHERE e.source = ?`,
  );
  const unresolvedOf = generation.tuples<[string, number, number]>(
    'SELECT n.text, u.line, u.is_local FROM main.unresolved u JOIN name n ON n.id = u.name WHERE u.source = ?',
  );
  return dumpByFile(generation, from, (path, ids) => {
    const symbols: string[] = [];
    const edges: string[] = [];
    const unresolved: string[] = [];
    for (const id of ids) {
      const own = endOf(id);
      const self = identify(own);
      const parent = parentOf.get(id) ?? undefined;
      symbols.push(
        join(
          'symbol',
          self,
          own.name,
          parent === undefined ? '' : identify(endOf(parent)),
          ...symbolOf.get(id)!,
        ),
      );
      for (const [kind, target, line, reason, written] of edgesOf.all(id)) {
        edges.push(
          join('edge', self, EDGE_KINDS[kind], identify(endOf(target)), line, REASONS[reason]!.name, written),
        );
      }
      for (const [name, line, isLocal] of unresolvedOf.all(id))
        unresolved.push(join(isLocal === 1 ? 'unresolvedLocal' : 'unresolved', self, name, line));
    }
    const blocks = [symbols, edges, unresolved].flatMap((block) => block.sort(compareText));
    return path === '' ? blocks : [join('file', path, ...fileOf.get(path)!), ...blocks];
  });
}

/** Walks the files by path, first what has none (`''`), and hands each with the ids of its symbols to `linesOf`. */
function dumpByFile(
  generation: Generation,
  from: number,
  linesOf: (path: string, symbolIds: readonly number[]) => string[],
): DumpChunk {
  const files = generation.derived('dumpOrder', loadDumpOrder);
  const symbolsOf = generation.values<number>('SELECT id FROM symbol WHERE file IS ?');
  const lines: string[] = [];
  let at = from;
  for (; at < files.length && lines.length < CHUNK_LINES; at++) {
    generation.checkDeadline();
    const [id, path] = files[at]!;
    for (const line of linesOf(path, symbolsOf.all(id))) lines.push(line);
  }
  return { lines, next: at < files.length ? at : undefined };
}

function loadDumpOrder(generation: Generation): readonly (readonly [number | null, string])[] {
  const files = generation.tuples<[number, string]>('SELECT id, path FROM file').all();
  return [[null, ''] as const, ...files.sort(([, a], [, b]) => compareText(a, b))];
}

function createEndReader(generation: Generation): (id: number) => End {
  const statement = generation.rows<End>(
    `SELECT n.text AS name, s.kind, ifnull(f.path, '') AS file, s.line, s.qualified_name AS qualifiedName
     FROM symbol s JOIN name n ON n.id = s.name LEFT JOIN file f ON f.id = s.file WHERE s.id = ?`,
  );
  // Kept from chunk to chunk: most edges end in other files, so each end would be read again for every chunk.
  const known = generation.derived('dumpEnds', () => new Map<number, End>());
  return (id) => {
    let end = known.get(id);
    if (!end) {
      if (known.size > MAX_KNOWN_ENDS) known.clear();
      end = statement.get(id);
      if (!end) throw new Error(`symbol ${id} is not in this generation`);
      known.set(id, end);
    }
    return end;
  };
}

/** Two definitions can share a qualified name; with place and kind it is unmistakable. */
function identify({ kind, qualifiedName, file, line }: End): string {
  return `${NODE_KINDS[kind]!} ${qualifiedName} ${file}:${line}`;
}

function join(...cells: readonly (string | number | null | undefined)[]): string {
  return cells.map((cell) => escapeCell(String(cell ?? ''))).join('\t');
}

/** By UTF-16 code unit: the same everywhere, whatever the locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A tab or line break inside a cell would break the row. */
function escapeCell(text: string): string {
  return /[\t\n\r\\]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text;
}
