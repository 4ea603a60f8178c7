import { CodedError } from '../../errors.ts';
import type { ToolCall } from '../tool.ts';

/** Lines of a file as they are on disk now. */
export interface SourcePart {
  readonly lines: readonly string[];
  /** The file was edited after it was indexed: the lines may not be those of the symbol. */
  readonly isChanged: boolean;
  /** Why there are no lines; '' when there are. */
  readonly problem: string;
}

/** Lines `from` to `to` (1-based, inclusive) of each place; files are read once, in the order of their first place. */
export async function readSources(
  call: ToolCall,
  places: readonly { readonly file: string; readonly from: number; readonly to: number }[],
): Promise<SourcePart[]> {
  const files = [...new Set(places.map(({ file }) => file))];
  const hashes = await call.queries.listFileHashes({ files });
  const texts = new Map(files.map((file, row) => [file, readSplit(call, file, hashes[row] ?? '')]));
  return places.map(({ file, from, to }) => {
    const text = texts.get(file)!;
    return { ...text, lines: text.lines.slice(from - 1, to) };
  });
}

function readSplit(call: ToolCall, file: string, indexedHash: string): SourcePart {
  try {
    const { text, hash } = call.readText(file);
    return { lines: text.split(/\r\n|\n|\r/), isChanged: hash !== indexedHash, problem: '' };
  } catch (error) {
    // A file that is gone or may not be read is a fact about the answer, not the end of it.
    if (error instanceof CodedError) return { lines: [], isChanged: true, problem: error.message };
    throw error;
  }
}

/** The text of a file, undefined when it may not or cannot be read. */
export function readOrSkip(call: ToolCall, file: string): string | undefined {
  try {
    return call.readText(file).text;
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
