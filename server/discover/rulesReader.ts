import { existsSync } from 'node:fs';
import type { ForbiddenFiles } from './forbiddenFiles.ts';
import { realPathOrResolved } from './paths.ts';
import { readRegularFile } from './readRegularFile.ts';

/** Nothing longer is an ignore file or a configuration of git. */
const maxRulesBytes = 1024 * 1024;

/** Reads ignore files and git's configuration: regular files only, never one of the index, whatever a path says. */
export class RulesReader {
  readonly #forbidden: ForbiddenFiles;
  /** What was asked for by `load` and `loadInTree` so far, path and text in turns. */
  readonly loaded: (string | undefined)[] = [];

  constructor(forbidden: ForbiddenFiles) {
    this.#forbidden = forbidden;
  }

  /** The text of an ignore file in the tree. Throws a coded error; like git, it does not go through a link. */
  read(path: string): string {
    return readRegularFile(path, path, this.#forbidden, maxRulesBytes).bytes.toString();
  }

  /** As `read`, but undefined for what is not there or may not be read. */
  readonly loadInTree = (path: string): string | undefined => {
    const text = this.#find(path);
    this.loaded.push(path, text);
    return text;
  };

  /** A file of git or of the user's own settings, which may well be a link. */
  readonly load = (path: string): string | undefined =>
    this.loadInTree(existsSync(path) ? realPathOrResolved(path) : path);

  #find(path: string): string | undefined {
    // Most of those that could be there are not, and an error costs more than to ask.
    if (!existsSync(path)) return undefined;
    try {
      return this.read(path);
    } catch {
      return undefined;
    }
  }
}
