// Between evidence of what ran and the index: which symbols are meant, whether their text is still that which ran, and how an
// answer about calls tells it.

import { hash } from 'node:crypto';
import type { ObservedCall, ObservedEnd } from '../evidence/observedCalls.ts';
import type { SeenCall } from '../queries/cypher/queryGraph.ts';
import type { SymbolRow } from '../queries/symbols.ts';
import type { ToolCall } from './tool.ts';

/** Looked at for one answer; the most frequent first. */
const MAX_TOLD = 30;
/** Looked at for a query. */
const MAX_ASKED = 2000;

/** A text of now, and whether the index was made of it: otherwise lines may be elsewhere than it says. */
interface CurrentText {
  readonly lines: readonly string[];
  readonly isIndexed: boolean;
}

/** The ends of calls as the evidence keeps them, undefined where the index was made of another text than there is now. */
export async function describeEnds(
  call: ToolCall,
  symbols: readonly (SymbolRow | null)[],
): Promise<(ObservedEnd | undefined)[]> {
  const texts = await readTexts(call, symbols);
  return symbols.map((symbol) => {
    const text = symbol ? texts.get(symbol.file) : undefined;
    if (!symbol || !text?.isIndexed) return undefined;
    return { name: symbol.qualified_name, file: symbol.file, hash: hashLines(text, symbol) };
  });
}

/** The texts of the files of symbols that can be read. */
async function readTexts(
  call: ToolCall,
  symbols: readonly (SymbolRow | null)[],
): Promise<Map<string, CurrentText>> {
  const files = [...new Set(symbols.flatMap((symbol) => symbol?.file ?? []))];
  const hashes = await call.queries.listFileHashes({ files });
  const texts = new Map<string, CurrentText>();
  for (const [index, file] of files.entries()) {
    try {
      const source = call.readText(file);
      texts.set(file, { lines: source.text.split(/\r?\n/), isIndexed: source.hash === hashes[index] });
    } catch {
      // Gone, or not to be read: nothing can be said of it.
    }
  }
  return texts;
}

function hashLines({ lines }: CurrentText, { start_line, end_line }: SymbolRow): string {
  return hash('sha1', lines.slice(start_line - 1, end_line).join('\n'));
}

/** Whether the text of a symbol is the one that ran; undefined while that can't be told. */
function isSameText(
  symbol: SymbolRow | null,
  end: ObservedEnd,
  texts: ReadonlyMap<string, CurrentText>,
): boolean | undefined {
  if (symbol === null) return false;
  const text = texts.get(symbol.file);
  if (text && hashLines(text, symbol) === end.hash) return true;
  return text?.isIndexed ? false : undefined;
}

/** A call that was seen running, between symbols that have the text of then. */
interface CurrentCall {
  readonly seen: ObservedCall;
  readonly caller: SymbolRow;
  readonly callee: SymbolRow;
  /** The index has it too. */
  readonly isKnown: boolean;
}

/** Calls of any of `callers` to any of `callees` that were seen running. */
export function findObservedBetween(
  call: ToolCall,
  callers: readonly SymbolRow[],
  callees: readonly SymbolRow[],
): Promise<CurrentCall[]> {
  const wanted = callers.flatMap(({ qualified_name, file }) =>
    call.observed
      .of(qualified_name, file)
      .filter((seen) => isAmong(callers, seen.caller) && isAmong(callees, seen.callee)),
  );
  return findCurrent(call, wanted);
}

function isAmong(symbols: readonly SymbolRow[], { name, file }: ObservedEnd): boolean {
  return symbols.some((symbol) => symbol.qualified_name === name && symbol.file === file);
}

/** What was seen running, by name and file: of the calls that were seen most those of which the texts are still the same. */
export async function findAllObserved(call: ToolCall): Promise<SeenCall[]> {
  const current = await findCurrent(call, call.observed.all().slice(0, MAX_ASKED));
  return current.map(({ seen: { caller, callee, count }, isKnown }) => ({ caller, callee, count, isKnown }));
}

/** Those of `wanted` of which both texts are still the ones that ran. Where that is known not to be, they are forgotten. */
async function findCurrent(call: ToolCall, wanted: readonly ObservedCall[]): Promise<CurrentCall[]> {
  if (wanted.length === 0) return [];
  const rows = await call.queries.findCallsBetween({
    pairs: wanted.map(({ caller, callee }) => ({ caller, callee })),
  });
  const texts = await readTexts(
    call,
    rows.flatMap(({ caller, callee }) => [caller, callee]),
  );
  const stale: ObservedCall[] = [];
  const current = rows.flatMap(({ caller, callee, isKnown }, index) => {
    const seen = wanted[index]!;
    const ends = new Set([isSameText(caller, seen.caller, texts), isSameText(callee, seen.callee, texts)]);
    if (ends.has(false)) stale.push(seen);
    const isCurrent = caller && callee && !ends.has(false) && !ends.has(undefined);
    return isCurrent ? [{ seen, caller, callee, isKnown }] : [];
  });
  call.observed.remove(stale);
  return current;
}

/** `12×`, `3 samples`. */
export function renderTimes({ count, kind }: ObservedCall): string {
  if (kind === 'call') return `${count}×`;
  return `${count} ${kind}${count === 1 ? '' : 's'}`;
}

/**
 * What was seen running of a symbol's calls, a line for each: known ones with their count, and those that are not in the index
 * with the tier `observed`. Evidence of texts that have changed is forgotten, once the index knows the new ones.
 */
export async function tellObserved(
  call: ToolCall,
  roots: readonly SymbolRow[],
  direction: 'inbound' | 'outbound' | 'both',
): Promise<string[]> {
  const told: string[] = [];
  for (const root of roots) {
    const all = call.observed.of(root.qualified_name, root.file);
    const isWanted = ({ caller, callee }: ObservedCall): boolean =>
      (direction !== 'outbound' && callee.name === root.qualified_name) ||
      (direction !== 'inbound' && caller.name === root.qualified_name);
    const wanted = all
      .filter(isWanted)
      .sort((a, b) => b.count - a.count || (orderOf(a) < orderOf(b) ? -1 : 1));
    for (const current of await findCurrent(call, wanted.slice(0, MAX_TOLD)))
      told.push(`  ${describeCall(current, root)}${current.isKnown ? '' : ' (observed)'}`);
    if (wanted.length > MAX_TOLD) told.push(`  and ${wanted.length - MAX_TOLD} more`);
  }
  return told.length > 0 ? ['seen running; observed: not in the index', ...told] : [];
}

/** Of calls that ran as often. */
function orderOf({ caller, callee }: ObservedCall): string {
  return `${callee.name} ${caller.name}`;
}

function describeCall({ seen, caller, callee }: CurrentCall, root: SymbolRow): string {
  const isCaller = caller.qualified_name === root.qualified_name;
  const other = isCaller ? callee : caller;
  const arrow = isCaller ? '→' : '←';
  return `${arrow} ${other.qualified_name} ${other.file}:${other.line} ${renderTimes(seen)}`;
}
