// Patterns in gitignore syntax, for one folder and everything below it. Owns the order of precedence: all rules of a
// set live in one matcher, later ones win, and rules of a nested file are rewritten to that folder's place. It reads
// no files and does not know where the patterns come from.

import ignore, { type Ignore } from 'ignore';

/** What a set of rules says of one path; `unmatched` leaves the decision to the next set. */
export type Verdict = 'ignored' | 'included' | 'unmatched';

/** An immutable list of rules with its matcher. Paths given to it are relative to one base folder, folders end in `/`. */
export class IgnoreRules {
  readonly #matcher: Ignore | undefined;
  readonly #isCaseInsensitive: boolean;

  private constructor(isCaseInsensitive: boolean, matcher: Ignore | undefined) {
    this.#isCaseInsensitive = isCaseInsensitive;
    this.#matcher = matcher;
  }

  /** No rules yet. */
  static empty(isCaseInsensitive: boolean): IgnoreRules {
    return new IgnoreRules(isCaseInsensitive, undefined);
  }

  /** These rules followed by the patterns of one file that lies in `folder` ('' for the base, else `a/b`). */
  withPatterns(text: string, folder: string): IgnoreRules {
    const patterns = parsePatterns(text, folder);
    if (patterns.length === 0) return this;
    return new IgnoreRules(this.#isCaseInsensitive, this.#copy().add(patterns));
  }

  /** These rules followed by those of `other`, which win. Compiled patterns are shared. */
  withRules(other: IgnoreRules): IgnoreRules {
    if (other.#matcher === undefined) return this;
    if (this.#matcher === undefined) return other;
    return new IgnoreRules(this.#isCaseInsensitive, this.#copy().add(other.#matcher));
  }

  /** The verdict on one path; a folder must have been found not ignored before anything below it is asked for. */
  test(path: string): Verdict {
    if (this.#matcher === undefined) return 'unmatched';
    const { ignored, unignored } = this.#matcher.test(path);
    if (ignored) return 'ignored';
    return unignored ? 'included' : 'unmatched';
  }

  #copy(): Ignore {
    // Paths come from a directory listing, so the matcher's own check of them would only cost time.
    const copy = ignore({ ignorecase: this.#isCaseInsensitive, allowRelativePaths: true });
    return this.#matcher === undefined ? copy : copy.add(this.#matcher);
  }
}

/** The patterns of an ignore file, rewritten so that they mean the same seen from the base folder. */
export function parsePatterns(text: string, folder: string): string[] {
  const patterns: string[] = [];
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const pattern = placePattern(trimPattern(line), folder);
    if (pattern !== '') patterns.push(pattern);
  }
  return patterns;
}

/** Without trailing spaces, except one behind a backslash. */
function trimPattern(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  const trimmed = line.slice(0, end);
  const backslashes = trimmed.length - trimmed.replace(/\\+$/, '').length;
  return backslashes % 2 === 1 && end < line.length ? `${trimmed} ` : trimmed;
}

function placePattern(pattern: string, folder: string): string {
  if (pattern === '' || pattern.startsWith('#')) return '';
  if (folder === '') return pattern;
  const isNegated = pattern.startsWith('!');
  const body = isNegated ? pattern.slice(1) : pattern;
  if (body === '' || body === '/') return '';
  const place = `/${escapePattern(folder)}`;
  const isAnchored = body.slice(0, -1).includes('/');
  const placed = isAnchored ? `${place}/${body.replace(/^\//, '')}` : `${place}/**/${body}`;
  return isNegated ? `!${placed}` : placed;
}

function escapePattern(folder: string): string {
  return folder.replace(/[\\*?[\] ]/g, String.raw`\$&`);
}
