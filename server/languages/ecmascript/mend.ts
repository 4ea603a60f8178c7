// Markup may hold `&` as text, which the grammar takes for the beginning of an entity or for an operator.

import type { TextRange } from '../language.ts';

/** Around an error the mark may stand outside of what the grammar gave up on. */
const REACH = 200;
/** `&` and `&&` that are no entity. */
const AND = /&{1,2}(?!#?\w+;)/g;

/**
 * The text with other operators for `&` and `&&` near errors: where they are text, any mark will do; where they are code,
 * it parses as the same expression. Undefined when there are none.
 */
export function mendMarkup(text: string, errors: readonly TextRange[]): string | undefined {
  let mended = '';
  let from = 0;
  let isChanged = false;
  for (const { start, end } of errors) {
    const first = Math.max(from, text.lastIndexOf('\n', start - REACH) + 1);
    const last = Math.min(text.length, end + REACH);
    if (last <= first) continue;
    const part = text.slice(first, last);
    const other = part.replaceAll(AND, (mark) => (mark.length === 2 ? '==' : '+'));
    isChanged ||= other !== part;
    mended += text.slice(from, first) + other;
    from = last;
  }
  return isChanged ? mended + text.slice(from) : undefined;
}
