// Paths as people write them: with `\\`, with `./`, or absolute within the workspace.

/** The path as the index writes it: relative to the root, with `/`. */
export function toWorkspacePath(path: string, root: string): string {
  const slashed = path.replaceAll('\\', '/');
  const top = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return (slashed.startsWith(top) ? slashed.slice(top.length) : slashed).replace(/^(?:\.\/)+/, '');
}

/** A glob or part of a path; one that is absolute means that file or folder alone. */
export function toFilePattern(pattern: string, root: string): string {
  if (pattern.startsWith('!')) return `!${toFilePattern(pattern.slice(1), root)}`;
  const path = toWorkspacePath(pattern, root);
  const isAbsolute = path.length < pattern.length && !/^\.[\\/]/.test(pattern);
  if (!isAbsolute || /[*?[{]/.test(path)) return path;
  return `{${path},${path.replace(/\/$/, '')}/**}`;
}
