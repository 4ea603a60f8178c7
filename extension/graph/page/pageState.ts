// What the page shows, as data: the question behind the picture and how it is drawn. Owns the ways from one to the next and
// back; knows neither document nor host. Answers are no part of it: they are asked for again.
import type { NodeKind, Tier } from '../../../server/protocol/graph.ts';
import { MAX_DEPTH } from '../../../server/protocol/graphView.ts';
import type {
  AroundQuestion,
  GraphFilter,
  GraphNode,
  GraphQuestion,
  MapQuestion,
  Opened,
  Relation,
} from '../../../server/protocol/graphView.ts';

/** What a person can go back to. */
export interface Picture {
  readonly question: GraphQuestion;
  readonly isGrouped: boolean;
  /** Where nodes were moved to, by key. */
  readonly moved: Readonly<Record<string, readonly [x: number, y: number]>>;
}

/** All that the page keeps over a reload. */
export interface PageState {
  readonly picture: Picture;
  readonly undo: readonly Picture[];
  readonly redo: readonly Picture[];
  readonly selected: string | undefined;
  /** The symbol that a way is to begin at. */
  readonly pathFrom: { readonly key: string; readonly name: string } | undefined;
  readonly isListShown: boolean;
  readonly followsCursor: boolean;
  /** Grows with every change, over reloads too: tells which of two states is newer. */
  readonly changes: number;
}

/** Steps that can be undone. */
const MAX_UNDO = 50;
/** So many of a rest are shown when it is opened. */
export const OPEN_STEP = 20;

const FILTER: GraphFilter = { tiers: ['exact', 'inferred'], hiddenKinds: [], hasTests: true };
/** What a page shows that was asked for nothing. */
export const FIRST_QUESTION: MapQuestion = { view: 'map', by: 'folder', base: '', opened: {}, ...FILTER };

/** The state of a page that begins with a question. */
export function beginState(question: GraphQuestion = FIRST_QUESTION): PageState {
  return {
    picture: { question, isGrouped: false, moved: {} },
    undo: [],
    redo: [],
    selected: undefined,
    pathFrom: undefined,
    isListShown: false,
    followsCursor: false,
    changes: 0,
  };
}

/** The newer one of two states that were kept, each of which may be none. */
export function findNewest(one: unknown, other: unknown): unknown {
  return changesOf(other) > changesOf(one) ? other : one;
}

function changesOf(kept: unknown): number {
  if (typeof kept !== 'object' || kept === null) return -1;
  const { changes } = kept as Partial<PageState>;
  return typeof changes === 'number' ? changes : 0;
}

/** The state that was kept, or the first one for what is none: a page of another version may have left it. */
export function reviveState(kept: unknown): PageState | undefined {
  if (typeof kept !== 'object' || kept === null || !('picture' in kept)) return undefined;
  const { picture } = kept as Partial<PageState>;
  const isPicture = typeof picture?.question?.view === 'string' && typeof picture.moved === 'object';
  return isPicture ? { ...beginState(), ...(kept as PageState) } : undefined;
}

/** Another picture; the one before can be gone back to. The same one is no step. */
export function goTo(state: PageState, change: Partial<Picture>): PageState {
  const picture = { ...state.picture, ...change };
  if (JSON.stringify(picture) === JSON.stringify(state.picture)) return state;
  return { ...state, picture, undo: [...state.undo, state.picture].slice(-MAX_UNDO), redo: [] };
}

/** Another question; where nodes were moved to belongs to the old one. */
export function askFor(state: PageState, question: GraphQuestion): PageState {
  return goTo(state, { question, moved: {} });
}

export function undo(state: PageState): PageState {
  const picture = state.undo.at(-1);
  if (!picture) return state;
  return { ...state, picture, undo: state.undo.slice(0, -1), redo: [...state.redo, state.picture] };
}

export function redo(state: PageState): PageState {
  const picture = state.redo.at(-1);
  if (!picture) return state;
  return { ...state, picture, redo: state.redo.slice(0, -1), undo: [...state.undo, state.picture] };
}

/** The filter of a question, for the next one. */
function filterOf({ tiers, hiddenKinds, hasTests }: GraphQuestion): GraphFilter {
  return { tiers, hiddenKinds, hasTests };
}

