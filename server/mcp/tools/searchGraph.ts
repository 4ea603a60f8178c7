import { z } from 'zod';
import { formatBuiltCopies } from '../../protocol/numbers.ts';
import type { SearchHit } from '../../queries/search.ts';
import { defineTool } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';
import { asksForDeadCode, searchDeadCode } from './deadCode.ts';
import { detailShape, labelSchema, relationshipSchema } from '../answers/shapes.ts';
import { count, firstSentence, renderGroups } from '../answers/text.ts';

const hitSchema = z.object({
  ...detailShape,
  language: z.string().optional(),
  signature: z.string().optional(),
  doc: z.string().optional(),
  flags: z.array(z.string()).optional(),
  in_degree: z.number(),
  out_degree: z.number(),
  connected: z.array(z.string()).optional().describe('Qualified names of direct callers and callees.'),
  copies: z.number().optional(),
  unused: z
    .enum(['dead', 'exported'])
    .optional()
    .describe(
      'dead: nothing uses or names it. exported: the same, but code outside the workspace could use it.',
    ),
});

/** Rows of an ordinary search, or of dead code. */
type Found = {
  readonly total: number;
  readonly isNear?: boolean;
  readonly note?: string;
  readonly hits: readonly (SearchHit & Pick<z.infer<typeof hitSchema>, 'unused'>)[];
};

/** Extra columns a caller may ask for; location and degree are always there. */
const FIELDS = ['signature', 'doc', 'docstring', 'flags', 'language', 'lines'] as const;

/** Arguments that ask for edges. */
const ASK_FOR_EDGES = ['relationship', 'min_degree', 'max_degree'] as const;

