// Who else can call the methods of a class: a base that the workspace does not hold, a decorator from there that can say which
// interface the class has, or a class that it is combined with in a subclass. Owns what counts as such.

import { holdsInAny, listAll } from '../languages/anyLanguage.ts';
import type { Generation } from '../store/generation.ts';
import { edgeNumber, EXTERNAL } from './vocabulary.ts';

const BASE_KINDS = ['INHERITS', 'IMPLEMENTS'].map((kind) => edgeNumber(kind as 'INHERITS')).join(', ');

const DECORATES = edgeNumber('DECORATES');

const WORDS = [...new Set(listAll(({ classes }) => classes.baseWords))].join('|');
/** One list of bases in the head of a class. */
const CLAUSE = new RegExp(`\\b(?:${WORDS})\\b((?:(?!\\b(?:${WORDS})\\b).)*)`, 'gs');

/** Answers about the family of a class: its bases, its subclasses, and the other bases of those. */
export class ClassFamilies {
  private readonly generation: Generation;
  private readonly open = new Map<number, boolean>();
  private readonly families = new Map<number, ReadonlySet<number>>();

  constructor(generation: Generation) {
    this.generation = generation;
  }

  /** Whether some class of the family has a base or a decorator outside of the workspace, or a base that is not known. */
  isOpen(id: number): boolean {
    return [...this.familyOf(id)].some((one) => this.hasOpenBase(one));
  }

  /** Whether another class of the family has a member of this name: in a subclass of both, one stands for the other. */
  sharesMember(id: number, name: number): boolean {
    const member = this.generation.values<number>(
      'SELECT 1 FROM symbol WHERE parent = ? AND name = ? LIMIT 1',
    );
    return [...this.familyOf(id)].some((one) => one !== id && member.get(one, name) !== undefined);
  }

  /** The class, its subclasses, and everything that those inherit from. */
  private familyOf(id: number): ReadonlySet<number> {
    const known = this.families.get(id);
    if (known) return known;
    const below = this.reach([id], 'SELECT source FROM edge WHERE target = ?');
    const family = this.reach(below, 'SELECT target FROM edge WHERE source = ?');
    this.families.set(id, family);
    return family;
  }

  private reach(from: Iterable<number>, sql: string): Set<number> {
    const next = this.generation.values<number>(`${sql} AND kind IN (${BASE_KINDS})`);
    const reached = new Set<number>();
    const pending = [...from];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      pending.push(...next.all(id));
    }
    return reached;
  }

  private hasOpenBase(id: number): boolean {
    const known = this.open.get(id);
    if (known !== undefined) return known;
    const bases = this.generation
      .tuples<[kind: number, qualifiedName: string]>(
        `SELECT t.kind, t.qualified_name FROM symbol t WHERE t.id IN
         (SELECT target FROM edge WHERE source = ? AND kind IN (${BASE_KINDS}))`,
      )
      .all(id);
    const signature = this.generation
      .values<string | null>('SELECT signature FROM symbol WHERE id = ?')
      .get(id);
    const isOpen =
      bases.length < countBases(signature ?? '') ||
      bases.some(([kind, name]) => kind === EXTERNAL && !isQuiet(name)) ||
      this.decoratorsOf(id).some((name) => !isQuietDecorator(name));
    this.open.set(id, isOpen);
    return isOpen;
  }

  /** The decorators of a class that are outside of the workspace, as `package:name`. */
  private decoratorsOf(id: number): string[] {
    return this.generation
      .values<string>(
        `SELECT t.qualified_name FROM edge e JOIN symbol t ON t.id = e.target
         WHERE e.source = ? AND e.kind = ${DECORATES} AND t.kind = ${EXTERNAL}`,
      )
      .all(id);
  }
}

function isQuietDecorator(qualifiedName: string): boolean {
  return holdsInAny(({ classes }) => classes.quietDecorators?.test(qualifiedName));
}

/** Whether a base outside, `package:name`, calls no method by its name. */
function isQuiet(qualifiedName: string): boolean {
  const name = qualifiedName.slice(qualifiedName.lastIndexOf(':') + 1);
  return holdsInAny(({ classes }) => classes.quietBases?.test(name));
}

/** How many bases the head of a class names. */
function countBases(signature: string): number {
  const flat = withoutBrackets(signature);
  const listed = /^[^(]*\(([^)]*)/.exec(flat)?.[1];
  const clauses = [...flat.matchAll(CLAUSE)];
  const lists = clauses.length > 0 ? clauses.map(([, list]) => list!) : [listed ?? ''];
  return lists
    .flatMap((list) => list.split(','))
    .filter((base) => base.trim() !== '' && !/^\s*\w+\s*=/.test(base)).length;
}

/** Without what stands in angle or square brackets, or in parentheses inside of parentheses. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let result = '';
  for (const char of text) {
    if (char === '>' || char === ']') depth = Math.max(0, depth - 1);
    else if (char === '<' || char === '[') depth++;
    else if (depth === 0) result += char;
  }
  return result.replaceAll(/(?<=\(.*)\([^()]*\)/g, '');
}
