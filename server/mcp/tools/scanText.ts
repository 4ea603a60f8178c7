// Looks for a pattern in the text of files, in slices of a few milliseconds so that the server stays responsive.
// Owns matching and lines; which files there are and how a file is read is handed in.

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TextTest } from '../../queries/patterns.ts';

/** One matching line. `line` is 1-based, `text` without its line end. */
export interface LineMatch {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What to look for: a test for a whole text, to pass over most files quickly, and one for a line. */
export interface TextMatcher {
  readonly mayMatch: TextTest;
  readonly matchesLine: TextTest;
}

export interface ScanResult {
  readonly matches: number;
  readonly files: readonly { readonly file: string; readonly matches: number; readonly first: LineMatch }[];
  /** The matching lines number `from` to `to` - 1, in the order of the files. */
  readonly page: readonly LineMatch[];
  readonly unreadable: readonly string[];
  /** False when the time was up before every file was read: the numbers are lower bounds then. */
  readonly isComplete: boolean;
}

/** Longest time on the main thread without a pause. */
const SLICE_MS = 8;

/** Scans the files in their order. `read` returns undefined for a file that can't be read. */
export async function scanText(
  files: readonly string[],
  matcher: TextMatcher,
  read: (file: string) => string | undefined,
  window: { readonly from: number; readonly to: number },
  limits: { readonly budgetMs: number; readonly signal: AbortSignal },
): Promise<ScanResult> {
  const found: { file: string; matches: number; first: LineMatch }[] = [];
  const page: LineMatch[] = [];
  const unreadable: string[] = [];
  const endMs = performance.now() + limits.budgetMs;
  let sliceEndMs = performance.now() + SLICE_MS;
  let matches = 0;
  let isComplete = true;
  for (const file of files) {
    if (performance.now() > sliceEndMs) {
      await nextTurn();
      sliceEndMs = performance.now() + SLICE_MS;
    }
    if (limits.signal.aborted || performance.now() > endMs) {
      isComplete = false;
      break;
    }
    const text = read(file);
    if (text === undefined) unreadable.push(file);
    else if (matcher.mayMatch(text)) {
      const lines = matchLines(file, text, matcher.matchesLine);
      const [first] = lines;
      if (first) found.push({ file, matches: lines.length, first });
      for (const [index, line] of lines.entries()) {
        if (matches + index >= window.from && matches + index < window.to) page.push(line);
      }
      matches += lines.length;
    }
  }
  return { matches, files: found, page, unreadable, isComplete };
}

function matchLines(file: string, text: string, matchesLine: TextTest): LineMatch[] {
  const found: LineMatch[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (matchesLine(line)) found.push({ file, line: index + 1, text: line });
  }
  return found;
}
