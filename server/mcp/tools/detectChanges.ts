import { z } from 'zod';
import { parseRange } from '../../discover/gitSides.ts';
import type { ChangeQuestion } from '../../discover/gitSides.ts';
import { CodedError } from '../../errors.ts';
import type { FileChange } from '../../indexer/changesMessages.ts';
import { lastPart } from '../../languages/qualifiedNames.ts';
import { isTestPath } from '../../languages/testPaths.ts';
import { listTestCommands } from '../../languages/testRunners.ts';
import { TEST_DEPTH } from '../../protocol/graph.ts';
import type { Gone } from '../../queries/formerUses.ts';
import type { Changes } from '../../queries/changes.ts';
import { BadArguments } from '../errors.ts';
import { defineTool, UNLISTED, type ToolCall } from '../tool.ts';
import { changesSchema, renderChanges } from './changesText.ts';
import { readOrSkip } from '../answers/source.ts';
import { toWorkspacePath } from './workspacePath.ts';

/** Tokens that a line of the lists beside the paged one takes of the budget, and the part that they may take together. */
const TOKENS_PER_LINE = 35;
/** With more files of tests than these, only their folders would be told. */
const MAX_TEST_FILES = 400;
/** Names that are gone and looked for in the text. */
const MAX_GONE_NAMES = 300;

export const detectChanges = defineTool({
  name: 'detect_changes',
  title: 'What an edit reaches: impact, tests to run',
  description:
    'What changes in git touch and who depends on that: changed, new and deleted symbols, their users by distance, former users ' +
    'of what is gone, tests to run. By default the work tree with what is not committed, against HEAD.',
  input: {
    since: z
      .string()
      .min(1)
      .optional()
      .describe('Commit, tag or branch: from where HEAD left it. A..B: that range alone.'),
    base_branch: z.string().min(1).optional().meta(UNLISTED).describe('The same for a branch; since wins.'),
    commit: z.string().min(1).optional().describe('What one commit did.'),
    staged: z.boolean().default(false).describe('What is staged.'),
    file: z.string().min(1).optional().describe('Only this file or folder.'),
    scope: z.enum(['files', 'symbols', 'impact']).default('impact'),
    direction: z.enum(['inbound', 'outbound', 'both']).default('inbound').describe('inbound: who uses it.'),
    depth: z.number().int().min(1).max(15).default(2),
    limit: z.number().int().min(1).max(5000).default(200).meta(UNLISTED),
  },
  output: changesSchema,
  readOnly: true,
  searchHint: 'review diff, affected code, which tests to run',
  rows: 'impacted',
  async run(args, call) {
    const { base, to, files: all, notes } = await call.findChanges(readQuestion(args), call.signal);
    const only = args.file === undefined ? undefined : toWorkspacePath(args.file, call.workspace.root);
    const asked =
      only === undefined
        ? all
        : all.filter(
            ({ path, from }) => isAtOrBelow(path, only) || (from !== undefined && isAtOrBelow(from, only)),
          );
    if (only !== undefined && asked.length === 0) refuseAbsent(only, call);
    const gone = listGone(asked);
    const names = [...new Set(gone.map(({ name }) => name))].slice(0, MAX_GONE_NAMES);
    const occurrences =
      names.length > 0 && args.scope === 'impact'
        ? await call.findOccurrences(names, call.signal)
        : { found: [], isComplete: true };
    const traced = await call.queries.traceChanges({
      files: asked,
      gone,
      places: occurrences.found,
      directions: args.direction === 'both' ? ['inbound', 'outbound'] : [args.direction],
      depth: args.scope === 'impact' ? args.depth : 0,
      testDepth: TEST_DEPTH,
      limit: args.limit,
      offset: call.offset,
    });
    const files = asked.map((file, at) =>
      judgeFile(file, traced.files[at]!, call, typeof to === 'string' && to === 'disk'),
    );
    const lines = Math.max(4, Math.floor(call.maxTokens / TOKENS_PER_LINE / 3));
    const symbols = files.flatMap(({ file, symbols: of }) => of.map((symbol) => ({ file, ...symbol })));
    const tests =
      args.scope === 'impact' ? findTests(asked, traced, call) : { commands: [], unknown: [], files: 0 };
    return {
      base,
      to,
      changed_files_total: files.length,
      changed_files: files
        .slice(0, lines)
        .map(({ symbols: of, ...file }) => Object.assign(file, { symbols: of.length })),
      changed_symbols_total: symbols.length,
      changed_symbols: args.scope === 'files' ? [] : symbols.slice(0, 2 * lines),
      former_total: traced.former.length,
      former: traced.former.slice(0, lines),
      former_complete: occurrences.isComplete && names.length < MAX_GONE_NAMES,
      impacted_modules_total: traced.modules.length,
      impacted_modules: traced.modules.slice(0, lines),
      tests: tests.commands,
      tests_unknown: tests.unknown.slice(0, lines),
      test_files_total: tests.files,
      unresolved: traced.unresolved.slice(0, 8),
      unresolved_total: traced.unresolved.reduce((sum, { sites }) => sum + sites, 0),
      notes: notes.map(({ kind, paths, why }) => ({
        kind,
        total: paths.length,
        paths: paths.slice(0, 5),
        why,
      })),
      is_current:
        !call.freshness().indexing &&
        traced.files.every(({ isCurrent }, at) => isCurrent || files[at]!.problem !== ''),
      is_traced: args.scope === 'impact',
      total: traced.total,
      offset: call.offset,
      impacted: [...traced.impacted],
    };
  },
  files: ({ changed_files, impacted }) => [
    ...changed_files.filter(({ problem }) => problem === '').map(({ file }) => file),
    ...impacted.map(({ file }) => file).filter((file) => file !== ''),
  ],
  render: renderChanges,
});

