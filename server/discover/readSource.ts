import { gapOf } from '../protocol/fileGap.ts';
import type { FileGap } from '../protocol/fileGap.ts';
import { classifyContent, isGenerated } from './classifyContent.ts';
import { skipReasonOf } from './errors.ts';
import type { ReadGate, SourceText } from './readGate.ts';

/** What a parse worker gets for one file: its text, or why there is nothing to parse. `hash` is '' when not read. */
export type SourceOutcome =
  | { readonly source: SourceText; readonly isGenerated: boolean; readonly skipped?: undefined }
  | { readonly source?: undefined; readonly skipped: FileGap; readonly hash: string };

/**
 * Reads and classifies one file for parsing. Never throws: what can't be read, is binary or minified comes
 * back with its reason, so that one bad file never stops an index.
 */
export function readSource(
  gate: ReadGate,
  path: string,
  options: { readonly includeGenerated: boolean },
): SourceOutcome {
  let source: SourceText;
  try {
    source = gate.read(path);
  } catch (error) {
    return { skipped: gapOf('left-out', skipReasonOf(error)), hash: '' };
  }
  const reason = options.includeGenerated ? undefined : classifyContent(path, source.text);
  if (reason !== undefined) return { skipped: gapOf('left-out', reason), hash: source.hash };
  return { source, isGenerated: isGenerated(path, source.text) };
}
