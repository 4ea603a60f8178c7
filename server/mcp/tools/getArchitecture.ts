import { z } from 'zod';
import { defineTool, type ToolCall } from '../tool.ts';
import { symbolShape } from './shapes.ts';
import { count } from './text.ts';

/** What can be told, in the words of instructions written for such servers. */
const OFFERED = [
  'structure',
  'languages',
  'packages',
  'entry_points',
  'hotspots',
  'dependencies',
  'boundaries',
] as const;
const NOT_OFFERED = ['routes', 'layers', 'file_tree', 'clusters', 'cycles'] as const;
/** A compact answer: all but what needs a look at every call. */
const OVERVIEW: ReadonlySet<string> = new Set(OFFERED.filter((aspect) => aspect !== 'boundaries'));

const TOKENS_PER_ROW = 300;
const MAX_ROWS = 20;
const MAX_DECISIONS = 10;

export const getArchitecture = defineTool({
  name: 'get_architecture',
  title: 'The workspace from afar',
  description:
    'An overview of the workspace or of one folder: languages, folders with their sizes, where it starts (main functions, ' +
    'files that nothing imports), the most called symbols, the packages it uses, and with boundaries the calls between ' +
    'folders. For a first look; explore answers questions.',
  input: {
    path: z.string().default('').describe('A folder, relative to the root.'),
    aspects: z
      .array(z.enum(['all', 'overview', ...OFFERED, ...NOT_OFFERED]))
      .default(['overview'])
      .describe(`Which parts; all adds boundaries to overview. ${NOT_OFFERED.join(', ')} are not offered.`),
  },
  output: z.object({
    path: z.string(),
    files: z.number(),
    lines: z.number(),
    symbols_by_kind: z.record(z.string(), z.number()).optional(),
    languages: z.array(z.object({ language: z.string(), files: z.number(), lines: z.number() })).optional(),
    entry_points: z
      .array(z.object({ ...symbolShape, why: z.enum(['called from outside', 'imported by nothing']) }))
      .optional(),
    hotspots: z.array(z.object({ ...symbolShape, callers: z.number() })).optional(),
    dependencies: z
      .array(z.object({ package: z.string(), symbols: z.number(), uses: z.number() }))
      .optional(),
    boundaries: z.array(z.object({ from: z.string(), to: z.string(), calls: z.number() })).optional(),
    decisions: z.array(z.string()).optional().describe('Titles of decision records; manage_adr has them.'),
    total: z.number().describe('Folders.'),
    packages: z
      .array(z.object({ folder: z.string(), files: z.number(), lines: z.number(), symbols: z.number() }))
      .describe('Folders to a depth of two, with what is below them; the largest first.'),
    note: z.string().optional(),
  }),
  readOnly: true,
  searchHint: 'overview of the project, entry points',
  rows: 'packages',
  async run({ path, aspects }, call) {
    const wanted = new Set<string>(aspects);
    const isWanted = (aspect: (typeof OFFERED)[number]): boolean =>
      wanted.has(aspect) || wanted.has('all') || (wanted.has('overview') && OVERVIEW.has(aspect));
    const folder = path.replaceAll('\\', '/').replace(/^(?:\.?\/)+|\/+$|^\.$/g, '');
    const found = await call.queries.describeArchitecture({
      path: folder,
      limit: Math.min(MAX_ROWS, Math.max(3, Math.floor(call.maxTokens / TOKENS_PER_ROW))),
      withBoundaries: isWanted('boundaries'),
    });
    const missing = NOT_OFFERED.filter((aspect) => wanted.has(aspect));
    const notes = [
      found.files === 0 ? `No indexed file is below ${folder || 'the root'}.` : '',
      missing.length > 0 ? `Not offered: ${missing.join(', ')}.` : '',
    ];
    const note = notes.filter(Boolean).join(' ');
    const packages = isWanted('packages') ? found.folders : [];
    return {
      path: folder,
      files: found.files,
      lines: found.lines,
      ...(isWanted('structure') ? { symbols_by_kind: found.symbols_by_kind } : {}),
      ...(isWanted('languages') ? { languages: [...found.languages] } : {}),
      ...(isWanted('entry_points') ? { entry_points: [...found.entry_points] } : {}),
      ...(isWanted('hotspots') ? { hotspots: [...found.hotspots] } : {}),
      ...(isWanted('dependencies') ? { dependencies: [...found.dependencies] } : {}),
      ...(isWanted('boundaries') ? { boundaries: [...found.boundaries] } : {}),
      ...(isWanted('structure') && folder === '' ? { decisions: listDecisions(call) } : {}),
      total: packages.length,
      packages: packages.slice(call.offset),
      ...(note ? { note } : {}),
    };
  },
  files: ({ entry_points = [], hotspots = [] }) => [...entry_points, ...hotspots].map(({ file }) => file),
  render(answer) {
    const { path, languages, symbols_by_kind, packages, note } = answer;
    const lines = [`${path || 'workspace'}: ${count(answer.files, 'file')}, ${count(answer.lines, 'line')}`];
    const section = (title: string, rows: readonly string[] | undefined): void => {
      if (rows && rows.length > 0) lines.push(`${title}:`, ...rows.map((row) => `  ${row}`));
    };
    if (note) lines.push(note);
    if (languages?.length)
      lines.push(`languages: ${languages.map((row) => `${row.language} ${row.files}`).join(', ')}`);
    const kinds = Object.entries(symbols_by_kind ?? {}).map(([kind, number]) => `${kind} ${number}`);
    if (kinds.length > 0) lines.push(`symbols: ${kinds.join(', ')}`);
    section(
      'entry points',
      answer.entry_points?.map(
        ({ kind, qualified_name, file, line, why }) => `${kind} ${qualified_name} ${file}:${line} (${why})`,
      ),
    );
    section(
      'most called',
      answer.hotspots?.map(
        ({ qualified_name, file, line, callers }) =>
          `${qualified_name} ${file}:${line}  ${count(callers, 'caller')}`,
      ),
    );
    section(
      'packages used',
      answer.dependencies?.map((row) => `${row.package}  ${count(row.uses, 'use')} of ${row.symbols}`),
    );
    section(
      'calls between folders',
      answer.boundaries?.map((row) => `${row.from} → ${row.to}  ${row.calls}`),
    );
    section('decisions', answer.decisions);
    section(
      `folders (${answer.total})`,
      packages.map(
        (row) => `${row.folder}  ${count(row.files, 'file')}, ${row.lines} lines, ${row.symbols} symbols`,
      ),
    );
    return lines.join('\n');
  },
});

/** The latest ones: those before are more often superseded. */
function listDecisions({ decisions }: ToolCall): string[] {
  const records = decisions.list().slice(-MAX_DECISIONS);
  return records.map(({ id, title, status }) => `${id} ${title}${status ? ` (${status})` : ''}`);
}
