// Keeps an answer within its token budget by leaving rows off its end. Knows no tool: which array is the pageable one
// is told by the caller.

import { foreignTokens } from './foreignTokens.ts';

type Answer = Readonly<Record<string, unknown>>;

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const BLANK = 4;
const BREAK = 5;
const FOREIGN = 6;
/** The class of each ASCII character. */
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  const text = String.fromCharCode(code);
  if (/[a-z]/.test(text)) return LOWER;
  if (/[A-Z]/.test(text)) return UPPER;
  if (/\d/.test(text)) return DIGIT;
  if (text === '\n') return BREAK;
  return /\s/.test(text) ? BLANK : OTHER;
});
/** Characters of a run that make one token, by class: what o200k_base takes on sources and answers, rounded to the dear side. */
const RUN: Readonly<Record<number, number>> = {
  [LOWER]: 8,
  [UPPER]: 2.5,
  [DIGIT]: 2.5,
  [BREAK]: 16,
  [OTHER]: 2.5,
};

/**
 * Tokens of a text as o200k_base counts them, within a tenth on sources and answers: runs of one kind of character are
 * counted, a word with its capital and the blank before it; of other scripts than ASCII what `foreignTokens` says. A
 * tokenizer's tables would take 60 MB.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let runClass = BREAK;
  let runLength = 0;
  let foreign = 0;
  const close = (next: number): void => {
    if (runLength === 0) return;
    // The last blank belongs to what follows it unless that is a number, a capital to its word.
    if (runClass === BLANK) {
      const joins = next !== DIGIT && next !== BREAK;
      tokens += runLength === 1 ? Number(!joins) : joins || next === BREAK ? 1 : 2;
      return;
    }
    if (runClass === UPPER && runLength === 1 && next === LOWER) return;
    if (runClass === FOREIGN) {
      // One letter with a mark in a word of ASCII letters hardly divides it.
      tokens += Math.max(0.5, foreign);
      foreign = 0;
      return;
    }
    // So does one mark, where the vocabulary has the pair: every third time or so.
    if (runClass === OTHER && runLength === 1 && (next === LOWER || next === UPPER)) tokens += 0.65;
    else tokens += Math.max(1, Math.round(runLength / RUN[runClass]!));
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const next = code < 128 ? CLASSES[code]! : FOREIGN;
    if (next === FOREIGN) foreign += foreignTokens(code, text.charCodeAt(at - 1));
    if (next === runClass) runLength++;
    else {
      close(next);
      runClass = next;
      runLength = 1;
    }
  }
  close(BREAK);
  return Math.ceil(tokens);
}

/** The beginning of a text that is longer than the budget, by whole lines where they fit, and how much the whole takes. */
export function cutText(text: string, maxTokens: number): string {
  const tokens = estimateTokens(text);
  if (tokens <= maxTokens) return text;
  const note = `[cut to max_tokens; the whole takes ${tokens}]`;
  const budget = Math.max(0, maxTokens - estimateTokens(note) - 1);
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (estimateTokens(text.slice(0, middle)) <= budget) low = middle;
    else high = middle - 1;
  }
  const end = text.lastIndexOf('\n', low);
  return `${text.slice(0, end > low / 2 ? end : low)}\n${note}`;
}

/** An answer cut to size: `kept` rows of its array, its text twin. */
export interface FittedAnswer {
  readonly answer: Answer;
  readonly text: string;
  readonly kept: number;
}

/**
 * The longest beginning of `answer[rows]` with which the text does not exceed `maxTokens`; at least one row, so that paging always gets on. `complete` adds to a cut answer what belongs to it (the cursor).
 */
export function fitRows(
  answer: Answer,
  rows: string,
  maxTokens: number,
  complete: (answer: Answer, kept: number) => Answer,
  render: (answer: Answer) => string,
): FittedAnswer {
  const all: unknown = answer[rows];
  const list: readonly unknown[] = Array.isArray(all) ? all : [];
  const cut = (kept: number): FittedAnswer => {
    const part = complete({ ...answer, [rows]: list.slice(0, kept) }, kept);
    return { answer: part, text: render(part), kept };
  };
  const fits = ({ text }: FittedAnswer): boolean => estimateTokens(text) <= maxTokens;
  const whole = cut(list.length);
  if (list.length <= 1 || fits(whole)) return whole;
  let low = 1;
  let high = list.length - 1;
  let best = cut(1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const candidate = cut(middle);
    if (fits(candidate)) {
      low = middle;
      best = candidate;
    } else high = middle - 1;
  }
  return best;
}

/**
 * An answer as JSON that fits because the end of its longest lists is left off, but not of `rows`, which pages. `left_out` counts
 * what is missing, by the name of its list. What no list holds stays whole.
 */
export function shortenLists(answer: Answer, rows: string | undefined, maxTokens: number): string {
  const short: Record<string, unknown> = structuredClone(answer);
  const leftOut: Record<string, number> = {};
  for (;;) {
    const text = JSON.stringify(Object.keys(leftOut).length > 0 ? { ...short, left_out: leftOut } : short);
    if (estimateTokens(text) <= maxTokens) return text;
    const [longest] = listLists(short, '')
      .filter(({ name }) => name !== rows)
      .sort((a, b) => b.size - a.size);
    if (!longest) return text;
    const { name, list } = longest;
    const kept = Math.floor((list.length * 3) / 4);
    leftOut[name] = (leftOut[name] ?? 0) + list.length - kept;
    list.length = kept;
  }
}

/** The lists in an object that are not empty, without those within lists: by the keys that lead there. */
function listLists(value: unknown, name: string): { name: string; list: unknown[]; size: number }[] {
  if (Array.isArray(value))
    return value.length > 0 ? [{ name, list: value, size: JSON.stringify(value).length }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    listLists(each, name === '' ? key : `${name}.${key}`),
  );
}
