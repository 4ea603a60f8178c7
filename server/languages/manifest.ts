// What the manifest of a package says of it for somebody who sees it for the first time: what can be run, what others import,
// how it is tested, where its build output lies. Each language reads its own manifests in a hook.

/** Paths are relative to the indexed root. Lists are empty where the manifest says nothing. */
export interface ProjectManifest {
  /** The manifest itself. */
  readonly path: string;
  /** As others depend on it; '' when it has no name. */
  readonly name: string;
  /** What it installs or offers to be run, and the file or function that this begins with. */
  readonly commands: readonly { readonly name: string; readonly target: string }[];
  /** Files that others import. */
  readonly library: readonly string[];
  /** Command lines that run its tests. */
  readonly tests: readonly string[];
  /** Names of packages that it needs to run. */
  readonly dependsOn: readonly string[];
  /** Folders that it is built into or published from: output, if sources of the same names lie beside them. */
  readonly outputs: readonly string[];
  /** As it is published, where the manifest says a version that is one. */
  readonly version?: string;
  /** Who installs it, see LanguageHooks.packageManager. */
  readonly manager?: string;
}

/** A manifest that says nothing but its place. */
export function emptyManifest(path: string): ProjectManifest {
  return { path, name: '', commands: [], library: [], tests: [], dependsOn: [], outputs: [] };
}
