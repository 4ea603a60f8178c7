// Looks for a pattern in every text of the workspace that git would show, indexed or not. Owns which files those are and
// their order; what matches in a text is TextMatcher's.

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { discover } from '../discover/discover.ts';
import { FileBinary, FileTooLarge } from '../discover/errors.ts';
import { FolderListings } from '../discover/folderListings.ts';
import { GitTracked } from '../discover/gitTracked.ts';
import { IgnoreRules } from '../discover/ignoreRules.ts';
import { ReadGate } from '../discover/readGate.ts';
import { SourceNames } from '../discover/sourceNames.ts';
import { CodedError } from '../errors.ts';
import { languageTable } from '../languages/table.ts';
import { isTestPath } from '../languages/testPaths.ts';
import { compilePathFilter, compilePattern } from '../queries/patterns.ts';
import { TextMatcher } from './textMatcher.ts';
import type { IndexOptions } from './messages.ts';
import type { LineMatch, TextAnswer, TextQuestion } from './textMessages.ts';

/** A text that is larger is no text that people read. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;
/** So often other messages are heard: that a question was given up. */
const SLICE_MS = 20;

const names = new SourceNames(languageTable);

/** Searches the texts of workspaces; remembers of each what folders hold and what git tracks. */
export class WorkspaceTexts {
  readonly #folders = new Map<string, { readonly listings: FolderListings; readonly tracked: GitTracked }>();

  /** Rejects with BAD_PATTERN for a pattern that is none. */
  async search(question: TextQuestion, signal: AbortSignal): Promise<TextAnswer> {
    const { root, forbidden } = question.options;
    let known = this.#folders.get(root);
    if (!known) {
      const tracked = new GitTracked(root, question.scratch, forbidden.dirs);
      this.#folders.set(root, (known = { listings: new FolderListings(root), tracked }));
    }
    const matcher = new TextMatcher(question.pattern, question.isRegex);
    const { files, ignored } = await listTexts(question.options, known.listings, known.tracked, signal);
    return searchTexts(question, matcher, selectFiles(files, question), ignored, signal);
  }
}

/** Every file that is not ignored, and what git tracks all the same. */
async function listTexts(
  { root, forbidden, exclude, overlays }: IndexOptions,
  listings: FolderListings,
  tracked: GitTracked,
  signal: AbortSignal,
): Promise<{ readonly files: readonly string[]; readonly ignored: number }> {
  const { files, ignoredCount } = discover({
    root,
    excludedDirs: forbidden.dirs,
    maxFileSizeBytes: Infinity,
    exclude,
    includeGenerated: true,
    takesAll: true,
    languages: languageTable,
    overlays,
    listings,
  });
  const paths = new Set(files.map(({ path }) => path));
  const own = IgnoreRules.empty(false).withPatterns(exclude.join('\n'), '');
  for (const path of await tracked.list(signal))
    if (!paths.has(path) && own.test(path) !== 'ignored' && existsSync(join(root, path))) paths.add(path);
  return { files: [...paths], ignored: ignoredCount };
}

/** Those that are wanted: code first, then other texts, tests last, each by path. */
function selectFiles(files: readonly string[], { file_pattern, path_filter }: TextQuestion): string[] {
  const isWanted = file_pattern === undefined ? undefined : compilePathFilter('file_pattern', file_pattern);
  const expression = path_filter === undefined ? undefined : compilePattern('path_filter', path_filter);
  const ranks = new Map<string, number>();
  for (const path of files) {
    if ((isWanted && !isWanted(path)) || (expression && !expression.test(path))) continue;
    const isCode = names.findLanguage(basename(path)) !== undefined;
    ranks.set(path, isTestPath(path) ? 2 : Number(!isCode));
  }
  return [...ranks.keys()].sort((a, b) => ranks.get(a)! - ranks.get(b)! || (a < b ? -1 : 1));
}

async function searchTexts(
  { options, from, to, budgetMs }: TextQuestion,
  matcher: TextMatcher,
  files: readonly string[],
  ignored: number,
  signal: AbortSignal,
): Promise<TextAnswer> {
  const { root, forbidden, overlays } = options;
  const gate = new ReadGate(
    root,
    { dirs: [...forbidden.dirs], files: [...forbidden.files] },
    MAX_TEXT_BYTES,
    overlays,
  );
  const found: { file: string; matches: number; first: LineMatch }[] = [];
  const page: LineMatch[] = [];
  const left = { binary: 0, large: 0, unreadable: [] as string[] };
  const endMs = performance.now() + budgetMs;
  let sliceEndMs = performance.now() + SLICE_MS;
  let [matches, searched] = [0, 0];
  for (const file of files) {
    if (performance.now() > sliceEndMs) {
      await nextTurn();
      signal.throwIfAborted();
      if (performance.now() > endMs)
        return { matches, files: found, page, searched, left, ignored, isComplete: false };
      sliceEndMs = performance.now() + SLICE_MS;
    }
    try {
      const lines = matcher.find(gate.readBytes(file));
      if (lines === undefined) left.binary++;
      else searched++;
      const [first] = lines ?? [];
      if (!lines || !first) continue;
      found.push({ file, matches: lines.length, first: { file, ...first } });
      for (let at = Math.max(0, from - matches); at < lines.length && matches + at < to; at++)
        page.push({ file, ...lines[at]! });
      matches += lines.length;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.code === FileTooLarge.code) left.large++;
      else if (error.code === FileBinary.code) left.binary++;
      else left.unreadable.push(file);
    }
  }
  return { matches, files: found, page, searched, left, ignored, isComplete: true };
}
