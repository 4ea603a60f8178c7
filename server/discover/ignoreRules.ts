// Patterns in gitignore syntax, for one folder and everything below it. Owns the order of precedence: later files win, and in
// a file later lines. Each file has a matcher of its own, which sees paths from its folder: below many nested files a path is
// short for most of them, and none is compiled again. It reads no files and does not know where the patterns come from.

import ignore, { type Ignore } from 'ignore';

/** What a set of rules says of one path; `unmatched` leaves the decision to the next set. */
export type Verdict = 'ignored' | 'included' | 'unmatched';

/** The patterns of files in one folder ('' for the base, else `a/b/`). */
interface Layer {
  readonly folder: string;
  readonly patterns: readonly string[];
  readonly matcher: Ignore;
}

/** An immutable list of rules. Paths given to it are relative to one base folder, folders end in `/`. */
export class IgnoreRules {
  /** The outermost first. */
  readonly #layers: readonly Layer[];
  readonly #isCaseInsensitive: boolean;
  #placed: Ignore | undefined;

  private constructor(isCaseInsensitive: boolean, layers: readonly Layer[]) {
    this.#isCaseInsensitive = isCaseInsensitive;
    this.#layers = layers;
  }

  get isEmpty(): boolean {
    return this.#layers.length === 0;
  }

  /** No rules yet. */
  static empty(isCaseInsensitive: boolean): IgnoreRules {
    return new IgnoreRules(isCaseInsensitive, []);
  }

  /** These rules followed by the patterns of one file that lies in `folder` ('' for the base, else `a/b`). */
  withPatterns(text: string, folder: string): IgnoreRules {
    const patterns = parsePatterns(text);
    if (patterns.length === 0) return this;
    return this.#with([
      { folder: folder === '' ? '' : `${folder}/`, patterns, matcher: this.#compile(patterns) },
    ]);
  }

  /** These rules followed by those of `other`, which win. */
  withRules(other: IgnoreRules): IgnoreRules {
    if (other.#layers.length === 0) return this;
    return this.#layers.length === 0 ? other : this.#with(other.#layers);
  }

  /** The verdict on one path; a folder must have been found not ignored before anything below it is asked for. */
  test(path: string): Verdict {
    if (this.isEmpty) return 'unmatched';
    const parent = path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
    for (let at = this.#layers.length - 1; at >= 0; at--) {
      const { folder, matcher } = this.#layers[at]!;
      if (path.length <= folder.length || !path.startsWith(folder)) continue;
      // A folder that this file leaves out and a later one brings back: only all rules together tell what is in it.
      if (parent.length > folder.length && matcher.test(parent.slice(folder.length)).ignored)
        return verdictOf(this.#placeAll(), path);
      const verdict = verdictOf(matcher, path.slice(folder.length));
      if (verdict !== 'unmatched') return verdict;
    }
    return 'unmatched';
  }

  /** Files of one folder share a matcher. */
  #with(added: readonly Layer[]): IgnoreRules {
    const layers = [...this.#layers];
    for (const layer of added) {
      const last = layers.at(-1);
      if (last?.folder !== layer.folder) layers.push(layer);
      else {
        const patterns = [...last.patterns, ...layer.patterns];
        layers[layers.length - 1] = { ...layer, patterns, matcher: this.#compile(patterns) };
      }
    }
    return new IgnoreRules(this.#isCaseInsensitive, layers);
  }

  #compile(patterns: readonly string[]): Ignore {
    // Paths come from a directory listing, so the matcher's own check of them would only cost time.
    return ignore({ ignorecase: this.#isCaseInsensitive, allowRelativePaths: true }).add(patterns);
  }

  /** All rules in one matcher that sees paths from the base. */
  #placeAll(): Ignore {
    return (this.#placed ??= this.#compile(
      this.#layers.flatMap(({ folder, patterns }) =>
        patterns.map((pattern) => placePattern(pattern, folder)),
      ),
    ));
  }
}

function verdictOf(matcher: Ignore, path: string): Verdict {
  const { ignored, unignored } = matcher.test(path);
  if (ignored) return 'ignored';
  return unignored ? 'included' : 'unmatched';
}

/** The patterns of an ignore file. */
function parsePatterns(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(trimPattern)
    .filter((pattern) => pattern !== '' && !pattern.startsWith('#'));
}

/** Without trailing spaces, except one behind a backslash. */
function trimPattern(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  const trimmed = line.slice(0, end);
  const backslashes = trimmed.length - trimmed.replace(/\\+$/, '').length;
  return backslashes % 2 === 1 && end < line.length ? `${trimmed} ` : trimmed;
}

/** A pattern of a file in `folder` so that it means the same seen from the base folder. */
function placePattern(pattern: string, folder: string): string {
  if (folder === '') return pattern;
  const isNegated = pattern.startsWith('!');
  const body = isNegated ? pattern.slice(1) : pattern;
  if (body === '' || body === '/') return '';
  const place = `/${escapePattern(folder)}`;
  const isAnchored = body.slice(0, -1).includes('/');
  const placed = isAnchored ? `${place}${body.replace(/^\//, '')}` : `${place}**/${body}`;
  return isNegated ? `!${placed}` : placed;
}

function escapePattern(folder: string): string {
  return folder.replace(/[\\*?[\] ]/g, String.raw`\$&`);
}
