// What of an exploration is told within a budget. Parts are taken in the order of their worth until the budget is used up;
// what is left out is named, with the call that brings it.

import { nameInFile } from '../answers/nameInFile.ts';
import type { SymbolDetail } from '../../queries/symbols.ts';
import { estimateTokens } from '../budget.ts';
import {
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
  /** So many symbols are told in all; more only where they leave half of the budget. */
  readonly usual: number;
}

/** What is told, and what is not. */
export interface CutExploration {
  readonly symbols: Explored[];
  readonly others: SymbolDetail[];
  readonly missing: string[];
}

/** For the words that say what was left out, which are fewer in a small answer. */
const NOTE_TOKENS = 60;
const NOTE_SHARE = 0.4;
/** Of what is left, the part that one source may take, so that the next ones have their turn. */
const SOURCE_SHARE = 0.75;
/** A beginning that is shorter tells less than what comes after it; where nothing does, it may be as short as a line. */
const LEAST_LINES = 5;

/** Cuts an exploration to `maxTokens`; the best symbol's head is always told. */
export function cutExploration(exploration: Exploration, maxTokens: number): CutExploration {
  const noted = Math.min(NOTE_TOKENS, maxTokens * NOTE_SHARE);
  const room = new Room(maxTokens - noted);
  if (exploration.isRelation) return cutRelation(exploration, room);
  const { symbols, others, sources, usual } = exploration;
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
  const first = brief.slice(0, Math.max(0, usual - told.length));
  let briefs = heads < told.length ? 0 : takeBriefs(first, room);
  const rest = sources.map(({ symbol }) => symbols.indexOf(symbol));
  for (let at = 0; at < heads; at++) {
    if (at > 0) tellProse(told, symbols, at, room);
    tellRelations(told, symbols, at, room);
    const part = sources[rest.indexOf(at)];
    if (part) tellSource(told, at, part, room, { share: SOURCE_SHARE, least: LEAST_LINES });
  }
  // What is left goes to the sources that were cut, the best first.
  for (let at = 0; at < heads; at++) {
    const part = sources[rest.indexOf(at)];
    if (part) tellSource(told, at, part, room, { share: 1, least: 1 });
  }
  const isRoomy = (): boolean => room.tokens > maxTokens / 2 - noted;
  if (heads === told.length && briefs === first.length)
    briefs += takeBriefs(brief.slice(briefs), room, first, isRoomy);
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
    this.#tokens -= costOf(text);
  }

  give(text: string): void {
    this.#tokens += costOf(text);
  }

  /** Takes what a text costs if there is room for it. */
  tryTake(text: string): boolean {
    if (costOf(text) > this.#tokens) return false;
    this.take(text);
    return true;
  }
}

/** What a text costs with the line feed after it. */
function costOf(text: string): number {
  return text === '' ? 0 : estimateTokens(text) + 1;
}

function countFitting<Row>(rows: readonly Row[], render: (row: Row) => string, room: Room): number {
  let fitting = 0;
  while (fitting < rows.length && room.tryTake(render(rows[fitting]!))) fitting++;
  return fitting;
}

/** Of the further matches, the ones that are told with a sentence of documentation. */
const BRIEFS_WITH_PROSE = 4;

/** Takes what brief lines cost one after the other, and the path of each file once, until one does not fit. */
function takeBriefs(
  rows: readonly SymbolDetail[],
  room: Room,
  before: readonly SymbolDetail[] = [],
  isRoomy: () => boolean = () => true,
): number {
  const files = new Set(before.map(({ file }) => file));
  let fitting = 0;
  for (const row of rows) {
    const path = files.has(row.file) ? '' : `${row.file}\n`;
    if (!isRoomy() || !room.tryTake(`${path}  ${renderBrief(row)}`)) break;
    files.add(row.file);
    fitting++;
  }
  return fitting;
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
function tellSource(
  told: Explored[],
  at: number,
  part: Part,
  room: Room,
  { share, least }: { readonly share: number; readonly least: number },
): void {
  const symbol = told[at]!;
  if (part.given !== '') {
    if (symbol.given === undefined && room.tryTake(part.given)) told[at] = { ...symbol, given: part.given };
    return;
  }
  if (symbol.source === undefined && told.some((other) => isShownIn(other, symbol))) return;
  const known = symbol.source === undefined ? 0 : symbol.source.split('\n').length;
  if (known >= part.lines.length) return;
  const lines = countLines(symbol, part, known, room, share);
  if (lines <= known || lines < Math.min(least, part.lines.length)) return;
  const source = part.lines.slice(0, lines).join('\n');
  const isWhole = lines === part.lines.length;
  const next = {
    ...symbol,
    members: isWhole ? [] : symbol.members,
    source,
    ...(part.isChanged ? { changed: true } : {}),
  };
  if (isWhole && symbol.members.length > 0) room.give(renderMembers(symbol));
  if (symbol.source !== undefined) room.give(renderSource(symbol.source, symbol.start_line));
  room.give(renderProse(symbol));
  room.take(renderProse(next));
  room.take(renderSource(source, symbol.start_line));
  told[at] = next;
}

/** How many lines of a source fit into `share` of the room, and all if they fit at all. */
function countLines(symbol: Explored, { lines }: Part, known: number, room: Room, share: number): number {
  const spared = symbol.source === undefined ? 0 : costOf(renderSource(symbol.source, symbol.start_line));
  // A source says the signature itself, and mostly the documentation.
  const prose = costOf(renderProse(symbol));
  const fits = (count: number, part: number): boolean => {
    const source = lines.slice(0, count).join('\n');
    const cost = costOf(renderSource(source, symbol.start_line)) + costOf(renderProse({ ...symbol, source }));
    return cost <= (room.tokens + spared + prose) * part;
  };
  if (fits(lines.length, 1)) return lines.length;
  let low = known;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle, share)) low = middle;
    else high = middle - 1;
  }
  return low;
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
    others: others.slice(0, takeBriefs(others, room)),
    missing: left > 0 ? [`${left} of ${relation.total} (trace_path lists all)`] : [],
  };
}
