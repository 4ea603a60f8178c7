import { defineError } from '../errors.ts';
import { didYouMean } from '../spelling.ts';

export const UnknownTool = defineError(
  'UNKNOWN_TOOL',
  (name: string, offered: readonly string[], known: readonly string[] = offered) =>
    `There is no tool ${name}.${didYouMean(name, known)} The tools are: ${offered.join(', ')}.`,
);

export const ToolNotOffered = defineError(
  'TOOL_NOT_OFFERED',
  (name: string) =>
    `${name} is a tool of the full profile, and the default profile is in force. The setting ` +
    'codebaseMemory.tools.profile, or CBM_TOOLS_PROFILE in the environment of the server, turns it on.',
);

export const BadArguments = defineError(
  'BAD_ARGUMENTS',
  (tool: string, problems: readonly string[], accepted: readonly string[]) =>
    `${tool}: ${problems.join('; ')}${/[.?]$/.test(problems.at(-1) ?? '') ? '' : '.'} It accepts: ${accepted.join(', ')} (* = required).`,
);

export const MissingTarget = defineError(
  'BAD_ARGUMENTS',
  () => 'trace_path: mode path needs the argument "to", the symbol that the path leads to.',
);

export const UnknownProject = defineError(
  'UNKNOWN_PROJECT',
  (project: string, name: string, root: string) =>
    `"${project}" is not served here. This server serves "${name}" (${root}): leave project out, or pass that name or path.`,
);

export const WrongRepository = defineError(
  'WRONG_REPOSITORY',
  (path: string, root: string) =>
    `This server indexes ${root} only. For ${path} run \`codebase-memory index ${path}\`, or start a session there.`,
);

export const NoSuchProject = defineError(
  'NO_SUCH_PROJECT',
  (project: string, known: readonly string[]) =>
    `No indexed workspace is called "${project}".${didYouMean(project, known)} ` +
    `There are: ${known.slice(0, 20).join(', ')}. ` +
    'list_projects tells all, with their paths.',
);

export const AmbiguousProject = defineError(
  'AMBIGUOUS_PROJECT',
  (project: string, roots: readonly string[]) =>
    `"${project}" means ${roots.length} workspaces. Pass the path of one: ${roots.join(', ')}.`,
);

export const NotIndexed = defineError(
  'NOT_INDEXED',
  (progress: string) =>
    `The first index of this workspace is not finished${progress}. search_graph by name, get_code_snippet and search_code answer early for what is parsed; index_status says how far it is.`,
);

export const BadCursor = defineError(
  'BAD_CURSOR',
  (why: string) => `The cursor can't be used: ${why}. Run the call again without cursor.`,
);

export const ToolTimedOut = defineError(
  'TOOL_TIMEOUT',
  (tool: string, budgetMs: number) =>
    `${tool} was stopped after ${budgetMs / 1000} s. Narrow it (file_pattern, a longer name, less depth) and call again.`,
);

/** A name that means too many things to answer about all of them. */
export const MissingSubject = defineError(
  'BAD_ARGUMENTS',
  (tool: string, wanted: string) => `${tool}: pass ${wanted}.`,
);

export const EditorHolds = defineError(
  'EDITOR_HOLDS',
  (path: string) =>
    `An editor shows ${path} with changes that are not saved. Save it, read it again, then write.`,
);

export const NoTrace = defineError(
  'NO_TRACE',
  (what: string) =>
    `${what} is no trace that is known here: rows {"caller", "callee", "count"}, OpenTelemetry JSON (resourceSpans), a V8 ` +
    'cpuprofile (nodes), a cProfile file, or a Go pprof file.',
);
