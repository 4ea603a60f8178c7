import { z } from 'zod';
import { estimateTokens } from '../budget.ts';
import { MissingSubject } from '../errors.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';
import { cutExploration, type Part } from './exploreBudget.ts';
import { renderAsked, renderBrief, renderExplored, type Explored } from './exploreText.ts';
import { detailShape } from '../answers/shapes.ts';
import { readBlocks } from '../answers/source.ts';
import { renderGroups } from '../answers/text.ts';

const relationSchema = z.object({
  relation: z.string(),
  total: z.number(),
  in_tests: z.number(),
  in_copies: z.number(),
  rows: z
    .array(
      z.object({
        qualified_name: z.string(),
        file: z.string(),
        line: z.number(),
        lines: z.array(z.number()).readonly().optional(),
      }),
    )
    .readonly(),
});

const symbolSchema = z.object({
  ...detailShape,
  flags: z.array(z.string()).readonly(),
  relations: z.array(relationSchema).readonly(),
  copies: z.number().describe('Built copies that were left out.'),
  members_total: z.number(),
  members: z.array(z.object({ name: z.string(), line: z.number() })).readonly(),
  source: z.string().optional().describe('From start_line on; may end before end_line.'),
  given: z.string().optional().describe('In the place of source that the session has.'),
  changed: z.boolean().optional().describe('The file was edited after it was indexed.'),
});

/** A symbol with all that is told of it takes about so many tokens. */
const TOKENS_PER_SYMBOL = 250;
const MAX_EXPLORED = 30;
/** So many symbols are told unless more are asked for, or are needed to use half of the budget. */
const USUAL_SYMBOLS = 16;
const MAX_SYMBOLS = 50;
/** A further match takes about so many tokens, and so many at least; half of an answer may be such. */
const TOKENS_PER_MATCH = 25;
const LEAST_TOKENS_PER_MATCH = 15;
const MAX_READ = 200;
/** Longer ones are told by their members. */
const MAX_CLASS_LINES = 40;
/** No answer is so large that it could hold more. */
const MAX_SOURCE_LINES = 2000;

export const explore = defineTool({
  name: 'explore',
  title: 'Explore the code',
  description:
    'Start here. One call for "how does X work", "where is X", "who calls X", "what implements X": takes a question or ' +
    'names, answers with the symbols it is about: place, signature, source, callers, callees, bases, members.',
  input: {
    query: z.string().default('').describe('A question or names: how are sessions saved, SessionStore.save'),
    names: z.array(z.string()).default([]).describe('Symbols that are meant: names or file:line.'),
    limit: z.number().int().min(1).max(MAX_SYMBOLS).optional().describe('How many symbols.'),
    include_source: z.boolean().default(true),
    max_tokens: z.number().int().min(100).max(100_000).default(750),
  },
  output: z.object({
    total: z.number().describe('Symbols that match.'),
    is_relation: z.boolean().describe('The question asks for one relation of one symbol.'),
    symbols: z.array(symbolSchema),
    others: z.array(z.object({ ...detailShape, flags: z.array(z.string()).readonly() })),
    note: z.string().optional(),
  }),
  readOnly: true,
  alwaysLoad: true,
  async run({ query, names, limit, include_source }, call) {
    if (query.trim() === '' && names.length === 0)
      throw MissingSubject('explore', 'query (a question) or names');
    const fitting = Math.floor(call.maxTokens / LEAST_TOKENS_PER_MATCH);
    const most = limit ?? Math.min(MAX_READ, Math.max(MAX_SYMBOLS, fitting));
    const usual = Math.max(USUAL_SYMBOLS, Math.floor(call.maxTokens / 2 / TOKENS_PER_MATCH));
    const explored = Math.min(
      most,
      MAX_EXPLORED,
      Math.max(3, Math.floor(call.maxTokens / TOKENS_PER_SYMBOL)),
    );
    const answer = await call.queries.explore({ query, names, limit: most, explored });
    const text = [...names, query].join(' ').trim();
    if (answer.symbols.length === 0) {
      const note = await explainEmpty(call, { text });
      return { total: 0, is_relation: false, symbols: [], others: [], note };
    }
    const { symbols, others } = answer;
    const sources = include_source && !answer.isRelation ? await loadSources(call, symbols) : [];
    const unknown = answer.unknown.map((name) => `Nothing is called ${name}.`);
    if (answer.isNear) unknown.push('Names that are near:');
    const room = call.maxTokens - estimateTokens(unknown.join(' '));
    const cut = cutExploration(
      { symbols, others, sources, isRelation: answer.isRelation, usual: limit ?? usual },
      room,
    );
    const left = answer.total - symbols.length - others.length;
    const more = left > 0 && !answer.isNear && !answer.isRelation ? [`${left} weaker matches: limit`] : [];
    const notes = [...cut.missing, ...more];
    const note = [...unknown, notes.length > 0 ? `Left out: ${notes.join('; ')}.` : '']
      .filter(Boolean)
      .join(' ');
    return {
      total: answer.total,
      is_relation: answer.isRelation,
      symbols: cut.symbols,
      others: cut.others,
      ...(note ? { note } : {}),
    };
  },
  isEmpty: ({ symbols }) => symbols.length === 0,
  files: ({ symbols }) => symbols.map(({ file }) => file).filter((file) => file !== ''),
  sources: ({ symbols }) =>
    symbols.flatMap(({ file, start_line, source }) =>
      source === undefined ? [] : [{ file, from: start_line, lines: source.split('\n') }],
    ),
  render({ is_relation, symbols, others, note }) {
    if (symbols.length === 0) return `No match. ${note ?? ''}`.trim();
    const parts = symbols.map(is_relation ? renderAsked : renderExplored);
    if (others.length > 0)
      parts.push(
        `${is_relation ? 'Others of that name' : 'Further matches'}:\n${renderGroups(others, ({ file }) => file || '(outside the workspace)', renderBrief)}`,
      );
    if (note) parts.push(note);
    return parts.join('\n');
  },
});

/** The source of each, as it is on disk; none for what is told by its members, or lies outside. */
async function loadSources(call: ToolCall, symbols: readonly Explored[]): Promise<Part[]> {
  const shown = symbols.filter(
    ({ file, kind, start_line, end_line, members_total }) =>
      file !== '' && kind !== 'Module' && (members_total === 0 || end_line - start_line < MAX_CLASS_LINES),
  );
  const places = shown.map(({ file, start_line, end_line }) => ({
    file,
    from: start_line,
    to: Math.min(end_line, start_line + MAX_SOURCE_LINES),
  }));
  const parts = await readBlocks(call, places);
  return parts.map(({ lines, isChanged, given }, row) => ({ symbol: shown[row]!, lines, isChanged, given }));
}
