// What a language says of the commands that run its tests, and the words of such commands.

/** A file of tests: its path below the root, its text, and the names of the tests in it that matter, if not all do. */
export interface TestFile {
  readonly path: string;
  readonly text: string;
  readonly names: readonly string[];
}

/** Reads a file of the project by its path below the root; undefined when there is none. */
export type ReadProjectFile = (path: string) => string | undefined;

/** How one file of tests is run. */
export interface TestClaim {
  /** Such as `pytest`; part of the answer. */
  readonly framework: string;
  /** Where the command is run, '' for the root. */
  readonly folder: string;
  /** What stands for the file in the command; the same for files that are run together anyway. */
  readonly argument: string;
  /** The command for all arguments of one framework and folder. */
  format(files: readonly { readonly argument: string; readonly names: readonly string[] }[]): string;
}

/** Says how a file of tests is run, undefined for a file of another language. */
export type TestRunner = (file: TestFile, read: ReadProjectFile) => TestClaim | undefined;

/** A word for a POSIX shell: quoted when it needs to be. */
export function quoteArgument(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The folders above a path, nearest first, '' for the root last. */
export function listFoldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts.map((_, at) => parts.slice(0, parts.length - at).join('/')), ''];
}

/** A path within a folder, as seen from there. */
export function pathFrom(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** The path of a file in a folder. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
