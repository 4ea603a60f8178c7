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

const alwaysVendored: ReadonlySet<string> = new Set([
  'third_party',
  'third-party',
  'thirdparty',
  '3rdparty',
  '_vendor',
]);

/** Below one of these, `vendor` holds copied web libraries. */
const assetFolders: ReadonlySet<string> = new Set([
  'static',
  'assets',
  'public',
  'js',
  'javascripts',
  'css',
  'stylesheets',
  'lib',
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

/**
 * True for a folder of copied third-party code. `vendor` is also a word of business ("our vendors"), so that name
 * counts only at the root, beside a package manifest, or among web assets. `path` is relative with `/`.
 */
export function isVendored(path: string, hasManifestBeside: () => boolean): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (alwaysVendored.has(name)) return true;
  if (name !== 'vendor' && name !== 'vendors') return false;
  const parent = parts.at(-2);
  return parent === undefined || assetFolders.has(parent) || hasManifestBeside();
}
