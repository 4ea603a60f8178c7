// One question, one answer: the symbols a question is about, with all that the next questions would ask for. Owns which
// symbols are chosen; the source text is added, and cut to size, by the tool.

import type { NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { foldCopies, type Folded } from './builtCode.ts';
import { readQuery } from './queryTerms.ts';
import { readRelationQuestion } from './relationQuestion.ts';
import { findRelation, relationsOfKind, type Relation } from './relations.ts';
import { resolveSymbolIds } from './resolveSymbol.ts';
import { searchNearIds } from './search.ts';
import { getSymbol, getSymbolDetail, type SymbolDetail } from './symbols.ts';
import { EXTERNAL, isNamedSql, kindNumber } from './vocabulary.ts';

export interface ExploreInput {
  /** A question in words, names, or both. */
  readonly query: string;
  /** Names that are certainly meant: they come first. */
  readonly names: readonly string[];
  readonly limit: number;
  /** So many of them are told with their relations and members. */
  readonly explored: number;
}

/** A member of a class or a file. */
export interface MemberRow {
  readonly name: string;
  readonly line: number;
}

export interface ExploredSymbol extends SymbolDetail {
  readonly relations: readonly Relation[];
  /** How many built copies of it were left out. */
  readonly copies: number;
  readonly members_total: number;
  readonly members: readonly MemberRow[];
}

export interface ExploreAnswer {
  /** Exact number of symbols that match. */
  readonly total: number;
  /** Nothing is called so: the symbols have names that are near. */
  readonly isNear: boolean;
  /** Names that mean nothing here. */
  readonly unknown: readonly string[];
  /** The question asks for one relation of one symbol, which is all that is told. */
  readonly isRelation: boolean;
  /** The best, with what they have to do with others. */
  readonly symbols: readonly ExploredSymbol[];
  /** Those that come next. */
  readonly others: readonly SymbolDetail[];
}

/** The kinds that answer a question about code; the rest is reached through them. */
const ANSWER_KINDS: readonly NodeKind[] = [
  'Class',
  'Interface',
  'Enum',
  'Type',
  'Function',
  'Method',
  'Field',
  'Variable',
];
const MODULE = kindNumber('Module');
/** Of each relation so many are told, and of one that is asked for. */
const RELATED = 8;
const ASKED_FOR = 60;
const MEMBERS = 40;
/** Of symbols that have the same name, so many are taken for what the name means. */
const SAME_NAME = 3;

interface Choice extends Folded {
  readonly total: number;
  readonly isNear: boolean;
  readonly unknown: readonly string[];
}

/** The best symbols for a question, the first of them with their relations and members. */
export function explore(generation: Generation, input: ExploreInput): ExploreAnswer {
  const { query, names, limit, explored } = input;
  const asked = names.length === 0 ? exploreRelation(generation, query) : undefined;
  if (asked) return asked;
  const { ids, copies, ...choice } = choose(generation, query, names, limit);
  return {
    ...choice,
    isRelation: false,
    symbols: ids.slice(0, explored).map((id) => exploreSymbol(generation, id, copies.get(id) ?? 0)),
    others: ids.slice(explored).map((id) => getSymbolDetail(generation, id)),
  };
}

/** The one relation that a question asks for; undefined when it asks for none, or of nothing that is here. */
function exploreRelation(generation: Generation, query: string): ExploreAnswer | undefined {
  const question = readRelationQuestion(query);
  if (!question) return undefined;
  const { ids, others } = resolveSymbolIds(generation, question.subject);
  const [id, ...rest] = [...ids, ...others];
  if (id === undefined) return undefined;
  const relation = findRelation(generation, id, question.relation, ASKED_FOR);
  return {
    total: rest.length + 1,
    isNear: false,
    unknown: [],
    isRelation: true,
    symbols: [
      { ...getSymbolDetail(generation, id), relations: [relation], copies: 0, members_total: 0, members: [] },
    ],
    others: rest.slice(0, SAME_NAME).map((other) => getSymbolDetail(generation, other)),
  };
}

function choose(generation: Generation, query: string, names: readonly string[], limit: number): Choice {
  const { identifiers, words } = readQuery(query);
  const isOneName = /^\S+$/.test(query.trim());
  const chosen = new Set<number>();
  const unknown: string[] = [];
  const namesakes: number[] = [];
  let total = 0;
  for (const name of new Set([...names, ...(isOneName ? [query.trim()] : identifiers)])) {
    const { ids, isAmbiguous, others, ignored } = resolveSymbolIds(generation, name);
    const isMeant = names.includes(name) || isOneName;
    if (isMeant && ids.length === 0) unknown.push(name);
    if (isMeant && ignored !== '') unknown.push(ignored);
    total += ids.length + (isMeant ? others.length : 0);
    for (const id of ids.slice(0, isAmbiguous && !isMeant ? SAME_NAME : limit))
      if (chosen.size < limit) chosen.add(id);
    if (isMeant) namesakes.push(...others);
  }
  // A question that says nothing beside the names is answered by them.
  const spoken = words.filter((word) => !identifiers.some((name) => name.toLowerCase().includes(word)));
  const isAnswered = chosen.size > 0 && (query.trim() === '' || isOneName || spoken.length === 0);
  if (isAnswered || query.trim() === '') {
    for (const id of namesakes) if (chosen.size < limit) chosen.add(id);
    const folded = foldCopies(generation, [...chosen]);
    return { ...folded, total: total - chosen.size + folded.ids.length, isNear: false, unknown };
  }
  const found = searchNearIds(generation, { query, kinds: ANSWER_KINDS, limit, offset: 0 });
  for (const id of found.ids) if (chosen.size < limit) chosen.add(id);
  return {
    ids: [...chosen],
    copies: found.copies,
    total: Math.max(found.total, chosen.size),
    isNear: found.isNear && chosen.size === found.ids.length,
    unknown: found.isNear || names.length > 0 ? unknown : [],
  };
}

function exploreSymbol(generation: Generation, id: number, copies: number): ExploredSymbol {
  const detail = getSymbolDetail(generation, id);
  const relations = relationsOfKind(detail.kind)
    .map((relation) => findRelation(generation, id, relation, RELATED))
    .filter(({ total }) => total > 0);
  const members = membersOf(generation, id);
  return { ...detail, relations, copies, members_total: members.length, members: members.slice(0, MEMBERS) };
}

/** What a class or file holds; what is declared inside of a function is none of that. */
function membersOf(generation: Generation, id: number): MemberRow[] {
  const { kind } = getSymbol(generation, id);
  if (kind === 'Function' || kind === 'Method') return [];
  return generation
    .rows<MemberRow>(
      `SELECT n.text AS name, s.line FROM symbol s JOIN name n ON n.id = s.name
       WHERE s.parent = ? AND s.kind NOT IN (${EXTERNAL}, ${MODULE}) AND ${isNamedSql('s')} ORDER BY s.line, s.id`,
    )
    .all(id);
}