interface Arguments {
  readonly since?: string | undefined;
  readonly base_branch?: string | undefined;
  readonly commit?: string | undefined;
  readonly staged: boolean;
}

function readQuestion({ since: given, base_branch, commit, staged }: Arguments): ChangeQuestion {
  const since = given ?? base_branch;
  const named = [since !== undefined && 'since', commit !== undefined && 'commit', staged && 'staged'].filter(
    Boolean,
  );
  if (named.length > 1)
    throw BadArguments(
      'detect_changes',
      [`${named.join(' and ')} ask for different changes: give one of them`],
      ['since', 'commit', 'staged', 'file', 'scope', 'direction', 'depth'],
    );
  if (staged) return { kind: 'staged' };
  if (commit !== undefined) return { kind: 'commit', commit };
  return (since !== undefined && parseRange(since)) || { kind: 'disk', since };
}

function isAtOrBelow(path: string, folder: string): boolean {
  const top = folder.replace(/\/+$/, '');
  return path === top || path.startsWith(`${top}/`);
}

/** That nothing has changed in a file is no answer when there is none. */
function refuseAbsent(path: string, call: ToolCall): void {
  try {
    call.readText(path);
  } catch (error) {
    // What is there and not to be read has not changed either.
    if (error instanceof CodedError && /^FILE_(?:MISSING|OUTSIDE_ROOT)$/.test(error.code)) throw error;
  }
}

