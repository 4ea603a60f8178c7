import { z } from 'zod';
import { MissingSubject } from '../errors.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';
import { detailShape, kindSchema, neighboursShape } from './shapes.ts';
import { readBlocks } from './source.ts';
import { count, numberLines } from './text.ts';

const outlineSchema = z.object({ name: z.string(), kind: kindSchema, line: z.number() });

const symbolSchema = z.object({
  ...detailShape,
  ...neighboursShape,
  tests_total: z.number().describe('Tests that call it directly; trace_path with mode tests lists all.'),
  members_total: z.number(),
  members: z.array(outlineSchema),
  source: z.string().optional().describe('From start_line on; may end before end_line.'),
  given: z.string().optional().describe('In the place of source that the session has.'),
  changed: z.boolean().optional().describe('The file was edited after it was indexed.'),
});

const MAX_DOC_CHARS = 600;
const MAX_SOURCE_LINES = 80;
/** Share of the token budget that source may fill; the rest is for the facts around it. */
const SOURCE_SHARE = 0.6;

export const explore = defineTool({
  name: 'explore',
  title: 'Explore the code',
  description:
    'Start here. One call for "how does X work", "where is X", "what uses X": takes a question or names, answers with ' +
    'the symbols it is about: location, signature, doc, source, callers, callees, members and what else is in the file.',
  input: {
    query: z
      .string()
      .default('')
      .describe('A question or names, such as: how are sessions saved, SessionStore.save'),
    names: z
      .array(z.string())
      .default([])
      .describe('Symbols that are certainly meant: names, qualified names, file:line.'),
    limit: z.number().int().min(1).max(30).default(6).describe('How many symbols.'),
    include_source: z.boolean().default(true),
  },
  output: z.object({
    total: z.number().describe('Symbols that match in any way; only the best are answered.'),
    symbols: z.array(symbolSchema),
    files: z.array(z.object({ file: z.string(), total: z.number(), outline: z.array(outlineSchema) })),
    note: z.string().optional(),
  }),
  readOnly: true,
  alwaysLoad: true,
  async run({ query, names, limit, include_source }, call) {
    if (query.trim() === '' && names.length === 0)
      throw MissingSubject('explore', 'query (a question) or names');
    const answer = await call.queries.explore({ query, names, limit });
    const symbols = answer.symbols.map((symbol) =>
      Object.assign(symbol, {
        flags: [...symbol.flags],
        doc: symbol.doc.length > MAX_DOC_CHARS ? `${symbol.doc.slice(0, MAX_DOC_CHARS)}…` : symbol.doc,
        callers: [...symbol.callers],
        callees: [...symbol.callees],
        members: [...symbol.members],
      }),
    );
    const fitted = dropToBudget(symbols, call.maxTokens);
    const kept = new Set(fitted.map(({ file }) => file));
    const files = answer.files
      .filter(({ file }) => kept.has(file))
      .map((file) => Object.assign(file, { outline: [...file.outline] }));
    const outlines = fitFiles(files, call.maxTokens);
    const used = JSON.stringify(fitted).length + JSON.stringify(outlines).length;
    const withSource = include_source ? await addSource(call, fitted, call.maxTokens * 4 - used) : fitted;
    const empty =
      symbols.length === 0 ? await explainEmpty(call, { text: [...names, query].join(' ').trim() }) : '';
    const left = symbols.length - fitted.length;
    const note = left > 0 ? `${left} more symbols did not fit into max_tokens.` : empty;
    return { total: answer.total, symbols: withSource, files: outlines, ...(note ? { note } : {}) };
  },
  isEmpty: ({ symbols }) => symbols.length === 0,
  files: ({ symbols }) => symbols.map(({ file }) => file).filter((file) => file !== ''),
  sources: ({ symbols }) =>
    symbols.flatMap(({ file, start_line, source }) =>
      source === undefined ? [] : [{ file, from: start_line, lines: source.split('\n') }],
    ),
  render({ total, symbols, files, note }) {
    if (symbols.length === 0) return `No match. ${note ?? ''}`.trim();
    const parts = [
      `${count(total, 'match', 'matches')}, the best ${symbols.length}:`,
      ...symbols.map(renderSymbol),
    ];
    for (const { file, total: all, outline } of files) {
      const names = outline.map(({ name, line }) => `${name}:${line}`).join(', ');
      parts.push(`${file} defines ${names}${outline.length < all ? ` … (${all})` : ''}`);
    }
    if (note) parts.push(note);
    return parts.join('\n');
  },
});

