// Everything a person can do with the page, in one table: the buttons, the keys and the help are made from it, so that no
// action is without a key.
import type { EdgeKind, NodeKind, Tier } from '../../../server/protocol/graph.ts';
import { MAX_DEPTH, RELATIONS } from '../../../server/protocol/graphView.ts';
import type {
  AroundQuestion,
  GraphNode,
  GraphQuestion,
  Relation,
} from '../../../server/protocol/graphView.ts';
import { t } from '../../../server/protocol/l10n.ts';
import { formatKind, formatTier } from '../../vocabulary.ts';
import type { ActionTarget } from './actionTarget.ts';
import * as pages from './pageState.ts';
import { RELATION_WORDS } from './words.ts';

/** Where the button of an action stands; `none` for what only a key does. */
export type ActionPlace =
  | 'views'
  | 'steps'
  | 'options'
  | 'chosen'
  | 'formats'
  | 'direction'
  | 'depth'
  | 'relations'
  | 'tiers'
  | 'kinds'
  | 'none';

export interface Action {
  /** As `KeyboardEvent.key` has it, with the modifiers before it: `Shift+ArrowUp`. The first one is told. */
  readonly keys: readonly string[];
  readonly label: string;
  /** What it does, in a sentence of the help; the label when it is left out. */
  readonly help?: string;
  readonly place: ActionPlace;
  /** Whether it is on; undefined for what is done and over. */
  isOn?(page: ActionTarget): boolean;
  canRun?(page: ActionTarget): boolean;
  run(page: ActionTarget): void;
}

const PAN = 60;
const NUDGE = 12;
const SCALE = 1.3;

/** Kinds that a person may want to leave out; each has the key of its place in the list. */
const KINDS: readonly NodeKind[] = [
  'Class',
  'Interface',
  'Enum',
  'Type',
  'Function',
  'Method',
  'Field',
  'Variable',
  'Module',
  'External',
];
const DIRECTIONS: readonly (readonly [AroundQuestion['direction'], string, string])[] = [
  ['inbound', '[', t('What leads here')],
  ['both', '|', t('Both ways')],
  ['outbound', ']', t('Where it leads')],
];
const TIER_KEYS: readonly (readonly [Tier, string])[] = [
  ['exact', 'Alt+1'],
  ['inferred', 'Alt+2'],
  ['possible', 'Alt+3'],
];

/** What the arrows do, by where they point. */
const TOWARDS = {
  left: {
    next: t('Next node to the left'),
    move: t('Move the node to the left'),
    look: t('Look farther to the left'),
  },
  right: {
    next: t('Next node to the right'),
    move: t('Move the node to the right'),
    look: t('Look farther to the right'),
  },
  up: { next: t('Next node upwards'), move: t('Move the node upwards'), look: t('Look farther upwards') },
  down: {
    next: t('Next node downwards'),
    move: t('Move the node downwards'),
    look: t('Look farther downwards'),
  },
} as const;

const isView = (view: GraphQuestion['view']) => (page: ActionTarget) => page.question.view === view;
const hasNode = (page: ActionTarget) => page.selectedNode !== undefined;
const ofNode = (run: (page: ActionTarget, node: GraphNode) => void) => (page: ActionTarget) => {
  const node = page.selectedNode;
  if (node) run(page, node);
};

