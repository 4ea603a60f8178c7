// What a caller sent comes back in answers and errors that name it. However long it was, its beginning is enough.
import { shorten } from '../errors.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';

/** So much of a text is repeated, in characters: an answer may name it more than once. */
const MAX_REPEATED = 300;

/** The answer to a call with these arguments, with what is very long among them shortened wherever the answer repeats it. */
export function shortenEchoes(
  args: Readonly<Record<string, unknown>>,
  result: ToolCallResult,
): ToolCallResult {
  const long = listTexts(args).filter((text) => text.length > MAX_REPEATED);
  if (long.length === 0) return result;
  const inText = (text: string) =>
    long.reduce((rest, each) => rest.replaceAll(each, shorten(each, MAX_REPEATED)), text);
  const inJson = (json: string) =>
    long.reduce((rest, each) => rest.replaceAll(quote(each), quote(shorten(each, MAX_REPEATED))), json);
  const { structuredContent, content } = result;
  return {
    ...result,
    ...(structuredContent
      ? {
          structuredContent: JSON.parse(inJson(JSON.stringify(structuredContent))) as Record<string, unknown>,
        }
      : {}),
    content: content.map(({ type, text }) => ({ type, text: inText(inJson(text)) })),
  };
}

/** Names and values that are text, and texts in lists. */
function listTexts(args: Readonly<Record<string, unknown>>): string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(args)) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    for (const text of [name].concat(values.filter((each) => typeof each === 'string'))) found.push(text);
  }
  return found;
}

/** As it stands within JSON. */
function quote(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
