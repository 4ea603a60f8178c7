// What a question is about, and which texts the index was made of: what a search for its name needs to know.

import { SymbolFlag } from '../graph.ts';
import { isDeclarationPath } from '../languages/declarationPaths.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { parametersOf } from './overloads.ts';
import { describeOthers, resolveSymbolIds, type Reading } from './resolveSymbol.ts';
import { suggestNames } from './suggest.ts';
import { countOutbound, getSymbol, type SymbolRow } from './symbols.ts';
import { preferCallables, withInitializers } from './trace.ts';
import { CALLS, edgeNumber } from './vocabulary.ts';

/** One of several symbols that a text can mean, with how much each is used. */
export interface AskedCandidate {
  readonly symbol: SymbolRow;
  readonly calls: number;
  /** References, types and bases. */
  readonly uses: number;
  readonly callees: number;
}

/** The symbols that a text means, with the name they are written by. */
export interface Asked {
  readonly reading: Reading;
  /** What is answered about; nothing when the text is ambiguous. */
  readonly ids: readonly number[];
  /** The same with its overloads, and what only declares it elsewhere, such as a prototype. */
  readonly declared: readonly number[];
  readonly roots: readonly SymbolRow[];
  /** The parameters of each root that shares its qualified name with another, '' for the others. */
  readonly parameters: readonly string[];
  /** How many symbols the text can mean. */
  readonly root_total: number;
  /** The best of them when nothing tells which is meant, at most 10. */
  readonly candidates: readonly AskedCandidate[];
  /** What else has the name, in a line. */
  readonly others: string;
  /** Qualifiers that were written and that nothing has. */
  readonly ignored: string;
  readonly name: string;
  readonly suggestions: readonly string[];
}

const MAX_CANDIDATES = 10;
const USES = ['REFERENCES', 'USES_TYPE', 'INHERITS', 'IMPLEMENTS'] as const;

/** Resolves `symbol`; a name that a function shares with a variable means the function. */
export function resolveAsked(generation: Generation, { symbol }: { symbol: string }): Asked {
  const resolved = resolveSymbolIds(generation, symbol);
  const { reading, isAmbiguous, ignored } = resolved;
  const ids = isAmbiguous ? [] : preferCallables(generation, resolved.ids);
  const roots = ids.map((id) => getSymbol(generation, id));
  const [first] = roots;
  const fileOf = generation.values<number | null>('SELECT file FROM symbol WHERE id = ?');
  const declarations = resolved.others.filter((id) => {
    const other = getSymbol(generation, id);
    const isIt = isDeclarationPath(other.file) && other.kind === first?.kind && other.name === first.name;
    // What a build made of the source is written anew with it.
    return isIt && !isBuilt(generation, fileOf.get(id) ?? -1);
  });
  const overloads = resolved.isByParameters === true ? [] : ids.flatMap((id) => findTwins(generation, id));
  const shownOthers = resolved.others.filter((id) => !declarations.includes(id));
  return {
    reading,
    ids,
    declared: [...new Set([...ids, ...overloads, ...declarations])],
    roots,
    parameters: tellApart(generation, ids, roots),
    root_total: resolved.ids.length,
    candidates: isAmbiguous
      ? resolved.ids.slice(0, MAX_CANDIDATES).map((id) => describeCandidate(generation, id))
      : [],
    others: [
      ...declarations.map((id) => describeDeclaration(generation, id)),
      ...(isAmbiguous ? [] : [describeOthers(generation, shownOthers)]),
    ]
      .filter(Boolean)
      .join('; '),
    ignored,
    name: first?.name ?? '',
    suggestions: resolved.ids.length > 0 ? [] : suggestNames(generation, symbol),
  };
}

function tellApart(generation: Generation, ids: readonly number[], roots: readonly SymbolRow[]): string[] {
  const signatureOf = generation.values<string | null>('SELECT signature FROM symbol WHERE id = ?');
  return roots.map(({ name, qualified_name }, at) => {
    const isShared = roots.some((other, index) => index !== at && other.qualified_name === qualified_name);
    const parameters = isShared ? parametersOf(signatureOf.get(ids[at]!) ?? '', name) : undefined;
    return parameters ? `(${parameters.join(', ')})` : '';
  });
}

/**
 * What is written in the same file under the same qualified name: overloads, accessors of one property. What is put onto an
 * object has its name there, and is no other definition of a variable that is called so.
 */
function findTwins(generation: Generation, id: number): number[] {
  const sql = `SELECT t.id FROM symbol s JOIN symbol t ON t.name = s.name AND t.file = s.file
    AND t.qualified_name = s.qualified_name AND (t.flags & ${SymbolFlag.value}) = (s.flags & ${SymbolFlag.value})
    WHERE s.id = ? ORDER BY t.id`;
  return generation.values<number>(sql).all(id);
}

function describeCandidate(generation: Generation, id: number): AskedCandidate {
  const inbound = generation.values<number>('SELECT count(*) FROM edge WHERE target = ? AND kind = ?');
  const called = withInitializers(generation, [id]);
  return {
    symbol: getSymbol(generation, id),
    calls: called.reduce((sum, one) => sum + inbound.get(one, CALLS)!, 0),
    uses: USES.reduce((sum, kind) => sum + inbound.get(id, edgeNumber(kind))!, 0),
    callees: countOutbound(generation, id),
  };
}

function describeDeclaration(generation: Generation, id: number): string {
  const { file, line } = getSymbol(generation, id);
  return `declared at ${file}:${line}`;
}

/** The texts of the index, unless they are those of `known`: a snapshot names one state of the rows. */
export function listIndexedTexts(
  generation: Generation,
  { known }: { known?: string | undefined },
): {
  snapshot: string;
  files?: { path: string; hash: string; language: string }[];
} {
  const snapshot = `${generation.file}#${generation.revision}`;
  if (snapshot === known) return { snapshot };
  const sql = `SELECT path, hash, language FROM file WHERE status <> 'skipped' ORDER BY path`;
  return {
    snapshot,
    files: generation.rows<{ path: string; hash: string; language: string }>(sql).all(),
  };
}
