// Uses of what a change took away: an edge of the base whose statement is still there and has no meaning any more. A statement
// that means something else now is none, nor is one of which only the name is known.

import { lastPart, ownerOf, partsOf } from '../languages/qualifiedNames.ts';
import type { Found } from './findings.ts';
import type { GraphRows, Target, Unresolved, Use } from './graphRows.ts';
import { mapLines } from './lineMap.ts';

/** What is compared. */
export interface ReviewedStates {
  readonly base: GraphRows;
  readonly head: GraphRows;
  /** Files of now whose rows may differ, sorted. */
  readonly differing: readonly string[];
  /** Lines of a file as it is now, and as it was. */
  readonly linesOf: (path: string) => readonly string[];
  readonly formerLinesOf: (path: string) => readonly string[];
  /** Path of now → of before. */
  readonly formerPathOf: (path: string) => string;
  readonly isChanged: (path: string) => boolean;
}

const WORD = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
/** Lines that one statement of imports may take. */
const MAX_IMPORT_LINES = 60;

/** Finds uses that lost their meaning, and imports that lead nowhere. */
export function findLostUses(states: ReviewedStates): Found[] {
  const found = new Map<string, Found>();
  const add = (one: Found): void => {
    // What names a file that is gone is told once in each file.
    const line = one.rule === 'broken-import' ? '' : one.line;
    const key = `${one.path}\n${line}\n${one.about}`;
    const before = found.get(key);
    if (!before || (before.tier === 'inferred' && one.tier === 'exact')) found.set(key, one);
  };
  for (const path of states.differing) for (const one of findLostIn(path, states)) add(one);
  const atLines = new Set([...found.values()].map(({ path, line }) => `${path}\n${line}`));
  for (const one of findBrokenNames(states)) if (!atLines.has(`${one.path}\n${one.line}`)) add(one);
  return [...found.values()];
}

function findLostIn(path: string, states: ReviewedStates): Found[] {
  const { base, head } = states;
  const former = states.formerPathOf(path);
  const all = base.usesOf(former);
  const imported = new Map<number, Set<string>>();
  for (const { kind, line, target } of all)
    if (kind === 'IMPORTS') imported.set(line, (imported.get(line) ?? new Set()).add(target.qualifiedName));
  const before = all.filter(
    ({ target, tier }) => target.path !== '' && isGone(target, states) && !isOfGone(target, tier, states),
  );
  if (before.length === 0) return [];
  const lines = states.linesOf(path);
  const isChanged = states.isChanged(path);
  const map = isChanged ? mapLines(states.formerLinesOf(former), lines) : undefined;
  const now = Map.groupBy(head.usesOf(path), ({ line }) => line);
  const unresolved = head.unresolvedOf(path);
  const isBoundAnew = createBindingReader(unresolved, lines, map);
  const kept: Found[] = [];
  const moved: Use[] = [];
  for (const use of before) {
    const line = map ? (map[use.line] ?? 0) : use.line;
    if (line === 0) moved.push(use);
    else if (
      !isWritten(lines[line - 1], use) ||
      hasMeaning(listNew(now.get(line) ?? [], imported.get(use.line)), use, isChanged)
    )
      continue;
    else if (isBoundAnew(use, line)) continue;
    else kept.push(describeLost(path, line, use, use.tier === 'inferred' ? 'inferred' : 'exact', states));
  }
  if (moved.length === 0 || !map) return kept;
  // The line was changed, too: a call by the plain name in the same function is still one of what is gone.
  const old = new Set(map);
  const still = unresolved.filter(({ line, isLocal }) => isLocal === 0 && !old.has(line));
  for (const { source, name, line } of still) {
    const use = moved.find(
      (one) =>
        one.kind === 'CALLS' &&
        one.tier === 'exact' &&
        one.source === source &&
        one.written === name &&
        one.target.kind !== 'Method' &&
        one.target.kind !== 'Field',
    );
    if (use) kept.push(describeLost(path, line, use, 'inferred', states));
  }
  return kept;
}