/** What is not there any more under the name that others know it by. */
function listGone(files: readonly FileChange[]): Gone[] {
  const kept = new Set(
    files.flatMap(({ symbols }) =>
      symbols.flatMap(({ change, qualifiedName }) => (change === 'deleted' ? [] : [qualifiedName])),
    ),
  );
  return files.flatMap(({ path, from, status, symbols }): Gone[] => {
    const module = from ?? (status === 'deleted' ? path : undefined);
    const ofFile =
      module === undefined
        ? []
        : [
            {
              name: nameOfModule(module),
              qualifiedName: dotted(module),
              file: module,
              kind: 'file' as const,
            },
          ];
    return [
      ...ofFile,
      ...symbols
        .filter(({ change, qualifiedName }) => change === 'deleted' && !kept.has(qualifiedName))
        .map(({ name, qualifiedName, kind }) => ({
          name,
          qualifiedName,
          file: path,
          kind: kind === 'Method' || kind === 'Field' ? ('member' as const) : ('symbol' as const),
        })),
    ].filter(({ name }) => /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name));
  });
}

function dotted(path: string): string {
  return path.replace(/\.[^./]+$/, '').replaceAll('/', '.');
}

/** What imports call a file: its base name, or that of its folder when the file stands for it. */
function nameOfModule(path: string): string {
  const parts = path.replace(/\.[^./]+$/, '').split('/');
  const base = parts.pop()!;
  return /^(?:index|__init__|mod)$/.test(base) ? (parts.pop() ?? base) : base;
}

/** A changed file as the answer tells it; one that the index leaves out is told by name alone. */
function judgeFile(file: FileChange, state: Changes['files'][number], call: ToolCall, isOnDisk: boolean) {
  const { path, from, status, symbols, imports, isTopLevelChanged } = file;
  const { stale, indexing, dirtyFiles } = call.freshness();
  const isPending = indexing || (stale && (dirtyFiles.length === 0 || dirtyFiles.includes(path)));
  const isLeftOut =
    isOnDisk &&
    status !== 'deleted' &&
    !isPending &&
    (state.status === 'absent' || state.status === 'skipped');
  let problem = file.reason;
  if (problem === '' && (file.language === '' || isLeftOut)) problem = state.reason || 'not indexed';
  const isKnown = problem === '' || (symbols.length > 0 && !isLeftOut);
  const partial = [
    ...file.problems,
    ...(state.status === 'partial' && file.problems.length === 0 ? [state.reason] : []),
  ];
  return {
    file: path,
    ...(from === undefined ? {} : { from }),
    status,
    problem,
    partial: isKnown ? partial.join('; ') : '',
    imports: isKnown ? [...imports] : [],
    top_level: isKnown && isTopLevelChanged,
    symbols: isKnown ? symbols.map((symbol, at) => describeSymbol(symbol, state.names[at])) : [],
  };
}

function describeSymbol(
  { change, kind, qualifiedName, line, before, after }: FileChange['symbols'][number],
  name: string | undefined,
) {
  const symbol = { change, kind, qualified_name: name ?? qualifiedName, line };
  return change === 'signature' ? Object.assign(symbol, { before, after }) : symbol;
}

/** Commands for the tests that reach a change or were changed. */
function findTests(files: readonly FileChange[], traced: Changes, call: ToolCall) {
  const wanted = new Map(traced.tests.map(({ file, symbols }) => [file, symbols]));
  for (const { file, isTest } of traced.former) if (isTest && !wanted.has(file)) wanted.set(file, []);
  for (const { path, status, language } of files)
    if (isTestPath(path) && status !== 'deleted' && language !== '' && !wanted.has(path))
      wanted.set(path, []);
  const tests = [...wanted]
    .slice(0, MAX_TEST_FILES)
    .map(([path, symbols]) => ({
      path,
      text: readOrSkip(call, path) ?? '',
      names: symbols.map(lastPart),
    }))
    .filter(({ path }) => isTestFileName(path));
  const { commands, unknown } = listTestCommands(tests, (path) => readOrSkip(call, path));
  return { commands: [...commands], unknown: [...unknown], files: tests.length };
}

/** A file that tests share is a step on the way to them, not one of them. */
function isTestFileName(path: string): boolean {
  return !/(?:^|\/)(?:conftest\.py|__init__\.py|fixtures?\.\w+|helpers?\.\w+|setup\.\w+)$/.test(path);
}