type Explored = z.infer<typeof symbolSchema>;

/** As many of the best as leave room for the stamp; at least one. */
function dropToBudget(symbols: readonly Explored[], maxTokens: number): Explored[] {
  const room = maxTokens * 4 * 0.8;
  const fitted: Explored[] = [];
  let used = 0;
  for (const symbol of symbols) {
    used += JSON.stringify(symbol).length;
    if (used > room && fitted.length > 0) break;
    fitted.push(symbol);
  }
  return fitted;
}

function fitFiles<File>(files: readonly File[], maxTokens: number): File[] {
  const room = maxTokens * 4 * 0.1;
  let used = 0;
  return files.filter((file) => (used += JSON.stringify(file).length) <= room);
}

/** Adds the source of the first symbols, whole or its beginning, until `roomChars` is used up. */
async function addSource(
  call: ToolCall,
  symbols: readonly Explored[],
  roomChars: number,
): Promise<Explored[]> {
  const shown = symbols.filter(({ file, kind }) => file !== '' && kind !== 'File' && kind !== 'Folder');
  const parts = await readBlocks(
    call,
    shown.map(({ file, start_line, end_line }) => ({
      file,
      from: start_line,
      to: Math.min(end_line, start_line + MAX_SOURCE_LINES - 1),
    })),
  );
  const partOf = new Map(shown.map((symbol, row) => [symbol, parts[row]]));
  let room = roomChars * SOURCE_SHARE;
  return symbols.map((symbol) => {
    const part = partOf.get(symbol);
    const lines: string[] = [];
    for (const line of part?.lines ?? []) {
      // Escaped in JSON and numbered in the text, a line takes a little more than itself.
      const cost = JSON.stringify(line).length + 8;
      if (cost > room) {
        room = 0;
        break;
      }
      room -= cost;
      lines.push(line);
    }
    if (part?.given) return { ...symbol, given: part.given };
    if (lines.length === 0) return symbol;
    return { ...symbol, source: lines.join('\n'), ...(part?.isChanged ? { changed: true } : {}) };
  });
}

function renderSymbol(symbol: Explored): string {
  const { kind, qualified_name, file, start_line, end_line } = symbol;
  const lines = [
    `\n${kind} ${qualified_name}  ${file ? `${file}:${start_line}-${end_line}` : '(outside the workspace)'}`,
  ];
  if (symbol.signature && !symbol.source) lines.push(`  ${symbol.signature}`);
  if (symbol.doc && !symbol.source?.includes(symbol.doc.split('\n', 1)[0]!))
    lines.push(`  ${symbol.doc.replaceAll('\n', '\n  ')}`);
  const places = (rows: Explored['callers']): string =>
    rows
      .map(
        ({ qualified_name: name, file: site, line }) => `${name} @ ${site === file ? '' : `${site}:`}${line}`,
      )
      .join(', ');
  if (symbol.callers_total > 0)
    lines.push(`  ${count(symbol.callers_total, 'caller')}: ${places(symbol.callers)}`);
  if (symbol.tests_total > 0) lines.push(`  called by ${count(symbol.tests_total, 'test')}`);
  if (symbol.callees_total > 0)
    lines.push(`  ${count(symbol.callees_total, 'callee')}: ${places(symbol.callees)}`);
  if (symbol.members.length > 0) {
    const names = symbol.members.map(({ name, line }) => `${name}:${line}`).join(', ');
    lines.push(`  ${count(symbol.members_total, 'member')}: ${names}`);
  }
  if (symbol.changed) lines.push('  (the file changed after it was indexed)');
  if (symbol.given) lines.push(symbol.given);
  if (symbol.source) lines.push(numberLines(symbol.source, start_line));
  return lines.join('\n');
}
