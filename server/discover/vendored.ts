/** Folders that never hold the project's own code, pruned without a word. */
const builtInNames: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'bower_components',
  '__pycache__',
  '.tox',
  '.nox',
]);

/** Of those, the ones that even an explicit rule can't bring back. */
const repositoryNames: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.jj']);

const environmentNames: ReadonlySet<string> = new Set(['venv', '.venv', 'env', '.env', 'virtualenv']);

/** Folders of installed packages; only below a virtual environment are they not the project itself. */
const installedNames: ReadonlySet<string> = new Set(['site-packages', 'dist-packages']);

/** Folders below which `vendor` holds web libraries: pages load them, and no code imports them. */
const pageFolders: ReadonlySet<string> = new Set([
  'static',
  'assets',
  'public',
  'javascripts',
  'css',
  'stylesheets',
]);

/** The file that marks the root of a virtual environment. */
export const environmentMarker = 'pyvenv.cfg';

export function isBuiltInExclude(name: string): boolean {
  return builtInNames.has(name);
}

/** Version control data: never walked, never followed into. */
export function isRepositoryData(name: string): boolean {
  return repositoryNames.has(name);
}

export function isEnvironmentName(name: string): boolean {
  return environmentNames.has(name);
}

export function isInstalledPackages(name: string): boolean {
  return installedNames.has(name);
}

/** Whether a path relative to the root leads into what a package manager has installed. */
export function isInstalledPath(path: string): boolean {
  return path.split('/').some((name) => installedNames.has(name) || builtInNames.has(name));
}

/**
 * Whether a folder holds copied web libraries. `vendor` is also a word of business ("our vendors"), so that name counts only
 * among what is served to pages. `path` is relative with `/`.
 */
export function holdsWebLibraries(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name !== 'vendor' && name !== 'vendors') return false;
  return path
    .split('/')
    .slice(0, -1)
    .some((part) => pageFolders.has(part));
}