/** All actions, in the order of the help. */
export const ACTIONS: readonly Action[] = [
  {
    keys: ['m'],
    label: t('Folders'),
    help: t('Folders and how they use each other'),
    place: 'views',
    isOn: ({ question }) => question.view === 'map' && question.by === 'folder',
    run: (page) => page.ask(pages.mapOf(page.question, 'folder')),
  },
  {
    keys: ['k'],
    label: t('Packages'),
    help: t('Packages and how they use each other'),
    place: 'views',
    isOn: ({ question }) => question.view === 'map' && question.by === 'package',
    run: (page) => page.ask(pages.mapOf(page.question, 'package')),
  },
  {
    keys: ['i'],
    label: t('Changes'),
    help: t('What the changes of the work tree reach'),
    place: 'views',
    isOn: isView('impact'),
    run: (page) => page.ask(pages.impactOf(page.question)),
  },
  {
    keys: ['u', 'Control+z', 'Meta+z'],
    label: t('Undo'),
    help: t('Back to the picture before'),
    place: 'steps',
    canRun: ({ state }) => state.undo.length > 0,
    run: (page) => page.change(pages.undo(page.state)),
  },
  {
    keys: ['r', 'Control+y', 'Control+Shift+Z', 'Meta+Shift+Z'],
    label: t('Redo'),
    place: 'steps',
    canRun: ({ state }) => state.redo.length > 0,
    run: (page) => page.change(pages.redo(page.state)),
  },
  {
    keys: ['-'],
    label: '−',
    help: t('Smaller'),
    place: 'steps',
    run: ({ drawing }) => drawing.scaleBy(1 / SCALE),
  },
  {
    keys: ['+', '='],
    label: '+',
    help: t('Larger'),
    place: 'steps',
    run: ({ drawing }) => drawing.scaleBy(SCALE),
  },
  { keys: ['0'], label: t('Fit'), help: t('All of it'), place: 'steps', run: ({ drawing }) => drawing.fit() },
  {
    keys: ['g'],
    label: t('Group'),
    help: t('Group by folder'),
    place: 'options',
    isOn: ({ state }) => state.picture.isGrouped,
    run: (page) =>
      page.change(pages.goTo(page.state, { isGrouped: !page.state.picture.isGrouped, moved: {} })),
  },
  {
    keys: ['t'],
    label: t('Tests'),
    help: t('With tests or without'),
    place: 'options',
    isOn: ({ question }) => question.hasTests,
    run: (page) => page.ask(pages.toggleTests(page.question)),
  },
  {
    keys: ['l'],
    label: t('List'),
    help: t('The nodes as a list'),
    place: 'options',
    isOn: ({ state }) => state.isListShown,
    run: (page) => page.change({ ...page.state, isListShown: !page.state.isListShown }),
  },
  {
    keys: ['y'],
    label: t('Follow'),
    help: t('Follow the cursor of the editor'),
    place: 'options',
    isOn: ({ state }) => state.followsCursor,
    canRun: ({ host }) => host.follow !== undefined,
    run(page) {
      page.change({ ...page.state, followsCursor: !page.state.followsCursor });
      page.host.follow?.(page.state.followsCursor);
    },
  },
  { keys: ['?'], label: t('Keys'), help: t('This help'), place: 'options', run: (page) => page.showHelp() },
  {
    keys: ['/'],
    label: t('Find'),
    help: t('Find a symbol'),
    place: 'none',
    run: (page) => page.focusSearch(),
  },
  ...(['left', 'right', 'up', 'down'] as const).flatMap((towards) => {
    const key = `Arrow${towards[0]!.toUpperCase()}${towards.slice(1)}`;
    const words = TOWARDS[towards];
    const [x, y] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[towards] as [number, number];
    return [
      { keys: [key], label: words.next, place: 'none', run: (page) => page.goBeside(towards) },
      {
        keys: [`Shift+${key}`],
        label: words.move,
        place: 'none',
        run: ofNode((page, node) => page.drawing.moveBy(node.key, x * NUDGE, y * NUDGE)),
      },
      {
        keys: [`Alt+${key}`],
        label: words.look,
        place: 'none',
        run: ({ drawing }) => drawing.panBy(-x * PAN, -y * PAN),
      },
    ] satisfies Action[];
  }),
  {
    keys: ['o', 'Enter'],
    label: t('Open code'),
    place: 'chosen',
    canRun: (page) =>
      page.host.open !== undefined && page.selectedNode !== undefined && page.selectedNode.file !== '',
    run: ofNode((page, node) => page.open(node, true)),
  },
  {
    keys: ['f'],
    label: t('Focus'),
    help: t('Look closer at the selected node'),
    place: 'chosen',
    canRun: hasNode,
    run: ofNode((page, node) => page.ask(pages.focusOn(page.question, node))),
  },
  {
    keys: ['e', ' '],
    label: t('Expand'),
    help: t('Show more of what it leads to, or what is in the folder'),
    place: 'chosen',
    canRun: ({ question, selectedNode }) =>
      selectedNode !== undefined && pages.canExpand(question, selectedNode),
    run: ofNode((page, node) => page.ask(pages.expand(page.question, node))),
  },
  {
    keys: ['x'],
    label: t('Collapse'),
    help: t('Leave out what it leads to, or close the folder'),
    place: 'chosen',
    canRun: ({ question, selectedNode }) =>
      selectedNode !== undefined && (question.view === 'around' || question.view === 'map'),
    run: ofNode((page, node) => page.ask(pages.collapse(page.question, node))),
  },
  {
    keys: ['a'],
    label: t('Path from here'),
    place: 'chosen',
    canRun: ({ selectedNode }) => isSymbol(selectedNode),
    run: ofNode((page, { key, name }) => page.change({ ...page.state, pathFrom: { key, name } })),
  },
  {
    keys: ['b'],
    label: t('Path to here'),
    place: 'chosen',
    canRun: ({ selectedNode, state }) => isSymbol(selectedNode) && state.pathFrom !== undefined,
    run: ofNode((page, { key }) => {
      const from = page.state.pathFrom;
      if (from) page.ask(pages.pathsOf(page.question, from.key, key));
    }),
  },
  { keys: ['Escape'], label: t('Select nothing'), place: 'none', run: (page) => page.select(undefined) },
  ...DIRECTIONS.map(([direction, key, label]): Action => ({
    keys: [key],
    label,
    place: 'direction',
    isOn: ({ question }) => question.view === 'around' && question.direction === direction,
    canRun: isView('around'),
    run: (page) => page.ask(pages.withDirection(page.question, direction)),
  })),
  ...[1, -1].map((more): Action => ({
    keys: [more > 0 ? '>' : '<'],
    label: more > 0 ? t('Farther') : t('Nearer'),
    help: more > 0 ? t('One step farther') : t('One step less'),
    place: 'depth',
    canRun: ({ question }) =>
      'depth' in question && question.depth + more >= 1 && question.depth + more <= MAX_DEPTH,
    run: (page) =>
      page.ask(pages.withDepth(page.question, 'depth' in page.question ? page.question.depth + more : 1)),
  })),
  ...(Object.keys(RELATIONS) as Relation[]).map((relation, at): Action => ({
    keys: [String(at + 1)],
    label: RELATION_WORDS[relation],
    help: `${RELATION_WORDS[relation]}: ${(RELATIONS[relation] as readonly EdgeKind[]).join(', ')}`,
    place: 'relations',
    isOn: ({ question }) => question.view === 'around' && question.relations.includes(relation),
    canRun: isView('around'),
    run: (page) => page.ask(pages.toggleRelation(page.question, relation)),
  })),
  ...TIER_KEYS.map(([tier, key]): Action => ({
    keys: [key],
    label: formatTier(tier),
    help: t('Edges that are {tier}', { tier: formatTier(tier) }),
    place: 'tiers',
    isOn: ({ question }) => question.tiers.includes(tier),
    run: (page) => page.ask(pages.toggleTier(page.question, tier)),
  })),
  ...KINDS.map((kind, at): Action => ({
    keys: [`Alt+Shift+${(at + 1) % 10}`],
    label: formatKind(kind),
    help: t('Nodes of the kind {kind}', { kind: formatKind(kind) }),
    place: 'kinds',
    isOn: ({ question }) => !question.hiddenKinds.includes(kind),
    run: (page) => page.ask(pages.toggleKind(page.question, kind)),
  })),
  ...(['svg', 'png', 'mermaid', 'dot'] as const).map((format): Action => ({
    keys: [`Alt+${format[0]!}`],
    label: { svg: 'SVG', png: 'PNG', mermaid: 'Mermaid', dot: 'DOT' }[format],
    help: t('Export as {format}', { format }),
    place: 'formats',
    canRun: ({ answer }) => answer.nodes.length > 0,
    run: (page) => page.export(format),
  })),
];

function isSymbol(node: GraphNode | undefined): boolean {
  return node !== undefined && !['Folder', 'File', 'Package'].includes(node.kind);
}

/** What is read of a key. */
interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** The action of a key that was pressed; digits go by the key itself, because with Shift another sign stands on it. */
export function findAction({
  key,
  code,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
}: PressedKey): Action | undefined {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  const isLetter = key.length === 1;
  const letter = altKey && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
  const name = altKey && digit !== undefined ? digit : letter;
  const hasShift = shiftKey && (!isLetter || altKey || ctrlKey || metaKey);
  const written = [ctrlKey && 'Control', metaKey && 'Meta', altKey && 'Alt', hasShift && 'Shift', name]
    .filter(Boolean)
    .join('+');
  return ACTIONS.find(({ keys }) => keys.includes(written));
}

/** A key as people write it. */
export function describeKey(key: string): string {
  return key
    .replace('Control+', 'Ctrl+')
    .replace('Meta+', '⌘')
    .replace('ArrowLeft', '←')
    .replace('ArrowRight', '→')
    .replace('ArrowUp', '↑')
    .replace('ArrowDown', '↓')
    .replace(/^ $/, t('Space'));
}
