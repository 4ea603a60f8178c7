// How detect_changes tells what it found: the shape of its rows, and the text. Knows no git and no graph.

import { z } from 'zod';
import { notationOf } from '../../languages/notations.ts';
import { lastPart } from '../../languages/qualifiedNames.ts';
import { symbolShape, tierSchema } from '../answers/shapes.ts';
import { count, renderGroups } from '../answers/text.ts';

const changedSymbol = z.object({
  file: z.string(),
  change: z.enum(['added', 'deleted', 'signature', 'body']),
  kind: z.string(),
  qualified_name: z.string(),
  line: z.number(),
  before: z.string().optional(),
  after: z.string().optional(),
});

/** The rows of an answer. */
export const changesSchema = z.object({
  base: z.string(),
  to: z.string(),
  changed_files_total: z.number(),
  changed_files: z.array(
    z.object({
      file: z.string(),
      from: z.string().optional(),
      status: z.enum(['added', 'modified', 'deleted', 'untracked', 'renamed']),
      problem: z.string(),
      partial: z.string(),
      imports: z.array(z.string()),
      top_level: z.boolean(),
      symbols: z.number(),
    }),
  ),
  changed_symbols_total: z.number(),
  changed_symbols: z.array(changedSymbol),
  former_total: z.number(),
  former: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      line: z.number(),
      symbol: z.string(),
      certainty: z.enum(['likely', 'possible']),
      now: z.string(),
      isTest: z.boolean(),
    }),
  ),
  former_complete: z.boolean(),
  impacted_modules_total: z.number(),
  impacted_modules: z.array(z.object({ file: z.string(), symbols: z.number() })),
  tests: z.array(z.object({ framework: z.string(), command: z.string(), files: z.number() })),
  tests_unknown: z.array(z.string()),
  test_files_total: z.number(),
  unresolved: z.array(z.object({ name: z.string(), sites: z.number() })),
  unresolved_total: z.number(),
  notes: z.array(
    z.object({ kind: z.string(), total: z.number(), paths: z.array(z.string()), why: z.string() }),
  ),
  is_current: z.boolean(),
  is_traced: z.boolean(),
  total: z.number(),
  offset: z.number(),
  impacted: z.array(
    z.object({
      ...symbolShape,
      direction: z.enum(['inbound', 'outbound']),
      hop: z.number(),
      via: z.string(),
      tier: tierSchema,
      reason: z.string(),
      lines: z.array(z.number()).readonly(),
    }),
  ),
});

type Answer = z.infer<typeof changesSchema>;

const MAX_SIGNATURE = 110;

/** What a note of the comparison says, by its kind. */
const NOTES: Readonly<Record<string, (why: string) => string>> = {
  repository: (why) => `not looked into (${why})`,
  untracked: (why) => `files that git does not track could not be listed (${why})`,
  unwatched: () => 'git was told to assume these unchanged',
  filtered: (why) =>
    `the filter "${why}" stands between file and git and is not run: the file may be unchanged`,
  unmerged: () => 'in conflict: compared with HEAD',
  mode: () => 'only the mode changed',
  'line-ends': () => 'only line ends changed',
  'too-many': () => 'too many changed files: not compared',
};

/** The answer as text. */
export function renderChanges(answer: Answer): string {
  const lines =
    answer.offset > 0 ? [] : [describeHead(answer), ...describeChanged(answer), ...describeFormer(answer)];
  lines.push(...describeImpact(answer));
  if (answer.offset === 0) lines.push(...describeTests(answer), ...describeUnknown(answer));
  return lines.join('\n');
}

function describeHead(answer: Answer): string {
  const base = answer.base === '' ? 'no commit yet' : answer.base.slice(0, 12);
  const sides: Readonly<Record<string, string>> = { disk: 'work tree', index: 'staged' };
  const what = `${sides[answer.to] ?? answer.to.slice(0, 12)} against ${base}`;
  if (answer.changed_files_total === 0) return `${what}: nothing changed.`;
  const parts = [
    count(answer.changed_files_total, 'file'),
    `${count(answer.changed_symbols_total, 'symbol')} changed`,
    ...(answer.is_traced ? [`${answer.total} affected`, count(answer.test_files_total, 'test file')] : []),
  ];
  return `${what}: ${parts.join(', ')}`;
}

function describeChanged(answer: Answer): string[] {
  const symbolsOf = Map.groupBy(answer.changed_symbols, ({ file }) => file);
  const lines: string[] = [];
  for (const { file, from, status, problem, partial, imports, top_level, symbols } of answer.changed_files) {
    const told = [
      problem === '' ? '' : `(${problem}${symbols > 0 ? ': all of it counts' : ''})`,
      partial === '' ? '' : `(${partial})`,
    ];
    lines.push(
      [status, from === undefined ? file : `${from} → ${file}, text unchanged`, ...told]
        .filter(Boolean)
        .join(' '),
    );
    for (const symbol of symbolsOf.get(file) ?? []) lines.push(`  ${describeSymbol(symbol)}`);
    if (imports.length > 0)
      lines.push(`  imports: ${imports.slice(0, 8).join(', ')}${imports.length > 8 ? ', …' : ''}`);
    if (top_level) lines.push('  code outside of definitions');
  }
  lines.push(...more(answer.changed_files, answer.changed_files_total, 'changed files'));
  if (answer.changed_symbols.length > 0)
    lines.push(...more(answer.changed_symbols, answer.changed_symbols_total, 'changed symbols'));
  return lines;
}

