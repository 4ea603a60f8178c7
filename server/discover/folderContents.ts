// What a walk makes of the entries of one folder, as far as names and rules decide that. It is kept from one walk to the next for
// as long as entries and rules are the same; how large files are, what they hold and where links lead is looked up each time.

import type { IgnoreScope } from './ignoreScope.ts';
import { OtherFiles } from './otherFiles.ts';
import { toPrintable } from './paths.ts';

/** A folder that is walked. */
export interface Folder {
  /** Relative to the root, '' for the root; goes through the link when a link led here. */
  readonly path: string;
  readonly realPath: string;
  /** The rules that hold in the folder around it. */
  readonly scope: IgnoreScope;
  readonly isInEnvironment: boolean;
  /** The code of others begins here. */
  readonly isVendored?: boolean;
}

/** What is left out and worth telling. */
export interface SkippedFile {
  /** Printable; a folder that was skipped as a whole ends in `/`. */
  readonly path: string;
  /** In words for a person; the same words for the same cause. */
  readonly reason: string;
  /** 0 when unknown. */
  readonly sizeBytes: number;
}

/** A symbolic link, and the rules where it lies. */
export interface Link {
  readonly path: string;
  readonly name: string;
  /** Ends in a separator. */
  readonly realFolder: string;
  readonly folder: Folder;
}

/** A file that is taken for its name. */
export interface NamedFile {
  readonly path: string;
  readonly realPath: string;
  /** Undefined for one that only configures. */
  readonly language: string | undefined;
  readonly isConfig: boolean;
  /** Why its name tells that nobody wrote it, undefined when it does not. */
  readonly minified: string | undefined;
}

/** A file that its first line may make one of a language. */
export interface PossibleScript {
  readonly name: string;
  readonly path: string;
  readonly realPath: string;
}

/** An ignore file with its text. */
export interface RuleText {
  readonly realPath: string;
  readonly text: string;
}

/** What was found in one folder, in the order of its entries. */
export class FolderContents {
  /** The folder with the rules that hold inside. */
  readonly folder: Folder;
  readonly files: NamedFile[] = [];
  readonly folders: Folder[] = [];
  readonly links: Link[] = [];
  readonly scripts: PossibleScript[] = [];
  readonly skipped: SkippedFile[] = [];
  /** Real paths of folders that a link must not lead into. */
  readonly leftOut: string[] = [];
  /** Folders that version control leaves out: what a build wrote lies in such. */
  readonly unversioned: Pick<Folder, 'path' | 'realPath'>[] = [];
  ignoredCount = 0;
  others: OtherFiles | undefined;

  constructor(folder: Folder) {
    this.folder = folder;
  }

  skip(path: string, reason: string): void {
    this.skipped.push({ path: toPrintable(path), reason, sizeBytes: 0 });
  }

  addOther(name: string): void {
    (this.others ??= new OtherFiles()).add(name);
  }
}

/** What was found, and what it depends on beside the names of the entries. */
export interface KeptContents {
  readonly contents: FolderContents;
  readonly outer: Folder;
  readonly rules: readonly RuleText[];
}