/** The surroundings of symbols, with direction, relations and depth as they were shown last. */
export function aroundOf(question: GraphQuestion, roots: readonly string[]): AroundQuestion {
  const { direction, relations, depth }: Pick<AroundQuestion, 'direction' | 'relations' | 'depth'> =
    question.view === 'around' ? question : { direction: 'both', relations: ['calls'], depth: 1 };
  return { view: 'around', roots, direction, relations, depth, opened: {}, ...filterOf(question) };
}

/** What somebody wants to see who names a symbol, a file or a folder: the key of a folder means its map. */
export function questionAbout(question: GraphQuestion, root: string): GraphQuestion {
  const folder = /^folder\t(.*)$/s.exec(root)?.[1];
  return folder === undefined ? aroundOf(question, [root]) : mapOf(question, 'folder', folder);
}

/** The map of a folder, or of packages. */
export function mapOf(question: GraphQuestion, by: MapQuestion['by'], base = ''): MapQuestion {
  return { view: 'map', by, base, opened: {}, ...filterOf(question) };
}

export function pathsOf(question: GraphQuestion, from: string, to: string): GraphQuestion {
  return { view: 'paths', from, to, ...filterOf(question) };
}

export function impactOf(question: GraphQuestion): GraphQuestion {
  return { view: 'impact', depth: 3, ...filterOf(question) };
}

/** What looking closer at a node means: a folder is looked into, of a file what it defines, of a symbol its surroundings. */
export function focusOn(question: GraphQuestion, { kind, key, qualifiedName }: GraphNode): GraphQuestion {
  if (question.view === 'map' && kind === 'Folder') return mapOf(question, 'folder', qualifiedName);
  if (question.view === 'map' && kind === 'Package') return question;
  return aroundOf(question, [key]);
}

/** Whether a node can show more of what it leads to. */
export function canExpand(question: GraphQuestion, { kind, rest, key }: GraphNode): boolean {
  if (question.view === 'map') return kind === 'Folder' && question.by === 'folder';
  return question.view === 'around' && (rest.inbound + rest.outbound > 0 || (question.opened[key] ?? 0) < 0);
}

/** Shows what is in a folder in its place, or more of what a symbol leads to. */
export function expand(question: GraphQuestion, node: GraphNode): GraphQuestion {
  if (!canExpand(question, node) || (question.view !== 'map' && question.view !== 'around')) return question;
  const before = Math.max(0, question.opened[node.key] ?? 0);
  // As the last one: there is room for what was opened last.
  const opened = { ...without(question.opened, node.key), [node.key]: before + OPEN_STEP };
  return { ...question, opened };
}

/** Shows a folder in place of what is in it, or a symbol without what it leads to. */
export function collapse(question: GraphQuestion, node: GraphNode): GraphQuestion {
  if (question.view === 'around') return { ...question, opened: { ...question.opened, [node.key]: -1 } };
  if (question.view !== 'map') return question;
  const above = Object.keys(question.opened).filter((key) => {
    const folder = key.slice(key.indexOf('\t') + 1);
    return node.qualifiedName.startsWith(`${folder}/`);
  });
  const nearest = above.toSorted((a, b) => b.length - a.length)[0];
  return nearest === undefined ? question : { ...question, opened: without(question.opened, nearest) };
}

function without(opened: Opened, key: string): Opened {
  const { [key]: _gone, ...others } = opened;
  return others;
}

export function withDepth(question: GraphQuestion, depth: number): GraphQuestion {
  const allowed = Math.min(MAX_DEPTH, Math.max(1, depth));
  return question.view === 'around' || question.view === 'impact'
    ? { ...question, depth: allowed }
    : question;
}

export function withDirection(
  question: GraphQuestion,
  direction: AroundQuestion['direction'],
): GraphQuestion {
  return question.view === 'around' ? { ...question, direction } : question;
}

/** With a relation or without it; the last one stays. */
export function toggleRelation(question: GraphQuestion, relation: Relation): GraphQuestion {
  if (question.view !== 'around') return question;
  const relations = toggle(question.relations, relation);
  return relations.length === 0 ? question : { ...question, relations };
}

/** With a tier or without it; the last one stays. */
export function toggleTier(question: GraphQuestion, tier: Tier): GraphQuestion {
  const tiers = toggle(question.tiers, tier);
  return tiers.length === 0 ? question : { ...question, tiers };
}

export function toggleKind(question: GraphQuestion, kind: NodeKind): GraphQuestion {
  return { ...question, hiddenKinds: toggle(question.hiddenKinds, kind) };
}

export function toggleTests(question: GraphQuestion): GraphQuestion {
  return { ...question, hasTests: !question.hasTests };
}

function toggle<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}