function describeSymbol({
  file,
  change,
  kind,
  qualified_name,
  line,
  before,
  after,
}: Answer['changed_symbols'][number]): string {
  const name = `${change === 'body' ? 'changed' : change} ${kind} ${shortName(qualified_name, file)}${change === 'deleted' ? '' : `:${line}`}`;
  return before === undefined || after === undefined ? name : `${name}  ${cut(before)} → ${cut(after)}`;
}

function describeFormer({ former, former_total, former_complete }: Answer): string[] {
  if (former_total === 0) return [];
  const open = former_complete ? '' : ', perhaps more';
  const lines = [`still named, though gone: ${count(former_total, 'place')}${open}`];
  const body = renderGroups(
    former,
    ({ name, certainty, now }) =>
      `  ${name}${certainty === 'likely' ? '' : now === '' ? ' (by name alone)' : ` (means ${now} now)`}`,
    ({ file, line, symbol }) => `  ${file}:${line} ${shortName(symbol, file)}`,
  );
  lines.push(body);
  if (former.length < former_total) lines.push(`  … ${former_total - former.length} more`);
  return lines;
}

function describeImpact(answer: Answer): string[] {
  if (answer.impacted.length === 0) return [];
  const spread = answer.impacted_modules
    .slice(0, 6)
    .map(({ file, symbols }) => `${file} ${symbols}`)
    .join(', ');
  const isWide = answer.impacted_modules_total > 6 && answer.offset === 0;
  const groups = Map.groupBy(answer.impacted, ({ direction, hop }) =>
    direction === 'inbound' ? `affected, hop ${hop}` : `used by the change, hop ${hop}`,
  );
  return [
    ...(isWide ? [`most affected of ${answer.impacted_modules_total} files: ${spread}`] : []),
    ...[...groups].map(
      ([heading, rows]) =>
        `${heading}\n${renderGroups(
          rows,
          ({ file }) => `  ${file || 'outside'}`,
          (row) => `  ${describeAffected(row)}`,
        )}`,
    ),
  ];
}

function describeAffected({
  qualified_name,
  file,
  line,
  via,
  tier,
  reason,
}: Answer['impacted'][number]): string {
  const how = via === '' ? ` (${reason})` : tier === 'exact' ? '' : ` (${tier}: ${reason})`;
  return `${shortName(qualified_name, file)}${file === '' ? '' : `:${line}`}${via === '' ? '' : ` ← ${lastPart(via)}`}${how}`;
}

function describeTests({ tests, tests_unknown, is_traced, changed_files_total }: Answer): string[] {
  if (!is_traced || changed_files_total === 0) return [];
  const lines = tests.map(({ command }) => `  ${command}`);
  if (tests_unknown.length > 0) lines.push(`  by a way that is not known: ${tests_unknown.join(', ')}`);
  return lines.length > 0 ? ['tests to run', ...lines] : [];
}

/** What the answer can't know, or that nothing is affected: said only when nothing of that is left. */
function describeUnknown(answer: Answer): string[] {
  const unknown = answer.notes
    .filter(({ kind }) => !['mode', 'line-ends'].includes(kind))
    .map(({ kind, total, paths, why }) => `${NOTES[kind]!(why)}: ${listPaths(paths, total)}`);
  const harmless = answer.notes
    .filter(({ kind }) => ['mode', 'line-ends'].includes(kind))
    .map(({ kind, total, paths }) => `${NOTES[kind]!('')}: ${listPaths(paths, total)}`);
  if (answer.is_traced && answer.unresolved_total > 0) {
    const names = answer.unresolved.map(({ name, sites }) => `${name} ${sites}`).join(', ');
    unknown.push(`calls by name alone that may mean a changed symbol: ${names}`);
  }
  if (answer.is_traced && !answer.is_current)
    unknown.push(
      answer.to === 'disk'
        ? 'the index does not hold these texts yet: ask again, or wait_fresh_ms'
        : 'users are those of the work tree as it is now',
    );
  const dark = answer.changed_files.filter(({ problem, symbols }) => problem !== '' && symbols === 0).length;
  if (dark > 0) unknown.push(`who depends on ${count(dark, 'changed file')} that the index does not hold`);
  if (answer.changed_files.some(({ partial }) => partial !== ''))
    unknown.push('what stands in syntax errors');
  const lines = [
    ...harmless,
    ...(unknown.length > 0 ? ['not known', ...unknown.map((text) => `  ${text}`)] : []),
  ];
  const isSafe =
    answer.is_traced &&
    answer.changed_files_total > 0 &&
    answer.total === 0 &&
    answer.former_total === 0 &&
    answer.former_complete &&
    unknown.length === 0;
  if (isSafe) lines.push('Nothing else in the index uses what changed.');
  else if (
    answer.is_traced &&
    answer.total === 0 &&
    answer.former_total === 0 &&
    answer.changed_symbols_total > 0
  )
    lines.push('No user of what changed is known to the index.');
  return lines;
}

function listPaths(paths: readonly string[], total: number): string {
  return `${paths.join(', ')}${total > paths.length ? ` and ${total - paths.length} more` : ''}`;
}

/** A qualified name without the part that its file says. */
export function shortName(qualifiedName: string, file: string): string {
  const notation = notationOf(file);
  const module = notation?.moduleOf?.(file) ?? file.replace(/\.[^./]+$/, '').replaceAll('/', '.');
  const start = `${module}${notation?.separator ?? '.'}`;
  return qualifiedName.startsWith(start) ? qualifiedName.slice(start.length) : qualifiedName;
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_SIGNATURE ? `${line.slice(0, MAX_SIGNATURE)}…` : line;
}

/** Tells that a list was cut. */
function more(shown: readonly unknown[], total: number, what: string): string[] {
  return shown.length < total ? [`… ${total - shown.length} more ${what}`] : [];
}
