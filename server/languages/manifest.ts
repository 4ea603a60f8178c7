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
  /** Package → the versions of it that will do, as the manifest writes that, '' for any; those for development too. */
  readonly ranges?: Readonly<Record<string, string>>;
  /** What others can import below the name of the package where the manifest says that; '' is the package itself, `*` any file. */
  readonly entries?: readonly string[];
}

/** A file as packages elsewhere import it. */
export interface ImportedAs {
  readonly package: string;
  /** What stands behind that, '' for the package itself. */
  readonly below: string;
  /** What an import says; a file that this does not lead to is not imported so. Undefined where that is sure. */
  readonly specifier: string | undefined;
  /** Nothing says that it is meant for others, but nothing keeps them from it. */
  readonly isByPath?: boolean;
}

/** A manifest that says nothing but its place. */
export function emptyManifest(path: string): ProjectManifest {
  return { path, name: '', commands: [], library: [], tests: [], dependsOn: [], outputs: [] };
}
