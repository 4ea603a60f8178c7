// Who used what is gone. The graph has no edge to it any more, so the places where its name is still written are judged one
// by one: what they mean now, and whether they can have meant it.

import { listAll } from '../languages/anyLanguage.ts';
import { notationOf } from '../languages/notations.ts';
import { ownerOf, partsOf } from '../languages/qualifiedNames.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import type { EnclosingFinder } from './enclosing.ts';
import { edgeNumber, kindNumber } from './vocabulary.ts';

/** A definition that is gone, or a file: `name` is what imports call it then. */
export interface Gone {
  readonly name: string;
  readonly qualifiedName: string;
  readonly file: string;
  readonly kind: 'symbol' | 'member' | 'file';
}

/** A place where a name stands in the text, outside of comments. */
export interface NamedPlace {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** A place that used what is gone. `likely`: nothing else can be meant there; `possible`: the name is all that is known. */
export interface FormerUse extends NamedPlace {
  readonly id: number;
  readonly certainty: 'likely' | 'possible';
  /** What the place means now, '' for nothing. */
  readonly now: string;
}

const IMPORTS = edgeNumber('IMPORTS');
const INHERITS = edgeNumber('INHERITS');
const IMPLEMENTS = edgeNumber('IMPLEMENTS');
const MODULE = kindNumber('Module');
const EXTERNAL = NODE_KINDS.indexOf('External');
const PACKAGE_FILES = listAll(({ modules: { packageFile } }) =>
  packageFile === '' ? [] : [`.${packageFile}`],
);
const IMPORT_LINE = /\b(?:import|include|require|from|use|using|load|export)\b/;

/** Judges places of names that are gone; `text` is the line, which for the name of a file says whether it is imported. */
export function findFormerUses(
  generation: Generation,
  gone: readonly Gone[],
  places: readonly (NamedPlace & { readonly text: string })[],
  around: EnclosingFinder,
): FormerUse[] {
  const byName = Map.groupBy(gone, ({ name }) => name);
  const judge = createJudge(generation, around);
  const found: FormerUse[] = [];
  for (const place of places) {
    generation.checkDeadline();
    const uses = (byName.get(place.name) ?? [])
      .map((one) => judge(one, place))
      .filter((use) => use !== undefined);
    const best = uses.find(({ certainty }) => certainty === 'likely') ?? uses[0];
    if (best) found.push(best);
  }
  return found;
}

type Judge = (gone: Gone, place: NamedPlace & { readonly text: string }) => FormerUse | undefined;

function createJudge(generation: Generation, around: EnclosingFinder): Judge {
  const nameIds = new Map<string, number>();
  const idOfName = generation.values<number>('SELECT id FROM name WHERE text = ?');
  /** No id is that of a name which nothing has. */
  const findName = (name: string): number => {
    let id = nameIds.get(name);
    if (id === undefined) nameIds.set(name, (id = idOfName.get(name) ?? -1));
    return id;
  };
  const definesHere = generation.values<number>(
    'SELECT 1 FROM symbol WHERE name = ? AND file = ? AND line = ? LIMIT 1',
  );
  const meanings = generation.tuples<[kind: number, qualifiedName: string, parent: number | null]>(
    `SELECT t.kind, t.qualified_name, t.parent FROM edge e JOIN symbol t ON t.id = e.target
     WHERE e.source = ? AND e.line = ? AND (t.name = ? OR e.site_name = ?)`,
  );
  const relation = createRelation(generation);
  return (gone, place) => {
    const { file, line, name, text } = place;
    const fileId = around.findFile(file);
    const id = around.find(file, line);
    if (fileId === undefined || id === undefined) return undefined;
    const nameId = findName(name);
    if (definesHere.get(nameId, fileId, line) !== undefined) return undefined;
    if (gone.kind === 'file')
      return IMPORT_LINE.test(text) ? { file, line, name, id, certainty: 'possible', now: '' } : undefined;
    const now = meanings.all(id, line, nameId, nameId);
    if (now.length === 0) {
      const certainty = relation.isNear(gone.file, file, fileId) ? 'likely' : 'possible';
      return { file, line, name, id, certainty, now: '' };
    }
    for (const [kind, qualifiedName, parent] of now) {
      if (kind === EXTERNAL) {
        if (isSameName(partsOf(qualifiedName), partsOf(gone.qualifiedName)))
          return { file, line, name, id, certainty: 'likely', now: '' };
      } else if (gone.kind === 'member' && relation.isAncestor(parent, ownerOf(gone.qualifiedName)))
        return { file, line, name, id, certainty: 'possible', now: qualifiedName };
    }
    return undefined;
  };
}

/** `a.b.c` and `b.c` can be one name, seen from different folders. */
function isSameName(one: readonly string[], other: readonly string[]): boolean {
  const parts = Math.min(one.length, other.length);
  return one.slice(-parts).join('.') === other.slice(-parts).join('.');
}

function createRelation(generation: Generation) {
  const moduleOf = generation.values<number>('SELECT id FROM symbol WHERE file = ? AND kind = ? LIMIT 1');
  const imports = generation.values<string>(
    'SELECT t.qualified_name FROM edge e JOIN symbol t ON t.id = e.target WHERE e.source = ? AND e.kind = ?',
  );
  const classNamed = generation.values<number>(
    'SELECT id FROM symbol WHERE qualified_name = ? AND file IS NOT NULL',
  );
  const bases = generation.values<number>('SELECT target FROM edge WHERE source = ? AND kind IN (?, ?)');
  const ancestors = new Map<string, ReadonlySet<number> | undefined>();
  return {
    /** The same file, the same folder, or a file that imports it. */
    isNear(goneFile: string, file: string, fileId: number): boolean {
      if (goneFile === file || folderOf(goneFile) === folderOf(file)) return true;
      const module = moduleOf.get(fileId, MODULE);
      if (module === undefined) return false;
      const path = goneFile.replace(/\.[^./]+$/, '').replaceAll('/', '.');
      const wanted = partsOf(notationOf(goneFile)?.moduleOf?.(goneFile) ?? path);
      return imports
        .all(module, IMPORTS)
        .some((name) => isSameName(partsOf(withoutPackageFile(name)), wanted));
    },
    /** Whether a class is a base of the one with this name, or that one is not known any more. */
    isAncestor(id: number | null, qualifiedName: string): boolean {
      if (id === null) return false;
      if (!ancestors.has(qualifiedName)) ancestors.set(qualifiedName, listAncestors(qualifiedName));
      return ancestors.get(qualifiedName)?.has(id) ?? true;
    },
  };

  function listAncestors(qualifiedName: string): ReadonlySet<number> | undefined {
    const pending = classNamed.all(qualifiedName);
    if (pending.length === 0) return undefined;
    const found = new Set<number>();
    for (let id = pending.pop(); id !== undefined; id = pending.pop())
      for (const base of bases.all(id, INHERITS, IMPLEMENTS))
        if (!found.has(base)) {
          found.add(base);
          pending.push(base);
        }
    return found;
  }
}

/** Of the name of a file that stands for its folder, the folder's. */
function withoutPackageFile(name: string): string {
  const ending = PACKAGE_FILES.find((one) => name.endsWith(one));
  return ending === undefined ? name : name.slice(0, -ending.length);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
