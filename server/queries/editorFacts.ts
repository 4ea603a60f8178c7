// What an editor shows beside the code of one file: its definitions, and who uses those of some lines. Owns which
// definitions are worth a line of their own; counts callers and tests as the answers to sessions do.

import type { FileOutline, OutlinedSymbol, SymbolUses } from '../protocol/rpc.ts';
import { CALL_DEPTH, type NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { findFileId } from './resolveSymbol.ts';
import { countInbound, getSymbol, listSymbolsOf } from './symbols.ts';
import { findTests } from './testsOf.ts';
import { describeOverriding, isInTest, withInitializers } from './trace.ts';
import { edgeNumber } from './vocabulary.ts';
import { walkEdges } from './walk.ts';

const OUTLINED: ReadonlySet<NodeKind> = new Set(['Class', 'Interface', 'Enum', 'Type', 'Function', 'Method']);
const USES = (['REFERENCES', 'USES_TYPE', 'INHERITS', 'IMPLEMENTS', 'DECORATES'] as const).map(edgeNumber);
const TIERS = ['exact', 'inferred'] as const;

/** The classes, types, functions and methods of a file, by position; none of a file that is not in the graph. */
export function outlineFile(generation: Generation, { file }: { file: string }): FileOutline {
  const id = findFileId(generation, file);
  if (id === undefined) return { hash: '', symbols: [] };
  const hash = generation.values<string>('SELECT hash FROM file WHERE id = ?').get(id) ?? '';
  const symbols = listSymbolsOf(generation, id).flatMap(({ row }): OutlinedSymbol[] =>
    OUTLINED.has(row.kind) ? [{ name: row.name, kind: row.kind, line: row.line }] : [],
  );
  return { hash, symbols };
}

/** Who uses what is defined on these lines of a file. Lines that define nothing are left out. */
export function countUses(
  generation: Generation,
  { file, lines }: { file: string; lines: readonly number[] },
): SymbolUses[] {
  const id = findFileId(generation, file);
  if (id === undefined) return [];
  const wanted = new Set(lines);
  return listSymbolsOf(generation, id)
    .filter(({ row }) => OUTLINED.has(row.kind) && wanted.has(row.line))
    .map((symbol) => {
      generation.checkDeadline();
      return countUsesOf(generation, symbol.id);
    });
}

function countUsesOf(generation: Generation, id: number): SymbolUses {
  const { name, kind, qualified_name, line } = getSymbol(generation, id);
  const reached = walkEdges(generation, withInitializers(generation, [id]), {
    direction: 'inbound',
    depth: 1,
    kinds: ['CALLS'],
    tiers: TIERS,
  });
  // In a file of tests everything that calls is one.
  const isOfTests = isInTest(generation, id);
  const fileOf = generation.values<number | null>('SELECT file FROM symbol WHERE id = ?');
  const callers = reached.flatMap((caller) => {
    const file = fileOf.get(caller.id) ?? null;
    const isLeftOut =
      file === null || isBuilt(generation, file) || (!isOfTests && isInTest(generation, caller.id));
    return isLeftOut ? [] : [file];
  });
  const { dispatch, dispatch_total } = describeOverriding(generation, id);
  return {
    name,
    kind,
    qualified_name,
    line,
    callers: callers.length,
    callerFiles: new Set(callers).size,
    uses: USES.reduce((sum, edge) => sum + countInbound(generation, id, edge), 0),
    tests: isOfTests ? 0 : findTests(generation, [id], { depth: CALL_DEPTH, tiers: TIERS }).length,
    overriding: dispatch,
    overridingTotal: dispatch_total,
  };
}