/**
 * Tells whether the name of a statement can be one that the change gave to something else in the file: of a call the index knows it,
 * of another use only that the name is written where the file was changed.
 */
function createBindingReader(
  unresolved: readonly Unresolved[],
  lines: readonly string[],
  map: Int32Array | undefined,
): (use: Use, line: number) => boolean {
  const locals = new Set(
    unresolved.filter(({ isLocal }) => isLocal !== 0).map(({ name, line }) => `${line} ${name}`),
  );
  const kept = new Set(map);
  const changed = map ? lines.filter((_, at) => !kept.has(at + 1)) : [];
  const written = wordsOf(changed.join('\n'));
  return ({ kind, written: name }, line) =>
    kind === 'CALLS' ? locals.has(`${line} ${name}`) : kind !== 'IMPORTS' && written.has(name);
}

/** Whether nothing is defined under that name any more, or the file of a module has gone. */
function isGone({ kind, name, qualifiedName, path }: Target, { head }: ReviewedStates): boolean {
  return kind === 'Module' ? !head.hasFile(path) : !head.defines(name, qualifiedName);
}

/** Whether a member was found by a type that is gone itself: where that is named is what broke. */
function isOfGone({ kind, qualifiedName }: Target, tier: Use['tier'], { head }: ReviewedStates): boolean {
  if (tier !== 'inferred' || (kind !== 'Method' && kind !== 'Field')) return false;
  const owner = ownerOf(qualifiedName);
  return !head.defines(lastPart(owner), owner);
}

function isWritten(text: string | undefined, { written, kind }: Use): boolean {
  if (text === undefined) return false;
  return kind === 'IMPORTS' || !WORD.test(written) || wordsOf(text).has(written);
}

/** Statements of a line without imports of what it imported before: none of them took the place of what is gone. */
function listNew(now: readonly Use[], imported: ReadonlySet<string> = new Set()): Use[] {
  return now.filter(({ kind, target }) => kind !== 'IMPORTS' || !imported.has(target.qualifiedName));
}

/** Whether the statement of a lost use means something, other than the place outside where what is gone would be. */
function hasMeaning(
  now: readonly Use[],
  { kind, written, target, tier }: Use,
  isFileChanged: boolean,
): boolean {
  const isOfName = kind === 'IMPORTS' || tier === 'exact';
  const isMember = target.kind === 'Method' || target.kind === 'Field';
  return now.some((use) => {
    const isSame = kind === 'IMPORTS' ? use.kind === 'IMPORTS' : use.written === written;
    if (!isSame) return false;
    if (use.target.path !== '') return true;
    // Where no statement of the file is another, what it imports is what it imported.
    const isSamePlace = !isFileChanged && isOfName && !isMember;
    return !isSamePlace && !isNameOf(use.target.qualifiedName, target);
  });
}

/** Whether the name of something outside is that of a definition of the workspace: `a.b.c` and `b.c` can be one. */
function isNameOf(external: string, { qualifiedName, kind }: Target): boolean {
  const [own, other] = [qualifiedName, external].map((name) =>
    partsOf(name)
      .flatMap((part) => part.split(/[/\\:]/))
      .filter((part) => /[\p{L}\p{N}]/u.test(part)),
  ) as [string[], string[]];
  const parts = Math.min(own.length, other.length);
  return (
    parts >= (kind === 'Module' ? 1 : 2) && own.slice(-parts).join('.') === other.slice(-parts).join('.')
  );
}

const VERBS = {
  CALLS: 'calls',
  REFERENCES: 'uses',
  USES_TYPE: 'uses the type',
  INHERITS: 'inherits from',
  IMPLEMENTS: 'implements',
  DECORATES: 'is decorated with',
} as const;

