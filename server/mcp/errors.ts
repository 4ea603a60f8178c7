import { defineError } from '../errors.ts';

export const UnknownTool = defineError(
  'UNKNOWN_TOOL',
  (name: string, tools: readonly string[]) => `There is no tool ${name}. The tools are: ${tools.join(', ')}.`,
);

export const BadArguments = defineError(
  'BAD_ARGUMENTS',
  (tool: string, problems: readonly string[], accepted: readonly string[]) =>
    `${tool}: ${problems.join('; ')}. It accepts: ${accepted.join(', ')} (* = required).`,
);

export const UnknownProject = defineError(
  'UNKNOWN_PROJECT',
  (project: string, name: string, root: string) =>
    `"${project}" is not served here. This server serves "${name}" (${root}): leave project out, or pass that name or path.`,
);

export const NotIndexed = defineError(
  'NOT_INDEXED',
  (progress: string) =>
    `The first index of this workspace is not finished${progress}. Call index_status, then ask again.`,
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
export const AmbiguousSymbol = defineError(
  'AMBIGUOUS',
  (symbol: string, total: number, candidates: readonly string[]) =>
    `"${symbol}" means ${total} symbols. Pass a qualified name or file:line, such as:\n${candidates.join('\n')}`,
);

export const MissingSubject = defineError(
  'BAD_ARGUMENTS',
  (tool: string, wanted: string) => `${tool}: pass ${wanted}.`,
);
