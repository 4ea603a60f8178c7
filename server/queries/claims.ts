// What the graph knows of the places where a name is written: which symbol each means. Owns which edges and rows speak of
// a name; what stands at the places is read elsewhere, and the two are joined in mcp/relations/account.ts.

import { SymbolFlag } from '../graph.ts';
import { languagesBeside } from '../languages/table.ts';
import { NODE_KINDS, REASONS, type EdgeKind, type NodeKind, type Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { findClassAt, findMembers, isClassLike } from './lineage.ts';
import { CALLS, edgeNumber, EXTERNAL, FUNCTION_NUMBERS, isNamedSql, tierOf } from './vocabulary.ts';

/** What a claim says of a place. `own`: reached through the object of the method around it. */
export type ClaimRole =
  | 'definition'
  | 'call'
  | 'construct'
  | 'reference'
  | 'type'
  | 'base'
  | 'decorator'
  | 'import'
  | 'own'
  | 'unresolved';

/** A symbol that has the name, or is called by it somewhere. */
export interface Owner {
  readonly qualified_name: string;
  readonly kind: NodeKind;
  /** Empty outside of the workspace. */
  readonly file: string;
  /** It is what was asked about. */
  readonly isAsked: boolean;
  /** It is reached through an object. */
  readonly isMember: boolean;
  /** It is written where a value stands, as in an object. */
  readonly isValue: boolean;
  /** Name of the class around it. */
  readonly container: string;
}

/** First and last line of a function. */
export interface FunctionRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** One place of which the graph knows. */
export interface Claim {
  readonly file: string;
  readonly line: number;
  readonly role: ClaimRole;
  /** Index into the owners, -1 for `unresolved`. */
  readonly owner: number;
  readonly tier: Tier;
  /** The name as it is written when that is another one. */
  readonly written: string;
  /** Something of another name that is called so there: an alias, a variable or field that holds it. */
  readonly isHeld: boolean;
  /** Qualified name of the symbol that the place is in; empty at the top of a file. */
  readonly inside: string;
}

/** An import statement of a file: to which file it leads, or the package outside. */
export interface ImportClaim {
  readonly file: string;
  readonly line: number;
  readonly target: string;
  readonly package: string;
}

/** What a module hands on under the name: an index into the owners. */
export interface HandedOn {
  /** Path of the module. */
  readonly module: string;
  readonly owner: number;
  /** How many imports away it is defined. */
  readonly steps: number;
}

export interface ClaimsInput {
  readonly name: string;
  /** Ids of the symbols that are asked about. */
  readonly asked: readonly number[];
  /** Files in which the name is written, and those of which the imports matter. */
  readonly files: readonly string[];
  readonly importing: readonly string[];
  /** Places where it is reached through the object of the method around it. */
  readonly own: readonly { readonly file: string; readonly line: number }[];
  /** Imports of which the modules may hand the name on without writing it. */
  readonly from: readonly { readonly file: string; readonly line: number }[];
}

export interface ClaimsAnswer {
  readonly owners: readonly Owner[];
  readonly claims: readonly Claim[];
  readonly imports: readonly ImportClaim[];
  readonly handedOn: readonly HandedOn[];
  /** Of the files in which something of the name can be seen: a function can have one of its own. */
  readonly functions: readonly FunctionRange[];
  /** Of the files of the question those that a build made of others; none when it is about what stands in one. */
  readonly built: readonly string[];
  /** Of the files of the question those in languages that can't call what it is about. */
  readonly foreign: readonly string[];
  /** False when there were too many to be looked at. */
  readonly isComplete: boolean;
}

/** More places than this are not listed. */
const MAX_CLAIMS = 50_000;

/** Modules that stand between an import and a definition, and how many files are looked at on the way. */
const MAX_HANDED_ON_STEPS = 4;
const MAX_HANDED_ON_FILES = 400;

const ROLES: Readonly<Partial<Record<EdgeKind, ClaimRole>>> = {
  CALLS: 'call',
  REFERENCES: 'reference',
  USES_TYPE: 'type',
  INHERITS: 'base',
  IMPLEMENTS: 'base',
  DECORATES: 'decorator',
  IMPORTS: 'import',
};
const ROLE_OF = new Map(
  Object.entries(ROLES).map(([kind, role]) => [edgeNumber(kind as EdgeKind), role] as const),
);
/** A type that implements another by its methods alone names it nowhere. */
const STRUCTURAL = REASONS.findIndex(({ name }) => name === 'structural');
const EDGES = [...ROLE_OF.keys()].join(', ');
const WITHOUT_PLACE = new Set(['Project', 'Folder', 'File', 'Module', 'Package', 'External']);

type EdgeRow = readonly [
  kind: number,
  line: number,
  reason: number,
  siteName: number,
  file: string,
  inside: string,
  insideKind: number,
];

/** Everything that the graph says of the places where `name` is written. */
export function findClaims(generation: Generation, input: ClaimsInput): ClaimsAnswer {
  const name = generation.values<number>('SELECT id FROM name WHERE text = ?').get(input.name);
  const collector = new ClaimCollector(generation, input, name ?? -1);
  if (name !== undefined) {
    collector.addNamesakes();
    collector.addOtherNames();
    collector.addUnresolved();
    collector.addOwn();
  }
  collector.addImports();
  collector.addHandedOn();
  collector.addFunctions();
  return collector.finish();
}

class ClaimCollector {
  readonly #generation: Generation;
  readonly #input: ClaimsInput;
  readonly #name: number;
  readonly #asked: ReadonlySet<number>;
  readonly #owners: Owner[] = [];
  readonly #indexOf = new Map<number, number>();
  readonly #claims: Claim[] = [];
  readonly #imports: ImportClaim[] = [];
  readonly #handedOn: HandedOn[] = [];
  readonly #functions: FunctionRange[] = [];
  readonly #texts = new Map<number, string>();

  constructor(generation: Generation, input: ClaimsInput, name: number) {
    this.#generation = generation;
    this.#input = input;
    this.#name = name;
    this.#asked = new Set(input.asked);
  }

  /** The symbols of that name: where they are defined, and every edge to them. */
  addNamesakes(): void {
    const namesakes = this.#generation
      .tuples<[id: number, kind: number, line: number, file: string | null]>(
        `SELECT s.id, s.kind, s.line, f.path FROM symbol s LEFT JOIN file f ON f.id = s.file
         WHERE s.name = ? AND ${isNamedSql('s')} ORDER BY s.id`,
      )
      .all(this.#name)
      .sort(([a], [b]) => Number(this.#asked.has(b)) - Number(this.#asked.has(a)));
    const initializers = this.#generation.values<number>(
      'SELECT id FROM symbol WHERE parent = ? AND flags & ? <> 0',
    );
    for (const [id, kind, line, file] of namesakes) {
      if (this.#isFull) return;
      const owner = this.#ownerOf(id);
      if (file !== null && !WITHOUT_PLACE.has(NODE_KINDS[kind]!)) {
        this.#claims.push({
          file,
          line,
          role: 'definition',
          owner,
          tier: 'exact',
          written: '',
          isHeld: false,
          inside: '',
        });
      }
      this.#addEdges(id, owner, isClassLike(kind));
      if (!isClassLike(kind)) continue;
      for (const initializer of initializers.all(id, SymbolFlag.initializer)) {
        this.#addEdges(initializer, owner, true);
      }
    }
  }

  /** Sites at which something else is called by that name: an import under another name, a variable that holds it. */
  addOtherNames(): void {
    const statement = this.#generation.tuples<[target: number, ...EdgeRow]>(
      `SELECT e.target, e.kind, e.line, e.reason, e.site_name, f.path, s.qualified_name, s.kind
       FROM file f JOIN symbol s ON s.file = f.id JOIN edge e ON e.source = s.id
       WHERE f.path = ? AND e.site_name = ? AND e.kind IN (${EDGES})`,
    );
    const targetOf = this.#generation.tuples<[name: number, parent: number | null, flags: number]>(
      'SELECT name, parent, flags FROM symbol WHERE id = ?',
    );
    for (const path of this.#input.files) {
      this.#generation.checkDeadline();
      for (const [target, ...edge] of statement.all(path, this.#name)) {
        const [, parent, flags] = targetOf.get(target)!;
        const isCounted =
          parent !== null && (flags & SymbolFlag.initializer) !== 0 && this.#indexOf.has(parent);
        if (isCounted || this.#isFull) continue;
        this.#addClaim(edge, this.#ownerOf(target), false, '', true);
      }
    }
  }

  addUnresolved(): void {
    const rows = this.#generation.tuples<[line: number, file: string, inside: string, kind: number]>(
      `SELECT u.line, f.path, s.qualified_name, s.kind FROM unresolved u JOIN symbol s ON s.id = u.source
       JOIN file f ON f.id = s.file WHERE u.name = ? AND NOT u.is_local`,
    );
    for (const [line, file, inside, kind] of rows.all(this.#name)) {
      if (this.#isFull) return;
      this.#claims.push({
        file,
        line,
        role: 'unresolved',
        owner: -1,
        tier: 'possible',
        written: '',
        isHeld: false,
        inside: placeName(inside, kind),
      });
    }
  }

  addOwn(): void {
    const found = new Map<string, readonly number[]>();
    for (const { file, line } of this.#input.own) {
      const around = findClassAt(this.#generation, file, line);
      if (around === undefined || this.#isFull) continue;
      const key = String(around);
      let members = found.get(key);
      if (!members) found.set(key, (members = findMembers(this.#generation, around, this.#name)));
      const member = members.find((id) => this.#asked.has(id)) ?? members[0];
      if (member === undefined) continue;
      this.#claims.push({
        file,
        line,
        role: 'own',
        owner: this.#ownerOf(member),
        tier: 'inferred',
        written: '',
        isHeld: false,
        inside: '',
      });
    }
  }

  addImports(): void {
    for (const path of this.#input.importing) {
      for (const [line, target, qualifiedName] of this.#importsOf(path)) {
        this.#imports.push({
          file: path,
          line,
          target: target ?? '',
          package: target === null ? qualifiedName.split(':', 1)[0]! : '',
        });
      }
    }
  }

  /** What the modules of `from` hand on under the name: the definitions that are the fewest imports away. */
  addHandedOn(): void {
    const places = new Set(this.#input.from.map(({ file, line }) => `${line} ${file}`));
    const modules = new Set(
      this.#imports.flatMap(({ file, line, target }) =>
        target !== '' && places.has(`${line} ${file}`) ? [target] : [],
      ),
    );
    const ownersIn = Map.groupBy(
      this.#owners.flatMap(({ isMember, file, kind }, index) =>
        isMember || file === '' || WITHOUT_PLACE.has(kind) ? [] : [{ file, index }],
      ),
      ({ file }) => file,
    );
    if (ownersIn.size === 0) return;
    for (const module of modules) {
      const known = new Set([module]);
      let level = [module];
      for (let steps = 0; steps < MAX_HANDED_ON_STEPS && known.size < MAX_HANDED_ON_FILES; steps++) {
        this.#generation.checkDeadline();
        const owners = level.flatMap((path) => ownersIn.get(path) ?? []);
        if (owners.length > 0) {
          this.#handedOn.push(...owners.map(({ index }) => ({ module, owner: index, steps })));
          break;
        }
        const next = level.flatMap((path) => this.#importsOf(path).map(([, target]) => target ?? ''));
        level = [...new Set(next)].filter((path) => path !== '' && !known.has(path));
        for (const path of level) known.add(path);
      }
    }
  }

  addFunctions(): void {
    const statement = this.#generation.rows<FunctionRange>(
      `SELECT f.path AS file, s.start_line AS start, s.end_line AS end FROM file f JOIN symbol s ON s.file = f.id
       WHERE f.path = ? AND s.kind IN (${[...FUNCTION_NUMBERS].join(', ')})`,
    );
    const visible = this.#owners.filter(({ isMember, file }) => !isMember && file !== '');
    if (visible.length === 0) return;
    for (const path of new Set([...this.#input.importing, ...visible.map(({ file }) => file)]))
      this.#functions.push(...statement.all(path));
  }

  finish(): ClaimsAnswer {
    return {
      owners: this.#owners,
      claims: this.#claims,
      imports: this.#imports,
      handedOn: this.#handedOn,
      functions: this.#functions,
      built: this.#findBuilt(),
      foreign: this.#findForeign(),
      isComplete: !this.#isFull,
    };
  }

  #findBuilt(): string[] {
    const fileOf = this.#generation.values<number>('SELECT id FROM file WHERE path = ?');
    const isCopy = (path: string): boolean => {
      const file = fileOf.get(path);
      return file !== undefined && isBuilt(this.#generation, file);
    };
    if (this.#owners.some(({ isAsked, file }) => isAsked && isCopy(file))) return [];
    return this.#input.files.filter(isCopy);
  }

  /** None when it is about something outside of the workspace, of which no language is known. */
  #findForeign(): string[] {
    const languageOf = this.#generation.values<string>('SELECT language FROM file WHERE path = ?');
    const files = new Set(this.#owners.flatMap(({ isAsked, file }) => (isAsked ? [file] : [])));
    if (files.size === 0 || files.has('')) return [];
    const near = new Set([...files].flatMap((file) => languagesBeside(languageOf.get(file) ?? '')));
    return this.#input.files.filter((file) => !near.has(languageOf.get(file) ?? ''));
  }

  get #isFull(): boolean {
    return this.#claims.length >= MAX_CLAIMS;
  }

  #importsOf(path: string): readonly (readonly [line: number, file: string | null, qualifiedName: string])[] {
    const sql = `SELECT e.line, t.path, x.qualified_name FROM file f JOIN symbol s ON s.file = f.id
      JOIN edge e ON e.source = s.id JOIN symbol x ON x.id = e.target LEFT JOIN file t ON t.id = x.file
      WHERE f.path = ? AND e.kind = ? ORDER BY e.line`;
    return this.#generation
      .tuples<readonly [line: number, file: string | null, qualifiedName: string]>(sql)
      .all(path, edgeNumber('IMPORTS'));
  }

  #addEdges(target: number, owner: number, isClass: boolean): void {
    const rows = this.#generation.tuples<EdgeRow>(
      `SELECT e.kind, e.line, e.reason, e.site_name, f.path, s.qualified_name, s.kind FROM edge e
       JOIN symbol s ON s.id = e.source JOIN file f ON f.id = s.file
       WHERE e.target = ? AND e.kind IN (${EDGES})`,
    );
    const named = this.#generation.values<number>('SELECT name FROM symbol WHERE id = ?').get(target)!;
    for (const row of rows.all(target)) {
      if (this.#isFull) return;
      if (row[2] === STRUCTURAL) continue;
      const written = row[3] === 0 ? named : row[3];
      if (written === this.#name) this.#addClaim(row, owner, isClass);
      else if (this.#owners[owner]!.isAsked) this.#addClaim(row, owner, isClass, this.#textOf(written));
    }
  }

  #addClaim(
    [kind, line, reason, , file, inside, insideKind]: EdgeRow,
    owner: number,
    isClass: boolean,
    written = '',
    isHeld = false,
  ): void {
    const role = kind === CALLS && isClass ? 'construct' : ROLE_OF.get(kind)!;
    this.#claims.push({
      file,
      line,
      role,
      owner,
      tier: tierOf(reason),
      written,
      isHeld,
      inside: placeName(inside, insideKind),
    });
  }

  #textOf(name: number): string {
    let text = this.#texts.get(name);
    if (text === undefined) {
      text = this.#generation.values<string>('SELECT text FROM name WHERE id = ?').get(name) ?? '';
      this.#texts.set(name, text);
    }
    return text;
  }

  #ownerOf(id: number): number {
    let index = this.#indexOf.get(id);
    if (index !== undefined) return index;
    const [kind, qualifiedName, file, parentKind, parentName, flags] = this.#generation
      .tuples<[number, string, file: string | null, parentKind: number | null, string | null, number]>(
        `SELECT s.kind, s.qualified_name, f.path, p.kind, n.text, s.flags FROM symbol s LEFT JOIN file f ON f.id = s.file
         LEFT JOIN symbol p ON p.id = s.parent LEFT JOIN name n ON n.id = p.name WHERE s.id = ?`,
      )
      .get(id)!;
    const isMember = parentKind !== null && isClassLike(parentKind);
    index = this.#owners.length;
    this.#owners.push({
      qualified_name: qualifiedName,
      kind: NODE_KINDS[kind]!,
      file: kind === EXTERNAL ? '' : (file ?? ''),
      isAsked: this.#asked.has(id),
      isMember,
      isValue: (flags & SymbolFlag.value) !== 0,
      container: isMember ? (parentName ?? '') : '',
    });
    this.#indexOf.set(id, index);
    return index;
  }
}

/** The top of a file has no name that says more than the path. */
function placeName(qualifiedName: string, kind: number): string {
  return WITHOUT_PLACE.has(NODE_KINDS[kind]!) ? '' : qualifiedName;
}
