// What is asked of the text worker, and what it answers.

import type { IndexOptions } from './messages.ts';

/** What to look for in the texts of the workspace. */
export interface TextSearch {
  readonly pattern: string;
  readonly isRegex: boolean;
  /** Which files, as compilePathFilter and compilePattern read them. */
  readonly file_pattern?: string | undefined;
  readonly path_filter?: string | undefined;
  /** The matching lines to give back, by their number among all. */
  readonly from: number;
  readonly to: number;
  readonly budgetMs: number;
}

/** The same with what the worker has to know of the workspace; `scratch`: a folder of ours for the view of the repository. */
export interface TextQuestion extends TextSearch {
  readonly options: IndexOptions;
  readonly scratch: string;
}

/** One matching line. `line` is 1-based, `text` without its line end, of a long one the part around the match. */
export interface LineMatch {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What was found, and what was looked at for it. */
export interface TextAnswer {
  readonly matches: number;
  readonly files: readonly { readonly file: string; readonly matches: number; readonly first: LineMatch }[];
  /** The lines that were asked for, in the order of the files. */
  readonly page: readonly LineMatch[];
  /** Files whose text was looked at, and files that were not, by the reason. */
  readonly searched: number;
  readonly left: { readonly binary: number; readonly large: number; readonly unreadable: readonly string[] };
  /** Files and whole folders that ignore rules leave out. */
  readonly ignored: number;
  /** False when the time was up before every file was read: the numbers are lower bounds then. */
  readonly isComplete: boolean;
}
