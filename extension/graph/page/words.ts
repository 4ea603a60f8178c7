// The words of the page: how nodes and edges are told to people, those who see the picture and those who hear it.
import type { EdgeKind, NodeKind } from '../../../server/protocol/graph.ts';
import type { GraphAnswer, GraphNode, GraphQuestion, Relation } from '../../../server/protocol/graphView.ts';

/** A letter or two for each kind, so that colour alone says nothing. */
export const KIND_MARKS: Readonly<Record<NodeKind, string>> = {
  Project: 'P',
  Folder: 'D',
  File: 'F',
  Module: 'M',
  Class: 'C',
  Interface: 'I',
  Enum: 'E',
  Type: 'T',
  Function: 'ƒ',
  Method: 'm',
  Field: 'f',
  Variable: 'v',
  Package: 'P',
  External: '↗',
};

export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  calls: 'Calls',
  uses: 'References',
  types: 'Inheritance',
  imports: 'Imports',
};

const EDGE_WORDS: Readonly<Partial<Record<EdgeKind, string>>> = {
  CALLS: 'calls',
  REFERENCES: 'refers to',
  USES_TYPE: 'uses the type',
  INHERITS: 'inherits from',
  IMPLEMENTS: 'implements',
  OVERRIDES: 'overrides',
  DECORATES: 'decorates',
  IMPORTS: 'imports',
};

export function describeEdgeKind(kind: EdgeKind): string {
  return EDGE_WORDS[kind] ?? kind.toLowerCase();
}

/** Where a node stands: `src/cart.ts:12`, or its full name for what has no file. */
export function describePlace({ file, line, qualifiedName }: GraphNode): string {
  if (file === '') return qualifiedName;
  return line > 0 ? `${file}:${line}` : file;
}

/** How far a node is from what was asked about. */
export function describeDistance({ distance, isRoot }: GraphNode, question: GraphQuestion): string {
  if (question.view === 'map') return distance > 0 ? 'outside of the folder' : '';
  const steps = Math.abs(distance);
  const counted = `${steps} ${steps === 1 ? 'step' : 'steps'}`;
  if (question.view === 'impact') return isRoot ? 'changed' : `${counted} from a change`;
  if (question.view === 'paths') return isRoot ? 'an end of the path' : `after ${counted}`;
  if (distance === 0) return isRoot ? 'in the middle' : '';
  return distance < 0 ? `${counted} before` : `${counted} behind`;
}

/** All that is to say of a node, for a screen reader. */
export function describeNode(node: GraphNode, question: GraphQuestion): string {
  const { name, kind, isTest, rest, size, cycle } = node;
  const hidden = rest.inbound + rest.outbound;
  return [
    `${kind} ${name}`,
    isTest ? 'test' : '',
    describeDistance(node, question),
    size ? `${count(size.files, 'file')}, ${count(size.symbols, 'symbol')}` : describePlace(node),
    cycle === undefined ? '' : `in circle ${cycle}`,
    hidden > 0 ? `${hidden} more` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What the picture holds, in a line. */
export function describeAnswer({ nodes, edges, nodeTotal, edgeTotal, note }: GraphAnswer): string {
  const cycles = new Set(nodes.flatMap(({ cycle }) => cycle ?? [])).size;
  const shownOf = (shown: number, total: number, word: string) =>
    shown < total ? `${shown} of ${count(total, word)}` : count(shown, word);
  return [
    shownOf(nodes.length, nodeTotal, 'node'),
    shownOf(edges.length, edgeTotal, 'edge'),
    cycles > 0 ? count(cycles, 'circle') : '',
    note,
  ]
    .filter(Boolean)
    .join(' · ');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** What is shown, for the title. */
export function describeQuestion(question: GraphQuestion, { nodes }: GraphAnswer): string {
  const roots = nodes.filter(({ isRoot }) => isRoot).map(({ name }) => name);
  if (question.view === 'map') {
    if (question.by === 'package') return 'Packages';
    return question.base === '' ? 'Folders' : `Folder ${question.base}`;
  }
  const steps = 'depth' in question ? `, ${count(question.depth, 'step')}` : '';
  if (question.view === 'impact') return `What the changes reach${steps}`;
  if (question.view === 'paths') return `Ways from ${roots[0] ?? '…'} to ${roots.at(-1) ?? '…'}`;
  return `Around ${roots.slice(0, 3).join(', ')}${roots.length > 3 ? ', …' : ''}${steps}`;
}
