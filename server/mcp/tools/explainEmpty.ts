import { describeNothing } from '../../protocol/fileCounts.ts';
import type { ToolCall } from '../tool.ts';

/** Why nothing was found, in a sentence or two, and what to try: an empty answer must not look like a fact. */
export async function explainEmpty(
  call: ToolCall,
  asked: { readonly text?: string | undefined; readonly file_pattern?: string | undefined },
): Promise<string> {
  const { nothing } = call.status().summary ?? {};
  if (nothing) return describeNothing(nothing).join(' ');
  const reasons: string[] = [];
  if (call.freshness().indexing) reasons.push('Indexing is under way: it may appear when that is done.');
  if (asked.file_pattern !== undefined) {
    const files = await call.queries.listFiles({ file_pattern: asked.file_pattern });
    const skipped = await call.queries.findSkippedFiles({ file_pattern: asked.file_pattern });
    if (files.length === 0) reasons.push(`No indexed file matches ${asked.file_pattern}.`);
    for (const { file, status, reason } of skipped.slice(0, 3))
      reasons.push(`${file} is ${status}: ${reason}.`);
  }
  if (asked.text !== undefined) {
    const names = await call.queries.suggest({ text: asked.text });
    if (names.length > 0) reasons.push(`Did you mean ${names.join(', ')}?`);
    else reasons.push('No name in the index resembles it: search_code looks in the text.');
  }
  return reasons.join(' ');
}
