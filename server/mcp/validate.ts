import type { z } from 'zod';
import { describeNoneOf, findNearest } from '../spelling.ts';
import { BadArguments, UnknownProject } from './errors.ts';
import type { Tool } from './tool.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** The arguments with defaults filled in. Throws BAD_ARGUMENTS that names what was wrong and what is accepted. */
export function validateArguments(tool: Tool, args: Arguments): Arguments {
  const parsed = tool.inputSchema.safeParse(args);
  if (parsed.success) return parsed.data;
  const known = Object.keys(tool.inputSchema.shape);
  const problems = parsed.error.issues.map((issue) => describeIssue(issue, args, known));
  throw BadArguments(tool.name, problems, describeAccepted(tool));
}

function describeIssue(issue: z.core.$ZodIssue, args: Arguments, known: readonly string[]): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown argument ${issue.keys.map((key) => describeUnknown(key, known)).join(', ')}`;
  const [name] = issue.path;
  const path = issue.path.map(String).join('.');
  if (name !== undefined && !Object.hasOwn(args, name)) return `argument "${path}" is missing`;
  const message = (issue.code === 'invalid_value' ? describeValue(issue, args) : undefined) ?? issue.message;
  return `argument "${path}": ${message.replace(/\.$/, '')}`;
}

/** Which values are accepted instead of a word that is none of them. */
function describeValue({ path, values }: z.core.$ZodIssueInvalidValue, args: Arguments): string | undefined {
  const given = path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    args,
  );
  return typeof given === 'string' ? describeNoneOf(given, values.map(String)) : undefined;
}

function describeUnknown(key: string, known: readonly string[]): string {
  const nearest = findNearest(key, known);
  return nearest === undefined ? `"${key}"` : `"${key}" (did you mean "${nearest}"?)`;
}

function describeAccepted(tool: Tool): string[] {
  return Object.entries(tool.inputSchema.shape).map(([name, schema]) =>
    schema.safeParse(undefined).success ? name : `${name}*`,
  );
}

/** Accepts the served workspace by name, by path, by a path inside it, or by the dashed path other tools use. */
export function checkProject(project: unknown, workspace: { root: string; name: string }): void {
  if (typeof project !== 'string' || project === '') return;
  const wanted = project.replaceAll('\\', '/').replace(/\/+$/, '');
  const root = workspace.root.replaceAll('\\', '/').replace(/\/+$/, '');
  if (!meansWorkspace(project, workspace) && !wanted.startsWith(`${root}/`))
    throw UnknownProject(project, workspace.name, workspace.root);
}

/** Those that `project` can mean; a whole path means one, whatever else could be written so. */
export function findMeant<Workspace extends { readonly root: string; readonly name: string }>(
  project: string,
  workspaces: readonly Workspace[],
): Workspace[] {
  const exact = workspaces.filter(({ root }) => root === project);
  return exact.length > 0 ? exact : workspaces.filter((workspace) => meansWorkspace(project, workspace));
}

/** Whether `project` is the name of a workspace, its path, or that path with dashes as other tools write it. */
export function meansWorkspace(project: string, { root, name }: { root: string; name: string }): boolean {
  const wanted = project.replaceAll('\\', '/').replace(/\/+$/, '');
  return wanted.toLowerCase() === name.toLowerCase() || dashed(wanted) === dashed(root);
}

function dashed(path: string): string {
  return path
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
