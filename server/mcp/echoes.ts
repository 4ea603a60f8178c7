// What a caller sent comes back in answers and errors that name it. However long it was, its beginning is enough.
import { MAX_ECHO, shorten } from '../errors.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';

/** The answer to a call with these arguments, with what is very long among them shortened wherever the answer repeats it. */
export function shortenEchoes(
  args: Readonly<Record<string, unknown>>,
  result: ToolCallResult,
): ToolCallResult {
  const long = listTexts(args).filter((text) => text.length > MAX_ECHO);
  if (long.length === 0) return result;
  const inText = (text: string) => long.reduce((rest, each) => rest.replaceAll(each, shorten(each)), text);
  const inJson = (json: string) =>
    long.reduce((rest, each) => rest.replaceAll(quote(each), quote(shorten(each))), json);
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
