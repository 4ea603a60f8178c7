// Questions about another workspace than the one that is served here: which one a call is about, and asking its server,
// which is started and indexes first when nobody has. Each workspace stays with the one server that owns its index: this one
// only carries the question over.
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute } from 'node:path';
import { checkRoot } from '../discover/checkRoot.ts';
import { ForbiddenFiles } from '../discover/forbiddenFiles.ts';
import { findRepositoryAround } from '../discover/gitRepository.ts';
import { isInside } from '../discover/paths.ts';
import { readRegularFile } from '../discover/readRegularFile.ts';
import { AmbiguousProject, NoSuchProject } from '../mcp/errors.ts';
import { describeFailure } from '../mcp/policy.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import type { IndexedWorkspace } from '../mcp/tool.ts';
import { findMeant, meansWorkspace } from '../mcp/validate.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';
import { joinServer } from './dial.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** What is known of the workspaces around the served one. */
export interface Surroundings {
  /** Of the served workspace; a real path. */
  readonly root: string;
  readonly cacheRoot: string;
  readonly entryFile: string;
  readonly version: string;
  /** Tools that look at `project` themselves. */
  readonly takesAnyProject: (tool: string) => Promise<boolean>;
  /** The indexes in the cache. */
  readonly list: () => readonly IndexedWorkspace[];
  /** Names the context of the session that asks, if one does. */
  readonly context: () => string | undefined;
  /** Folders that windows show beside this one. */
  readonly beside: () => readonly string[];
}

/** Arguments that name a folder to ask about. */
const FOLDER_ARGUMENTS = ['project', 'repo_path'] as const;

/**
 * Calls tools where they belong: a call that names another workspace, or a file or folder in one, is answered by its
 * server. What the served workspace knows nothing of is asked of the folders beside it in the same window.
 */
export function createWorkspaceRouter(
  callHere: ToolRegistry['callTool'],
  surroundings: Surroundings,
): ToolRegistry['callTool'] {
  const callAnywhere: ToolRegistry['callTool'] = async (name, args) => {
    const elsewhere = findElsewhere(args, surroundings);
    if (elsewhere !== undefined) return callThere(elsewhere, name, withoutFolder(args), surroundings);
    const answer = await callHere(name, args);
    if (answer.isEmpty !== true || args['project'] !== undefined) return answer;
    for (const folder of surroundings.beside()) {
      // The answer from here is the better one to show when a neighbour can't be asked.
      const other = await callBeside(folder, name, args, surroundings).catch(() => answer);
      if (other.isError !== true && other.isEmpty !== true) return other;
    }
    return answer;
  };
  return async (name, args) => {
    try {
      return await ((await surroundings.takesAnyProject(name)) ? callHere : callAnywhere)(name, args);
    } catch (error) {
      return describeFailure(error, args);
    }
  };
}

async function callBeside(
  folder: string,
  tool: string,
  args: Arguments,
  surroundings: Surroundings,
): Promise<ToolCallResult> {
  const root = checkRoot(folder, surroundings.cacheRoot);
  if (root === surroundings.root) return { content: [], isEmpty: true };
  return callThere(root, tool, args, surroundings);
}

/** The root of the other workspace that a call is about; undefined when it is about this one. Throws a coded error. */
function findElsewhere(args: Arguments, surroundings: Surroundings): string | undefined {
  for (const key of FOLDER_ARGUMENTS) {
    const named = args[key];
    if (typeof named === 'string' && named.trim() !== '') return findNamed(named.trim(), surroundings);
  }
  for (const path of Object.values(args).flatMap(pathsIn)) {
    const root = findQuietly(path, surroundings);
    if (root !== undefined && root !== surroundings.root) return root;
  }
  return undefined;
}

/** A path that is mentioned may lie anywhere: where no index may be made, the question stays here. */
function findQuietly(path: string, surroundings: Surroundings): string | undefined {
  try {
    return findRootOf(path, surroundings);
  } catch {
    return undefined;
  }
}

function findNamed(named: string, surroundings: Surroundings): string | undefined {
  const { root } = surroundings;
  const own = { root, name: basename(root) };
  if (isAbsolute(named)) {
    const found = findRootOf(named, surroundings) ?? checkRoot(named, surroundings.cacheRoot);
    return found === root ? undefined : found;
  }
  if (meansWorkspace(named, own)) return undefined;
  const others = surroundings.list().filter((workspace) => workspace.root !== root);
  const [meant, ...more] = findMeant(named, others);
  if (!meant) {
    throw NoSuchProject(
      named,
      [own, ...others].map(({ name }) => name),
    );
  }
  if (more.length > 0) {
    throw AmbiguousProject(
      named,
      [meant, ...more].map((workspace) => workspace.root),
    );
  }
  return meant.root;
}

/** Absolute paths in the value of an argument, without the line or name after a colon. */
function pathsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  if (typeof value !== 'string' || !isAbsolute(value) || value.length > 4096) return [];
  return [value.replace(/(?<=[^:/\\]):[^/\\]*$/, '')];
}

/**
 * The workspace that a path lies in: the innermost of the served one and the indexed ones around it, else the git work tree
 * that it belongs to. A linked work tree inside of a workspace is answered from itself. Undefined for what does not exist and
 * for a path outside of all of them.
 */
function findRootOf(path: string, { root, cacheRoot, list }: Surroundings): string | undefined {
  const real = findReal(path);
  if (real === undefined) return undefined;
  const folder = statSync(real).isDirectory() ? real : dirname(real);
  const [nearest] = [root, ...list().map((workspace) => workspace.root)]
    .filter((each) => isInside(folder, each))
    .sort((a, b) => b.length - a.length);
  const repository = findRepositoryAround(folder, loadPointer);
  if (!repository) return nearest;
  const { workTree, isLinkedWorkTree } = repository;
  if (nearest === undefined) return checkRoot(workTree, cacheRoot);
  return isLinkedWorkTree && workTree !== nearest && isInside(workTree, nearest) ? workTree : nearest;
}

function findReal(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** The files by which a linked work tree names its repository are a line long. */
const POINTER_BYTES = 4096;
/** No file of a cache is called `.git`. */
const NOTHING_FORBIDDEN = new ForbiddenFiles([], []);

function loadPointer(file: string): string | undefined {
  try {
    return readRegularFile(file, file, NOTHING_FORBIDDEN, POINTER_BYTES).bytes.toString('utf8');
  } catch {
    return undefined;
  }
}

/** Asks the server of another workspace, started if there is none; says whose answer it is. Rejects with a coded error. */
async function callThere(
  root: string,
  tool: string,
  args: Arguments,
  { entryFile, version, context }: Surroundings,
): Promise<ToolCallResult> {
  const { connection } = await joinServer({ root, entryFile, version }, 'cli');
  try {
    const asking = context();
    const answer = await connection.request('query/run', {
      tool,
      arguments: args,
      ...(asking === undefined ? {} : { context: asking }),
    });
    if (args['format'] === 'json' || answer.isError === true) return answer;
    return { ...answer, content: [{ type: 'text', text: `[workspace ${root}]` }, ...answer.content] };
  } finally {
    connection.close();
  }
}

function withoutFolder(args: Arguments): Arguments {
  const { project: _project, repo_path: _path, ...others } = args;
  return others;
}
