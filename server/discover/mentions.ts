// Where names are written in a text, whatever the writing means: code, a string, a template. Comments count as nothing.
// Also the pieces of names that a text puts together while it runs (`'visit_' + kind`). Knows no language.

/** Lines of one file that hold a name. */
export interface Mention {
  readonly name: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** How often the name stands on the line. */
  readonly times: number;
}

/** What was found in all files. */
export interface Mentions {
  readonly mentions: readonly Mention[];
  /** Names that are written on more lines than can be judged. */
  readonly frequent: readonly string[];
  /** Beginnings and ends of names that are completed at run time. */
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
}

/** A name on more lines than this is left undecided. */
const MAX_LINES_PER_NAME = 400;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** A quoted word that goes on by interpolation or by a plus sign, and one that ends so. */
const PREFIX = /["'`]([\p{L}_][\p{L}\p{N}_]+)(?:%[sdr(]|\$?\{|["'`]\s*[+%])/gu;
const SUFFIX = /(?:%[sdr]|%\(\w+\)s|\}|\+\s*["'`])([\p{L}\p{N}_]{3,})["'`]/gu;

/** A word that a preprocessor joins with another before or behind it: `read_##name`, `name##_read`. */
const JOINED = /([\p{L}_][\p{L}\p{N}_]*_)\s*##|##\s*(_[\p{L}\p{N}_]{2,})/gu;

/** Collects mentions of `names` over many texts. */
export class MentionCollector {
  private readonly linesOf: Map<string, number>;
  private readonly mentions: Mention[] = [];
  private readonly prefixes = new Set<string>();
  private readonly suffixes = new Set<string>();

  constructor(names: Iterable<string>) {
    this.linesOf = new Map([...names].map((name) => [name, 0]));
  }

  /** Reads the text of `file`. */
  add(file: string, text: string): void {
    if (/["'`]/.test(text)) {
      for (const [, prefix] of text.matchAll(PREFIX)) this.prefixes.add(prefix!);
      for (const [, suffix] of text.matchAll(SUFFIX)) this.suffixes.add(suffix!);
    }
    if (text.includes('##'))
      for (const [, before, behind] of text.matchAll(JOINED)) {
        if (before !== undefined) this.prefixes.add(before);
        if (behind !== undefined) this.suffixes.add(behind);
      }
    let isComment = false;
    for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
      const start = line.trimStart();
      if (start.startsWith('/*')) isComment = true;
      const isSkipped = isComment || /^(?:\/\/|#(?:\s|!|$))/.test(start);
      if (isComment && line.includes('*/')) isComment = false;
      if (!isSkipped) this.addLine(file, index + 1, line);
    }
  }

  private addLine(file: string, line: number, text: string): void {
    let times: Map<string, number> | undefined;
    for (const [word] of text.matchAll(WORD)) {
      if (!this.linesOf.has(word)) continue;
      times ??= new Map();
      times.set(word, (times.get(word) ?? 0) + 1);
    }
    if (!times) return;
    for (const [name, count] of times) {
      const lines = this.linesOf.get(name)! + 1;
      this.linesOf.set(name, lines);
      if (lines <= MAX_LINES_PER_NAME) this.mentions.push({ name, file, line, times: count });
    }
  }

  finish(): Mentions {
    const frequent = [...this.linesOf].flatMap(([name, lines]) => (lines > MAX_LINES_PER_NAME ? [name] : []));
    const isFrequent = new Set(frequent);
    return {
      mentions: this.mentions.filter(({ name }) => !isFrequent.has(name)),
      frequent,
      prefixes: [...this.prefixes],
      suffixes: [...this.suffixes],
    };
  }
}

/** Whether a name can be one that is put together from a known piece and something else, at the seam of two words. */
export function canBeBuilt(name: string, { prefixes, suffixes }: Mentions): boolean {
  return (
    prefixes.some((prefix) => {
      const rest = name.slice(prefix.length);
      return (
        rest !== '' && name.startsWith(prefix) && (prefix.endsWith('_') || /^[_\p{Lu}\p{N}]/u.test(rest))
      );
    }) ||
    suffixes.some(
      (suffix) =>
        suffix !== name &&
        name.endsWith(suffix) &&
        (/^[_\p{Lu}]/u.test(suffix) || name.at(-suffix.length - 1) === '_'),
    )
  );
}
