// What a caller sent comes back in answers and errors that name it. However long it was, its beginning is enough. Here for all
// tools: before an answer is fitted into its budget, and in every error.
import { shorten } from '../errors.ts';

/** So much of a text is repeated, in characters: an answer may name it more than once. */
const MAX_REPEATED = 300;
/** Every stretch that is long enough to be shortened holds a whole block. */
const BLOCK = MAX_REPEATED / 2;

/** Shortens texts, and all texts within rows, wherever they repeat a long stretch of what was sent. */
export interface EchoShortener {
  text(text: string): string;
  rows<Value>(value: Value): Value;
}

/** What `shorten` adds to a text. */
const TOLD_LENGTH = /^… \(\d+ characters\)/;

const AS_IT_IS: EchoShortener = { text: (text) => text, rows: (value) => value };

/** What shortens the answers to a call with these arguments. */
export function createEchoShortener(args: Readonly<Record<string, unknown>>): EchoShortener {
  const long = listTexts(args).filter((text) => text.length > MAX_REPEATED);
  if (long.length === 0) return AS_IT_IS;
  // Some answers quote what they repeat.
  const sent = [...new Set(long.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))];
  const text = (whole: string): string =>
    sent.reduce(
      (rest, each) => shortenStretches(rest.replaceAll(each, shorten(each, MAX_REPEATED)), each),
      whole,
    );
  const rows = <Value>(value: Value): Value => mapTexts(value, text) as Value;
  return { text, rows };
}

/** The text with each stretch of `sent` that is longer than is repeated cut to its beginning. */
function shortenStretches(text: string, sent: string): string {
  let result = '';
  let done = 0;
  for (let at = 0; at + BLOCK <= text.length; at += BLOCK) {
    const found = sent.indexOf(text.slice(at, at + BLOCK));
    if (found < 0) continue;
    let [start, from] = [at, found];
    while (start > done && from > 0 && text[start - 1] === sent[from - 1]) {
      start--;
      from--;
    }
    let [end, to] = [at + BLOCK, found + BLOCK];
    while (end < text.length && to < sent.length && text[end] === sent[to]) {
      end++;
      to++;
    }
    if (end - start <= MAX_REPEATED) continue;
    // An error may have said already how long it is.
    const told = TOLD_LENGTH.exec(text.slice(end, end + 40))?.[0];
    result += text.slice(done, start);
    result +=
      told === undefined
        ? shorten(text.slice(start, end), MAX_REPEATED)
        : text.slice(start, start + MAX_REPEATED) + told;
    done = end + (told?.length ?? 0);
    at = done - BLOCK;
  }
  return result + text.slice(done);
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return value.length > MAX_REPEATED ? map(value) : value;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, map)]));
}

/** Names and values that are text, at any depth. */
function listTexts(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') found.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) {
      found.push(name);
      listTexts(each, found);
    }
  }
  return found;
}
