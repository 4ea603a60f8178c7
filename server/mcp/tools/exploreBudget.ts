// What of an exploration is told within a budget. Parts are taken in the order of their worth until the budget is used up;
// what is left out is named, with the call that brings it.

import type { SymbolDetail } from '../../queries/symbols.ts';
import { estimateTokens } from '../budget.ts';
import {
  nameInFile,
  renderBrief,
  renderHead,
  renderMembers,
  renderProse,
  renderRelation,
  renderSource,
  type Explored,
} from './exploreText.ts';

/** The source of a symbol, whole. */
export interface Part {
  readonly symbol: Explored;
  readonly lines: readonly string[];
  readonly isChanged: boolean;
  /** One line in the place of lines that the session was given before; '' when they are there. */
  readonly given: string;
}

interface Exploration {
  readonly symbols: readonly Explored[];
  readonly others: readonly SymbolDetail[];
  readonly sources: readonly Part[];
  readonly isRelation: boolean;
}

/** What is told, and what is not. */
export interface CutExploration {
  readonly symbols: Explored[];
  readonly others: SymbolDetail[];
  readonly missing: string[];
}

/** For the words that say what was left out. */
const NOTE_TOKENS = 60;
/** Of what is left, the part that one source may take, so that the next ones have their turn. */
const SOURCE_SHARE = 0.75;
/** A beginning that is shorter tells nothing. */
const LEAST_LINES = 5;

/** Cuts an exploration to `maxTokens`; the best symbol's head is always told. */
export function cutExploration(exploration: Exploration, maxTokens: number): CutExploration {
  const room = new Room(maxTokens - NOTE_TOKENS);
  if (exploration.isRelation) return cutRelation(exploration, room);
  const { symbols, others, sources } = exploration;
  const told = symbols.map((symbol): Explored => ({
    ...symbol,
    relations: [],
    members: [],
    doc: '',
    signature: '',
  }));
  room.take(renderHead(told[0]!));
  tellProse(told, symbols, 0, room);
  const heads = 1 + countFitting(told.slice(1), renderHead, room);
  const withoutProse = others.slice(BRIEFS_WITH_PROSE).map((symbol) => Object.assign(symbol, { doc: '' }));
  const brief = [...others.slice(0, BRIEFS_WITH_PROSE), ...withoutProse];
  const briefs = heads < told.length ? 0 : countFitting(brief, renderBriefAlone, room);
  const rest = sources.map(({ symbol }) => symbols.indexOf(symbol));
  for (let at = 0; at < heads; at++) {
    if (at > 0) tellProse(told, symbols, at, room);
    tellRelations(told, symbols, at, room);
    const part = sources[rest.indexOf(at)];
    if (part) tellSource(told, at, part, room, SOURCE_SHARE);
  }
  // What is left goes to the sources that were cut, the best first.
  for (let at = 0; at < heads; at++) {
    const part = sources[rest.indexOf(at)];
    if (part) tellSource(told, at, part, room, 1);
  }
  return {
    symbols: told.slice(0, heads),
    others: brief.slice(0, briefs),
    missing: describeMissing(exploration, told, heads, briefs),
  };
}

/** What is left of a budget. */
class Room {
  #tokens: number;

