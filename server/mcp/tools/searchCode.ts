import { z } from 'zod';
import type { LineMatch, TextAnswer } from '../../indexer/textMessages.ts';
import { defineTool, UNLISTED, type ToolCall } from '../tool.ts';
import { shortName } from './changesText.ts';
import { readBlocks, readSources } from '../answers/source.ts';
import { count } from '../answers/text.ts';
import { toFilePattern } from './workspacePath.ts';

/** Time for reading and matching; what was found until then is the answer. */
const SCAN_BUDGET_MS = 10_000;
const MAX_LINE_CHARS = 240;
const MAX_SOURCE_LINES = 60;

const rowSchema = z.object({
  file: z.string(),
  line: z.number(),
  text: z.string().describe('The line, of a long one the part around the match.'),
  symbol: z.string().describe('Qualified name of what the line is in; empty at the top of a file.'),
  kind: z.string(),
  matches: z.number().optional().describe('mode files: matching lines in the file.'),
  before: z.array(z.string()).optional(),
  after: z.array(z.string()).optional(),
  source_line: z.number().optional(),
  source: z
    .array(z.string())
    .optional()
    .describe('mode full: the symbol, at most 60 lines around the match.'),
  given: z.string().optional().describe('In the place of source that the session has.'),
});

export const searchCode = defineTool({
  name: 'search_code',
  title: 'Search the text of the code',
  description:
    'Finds text in every file that git would show, like grep, configuration and documents too, and says which function or ' +
    'class each line is in. Code first, tests last. For names, search_graph is better.',
  input: {
    pattern: z.string().min(1).describe('Plain text, case-sensitive.'),
    regex: z.boolean().default(false).describe('pattern is RE2; (?i) for any case.'),
    file_pattern: z.string().min(1).optional().describe('Glob or path: src/**, *.yaml, src/auth'),
    path_filter: z.string().optional().meta(UNLISTED).describe('Regular expression on the path.'),
    mode: z
      .enum(['compact', 'full', 'files'])
      .default('compact')
      .describe('full: with source. files: paths only.'),
    context: z.number().int().min(0).max(20).default(0).describe('Lines around each match.'),
    limit: z.number().int().min(1).max(1000).default(50),
    debug: z.boolean().default(false).meta(UNLISTED).describe('Accepted for compatibility; has no effect.'),
  },
  output: z.object({
    total: z.number().describe('Rows in all: matching lines, or files with mode files.'),
    total_grep_matches: z.number().describe('Matching lines.'),
    total_files: z.number(),
    complete: z.boolean().describe('false: the time was up, the totals are lower bounds.'),
    results: z.array(rowSchema),
    note: z.string().optional(),
  }),
  readOnly: true,
  isTextSearch: true,
  rows: 'results',
  answersEarly: () => true,
  async run({ pattern, regex, file_pattern, path_filter, mode, context, limit }, call) {
    const found = await call.searchTexts(
      {
        pattern,
        isRegex: regex,
        file_pattern:
          file_pattern === undefined ? undefined : toFilePattern(file_pattern, call.workspace.root),
        path_filter,
        from: call.offset,
        to: call.offset + limit,
        budgetMs: SCAN_BUDGET_MS,
      },
      call.signal,
    );
    const matches =
      mode === 'files'
        ? found.files.slice(call.offset, call.offset + limit).map(({ first }) => first)
        : found.page;
    const rows = await describeMatches(call, matches, { context, withSource: mode === 'full' });
    const counts = new Map(found.files.map((file) => [file.file, file.matches]));
    const notes = describeSearch(found, file_pattern);
    if (found.matches === 0 && !regex && /[\\^$|*+?()[\]]/.test(pattern))
      notes.push('The pattern was taken as plain text: regex=true for a regular expression.');
    if (found.matches === 0 && regex && /\\n|\(\?[imU]*s/.test(pattern))
      notes.push('An expression matches within one line; plain text may go over several.');
    const note = notes.filter(Boolean).join(' ');
    return {
      total: mode === 'files' ? found.files.length : found.matches,
      total_grep_matches: found.matches,
      total_files: found.files.length,
      complete: found.isComplete,
      results: mode === 'files' ? rows.map((row) => ({ ...row, matches: counts.get(row.file) ?? 1 })) : rows,
      ...(note ? { note } : {}),
    };
  },
  isEmpty: ({ total }) => total === 0,
  files: ({ results }) => results.map(({ file }) => file),
  sources: ({ results }) =>
    results.map(({ file, source_line = 0, source = [] }) => ({ file, from: source_line, lines: source })),
  render({ total, total_grep_matches, total_files, results, note }) {
    const head = `${count(total_grep_matches, 'line')} in ${count(total_files, 'file')}${results.length < total ? `, ${results.length} shown` : ''}`;
    if (total === 0) return `No match. ${note ?? ''}`.trim();
    const isList = results.some(({ matches }) => matches !== undefined);
    const body = isList
      ? results.map(({ file, matches }) => `${file}  ${matches}`)
      : [...Map.groupBy(results, ({ file }) => file)].flatMap(([file, rows]) => renderFile(file, rows));
    return [head, note, ...body].filter(Boolean).join('\n');
  },
});

type MatchRow = z.infer<typeof rowSchema>;

/** A file with its lines, under the symbol that they are in. */
function renderFile(file: string, rows: readonly MatchRow[]): string[] {
  const lines = [file];
  let symbol = '';
  for (const row of rows) {
    if (row.symbol !== symbol && row.symbol !== '') lines.push(`  ${shortName(row.symbol, file)}`);
    symbol = row.symbol;
    lines.push(renderRow(row, symbol === '' ? '  ' : '    '));
  }
  return lines;
}

function renderRow(row: MatchRow, indent: string): string {
  const parts = [
    ...renderContext(row.before ?? [], row.line - (row.before?.length ?? 0)),
    `${row.line}: ${row.text}`,
    ...renderContext(row.after ?? [], row.line + 1),
  ];
  if (row.given) parts.push(`  ${row.given}`);
  for (const [index, line] of (row.source ?? []).entries())
    parts.push(`  ${(row.source_line ?? 0) + index}\t${line}`);
  return parts.map((part) => indent + part).join('\n');
}

function renderContext(lines: readonly string[], first: number): string[] {
  return lines.map((line, index) => `${first + index}- ${line}`);
}

/** What was not looked at; when nothing was found, what was. */
function describeSearch(found: TextAnswer, file_pattern: string | undefined): string[] {
  const { binary, large, unreadable } = found.left;
  const notes: string[] = [];
  if (!found.isComplete) notes.push('The time was up before every file was read: narrow with file_pattern.');
  if (unreadable.length > 0) notes.push(`Not readable now: ${unreadable.slice(0, 5).join(', ')}.`);
  if (large > 0) notes.push(`${count(large, 'file')} too large to be searched.`);
  if (found.matches > 0) return notes;
  const left = [
    binary > 0 ? `${binary} binary` : '',
    found.ignored > 0 ? `${found.ignored} files and folders ignored` : '',
  ].filter(Boolean);
  notes.push(
    `${count(found.searched, 'file')} searched${left.length > 0 ? `; left out: ${left.join(', ')}` : ''}.`,
  );
  if (found.searched === 0 && file_pattern !== undefined)
    notes.push(`No text file matches ${file_pattern}: it is a glob, or part of a path below the workspace.`);
  return notes;
}

async function describeMatches(
  call: ToolCall,
  matches: readonly LineMatch[],
  { context, withSource }: { context: number; withSource: boolean },
): Promise<z.infer<typeof rowSchema>[]> {
  const symbols = await call.queries.findEnclosingSymbols({
    places: matches.map(({ file, line }) => ({ file, line })),
  });
  const rows = matches.map(({ file, line, text }, row) => {
    const symbol = symbols[row];
    const isInside = symbol !== undefined && !['File', 'Module', 'Package'].includes(symbol.kind);
    return {
      file,
      line,
      text: text.trimEnd(),
      symbol: isInside ? symbol.qualified_name : '',
      kind: symbol?.kind ?? '',
    };
  });
  if (context > 0) return addContext(call, rows, context);
  if (!withSource) return rows;
  const shown = new Set<string>();
  const places = rows.flatMap((row, index) => {
    const symbol = symbols[index];
    if (!symbol || row.symbol === '' || shown.has(`${row.symbol} ${symbol.line}`)) return [];
    shown.add(`${row.symbol} ${symbol.line}`);
    const from = Math.max(symbol.start_line, Math.min(row.line - 10, symbol.end_line - MAX_SOURCE_LINES + 1));
    return [{ index, file: row.file, from, to: Math.min(symbol.end_line, from + MAX_SOURCE_LINES - 1) }];
  });
  const sources = await readBlocks(call, places);
  const sourceOf = new Map(places.map((place, at) => [place.index, { place, part: sources[at] }]));
  return rows.map((row, index) => {
    const source = sourceOf.get(index);
    if (!source) return row;
    const { lines = [], given } = source.part ?? {};
    return Object.assign(row, {
      source_line: source.place.from,
      source: [...lines],
      ...(given ? { given } : {}),
    });
  });
}

async function addContext<Row extends { file: string; line: number }>(
  call: ToolCall,
  rows: readonly Row[],
  context: number,
): Promise<(Row & { before: string[]; after: string[] })[]> {
  const places = rows.map(({ file, line }) => ({
    file,
    from: Math.max(1, line - context),
    to: line + context,
  }));
  const parts = await readSources(call, places);
  return rows.map((row, index) => {
    const lines = parts[index]?.lines ?? [];
    const at = row.line - places[index]!.from;
    return { ...row, before: lines.slice(0, at).map(cutLine), after: lines.slice(at + 1).map(cutLine) };
  });
}

function cutLine(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.length > MAX_LINE_CHARS ? `${trimmed.slice(0, MAX_LINE_CHARS)}…` : trimmed;
}
