// The words of the page: how nodes and edges are told to people, those who see the picture and those who hear it.
import type { EdgeKind, NodeKind } from '../../../server/protocol/graph.ts';
import type { GraphAnswer, GraphNode, GraphQuestion, Relation } from '../../../server/protocol/graphView.ts';
import { formatFiles } from '../../../server/protocol/numbers.ts';
import { t } from '../../../server/protocol/l10n.ts';
import { formatSymbols } from '../../counts.ts';
import { formatKind } from '../../vocabulary.ts';

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
  calls: t('Calls'),
  uses: t('References'),
  types: t('Inheritance'),
  imports: t('Imports'),
};

const EDGE_WORDS: Readonly<Partial<Record<EdgeKind, string>>> = {
  CALLS: t('calls'),
  REFERENCES: t('refers to'),
  USES_TYPE: t('uses the type'),
  INHERITS: t('inherits from'),
  IMPLEMENTS: t('implements'),
  OVERRIDES: t('overrides'),
  DECORATES: t('decorates'),
  IMPORTS: t('imports'),
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
  if (question.view === 'map') return distance > 0 ? t('outside of the folder') : '';
  const steps = Math.abs(distance);
  if (question.view === 'impact') return isRoot ? t('changed') : describeFromChange(steps);
  if (question.view === 'paths') return isRoot ? t('an end of the path') : describeAfter(steps);
  if (distance === 0) return isRoot ? t('in the middle') : '';
  return distance < 0 ? describeBefore(steps) : describeBehind(steps);
}

function describeFromChange(steps: number): string {
  return steps === 1 ? t('1 step from a change') : t('{count} steps from a change', { count: steps });
}

function describeAfter(steps: number): string {
  return steps === 1 ? t('after 1 step') : t('after {count} steps', { count: steps });
}

function describeBefore(steps: number): string {
  return steps === 1 ? t('1 step before') : t('{count} steps before', { count: steps });
}

function describeBehind(steps: number): string {
  return steps === 1 ? t('1 step behind') : t('{count} steps behind', { count: steps });
}

/** All that is to say of a node, for a screen reader. */
export function describeNode(node: GraphNode, question: GraphQuestion): string {
  const { name, kind, isTest, rest, size, cycle } = node;
  const hidden = rest.inbound + rest.outbound;
  return [
    `${formatKind(kind)} ${name}`,
    isTest ? t('test') : '',
    describeDistance(node, question),
    size ? `${formatFiles(size.files)}, ${formatSymbols(size.symbols)}` : describePlace(node),
    cycle === undefined ? '' : t('in circle {number}', { number: cycle }),
    hidden > 0 ? t('{count} more', { count: hidden }) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What the picture holds, in a line. */
export function describeAnswer({ nodes, edges, nodeTotal, edgeTotal, note }: GraphAnswer): string {
  const cycles = new Set(nodes.flatMap(({ cycle }) => cycle ?? [])).size;
  return [
    formatShown(nodes.length, nodeTotal, formatNodes),
    formatShown(edges.length, edgeTotal, formatEdges),
    cycles > 0 ? formatCircles(cycles) : '',
    note,
  ]
    .filter(Boolean)
    .join(' · ');
}

function formatShown(shown: number, total: number, format: (count: number) => string): string {
  return shown < total ? t('{done} of {total}', { done: shown, total: format(total) }) : format(shown);
}

function formatNodes(count: number): string {
  return count === 1 ? t('1 node') : t('{count} nodes', { count });
}

function formatEdges(count: number): string {
  return count === 1 ? t('1 edge') : t('{count} edges', { count });
}

function formatCircles(count: number): string {
  return count === 1 ? t('1 circle') : t('{count} circles', { count });
}

function formatSteps(count: number): string {
  return count === 1 ? t('1 step') : t('{count} steps', { count });
}

/** What is shown, for the title. */
export function describeQuestion(question: GraphQuestion, { nodes }: GraphAnswer): string {
  const roots = nodes.filter(({ isRoot }) => isRoot).map(({ name }) => name);
  if (question.view === 'map') {
    if (question.by === 'package') return t('Packages');
    return question.base === '' ? t('Folders') : t('Folder {path}', { path: question.base });
  }
  const steps = 'depth' in question ? `, ${formatSteps(question.depth)}` : '';
  if (question.view === 'impact') return `${t('What the changes reach')}${steps}`;
  if (question.view === 'paths')
    return t('Ways from {from} to {to}', { from: roots[0] ?? '…', to: roots.at(-1) ?? '…' });
  const names = `${roots.slice(0, 3).join(', ')}${roots.length > 3 ? ', …' : ''}`;
  return `${t('Around {names}', { names })}${steps}`;
}