  constructor(tokens: number) {
    this.#tokens = tokens;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Takes what a text costs whether there is room or not. */
  take(text: string): void {
    if (text !== '') this.#tokens -= estimateTokens(text) + 1;
  }

  give(text: string): void {
    if (text !== '') this.#tokens += estimateTokens(text) + 1;
  }

  /** Takes what a text costs if there is room for it. */
  tryTake(text: string): boolean {
    if (estimateTokens(text) + 1 > this.#tokens) return false;
    this.take(text);
    return true;
  }
}

function countFitting<Row>(rows: readonly Row[], render: (row: Row) => string, room: Room): number {
  let fitting = 0;
  while (fitting < rows.length && room.tryTake(render(rows[fitting]!))) fitting++;
  return fitting;
}

/** Of the further matches, the ones that are told with a sentence of documentation. */
const BRIEFS_WITH_PROSE = 4;

/** A brief line costs its path too, which it often shares with others. */
function renderBriefAlone(symbol: SymbolDetail): string {
  return `${symbol.file}\n  ${renderBrief(symbol)}`;
}

function tellProse(told: Explored[], symbols: readonly Explored[], at: number, room: Room): void {
  const { doc, signature } = symbols[at]!;
  const withProse = { ...told[at]!, doc, signature };
  if (room.tryTake(renderProse(withProse))) told[at] = withProse;
}

function tellRelations(told: Explored[], symbols: readonly Explored[], at: number, room: Room): void {
  const whole = symbols[at]!;
  // The best symbol is told in full, the others by what is nearest.
  const limit = at === 0 ? Number.POSITIVE_INFINITY : 4;
  const relations = whole.relations
    .map((relation) => ({ ...relation, rows: relation.rows.slice(0, limit) }))
    .filter((relation) => room.tryTake(renderRelation(whole, relation)));
  const isTold = whole.members.length > 0 && room.tryTake(renderMembers(whole));
  told[at] = { ...told[at]!, relations, members: isTold ? whole.members : [] };
}

/** Adds as much of a source as `share` of the room holds; where a part of it stands already, it becomes longer. */
function tellSource(told: Explored[], at: number, part: Part, room: Room, share: number): void {
  const symbol = told[at]!;
  if (part.given !== '') {
    if (symbol.given === undefined && room.tryTake(part.given)) told[at] = { ...symbol, given: part.given };
    return;
  }
  if (symbol.source === undefined && told.some((other) => isShownIn(other, symbol))) return;
  const known = symbol.source === undefined ? 0 : symbol.source.split('\n').length;
  if (known >= part.lines.length) return;
  if (symbol.source !== undefined) room.give(renderSource(symbol.source, symbol.start_line));
  const textOf = (lines: number): string =>
    renderSource(part.lines.slice(0, lines).join('\n'), symbol.start_line);
  const fits = (lines: number): boolean => estimateTokens(textOf(lines)) + 1 <= room.tokens * share;
  let lines = known;
  if (estimateTokens(textOf(part.lines.length)) + 1 <= room.tokens) lines = part.lines.length;
  else {
    let high = part.lines.length - 1;
    while (lines < high) {
      const middle = (lines + high + 1) >> 1;
      if (fits(middle)) lines = middle;
      else high = middle - 1;
    }
  }
  if (lines < Math.min(LEAST_LINES, part.lines.length)) return;
  room.take(textOf(lines));
  const isWhole = lines === part.lines.length;
  if (isWhole && symbol.members.length > 0) room.give(renderMembers(symbol));
  told[at] = {
    ...symbol,
    members: isWhole ? [] : symbol.members,
    source: part.lines.slice(0, lines).join('\n'),
    ...(part.isChanged ? { changed: true } : {}),
  };
}

/** Whether lines of a symbol are in the source that is shown of another: what holds it, or what it holds. */
function isShownIn(other: Explored, { file, start_line, end_line }: Explored): boolean {
  if (other.source === undefined || other.file !== file) return false;
  const last = other.start_line + other.source.split('\n').length - 1;
  return other.start_line <= end_line && last >= start_line;
}

function describeMissing(
  { symbols, others, sources }: Exploration,
  told: readonly Explored[],
  heads: number,
  briefs: number,
): string[] {
  const missing: string[] = [];
  const cut = sources.filter(({ symbol, lines }) => {
    const { source } = told[symbols.indexOf(symbol)]!;
    const isShown = source === undefined && told.some((other) => isShownIn(other, symbol));
    return !isShown && symbols.indexOf(symbol) < heads && (source?.split('\n').length ?? 0) < lines.length;
  });
  const names = cut.slice(0, 3).map(({ symbol }) => nameInFile(symbol.qualified_name, symbol.file));
  if (names.length > 0)
    missing.push(`source of ${names.join(', ')}${cut.length > 3 ? ' …' : ''} (get_code_snippet)`);
  const left = symbols.length - heads + others.length - briefs;
  if (left > 0) missing.push(`${left} matches (max_tokens)`);
  return missing;
}

function cutRelation({ symbols, others }: Exploration, room: Room): CutExploration {
  const symbol = symbols[0]!;
  const relation = symbol.relations[0]!;
  room.take(renderHead(symbol));
  const rows = countFitting(
    relation.rows,
    ({ qualified_name, file }) => `  ${nameInFile(qualified_name, file)}:1234`,
    room,
  );
  const left = relation.total - rows;
  return {
    symbols: [{ ...symbol, doc: '', relations: [{ ...relation, rows: relation.rows.slice(0, rows) }] }],
    others: others.slice(0, countFitting(others, renderBriefAlone, room)),
    missing: left > 0 ? [`${left} of ${relation.total} (trace_path lists all)`] : [],
  };
}
