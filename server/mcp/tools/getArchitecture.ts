import { z } from 'zod';
import { defineTool, type ToolCall } from '../tool.ts';
import type { Architecture } from '../../queries/architecture.ts';
import { nameInFile } from '../answers/nameInFile.ts';
import { symbolShape } from '../answers/shapes.ts';
import { readOrSkip } from '../answers/source.ts';
import { count, firstSentence } from '../answers/text.ts';
import { explainEmpty } from './explainEmpty.ts';

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

const TOKENS_PER_ROW = 150;
const MAX_ABOUT_CHARS = 110;
const MAX_ROWS = 20;
const MAX_DECISIONS = 10;

export const getArchitecture = defineTool({
  name: 'get_architecture',
  title: 'The workspace from afar',
  description:
    'A first look at the workspace or a folder: where it starts (commands, main functions, servers, exported API), how it is ' +
    'tested, folders with what they hold and use, the most called symbols, packages used.',
  input: {
    path: z.string().default('').describe('A folder, relative to the root.'),
    aspects: z
      .array(z.enum(['all', 'overview', ...OFFERED, ...NOT_OFFERED]))
      .default(['overview'])
      .describe(`Which parts; all adds boundaries to overview. ${NOT_OFFERED.join(', ')} are not offered.`),
    max_tokens: z.number().int().min(100).max(100_000).default(1500),
  },
  output: z.object({
    path: z.string(),
    files: z.number(),
    lines: z.number(),
    symbols_by_kind: z.record(z.string(), z.number()).optional(),
    languages: z.array(z.object({ language: z.string(), files: z.number(), lines: z.number() })).optional(),
    entry_points: z.array(z.object({ ...symbolShape, why: z.string() })).optional(),
    commands: z.array(z.object({ name: z.string(), target: z.string() })).optional(),
    tests: z.array(z.string()).optional(),
    api: z
      .array(
        z.object({
          file: z.string(),
          total: z.number(),
          names: z.array(z.string()),
          from: z.number().describe('Files whose exports it hands on.'),
        }),
      )
      .optional(),
    needs: z.array(z.object({ package: z.string(), needs: z.array(z.string()) })).optional(),
    hotspots: z.array(z.object({ ...symbolShape, callers: z.number() })).optional(),
    dependencies: z
      .array(z.object({ package: z.string(), symbols: z.number(), uses: z.number() }))
      .optional(),
    boundaries: z.array(z.object({ from: z.string(), to: z.string(), calls: z.number() })).optional(),
    decisions: z.array(z.string()).optional().describe('Titles of decision records; manage_adr has them.'),
    total: z.number().describe('Folders.'),
    packages: z
      .array(
        z.object({
          folder: z.string(),
          files: z.number(),
          lines: z.number(),
          symbols: z.number(),
          about: z.string().optional(),
          uses: z.array(z.string()).optional(),
        }),
      )
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
      ...(found.files === 0
        ? [`No indexed file is below ${folder || 'the root'}.`, await explainEmpty(call, {})]
        : []),
      missing.length > 0 ? `Not offered: ${missing.join(', ')}.` : '',
    ];
    const note = notes.filter(Boolean).join(' ');
    const packages = isWanted('packages') ? describeFolders(call, found) : [];
    const { commands, tests, api, needs } = found;
    return {
      path: folder,
      files: found.files,
      lines: found.lines,
      ...(isWanted('structure') ? { symbols_by_kind: found.symbols_by_kind } : {}),
      ...(isWanted('languages') ? { languages: [...found.languages] } : {}),
      ...(isWanted('entry_points')
        ? {
            entry_points: [...found.entry_points],
            commands: [...commands],
            tests: [...tests],
            api: api.map(({ file, total, names, from }) => ({ file, total, names: [...names], from })),
          }
        : {}),
      ...(isWanted('packages')
        ? { needs: needs.map((row) => ({ package: row.package, needs: [...row.needs] })) }
        : {}),
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
      'commands',
      answer.commands?.map(({ name, target }) => `${name} = ${target}`),
    );
    section(
      'starts at',
      answer.entry_points?.map(
        ({ qualified_name, file, line, why }) =>
          `${nameInFile(qualified_name, file)} ${file}:${line} (${why})`,
      ),
    );
    section(
      'exported API',
      answer.api?.map(
        ({ file, total, names, from }) =>
          `${file} (${total}${from > 0 ? ` from ${count(from, 'file')}` : ''})${total > 0 ? `: ${names.join(', ')}${names.length < total ? ', …' : ''}` : ''}`,
      ),
    );
    if (answer.tests?.length) lines.push(`tests: ${answer.tests.join('; ')}`);
    section(
      'packages and what they need',
      answer.needs?.map((row) => `${row.package} → ${row.needs.join(', ')}`),
    );
    section(
      'most called',
      answer.hotspots?.map(
        ({ qualified_name, file, line, callers }) =>
          `${nameInFile(qualified_name, file)} ${file}:${line}  ${count(callers, 'caller')}`,
      ),
    );
    if (answer.dependencies?.length)
      lines.push(
        `packages used: ${answer.dependencies.map((row) => `${row.package} ${row.uses}`).join(', ')}`,
      );
    section(
      'calls between folders',
      answer.boundaries?.map((row) => `${row.from} → ${row.to}  ${row.calls}`),
    );
    section('decisions', answer.decisions);
    section(
      `folders (${answer.total})`,
      packages.map((row) => {
        const about = row.about ? ` — ${row.about}` : '';
        const uses = row.uses?.length ? `; uses ${row.uses.join(', ')}` : '';
        return `${row.folder}  ${count(row.files, 'file')}, ${row.lines} lines${about}${uses}`;
      }),
    );
    return lines.join('\n');
  },
});

/** The folders, the first of them with what they hold: told by a file in them, by a README, or by what is called most. */
function describeFolders(call: ToolCall, { folders, notes }: Architecture) {
  const noteOf = new Map(notes.map((note) => [note.folder, note]));
  return folders.map((row) => {
    const note = noteOf.get(row.folder);
    if (!note) return row;
    const readme = note.about === '' ? readOrSkip(call, `${row.folder}/README.md`) : undefined;
    const told = note.about || firstProse(readme ?? '') || note.best_known.join(', ');
    return Object.assign(row, { about: firstSentence(told, MAX_ABOUT_CHARS), uses: [...note.uses] });
  });
}

/** The first paragraph of a Markdown text that is prose: no heading, list, code, badge or markup. Links are their words. */
function firstProse(markdown: string): string {
  const bare = markdown
    .slice(0, 8000)
    .replaceAll(/<!--[\s\S]*?-->|```[\s\S]*?```|<[^>]*>/g, '')
    .replaceAll(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g, '')
    .replaceAll(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1');
  const paragraphs = bare.split(/\n\s*\n/).map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim());
  return (
    paragraphs.find((text) => /^[\p{L}*_`]/u.test(text) && !text.startsWith('* ') && text.length > 20) ?? ''
  );
}

/** The latest ones: those before are more often superseded. */
function listDecisions({ decisions }: ToolCall): string[] {
  const records = decisions.list().slice(-MAX_DECISIONS);
  return records.map(({ id, title, status }) => `${id} ${title}${status ? ` (${status})` : ''}`);
}