function describeLost(
  path: string,
  line: number,
  { kind, source, written, target }: Use,
  tier: Found['tier'],
  states: ReviewedStates,
): Found {
  const about = `${kind === 'IMPORTS' ? 'import' : 'use'} ${target.qualifiedName}`;
  const fate = describeFate(target, states);
  if (kind === 'IMPORTS') {
    const message = `imports ${target.qualifiedName}, ${fate}`;
    return { rule: 'broken-import', level: 'error', tier, path, line, symbol: source, about, message };
  }
  const verb = VERBS[kind as keyof typeof VERBS] ?? 'uses';
  const name = written === target.name ? target.qualifiedName : `${written} (${target.qualifiedName})`;
  const level = tier === 'exact' ? 'error' : 'warning';
  const message = `${source} ${verb} ${name}, ${fate}`;
  return { rule: 'removed-symbol', level, tier, path, line, symbol: source, about, message };
}

/** What became of a definition of the base, with what it seems to be called now. */
function describeFate(target: Target, states: ReviewedStates): string {
  const { head, base } = states;
  if (!head.hasFile(target.path)) {
    const now = states.differing.find(
      (path) => path !== target.path && states.formerPathOf(path) === target.path,
    );
    return now === undefined
      ? `whose file ${target.path} is gone`
      : `whose file ${target.path} is ${now} now`;
  }
  const former = base.definitionsOf(target.path);
  const known = new Set(former.map(({ qualifiedName }) => qualifiedName));
  const wanted = former.find(({ qualifiedName }) => qualifiedName === target.qualifiedName);
  const added = head
    .definitionsOf(target.path)
    .filter(
      ({ qualifiedName, kind, name, signature }) =>
        !known.has(qualifiedName) &&
        kind === wanted?.kind &&
        signature.replaceAll(name, '·') === wanted.signature.replaceAll(target.name, '·'),
    );
  return added.length === 1 && added[0]!.name !== target.name
    ? `which ${target.path} does not define any more; ${added[0]!.name} may be its new name`
    : `which ${target.path} does not define any more`;
}

/** Names that a statement imports from a file that is there and does not define them any more. */
function findBrokenNames(states: ReviewedStates): Found[] {
  const { base, head, differing } = states;
  const found: Found[] = [];
  for (const module of differing) {
    if (!states.isChanged(module)) continue;
    const gone = base
      .definitionsOf(states.formerPathOf(module))
      .filter(
        ({ isTop, name, qualifiedName }) => isTop && WORD.test(name) && !head.defines(name, qualifiedName),
      );
    if (gone.length === 0) continue;
    const text = wordsOf(states.linesOf(module).join('\n'));
    const missing = gone.filter(({ name }) => !text.has(name) && !head.offers(module, name));
    if (missing.length === 0) continue;
    for (const { path, line } of head.importersOf(module)) {
      const statement = statementAt(states.linesOf(path), line);
      const uses = head.usesOf(path);
      for (const { name, qualifiedName } of missing) {
        const at = statement.findIndex((one) => wordsOf(one).has(name));
        if (at < 0 || uses.some((use) => use.written === name && use.target.path !== '')) continue;
        const target = { name, qualifiedName, kind: 'Function', path: module } as const;
        found.push({
          rule: 'broken-import',
          level: 'error',
          tier: 'exact',
          path,
          line: line + at,
          symbol: path,
          about: `import ${qualifiedName}`,
          message: `imports ${name}, ${describeFate(target, states)}`,
        });
      }
    }
  }
  return found;
}

/** The lines of a statement of imports, from its first: to where its brackets are closed. */
function statementAt(lines: readonly string[], line: number): string[] {
  const statement: string[] = [];
  let open = 0;
  for (let at = line - 1; at < Math.min(lines.length, line - 1 + MAX_IMPORT_LINES); at++) {
    const text = lines[at]!.replace(/(?:\/\/|#\s).*$/, '');
    statement.push(text);
    for (const sign of text) open += '({['.includes(sign) ? 1 : ')}]'.includes(sign) ? -1 : 0;
    if (open <= 0 && !/[\\,]\s*$/.test(text)) break;
  }
  return statement;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
}
