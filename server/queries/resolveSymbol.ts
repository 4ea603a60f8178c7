// From what a caller wrote to the symbols that are meant. Owns the order of the readings (a place, a name in a file, a
// qualified name or the end of one, a name that a module hands on, an inherited member, a bare name) and which of several
// symbols of a name is the one to answer about; knows nothing of what is asked about it afterwards.

import { isDeclarationPath } from '../languages/declarationPaths.ts';
import { notationOf } from '../languages/notations.ts';
import { endsInName, ownerParts } from '../languages/qualifiedNames.ts';
import { isTestPath } from '../languages/testPaths.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { isGeneratedFile } from './generatedCode.ts';
import { manifestsOf } from './manifests.ts';
import { nameTable } from './names.ts';
import { countInbound, getSymbol, type SymbolRow } from './symbols.ts';
import { distanceOf, parametersOf, takesTypes, writtenParameters } from './overloads.ts';
import { parseSymbolText, splitName } from './symbolText.ts';
import { isVendored } from './vendoredCode.ts';
import { edgeNumber, EXTERNAL, isNamedSql, kindNumber, kindWeight } from './vocabulary.ts';

/** How `text` was understood; `none` comes with no symbols. */
export type Reading =
  | 'location'
  | 'file'
  | 'qualified_name'
  /** Through a module that imports it and hands it on. */
  | 'reexport'
  /** A member of a type that one of its bases defines. */
  | 'inherited'
  | 'name'
  | 'none';

export interface ResolvedSymbols {
  readonly reading: Reading;
  /**
   * What is meant, the best first. Several are one thing that is written in several places (overloads, accessors of a
   * property, a type and a value of one name), unless `isAmbiguous`.
   */
  readonly ids: readonly number[];
  /** Nothing tells which of `ids` is meant. */
  readonly isAmbiguous: boolean;
  /** Symbols of that name that were passed over: declarations, tests, values, leaves outside the workspace. */
  readonly others: readonly number[];
  /** Qualifiers that were written and that nothing in the workspace has, joined by dots. */
  readonly ignored: string;
  /** Overloads were told apart by the parameters that are written behind the name. */
  readonly isByParameters?: boolean;
}

interface Candidate {
  readonly id: number;
  readonly kind: number;
  readonly qualified_name: string;
  readonly file: number | null;
  readonly path: string;
  readonly parent: number | null;
}

const CANDIDATE = `SELECT s.id, s.kind, s.qualified_name, s.file, ifnull(f.path, '') AS path, s.parent
  FROM symbol s LEFT JOIN file f ON f.id = s.file`;
const NOTHING: ResolvedSymbols = {
  reading: 'none',
  ids: [],
  isAmbiguous: false,
  others: [],
  ignored: '',
};

/** Finds the symbols that `text` can mean, of overloads those with the parameters in it. Never throws for a text that means nothing. */
export function resolveSymbolIds(generation: Generation, text: string): ResolvedSymbols {
  const found = resolveText(generation, text);
  const types = found.ids.length > 1 ? writtenParameters(text) : undefined;
  if (!types) return found;
  const fitting = found.ids.flatMap((id) => {
    const { name, signature } = generation
      .rows<{ name: string; signature: string | null }>(
        'SELECT n.text AS name, s.signature FROM symbol s JOIN name n ON n.id = s.name WHERE s.id = ?',
      )
      .get(id)!;
    const parameters = parametersOf(signature ?? '', name) ?? [];
    return takesTypes(parameters, types) ? [{ id, distance: distanceOf(parameters, types) }] : [];
  });
  const nearestOf = Math.min(...fitting.map(({ distance }) => distance));
  const kept = fitting.filter(({ distance }) => distance === nearestOf).map(({ id }) => id);
  if (kept.length === 0 || kept.length === found.ids.length) return found;
  const others = found.ids.filter((id) => !kept.includes(id));
  return {
    ...found,
    ids: kept,
    isAmbiguous: found.isAmbiguous && kept.length > 1,
    others: [...others, ...found.others],
    isByParameters: true,
  };
}