export const searchGraph = defineTool({
  name: 'search_graph',
  title: 'Search the code graph',
  description:
    'Finds symbols by name, words, kind, path or degree. query: a name (exact > prefix > word > part, else near names) or ' +
    'words, ranked by names, documentation, paths and bodies. name_pattern / qn_pattern: regular expressions (RE2, match anywhere). Dead code: max_degree=0 ' +
    'with exclude_entry_points; what is exported, decorated, registered, overriding or named in any text is not dead. ' +
    'Untested code: relationship=TESTS, direction=inbound, max_degree=0. Totals are exact; page with cursor.',
  input: {
    query: z.string().optional().describe('A name or words: "get user", getUser and get_user find the same.'),
    semantic_query: z.array(z.string()).optional().describe('Keywords; searched like query.'),
    name_pattern: z.string().optional().describe('Regular expression on the name, such as ^handle.*Request$'),
    qn_pattern: z.string().optional().describe('Regular expression on the qualified name.'),
    label: labelSchema
      .optional()
      .describe('Kind: Function, Method, Class, Interface, Variable, File, External …'),
    file_pattern: z.string().optional().describe('Glob or part of a path: src/**, *.go, src/auth'),
    relationship: relationshipSchema.optional().describe('Edge kind that counts as degree; default CALLS.'),
    direction: z
      .enum(['inbound', 'outbound', 'both'])
      .default('both')
      .describe('Which edges count as degree.'),
    min_degree: z.number().int().min(0).optional(),
    max_degree: z.number().int().min(0).optional(),
    exclude_entry_points: z
      .boolean()
      .default(false)
      .describe('Leaves out exported and decorated symbols, tests and main.'),
    include_exported: z
      .boolean()
      .default(false)
      .describe('Dead code: also exported symbols that nothing in the workspace uses.'),
    include_connected: z.boolean().default(false).describe('Adds names of direct callers and callees.'),
    fields: z.array(z.enum(FIELDS)).default(['signature']).describe('Extra columns.'),
    detail: z.enum(['ids', 'default']).default('default').describe('ids: qualified names only.'),
    limit: z.number().int().min(1).max(500).default(50),
    offset: z.number().int().min(0).default(0).describe('Skip the first matches; cursor does it for you.'),
  },
  output: z.object({
    total: z.number(),
    offset: z.number(),
    results: z.array(z.union([hitSchema, z.string()])),
    note: z.string().optional(),
  }),
  readOnly: true,
  searchHint: 'find definition, unused or dead code',
  rows: 'results',
  answersEarly: (args) =>
    ASK_FOR_EDGES.every((name) => args[name] === undefined) && args['include_connected'] !== true,
  async run(args, call) {
    const { semantic_query, query, label, fields, detail, include_connected, limit, exclude_entry_points } =
      args;
    const words = [query, ...(semantic_query ?? [])].filter(Boolean).join(' ');
    const offset = Math.max(args.offset, call.offset);
    const { name_pattern, qn_pattern, file_pattern, relationship, min_degree, max_degree, direction } = args;
    const what = {
      ...(words ? { query: words } : {}),
      ...(name_pattern === undefined ? {} : { name_pattern }),
      ...(qn_pattern === undefined ? {} : { qn_pattern }),
      ...(label === undefined ? {} : { kinds: [label] }),
      ...(file_pattern === undefined ? {} : { file_pattern }),
    };
    const found: Found = asksForDeadCode(args)
      ? await searchDeadCode(call, what, { withExported: args.include_exported, limit, offset })
      : await call.queries.searchGraph({
          ...what,
          ...(relationship === undefined ? {} : { relationship }),
          ...(min_degree === undefined ? {} : { min_degree }),
          ...(max_degree === undefined ? {} : { max_degree }),
          direction,
          exclude_entry_points,
          include_connected,
          limit,
          offset,
        });
    const wanted = new Set<string>(fields.map((field) => (field === 'docstring' ? 'doc' : field)));
    const rows = found.hits.map(({ signature, doc, flags, language, connected, ...hit }) => ({
      ...hit,
      ...(wanted.has('signature') ? { signature } : {}),
      ...(wanted.has('doc') ? { doc } : {}),
      ...(wanted.has('flags') ? { flags: [...flags] } : {}),
      ...(wanted.has('language') ? { language } : {}),
      ...(connected ? { connected: [...connected] } : {}),
    }));
    const isNear = found.isNear === true;
    const text = words || name_pattern;
    const note = isNear
      ? `Nothing is called ${words}; names that are near:`
      : (found.note ?? (found.total === 0 ? await explainEmpty(call, { text, file_pattern }) : ''));
    return {
      total: found.total,
      offset,
      results: detail === 'ids' ? rows.map((row) => row.qualified_name) : rows,
      ...(note ? { note } : {}),
    };
  },
  isEmpty: ({ total }) => total === 0,
  files: ({ results }) =>
    results.flatMap((row) => (typeof row === 'string' || row.file === '' ? [] : [row.file])),
  render({ total, offset, results, note }) {
    if (total === 0) return `No match. ${note ?? ''}`.trim();
    const page = results.length < total ? `, ${offset + 1}–${offset + results.length}` : '';
    const head = [`${count(total, 'match', 'matches')}${page}`, note].filter(Boolean).join('\n');
    const names = results.filter((row) => typeof row === 'string');
    if (names.length > 0) return [head, ...names].join('\n');
    const hits = results.filter((row) => typeof row !== 'string');
    const groups = renderGroups(
      hits,
      (row) => row.file || '(outside the workspace)',
      (row) =>
        [
          `${row.kind} ${row.qualified_name}:${row.line}`,
          ` in ${row.in_degree} out ${row.out_degree}`,
          row.unused === 'exported' ? ' exported' : '',
          row.signature ? `  ${row.signature}` : '',
          row.doc ? `  — ${firstSentence(row.doc)}` : '',
          row.copies ? ` (${formatBuiltCopies(row.copies)})` : '',
          row.connected?.length ? `\n    ↔ ${row.connected.join(', ')}` : '',
        ].join(''),
    );
    return `${head}\n${groups}`;
  },
});
