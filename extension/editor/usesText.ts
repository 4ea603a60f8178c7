// Who uses a definition, in the words of a lens and of a hover. Pure.
import { formatFiles } from '../../server/protocol/numbers.ts';
import type { NodeKind } from '../../server/protocol/graph.ts';
import type { SymbolUses } from '../../server/protocol/rpc.ts';
import { t } from '../../server/protocol/l10n.ts';
import { formatCallers, formatReferences, formatTests, formatUses } from '../counts.ts';
import { formatCode } from '../markdown.ts';

/** What people use without calling it. */
const NAMED: ReadonlySet<NodeKind> = new Set(['Class', 'Interface', 'Enum', 'Type']);

/** `3 callers · 2 tests`, in as few words as fit above a line. */
export function formatLens(uses: SymbolUses): string {
  return [...describeUsers(uses), ...describeTests(uses)].filter(Boolean).join(' · ');
}

/** The same as markdown, with where the callers are and where a call may dispatch. */
export function formatHover(uses: SymbolUses): string {
  const { callers, callerFiles, overriding, overridingTotal } = uses;
  const [users = ''] = describeUsers(uses);
  const hasFiles = callers > 1 && callerFiles > 0;
  const names = overriding.map(formatCode).join(', ');
  const more = overridingTotal - overriding.length;
  const targets = more > 0 ? t('{names} and {count} more', { names, count: more }) : names;
  return [
    hasFiles ? t('{users} in {files}', { users, files: formatFiles(callerFiles) }) : users,
    ...describeTests(uses),
    overridingTotal > 0 ? t('may dispatch to {targets}', { targets }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Callers, or for a type everything that uses it; that nothing is known comes as words too. */
function describeUsers({ kind, callers, uses, tests }: SymbolUses): string[] {
  if (NAMED.has(kind)) {
    if (callers + uses > 0) return [formatUses(callers + uses)];
    return [tests > 0 ? '' : t('no uses known')];
  }
  if (callers > 0) return [formatCallers(callers)];
  if (uses > 0) return [formatReferences(uses)];
  return [tests > 0 ? '' : t('no callers known')];
}

function describeTests({ tests }: SymbolUses): string[] {
  return tests > 0 ? [formatTests(tests)] : [];
}
