// Who uses a definition, in the words of a lens and of a hover. Pure.
import { formatCount } from '../../server/protocol/numbers.ts';
import type { NodeKind } from '../../server/protocol/graph.ts';
import type { SymbolUses } from '../../server/protocol/rpc.ts';
import { formatCode } from '../markdown.ts';

/** What people use without calling it. */
const NAMED: ReadonlySet<NodeKind> = new Set(['Class', 'Interface', 'Enum', 'Type']);

/** `3 callers · 2 tests`, in as few words as fit above a line. */
export function formatLens(uses: SymbolUses): string {
  return [...describeUsers(uses), countOf(uses.tests, 'test')].filter(Boolean).join(' · ');
}

/** The same as markdown, with where the callers are and where a call may dispatch. */
export function formatHover(uses: SymbolUses): string {
  const { callers, callerFiles, tests, overriding, overridingTotal } = uses;
  const [users = ''] = describeUsers(uses);
  const files = callers > 1 ? ` in ${countOf(callerFiles, 'file')}` : '';
  const more = overridingTotal > overriding.length ? ` and ${overridingTotal - overriding.length} more` : '';
  const names = overriding.map(formatCode).join(', ');
  return [
    `${users}${files}`,
    countOf(tests, 'test'),
    overridingTotal > 0 ? `may dispatch to ${names}${more}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Callers, or for a type everything that uses it; that nothing is known comes as words too. */
function describeUsers({ kind, callers, uses, tests }: SymbolUses): string[] {
  if (NAMED.has(kind)) return [countOf(callers + uses, 'use') || (tests > 0 ? '' : 'no uses known')];
  if (callers > 0) return [countOf(callers, 'caller')];
  if (uses > 0) return [countOf(uses, 'reference')];
  return [tests > 0 ? '' : 'no callers known'];
}

function countOf(count: number, noun: string): string {
  return count === 0 ? '' : `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
