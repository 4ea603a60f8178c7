// Which directories are members of an npm, yarn, pnpm or lerna workspace.

import type { ProjectFiles } from '../language.ts';
import { baseNameOf, childOf, directoryOf } from '../projectPaths.ts';
import { isJsonObject, parseJsonObject, stringsOf } from './json.ts';

/** Finds the workspaces of a project and tells which package directories belong to one; a workspace's root does too. */
export function findWorkspaceMembers(project: ProjectFiles): (directory: string) => boolean {
  const roots = new Set<string>();
  const included: RegExp[] = [];
  const excluded: RegExp[] = [];
  for (const file of project.configFiles) {
    const directory = directoryOf(file);
    const globs = readGlobs(baseNameOf(file), () => project.readConfig(file));
    if (globs.length === 0) continue;
    roots.add(directory);
    for (const glob of globs) {
      const isNegated = glob.startsWith('!');
      const pattern = (isNegated ? glob.slice(1) : glob).replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
      (isNegated ? excluded : included).push(toPattern(childOf(directory, pattern)));
    }
  }
  return (directory) =>
    roots.has(directory) ||
    (included.some((pattern) => pattern.test(directory)) &&
      !excluded.some((pattern) => pattern.test(directory)));
}

function readGlobs(name: string, read: () => string | undefined): string[] {
  if (name === 'pnpm-workspace.yaml') return readPnpmPackages(read() ?? '');
  if (name === 'lerna.json') return stringsOf(parseJsonObject(read())?.['packages']);
  if (name !== 'package.json') return [];
  const workspaces = parseJsonObject(read())?.['workspaces'];
  return stringsOf(isJsonObject(workspaces) ? workspaces['packages'] : workspaces);
}

/** The list `packages` of a pnpm-workspace.yaml, in block or flow style. */
function readPnpmPackages(text: string): string[] {
  const flow = /^packages:\s*\[([^\]]*)\]/m.exec(text)?.[1];
  if (flow !== undefined) return flow.split(',').map(unquote).filter(Boolean);
  const globs: string[] = [];
  let isInside = false;
  for (const line of text.split(/\r?\n/)) {
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1];
    if (item !== undefined) {
      if (isInside) globs.push(unquote(item));
    } else if (/^[\w'"]/.test(line)) isInside = /^packages:\s*(?:#.*)?$/.test(line);
  }
  return globs.filter(Boolean);
}

function unquote(scalar: string): string {
  const trimmed = scalar.trim();
  return /^(['"])(.*?)\1/.exec(trimmed)?.[2] ?? trimmed.replace(/\s+#.*$/, '');
}

function toPattern(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*+|\?|[{},]|[\\^$.|+()[\]]/g, (token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token.startsWith('*')) return token.length > 1 ? '.*' : '[^/]*';
    return { '?': '[^/]', '{': '(?:', '}': ')', ',': '|' }[token] ?? `\\${token}`;
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^\b$/;
  }
}
