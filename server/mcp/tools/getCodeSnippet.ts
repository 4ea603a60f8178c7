import { z } from 'zod';
import type { SymbolRow } from '../../queries/symbols.ts';
import { defineTool } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';
import { detailShape, neighboursShape, symbolShape } from '../answers/shapes.ts';
import { readBlocks } from '../answers/source.ts';
import { count, describeReading } from '../answers/text.ts';

const neighboursSchema = z.object(neighboursShape);

export const getCodeSnippet = defineTool({
  name: 'get_code_snippet',
  title: 'Read the source of a symbol',
  description:
    'The source of one function, class or other symbol, as editors show it or from disk, with its signature and location. An ambiguous name ' +
    'gets the candidates instead. A long body continues with cursor.',
  input: {
    qualified_name: z.string().min(1).describe('Qualified name or the end of one, a name, or file:line.'),
    include_neighbors: z.boolean().default(false).describe('Adds direct callers and callees.'),
  },
  output: z.object({
    symbol: z.object(detailShape).optional(),
    neighbours: neighboursSchema.optional(),
    candidates: z
      .array(z.object(symbolShape))
      .describe('What the name can mean when it means several symbols.'),
    candidates_total: z.number(),
    first_line: z.number().describe('Line number of source[0]; 0 without source.'),
    source: z.array(z.string()).describe('Lines as they are on disk.'),
    total: z.number().describe('Lines of the whole definition.'),
    changed: z.boolean().describe('The file was edited after it was indexed: line numbers may be off.'),
    given: z.string().optional().describe('In the place of source that the session has.'),
    note: z.string().optional(),
  }),
  readOnly: true,
  rows: 'source',
  answersEarly: (args) => args['include_neighbors'] !== true,
  async run({ qualified_name, include_neighbors }, call) {
    const found = await call.queries.getSnippet({ symbol: qualified_name, include_neighbors });
    const nothing = {
      candidates: [],
      candidates_total: 0,
      first_line: 0,
      source: [],
      total: 0,
      changed: false,
    };
    const [symbol] = found.matches;
    if (!symbol) {
      const reason = await explainEmpty(call, { text: qualified_name });
      return { ...nothing, note: `Nothing named ${qualified_name} is in the index. ${reason}` };
    }
    if (found.total > 1) {
      const candidates = found.matches.map(placeOfSymbol);
      const note = `"${qualified_name}" means ${found.total} symbols: pass the qualified name or file:line of one.`;
      return { ...nothing, candidates, candidates_total: found.total, note };
    }
    const detail = { ...symbol, flags: [...symbol.flags] };
    const remark = describeReading(found);
    if (symbol.file === '')
      return { ...nothing, symbol: detail, note: 'Outside the workspace: no source here.' };
    const { start_line: from, end_line: to } = symbol;
    const [part] = await readBlocks(call, [{ file: symbol.file, from: from + call.offset, to }]);
    const { neighbours } = found;
    return {
      ...nothing,
      symbol: detail,
      ...(neighbours
        ? {
            neighbours: { ...neighbours, callers: [...neighbours.callers], callees: [...neighbours.callees] },
          }
        : {}),
      first_line: part?.lines.length ? from + call.offset : 0,
      source: [...(part?.lines ?? [])],
      total: part?.lines.length ? call.offset + part.lines.length : 0,
      changed: part?.isChanged ?? false,
      ...(part?.given ? { given: part.given } : {}),
      ...(part?.problem || remark ? { note: part?.problem || remark } : {}),
    };
  },
  isEmpty: ({ symbol, candidates }) => symbol === undefined && candidates.length === 0,
  files: ({ symbol }) => (symbol?.file ? [symbol.file] : []),
  sources: ({ symbol, first_line, source }) =>
    symbol ? [{ file: symbol.file, from: first_line, lines: source }] : [],
  render({ symbol, neighbours, candidates, first_line, source, total, changed, given, note }) {
    const lines: string[] = [];
    if (symbol) {
      lines.push(
        `${symbol.kind} ${symbol.qualified_name}  ${symbol.file}:${symbol.start_line}-${symbol.end_line}`,
      );
    }
    if (note) lines.push(note);
    for (const { kind, qualified_name, file, line } of candidates)
      lines.push(`  ${kind} ${qualified_name} ${file}:${line}`);
    if (changed) lines.push('The file changed after it was indexed: the lines may be off.');
    if (given) lines.push(given);
    for (const line of source) lines.push(line);
    if (source.length < total)
      lines.push(`(lines ${first_line}–${first_line + source.length - 1}, ${count(total, 'line')} in all)`);
    if (neighbours) {
      lines.push(renderCallers(neighbours));
      if (neighbours.callees_total > 0)
        lines.push(
          `${count(neighbours.callees_total, 'callee')}: ${neighbours.callees.map(placeOf).join(', ')}`,
        );
    }
    return lines.join('\n');
  },
});

/** Who calls it; what nothing calls may be used otherwise. */
function renderCallers({ callers_total, callers, uses_total }: z.infer<typeof neighboursSchema>): string {
  if (callers_total > 0) return `${count(callers_total, 'caller')}: ${callers.map(placeOf).join(', ')}`;
  return uses_total > 0
    ? `no calls; ${count(uses_total, 'other use')}: trace_path with mode references`
    : 'no calls and no other uses known';
}

function placeOf({
  qualified_name,
  file,
  line,
}: {
  qualified_name: string;
  file: string;
  line: number;
}): string {
  return `${qualified_name} @ ${file}:${line}`;
}

function placeOfSymbol({
  name,
  kind,
  qualified_name,
  file,
  line,
  start_line,
  end_line,
}: SymbolRow): SymbolRow {
  return { name, kind, qualified_name, file, line, start_line, end_line };
}
