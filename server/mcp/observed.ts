// Between evidence of what ran and the index: which symbols are meant, whether their text is still that which ran, and how an
// answer about calls tells it.

import { hash } from 'node:crypto';
import type { ObservedCall, ObservedEnd } from '../evidence/observedCalls.ts';
import type { SymbolRow } from '../queries/symbols.ts';
import type { ToolCall } from './tool.ts';

/** Looked at for one answer; the most frequent first. */
const MAX_TOLD = 30;

/** One end of a call as the evidence keeps it; undefined when its text can't be read. */
export function describeEnd(call: ToolCall, symbol: SymbolRow): ObservedEnd | undefined {
  const text = hashText(call, symbol);
  return text === undefined ? undefined : { name: symbol.qualified_name, file: symbol.file, hash: text };
}

function hashText(call: ToolCall, { file, start_line, end_line }: SymbolRow): string | undefined {
  try {
    const lines = call.readText(file).text.split(/\r?\n/);
    return hash('sha1', lines.slice(start_line - 1, end_line).join('\n'));
  } catch {
    return undefined;
  }
}

/**
 * What was seen running of a symbol's calls, a line for each: known ones with their count, and those that are not in the index
 * with the tier `observed`. Evidence of texts that have changed is forgotten.
 */
export async function tellObserved(
  call: ToolCall,
  roots: readonly SymbolRow[],
  direction: 'inbound' | 'outbound' | 'both',
): Promise<string[]> {
  const told: string[] = [];
  const stale: ObservedCall[] = [];
  for (const root of roots) {
    const all = call.observed.of(root.qualified_name, root.file);
    const isWanted = ({ caller, callee }: ObservedCall): boolean =>
      (direction !== 'outbound' && callee.name === root.qualified_name) ||
      (direction !== 'inbound' && caller.name === root.qualified_name);
    const wanted = all
      .filter(isWanted)
      .sort((a, b) => b.count - a.count || (orderOf(a) < orderOf(b) ? -1 : 1));
    if (wanted.length === 0) continue;
    const rows = await call.queries.findCallsBetween({
      pairs: wanted.slice(0, MAX_TOLD).map(({ caller, callee }) => ({ caller, callee })),
    });
    for (const [index, row] of rows.entries()) {
      const seen = wanted[index]!;
      const isCurrent =
        row.caller !== null &&
        row.callee !== null &&
        hashText(call, row.caller) === seen.caller.hash &&
        hashText(call, row.callee) === seen.callee.hash;
      if (!isCurrent) stale.push(seen);
      else
        told.push(`  ${describeCall(seen, root, row.caller, row.callee)}${row.isKnown ? '' : ' (observed)'}`);
    }
    if (wanted.length > MAX_TOLD) told.push(`  and ${wanted.length - MAX_TOLD} more`);
  }
  call.observed.remove(stale);
  return told.length > 0 ? ['seen running; observed: not in the index', ...told] : [];
}

/** Of calls that ran as often. */
function orderOf({ caller, callee }: ObservedCall): string {
  return `${callee.name} ${caller.name}`;
}

function describeCall(
  { count, kind }: ObservedCall,
  root: SymbolRow,
  caller: SymbolRow,
  callee: SymbolRow,
): string {
  const isCaller = caller.qualified_name === root.qualified_name;
  const other = isCaller ? callee : caller;
  const arrow = isCaller ? '→' : '←';
  const unit = {
    call: '×',
    sample: count === 1 ? ' sample' : ' samples',
    span: count === 1 ? ' span' : ' spans',
  }[kind];
  return `${arrow} ${other.qualified_name} ${other.file}:${other.line} ${count}${unit}`;
}
