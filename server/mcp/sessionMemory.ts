// What source one context of a session has been given, so that it is not sent twice. Keeps no text: a file's content is
// known by its hash, a block by a digest of its lines. Knows neither tools nor the transport.
import { hash as digestText, randomUUID } from 'node:crypto';
import { estimateTokens } from './budget.ts';

/** Lines of a file as an answer shows them. `from` counts from 1. */
export interface SourceBlock {
  readonly file: string;
  readonly from: number;
  readonly lines: readonly string[];
}

/** A block that was given before. */
export interface GivenBlock {
  readonly tool: string;
  /** How many answers the session has had since; 1 is the one before. */
  readonly callsAgo: number;
  readonly msAgo: number;
}

/** What a call may ask of the memory, and what it leaves there. */
export interface CallMemory {
  /** When all lines of the block were given, unchanged; undefined when they are to be sent. */
  findGiven(block: SourceBlock, contentHash: string): GivenBlock | undefined;
  /** The answer went out with these blocks. */
  noteGiven(blocks: readonly SourceBlock[]): void;
}

/** For whoever is no session: nothing was given before, and nothing is kept. */
export const NO_MEMORY: CallMemory = { findGiven: () => undefined, noteGiven: () => {} };

interface Span {
  readonly from: number;
  readonly to: number;
  readonly contentHash: string;
  readonly digest: string;
  readonly tool: string;
  readonly call: number;
  readonly tokens: number;
  readonly at: number;
}

/** To say that a block was given costs as much as a shorter one. */
const MIN_BLOCK_TOKENS = 60;
/** A context that was sent so much since is not believed to hold a block any more. */
const FORGET_AFTER_TOKENS = 100_000;
const MAX_SPANS = 5000;

export class SessionMemory {
  readonly #spans = new Map<string, Span[]>();
  readonly #id = randomUUID();
  #beginnings = 0;
  #count = 0;
  #calls = 0;
  #tokens = 0;
  #keptBlocks = 0;
  #keptTokens = 0;

  /** Blocks that were not sent again, and the tokens that saved. */
  get kept(): { readonly blocks: number; readonly tokens: number } {
    return { blocks: this.#keptBlocks, tokens: this.#keptTokens };
  }

  /** Names this context, and no other anywhere; another name once it has begun anew. */
  get name(): string {
    return `${this.#id}.${this.#beginnings}`;
  }

  /** Counts an answer that went out. */
  noteAnswer(tokens: number): void {
    this.#calls += 1;
    this.#tokens += tokens;
  }

  /** Everything is sent again from now on; how many blocks were known. */
  forget(): number {
    const count = this.#count;
    this.#spans.clear();
    this.#count = 0;
    this.#beginnings += 1;
    return count;
  }

  /** The memory as one call of `tool` sees it; with `again` nothing counts as given. */
  open(tool: string, again: boolean): CallMemory {
    const hashes = new Map<string, string>();
    return {
      findGiven: (block, contentHash) => {
        hashes.set(block.file, contentHash);
        return again ? undefined : this.#find(block, contentHash);
      },
      noteGiven: (blocks) => {
        for (const block of blocks) this.#note(block, hashes.get(block.file) ?? '', tool);
      },
    };
  }

  #find(block: SourceBlock, contentHash: string): GivenBlock | undefined {
    const text = block.lines.join('\n');
    const tokens = estimateTokens(text);
    if (tokens < MIN_BLOCK_TOKENS) return undefined;
    const known = (this.#spans.get(block.file) ?? []).filter(
      (span) => this.#tokens - span.tokens <= FORGET_AFTER_TOKENS,
    );
    const digest = digestLines(text);
    const latest = findCover(known, block, contentHash) ?? known.findLast((span) => span.digest === digest);
    if (!latest) return undefined;
    this.#keptBlocks += 1;
    this.#keptTokens += tokens;
    return { tool: latest.tool, callsAgo: this.#calls - latest.call + 1, msAgo: Date.now() - latest.at };
  }

  #note({ file, from, lines }: SourceBlock, contentHash: string, tool: string): void {
    if (lines.length === 0) return;
    if (this.#count >= MAX_SPANS) this.forget();
    const span = {
      from,
      to: from + lines.length - 1,
      contentHash,
      digest: digestLines(lines.join('\n')),
      tool,
      call: this.#calls + 1,
      tokens: this.#tokens,
      at: Date.now(),
    };
    // A span that this one holds is of no use any more.
    const others = (this.#spans.get(file) ?? []).filter(
      (other) => other.contentHash !== contentHash || other.from < span.from || other.to > span.to,
    );
    this.#count += others.length + 1 - (this.#spans.get(file)?.length ?? 0);
    this.#spans.set(file, [...others, span]);
  }
}

/** The latest of the spans that together hold the whole block; undefined when a line of it is missing. */
function findCover(
  spans: readonly Span[],
  { from, lines }: SourceBlock,
  contentHash: string,
): Span | undefined {
  const same = spans.filter((span) => span.contentHash === contentHash && contentHash !== '');
  const end = from + lines.length - 1;
  let latest: Span | undefined;
  for (let next = from; next <= end;) {
    const span = same
      .filter((each) => each.from <= next && each.to >= next)
      .reduce<Span | undefined>((best, each) => (best && best.to >= each.to ? best : each), undefined);
    if (!span) return undefined;
    if (!latest || span.call > latest.call) latest = span;
    next = span.to + 1;
  }
  return latest;
}

function digestLines(text: string): string {
  return digestText('sha1', text);
}
