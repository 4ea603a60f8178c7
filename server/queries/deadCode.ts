// Functions, methods and classes that nothing in the graph uses. Owns which of them may be called dead at all: what the
// language or a framework can reach without naming it is none. What only the text can tell, that a name stands in a
// string or a template, is asked by the caller; here each mention is compared with what the graph says of its line.

import { SymbolFlag } from '../graph.ts';
import { holdsInAny } from '../languages/anyLanguage.ts';
import { isStubPath } from '../languages/declarationPaths.ts';
import { isTestPath } from '../languages/testPaths.ts';
import { REASONS } from '../protocol/graph.ts';
import type { NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { ClassFamilies } from './classFamilies.ts';
import { isGeneratedFile } from './generatedCode.ts';
import { searchIds, type SearchInput } from './search.ts';
import { getSymbolDetail, type SymbolDetail } from './symbols.ts';
import { createVisibilityReader } from './visibility.ts';
import { isVendored } from './vendoredCode.ts';
import { edgeNumber, isNamedSql, kindNumber } from './vocabulary.ts';

/** What to look at; see SearchInput. */
export type DeadCodeInput = Pick<
  SearchInput,
  'query' | 'name_pattern' | 'qn_pattern' | 'kinds' | 'file_pattern'
>;

/** A symbol without users in the graph. */
export interface UnusedSymbol extends SymbolDetail {
  /** Code outside the workspace can name it, so it is unused here rather than dead. */
  readonly isPublic: boolean;
}

/** A name on a line, as often as told. */
export interface MentionPlace {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly times: number;
}

export const DEAD_CODE_KINDS: readonly NodeKind[] = ['Function', 'Method', 'Class'];

/** Reached otherwise than by its name: decorated, run as a test, called by `new`, by assignment, through an object. */
const REACHED =
  SymbolFlag.decorated |
  SymbolFlag.test |
  SymbolFlag.initializer |
  SymbolFlag.setter |
  SymbolFlag.value |
  SymbolFlag.implicit |
  SymbolFlag.pasted |
  SymbolFlag.abstract;
const CLASS = kindNumber('Class');
const FUNCTION = kindNumber('Function');
const METHOD = kindNumber('Method');
const MODULE = kindNumber('Module');
const EXTERNAL = kindNumber('External');
const INTERFACE = kindNumber('Interface');
const TYPE = kindNumber('Type');
/**
 * Reasons of what types say: an object of a type outside, or of an interface, can be one of any class that has its members, so
 * that a site which leads there by such a reason may mean the method of a class.
 */
const INFERRED = REASONS.flatMap(({ tier }, reason) => (tier === 'inferred' ? [reason] : []));
/** The reason of what a language or its library has without an import. */
const BUILTIN = REASONS.findIndex(({ name }) => name === 'builtin');
const OVERRIDES = edgeNumber('OVERRIDES');
const IMPLEMENTS = edgeNumber('IMPLEMENTS');

interface StoredRow {
  id: number;
  file: number;
  kind: number;
  name: string;
  nameId: number;
  path: string;
  flags: number;
  parent: number | null;
  signature: string;
}

/** The symbols that match and that nothing uses, by qualified name of file order. Code of tests is left out. */
export function findUnused(generation: Generation, input: DeadCodeInput): UnusedSymbol[] {
  const kinds = (input.kinds ?? ['Function', 'Method']).filter((kind) => DEAD_CODE_KINDS.includes(kind));
  if (kinds.length === 0) return [];
  const { ids } = searchIds(generation, { ...input, kinds, limit: Number.MAX_SAFE_INTEGER, offset: 0 });
  const isUsed = createUseReader(generation);
  const families = new ClassFamilies(generation);
  const isPublic = createVisibilityReader(generation);
  const rowOf = generation.rows<StoredRow>(
    `SELECT s.id, s.file, s.kind, n.text AS name, s.name AS nameId, f.path, s.flags, s.parent, ifnull(s.signature, '') AS signature
     FROM symbol s JOIN name n ON n.id = s.name JOIN file f ON f.id = s.file WHERE s.id = ?`,
  );
  const unused: UnusedSymbol[] = [];
  for (const id of ids.sort((a, b) => a - b)) {
    generation.checkDeadline();
    const row = rowOf.get(id);
    if (
      !row ||
      !canBeDead(row) ||
      isGeneratedFile(generation, row.file) ||
      isVendored(generation, row.path) ||
      isUsed(id) ||
      alternativesOf(generation, row).some(isUsed) ||
      counterpartsOf(generation, row).some(isUsed) ||
      isOfPlatform(generation, row)
    )
      continue;
    if (row.kind === METHOD && !isMethodOfOwn(generation, row, families)) continue;
    if (row.kind === CLASS && membersOf(generation, id).some(isUsed)) continue;
    unused.push({ ...getSymbolDetail(generation, id), isPublic: isPublic(id) });
  }
  return unused;
}

function canBeDead({ flags, name, path, signature }: StoredRow): boolean {
  if ((flags & REACHED) !== 0 || isStubPath(path) || isTestPath(path)) return false;
  // A computed name cannot be looked for, and an ambient declaration has no body.
  const isAmbient = holdsInAny(({ publication }) => publication.ambientSignatures?.test(signature));
  return /^#?[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && !isAmbient;
}

/** Whether a method belongs to a class of the workspace whose bases are all known, and stands for no other method. */
function isMethodOfOwn(
  generation: Generation,
  { id, parent, name, nameId, signature }: StoredRow,
  families: ClassFamilies,
): boolean {
  const overrides = generation.values<number>('SELECT 1 FROM edge WHERE source = ? AND kind = ? LIMIT 1');
  if (overrides.get(id, OVERRIDES) !== undefined) return false;
  if (parent === null) return true;
  const owner = generation.tuples<[kind: number, file: number, start: number, end: number, flags: number]>(
    'SELECT kind, file, start_line, end_line, flags FROM symbol WHERE id = ?',
  );
  const [kind, file, start, end, flags] = owner.get(parent)!;
  if ((flags & SymbolFlag.computes) !== 0) return false;
  const [, ownFile, ownStart] = owner.get(id)!;
  // What stands inside of an interface or a type has no body; methods of a type can stand outside of it.
  if (kind !== CLASS && ownFile === file && ownStart >= start && ownStart <= end) return false;
  const isOwnOnly = holdsInAny(
    ({ publication: { sealedNames, privateSignatures } }) =>
      sealedNames?.test(name) === true || privateSignatures?.test(signature),
  );
  return isOwnOnly || !(families.isOpen(parent) || families.sharesMember(parent, nameId));
}

/**
 * Other definitions of the name in the same place, or in a type that is defined otherwise in the same folder: a branch, a
 * build target or a fall-back chooses one of them.
 */
function alternativesOf(generation: Generation, { id, nameId, parent, path }: StoredRow): number[] {
  const rows = generation.tuples<[number, number | null, string, number | null, number | null]>(
    `SELECT s.id, s.parent, f.path, p.kind, p.name FROM symbol s JOIN file f ON f.id = s.file
     LEFT JOIN symbol p ON p.id = s.parent WHERE s.name = ? AND s.id <> ?`,
  );
  const owner =
    parent === null
      ? undefined
      : generation
          .tuples<[kind: number, name: number]>('SELECT kind, name FROM symbol WHERE id = ?')
          .get(parent);
  const isBeside = (kind: number | null, name: number | null) =>
    owner !== undefined && kind === owner[0] && (kind === MODULE || name === owner[1]);
  return rows
    .all(nameId, id)
    .filter(
      ([, container, file, kind, name]) =>
        container === parent || (isBeside(kind, name) && folderOf(file) === folderOf(path)),
    )
    .map(([other]) => other);
}

/** What a function or class is declared for, or gives, in sources of another platform: a use of one is one of all. */
function counterpartsOf(generation: Generation, { id, flags }: StoredRow): number[] {
  if ((flags & (SymbolFlag.expected | SymbolFlag.actual)) === 0) return [];
  const above = generation.values<number>('SELECT target FROM edge WHERE source = ? AND kind IN (?, ?)');
  const below = generation.values<number>('SELECT source FROM edge WHERE target = ? AND kind IN (?, ?)');
  const isExpected = (flags & SymbolFlag.expected) !== 0;
  const declared = isExpected ? [id] : above.all(id, OVERRIDES, IMPLEMENTS);
  return declared.concat(declared.flatMap((one) => below.all(one, OVERRIDES, IMPLEMENTS)));
}

/** Whether a function has the name of one of the platform that the program calls: other builds call this one in its place. */
function isOfPlatform(generation: Generation, { kind, nameId }: StoredRow): boolean {
  if (kind !== FUNCTION) return false;
  const called = generation.values<number>(
    `SELECT 1 FROM symbol t JOIN edge e ON e.target = t.id
     WHERE t.name = ? AND t.kind = ${EXTERNAL} AND e.reason = ${BUILTIN} LIMIT 1`,
  );
  return called.get(nameId) !== undefined;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function membersOf(generation: Generation, id: number): number[] {
  return generation.values<number>(`SELECT id FROM symbol s WHERE parent = ? AND ${isNamedSql('s')}`).all(id);
}

/** Whether an edge leads to a symbol from anywhere but its own body, and but from what gives it for one platform. */
function createUseReader(generation: Generation): (id: number) => boolean {
  const use = generation.values<number>(
    `SELECT 1 FROM symbol s JOIN edge e ON e.target = s.id JOIN symbol c ON c.id = e.source
     WHERE s.id = ? AND NOT (c.file IS s.file AND c.start_line >= s.start_line AND c.end_line <= s.end_line
       AND s.id IN (
         WITH RECURSIVE around(id) AS (VALUES (c.id) UNION SELECT o.parent FROM symbol o JOIN around a ON o.id = a.id
           WHERE o.parent IS NOT NULL)
         SELECT id FROM around))
       AND NOT (e.kind IN (${OVERRIDES}, ${IMPLEMENTS}) AND (s.flags & ${SymbolFlag.expected}) <> 0)
     LIMIT 1`,
  );
  return (id) => use.get(id) !== undefined;
}

/**
 * Which of the places the graph does not account for: there the name is written more often than symbols of that name
 * are defined and edges lead away under it. Answers with positions in `mentions`.
 */
export function findUnexplained(
  generation: Generation,
  { mentions }: { mentions: readonly MentionPlace[] },
): number[] {
  const known = countKnown(generation, new Set(mentions.map(({ name }) => name)));
  return mentions.flatMap(({ name, file, line, times }, at) =>
    (known.get(`${name}\n${file}\n${line}`) ?? 0) < times ? [at] : [],
  );
}

type Site = readonly [file: string, line: number, target: number];

/**
 * Definitions and sites of the names, by name, file and line. Outside of the workspace only what a module itself holds is known well
 * enough: an object that comes from there can be one of the project that was handed over, or of a subclass.
 */
function countKnown(generation: Generation, names: ReadonlySet<string>): Map<string, number> {
  const known = new Map<string, number>();
  const add = (name: string, file: string, line: number): void => {
    const key = `${name}\n${file}\n${line}`;
    known.set(key, (known.get(key) ?? 0) + 1);
  };
  const definitions = generation.tuples<[string, number]>(
    `SELECT f.path, s.line FROM symbol s JOIN file f ON f.id = s.file WHERE s.name = ?`,
  );
  const sites = generation.tuples<Site>(
    `SELECT DISTINCT f.path, e.line, e.target FROM symbol t JOIN edge e ON e.target = t.id
     JOIN symbol s ON s.id = e.source JOIN file f ON f.id = s.file LEFT JOIN symbol p ON p.id = t.parent
     WHERE t.name = ? AND e.site_name = 0
     AND NOT (t.kind = ${EXTERNAL} AND instr(substr(t.qualified_name, instr(t.qualified_name, ':') + 1), '.') > 0)
     AND NOT (p.kind IN (${INTERFACE}, ${TYPE}) AND e.reason IN (${INFERRED.join()}))`,
  );
  const idOf = generation.values<number>('SELECT id FROM name WHERE text = ?');
  const textOf = new Map<number, string>();
  for (const name of names) {
    generation.checkDeadline();
    for (const id of idOf.all(name)) {
      textOf.set(id, name);
      for (const [file, line] of definitions.all(id)) add(name, file, line);
      for (const [file, line] of sites.all(id)) add(name, file, line);
    }
  }
  const renamed = generation.tuples<[...Site, name: number]>(
    `SELECT DISTINCT f.path, e.line, e.target, e.site_name FROM edge e JOIN symbol s ON s.id = e.source
     JOIN file f ON f.id = s.file WHERE e.site_name <> 0 AND deadline()`,
  );
  for (const [file, line, , site] of renamed.iterate()) {
    const name = textOf.get(site);
    if (name !== undefined) add(name, file, line);
  }
  return known;
}
