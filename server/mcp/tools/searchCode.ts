import { z } from 'zod';
import { RE2JS } from 're2js';
import { compilePattern } from '../../queries/patterns.ts';
import { isTestPath } from '../../languages/testPaths.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';
import { scanText, type LineMatch, type TextMatcher } from './scanText.ts';
import { readBlocks, readOrSkip, readSources } from './source.ts';
import { count, renderGroups } from './text.ts';

/** Time for reading and matching; what was found until then is the answer. */
const SCAN_BUDGET_MS = 10_000;
const MAX_LINE_CHARS = 240;
const MAX_SOURCE_LINES = 60;

const rowSchema = z.object({
  file: z.string(),
  line: z.number(),
  text: z.string().describe('The line, trimmed; cut when very long.'),
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
    'Finds text in the indexed files as they are on disk or unsaved in an editor, like grep, and says which function or class each line is in. ' +
    'Plain text unless regex is true (RE2). Code first, tests last. For names, search_graph is better.',
  input: {
    pattern: z.string().min(1).describe('Text to find, case-sensitive; (?i) in a regex for any case.'),
    regex: z.boolean().default(false),
    file_pattern: z.string().optional().describe('Glob or part of a path: src/**, *.go, src/auth'),
    path_filter: z.string().optional().describe('Regular expression on the path.'),
    mode: z
      .enum(['compact', 'full', 'files'])
      .default('compact')
      .describe('full: with source. files: paths only.'),
    context: z.number().int().min(0).max(20).default(0).describe('Lines around each match.'),
    limit: z.number().int().min(1).max(1000).default(50),
    debug: z.boolean().default(false).describe('Accepted for compatibility; has no effect.'),
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
    const files = await call.queries.listFiles({
      ...(file_pattern === undefined ? {} : { file_pattern }),
      ...(path_filter === undefined ? {} : { path_filter }),
    });
    const code = files.filter((file) => !isTestPath(file));
    const ordered = [...code, ...files.filter((file) => isTestPath(file))];
    const window = { from: call.offset, to: call.offset + limit };
    const read = (file: string): string | undefined => readOrSkip(call, file);
    const limits = { budgetMs: SCAN_BUDGET_MS, signal: call.signal };
    const found = await scanText(ordered, createMatcher(pattern, regex), read, window, limits);
    const matches =
      mode === 'files' ? found.files.slice(window.from, window.to).map(({ first }) => first) : found.page;
    const rows = await describeMatches(call, matches, { context, withSource: mode === 'full' });
    const counts = new Map(found.files.map((file) => [file.file, file.matches]));
    const notes: string[] = [];
    if (!found.isComplete)
      notes.push('The time was up before every file was read: narrow with file_pattern.');
    if (found.unreadable.length > 0)
      notes.push(`Not readable now: ${found.unreadable.slice(0, 5).join(', ')}.`);
    if (found.matches === 0) {
      notes.push(`${count(files.length, 'file')} searched.`, await explainEmpty(call, { file_pattern }));
      if (!regex && /[\\^$|*+?()[\]]/.test(pattern))
        notes.push('The pattern was taken as plain text: regex=true for a regular expression.');
    }
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
    const body = results.some(({ matches }) => matches !== undefined)
      ? results.map(({ file, matches }) => `${file}  ${matches}`).join('\n')
      : renderGroups(
          results,
          ({ file }) => file,
          (row) => renderRow(row),
        );
    return [head, note, body].filter(Boolean).join('\n');
  },
});

function renderRow(row: z.infer<typeof rowSchema>): string {
  const place = row.symbol ? `  [${row.symbol}]` : '';
  const parts = [
    ...renderContext(row.before ?? [], row.line - (row.before?.length ?? 0)),
    `${row.line}: ${row.text}${place}`,
    ...renderContext(row.after ?? [], row.line + 1),
  ];
  if (row.given) parts.push(`    ${row.given}`);
  for (const [index, line] of (row.source ?? []).entries())
    parts.push(`    ${(row.source_line ?? 0) + index}\t${line}`);
  return parts.join('\n');
}

function renderContext(lines: readonly string[], first: number): string[] {
  return lines.map((line, index) => `    ${first + index}- ${line}`);
}

function createMatcher(pattern: string, regex: boolean): TextMatcher {
  if (!regex) {
    const contains = (text: string): boolean => text.includes(pattern);
    return { mayMatch: contains, matchesLine: contains };
  }
  const line = compilePattern('pattern', pattern);
  // In a whole text ^ and $ stand at every line, as they do when lines are tested one by one.
  const whole = RE2JS.compile(pattern, RE2JS.MULTILINE);
  return { mayMatch: (text) => whole.test(text), matchesLine: (text) => line.test(text) };
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
      text: cutLine(text),
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
