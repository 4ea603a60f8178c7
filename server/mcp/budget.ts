// Keeps an answer within its token budget by leaving rows off its end. Knows no tool: which array is the pageable one
// is told by the caller.

type Answer = Readonly<Record<string, unknown>>;

/** Tokens of a text, as a rule of thumb good enough for a budget. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** An answer cut to size: `kept` rows of its array, its text twin. */
export interface FittedAnswer {
  readonly answer: Answer;
  readonly text: string;
  readonly kept: number;
}

/**
 * The longest beginning of `answer[rows]` with which neither the structured answer nor its text exceeds `maxTokens`;
 * at least one row, so that paging always gets on. `complete` adds to a cut answer what belongs to it (the cursor).
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
  const fits = ({ answer: part, text }: FittedAnswer): boolean =>
    Math.max(estimateTokens(text), estimateTokens(JSON.stringify(part))) <= maxTokens;
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
