// Arithmetic on paths relative to the indexed root: `/` separators, no leading slash, '' is the root itself.
// Knows nothing of the disk; node:path would bring in the platform's separators and the current directory.

/** Directory of a path, '' for what lies in the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Last segment of a path. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `name` inside `directory`, both taken as they are. */
export function childOf(directory: string, name: string): string {
  if (directory === '') return name;
  return name === '' ? directory : `${directory}/${name}`;
}

/** Resolves `relative` (with `.` and `..` segments) against a directory; undefined when it leaves the root. */
export function joinPath(directory: string, relative: string): string | undefined {
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** The directory itself and every directory above it, nearest first, the root ('') last. */
export function ancestorsOf(directory: string): string[] {
  const ancestors = [directory];
  for (let at = directory; at !== ''; ancestors.push(at)) at = directoryOf(at);
  return ancestors;
}

/** Whether a path is `directory` or lies below it. */
export function isWithin(path: string, directory: string): boolean {
  if (directory === '' || path === directory) return true;
  return path.length > directory.length && path[directory.length] === '/' && path.startsWith(directory);
}

/** Number of leading segments that two directories share: the greater, the nearer they are. */
export function sharedDepth(left: string, right: string): number {
  if (left === '' || right === '') return 0;
  const leftSegments = left.split('/');
  const rightSegments = right.split('/');
  let depth = 0;
  while (depth < leftSegments.length && leftSegments[depth] === rightSegments[depth]) depth++;
  return depth;
}

/** Every directory that holds one of the paths, at any depth, the root included. */
export function directoriesOf(paths: readonly string[]): Set<string> {
  const directories = new Set<string>();
  for (const path of paths) {
    let at = directoryOf(path);
    while (!directories.has(at)) {
      directories.add(at);
      at = directoryOf(at);
    }
  }
  return directories;
}

const APART = new Set(
  (
    'test tests __tests__ testdata fixture fixtures __fixtures__ example examples sample samples ' +
    'doc docs docs_src benchmark benchmarks template templates'
  ).split(' '),
);

/**
 * Whether code in `fromDirectory` can mean what stands in `directory` without saying where it is. Tests, fixtures and
 * examples often hold small projects that are named like real packages: those serve only their own folder.
 */
export function isVisibleFrom(directory: string, fromDirectory: string): boolean {
  let end = -1;
  do {
    const start = end + 1;
    end = directory.indexOf('/', start);
    const segment = end < 0 ? directory.slice(start) : directory.slice(start, end);
    if (APART.has(segment)) return isWithin(fromDirectory, end < 0 ? directory : directory.slice(0, end));
  } while (end >= 0);
  return true;
}
