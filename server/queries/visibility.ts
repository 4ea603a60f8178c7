// Whether code outside the workspace can name a symbol. Owns the rule; which names a language exports is a flag of the
// symbol.

import { SymbolFlag } from '../graph.ts';
import { holdsInAny } from '../languages/anyLanguage.ts';
import { isPrivatePath } from '../languages/privatePaths.ts';
import type { Generation } from '../store/generation.ts';
import { edgeNumber, FUNCTION_NUMBERS, kindNumber } from './vocabulary.ts';

const MODULE = kindNumber('Module');
const IMPORTS = edgeNumber('IMPORTS');

interface Row {
  kind: number;
  flags: number;
  parent: number | null;
  file: number;
}

/**
 * Tells whether a symbol can be named from outside: it is exported, and so is its file. A member can be reached where an
 * object of its class gets out, so it also counts when the class is local or used by other files.
 */
export function createVisibilityReader(generation: Generation): (id: number) => boolean {
  const rowOf = generation.rows<Row>('SELECT kind, flags, parent, file FROM symbol WHERE id = ?');
  const isFilePublic = createFileReader(generation);
  const isScript = remember((file: number) => isPlainScript(generation, file));
  const isPublic = (id: number): boolean => {
    const row = rowOf.get(id);
    if (!row) return false;
    const parent = row.parent === null ? undefined : rowOf.get(row.parent);
    const isExported = (row.flags & SymbolFlag.exported) !== 0;
    if (!parent || parent.kind === MODULE)
      return (isExported || isScript(row.file)) && isFilePublic(row.file);
    if (FUNCTION_NUMBERS.has(parent.kind)) return false;
    if ((row.flags & SymbolFlag.structural) !== 0) return true;
    return isExported && (isPublic(row.parent!) || leavesItsPlace(generation, row.parent!, parent));
  };
  return isPublic;
}

/** Whether objects of a class that cannot be named from outside are handed out: it is local, or other files use it. */
function leavesItsPlace(generation: Generation, id: number, { parent, file }: Row): boolean {
  const kindOf = generation.values<number>('SELECT kind FROM symbol WHERE id = ?');
  if (parent !== null && FUNCTION_NUMBERS.has(kindOf.get(parent) ?? -1)) return true;
  const use = generation.values<number>(
    'SELECT 1 FROM edge e JOIN symbol s ON s.id = e.source WHERE e.target = ? AND s.file <> ? LIMIT 1',
  );
  return use.get(id, file) !== undefined;
}

/** Tells whether the names of a file can be reached: it is not private, or a file that can be reached imports it. */
function createFileReader(generation: Generation): (file: number) => boolean {
  const known = new Map<number, boolean>();
  const importers = generation.values<number>(
    `SELECT DISTINCT s.file FROM symbol m JOIN edge e ON e.target = m.id AND e.kind = ?
     JOIN symbol s ON s.id = e.source WHERE m.file = ? AND m.kind = ?`,
  );
  const isPublic = (file: number): boolean => {
    const answer = known.get(file);
    if (answer !== undefined) return answer;
    known.set(file, false);
    const result = isOpenFile(generation, file) || importers.all(IMPORTS, file, MODULE).some(isPublic);
    known.set(file, result);
    return result;
  };
  return isPublic;
}

function isOpenFile(generation: Generation, file: number): boolean {
  const path = generation.values<string>('SELECT path FROM file WHERE id = ?').get(file) ?? '';
  if (isPrivatePath(path)) return false;
  const clause = generation.values<string | null>(
    'SELECT signature FROM symbol WHERE file = ? AND kind = ? LIMIT 1',
  );
  // Nothing can import a package that is a program.
  const [name = ''] = (clause.get(file, MODULE) ?? '').split(' ');
  return !holdsInAny(({ modules }) => modules.topPackages?.includes(name));
}

/** A file that neither imports nor exports shares its top-level names with whatever else is loaded. */
function isPlainScript(generation: Generation, file: number): boolean {
  const links = generation.values<number>(
    `SELECT 1 FROM symbol s JOIN edge e ON e.source = s.id AND e.kind = ? WHERE s.file = ? AND s.kind = ? LIMIT 1`,
  );
  if (links.get(IMPORTS, file, MODULE) !== undefined) return false;
  const exported = generation.values<number>(
    'SELECT 1 FROM symbol WHERE file = ? AND parent IN (SELECT id FROM symbol WHERE file = ? AND kind = ?) AND flags & ? <> 0 LIMIT 1',
  );
  return exported.get(file, file, MODULE, SymbolFlag.exported) === undefined;
}

function remember<Value>(compute: (file: number) => Value): (file: number) => Value {
  const known = new Map<number, Value>();
  return (file) => {
    if (!known.has(file)) known.set(file, compute(file));
    return known.get(file)!;
  };
}
