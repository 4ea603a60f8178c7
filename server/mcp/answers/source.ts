import { CodedError } from '../../errors.ts';
import type { GivenBlock } from '../sessionMemory.ts';
import type { ToolCall } from '../tool.ts';
import { count } from './text.ts';

/** Lines of a file as they are on disk now. */
export interface SourcePart {
  readonly lines: readonly string[];
  /** The file was edited after it was indexed: the lines may not be those of the symbol. */
  readonly isChanged: boolean;
  /** Of the content of the whole file; '' when it could not be read. */
  readonly hash: string;
  /** Why there are no lines; '' when there are. */
  readonly problem: string;
}

/** Lines of a file that are not sent when the session has them. */
export interface SourceBlockPart extends SourcePart {
  /** One line in the place of the lines, saying when they were given; '' when they are there. */
  readonly given: string;
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

/** Like `readSources`, but without what the session was given before, unchanged. The tool declares as `sources` what it shows. */
export async function readBlocks(
  call: ToolCall,
  places: readonly { readonly file: string; readonly from: number; readonly to: number }[],
): Promise<SourceBlockPart[]> {
  const parts = await readSources(call, places);
  return parts.map((part, row) => {
    const { file, from } = places[row]!;
    const given = call.given.findGiven({ file, from, lines: part.lines }, part.hash);
    if (!given) return Object.assign(part, { given: '' });
    return Object.assign(part, {
      lines: [],
      given: describeGiven(given, from, from + part.lines.length - 1),
    });
  });
}

function describeGiven({ tool, callsAgo, msAgo }: GivenBlock, from: number, to: number): string {
  const minutes = Math.round(msAgo / 60_000);
  const ago = `${count(callsAgo, 'call')}${minutes > 0 ? ` (${minutes} min)` : ''} ago`;
  return `[lines ${from}-${to} were given by ${tool} ${ago}, unchanged; again=true sends them]`;
}

function readSplit(call: ToolCall, file: string, indexedHash: string): SourcePart {
  try {
    const { text, hash } = call.readText(file);
    return { lines: text.split(/\r\n|\n|\r/), isChanged: hash !== indexedHash, hash, problem: '' };
  } catch (error) {
    // A file that is gone or may not be read is a fact about the answer, not the end of it.
    if (error instanceof CodedError) return { lines: [], isChanged: true, hash: '', problem: error.message };
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