function resolveText(generation: Generation, text: string): ResolvedSymbols {
  const wanted = text.trim();
  // As answers write it: the names of functions without one have marks of their own.
  const whole = symbolsNamed(generation, wanted.slice(wanted.lastIndexOf('.') + 1)).filter(
    ({ qualified_name }) => qualified_name === wanted,
  );
  if (whole.length > 0 && wanted.includes('.')) return choose(generation, 'qualified_name', whole);
  const { file, line, parts } = parseSymbolText(wanted);
  const fileId = file === undefined ? undefined : findFileId(generation, file);
  if (fileId !== undefined) {
    if (line !== undefined) {
      const id = findEnclosingIn(generation, fileId, line);
      if (id !== undefined) return { ...NOTHING, reading: 'location', ids: [id] };
    } else {
      const inside = symbolsNamed(generation, parts.at(-1)!).filter(({ path }) => path === pathOf(fileId));
      const matching = inside.flatMap((candidate) => {
        const match = measureMatch(candidate, parts.slice(0, -1));
        return match?.missing === 0 ? [{ candidate, ...match }] : [];
      });
      if (matching.length > 0) {
        const best = nearest(matching).map(({ candidate }) => candidate);
        return choose(generation, 'qualified_name', best);
      }
      if (inside.length > 0) return choose(generation, 'name', inside);
    }
  }
  if (file !== undefined && fileId === undefined && line !== undefined) {
    const ids = findFilesEnding(generation, file).flatMap(
      (id) => findEnclosingIn(generation, id, line) ?? [],
    );
    if (ids.length > 0) return { ...NOTHING, reading: 'location', ids, isAmbiguous: ids.length > 1 };
  }
  const path = findFileSymbol(generation, wanted);
  if (path !== undefined && /[./\\]/.test(wanted)) return { ...NOTHING, reading: 'file', ids: [path] };
  const all =
    file !== undefined && fileId === undefined ? parseSymbolText(wanted.replace(/[:#]+/g, '.')).parts : parts;
  return resolveName(generation, wanted, all);

  function pathOf(id: number): string | undefined {
    return generation.values<string>('SELECT path FROM file WHERE id = ?').get(id);
  }
}

function resolveName(generation: Generation, wanted: string, parts: readonly string[]): ResolvedSymbols {
  const last = parts.at(-1);
  if (last === undefined) return NOTHING;
  let named = symbolsNamed(generation, last);
  if (named.length === 0)
    named = namesInAnyCase(generation, last).flatMap((name) => symbolsNamed(generation, name));
  if (named.length === 0) {
    const renamed = findRenamed(generation, last);
    if (renamed.length > 0) return choose(generation, 'reexport', renamed);
    return (parts.length > 1 ? resolveWhole(generation, wanted) : undefined) ?? NOTHING;
  }
  // A separator that comes first says that nothing is around the name.
  const whole = wanted.replace(/^(?:::|\\)/, '');
  const exact = named.filter((candidate) => candidate.qualified_name === whole);
  if (exact.length > 0 && (parts.length > 1 || whole !== wanted || exact.length === named.length))
    return choose(generation, 'qualified_name', exact);
  const qualifiers = parts.slice(0, -1);
  if (qualifiers.length === 0) return choose(generation, 'name', named);
  return (
    resolveInPackage(generation, named, qualifiers, whole) ??
    resolveQualified(generation, named, qualifiers, whole) ??
    resolveWhole(generation, wanted) ??
    resolveBesideReceiver(generation, named, qualifiers) ??
    (named.some(({ kind }) => kind !== EXTERNAL)
      ? { ...choose(generation, 'name', named), ignored: qualifiers.join('.') }
      : NOTHING)
  );
}

/** Below the name of a package of the workspace: what that package has, then what all have, without the package's name. */
function resolveInPackage(
  generation: Generation,
  named: readonly Candidate[],
  qualifiers: readonly string[],
  wanted: string,
): ResolvedSymbols | undefined {
  for (const { name, path } of manifestsOf(generation)) {
    const parts = splitName(name);
    const isMeant = parts.length > 0 && parts.every((part, at) => isSameWord(qualifiers[at], part));
    if (!isMeant) continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const inside = named.filter((candidate) => candidate.path.startsWith(folder) && candidate.path !== '');
    if (inside.length === 0) continue;
    const rest = qualifiers.slice(parts.length);
    if (rest.length === 0) {
      // A file that is called like its package holds what that gives.
      const direct = inside.filter((candidate) => {
        const match = measureMatch(candidate, qualifiers);
        return match?.missing === 0 && match.gap === 0;
      });
      return choose(generation, 'qualified_name', direct.length > 0 ? direct : inside);
    }
    const found = resolveQualified(generation, inside, rest, wanted);
    if (found) return found;
  }
  return undefined;
}

/** Whether code can call a package so: names in code hold no hyphens. */
function isSameWord(written: string | undefined, name: string): boolean {
  return written === name || (name.includes('-') && written === name.replaceAll('-', '_'));
}

function resolveQualified(
  generation: Generation,
  named: readonly Candidate[],
  qualifiers: readonly string[],
  wanted: string,
): ResolvedSymbols | undefined {
  const matches = named.flatMap((candidate) => {
    const match = measureMatch(candidate, qualifiers);
    return match ? [{ candidate, ...match }] : [];
  });
  const code = matches.filter(({ candidate: { kind } }) => kind !== EXTERNAL && !CONTAINERS.has(kind));
  // A module is meant by its name only where no code in it has that name.
  const inside = code.length > 0 ? code : matches.filter(({ candidate: { kind } }) => kind !== EXTERNAL);
  const whole = inside.filter(({ missing }) => missing === 0);
  const adjacent = whole.filter(({ gap }) => gap === 0);
  // `A#f` and `A.f` can be two methods: what is written as it stands there is meant.
  const written = adjacent.filter(({ candidate }) => endsInName(candidate.qualified_name, wanted));
  if (written.length > 0) return chooseMatch('qualified_name', written);
  if (adjacent.length > 0) return chooseMatch('qualified_name', adjacent);
  const handedOn = findHandedOn(generation, named, qualifiers);
  // What stands directly below the qualifiers, not what a type there has of that name.
  const below = nearest(whole.filter(({ candidate }) => handedOn.includes(candidate)));
  if (below.length > 0) return chooseMatch('reexport', below);
  if (handedOn.length > 0) return choose(generation, 'reexport', handedOn);
  const inherited = findInherited(generation, named, qualifiers);
  if (inherited.length > 0) return choose(generation, 'inherited', inherited);
  if (whole.length > 0) return chooseMatch('qualified_name', nearest(whole));
  // The outer qualifiers may stand for what is around the workspace: its folder, its package, its module path.
  if (inside.length > 0) return chooseMatch('qualified_name', nearest(inside));
  return matches.length > 0 ? chooseMatch('qualified_name', matches) : undefined;

  function chooseMatch(reading: Reading, found: readonly { candidate: Candidate }[]): ResolvedSymbols {
    return choose(
      generation,
      reading,
      found.map(({ candidate }) => candidate),
    );
  }
}

/**
 * Below the name of a variable, function or class: what stands beside it in a file, as what a program puts onto an object of
 * a module does, or onto the prototype of a constructor.
 */
function resolveBesideReceiver(
  generation: Generation,
  named: readonly Candidate[],
  qualifiers: readonly string[],
): ResolvedSymbols | undefined {
  const [receiver = ''] = qualifiers;
  if (qualifiers.length !== 1) return undefined;
  const files = new Set(
    symbolsNamed(generation, receiver).flatMap(({ kind, file }) => (RECEIVERS.has(kind) ? [file] : [])),
  );
  const beside = named.filter(({ file }) => file !== null && files.has(file));
  if (beside.length === 0) return undefined;
  const put = beside.filter(({ id }) => isPutOnto(generation, id, receiver));
  return choose(generation, 'qualified_name', put.length > 0 ? put : beside);
}

/** Whether the signature of a symbol begins with `receiver.name =` or `receiver.prototype.name =`. */
function isPutOnto(generation: Generation, id: number, receiver: string): boolean {
  const signature = generation.values<string | null>('SELECT signature FROM symbol WHERE id = ?').get(id);
  const [target = ''] = (signature ?? '').split('=', 1);
  const parts = splitName(target.trim());
  return parts[0] === receiver && parts.length > 1;
}

/** The name of something outside of the workspace, or of a file, as answers write it. */
function resolveWhole(generation: Generation, wanted: string): ResolvedSymbols | undefined {
  const found = generation
    .rows<Candidate>(`${CANDIDATE} WHERE s.qualified_name = ? AND deadline()`)
    .all(wanted);
  return found.length > 0 ? choose(generation, 'qualified_name', found) : undefined;
}

function nearest<Match extends { gap: number; missing: number }>(matches: readonly Match[]): Match[] {
  const best = Math.min(...matches.map(({ gap, missing }) => missing * 1000 + gap));
  return matches.filter(({ gap, missing }) => missing * 1000 + gap === best);
}

/** How many of the outer qualifiers are missing, and how many of a symbol's own stand between those that fit. */
interface Fit {
  readonly missing: number;
  readonly gap: number;
}

/**
 * How well qualifiers fit around a candidate, by its name or, where that goes without, below the path of its file. Undefined
 * when even the one before the name does not fit.
 */
function measureMatch(
  { qualified_name, kind, path }: Candidate,
  qualifiers: readonly string[],
): Fit | undefined {
  const own = ownerParts(qualified_name);
  const found = measureParts(own, kind, qualifiers);
  if ((found?.missing === 0 && found.gap === 0) || !notationOf(path)) return found;
  const below = measureParts([...path.replace(/\.[^./]*$/, '').split('/'), ...own], kind, qualifiers);
  return below && (!found || below.missing < found.missing) ? below : found;
}

function measureParts(own: readonly string[], kind: number, qualifiers: readonly string[]): Fit | undefined {
  let at = own.length;
  let gap = 0;
  for (let row = qualifiers.length - 1; row >= 0; row--) {
    const found = own.lastIndexOf(qualifiers[row]!, at - 1);
    if (at === 0 || found < 0) {
      const missing = row + 1;
      return missing === qualifiers.length || (kind === EXTERNAL && missing > 0)
        ? undefined
        : { missing, gap };
    }
    gap += at - 1 - found;
    at = found;
  }
  return { missing: 0, gap };
}

const IMPORTS = edgeNumber('IMPORTS');
const HANDED_ON_STEPS = 4;
const HANDED_ON_FILES = 400;

/** Candidates in files that a module of this name imports, directly or through others: the ones in the fewest steps. */
function findHandedOn(
  generation: Generation,
  named: readonly Candidate[],
  qualifiers: readonly string[],
): Candidate[] {
  const importersOf = generation.values<string>(
    `SELECT DISTINCT f.path FROM symbol t JOIN edge e ON e.target = t.id AND e.kind = ${IMPORTS}
     JOIN symbol s ON s.id = e.source JOIN file f ON f.id = s.file
     WHERE t.file = (SELECT id FROM file WHERE path = ?)`,
  );
  const found: { candidate: Candidate; steps: number }[] = [];
  const kindOf = generation.values<number>('SELECT kind FROM symbol WHERE id = ?');
  // A module hands on what stands in it, not what the types in it have.
  const isMember = ({ parent }: Candidate): boolean => parent !== null && TYPES.has(kindOf.get(parent) ?? -1);
  const handable = named.filter(
    (candidate) => candidate.kind !== EXTERNAL && !CONTAINERS.has(candidate.kind) && !isMember(candidate),
  );
  for (const candidate of handable.slice(0, 50)) {
    generation.checkDeadline();
    const seen = new Set([candidate.path]);
    let reached = [candidate.path];
    for (let steps = 1; steps <= HANDED_ON_STEPS && reached.length > 0; steps++) {
      const next = reached.flatMap((path) => importersOf.all(path)).filter((path) => !seen.has(path));
      for (const path of next) seen.add(path);
      if (next.some((path) => isModuleNamed(path, qualifiers))) {
        found.push({ candidate, steps });
        break;
      }
      reached = seen.size > HANDED_ON_FILES ? [] : [...new Set(next)];
    }
  }
  const fewest = Math.min(...found.map(({ steps }) => steps));
  return found.filter(({ steps }) => steps === fewest).map(({ candidate }) => candidate);
}

/** Whether a file, or the folder it stands in, ends in these names. */
function isModuleNamed(path: string, names: readonly string[]): boolean {
  const segments = path.replace(/\.[^./]*$/, '').split('/');
  const endsSo = (own: readonly string[]): boolean =>
    own.length > 0 &&
    names.length > 0 &&
    own.at(-1) === names.at(-1) &&
    own.join('/').endsWith(names.slice(-own.length).join('/'));
  return endsSo(segments) || endsSo(segments.slice(0, -1));
}

const BASES = [edgeNumber('INHERITS'), edgeNumber('IMPLEMENTS')];

/** Members of this name in the bases of the type that the last qualifier names, the nearest ones. */
function findInherited(
  generation: Generation,
  named: readonly Candidate[],
  qualifiers: readonly string[],
): Candidate[] {
  const types = symbolsNamed(generation, qualifiers.at(-1)!).filter(
    (type) =>
      TYPES.has(type.kind) && (qualifiers.length === 1 || measureMatch(type, qualifiers.slice(0, -1))),
  );
  const basesOf = generation.values<number>(
    `SELECT DISTINCT target FROM edge WHERE source = ? AND kind IN (${BASES.join(', ')}) ORDER BY target`,
  );
  const seen = new Set(types.map(({ id }) => id));
  let level = [...seen];
  while (level.length > 0 && seen.size < 1000) {
    const bases = level.flatMap((id) => basesOf.all(id)).filter((id) => !seen.has(id));
    for (const id of bases) seen.add(id);
    const members = named.filter(({ parent }) => parent !== null && bases.includes(parent));
    if (members.length > 0) return members;
    level = bases;
  }
  return [];
}

/** The readings of `text` as rows, at most `limit`, with the exact total. */
export function resolveSymbol(
  generation: Generation,
  { symbol, limit = 20 }: { symbol: string; limit?: number },
): { reading: Reading; total: number; symbols: SymbolRow[] } {
  const { reading, ids } = resolveSymbolIds(generation, symbol);
  return { reading, total: ids.length, symbols: ids.slice(0, limit).map((id) => getSymbol(generation, id)) };
}

/** The innermost symbol with a name around a line of a file, the file itself when there is none; undefined for an unknown file. */
export function findEnclosing(generation: Generation, path: string, line: number): number | undefined {
  const file = findFileId(generation, path);
  return file === undefined ? undefined : findEnclosingIn(generation, file, line);
}

function findEnclosingIn(generation: Generation, file: number, line: number): number | undefined {
  // The latest start among those that still cover the line is the innermost, because definitions nest.
  return generation
    .values<number>(
      `SELECT id FROM symbol s WHERE file = ? AND start_line <= ? AND end_line >= ? AND ${isNamedSql('s')}
       ORDER BY start_line DESC, end_line, id DESC LIMIT 1`,
    )
    .get(file, line, line);
}

/**
 * The id of a file by its path, by the end of its path when only one file ends so, or by a longer path that ends in its
 * own: an absolute one, or one below a folder around the workspace.
 */
export function findFileId(generation: Generation, path: string): number | undefined {
  const wanted = path.replaceAll('\\', '/').replace(/^\.\//, '');
  const byPath = generation.values<number>('SELECT id FROM file WHERE path = ?');
  const exact = byPath.get(wanted);
  if (exact !== undefined) return exact;
  const ending = findFilesEnding(generation, wanted);
  if (ending.length > 0) return ending.length === 1 ? ending[0] : undefined;
  const segments = wanted.split('/');
  for (let from = 1; from < segments.length; from++) {
    const found = byPath.get(segments.slice(from).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Files in folders whose path ends so, at most 20. */
function findFilesEnding(generation: Generation, path: string): number[] {
  const sql = `SELECT id FROM file WHERE substr(path, -length(?) - 1) = '/' || ? ORDER BY path LIMIT 20`;
  return generation.values<number>(sql).all(path, path);
}

function findFileSymbol(generation: Generation, path: string): number | undefined {
  const file = findFileId(generation, path);
  if (file === undefined) return undefined;
  return generation.values<number>('SELECT id FROM symbol WHERE file = ? ORDER BY id LIMIT 1').get(file);
}

function symbolsNamed(generation: Generation, name: string): Candidate[] {
  const sql = `${CANDIDATE} WHERE s.name IN (SELECT id FROM name WHERE text = ?)`;
  return generation.rows<Candidate>(sql).all(name);
}

/** What goes by this name only where it is used: imported, exported or assigned under it. */
function findRenamed(generation: Generation, name: string): Candidate[] {
  const sql = `${CANDIDATE} WHERE s.id IN (SELECT DISTINCT target FROM edge
    WHERE site_name = (SELECT id FROM name WHERE text = ?) AND site_name <> 0 AND deadline()) AND s.file IS NOT NULL`;
  return generation.rows<Candidate>(sql).all(name);
}

function namesInAnyCase(generation: Generation, name: string): string[] {
  const wanted = name.toLowerCase();
  if (!nameTable(generation).joined.includes(`\n${wanted}\n`)) return [];
  return nameTable(generation).texts.filter((text) => text.toLowerCase() === wanted);
}

const RECEIVERS: ReadonlySet<number> = new Set((['Variable', 'Function', 'Class'] as const).map(kindNumber));
const TYPES: ReadonlySet<number> = new Set((['Class', 'Interface', 'Enum', 'Type'] as const).map(kindNumber));
/** What holds code and is meant by its name only when no code has that name. */
const CONTAINERS: ReadonlySet<number> = new Set(
  (['Project', 'Folder', 'File', 'Module', 'Package'] as const).map(kindNumber),
);

/**
 * Which of several symbols is meant. Code wins over what holds it and over leaves outside; definitions over declarations, tests
 * and what a tool wrote; what can be called or instantiated over values of that name. What then stands in one place under one name is one
 * thing; more than one thing is ambiguous.
 */
function choose(generation: Generation, reading: Reading, found: readonly Candidate[]): ResolvedSymbols {
  const ranked = found.map((candidate) => ({ candidate, rank: rankOf(generation, candidate) }));
  const best = Math.min(...ranked.map(({ rank }) => rank));
  const first = ranked.filter(({ rank }) => rank === best).map(({ candidate }) => candidate);
  const kindOf = generation.values<number>('SELECT kind FROM symbol WHERE id = ?');
  const typeOf = ({ parent }: Candidate): number | undefined =>
    parent !== null && TYPES.has(kindOf.get(parent) ?? -1) ? parent : undefined;
  const things = [
    ...Map.groupBy(first, (one) => `${typeOf(one) ?? one.path}\n${one.qualified_name}`).values(),
  ];
  const callable = things.filter((thing) => thing.some(({ kind }) => kindWeight(kind) === 0));
  const meant = callable.length > 0 ? callable : things;
  // Members of one type that have one name are one thing, wherever each of them is written.
  const types = new Set(
    meant
      .flat()
      .map(typeOf)
      .filter((type) => type !== undefined),
  );
  const beside = found.filter((one) => !first.includes(one) && types.has(typeOf(one)!));
  const ids = order(generation, [...meant.flat(), ...beside]);
  const taken = new Set(ids);
  return {
    reading,
    ids,
    isAmbiguous: meant.length > 1,
    others: order(
      generation,
      found.filter(({ id }) => !taken.has(id)),
    ),
    ignored: '',
  };
}

/** Least first. */
function rankOf(generation: Generation, { kind, path, file }: Candidate): number {
  if (kind === EXTERNAL) return 6;
  if (CONTAINERS.has(kind)) return 5;
  if (file !== null && isBuilt(generation, file)) return 4;
  if (isTestPath(path)) return 3;
  if (isDeclarationPath(path)) return 2;
  return (file !== null && isGeneratedFile(generation, file)) || isVendored(generation, path) ? 1 : 0;
}

function order(generation: Generation, candidates: readonly Candidate[]): number[] {
  if (candidates.length < 2) return candidates.map(({ id }) => id);
  return candidates
    .map((candidate) => ({
      ...candidate,
      weight: candidate.kind === EXTERNAL ? 9 : kindWeight(candidate.kind),
      callers: countInbound(generation, candidate.id),
    }))
    .sort(
      (a, b) =>
        a.weight - b.weight ||
        b.callers - a.callers ||
        (a.qualified_name < b.qualified_name ? -1 : Number(a.qualified_name > b.qualified_name)) ||
        a.id - b.id,
    )
    .map(({ id }) => id);
}

/** Symbols without those in built files, and how many these are. */
function splitBuilt(generation: Generation, symbols: readonly number[]): { ids: number[]; copies: number } {
  const fileOf = generation.values<number | null>('SELECT file FROM symbol WHERE id = ?');
  const ids = symbols.filter((id) => {
    const file = fileOf.get(id) ?? null;
    return file === null || !isBuilt(generation, file);
  });
  return { ids, copies: symbols.length - ids.length };
}

/** What an answer calls the kinds of `others` in one line; what a build made of the sources is only counted. */
export function describeOthers(generation: Generation, others: readonly number[], shown = 5): string {
  if (others.length === 0) return '';
  const { ids, copies } = splitBuilt(generation, others);
  const named = ids.slice(0, shown).map((id) => {
    const { kind, qualified_name, file, line } = getSymbol(generation, id);
    return file === '' ? `${NODE_KINDS[EXTERNAL]} ${qualified_name}` : `${kind} ${file}:${line}`;
  });
  const more = ids.length - named.length;
  const also = `also of that name: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const built = copies > 0 ? `also in ${copies} built ${copies === 1 ? 'copy' : 'copies'}` : '';
  return [ids.length > 0 ? also : '', built].filter(Boolean).join('; ');
}
